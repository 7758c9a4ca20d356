"""Profiles change typography (FR305), which is off unless it is selected."""

from __future__ import annotations

import pytest

import mtqa


def flagged(text: str, profile: str) -> list[tuple[str, str | None]]:
    report = mtqa.check(text, select=("FR305",), profile=profile)
    return [(issue.text, issue.suggestion) for issue in report.documents[0].issues]


@pytest.mark.parametrize(
    ("profile", "marks"),
    [("fr-FR", ["!", ":"]), ("fr-BE", ["!", ":"]), ("fr-CA", [":"])],
)
def test_quebec_sets_no_space_before_an_exclamation_mark(profile: str, marks: list[str]) -> None:
    assert [text for text, _ in flagged("Quelle surprise! Il a dit: non.", profile)] == marks


def test_switzerland_groups_digits_with_apostrophes() -> None:
    text = "La ville compte 10,000 habitants."
    assert flagged(text, "fr-CH") == [("10,000", "10’000")]
    assert flagged(text, "fr-FR") == [("10,000", "10\u202f000")]


def test_typography_is_off_by_default() -> None:
    assert mtqa.check("Quelle surprise! Il a dit: non.").documents[0].issues == ()
