"""Placeholders, tags and addresses must come through unchanged."""

from __future__ import annotations

import pytest

from mtqa.cleaning import protected_spans
from mtqa.detecting.consistency.protected import compare_protected


def differences(french: str, english: str) -> list[tuple[str | None, str | None]]:
    changes = compare_protected(french, english, protected_spans(french), protected_spans(english))
    return [
        (french[slice(*c.french)] if c.french else None, english[slice(*c.other)] if c.other else None) for c in changes
    ]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Bonjour {name} !", "Hello {name}!"),
        ("Voir https://example.org/fr/aide.", "See https://example.org/en/aide."),
        ("Un <b>mot</b><br/>.", "A <b>word</b><br />."),
    ],
)
def test_what_came_through_is_no_change(french: str, english: str) -> None:
    assert differences(french, english) == []


def test_changes_and_losses() -> None:
    assert differences("Bonjour {nom} !", "Hello {name}!") == [("{nom}", "{name}")]
    assert differences("Voir la page.", "See https://example.org/a.") == [(None, "https://example.org/a")]
    assert differences("%s et %s", "%s") == [("%s", None)]
