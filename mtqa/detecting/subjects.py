"""The subject of a conjugated verb, found to its left, however far.

The walk goes from the verb towards the start of its clause over whatever may stand between the two: adverbs,
prepositional phrases, infinitives with their objects, relative clauses, a pair of commas. It gives up (None) at
anything it does not understand, so that what it finds is worth trusting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mtqa.detecting.clause_walk import ADDING, CLOSE, OBJECT_TAKERS, TRANSPARENT, ClauseWalk
from mtqa.detecting.phrases import (
    ANY_SHAPE,
    PLURAL,
    Chunk,
    Kind,
    Shape,
    is_numeral,
    numbers_of,
)
from mtqa.detecting.quantities import phrase_shape


@dataclass(frozen=True, slots=True)
class Subject:
    """The words `first` to `last` (indices) that a verb agrees with; `shape` is what agreement allows."""

    first: int
    last: int
    shape: Shape
    person: str = "3"
    is_pronoun: bool = False
    is_distant: bool = False


# Pronouns that can be subjects: person, gender and number ("-" where both are possible).
_PRONOUN_TABLE = """
    1-s je j'    2-s tu    3-- on l'on
    3ms il cela ça ceci celui celui-ci celui-là chacun quelqu'un aucun personne rien
    3fs elle celle celle-ci celle-là chacune aucune    3mp ils ceux ceux-ci ceux-là certains
    3fp elles celles celles-ci celles-là certaines    3-p plusieurs
"""


def _read_pronouns() -> dict[str, tuple[str, Shape]]:
    found: dict[str, tuple[str, Shape]] = {}
    person, shape = "", ANY_SHAPE
    for item in _PRONOUN_TABLE.split():
        if item[0].isdigit():
            person = item[0]
            shape = frozenset(pair for pair in ANY_SHAPE if item[1] in ("-", pair[0]) and item[2] in ("-", pair[1]))
        else:
            found[item] = (person, shape)
    return found


PRONOUN_SUBJECTS = _read_pronouns()
# Verbs whose subject often follows them.
_INVERTING = frozenset(
    "venir suivre arriver rester apparaître tomber naître commencer exister figurer s'ajouter".split()
)
# Between "et" and a verb these are its subject.
_OWN_SUBJECTS = frozenset("nous vous beaucoup peu certains tous".split())
_NOMINAL = frozenset((Kind.NOUN, Kind.PREPOSITIONAL, Kind.PRONOUN, Kind.ADJECTIVE))
_AMOUNTS = frozenset("plus moins beaucoup peu trop assez tant autant".split())
_STRESSED = frozenset("lui elle eux elles tous toutes eux-mêmes elles-mêmes lui-même elle-même moi toi".split())


class SubjectFinder(ClauseWalk):
    """Finds subjects in one sentence."""

    def subject_of(self, verb: int) -> Subject | None:
        """The subject of the verb that is chunk number `verb`, None where none is found for sure."""
        if self.is_inverted(verb):
            return None
        before = self.before_verb(verb)
        if any(self.lower(i) in ("nous", "vous") for i in range(before + 1, verb)):
            return self._first_or_second(before + 1, verb)
        kind = self.kind(before)
        if kind is Kind.SUBJECT:
            return self._pronoun(before)
        if kind is Kind.WHO:
            return self._antecedent(before - 1)
        if kind is Kind.COMMA:
            before = self.over_commas(before)
        elif kind is Kind.STOP:
            before = self.over_brackets(before)
        return self.matrix(before, distant=kind in (Kind.COMMA, Kind.STOP))

    def shared_subject(self, verb: int) -> Subject | None:
        """The subject of a verb after "et", "ou", "mais": that of the verbs before, where all have the same number."""
        coordinator = self.skip(verb - 1, CLOSE)
        if self.kind(coordinator) is not Kind.COORDINATOR or self.lower(coordinator) in ("ni", "car", "donc", "or"):
            return None
        if self.context.words[self.chunks[verb].head].lemma in _INVERTING and self.kind(verb + 1) is Kind.NOUN:
            return None
        if any(self.lower(i) in _OWN_SUBJECTS for i in range(coordinator + 1, verb)):
            return None
        if self._is_hidden_verb(coordinator - 1):
            return None  # "pour qu'il tranche ou résolve", the first verb read as a noun
        nearest: Subject | None = None
        for position in range(coordinator - 1, -1, -1):
            kind = self.kind(position)
            if kind is Kind.STOP:
                break
            if kind is not Kind.VERB:
                continue
            subject = self.subject_of(position)
            number = self.context.words[self.chunks[position].head].tag.number
            if subject is None or subject.person != "3" or numbers_of(subject.shape) != {number}:
                return None
            if nearest is not None and numbers_of(nearest.shape) != {number}:
                return None
            nearest = nearest or subject
        return replace(nearest, is_distant=True) if nearest else None

    def _is_hidden_verb(self, position: int) -> bool:
        """Whether a bare noun right after a pronoun may rather be its verb."""
        if self.kind(position) is not Kind.NOUN or self.kind(position - 1) not in (Kind.PRONOUN, Kind.SUBJECT):
            return False
        readings = self.context.lexicon.analyses(self.lower(position))
        return self.chunks[position].determiner is None and any(own.verb_form == "fin" for own in readings)

    def matrix(self, position: int, distant: bool = False) -> Subject | None:
        """The subject whose last chunk is at or before `position`, for a verb right of it."""
        while position >= 0:
            kind = self.chunks[position].kind
            if kind in TRANSPARENT:
                if self.context.words[self.chunks[position].first].lower in ADDING:
                    return None
                position -= 1
                distant = True
                if self.kind(position) is Kind.COORDINATOR and kind is Kind.PREPOSITIONAL:
                    if self.kind(position - 1) is not Kind.PREPOSITIONAL:
                        return None
                    if (
                        self.chunks[position + 1].determiner is not None
                        and self.chunks[position - 1].determiner is None
                    ):
                        return None  # "une situation de violence et du stress": two subjects, the second partitive
                    position -= 1
            elif kind is Kind.NOUN:
                left = self.skip(position - 1, CLOSE)
                while self.kind(left) is Kind.NOUN and self.is_time(left):
                    left = self.skip(left - 1, CLOSE)
                if self.kind(left) not in OBJECT_TAKERS:
                    return self._phrase(position, distant)
                position, distant = left, True
            elif kind is Kind.VERB:
                position, distant = self._before_relative(position), True
            elif kind is Kind.PRONOUN and self.lower(position) in PRONOUN_SUBJECTS:
                is_subject = self.opens_clause(position - 1) and not self.is_compared(position - 1)
                return self._pronoun(position) if is_subject else None
            elif kind in (Kind.PRONOUN, Kind.CLITIC) and self.lower(position) in _STRESSED:
                position -= 1
            else:
                return None
        return None

    def _before_relative(self, verb: int) -> int:
        """The last chunk before the relative clause that `verb` belongs to; -1 where it is in none."""
        left = self.skip(verb - 1, CLOSE)
        if self.kind(left) is Kind.NOUN or (self.kind(left) in TRANSPARENT):
            left = self.skip(left, TRANSPARENT)
            left = left - 1 if self.kind(left) is Kind.NOUN else -1
        elif self.kind(left) is Kind.SUBJECT:
            left -= 1
        if self.kind(left) not in (Kind.WHO, Kind.WHICH):
            return -1
        return left - 1

    def _pronoun(self, position: int) -> Subject | None:
        chunk = self.chunks[position]
        person, shape = PRONOUN_SUBJECTS.get(self.lower(position), ("", ANY_SHAPE))
        left = self.skip(position - 1, TRANSPARENT)
        joined = self.skip(left - 1, TRANSPARENT) if self.kind(left) is Kind.COORDINATOR else -1
        if not person or self.kind(joined) in (Kind.NOUN, Kind.PRONOUN):
            return None
        return Subject(chunk.first, chunk.last, shape, person, is_pronoun=True)

    def _first_or_second(self, start: int, verb: int) -> Subject | None:
        """ "nous" or "vous" before the verb: its subject, where nothing else can be."""
        found = [i for i in range(start, verb) if self.lower(i) in ("nous", "vous")]
        chunk = self.chunks[found[0]]
        left = self.kind(found[0] - 1)
        if (
            left not in (None, Kind.STOP, Kind.CONJUNCTION, Kind.COMMA)
            or self.lower(found[0] - 1) == "comme"
            or not self.opens_clause(found[0] - 1)
        ):
            return None
        if left is Kind.COMMA and any(chunk.kind is Kind.NOUN for chunk in self.chunks[: found[0]]):
            return None  # "La rencontre, qui se tiendra à Séoul, nous offre un cadre": the object
        person, shape = ("1", PLURAL) if self.lower(found[0]) == "nous" else ("2", ANY_SHAPE)
        return Subject(chunk.first, chunk.last, shape, person, is_pronoun=True)

    def _antecedent(self, position: int) -> Subject | None:
        """The phrase that "qui" takes up: any of those in the chain before it ("la fille du maire qui ...")."""
        if self.kind(position) is Kind.COMMA:
            if any(chunk.kind in (Kind.WHO, Kind.WHICH) for chunk in self.chunks[:position]):
                return None
            position -= 1
        if self.kind(position) is Kind.SUBJECT and self.lower(position) == "ce":
            return Subject(self.chunks[position].first, self.chunks[position].last, frozenset(("ms",)))
        last, shape = position, frozenset[str]()
        while position >= 0:
            chunk = self.chunks[position]
            if chunk.kind is Kind.NOUN and chunk.determiner is None and self.lower(position - 1) in ("et", "ou"):
                return None  # "une convention de jours ou heures qui"
            if chunk.kind in (Kind.NOUN, Kind.PREPOSITIONAL):
                shape |= phrase_shape(self.context, self.chunks, position)
                if chunk.kind is Kind.NOUN and self.kind(position - 1) not in (Kind.NOUN, Kind.PREPOSITIONAL):
                    break
            elif chunk.kind is Kind.PRONOUN:
                if self.lower(position) not in PRONOUN_SUBJECTS:
                    return None
                shape |= PRONOUN_SUBJECTS[self.lower(position)][1]
                break
            elif chunk.kind not in (Kind.ADJECTIVE, Kind.PARTICIPLE, Kind.ADVERB):
                break
            position -= 1
        else:
            position = 0
        if not shape or self.kind(position) not in (Kind.NOUN, Kind.PRONOUN, Kind.VERB, Kind.INFINITIVE):
            return None
        if self.kind(position) is Kind.VERB and self._before_relative(position) >= 0:
            return None  # "les informations que l'employeur remet au comité qui serviront"
        governor = self.skip(position - 1, CLOSE)
        if self.kind(governor) is Kind.PARTICIPLE and self.word(governor).tag.verb_form == "part-pres":
            return None
        if self.kind(position) is Kind.NOUN and self.kind(position - 1) in (Kind.COORDINATOR, Kind.COMMA):
            shape |= PLURAL
        if self.kind(position) in (Kind.VERB, Kind.INFINITIVE):
            position += 1
        return Subject(self.chunks[position].first, self.chunks[last].last, shape, is_distant=True)

    def _phrase(self, position: int, distant: bool) -> Subject | None:
        """A noun phrase as the subject: its own shape, widened by what may be coordinated with it."""
        chunk = self.chunks[position]
        if self.is_time(position) and (distant or chunk.first > 0 or self._is_singular(chunk)):
            return None  # "le lendemain arrivent les renforts"
        if chunk.determiner is None and self.context.words[chunk.head].upos == "NOUN" and not self._is_titled(chunk):
            return None
        shape = phrase_shape(self.context, self.chunks, position)
        last = chunk.last
        left = self.skip(position - 1, frozenset((Kind.ADVERB,)))
        joined = self.skip(left, frozenset((Kind.ADVERB, Kind.PREPOSITIONAL)))
        if self.kind(joined) is Kind.COORDINATOR and joined < left and self.lower(joined) in ("et", "ou", "ni"):
            return None  # "le respect de cette règle ou au contraire sa violation"
        if self.kind(left) is Kind.COORDINATOR:
            return self._coordinated(position, left, shape, distant)
        if not self.opens_clause(left) or self.is_compared(left):
            return None
        if self.kind(left) is Kind.WHICH and self.lower(left) == "dont" and self.kind(left - 1) is not None:
            shape |= phrase_shape(self.context, self.chunks, left - 1)
        if self.kind(self.skip(left, TRANSPARENT)) is Kind.COMMA and self.enumerates(left):
            shape |= PLURAL
        return Subject(chunk.first, last, shape, is_distant=distant)

    def _is_singular(self, chunk: Chunk) -> bool:
        """Whether the determiner, or its absence, leaves the phrase singular."""
        return chunk.determiner is None or self.context.words[chunk.determiner].tag.number != "p"

    def _is_titled(self, chunk: Chunk) -> bool:
        """Whether a phrase without determiner is that of a person ("M. Durand") or counted ("deux maisons")."""
        words = self.context.words[chunk.first : chunk.last + 1]
        return words[0].lower in ("m.", "mme", "mlle", "me", "mm.") or any(is_numeral(word) for word in words)

    def _coordinated(self, position: int, coordinator: int, shape: Shape, distant: bool) -> Subject | None:
        """ "NP et NP": plural for sure where the first opens the clause and both have their determiner."""
        if self.lower(coordinator) not in ("et", "mais", "&", "car", "donc", "or"):
            return None
        other = self.skip(coordinator - 1, TRANSPARENT)
        while self.kind(other) is Kind.COORDINATOR and self.is_genitive(other - 1) and self.is_genitive(other + 1):
            other = self.skip(other - 1, TRANSPARENT)  # "le ministère de l'Économie et des Finances et le juge"
        chunk = self.chunks[position]
        if self.kind(other) is Kind.COMMA and self.kind(other - 1) in _NOMINAL:
            return None
        if self.kind(other) is Kind.NOUN and self._is_governed(other - 1):
            return None
        if self.kind(other) is Kind.STOP and self.lower(other) in (")", '"', "»", "”"):
            return None
        if self.kind(other) is Kind.COMMA and self.kind(other - 1) is Kind.STOP and self.lower(other - 1) == ")":
            return None
        if self.kind(other) is Kind.OTHER:
            return None  # "le procureur, le mis en examen et son avocat"
        if self.lower(coordinator) == "et" and self.kind(other) in (Kind.NOUN, Kind.PRONOUN, Kind.CLITIC, Kind.SUBJECT):
            between = [i for i in range(other + 1, coordinator) if self.kind(i) is not Kind.COORDINATOR]
            if any(not self.is_genitive(i) for i in between) or not self.opens_clause(other - 1):
                return None
            if self.kind(other) is Kind.NOUN and self._surely_two(other, position):
                both = shape | phrase_shape(self.context, self.chunks, other)
                both = frozenset(pair[0] + "p" for pair in both)
                return Subject(self.chunks[other].first, chunk.last, both, is_distant=True)
            shape |= PLURAL
        elif self.lower(coordinator) == "et" and self._is_amount(other + 1, coordinator):
            shape |= PLURAL  # "plus de mémoire et un écran sont"
        elif self.lower(coordinator) == "et" and self.kind(other) is Kind.VERB and self._before_relative(other) >= 0:
            shape |= PLURAL  # "le quai où il travaille et le bureau sont fermés"
        return Subject(chunk.first, chunk.last, shape, is_distant=distant)

    def _is_amount(self, first: int, end: int) -> bool:
        """Whether "plus de mémoire" stands among the chunks from `first` to `end` (excluded)."""
        return any(
            self.kind(i) is Kind.ADVERB and self.lower(i) in _AMOUNTS and self.is_genitive(i + 1)
            for i in range(first, end - 1)
        )

    def _is_governed(self, comma: int) -> bool:
        """Whether a list before chunk `comma` may hang on a preposition: "le texte dans les cadres, les pages et"."""
        while self.kind(comma) is Kind.COMMA and self.kind(comma - 1) is Kind.NOUN:
            comma -= 2
        return (
            self.kind(comma) is Kind.COMMA
            and self.kind(comma - 1) is Kind.PREPOSITIONAL
            and not self.is_genitive(comma - 1)
            and self.kind(comma - 2) is Kind.NOUN
        )

    def _surely_two(self, first: int, second: int) -> bool:
        one, two = self.chunks[first], self.chunks[second]
        words = self.context.words
        if one.determiner is None or two.determiner is None or words[one.head].lemma == words[two.head].lemma:
            return False
        if any(words[i].lemma in ("chaque", "tout", "aucun", "nul", "un", "autre") for i in (one.determiner, one.head)):
            return False
        left = first - 1
        while self.kind(left) is Kind.COMMA and self.kind(left - 1) in (Kind.NOUN, Kind.PREPOSITIONAL):
            left = self.skip(left - 1, TRANSPARENT)
            left = left - 1 if self.kind(left) is Kind.NOUN else left
        if self.is_compared(left):
            return False  # "plus ancien que le noyau et un redémarrage est nécessaire"
        return self.kind(left) in (None, Kind.CONJUNCTION, Kind.WHICH) and self.opens_clause(left)
