"""Small reports in every format, against files that were read before they were kept.

To renew them: MTQA_WRITE_GOLDEN=1 pytest tests/presenting/test_golden.py, then read the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from mtqa.domain.report import CheckReport
from mtqa.presenting import present
from tests.presenting.samples import article_report, rows_report

GOLDEN = Path(__file__).parent / "golden"
REPORTS = {"article": article_report, "rows": rows_report, "nothing": lambda: CheckReport((), (), "mtqa:0.1.0")}
VIEWS = {
    "console-40.txt": ("console", 40),
    "console-80.txt": ("console", 80),
    "console-120.txt": ("console", 120),
    "json": ("json", None),
    "jsonl": ("jsonl", None),
    "tsv": ("tsv", None),
    "html": ("html", None),
}
# Style, script and French have files of their own, and the JSON a golden file; here only their presence counts.
SCRUBS = (
    (re.compile(r"<style>.*?</style>", re.DOTALL), "<style>STYLE</style>"),
    (re.compile(r"<script>.*?</script>", re.DOTALL), "<script>SCRIPT</script>"),
    (re.compile(r'(<template id="[a-z-]+">).*?</template>', re.DOTALL), r"\1DATA</template>"),
    (re.compile(r"sha256-[^&']+"), "sha256-HASH"),
)


@pytest.mark.parametrize("suffix", VIEWS)
@pytest.mark.parametrize("name", REPORTS)
def test_golden(name: str, suffix: str) -> None:
    format, width = VIEWS[suffix]
    text = present(REPORTS[name](), format, width=width)
    for pattern, replacement in SCRUBS:
        text = pattern.sub(replacement, text)
    path = GOLDEN / f"{name}.{suffix}"
    if os.environ.get("MTQA_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
        pytest.fail(f"wrote {path.name}: read its diff, then run without MTQA_WRITE_GOLDEN")
    assert text == path.read_text(encoding="utf-8")
