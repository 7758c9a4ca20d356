"""Runs mtqa under faults and counts what is lost: nothing may be.

    python scripts/inject_faults.py --kills 200          every fault; a Markdown table; fails where a promise breaks
    python scripts/inject_faults.py --kills 200 --jobs 2 --only kill --tally kills.json

What has been tried is kept in --tally after each try, and gone on with. After each fault the output is the old file
byte for byte or the whole new one; and when the run has been resumed to its end, the rows are those of a run that
nobody disturbed. Progress goes to standard error; the table is printed also where this is stopped (Ctrl-C, SIGTERM).
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from faults.bench import Bench
from faults.interrupts import interrupt
from faults.kills import kill
from faults.meetings import one_cache, one_result
from faults.memory import limit_memory, lose_workers
from faults.places import bad_disks, limit_files
from faults.tally import Book

FAULTS: dict[str, tuple[Callable[[Bench, int, random.Random, Book], None], int]] = {
    "kill": (kill, 200),
    "interrupt": (interrupt, 20),
    "workers": (lose_workers, 10),
    "memory": (limit_memory, 10),
    "files": (limit_files, 10),
    "disks": (bad_disks, 3),
    "result": (one_result, 20),
    "cache": (one_cache, 10),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=sorted(FAULTS), action="append")
    parser.add_argument("--kills", type=int, default=200, metavar="N", help="tries of `kill` (default: 200)")
    parser.add_argument("--times", type=int, metavar="N", help="tries of every other fault, each in its forms")
    parser.add_argument("--rows", type=int, default=6000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--tally", type=Path, metavar="FILE", help="keep what was tried there, and go on with it")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    book = Book(arguments.tally)
    is_stopped = False
    try:
        with tempfile.TemporaryDirectory(prefix="mtqa-faults-") as name:
            bench = Bench(Path(name), arguments.rows, arguments.jobs)
            for fault in arguments.only or FAULTS:
                inject, times = FAULTS[fault]
                times = arguments.kills if fault == "kill" else arguments.times or times
                inject(bench, times, random.Random(f"{arguments.seed} {fault}"), book)
    except KeyboardInterrupt:
        is_stopped = True
    print(book.table(), flush=True)
    sys.exit(130 if is_stopped else bool(book.breaks()))


if __name__ == "__main__":
    main()
