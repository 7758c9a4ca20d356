"""Check the hand-annotated corpora in corpora/: offsets, words, order, sentence counts, splits and hashes.

    python scripts/check_corpora.py                   print every problem, exit 1 when there is one
    python scripts/check_corpora.py --write-manifest  renew corpora/MANIFEST.json first, after a deliberate change

What the files hold is described in corpora/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
CORPORA = REPOSITORY / "corpora"
ARTICLE_FILES = ("fr.txt", "fr.corrected.txt", "en.txt", "en.back.txt", "marks.json")
SEVERITIES = {"minor", "major", "critical"}
ORIGINS = {"apertium", "written"}
CODE = re.compile(r"FR\d{3}\Z")
# Written by scripts/measure_quality.py and by this script: neither is a corpus.
NOT_HASHED = {"MANIFEST.json", "quality_floors.json"}
LEAST_SENTENCES = 250
UNUSUAL_LINES = {"dev": 80, "test": 200}


def article_folders(corpora: Path) -> list[tuple[str, Path]]:
    """(split, folder) of every article; the demo article belongs to the dev split."""
    found = [("dev", corpora / "demo")]
    for split in ("dev", "test"):
        found += [(split, folder) for folder in sorted((corpora / split).iterdir()) if folder.is_dir()]
    return found


def read_text(path: Path) -> str:
    """The file decoded as UTF-8 with its newlines as they are, so that offsets are those of the bytes on disk."""
    return path.read_bytes().decode("utf-8")


def check_marks(text: str, marks: list[dict[str, Any]]) -> Iterator[str]:
    """Problems of the marks of one text: range, words, order, overlap, code, severity."""
    previous_end = 0
    for mark in marks:
        start, end, words = mark["start"], mark["end"], mark["words"]
        place = f"mark {start}-{end} {words!r}"
        if not words or words != words.strip():
            yield f"{place}: the words are empty or padded with spaces"
        if text[start:end] != words:
            yield f"{place}: the text there is {text[start:end]!r}"
        if start < previous_end:
            yield f"{place}: overlaps the mark before it, or is out of order"
        if not CODE.match(mark["code"]):
            yield f"{place}: {mark['code']!r} is no FR code"
        if mark["severity"] not in SEVERITIES:
            yield f"{place}: {mark['severity']!r} is no severity"
        if mark["correction"] == words:
            yield f"{place}: the correction changes nothing"
        previous_end = end


def check_sentences(marks: dict[str, Any], french: str, corrected: str) -> Iterator[str]:
    """Problems of the sentence list: every sentence lies in the text, is marked if and only if it is wrong, and is
    paired with a corrected one; nothing of the text is left over but white space."""
    covered = [False] * len(french)
    corrected_end = 0
    for sentence in marks["sentences"]:
        start, end = sentence["start"], sentence["end"]
        place = f"sentence {start}-{end}"
        if not 0 <= start < end <= len(french) or french[start:end] != french[start:end].strip():
            yield f"{place}: out of the text, empty or padded"
            continue
        covered[start:end] = [True] * (end - start)
        inside = [m for m in marks["marks"] if start <= m["start"] and m["end"] <= end]
        if sentence["right"] == bool(inside):
            yield f"{place}: right is {sentence['right']} with {len(inside)} marks inside"
        fixed = corrected[sentence["corrected_start"] : sentence["corrected_end"]]
        if (fixed == french[start:end]) != sentence["right"]:
            yield f"{place}: a right sentence differs from its corrected one, or a wrong one does not"
        if corrected[corrected_end : sentence["corrected_start"]].strip():
            yield f"{place}: the corrected text has something more before it"
        corrected_end = sentence["corrected_end"]
    if corrected[corrected_end:].strip():
        yield "the corrected text has something more at its end"
    for block in marks["boilerplate"]:
        covered[block["start"] : block["end"]] = [True] * (block["end"] - block["start"])
    left_over = "".join(c for c, seen in zip(french, covered, strict=True) if not seen).strip()
    if left_over:
        yield f"neither a sentence nor boilerplate: {left_over[:60]!r}"


def check_article(folder: Path) -> Iterator[str]:
    """Problems of one article's folder."""
    missing = [name for name in ARTICLE_FILES if not (folder / name).is_file()]
    if missing:
        yield f"{folder}: lacks {', '.join(missing)}"
        return
    french, corrected = read_text(folder / "fr.txt"), read_text(folder / "fr.corrected.txt")
    marks = json.loads(read_text(folder / "marks.json"))
    problems = [*check_marks(french, marks["marks"]), *check_sentences(marks, french, corrected)]
    problems += [f"mark {m['start']}: origin {m['origin']!r}" for m in marks["marks"] if m["origin"] not in ORIGINS]
    boilerplate = [(b["start"], b["end"]) for b in marks["boilerplate"]]
    for mark in marks["marks"]:
        inside = any(start <= mark["start"] and mark["end"] <= end for start, end in boilerplate)
        if inside != mark.get("in_boilerplate", False):
            problems.append(f"mark {mark['start']}: in_boilerplate does not agree with the boilerplate list")
    paragraphs = {name: len(read_text(folder / name).strip().split("\n\n")) for name in ARTICLE_FILES[1:4]}
    if len(set(paragraphs.values())) != 1:
        problems.append(f"the versions differ in paragraphs: {paragraphs}")
    yield from (f"{folder}: {problem}" for problem in problems)


def sentences_of(folder: Path) -> list[tuple[str, bool, str]]:
    """(text, right, origin) of every sentence of an article."""
    french = read_text(folder / "fr.txt")
    marks = json.loads(read_text(folder / "marks.json"))
    return [(french[s["start"] : s["end"]], s["right"], s["origin"]) for s in marks["sentences"]]


def check_splits(corpora: Path) -> Iterator[str]:
    """Problems between the splits: shared sentences, too few sentences, too little real machine output in test."""
    by_split: dict[str, set[str]] = {"dev": set(), "test": set()}
    total, wrong, machine = 0, 0, 0
    for split, folder in article_folders(corpora):
        for text, right, origin in sentences_of(folder):
            total += 1
            if split == "test" and not right:
                wrong += 1
                machine += origin.startswith("apertium")
            by_split[split].add(text)
    for split, expected in UNUSUAL_LINES.items():
        lines = read_text(corpora / "unusual" / f"{split}.txt").splitlines()
        if len(lines) != expected or len(set(lines)) != expected:
            yield f"unusual/{split}.txt: {len(set(lines))} different lines of {len(lines)}, expected {expected}"
        for number, line in enumerate(lines, 1):
            if not re.fullmatch(r"[a-z-]+\t\S.*\S", line):
                yield f"unusual/{split}.txt:{number}: not category TAB sentence"
        by_split[split] |= {line.split("\t")[-1] for line in lines}
    yield from (f"in dev and in test: {text!r}" for text in sorted(by_split["dev"] & by_split["test"]))
    if total < LEAST_SENTENCES:
        yield f"{total} sentences in the articles, at least {LEAST_SENTENCES} are promised"
    if machine * 2 < wrong:
        yield f"only {machine} of {wrong} wrong sentences of test are real machine output"


def check_word_alignment(corpora: Path) -> Iterator[str]:
    """Problems of the word-aligned pairs: columns, links out of range or twice, pairs in both splits."""
    pairs: list[set[str]] = []
    for name in ("dev.tsv", "test.tsv"):
        header, *rows = read_text(corpora / "word_alignment" / name).splitlines()
        if header != "french\tenglish\tlinks":
            yield f"word_alignment/{name}: the header is {header!r}"
        pairs.append({row.split("\t")[0] for row in rows})
        for number, row in enumerate(rows, 2):
            french, english, links = (column.split(" ") for column in row.split("\t"))
            ends = [re.fullmatch(r"(\d+)[-?](\d+)", link) for link in links]
            inside = [e for e in ends if e and int(e[1]) < len(french) and int(e[2]) < len(english)]
            if len({(e[1], e[2]) for e in inside}) != len(links):
                yield f"word_alignment/{name}:{number}: a link is malformed, out of range or there twice"
    yield from (f"word_alignment: in dev and in test: {text!r}" for text in sorted(pairs[0] & pairs[1]))


def check_seed_marks(corpora: Path, shared: Path) -> Iterator[str]:
    """Problems of the marks on the sample article, whose text lies outside the repository."""
    marks = json.loads(read_text(corpora / "seed_marks" / "russie-ukraine.json"))
    data = (shared / "seed" / "russie-ukraine.fr.txt").read_bytes()
    if hashlib.sha256(data).hexdigest() != marks["text_sha256"]:
        yield "seed_marks: the sample article is not the text that was marked"
        return
    yield from (f"seed_marks: {problem}" for problem in check_marks(data.decode("utf-8"), marks["marks"]))


def corpus_files(corpora: Path) -> list[Path]:
    """Every file that the manifest must name, in a fixed order."""
    return sorted(p for p in corpora.rglob("*") if p.is_file() and p.name not in NOT_HASHED)


def manifest_of(corpora: Path) -> dict[str, Any]:
    """The manifest as it should be: author, licence, and path, split, origin and SHA-256 of each file."""
    files = []
    for path in corpus_files(corpora):
        name = path.relative_to(corpora).as_posix()
        split = split_of(name)
        files.append(
            {
                "path": name,
                "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
                "split": split,
                "origin": origin_of(name),
            }
        )
    return {"author": "the mtqa authors", "licence": "CC BY 4.0", "files": files}


def split_of(name: str) -> str | None:
    """The split a corpus file belongs to; None for READMEs at the top and the marks on the sample article."""
    if re.match(r"demo/|((unusual|word_alignment)/)?dev\b", name):
        return "dev"
    return "test" if re.match(r"((unusual|word_alignment)/)?test\b", name) else None


def origin_of(name: str) -> str:
    """Where a corpus file comes from, in a few words."""
    if name.endswith("/fr.txt"):
        return "written by the authors, or output of Apertium on en.txt where marks.json says so"
    if name.endswith("/en.back.txt"):
        return "output of Apertium fra-cat | cat-eng on fr.txt"
    if name.startswith("seed_marks/") and name.endswith(".json"):
        return "marks made by hand on shared/seed/russie-ukraine.fr.txt, which is not in the repository"
    return "written by the authors"


def check_manifest(corpora: Path) -> Iterator[str]:
    """Problems of MANIFEST.json against the files that are there."""
    stored = json.loads(read_text(corpora / "MANIFEST.json"))
    expected = manifest_of(corpora)
    if stored == expected:
        return
    then = {f["path"]: f for f in stored["files"]}
    now = {f["path"]: f for f in expected["files"]}
    names = sorted(n for n in then.keys() | now.keys() if then.get(n) != now.get(n))
    yield f"MANIFEST.json is not that of {', '.join(names) or 'these corpora'}: renew it with --write-manifest"


def all_problems(corpora: Path = CORPORA, shared: Path | None = None) -> list[str]:
    """Every problem of the corpora, one line each; the sample article is checked only where `shared` is given."""
    problems = [p for _, folder in article_folders(corpora) for p in check_article(folder)]
    problems += check_splits(corpora)
    problems += check_word_alignment(corpora)
    problems += check_manifest(corpora)
    if shared is not None:
        problems += check_seed_marks(corpora, shared)
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write-manifest", action="store_true", help="renew corpora/MANIFEST.json first")
    if parser.parse_args().write_manifest:
        content = json.dumps(manifest_of(CORPORA), ensure_ascii=False, indent=1) + "\n"
        (CORPORA / "MANIFEST.json").write_text(content, encoding="utf-8")
    shared = Path(os.environ.get("MTQA_SHARED", REPOSITORY.parent / "shared"))
    has_sample = (shared / "seed" / "russie-ukraine.fr.txt").is_file()
    if not has_sample:
        print(f"skipped: the marks on the sample article, since {shared} is not there", file=sys.stderr)
    problems = all_problems(CORPORA, shared if has_sample else None)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
