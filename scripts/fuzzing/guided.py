"""One target under atheris: mutations guided by the lines of mtqa, and of parsers written in Python, that run.

A process of its own for each target, since libFuzzer never gives the process back, and since what is instrumented has
to be imported under its eyes: so nothing of mtqa may be imported before.

    python scripts/fuzzing/guided.py NAME --seconds 180 --seed 1 --corpus FOLDER --failures FOLDER --log FILE
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

# Parsers written in Python see more of an input than the reader around them does.
INSTRUMENTED = ["mtqa", "polib", "feedparser", "tomllib"]
# What is instrumented takes several times as long, so the limit is wider than for plain runs.
MOST_SECONDS = 10.0
MOST_BYTES = 4096
LONGEST_WORD = 60  # libFuzzer takes no longer piece into its dictionary


def main() -> None:
    """Fuzzes until the processor time is used up, then writes the counts to the log."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=float, required=True, help="of processor time")
    parser.add_argument("--seed", required=True)
    for place in ("corpus", "failures", "log"):
        parser.add_argument(f"--{place}", type=Path, required=True)
    arguments = parser.parse_args()
    name: str = arguments.target

    import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with atheris.instrument_imports(include=INSTRUMENTED):
        import feedparser  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: F401
        import polib  # type: ignore[import-not-found,import-untyped,unused-ignore] # noqa: F401

        import mtqa.pipeline  # noqa: F401 - what a target imports only when it runs
        from fuzzing.mutating import NASTY, Mutator
        from fuzzing.running import MOST_MEMORY_BYTES, Round, Runner, totals
        from fuzzing.seeds import dictionary_of, seeds_of
        from fuzzing.targets import binary_seeds, targets

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    in_memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="mtqa-guided-", dir=in_memory if in_memory.is_dir() else None))
    (folder / "seed").mkdir()
    seeds = binary_seeds(name, folder / "seed") or seeds_of(name)
    arguments.corpus.mkdir(parents=True, exist_ok=True)
    arguments.failures.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(dict.fromkeys(seeds)):
        (arguments.corpus / f"seed-{number}").write_bytes(seed)
    words = folder / "words"
    words.write_text("".join(map(_quoted, [*dictionary_of(name), *NASTY])), encoding="ascii")

    runner = Runner(name, targets(folder)[name], arguments.failures, MOST_SECONDS)
    counts = Round(name, totals(arguments.log)[name].round + 1)
    mutator = Mutator(name, seeds, dictionary_of(name), arguments.seed)

    def mutated(data: bytes, most_bytes: int, seed: int) -> bytes:
        """Every other time a value in its place, written as the format writes it: so an input gets past the parser."""
        if seed % 2 and (changed := mutator.with_other_values(data)) != data:
            return changed[:most_bytes]
        return bytes(atheris.Mutate(data, most_bytes))

    def run(data: bytes) -> None:
        runner.run(data, counts)
        if time.process_time() > arguments.seconds:
            counts.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            counts.append_to(arguments.log)
            for file in sorted(folder.rglob("*"), reverse=True):
                file.rmdir() if file.is_dir() else file.unlink()
            folder.rmdir()
            os._exit(int(counts.failed > 0))  # no other way out leads back from libFuzzer

    options = [f"-seed={int.from_bytes(arguments.seed.encode(), 'big') % 2**31 or 1}", f"-max_len={MOST_BYTES}"]
    options += [f"-artifact_prefix={arguments.failures}/{name}-", f"-dict={words}", "-timeout=60", "-rss_limit_mb=4096"]
    atheris.Setup(["fuzz", str(arguments.corpus), *options, "-verbosity=0"], run, custom_mutator=mutated)
    atheris.Fuzz()


def _quoted(word: bytes) -> str:
    """A line of libFuzzer's dictionary, nothing for a piece that it does not take."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' if 0 < len(word) <= LONGEST_WORD else ""


if __name__ == "__main__":
    main()
