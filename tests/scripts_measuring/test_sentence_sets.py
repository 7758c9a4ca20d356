from __future__ import annotations

from pathlib import Path

from measuring.sentence_sets import dialogue_lines, newstest_pairs, normalise


def test_typography_does_not_tell_texts_apart() -> None:
    assert normalise("«\u00a0L’eau\u00a0» :  oui…") == normalise('"L\'eau": oui...')


def test_no_line_is_calibrated_on_and_measured(shared: Path) -> None:
    calibrated = {line.text for line in dialogue_lines("calibrate") if len(line.text) > 40}
    measured = {line.text for line in dialogue_lines("measure") if len(line.text) > 40}
    assert len(calibrated) > 100 and len(measured) > 100
    assert not calibrated & measured


def test_pairs_are_of_one_system_a_sentence(shared: Path) -> None:
    pairs = newstest_pairs()
    assert len(pairs) == 3000 and len(set(pairs)) > 2900
