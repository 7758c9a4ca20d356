"""Whether the tests notice when the code is wrong: mutants of a group of modules, and how many the tests kill.

    python scripts/measure_mutations.py gating                          every mutant; a Markdown table, a row a module
    python scripts/measure_mutations.py offsets --sample 300 --seed 2   so many of them, drawn at random
    python scripts/measure_mutations.py scoring --only sentences --show interval   one module, its survivors shown
    python scripts/measure_mutations.py gating --record gating.json     what became of each, in a file
    python scripts/measure_mutations.py gating --again gating.json      those that survived there once more, the others
                                                                        as they are there

A mutant is the module with one small fault, by the operators of cosmic-ray: another operator or comparison, a number
one off, a condition negated, a loop that never runs, a decorator gone. It is killed if a test of the module fails, or
does not end in time. Faults in annotations, which nothing runs, and mutants that are no Python are not made.

The faults are put into a temporary copy of the tree. Tests run in a fork of this process, which has loaded what they
import besides mtqa; hypothesis draws the same examples for every mutant, fewer than in the tests, and does not shrink.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import lxml.html  # noqa: F401  loaded here once, not in every fork
import numpy  # noqa: F401
import pytest
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("mtqa", "tests", "scripts", "corpora", "docs", "pyproject.toml", "README.md")
_VALUES = "tests/domain/test_values.py"
_SCORES = ("tests/scoring/test_penalties.py", "tests/scoring/test_sentences.py", _VALUES)
_READERS = (
    "tests/reading/test_places.py",
    "tests/reading/test_readers.py",
    "--deselect=tests/reading/test_readers.py::test_any_bytes_are_read_or_refused",  # as long as all others together
)
_PIECES = (
    "tests/reading/test_rows.py::test_lines_do_not_depend_on_the_pieces_they_come_in",
    "tests/reading/test_rows.py::test_pieces_give_the_segments_of_the_whole",
)
_PAGES = ("tests/reading/test_page_places.py", "tests/reading/test_html.py")
# By group, the modules (or folders of them) and what pytest is told to run: the tests that must notice.
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "gating": {"mtqa/gating": ("tests/gating", _VALUES)},
    "scoring": {
        "mtqa/scoring/calibration.py": ("tests/scoring/test_calibration.py", *_SCORES),
        "mtqa/scoring/interval.py": ("tests/scoring/test_interval.py", "tests/scoring/test_sentences.py"),
        "mtqa/scoring/overlap.py": ("tests/scoring/test_overlap.py", "tests/scoring/test_sentences.py"),
        "mtqa/scoring/penalties.py": _SCORES,
        "mtqa/scoring/second_opinion.py": ("tests/scoring/test_second_opinion.py", _VALUES),
        "mtqa/scoring/sentences.py": _SCORES,
    },
    "offsets": {
        "mtqa/domain/text.py": ("tests/domain", *_READERS),
        "mtqa/reading/lines.py": (*_READERS, *_PIECES, _VALUES),
        "mtqa/reading/text.py": _READERS,
        "mtqa/reading/suppression.py": (*_READERS, _VALUES),
        "mtqa/reading/jsonl.py": _READERS,
        "mtqa/reading/tsv.py": _READERS,
        "mtqa/reading/columns.py": ("tests/reading/test_csv.py", *_READERS),
        "mtqa/reading/csv.py": ("tests/reading/test_csv.py", "tests/reading/test_places.py", *_PIECES, _VALUES),
        "mtqa/reading/inline.py": (
            "tests/reading/test_xliff.py",
            "tests/reading/test_tmx.py",
            "tests/reading/test_places.py",
        ),
        "mtqa/reading/fragment.py": (*_PAGES, "tests/reading/test_feed.py", _VALUES),
        "mtqa/reading/page_text.py": (*_PAGES, _VALUES),
        "mtqa/segmenting/splitting.py": ("tests/segmenting/test_splitting.py", _VALUES),
    },
}
MOST_EXAMPLES = 40  # of a property, where its test does not say how many: fewer than the tests try, for time
LOADED_BEFORE = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
LEAST_LIMIT_S = 30.0
LIMIT_RUNS = 8  # how many times longer than without a fault the tests may take


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module's `occurrence`-th place for an operator, and the module's text with that fault."""

    module: str
    operator: str
    occurrence: int
    text: str

    @property
    def key(self) -> str:
        """What names it from run to run, as long as the module stays as it is."""
        return f"{self.module} {self.operator} {self.occurrence} {zlib.crc32(self.text.encode()):08x}"


def mutants_of(module: str, source: str) -> Iterator[Mutant]:
    """Every mutant of a module that is Python and does not run as the module itself does."""
    tree = get_ast(source)
    as_it_is = what_runs(source)
    for name in operator_names():
        kind = get_operator(name)
        if kind.arguments():
            continue  # needs to be told what to do in each program
        operator = kind()
        places = sum(1 for node in ast_nodes(tree) for _ in operator.mutation_positions(node))
        for occurrence in range(places):
            text = mutate_code(source, operator, occurrence)
            try:
                is_same = text is None or what_runs(text) == as_it_is
            except SyntaxError:
                continue
            if not is_same:
                yield Mutant(module, name.removeprefix("core/"), occurrence, text)


def what_runs(source: str) -> str:
    """The program without its annotations, in a form in which equal programs are equal."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Name("object")
        elif isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
    return ast.dump(tree)


class Tree:
    """A copy of the checkout in which modules are replaced and tests run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(ROOT / name, folder / name)
        self._limits: dict[tuple[str, ...], float] = {}

    def prepare(self, tests: tuple[str, ...]) -> None:
        """Runs tests without a fault: all must pass, and their time limits that of the others."""
        if tests in self._limits:
            return
        started = time.monotonic()
        if (code := self._run(tests, 600.0, is_first=True)) != 0:
            sys.exit(f"without a fault: pytest {' '.join(tests)} ended with {code}")
        self._limits[tests] = max(LEAST_LIMIT_S, LIMIT_RUNS * (time.monotonic() - started))

    def outcome(self, mutant: Mutant, tests: tuple[str, ...]) -> str:
        """`survived`, `killed` or `timed out`."""
        path = self.folder / mutant.module
        original = path.read_bytes()
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            compiled.unlink()  # it would be taken for the mutant's where size and second are the same
        path.write_text(mutant.text, encoding="utf-8")
        try:
            code = self._run(tests, self._limits[tests])
        finally:
            path.write_bytes(original)
        return "timed out" if code is None else "killed" if code else "survived"

    def _run(self, tests: Sequence[str], limit_s: float, *, is_first: bool = False) -> int | None:
        """The exit code of pytest, None where it did not end in time."""
        process = multiprocessing.get_context("fork").Process(target=self._test, args=(tests, is_first))
        process.start()
        process.join(limit_s)
        if process.exitcode is None:
            os.killpg(process.ident or 0, signal.SIGKILL)
            process.join()
            return None
        return process.exitcode

    def _test(self, tests: Sequence[str], is_first: bool) -> None:
        """In the fork. The first run of tests leaves compiled modules for the others, and is shown."""
        os.setsid()
        with Path(os.devnull).open("w") as nothing:
            os.dup2(2 if is_first else nothing.fileno(), 1)
            os.dup2(1, 2)
        sys.dont_write_bytecode = not is_first
        os.environ["PYTHONDONTWRITEBYTECODE"] = "" if is_first else "1"
        os.environ["PYTHONPATH"] = str(self.folder)
        os.chdir(self.folder)
        own = (str(ROOT), str(ROOT / "scripts"))
        sys.path[:] = [str(self.folder), *(entry for entry in sys.path if entry not in own)]
        # What the tests' own profile does not say it takes from this one.
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(
            "mutants", max_examples=MOST_EXAMPLES, derandomize=True, database=None, phases=phases
        )
        hypothesis.settings.load_profile("mutants")
        sys.exit(pytest.main(["-x", "-p", "no:cacheprovider", "-W", LOADED_BEFORE, *tests]))


def files_of(group: str, only: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The modules of a group whose names hold `only`, with their tests."""
    for name, tests in GROUPS[group].items():
        for path in sorted((ROOT / name).rglob("*.py")) if (ROOT / name).is_dir() else [ROOT / name]:
            if only in path.stem:
                yield str(path.relative_to(ROOT)), tests


def shown(mutant: Mutant) -> str:
    """The lines that the fault changes."""
    before = (ROOT / mutant.module).read_text(encoding="utf-8").splitlines()
    lines = list(difflib.unified_diff(before, mutant.text.splitlines(), n=0, lineterm=""))[2:]
    return "\n".join([f"{mutant.module} {mutant.operator}", *lines])


def print_table(outcomes: dict[str, Counter[str]]) -> None:
    """A row a module, and one for all of them."""
    print("| module | mutants | killed | of these out of time | survived | share killed |\n|---|--:|--:|--:|--:|--:|")
    for name, found in [*outcomes.items(), ("all", sum(outcomes.values(), Counter()))]:
        tried, late = found.total(), found["timed out"]
        killed = found["killed"] + late
        if tried:
            print(f"| {name} | {tried} | {killed} | {late} | {tried - killed} | {killed / tried:.1%} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--sample", type=int, metavar="N", help="so many mutants, not all")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--only", default="", metavar="NAME", help="modules whose names hold this")
    parser.add_argument("--show", action="store_true", help="what survived, as it is found")
    parser.add_argument("--record", type=Path, metavar="FILE", help="writes what became of each mutant")
    parser.add_argument("--again", type=Path, metavar="FILE", help="what survived in a file of --record")
    arguments = parser.parse_args()
    tests = dict(files_of(arguments.group, arguments.only))
    sources = {module: (ROOT / module).read_text(encoding="utf-8") for module in tests}
    found = [mutant for module, source in sources.items() for mutant in mutants_of(module, source)]
    before = json.loads(arguments.again.read_text(encoding="utf-8")) if arguments.again else {}
    if before:
        found = [mutant for mutant in found if mutant.key in before]
        if not arguments.only and len(found) < len(before):
            sys.exit(f"{arguments.again} tells of modules as they no longer are: measure anew")
    if arguments.sample and arguments.sample < len(found):
        drawn = set(random.Random(arguments.seed).sample(range(len(found)), arguments.sample))
        found = [mutant for place, mutant in enumerate(found) if place in drawn]
    outcomes: dict[str, Counter[str]] = {module: Counter() for module in tests}
    record: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="mtqa-mutants-") as name:
        tree = Tree(Path(name))
        for mutant in found:
            became = before.get(mutant.key, "survived")
            if became == "survived":
                tree.prepare(tests[mutant.module])
                became = tree.outcome(mutant, tests[mutant.module])
            outcomes[mutant.module][became] += 1
            record[mutant.key] = became
            if arguments.show and became == "survived":
                print(shown(mutant) + "\n", flush=True)
    print_table(outcomes)
    if arguments.record:
        arguments.record.write_text(json.dumps(record, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
