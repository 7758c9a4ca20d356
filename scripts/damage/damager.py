"""Draw kinds of damage and apply them."""

from collections.abc import Callable, Sequence
from random import Random

from damage import attractors, foreign, fragments, function_words, marks, nominals, order, pronouns, tenses, verbs
from damage.draft import Draft
from damage.morphology import Morphology

Kind = Callable[[Draft, Random, Morphology], bool]

# name, function, share
# A share is how often a kind is tried; what a sentence seldom offers (a negation, a subjunctive) is tried more often.
KINDS: tuple[tuple[str, Kind, float], ...] = (
    ("verb-form", verbs.verb_form, 8),
    ("participle-form", verbs.participle_form, 5),
    ("subject-verb", verbs.subject_verb, 11),
    ("tense-mood", tenses.tense_mood, 20),
    ("tense-of-time", tenses.tense_of_time, 3),
    ("missing-verb", verbs.missing_verb, 6),
    ("determiner-agreement", nominals.determiner_agreement, 6),
    ("noun-number", nominals.noun_number, 4),
    ("adjective", nominals.adjective, 8),
    ("participle", nominals.participle, 6),
    ("participle-after-avoir", nominals.participle_after_avoir, 5),
    ("missing-determiner", nominals.missing_determiner, 9),
    ("preposition", function_words.preposition, 14),
    ("pronoun", pronouns.pronoun, 6),
    ("object-pronoun", pronouns.object_pronoun, 5),
    ("missing-pronoun", pronouns.missing_pronoun, 4),
    ("negation", function_words.negation, 18),
    ("elision", function_words.elision, 3),
    ("adjective-first", order.adjective_first, 4),
    ("adjective-after", order.adjective_after, 2.5),
    ("adverb-first", order.adverb_first, 2),
    ("double-subject", order.double_subject, 1.5),
    ("noun-string", order.noun_string, 4),
    ("neighbours", order.neighbours, 3),
    ("moved-word", order.moved_word, 4),
    ("clitic-after-verb", order.clitic_after_verb, 3),
    ("fragment", fragments.fragment, 1.5),
    ("repetition", fragments.repetition, 3),
    ("stray-capital", marks.stray_capital, 6),
    ("lost-capital", marks.lost_capital, 3),
    ("doubled-mark", marks.doubled_mark, 1.5),
    ("stray-comma", marks.stray_comma, 1.5),
)
WITH_OTHER = (
    ("missing-boundary", fragments.missing_boundary, 7),
    ("splice", fragments.splice, 4),
    ("attracted-verb", attractors.attracted_verb, 7),
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

    def lengthen(self, forms: Sequence[str], rng: Random) -> list[str]:
        """The sentence, still right, with a phrase between a subject and its verb where there is a place for it."""
        draft = Draft(forms)
        attractors.lengthen(draft, rng, self._morphology, rng.choice(self._pool))
        return draft.forms

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
        for name in rng.choices(self._names, self._shares, k=4 * left):
            left -= self.apply(name, draft, rng)
            if left <= 0:
                break
        return draft
