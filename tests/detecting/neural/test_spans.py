"""From chances to findings."""

import numpy as np
import pytest

from mtqa.detecting.neural.labels import LABELS
from mtqa.detecting.neural.spans import LONGEST_SPAN, Flag, calibrated, flags
from mtqa.detecting.neural.weights import Decision


def chances(*words: tuple[str, float]) -> np.ndarray:
    """One row a word: the code it is taken for and the chance that it is wrong."""
    found = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    for place, (code, chance) in enumerate(words):
        found[place, LABELS.index(code)] = chance
        found[place, 0] = 1 - chance
    return found


def decision(**thresholds: float) -> Decision:
    codes = {code: thresholds.get(code, 0.5) for code in LABELS[1:]}
    return Decision(codes, ((0.0, 0.0), (0.5, 0.4), (1.0, 1.0)), major_from=0.0)


def test_words_under_their_code_s_threshold_are_let_pass() -> None:
    found = flags(chances(("FR103", 0.8), ("FR107", 0.8)), decision(FR107=0.9))
    assert [flag.code for flag in found] == ["FR103"]


def test_neighbours_of_one_code_are_one_finding() -> None:
    found = flags(chances(("FR111", 0.75), ("FR111", 0.5), ("FR104", 0.6), ("FR101", 0.1)), decision())
    assert [(f.first, f.last, f.code) for f in found] == [(0, 1, "FR111"), (2, 2, "FR104")]
    assert found[0].confidence == pytest.approx(0.7)


def test_a_splice_absorbs_its_capital() -> None:
    found = flags(chances(("FR301", 0.9), ("FR202", 0.9)), decision())
    assert found == [Flag(0, 1, "FR202", pytest.approx(0.88))]


def test_a_span_never_runs_over_the_sentence() -> None:
    found = flags(chances(*[("FR202", 0.9)] * (2 * LONGEST_SPAN + 1)), decision())
    assert [flag.last - flag.first + 1 for flag in found] == [LONGEST_SPAN, LONGEST_SPAN, 1]


def test_nothing_in_nothing_out() -> None:
    assert flags(np.zeros((0, len(LABELS)), dtype=np.float32), decision()) == []


def test_calibration_is_linear_between_points() -> None:
    assert calibrated(0.75, decision().calibration) == pytest.approx(0.7)
