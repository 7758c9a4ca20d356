"""False alarms on clean news: the share of right sentences that get a major or critical issue, and by code.

    python scripts/measure_clean.py                            5,000 held-out sentences, figures only
    python scripts/measure_clean.py --split dev --show 20      development lines, with up to 20 flags a code

The held-out lines (scripts/heldout.py) are never shown: rules are not to be tuned on them.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict

from measuring.clean_news import clean_lines
from measuring.gold import SHARED
from measuring.systems import checker
from mtqa.domain.issue import Severity
from mtqa.domain.text import Document, Segment


def main() -> int:
    """Checks the sentences and prints the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("heldout", "dev"), default="heldout")
    parser.add_argument("--sentences", type=int, default=5000)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N flags a code (dev only)")
    parser.add_argument("--code", help="only codes that begin so are shown")
    arguments = parser.parse_args()
    if arguments.show and arguments.split == "heldout":
        parser.error("held-out lines are not shown: use --split dev")
    if not SHARED.is_dir():
        print("The shared data folder is not beside this checkout.", file=sys.stderr)
        return 3
    lines = []
    for line in clean_lines(arguments.split):
        lines.append(line)
        if len(lines) >= arguments.sentences:
            break
    document = Document("news", "text", tuple(Segment(number, line) for number, line in enumerate(lines)))
    start = time.perf_counter()
    report = checker().check_document(document)
    seconds = time.perf_counter() - start
    sentences = report.sentences[: arguments.sentences]
    grave = sum(any(issue.severity is not Severity.MINOR for issue in one.issues) for one in sentences)
    any_issue = sum(bool(one.issues) for one in sentences)
    share, any_share = 100 * grave / len(sentences), 100 * any_issue / len(sentences)
    print(f"{len(sentences)} {arguments.split} sentences in {seconds:.1f} s")
    print(f"  major or critical in {grave} ({share:.2f} %), any issue in {any_issue} ({any_share:.2f} %)")
    counts: Counter[tuple[str, str]] = Counter()
    shown: dict[str, list[str]] = defaultdict(list)
    for one in sentences:
        text, base = one.sentence.text, one.sentence.start
        for issue in one.issues:
            counts[issue.code, issue.severity.value] += 1
            a, b = issue.start - base, issue.end - base
            shown[issue.code].append(f"{issue.evidence[0]}: {text[:a]}⟦{text[a:b]}⟧{text[b:]}")
    for (code, severity), number in sorted(counts.items()):
        print(f"  {code} {severity:<9} {number:5d}  {100 * number / len(sentences):.2f} %")
    for code, examples in sorted(shown.items()):
        if code.startswith(arguments.code or ""):
            for example in examples[: arguments.show]:
                print(f"{code}  {example}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
