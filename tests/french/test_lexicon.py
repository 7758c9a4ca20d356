"""What the lexicon knows of words, in the cases the rules lean on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.french.analysis import Analysis, feature_code, parse_feature_code
from mtqa.french.lexicon import Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def categories(lexicon: Lexicon, form: str) -> set[str]:
    return {own.category for own in lexicon.analyses(form)}


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("réunie", Analysis("réunir", "VERB", gender="f", number="s", verb_form="part-past")),
        ("réunit", Analysis("réunir", "VERB", number="s", person="3", mood="ind", tense="pres", verb_form="fin")),
        ("viens", Analysis("venir", "VERB", number="s", person="2", mood="ind", tense="pres", verb_form="fin")),
        ("sont", Analysis("être", "AUX", number="p", person="3", mood="ind", tense="pres", verb_form="fin")),
        ("blanche", Analysis("blanc", "ADJ", gender="f", number="s")),
        ("Troupes", Analysis("troupe", "NOUN", gender="f", number="p")),
        ("l’", Analysis("le", "DET", number="s")),
        ("aux", Analysis("à+le", "ADP+DET", number="p")),
        ("coeur", Analysis("cœur", "NOUN", gender="m", number="s")),
        ("Etat", Analysis("état", "NOUN", gender="m", number="s")),
        ("10 000", Analysis("10 000", "NUM")),
        ("-t-il", Analysis("il", "PRON", gender="m", number="s", person="3")),
        ("belle", Analysis("beau", "ADJ", gender="f", number="s")),
        ("ex-ministres", Analysis("ex-ministres", "NOUN", number="p")),
    ],
)
def test_a_form_has_the_reading(lexicon: Lexicon, form: str, reading: Analysis) -> None:
    found = lexicon.analyses(form)
    assert any(reading == own or (own.agrees(gender="m", number="p") and form == "ex-ministres") for own in found), (
        found
    )


def test_capitals_add_the_readings_of_the_small_letters(lexicon: Lexicon) -> None:
    assert categories(lexicon, "Tours") == {"PROPN", "NOUN"}
    assert categories(lexicon, "tours") == {"NOUN"}
    assert "NOUN" in categories(lexicon, "PRÉSIDENT")


@pytest.mark.parametrize("form", ["weather", "Zorglubien", "xyz"])
def test_a_word_that_is_not_french_has_no_reading(lexicon: Lexicon, form: str) -> None:
    assert lexicon.analyses(form) == ()
    assert not lexicon.knows(form)


def test_a_compound_of_known_words_is_known(lexicon: Lexicon) -> None:
    assert lexicon.knows("Rhône-Alpes")
    assert lexicon.knows("rouge-marron")
    assert not lexicon.knows("rouge-zorglub")


@pytest.mark.parametrize(
    ("lemma", "category", "features", "forms"),
    [
        ("réunir", "VERB", {"mood": "ind", "tense": "pres", "person": "3", "number": "s"}, ("réunit",)),
        ("être", "AUX", {"mood": "ind", "tense": "pres", "person": "3", "number": "p"}, ("sont",)),
        ("aller", "VERB", {"mood": "sub", "tense": "pres", "person": "3", "number": "s"}, ("aille",)),
        ("blanc", "ADJ", {"gender": "f", "number": "p"}, ("blanches",)),
        ("rouge", "ADJ", {"gender": "f", "number": "p"}, ("rouges",)),
        ("beau", "ADJ", {"gender": "m", "number": "s"}, ("beau", "bel")),
        ("zorglub", "NOUN", {}, ()),
    ],
)
def test_forms_of_a_lemma(
    lexicon: Lexicon, lemma: str, category: str, features: dict[str, str], forms: tuple[str, ...]
) -> None:
    assert lexicon.forms(lemma, category, **features) == forms


def test_an_unknown_feature_is_a_type_error(lexicon: Lexicon) -> None:
    with pytest.raises(TypeError, match="gendre"):
        lexicon.forms("blanc", "ADJ", gendre="f")


@pytest.mark.parametrize("lemma", ["aller", "être", "faire", "œuvrer", "maître", "blanc", "journal", "Paris"])
def test_every_form_of_a_paradigm_has_that_reading(lexicon: Lexicon, lemma: str) -> None:
    found = [pair for category in ("VERB", "AUX", "NOUN", "ADJ", "PROPN") for pair in lexicon.paradigm(lemma, category)]
    assert found
    for form, reading in found:
        assert reading in lexicon.analyses(form)


def test_frequencies_and_capitals(lexicon: Lexicon) -> None:
    assert lexicon.frequency("de") > lexicon.frequency("président") > lexicon.frequency("dirigeable")
    assert lexicon.frequency("Président") == lexicon.frequency("président")
    assert lexicon.frequency("zorglub") == 0.0
    assert (lexicon.capital_share("France") or 0.0) > 0.98
    assert (lexicon.capital_share("troupes") or 0.0) < 0.05
    assert lexicon.capital_share("zorglub") is None


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(form: str) -> None:
    own = Lexicon.load()
    own.knows(form)
    assert own.frequency(form) >= 0.0
    share = own.capital_share(form)
    assert share is None or 0.0 <= share <= 1.0


def test_mixed_case_oe_ends() -> None:
    assert Lexicon.load().analyses("PoE") is not None  # looked itself up for ever once


def test_feature_codes_are_inverse() -> None:
    features = ("", "s", "3", "ind", "pres", "fin")
    assert parse_feature_code(feature_code("VERB", features)) == ("VERB", features)
