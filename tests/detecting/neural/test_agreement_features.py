"""Clashes of number and gender."""

import numpy as np

from mtqa.detecting.neural import word_features
from mtqa.detecting.neural.agreement_features import FEATURES, agreement_features
from mtqa.french.lexicon import Lexicon

NAMES = ("2 before", "1 before", "1 after", "2 after", "determiner", "noun", "noun before", "pronoun")


def clashes(text: str, word: str) -> set[str]:
    """What the word clashes with: "number noun", "gender 1 before" ..."""
    forms = text.split()
    lexicon = Lexicon.load()
    bits = np.stack([word_features.bits(form, lexicon.analyses(form)) for form in forms])[None]
    found = agreement_features(bits)
    assert found.shape == (1, len(forms), FEATURES)
    names = [f"{feature} {name}" for feature in ("number", "gender") for name in NAMES]
    return {name for name, value in zip(names, found[0, forms.index(word)], strict=True) if value}


def test_a_verb_far_from_its_subject() -> None:
    assert "number noun before" in clashes("les habitants de la ville découvrira tout", "découvrira")
    assert "number noun before" not in clashes("les habitants de la ville découvriront tout", "découvriront")


def test_an_adjective_beside_its_noun() -> None:
    assert clashes("des maisons blancs", "blancs") == {"gender 1 before", "gender noun"}
    assert clashes("des maisons blanches", "blanches") == set()


def test_a_determiner_before_its_noun() -> None:
    assert clashes("un valise", "un") == {"gender 1 after"}
    assert "number determiner" in clashes("certains village", "village")


def test_a_form_that_shows_nothing_clashes_with_nothing() -> None:
    assert clashes("les élèves rouges ici", "ici") == set()
    assert clashes("la rouge", "rouge") == set()
