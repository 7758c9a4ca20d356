"""protected_spans: what is no prose, and what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.cleaning import protected_spans


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in protected_spans(text)]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Voir https://example.org/a?b=c&d=é#x, puis partir.", ["https://example.org/a?b=c&d=é#x"]),
        ("Voir (https://example.org/page).", ["https://example.org/page"]),
        ("« https://example.org »", ["https://example.org"]),
        ("Allez sur www.example.fr.", ["www.example.fr"]),
        ("Selon lemonde.fr et exemple.com/page, oui.", ["lemonde.fr", "exemple.com/page"]),
        ("Écrire à jean.dupont+a@mail.example.org.", ["jean.dupont+a@mail.example.org"]),
        ("Bonjour {name}, vous avez {0} messages et {count:d} amis.", ["{name}", "{0}", "{count:d}"]),
        ("Bonjour %s, %1$s, %d, %.2f et %(nom)s.", ["%s", "%1$s", "%d", "%.2f", "%(nom)s"]),
        ("Bonjour {{ prénom }} et ${nom} dans $HOME.", ["{{ prénom }}", "${nom}", "$HOME"]),
        ('Cliquez <b>ici</b> <x id="1"/>.', ["<b>", "</b>", '<x id="1"/>']),
        ("Une&nbsp;espace &#233; <!-- note -->", ["&nbsp;", "&#233;", "<!-- note -->"]),
        ("Tapez `git push` ici.", ["`git push`"]),
        ("Merci à @exemple pour tout.", ["@exemple"]),
    ],
)
def test_what_is_no_prose(text: str, spans: list[str]) -> None:
    assert found(text) == spans


@pytest.mark.parametrize(
    "text",
    [
        "La hausse est de 50 % des salaires, soit 3% de plus et 100 % d'entre eux.",
        "Il a payé 5 $ ou $20 pour 2 < 3 et 4 > 1.",
        "C'est la fin.Au matin, il part. M. Dupont, etc.",
        "R&D; Marks & Spencer; l'heure: 10h30",
        "« La paix », dit-il... (ou presque) [sic] {une remarque entre accolades}.",
    ],
)
def test_prose_is_not_protected(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="a.@/:{}%$<>`&; w", max_size=60) | st.text(max_size=60))
def test_spans_are_in_order_and_in_range(text: str) -> None:
    end = 0
    for start, stop in protected_spans(text):
        assert end <= start < stop <= len(text)
        end = stop
