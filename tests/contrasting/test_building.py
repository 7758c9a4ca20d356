"""Wins, losses and ties; the worst first; codes that came and went; what a plug-in's metric says."""

from __future__ import annotations

import pytest

from mtqa.contrasting import contrast
from mtqa.contrasting.changes import changed_words, new_issues, stretches
from mtqa.contrasting.values import Side
from tests.contrasting.samples import Spec, rows

BEFORE: list[Spec] = [
    ("Il vit dans dans un port.", 80.0, ("FR204:dans dans",)),
    ("Le maire est parti.", 100.0),
    ("Elle rit.", 100.0),
    ("Il finit à midi.", 90.0, ("FR103:finit",)),
    ("Nul ne sait.", 99.8),
]
AFTER: list[Spec] = [
    ("Il vit dans un port.", 100.0),
    ("Maire partir.", 70.0, ("FR106:Maire", "FR101:partir")),
    ("Elle rire.", 60.0, ("FR101:rire",)),
    ("Il finis à midi.", 90.0, ("FR103:finis",)),
    ("Nul ne le sait.", 100.0),
]


def test_losses_and_gains_are_counted_and_ordered_and_ties_are_ties() -> None:
    duel = contrast(("a", "b"), (rows("a", BEFORE), rows("b", AFTER))).duels[0]
    assert (duel.losses, duel.wins, duel.ties) == ((2, 1), (0,), (3, 4))


def test_codes_that_came_and_went() -> None:
    codes = contrast(("a", "b"), (rows("a", BEFORE), rows("b", AFTER))).duels[0].codes
    told = {change.code: (change.before, change.after, change.gained, change.lost) for change in codes}
    assert told == {"FR101": (0, 2, 2, 0), "FR106": (0, 1, 1, 0), "FR103": (1, 1, 0, 0), "FR204": (1, 0, 0, 1)}
    assert [change.code for change in codes] == ["FR101", "FR106", "FR103", "FR204"]


def test_the_score_is_the_mean_over_units() -> None:
    found = contrast(("a", "b", "c"), (rows("a", BEFORE), rows("b", AFTER), rows("c", BEFORE)))
    assert [one.name for one in found.measures] == ["score", "fluency"], "nothing to compare with: no adequacy"
    assert found.measures[0].values == pytest.approx((93.96, 84.0, 93.96))
    assert found.measures[0].differences[1].p_value == 1.0
    assert found.regressed == ()


class Length:
    """A metric: how many words the French has, and the rows it was asked about."""

    name, signature, needs, lower_is_better = "Length", "length:1", (), True

    def __init__(self) -> None:
        self.asked: list[str] = []

    def score(self, candidates: list) -> list[float]:  # type: ignore[type-arg]
        self.asked += [one.hypothesis for one in candidates]
        return [len(one.hypothesis.split()) for one in candidates]


def test_a_plug_ins_metric_is_tested_like_the_others() -> None:
    metric = Length()
    found = contrast(("a", "b"), (rows("a", BEFORE), rows("b", AFTER)), metrics=[metric])
    last = found.measures[-1]
    assert (last.name, last.against, last.signature, last.lower_is_better) == ("Length", "French", "length:1", True)
    assert last.values == pytest.approx((3.8, 3.4)) and last.differences[0].p_value is not None
    assert metric.asked == [spec[0] for spec in (*BEFORE, *AFTER)]


def sides() -> list[tuple[Side, Side]]:
    units = contrast(("a", "b"), (rows("a", BEFORE), rows("b", AFTER))).units
    return [(unit.sides[0], unit.sides[1]) for unit in units]  # type: ignore[misc]


def test_the_same_fault_in_other_words_is_not_new() -> None:
    told = [[issue.code for issue in new_issues(*pair)] for pair in sides()]
    assert told == [[], ["FR106", "FR101"], ["FR101"], [], []]
    assert [issue.code for issue in new_issues(None, sides()[2][1])] == ["FR101"]
    assert new_issues(sides()[0][0], None) == ()


def test_changed_words_are_marked_on_both_sides() -> None:
    one, other = "Le maire est parti hier.", "Le maire partira demain."
    spans = changed_words(one, other)
    assert [[text[a:b] for a, b in found] for text, found in zip((one, other), spans, strict=True)] == [
        ["est parti hier"], ["partira demain"],
    ]  # fmt: skip
    assert changed_words("un " * 401, "deux") == ([], [])


def test_stretches_put_the_text_together_again() -> None:
    side = sides()[1][1]
    pieces = stretches(side.text, side.issues, [(0, 5)])
    assert "".join(text for text, _, _ in pieces) == side.text
    assert [(text, [issue.code for issue in issues], changed) for text, issues, changed in pieces] == [
        ("Maire", ["FR106"], True), (" ", [], False), ("partir", ["FR101"], False), (".", [], False),
    ]  # fmt: skip
