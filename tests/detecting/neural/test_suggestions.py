"""Suggestions, with a classifier that knows one right sentence."""

from collections.abc import Sequence

import numpy as np
import pytest

from mtqa.detecting.neural.labels import LABELS
from mtqa.detecting.neural.spans import Flag
from mtqa.detecting.neural.suggestions import Candidate, best, candidates
from mtqa.french.lexicon import Lexicon


class Knows:
    """Every word of any sentence but the right one is wrong."""

    def __init__(self, right: str) -> None:
        self.right = right.split()

    def classify(self, sentences: Sequence[Sequence[str]]) -> list[np.ndarray]:
        found = []
        for forms in sentences:
            chances = np.zeros((len(forms), len(LABELS)), dtype=np.float32)
            chances[:, 0] = 1.0 if list(forms) == self.right else 0.2
            found.append(chances)
        return found


@pytest.mark.parametrize(
    ("wrong", "flag", "right", "suggestion"),
    [
        ("les ouvriers finit tard", Flag(2, 2, "FR103", 0.9), "les ouvriers finissent tard", ("finissent",)),
        ("des maisons blanc ici", Flag(2, 2, "FR104", 0.9), "des maisons blanches ici", ("blanches",)),
        ("un valise noire", Flag(0, 0, "FR104", 0.9), "une valise noire", ("une",)),
        ("la porte est fermé", Flag(3, 3, "FR105", 0.9), "la porte est fermée", ("fermée",)),
        ("les élus adopter un budget", Flag(2, 2, "FR101", 0.9), "les élus adoptent un budget", ("adoptent",)),
        ("il faut que tu viens", Flag(4, 4, "FR110", 0.9), "il faut que tu viennes", ("viennes",)),
        ("il réunit des Troupes", Flag(3, 3, "FR301", 0.9), "il réunit des troupes", ("troupes",)),
        ("il vit en france", Flag(3, 3, "FR302", 0.9), "il vit en France", ("France",)),
        ("il vit dans dans un port", Flag(3, 3, "FR204", 0.9), "il vit dans un port", ()),
        ("une rouge voiture passe", Flag(1, 2, "FR111", 0.9), "une voiture rouge passe", ("voiture", "rouge")),
        ("il arrive dans lundi", Flag(2, 2, "FR107", 0.9), "il arrive à lundi", ("à",)),
        ("la maison que les volets", Flag(2, 2, "FR108", 0.9), "la maison dont les volets", ("dont",)),
    ],
)
def test_the_form_that_makes_it_right_is_suggested(
    wrong: str, flag: Flag, right: str, suggestion: tuple[str, ...]
) -> None:
    classifier = Knows(right)
    forms = wrong.split()
    [chances] = classifier.classify([forms])
    assert best(classifier, Lexicon.load(), [(forms, chances, flag)]) == [Candidate(suggestion)]  # type: ignore[arg-type]


def test_nothing_is_suggested_where_nothing_helps() -> None:
    classifier = Knows("autre chose")
    forms = "les ouvriers finit tard".split()
    [chances] = classifier.classify([forms])
    flag = Flag(2, 2, "FR103", 0.9)
    assert best(classifier, Lexicon.load(), [(forms, chances, flag)]) == [None]  # type: ignore[arg-type]


@pytest.mark.parametrize(("form", "code"), [("xqzt", "FR103"), ("maison", "FR107"), ("le", "FR401"), ("vite", "FR102")])
def test_where_there_is_nothing_to_try(form: str, code: str) -> None:
    assert candidates([form], Flag(0, 0, code, 0.9), Lexicon.load()) == []
