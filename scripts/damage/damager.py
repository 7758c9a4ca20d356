"""Draw kinds of damage and apply them."""

from collections.abc import Callable, Sequence
from random import Random

from damage import foreign, fragments, function_words, marks, nominals, order, verbs
from damage.draft import Draft
from damage.morphology import Morphology

Kind = Callable[[Draft, Random, Morphology], bool]

# name, function, share
KINDS: tuple[tuple[str, Kind, float], ...] = (
    ("verb-form", verbs.verb_form, 8),
    ("participle-form", verbs.participle_form, 5),
    ("subject-verb", verbs.subject_verb, 12),
    ("tense-mood", verbs.tense_mood, 2.5),
    ("missing-verb", verbs.missing_verb, 5),
    ("determiner-agreement", nominals.determiner_agreement, 6),
    ("noun-number", nominals.noun_number, 4),
    ("adjective", nominals.adjective, 7),
    ("participle", nominals.participle, 5),
    ("missing-determiner", nominals.missing_determiner, 9),
    ("preposition", function_words.preposition, 10),
    ("pronoun", function_words.pronoun, 4),
    ("negation", function_words.negation, 3),
    ("elision", function_words.elision, 3),
    ("adjective-first", order.adjective_first, 3.5),
    ("adjective-after", order.adjective_after, 2),
    ("adverb-first", order.adverb_first, 1.5),
    ("double-subject", order.double_subject, 1.5),
    ("noun-string", order.noun_string, 3),
    ("neighbours", order.neighbours, 3),
    ("clitic-after-verb", order.clitic_after_verb, 1.5),
    ("fragment", fragments.fragment, 1.5),
    ("repetition", fragments.repetition, 2),
    ("stray-capital", marks.stray_capital, 6),
    ("lost-capital", marks.lost_capital, 3),
    ("doubled-mark", marks.doubled_mark, 2),
    ("stray-comma", marks.stray_comma, 2),
)
WITH_OTHER = (
    ("missing-boundary", fragments.missing_boundary, 5),
    ("splice", fragments.splice, 4),
    ("untranslated", foreign.untranslated, 6),
)
HOW_MANY = (1, 2, 3, 4)
HOW_MANY_SHARES = (52, 28, 13, 7)


class Damager:
    """Damages right sentences. `pool` are other French sentences to splice in, `english` English ones, both cut."""

    def __init__(
        self,
        morphology: Morphology,
        pool: Sequence[list[str]],
        english: Sequence[list[str]],
        without: frozenset[str] = frozenset(),
    ) -> None:
        self._morphology = morphology
        self._pool = pool
        self._english = english
        kinds: list[tuple[str, float]] = [
            (name, share) for name, _, share in (*KINDS, *WITH_OTHER) if name not in without
        ]
        self._names = [name for name, _ in kinds]
        self._shares = [share for _, share in kinds]
        self._plain = {name: kind for name, kind, _ in KINDS}
        self._other = {name: kind for name, kind, _ in WITH_OTHER}

    def apply(self, name: str, draft: Draft, rng: Random) -> bool:
        """One kind of damage, by name; False where the sentence offers no place for it."""
        if len(draft) < 3:
            return False
        if name in self._plain:
            return self._plain[name](draft, rng, self._morphology)
        source = self._english if name == "untranslated" else self._pool
        return self._other[name](draft, rng, self._morphology, rng.choice(source))

    def damage(self, forms: Sequence[str], rng: Random) -> Draft:
        """The sentence with one to four kinds of damage (fewer where it offers no place)."""
        draft = Draft(forms)
        left = rng.choices(HOW_MANY, HOW_MANY_SHARES)[0]
        if len(draft) < 12:
            left = min(left, 2)
        for name in rng.choices(self._names, self._shares, k=3 * left):
            left -= self.apply(name, draft, rng)
            if left <= 0:
                break
        return draft
