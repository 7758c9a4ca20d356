"""What hostile files and hostile French cost: each case in a process of its own, seconds of processor time and memory.

    python scripts/measure_hostile.py                       every case, as Markdown tables
    python scripts/measure_hostile.py "line" "bomb"         cases whose name holds one of these
    python scripts/measure_hostile.py french --most 400000  the check alone, up to this many words or marks

Files are of 50 MB (`--megabytes`), or tiny and unpack to gigabytes. French is checked at three sizes, each double the
one before: where time is linear, each takes twice as long as the one before.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import lzma
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

MOST_MEMORY_BYTES = 12 * 1024**3
MOST_SECONDS = 120
MB = 1024**2

# --- files


def one_line(format: str, size: int, filling: str) -> bytes:
    """A file of about `size` bytes in which all but the frame is one line of one value."""
    value = (filling * (size // len(filling.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")
    frames = {
        "jsonl": '{"text": "%s"}\n',
        "tsv": "text\n%s\n",
        "csv": 'text\n"%s"\n',
        "html": "<p>%s</p>",
        "feed": "<rss><channel><item><title>%s</title></item></channel></rss>",
        "xliff": '<xliff version="1.2"><file target-language="fr"><body><trans-unit id="1"><source>s</source><target>%s'
        "</target></trans-unit></body></file></xliff>",
        "tmx": '<tmx><body><tu><tuv xml:lang="fr"><seg>%s</seg></tuv></tu></body></tmx>',
        "po": 'msgid "a"\nmsgstr "%s"\n',
        "config": 'words = ["%s"]\n',
        "baseline": '{"kind": "mtqa-baseline", "format_version": 1, "signature": "%s", "issues": [], "sentences": []}',
        "state": '{"format_version": 1, "key": "%s", "inputs": {}}',
    }
    return (frames.get(format, "%s") % value).encode()


def packed(kind: str, word: bytes, times: int, head: bytes = b"") -> bytes:
    """`head`, and 64 MB of a word as often as wanted, a member each: what unpacks to gigabytes is made in a moment."""
    piece = word * (64 * MB // len(word))
    if kind == "gzip":
        member, first = gzip.compress(piece, mtime=0), gzip.compress(head, mtime=0)
    elif kind == "xz":
        member, first = lzma.compress(piece, preset=0), lzma.compress(head)
    else:
        import zstandard

        member, first = (zstandard.ZstdCompressor(level=1).compress(data) for data in (piece, head))
    return first + member * times


def parquet(rows: int, value: str, *, row_group: int | None = None) -> bytes:
    """One value, told once in a dictionary, in every one of `rows`: a few bytes a row group."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    file = io.BytesIO()
    group = min(row_group or rows, rows)
    table = pa.table(
        {"text": pa.DictionaryArray.from_arrays(pa.array([0] * group, pa.int32()), pa.array([value], pa.string()))}
    )
    with pq.ParquetWriter(file, table.schema, use_dictionary=True, compression="zstd") as writer:
        for _ in range(rows // group):
            writer.write_table(table, row_group_size=group)
    return file.getvalue()


def read_whole(path: Path, format: str | None) -> str:
    """A file as `mtqa check FILE` reads it."""
    from mtqa.reading import Session

    segments = 0
    for found in Session().read(str(path), format=format):
        segments += len(getattr(found, "segments", ()))
    return f"read, {segments:,} segments"


def read_rows(path: Path, format: str | None) -> str:
    """A file as `mtqa check FILE --format jsonl` reads it, a window at a time."""
    from mtqa.domain.text import Segment
    from mtqa.reading import RowFile, open_rows

    opened = open_rows(str(path), format)
    assert isinstance(opened, RowFile)
    read = failed = 0
    for window in opened.windows():
        good = sum(isinstance(row, Segment) for row in window.rows)
        read, failed = read + good, failed + len(window.rows) - good
    return f"read, {read:,} rows, {failed:,} failed"


def read_config(path: Path, _: str | None) -> str:
    """mtqa.toml."""
    from mtqa.config import load_settings

    load_settings(str(path))
    return "read"


def read_baseline(path: Path, _: str | None) -> str:
    """A baseline."""
    from mtqa.gating import baseline

    baseline.read_baseline(str(path))
    return "read"


def read_state(path: Path, _: str | None) -> str:
    """A state file."""
    from mtqa.reading import State

    State.load(str(path))
    return "read"


def read_cache(path: Path, _: str | None) -> str:
    """A cache of translations: read, and written to."""
    from mtqa.backtranslating.store import TranslationStore

    store = TranslationStore(path.parent)
    store.read("engine", ["Un."])
    store.write("engine", {"Un.": "One."})
    return f"read, {len(store.read('engine', ['Un.']))} kept"


Read = Callable[[Path, str | None], str]
Case = tuple[Callable[[], bytes], Read, str | None]
TEXT_FORMATS = ("text", "lines", "jsonl", "tsv", "csv", "html", "feed", "xliff", "tmx", "po")


def cases(size: int) -> dict[str, Case]:
    """Every case by its name: the file, how it is read, and the format that is named."""
    found: dict[str, Case] = {}
    for format in TEXT_FORMATS:
        for label, filling in (("of words", "un mot "), ("of a letter", "a")):
            found[f"{format}: a line {label}"] = (
                partial(one_line, format, size, filling), read_whole, format,
            )  # fmt: skip
    for format in ("lines", "jsonl", "tsv", "csv"):
        found[f"{format} as rows: a line of words"] = (
            partial(one_line, format, size, "un mot "), read_rows, format,
        )  # fmt: skip
    for format, read in (("config", read_config), ("baseline", read_baseline), ("state", read_state)):
        found[f"{format}: a line of words"] = (partial(one_line, format, size, "un mot "), read, None)
    found["cache: a line of words"] = (lambda: one_line("cache", size, "un mot "), read_cache, None)
    found["text: line ends"] = (lambda: b"mot" + b"\n" * size, read_whole, "text")
    found["lines: line ends"] = (lambda: b"mot" + b"\n" * size, read_whole, "lines")
    found["html: tags"] = (lambda: b"<p>mot" * (size // 6), read_whole, "html")
    found["html: nesting"] = (lambda: b"<div>" * (size // 5), read_whole, "html")
    found["xliff: nesting"] = (lambda: b"<xliff>" + b"<group>" * (size // 7), read_whole, "xliff")
    found["jsonl: nesting"] = (lambda: b'{"text": ' + b"[" * size, read_whole, "jsonl")
    found["config: nesting"] = (lambda: b"words = " + b"[" * size, read_config, None)
    found["baseline: nesting"] = (lambda: b"[" * size, read_baseline, None)
    found["state: nesting"] = (lambda: b"[" * size, read_state, None)
    found["text: combining marks"] = (lambda: ("e" + "\u0301" * (size // 2)).encode(), read_whole, "text")
    head = b'{"text": "Un."}\n'
    for kind in ("gzip", "xz", "zstd"):
        # 4 GB of spaces; and a row that begins and does not end for 4 GB.
        found[f"bomb, {kind}: text"] = (
            partial(packed, kind, b" ", 64, b"mot"), read_whole, None,
        )  # fmt: skip
        found[f"bomb, {kind}: a row as rows"] = (
            partial(packed, kind, b"mot ", 64, head + b'{"text": "'), read_rows, "jsonl",
        )  # fmt: skip
    found["bomb, gzip: blank lines"] = (lambda: packed("gzip", b"\n", 3, b"mot"), read_whole, "lines")
    found["bomb, gzip in gzip"] = (
        lambda: gzip.compress(packed("gzip", b" ", 64, b"mot")), read_whole, None,
    )  # fmt: skip
    found["bomb, parquet: 1 MB a row"] = (lambda: parquet(100_000, "mot " * 200_000), read_whole, "parquet")
    found["bomb, parquet: 1 MB a row, as rows"] = (lambda: parquet(20_000, "mot " * 200_000), read_rows, "parquet")
    found["bomb, parquet: empty rows"] = (lambda: parquet(10_000_000, "", row_group=10_000_000), read_whole, "parquet")
    found["bomb, parquet: empty rows, as rows"] = (
        lambda: parquet(1_000_000, "", row_group=1_000_000), read_rows, "parquet",
    )  # fmt: skip
    return found


def run_case(name: str, megabytes: int) -> dict[str, object]:
    """One case, in this process."""
    make, read, _ = cases(megabytes * MB)[name]
    with tempfile.TemporaryDirectory() as folder:
        cache = read is read_cache
        path = Path(folder) / ("translations.sqlite3" if cache else "mtqa.toml" if read is read_config else "f")
        path.write_bytes(make())
        size = path.stat().st_size
        command = [sys.executable, __file__, "--read", name, str(path), "--megabytes", str(megabytes)]
        try:
            ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired:
            return {"size": size, "outcome": f"FAILED: more than {MOST_SECONDS} s", "seconds": None, "mb": None}
    if ended.returncode:
        last = (ended.stderr.strip().splitlines() or [f"ended with {ended.returncode}"])[-1]
        return {"size": size, "outcome": f"FAILED: {last[:120]}", "seconds": None, "mb": None}
    found: dict[str, object] = json.loads(ended.stdout)
    return {"size": size, **found}


def read_one(name: str, path: Path, megabytes: int) -> dict[str, object]:
    """Reads the file of a case that another process has made, so that making it does not count."""
    from mtqa.errors import MtqaError

    _, read, format = cases(megabytes * MB)[name]
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    started = time.process_time()
    try:
        outcome = read(path, format)
    except MtqaError as error:
        outcome = "refused: " + str(error).replace(str(path), "f").partition(": ")[2]
    return {"outcome": outcome, "seconds": time.process_time() - started, "mb": peak_mb()}


def peak_mb() -> int:
    """The most memory that this process has taken; `ru_maxrss` would count that of the process it was forked from."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) // 1024


# --- French

FRENCH: dict[str, tuple[int, Callable[[int], str]]] = {
    "words without a full stop": (25_000, lambda n: "Le maire de la ville ouvre une gare " * (n // 8)),
    "unknown words without a full stop": (25_000, lambda n: "".join(f"mot{number} " for number in range(n))),
    "commas without a full stop": (25_000, lambda n: "le maire, " * (n // 2)),
    "sentences": (25_000, lambda n: "Le maire de la ville ouvre une gare. " * (n // 8)),
    "the same word": (25_000, lambda n: "que " * n),
    "one word of letters": (250_000, lambda n: "a" * n),
    "one word of hyphens": (100_000, lambda n: "a-" * (n // 2)),
    "one word of apostrophes": (100_000, lambda n: "l'" * (n // 2)),
    "digits": (100_000, lambda n: "1" * n),
    "capitals": (100_000, lambda n: "LE MAIRE " * (n // 9)),
    "opening guillemets": (2_500, lambda n: "« mot " * n),
    "closing guillemets": (2_500, lambda n: "mot » " * n),
    "nested guillemets": (2_500, lambda n: "« mot " * (n // 2) + "mot » " * (n // 2)),
    "nested brackets": (2_500, lambda n: "(mot " * (n // 2) + "mot) " * (n // 2)),
    "brackets alone": (25_000, lambda n: "(" * (n // 2) + ")" * (n // 2)),
    "punctuation": (25_000, lambda n: "?!.,;:… " * (n // 8)),
    "full stops": (25_000, lambda n: "." * n),
    "combining marks": (50_000, lambda n: "e" + "\u0301" * n),
    "combining marks alone": (50_000, lambda n: "\u0301" * n + " mot"),
    "zero-width marks": (50_000, lambda n: "m\u200bo\u200bt " * (n // 6)),
    "direction marks": (50_000, lambda n: "\u202emot\u202c " * (n // 6)),
    "emoji": (50_000, lambda n: "😀" * n + " mot"),
    "stars": (50_000, lambda n: "*" * n + " mot"),
    "quotation marks": (25_000, lambda n: '" ' * (n // 2)),
    "short lines": (25_000, lambda n: "Le maire\n" * (n // 2)),
    "blank lines": (100_000, lambda n: "mot" + "\n" * n + "mot"),
    "paragraphs": (10_000, lambda n: "Le maire ouvre une gare.\n\n" * (n // 5)),
    "markup": (25_000, lambda n: "<b>" * (n // 3)),
    "addresses": (25_000, lambda n: "http://" + "a.b/" * (n // 4)),
}


def check_one(kind: str, size: int) -> dict[str, object]:
    """Checks one text, lexicon and models loaded before the clock begins."""
    from mtqa.config import Settings
    from mtqa.errors import InputError
    from mtqa.pipeline import Checker

    checker = Checker(Settings(engine="none"))
    text = FRENCH[kind][1](size)
    before = peak_mb()
    started = time.process_time()
    try:
        report = checker.check_paths(["-"], format="text", stdin=text.encode())
        outcome = f"{sum(len(document.issues) for document in report.documents):,} issues"
        outcome = "refused" if report.failures else outcome
    except InputError:
        outcome = "refused"
    return {"outcome": outcome, "seconds": time.process_time() - started, "mb": peak_mb() - before, "chars": len(text)}


def measure_french(kind: str, factor: float) -> Iterator[dict[str, object]]:
    """A kind of French at three sizes."""
    for size in (int(FRENCH[kind][0] * factor * times) for times in (1, 2, 4)):
        command = [sys.executable, __file__, "--check", kind, str(size)]
        try:
            ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=MOST_SECONDS)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            yield {"outcome": type(error).__name__, "seconds": float("inf"), "mb": 0, "chars": size}
            return
        yield json.loads(ended.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="parts of names; `french` for the check; all where none is given")
    parser.add_argument("--megabytes", type=int, default=50)
    parser.add_argument("--factor", type=float, default=1.0, help="how much more French than usual")
    parser.add_argument("--read", nargs=2, metavar=("CASE", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--check", nargs=2, metavar=("KIND", "SIZE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        print(json.dumps(read_one(arguments.read[0], Path(arguments.read[1]), arguments.megabytes)))
    elif arguments.check:
        print(json.dumps(check_one(arguments.check[0], int(arguments.check[1]))))
    else:
        with contextlib.suppress(KeyboardInterrupt):
            measure_all(arguments.names, arguments.megabytes, arguments.factor)


def measure_all(names: list[str], megabytes: int, factor: float) -> None:
    """Prints a table of the files, and one of the French."""
    chosen = [case for case in cases(megabytes * MB) if not names or any(name in case for name in names)]
    if chosen:
        print("| file | size | what happened | seconds | peak MB |\n|---|--:|---|--:|--:|")
    for case in chosen:
        found = run_case(case, megabytes)
        size = int(str(found["size"]))
        shown = f"{size / MB:.0f} MB" if size >= MB else f"{size / 1024:.0f} kB"
        seconds = "" if found["seconds"] is None else f"{found['seconds']:.1f}"
        print(f"| {case} | {shown} | {found['outcome']} | {seconds} | {found['mb'] or ''} |", flush=True)
    kinds = [kind for kind in FRENCH if not names or "french" in names or any(name in kind for name in names)]
    if kinds:
        print("\n| French | largest, characters | issues | seconds at a quarter, half, all | more MB |")
        print("|---|--:|--:|---|--:|")
    for kind in kinds:
        found_all = list(measure_french(kind, factor))
        last = found_all[-1]
        seconds = ", ".join(f"{found['seconds']:.1f}" for found in found_all)
        print(f"| {kind} | {last['chars']:,} | {last['outcome']} | {seconds} | {last['mb']} |", flush=True)


if __name__ == "__main__":
    main()
