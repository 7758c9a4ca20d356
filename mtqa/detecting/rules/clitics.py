"""FR108: object pronouns before a verb: person, order, weak and strong forms."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_surely_finite
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import clitics, complements
from mtqa.french.government import government

_OBJECTS = frozenset("ne n' se s' me m' te t' le la les l' lui leur y en nous vous".split())
_REFLEXIVE = {"je": "me", "j'": "me", "tu": "te", "nous": "nous", "vous": "vous"}


_SE = frozenset(("se", "s'"))


def _reflexive_person(context: Context) -> Iterator[Finding]:
    for subject, word in context.pairs(second=_SE):
        if subject.lower not in _REFLEXIVE or subject.upos != "PRON":
            continue
        after = context.word(word.index + 1)
        before = context.word(subject.index - 1)
        if after is None or not after.is_finite or (before is not None and before.upos in ("ADP", "ADP+DET")):
            continue
        if after.tag.person == "3" and subject.lower in ("nous", "vous"):
            continue  # "ce qui nous s'est ..." is broken otherwise
        right = _REFLEXIVE[subject.lower]
        yield context.finding(word, word, f"The reflexive pronoun of “{subject.text}” is “{right}”.", right)


_FIRST = frozenset("me m' te t' se s' nous vous".split())
_SECOND = frozenset("le la les".split())
_BEFORE_NE = (_FIRST | _SECOND) - {"nous", "vous"}
_THIRD = frozenset("lui leur".split())


_ORDERED = _BEFORE_NE | _THIRD


def _clitic_order(context: Context) -> Iterator[Finding]:
    for left, right in context.pairs(first=_ORDERED):
        after = context.word(right.index + 1)
        if after is None or (left.upos != "PRON" and left.lower != "leur") or left.index == 0:
            continue
        follows = after.is_finite and is_surely_finite(context, after, 0.8)
        before = context.words[left.index - 1]
        if (
            left.lower in _THIRD
            and right.lower in _SECOND
            and (right.upos == "PRON" or left.lower == "leur")
            and follows
            and before.upos in ("PRON", "ADV")
        ):
            yield context.finding(
                left, right, f"“{right.text}” comes before “{left.text}”.", f"{right.text} {left.text}"
            )
        elif (
            left.lower in _SECOND
            and right.lower in ("me", "te", "se", "m'", "t'", "s'")
            and follows
            and right.upos == "PRON"
        ):
            if before.lower != "en" and before.upos != "DET":
                yield context.finding(left, right, f"“{right.text}” comes before “{left.text}”.", None)
        elif left.lower in _BEFORE_NE and right.lower in ("ne", "n'") and (after.is_finite or after.lower in _OBJECTS):
            yield context.finding(left, right, f"“ne” comes before “{left.text}”.", f"ne {left.text}")


_TONIC = frozenset(("eux", "il", "ils"))


def _tonic_object(context: Context) -> Iterator[Finding]:
    """ "maîtriser eux", "utiliser il": the object of a verb stands before it, in its weak form."""
    weak = {"eux": "les", "il": "le", "ils": "les"}
    for verb, word in context.pairs(second=_TONIC):
        if word.text not in weak or verb.upos != "VERB" or not context.gap(verb, word).isspace():
            continue
        if verb.tag.verb_form not in ("inf", "fin") or verb.lemma in (
            "être",
            "falloir",
            "dire",
            "répondre",
            "demander",
        ):
            continue
        if word.text in ("il", "ils") and verb.tag.verb_form != "inf":
            continue
        frame = government(verb.lemma)
        after = context.word(word.index + 1)
        if frame is None or not frame.direct_object or verb.tag.confidence < 0.9:
            continue
        if after is None or after.upos not in ("PUNCT", "ADP", "ADP+DET", "CCONJ", "SCONJ"):
            continue
        if after.lower == "et" or after.text in (",", "(", "-", "–"):
            continue
        yield context.finding(word, word, f"As an object “{word.text}” becomes “{weak[word.text]}” before the verb.")


# A verb takes one case where the other was hardly ever seen before it.
_ENOUGH = 12
_SHARE = 0.03


_THIRD_PERSON = frozenset(("lui", "leur", "le", "la", "les"))


def _case(context: Context) -> Iterator[Finding]:
    """ "il lui regarde", "elle les répond"."""
    for word, verb in context.pairs(first=_THIRD_PERSON):
        dative = word.lower in ("lui", "leur")
        if word.upos != "PRON" or not (dative or word.lower in ("le", "la", "les")) or not verb.tag.verb_form:
            continue
        main = _main_verb(context, verb)
        before = context.word(word.index - 1)
        if (
            main is None
            or main.tag.confidence < 0.8
            or before is None
            or before.upos not in ("PRON", "NOUN", "PROPN", "ADV", *(("ADP",) if verb.tag.verb_form == "inf" else ()))
        ):
            continue
        counts, after = clitics(main.lemma), context.word(main.index + 1)
        of_case, other = (
            counts.get(case, 0) for case in (("dative", "accusative") if dative else ("accusative", "dative"))
        )
        if other < _ENOUGH or of_case > _SHARE * other or (after is not None and after.upos in ("DET", "NUM", "NOUN")):
            continue
        if not dative and (main.lemma == "parler" or _takes_object(main.lemma)):
            continue
        right = _OTHER_CASE[word.lower]
        yield context.finding(word, word, f"“{main.text}” takes “{right}”, not “{word.text}”.", right)


def _takes_object(lemma: str) -> bool:
    counts = complements(lemma)
    return counts.get("np", 0) > 0.08 * sum(counts.values())


_OTHER_CASE = {"lui": "le", "leur": "les", "le": "lui", "la": "lui", "les": "leur"}


def _main_verb(context: Context, verb: Word) -> Word | None:
    """The verb itself, or the participle after avoir; None after être."""
    if verb.lemma not in ("avoir", "être"):
        return verb
    for word in context.words[verb.index + 1 : verb.index + 4]:
        if word.tag.verb_form == "part-past" and verb.lemma == "avoir":
            return word
        if word.upos != "ADV":
            return None
    return None


_TELLING = frozenset("demander dire donner expliquer montrer offrir envoyer écrire répondre permettre proposer".split())
_WEAK = {"moi": "me", "toi": "te", "lui": "lui", "elle": "lui", "eux": "leur", "elles": "leur"}


_A = frozenset(("à",))


def _strong_recipient(context: Context) -> Iterator[Finding]:
    """ "il a demandé à moi de venir": the one addressed is a pronoun before the verb."""
    for link, word in context.pairs(first=_A):
        verb, after = context.word(link.index - 1), context.word(word.index + 1)
        if (
            word.lower not in _WEAK
            or verb is None
            or verb.lemma not in _TELLING
            or verb.upos != "VERB"
            or after is None
        ):
            continue
        if after.lower not in ("de", "d'", "que", "qu'", "un", "une", "le", "la", "des") or verb.tag.confidence < 0.8:
            continue
        text = f"French says it with “{_WEAK[word.lower]}” before the verb."
        yield context.finding(link, word, text)


RULES = (
    Rule(
        "FR108",
        "strong-recipient",
        _strong_recipient,
        must_fail=(
            "Il a demandé ⟦à moi⟧ de venir.",
            "Elle a dit ⟦à eux⟧ que le train partait.",
            "Ils expliquent ⟦à lui⟧ le problème.",
        ),
        must_pass=(
            "Il m'a demandé de venir.",
            "Elle parle à lui seul.",
            "Il a donné à elle seule dix euros.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR108",
        "reflexive-person",
        _reflexive_person,
        must_fail=(
            "Je ⟦se⟧ lave les mains.",
            "Nous ⟦se⟧ levons à six heures.",
            "Tu ⟦se⟧ trompes de porte.",
        ),
        must_pass=(
            "Je me lave les mains.",
            "Il se lève à six heures.",
            "Pour vous se lève le soleil.",
            "Entre nous se trouve une table.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR108",
        "clitic-order",
        _clitic_order,
        must_fail=(
            "Il ⟦lui les⟧ donne chaque matin.",
            "Elle ⟦leur les⟧ prépare chaque soir.",
            "Il ⟦le ne⟧ voit pas.",
            "Elle ⟦se n'⟧est pas levée.",
        ),
        must_pass=(
            "Il les lui donne chaque matin.",
            "Il ne le voit pas.",
            "Vous ne la leur montrez pas.",
            "Je le lui ai dit.",
            "La leur les inquiète.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR108",
        "tonic-object",
        _tonic_object,
        must_fail=(
            "Vous pouvez utiliser ⟦il⟧ avec de l'eau.",
            "Il faut aider ⟦eux⟧ pendant la crise.",
            "Le voisin connaît ⟦eux⟧ depuis longtemps.",
        ),
        must_pass=(
            "Vous pouvez vous occuper d'eux.",
            "Il faut les aider, eux aussi.",
            "Ce sont eux.",
            "Personne ne travaille plus qu'eux.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR108",
        "pronoun-case",
        _case,
        must_fail=(
            "Les voisins ⟦lui⟧ regardent passer.",
            "Elles ⟦lui⟧ ont remercié hier.",
            "Il ⟦les⟧ répond sans attendre.",
        ),
        must_pass=(
            "Elle lui a sauvé la vie.",
            "Elle leur répond sans attendre.",
            "Il le regarde passer.",
            "On lui permet de partir.",
        ),
        confidence=0.8,
    ),
)
