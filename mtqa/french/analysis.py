"""One reading of a French word form: its lemma, category and features.

Categories are the Universal Dependencies ones (NOUN, PROPN, ADJ, VERB, AUX, ADV, ADP, DET, PRON, NUM, CCONJ,
SCONJ, INTJ, SYM, PUNCT, X) and two of our own for contractions, which stay one token in running text:
`ADP+DET` (du, au, des, aux) and `ADP+PRON` (auquel, duquel ...).

Features are short strings, "" meaning that the form does not show the feature:
gender "m" or "f"; number "s" or "p"; person "1", "2" or "3"; mood "ind", "sub", "cnd" or "imp";
tense "pres", "imp" (imparfait), "past" (passé simple) or "fut"; verb_form "fin", "inf", "part-past" or
"part-pres". A participle shows gender and number but no mood or tense.
"""

from dataclasses import dataclass

FEATURE_NAMES = ("gender", "number", "person", "mood", "tense", "verb_form")


@dataclass(frozen=True, slots=True)
class Analysis:
    """One reading. "élèves" as a noun has gender "" (le ou la), number "p"."""

    lemma: str
    category: str
    gender: str = ""
    number: str = ""
    person: str = ""
    mood: str = ""
    tense: str = ""
    verb_form: str = ""

    @property
    def features(self) -> tuple[str, ...]:
        """The features in the order of FEATURE_NAMES."""
        return (self.gender, self.number, self.person, self.mood, self.tense, self.verb_form)

    def agrees(self, **wanted: str) -> bool:
        """Whether the reading can stand where the `wanted` features are asked for.

        A gender or number the form does not show ("") fits any; every other feature must be equal.
        """
        for name, value in wanted.items():
            if name not in FEATURE_NAMES:
                raise TypeError(f"unknown feature {name!r}: use {', '.join(FEATURE_NAMES)}")
            own = getattr(self, name)
            if own != value and not (own == "" and name in ("gender", "number")):
                return False
        return True


def feature_code(category: str, features: tuple[str, ...]) -> str:
    """The text form in which a category with its features is stored, e.g. "ADJ|f|s||||"."""
    return "|".join((category, *features))


def parse_feature_code(code: str) -> tuple[str, tuple[str, ...]]:
    """The inverse of feature_code."""
    category, *features = code.split("|")
    return category, tuple(features)
