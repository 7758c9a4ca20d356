"""Grammalecte (Debian: grammalecte-cli, GPL) as a separate process of the machine's own Python.

Its typography options are off, as DATA.md measured it; spelling is not counted, since it takes every foreign name for
an error.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from mtqa.benchmarking.spans import Span

RUNNER = """
import json, sys, time, grammalecte
checker = grammalecte.GrammarChecker("fr")
for option in ("typo", "apos", "nbsp", "esp", "unit", "tab", "liga"):
    checker.gce.setOption(option, False)
rows = [json.loads(line) for line in sys.stdin]
start, cpu = time.perf_counter(), time.process_time()
for row in rows:
    errors, _ = checker.getParagraphErrors(row)
    print(json.dumps([[e["nStart"], e["nEnd"]] for e in errors]))
print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - cpu}))
"""


def grammalecte_python() -> str | None:
    """The interpreter that grammalecte-cli runs on, None where it is not installed."""
    program = shutil.which("grammalecte-cli")
    if program is None:
        return None
    first = Path(program).read_text(encoding="utf-8", errors="replace").splitlines()[0]
    return first.removeprefix("#!").split()[0]


def grammalecte_spans(texts: Sequence[str]) -> tuple[list[list[Span]], float]:
    """Grammar spans of each text, and the seconds that checking took (without start-up)."""
    python = grammalecte_python()
    if python is None:
        raise SystemExit("Grammalecte is not installed: apt-get install grammalecte-cli")
    rows = "".join(json.dumps(text.replace("\n", " ")) + "\n" for text in texts)
    done = subprocess.run([python, "-c", RUNNER], input=rows, capture_output=True, text=True, check=True)
    *lines, last = done.stdout.splitlines()
    spans = [[(start, end) for start, end in json.loads(line)] for line in lines]
    return spans, float(json.loads(last)["seconds"])
