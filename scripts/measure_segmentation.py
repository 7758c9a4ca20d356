"""Sentence boundaries and tokens of mtqa beside pySBD, on the raw text of the UD French treebanks.

    python scripts/measure_segmentation.py                     the test sets: the table of docs and cards
    python scripts/measure_segmentation.py --set dev --show 20  the development sets, with boundaries missed and added
    python scripts/measure_segmentation.py --stress            seconds on long texts that could make a pattern explode

The raw text is rebuilt from the `# text =` lines, in file order:

joined       all sentences, one space between them; an empty line where the treebank says `# newpar` (none here does)
punctuated   only the sentences that end in . ! ? or an ellipsis (closing marks may follow), joined likewise
paragraphs   the punctuated ones, eight a paragraph, an empty line between: how a reader meets text, and kinder to
             pySBD, whose quotation rules lose their way over a whole treebank in one paragraph
lines        all sentences, one a line: headings and list items without a mark can be told by the line break alone

A boundary is where a sentence ends, counted in code points that are not white space, the text's end left out. GSD is
a shuffle of lone sentences, so closing guillemets and list items at its seams have lost their context.
"""

from __future__ import annotations

import argparse
import re
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pysbd

from measuring.gold import SHARED
from mtqa.segmenting import split_text, tokenize

SETS = {
    "test": ("gsd/fr_gsd-ud-test", "sequoia/fr_sequoia-ud-test", "pud/fr_pud-ud-test"),
    "dev": ("gsd/fr_gsd-ud-dev", "sequoia/fr_sequoia-ud-dev", "sequoia/fr_sequoia-ud-train"),
}
PUNCTUATED = re.compile(r"[.!?…][\s»”’\"')\]]*$")
PARAGRAPH_SENTENCES = 8
CONTEXT_CHARS = 40
AWKWARD_PATTERNS = (
    *(
        "a",
        "mot ",
        "a-",
        "a.",
        "a. ",
        "1 ",
        "1,",
        "«",
        '"',
        ' "',
        "(",
        ". ",
        "! ",
        "...",
        "M. ",
        "A.",
        "<a ",
        "{a",
        "a@",
    ),
    *(
        "x@a.",
        "http://",
        "www.",
        "l'",
        " ",
        "\n",
        "a\n",
        "A.\n",
        "fin.Le",
        "M. A. \n",
        "a" * 80 + "\n",
        "\u0301",
        "1.",
        "? !",
    ),
)


@dataclass(frozen=True)
class Treebank:
    """A treebank's sentences as written, whether each begins a paragraph, and the surface forms of each."""

    name: str
    texts: list[str]
    begins_paragraph: list[bool]
    forms: list[list[str]]


def main() -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", choices=tuple(SETS), default="test")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of our errors a text (dev only)")
    parser.add_argument("--stress", action="store_true", help="time long texts instead")
    arguments = parser.parse_args()
    if arguments.stress:
        return print_stress()
    if arguments.show and arguments.set == "test":
        parser.error("test sets are not shown: use --set dev")
    if not SHARED.is_dir():
        print("The shared data folder is not beside this checkout.", file=sys.stderr)
        return 3
    treebanks = [read_treebank(name) for name in SETS[arguments.set]]
    print("Sentence boundaries                    |  mtqa                            |  pySBD")
    print(
        "text                   form  sentences |  precision recall    F1  sent./s |  precision recall    F1  sent./s"
    )
    for treebank in treebanks:
        for form, sentences, text in raw_texts(treebank):
            cells = [measure(split, sentences, text) for split in (split_ours, split_pysbd)]
            print(f"{treebank.name:<16} {form:>10} {len(sentences):>10} |  {cells[0]} |  {cells[1]}")
            if arguments.show:
                print_errors(sentences, text, arguments.show)
    print("\nTokens (surface words, gold sentences)\ntext                precision recall    F1  tokens/s")
    for treebank in treebanks:
        print(f"{treebank.name:<20}{measure_tokens(treebank)}")
    return 0


def read_treebank(name: str) -> Treebank:
    """One .conllu file of shared/data/ud_french.tar.xz."""
    with tarfile.open(SHARED / "data/ud_french.tar.xz") as archive:
        member = archive.extractfile(f"ud_{name}.conllu")
        if member is None:
            raise FileNotFoundError(f"ud_{name}.conllu in ud_french.tar.xz")
        blocks = member.read().decode().strip().split("\n\n")
    texts, paragraphs, forms = [], [], []
    for block in blocks:
        lines = block.splitlines()
        text = next((line[9:] for line in lines if line.startswith("# text = ")), None)
        if text is None:
            continue
        texts.append(text.strip())
        paragraphs.append(any(line.startswith("# newpar") for line in lines))
        forms.append(surface_forms([line.split("\t") for line in lines if line[:1].isdigit()]))
    return Treebank(name.partition("/")[2].removeprefix("fr_"), texts, paragraphs, forms)


def surface_forms(rows: list[list[str]]) -> list[str]:
    """The forms as written: a range row ("3-4 du") in place of the words it covers, no empty nodes."""
    forms, covered = [], 0
    for number, form, *_ in rows:
        if "-" in number:
            covered = int(number.partition("-")[2])
            forms.append(form)
        elif "." not in number and int(number) > covered:
            forms.append(form)
    return forms


def raw_texts(treebank: Treebank) -> Iterator[tuple[str, list[str], str]]:
    """The four forms of the raw text: (name, its sentences, the text)."""
    pairs = list(zip(treebank.texts, treebank.begins_paragraph, strict=True))
    punctuated = [(text, begins) for text, begins in pairs if PUNCTUATED.search(text)]
    for form, kept in (("joined", pairs), ("punctuated", punctuated)):
        joined = "".join(("\n\n" if begins else " ") + text for text, begins in kept).strip()
        yield form, [text for text, _ in kept], joined
    texts = [text for text, _ in punctuated]
    paragraphs = [" ".join(texts[i : i + PARAGRAPH_SENTENCES]) for i in range(0, len(texts), PARAGRAPH_SENTENCES)]
    yield "paragraphs", texts, "\n\n".join(paragraphs)
    yield "lines", treebank.texts, "\n".join(treebank.texts)


def split_ours(text: str) -> list[str]:
    """The sentences mtqa finds."""
    return [text[start:end] for start, end in split_text(text)]


def split_pysbd(text: str) -> list[str]:
    """The sentences pySBD finds with its French rules."""
    segments: list[str] = pysbd.Segmenter(language="fr", clean=False).segment(text)
    return segments


def boundaries(sentences: list[str]) -> set[int]:
    """Where sentences end, in code points that are not white space from the start; the last is left out."""
    ends, position = [], 0
    for sentence in sentences:
        position += len("".join(sentence.split()))
        ends.append(position)
    return set(ends[:-1])


def measure(split: Callable[[str], list[str]], gold: list[str], text: str) -> str:
    """Precision, recall and F1 of the boundaries, and gold sentences a CPU second, as cells of the table."""
    start = time.process_time()
    found = split(text)
    seconds = time.process_time() - start
    if "".join("".join(found).split()) != "".join(text.split()):
        raise ValueError(f"{split.__name__} changed the text, so that its boundaries cannot be compared")
    expected, proposed = boundaries(gold), boundaries(found)
    return scores(len(expected & proposed), len(proposed), len(expected)) + f" {len(gold) / seconds:8,.0f}"


def scores(right: int, proposed: int, expected: int) -> str:
    """Precision, recall and F1 from counts."""
    return f"{right / proposed:9.4f} {right / expected:6.4f} {2 * right / (proposed + expected):.4f}"


def measure_tokens(treebank: Treebank) -> str:
    """Precision, recall and F1 of token spans, and tokens a CPU second, as cells of the table."""
    right = proposed = expected = 0
    seconds = 0.0
    for text, forms in zip(treebank.texts, treebank.forms, strict=True):
        start = time.process_time()
        tokens = tokenize(text)
        seconds += time.process_time() - start
        gold, position = set(), 0
        for form in forms:
            position = text.index(form, position) + len(form)
            gold.add((position - len(form), position))
        ours = {(token.start, token.end) for token in tokens}
        right, proposed, expected = right + len(gold & ours), proposed + len(ours), expected + len(gold)
    return scores(right, proposed, expected) + f" {proposed / seconds:8,.0f}"


def print_errors(gold: list[str], text: str, number: int) -> None:
    """Our boundaries too many (+) and missing (-), with their context."""
    solid = [index for index, sign in enumerate(text) if not sign.isspace()]
    expected, proposed = boundaries(gold), boundaries(split_ours(text))
    for sign, offsets in (("+", proposed - expected), ("-", expected - proposed)):
        for offset in sorted(offsets)[:number]:
            cut = solid[offset - 1] + 1
            before, after = text[max(cut - CONTEXT_CHARS, 0) : cut], text[cut : cut + CONTEXT_CHARS]
            print(f"    {sign} {before!r} | {after!r}")


def print_stress() -> int:
    """CPU seconds for texts of half a million and a million code points that repeat one awkward pattern."""
    print("pattern           split: 500,000  1,000,000   tokenize: 500,000  1,000,000 code points")
    for pattern in AWKWARD_PATTERNS:
        cells = []
        for function in (split_text, tokenize):
            for size in (500_000, 1_000_000):
                text = (pattern * (size // len(pattern) + 1))[:size]
                start = time.process_time()
                function(text)
                cells.append(time.process_time() - start)
        print(f"{pattern!r:<16} {cells[0]:15.3f} {cells[1]:10.3f} {cells[2]:19.3f} {cells[3]:10.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
