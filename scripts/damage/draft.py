"""A sentence while it is being damaged: word forms and, for each, the issue code it earned ("" while right)."""

from collections.abc import Callable, Iterable
from random import Random

OPENERS = {'"', "(", "-", "["}
STOPS = {".", "!", "?", "..."}


class Draft:
    """Parallel lists of forms (as `pieces.forms` cuts them) and labels. Damage never touches a labelled word."""

    def __init__(self, forms: Iterable[str]) -> None:
        self.forms = list(forms)
        self.labels = [""] * len(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    def low(self, place: int) -> str:
        """The form at `place` in lower case, "" outside the sentence."""
        return self.forms[place].lower() if 0 <= place < len(self.forms) else ""

    def is_word(self, place: int) -> bool:
        """Whether a word (not a mark or number) stands at `place`."""
        return 0 <= place < len(self.forms) and self.forms[place][0].isalpha()

    def is_first(self, place: int) -> bool:
        """Whether only marks stand before `place` in its sentence, so that a capital is due."""
        before = place - 1
        while before >= 0 and self.forms[before] in OPENERS:
            before -= 1
        return before < 0 or self.forms[before] in STOPS or self.forms[before] == ":"

    def is_free(self, place: int) -> bool:
        """Whether `place` and its neighbours are still right."""
        return not any(self.labels[max(place - 1, 0) : place + 2])

    def pick(self, rng: Random, wanted: Callable[[int], bool]) -> int | None:
        """A random free place that `wanted` accepts, or None. Tries a dozen places, then looks at all."""
        total = len(self.forms)
        for _ in range(6):
            place = rng.randrange(total)
            if self.is_free(place) and wanted(place):
                return place
        places = [place for place in range(total) if self.is_free(place) and wanted(place)]
        return rng.choice(places) if places else None

    def replace(self, place: int, form: str, code: str) -> None:
        """Put `form` at `place`, with the capital of what stood there, labelled `code`."""
        self.forms[place] = like(form, self.forms[place])
        self.labels[place] = code

    def insert(self, place: int, forms: list[str], code: str) -> None:
        """Insert labelled forms before `place`."""
        self.forms[place:place] = forms
        self.labels[place:place] = [code] * len(forms)

    def drop(self, place: int, code: str) -> None:
        """Take a word out and label the one that follows (or, at the end, the one before)."""
        gone = self.forms.pop(place)
        self.labels.pop(place)
        at = place if place < len(self.forms) and self.is_word(place) else place - 1
        if at < 0:
            return
        if gone[0].isupper() and at == place and self.is_first(place):
            self.forms[at] = capital(self.forms[at])
        self.labels[at] = code


def capital(form: str) -> str:
    """The form with its first letter in upper case."""
    return form[:1].upper() + form[1:]


def like(form: str, model: str) -> str:
    """`form`, capitalised where `model` is."""
    return capital(form) if model[:1].isupper() else form
