from __future__ import annotations

import pytest

pytest.importorskip("cosmic_ray", reason="cosmic-ray is not installed")

from measure_mutations import mutants_of, what_runs

SOURCE = '''
def longest(texts: list[str] | None, *, least: int = 1) -> int | None:
    """1 + 1."""
    if texts is None:
        return None
    return max(len(text) + least for text in texts)
'''


def test_faults_are_made_in_what_runs_and_only_there() -> None:
    found = list(mutants_of("m.py", SOURCE))
    assert len({mutant.key for mutant in found}) == len(found)
    changed = {line.strip() for mutant in found for line in mutant.text.splitlines()} - {
        line.strip() for line in SOURCE.splitlines()
    }
    assert {
        "return max(len(text) - least for text in texts)",
        "if not texts is None:",
        "if texts is not None:",
    } <= changed
    assert not any("list[str] |" not in mutant.text or "-> int |" not in mutant.text for mutant in found)
    assert all('"""1 + 1."""' in mutant.text for mutant in found)
    for mutant in found:
        compile(mutant.text, "m.py", "exec")


def test_programs_that_run_alike_are_alike() -> None:
    assert what_runs("x: int | None = 1") == what_runs("x: str = 1") != what_runs("x: int = 2")
    assert what_runs("def f(a: int) -> str: ...") == what_runs("def f(a): ...")
