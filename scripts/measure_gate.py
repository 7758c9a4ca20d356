"""The gate on a large feed: memory and processor time against size, and a second run with nothing new.

    python scripts/measure_gate.py               250, 500 and 1,000 items of about 20 sentences
    python scripts/measure_gate.py --items 100   up to 100

Items are made of clean news sentences where shared/ is there, else of the corrected articles of corpora/. Checked
documents are counted in the state file, not timed: a second run over an unchanged feed must check none.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path
from xml.sax.saxutils import escape

from measuring.clean_news import clean_lines
from measuring.gold import SHARED, articles
from measuring.processes import run_together

SENTENCES = 20


def sentences() -> list[str]:
    """Right French sentences to fill items with."""
    if SHARED.is_dir():
        return list(islice(clean_lines("dev"), 12000))
    texts = articles("dev", corrected=True)
    return [text.text[start:end] for text in texts for start, end in text.right]


def feed(items: int) -> str:
    """An RSS 2.0 feed."""
    lines = cycle(sentences())
    body = []
    for number in range(items):
        text = "".join(f"<p>{escape(line)}</p>" for line in islice(lines, SENTENCES))
        link = f"https://news.example/{number}"
        body.append(f"<item><title>Article {number}</title><link>{link}</link><guid>{link}</guid>"
                    f"<description>{escape(text)}</description></item>")  # fmt: skip
    return f'<rss version="2.0"><channel><title>News</title>{"".join(body)}</channel></rss>'


def main() -> int:
    """Prints the table; exit 1 where the second run checked anything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=1000)
    arguments = parser.parse_args()
    print("items   run      seconds   user s  memory MB  checked  unchanged")
    worst = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for items in (arguments.items // 4, arguments.items // 2, arguments.items):
            path, state, out = folder / f"{items}.xml", folder / f"{items}.state", folder / "out.json"
            path.write_text(feed(items), encoding="utf-8")
            # A limit that no item reaches: every item passes, so that the second run has nothing new.
            command = [sys.executable, "-m", "mtqa", "gate", str(path), "--fail-level", "critical", "--quiet",
                       "--ignore", "FR1,FR2", "--state", str(state), "--format", "json", "-o", str(out)]  # fmt: skip
            for run in ("first", "second"):
                cost = run_together([command])
                report = json.loads(out.read_text(encoding="utf-8"))
                checked, skipped = len(report["documents"]), len(report.get("skipped", ()))
                took = f"{cost.seconds:9.1f} {cost.user_seconds:8.1f} {cost.peak_mb:10.0f}"
                print(f"{items:5d}   {run:<6} {took} {checked:8d} {skipped:10d}", flush=True)
                if run == "second":
                    worst = max(worst, checked)
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
