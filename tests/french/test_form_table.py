"""The front-coded table gives back exactly what went in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.french.form_table import FormTable, encode_forms

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)


def table(forms: set[str]) -> FormTable:
    ordered = sorted(forms, key=str.encode)
    return FormTable(*encode_forms(ordered), len(ordered))


@given(st.sets(WORDS, max_size=60), WORDS)
def test_every_form_is_found_and_no_other(forms: set[str], other: str) -> None:
    own = table(forms)
    assert list(own) == sorted(forms, key=str.encode)
    for index, form in enumerate(own):
        assert own.find(form) == index
        assert own.text(index) == form
    assert (own.find(other) >= 0) == (other in forms)


def test_a_lone_surrogate_is_not_found() -> None:
    assert table({"a", "b"}).find("\ud800") == -1


def test_unsorted_forms_are_refused() -> None:
    with pytest.raises(ValueError, match="not sorted"):
        encode_forms(["b", "a"])


def test_an_index_outside_is_an_index_error() -> None:
    with pytest.raises(IndexError):
        table({"a"}).text(1)
