"""Deciding: a finished report, limits and a baseline become a verdict.

`judge` is a pure function. Files are touched in `baseline` (read) and git is asked in `diff`, both before it.
"""

from mtqa.gating.baseline import Baseline, baseline_of, read_baseline
from mtqa.gating.deciding import judge, with_verdict
from mtqa.gating.diff import changed_lines
from mtqa.gating.signatures import differences

__all__ = ["Baseline", "baseline_of", "changed_lines", "differences", "judge", "read_baseline", "with_verdict"]
