"""Throughput, memory and start-up of the default check, beside other checkers in the same run.

    python scripts/measure_speed.py                     all of it, about eight minutes on two idle cores
    python scripts/measure_speed.py --sentences 5000    fewer sentences
    python scripts/measure_speed.py --parts lengths     one part: start, throughput, sizes, lengths
    python scripts/measure_speed.py --spacy-python PY   an interpreter that has spaCy and fr_core_news_sm

The sentences are the lines of orangesum in the order of their SHA-256: first those that nothing was trained, counted
or tuned on (scripts/heldout.py: about 15,000), then those for development, then others. What they say plays no part
here. Whole processes are measured, with start-up, reading and writing. Memory is that of the largest moment of each
process, added up; with --jobs it is that of the largest process. spaCy only tags and parses: less than what a checker
built on it does. On a machine that has other work to do, compare the sentences a second of processor time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measuring import peers
from measuring.gold import ROOT, SHARED
from measuring.processes import Cost, run_child, run_together
from measuring.rule_costs import costs_by_length

PARTS = ("start", "throughput", "sizes", "lengths")
SIZES = (1_000, 10_000, 100_000)
_PEER_SENTENCES = 5_000  # of the peers in one process: they are slow, and their rate does not depend on the number
_SHOWN_SHARE = 0.015

_SPACY = """
import json, sys, time, spacy
pipeline = spacy.load("fr_core_news_sm", exclude=["ner"])
for _ in pipeline.pipe([json.loads(line) for line in sys.stdin]):
    pass
"""


def news(count: int) -> list[str]:
    """The first `count` lines of orangesum in the order of their digests: those that are held out come first."""
    lines: dict[str, str] = {}
    with lzma.open(SHARED / "data" / "mono" / "orangesum.fr.txt.xz", "rt", encoding="utf-8") as file:
        for line in file:
            if text := line.strip():
                lines[hashlib.sha256(text.encode()).hexdigest()] = text
    return [lines[digest] for digest in sorted(lines)[:count]]


def start_up(repeats: int = 5) -> None:
    """Whole processes that do next to nothing."""
    sample = SHARED / "seed" / "russie-ukraine.fr.txt"
    article = sample if sample.is_file() else ROOT / "corpora" / "demo" / "fr.txt"
    print(f"start-up, best of {repeats}                               seconds  memory MB")
    mtqa = [sys.executable, "-m", "mtqa"]
    check = [*mtqa, "check", "--quiet", "--engine", "none"]
    with tempfile.TemporaryDirectory() as folder:
        sentence = Path(folder, "one.txt")
        sentence.write_text("Le maire est parti hier soir.\n", encoding="utf-8")
        commands = {
            "mtqa --version": [*mtqa, "--version"],
            "mtqa check, one sentence": [*check, str(sentence)],
            "mtqa check, one article": [*check, str(article)],
        }
        if peers.grammalecte_python():
            options = ["-off", "typo", "apos", "nbsp", "esp"]
            commands["Grammalecte, one sentence"] = ["grammalecte-cli", "-f", str(sentence), *options]
            commands["Grammalecte, one article"] = ["grammalecte-cli", "-f", str(article), *options]
        for name, command in commands.items():
            runs = [run_child(command, one_thread=False) for _ in range(repeats)]
            seconds, memory = min(run[0] for run in runs), max(run[1] for run in runs)
            print(f"  {name:<44}{seconds:8.2f}   {memory:8.0f}", flush=True)


class Mtqa:
    """`mtqa check` on rows, to a file of JSONL."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shown = subprocess.run([sys.executable, "-m", "mtqa", "check", "--help"], capture_output=True, text=True)
        self.has_jobs = "--jobs" in shown.stdout

    def cost(self, sentences: list[str], processes: int) -> Cost:
        """What checking takes: with --jobs, or in processes of our own on a part each where there is no such option."""
        if self.has_jobs or processes == 1:
            return run_together([self._command(sentences, "rows", processes if self.has_jobs else 0)])
        return run_together([self._command(part, str(at)) for at, part in enumerate(_split(sentences, processes))])

    def _command(self, sentences: list[str], name: str, jobs: int = 0) -> list[str]:
        rows, found = self._folder / f"{name}.jsonl", self._folder / f"{name}.out"
        rows.write_text("".join(json.dumps({"text": text}) + "\n" for text in sentences), encoding="utf-8")
        command = [sys.executable, "-m", "mtqa", "check", str(rows), "--format", "jsonl", "-o", str(found), "--quiet"]
        return [*command, "--jobs", str(jobs)] if jobs else command


def _split(sentences: list[str], parts: int) -> list[list[str]]:
    return [sentences[at::parts] for at in range(parts)]


def _peer_cost(command: list[str], sentences: list[str], processes: int) -> Cost:
    rows = ["".join(json.dumps(text) + "\n" for text in part).encode() for part in _split(sentences, processes)]
    return run_together([command] * processes, rows)


def throughput(sentences: list[str], mtqa: Mtqa, spacy_python: str) -> None:
    """The sentences through each checker, in one process and in two."""
    print("\nnews                            sentences  processes  seconds  sentences/s  user s  a CPU s  memory MB")
    few = sentences[:_PEER_SENTENCES]
    one, two = mtqa.cost(sentences, 1), mtqa.cost(sentences, 2)
    how = "--jobs" if mtqa.has_jobs else "one process a core"
    _row("mtqa check", len(sentences), 1, one)
    _row(f"mtqa check ({how})", len(sentences), 2, two)
    rivals = {}
    if python := peers.grammalecte_python():
        rivals["Grammalecte, no typography"] = [python, "-c", peers.RUNNER]
    if subprocess.run([spacy_python, "-c", "import spacy, fr_core_news_sm"], capture_output=True).returncode == 0:
        rivals["spaCy, tags and parse alone"] = [spacy_python, "-c", _SPACY]
    else:
        print("  spaCy is not installed with fr_core_news_sm (--spacy-python): its rows are left out")
    rate = len(sentences) / two.seconds
    print(f"  two processes against one: {one.seconds / two.seconds:.2f} times")
    for name, command in rivals.items():
        _row(name, len(few), 1, _peer_cost(command, few, 1))
        whole = sentences if name.startswith("Grammalecte") else few
        cost = _peer_cost(command, whole, 2)
        _row(name, len(whole), 2, cost)
        print(f"  mtqa in two processes against it: {rate * cost.seconds / len(whole):.2f} times")
    if shutil.which("languagetool") is None:
        print("  LanguageTool: no program `languagetool` is installed: no row (it is a download, not a package)")


def _row(name: str, sentences: int, processes: int, cost: Cost) -> None:
    print(
        f"  {name:<30}{sentences:9d}  {processes:9d}  {cost.seconds:7.1f}  {sentences / cost.seconds:11.0f}  "
        f"{cost.user_seconds:6.1f}  {sentences / cost.user_seconds:7.0f}  {cost.peak_mb:9.0f}",
        flush=True,
    )


def sizes(sentences: list[str], mtqa: Mtqa) -> None:
    """Time and memory by the number of sentences, in one process; the rest of the time is start-up."""
    print("\nmtqa check by size, one process  sentences  seconds  user s  us each beyond the size before  memory MB")
    before, before_s = 0, 0.0
    for size in SIZES:
        if size > len(sentences):
            print(f"  {size} sentences: only {len(sentences)} were asked for")
            break
        cost = mtqa.cost(sentences[:size], 1)
        step = 1e6 * (cost.user_seconds - before_s) / (size - before)
        print(f"  {'':<30}{size:10d}  {cost.seconds:7.1f}  {cost.user_seconds:6.1f}  {step:31.0f}  {cost.peak_mb:9.0f}",
              flush=True)  # fmt: skip
        before, before_s = size, cost.user_seconds


def lengths(sentences: list[str], every_rule: bool) -> None:
    """The cost of a word by the length of its sentence, and what part of it each rule has."""
    print("\nus of CPU a word by sentence length     whole  segmenting  tagging    rules")
    found = {}
    for length, costs in costs_by_length(sentences):
        found[length] = costs
        rules = sum(costs.rules.values())
        print(f"  {length:4d} words{'':<29}{costs.whole:6.1f}  {costs.segmenting:10.1f}  {costs.tagging:7.1f}"
              f"  {rules:7.1f}", flush=True)  # fmt: skip
    middle, last = found[20], found[500]
    total, total_last = sum(middle.rules.values()), sum(last.rules.values())
    print("  rule                                             share of rules at 20 words, at 500   us a word: 20, 500")
    rest, rest_last = 0.0, 0.0
    for rule in sorted(middle.rules, key=lambda own: -max(middle.rules[own], last.rules[own])):
        share, share_last = middle.rules[rule] / total, last.rules[rule] / total_last
        if not every_rule and max(share, share_last) < _SHOWN_SHARE:
            rest, rest_last = rest + share, rest_last + share_last
            continue
        print(f"  {rule.code} {rule.name:<44}{share:12.1%}  {share_last:12.1%}"
              f"  {middle.rules[rule]:16.2f}  {last.rules[rule]:5.2f}")  # fmt: skip
    if not every_rule:
        print(f"  {'the others (--every-rule lists them)':<50}{rest:12.1%}  {rest_last:12.1%}")


def main() -> None:
    """Prints the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=50_000, help="for the throughput (default 50000)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--every-rule", action="store_true", help="list also the rules with a small share")
    parser.add_argument("--spacy-python", default=sys.executable, metavar="PYTHON")
    arguments = parser.parse_args()
    if "start" in arguments.parts:
        start_up()
    if not SHARED.is_dir():
        print("The shared data folder is not beside this checkout: only the start-up is measured.", file=sys.stderr)
        return
    # The default sizes go on beyond the sentences of the throughput; a shorter run has fewer of both.
    sentences = news(
        max(arguments.sentences, SIZES[-1] if arguments.sentences >= parser.get_default("sentences") else 0)
    )
    with tempfile.TemporaryDirectory() as folder:
        mtqa = Mtqa(Path(folder))
        if "throughput" in arguments.parts:
            throughput(sentences[: arguments.sentences], mtqa, arguments.spacy_python)
        if "sizes" in arguments.parts:
            sizes(sentences, mtqa)
    if "lengths" in arguments.parts:
        lengths(sentences, arguments.every_rule)


if __name__ == "__main__":
    main()
