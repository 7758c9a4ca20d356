"""FR110: a tense or mood that the construction does not allow."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import RELATIVES, conjugated, only_finite
from mtqa.french.analysis import Analysis

_SURE = 0.85
# Verbs whose que-clause is in the subjunctive, whatever their own tense.
_WANTING = frozenset(
    "falloir vouloir souhaiter exiger désirer préférer craindre redouter regretter ordonner suggérer interdire éviter "
    "empêcher permettre".split()
)
# il est important que, c'est dommage que
_JUDGING = frozenset(
    "important nécessaire essentiel indispensable possible impossible souhaitable préférable urgent crucial normal "
    "regrettable inacceptable rare utile inutile primordial impératif temps dommage fondamental inadmissible juste "
    "injuste triste étonnant surprenant naturel improbable impensable".split()
)
# The words before que: bien que, pour que, jusqu'à ce que ...
_CONJUNCTIONS = (
    ("bien",), ("pour",), ("afin",), ("avant",), ("sans",), ("pourvu",), ("à", "moins"), ("à", "condition"),
    ("de", "peur"), ("de", "crainte"), ("en", "attendant"), ("jusqu'", "à", "ce"), ("jusqu'à", "ce"), ("encore",),
    ("malgré",), ("où",),
)  # fmt: skip
_QUOIQUE = frozenset(("quoique", "quoiqu'"))
# Verbs whose que-clause states a fact.
_STATING = frozenset(
    "affirmer annoncer assurer confirmer constater déclarer espérer estimer expliquer indiquer noter préciser promettre "
    "prouver rappeler reconnaître reconnaitre remarquer révéler savoir souligner".split()
)
_STOPS = frozenset((".", ";", ":", "?", "!", "«", '"', "—", "(", ","))
_NEGATING = frozenset("ne n' sans si aucun aucune personne rien jamais".split())


def _clause_verb(context: Context, index: int) -> Word | None:
    """The conjugated verb of the clause that begins after `index`, None where another clause comes between."""
    for word in context.words[index + 1 : index + 14]:
        if word.is_finite:
            # The tagger may doubt the mood, or whether "être" and "avoir" are auxiliaries, not that they are conjugated.
            sure = word.tag.confidence >= _SURE or word.lemma in ("être", "avoir", "faire")
            return word if sure or only_finite(context, word) else None
        if word.upos == "NOUN" and _is_verb_after_nous(context, word, index):
            return word
        if word.lower in RELATIVES or word.upos in ("SCONJ", "CCONJ") or word.text in _STOPS:
            return None
        if word.tag.verb_form == "inf":
            return None
    return None


def _is_verb_after_nous(context: Context, word: Word, index: int) -> bool:
    """Whether the tagger took a verb for a noun: "nous en avions besoin"."""
    between = [other.lower for other in context.words[index + 1 : word.index]]
    return (
        between[:1] in (["nous"], ["vous"])
        and set(between[1:]) <= {"en", "y", "ne", "n'", "le", "la", "les", "l'"}
        and any(
            own.verb_form == "fin" and own.number == "p" and own.person in ("1", "2")
            for own in context.lexicon.analyses(word.text)
        )
    )


def _reading(context: Context, verb: Word) -> Analysis | None:
    """The verb's conjugated reading, by its tag where that is one."""
    readings = [own for own in context.lexicon.analyses(verb.text) if own.verb_form == "fin"]
    same = [own for own in readings if own.mood == verb.tag.mood and own.person == verb.tag.person]
    return next(iter(same or readings), None)


def _moods(context: Context, word: Word) -> frozenset[str]:
    """The moods the form can be read in."""
    return frozenset(own.mood for own in context.lexicon.analyses(word.text) if own.verb_form == "fin")


def _subjunctive(context: Context) -> Iterator[Finding]:
    for word in context.words:
        governor = _subjunctive_governor(context, word)
        if governor is None:
            continue
        verb = _clause_verb(context, word.index)
        if verb is None or not (moods := _moods(context, verb)) or "sub" in moods:
            continue
        yield context.finding(
            verb,
            verb,
            f"After “{governor}” the verb stands in the subjunctive.",
            conjugated(context, verb.lemma, person=verb.tag.person or "3", plural=verb.tag.number == "p", mood="sub"),
        )


def _subjunctive_governor(context: Context, word: Word) -> str | None:
    """What asks for the subjunctive after "que" at `word`, as it is written; None where nothing does."""
    if word.lower in _QUOIQUE:
        return word.text
    if word.lower not in ("que", "qu'") or not word.index:
        return None
    for phrase in _CONJUNCTIONS:
        start = word.index - len(phrase)
        if start >= 0 and tuple(other.lower for other in context.words[start : word.index]) == phrase:
            if phrase == ("bien",) and start and _is_adverbial(context.words[start - 1]):
                return None
            return None if phrase == ("où",) or _compares(context, start) else f"{' '.join(phrase)} que"
    before = _skip_adverbs(context, word.index - 1)
    if before is None:
        return None
    if before.upos == "VERB" and any(own.lemma in _WANTING for own in context.lexicon.analyses(before.text)):
        return f"{before.text} que"
    if before.lower in _JUDGING or before.lemma in _JUDGING:
        return _judged(context, before)
    return None


def _is_adverbial(word: Word) -> bool:
    """ "Je vois bien que", "si bien que", "il sait très bien que": no concession."""
    return word.is_word and (
        word.upos in ("VERB", "AUX", "PRON")
        or word.lower in ("si", "très", "aussi", "tout", "fort", "assez", "trop", "plus", "pas", "ou")
    )


def _compares(context: Context, start: int) -> bool:
    """ "Plus avant que", "il compte plus pour eux que": the words before rule the conjunction out."""
    return start > 0 and context.words[start - 1].lower in ("plus", "moins", "mieux", "autant", "aussi")


def _skip_adverbs(context: Context, index: int) -> Word | None:
    while index >= 0 and context.words[index].lower in ("pas", "aussi", "absolument", "donc", "vraiment", "toujours"):
        index -= 1
    return context.word(index)


def _judged(context: Context, judgement: Word) -> str | None:
    """ "il est important que": the impersonal sentence around a judgement."""
    near = context.words[max(0, judgement.index - 5) : judgement.index]
    if any(word.lower in ("plus", "moins", "aussi", "si", "peu", "tellement") for word in near[-1:]):
        near = near[:-1]
    for word in near:
        if word.lemma == "être" and word.is_finite and word.index:
            subject = context.words[word.index - 1].lower
            if subject in ("il", "c'", "ce", "n'", "serait") and near[-1].index >= word.index:
                return f"{judgement.text} que"
    return None


def _indicative(context: Context) -> Iterator[Finding]:
    if "?" in context.text or "!" in context.text:
        return
    for word in context.words:
        if word.lower not in ("que", "qu'") or word.upos != "SCONJ" or not word.index:
            continue
        before = _skip_adverbs(context, word.index - 1)
        if before is None or before.upos != "VERB" or before.lemma not in _STATING or not _plain(context, before):
            continue
        verb = _clause_verb(context, word.index)
        if verb is None or _moods(context, verb) != {"sub"} or verb.lower in ("soit", "soient", "puisse", "fût", "eût"):
            continue
        if verb.tag.tense != "pres":
            continue
        yield context.finding(
            verb,
            verb,
            f"After “{before.text} que” the verb stands in the indicative.",
            conjugated(context, verb.lemma, person=verb.tag.person or "3", plural=verb.tag.number == "p"),
        )


def _plain(context: Context, verb: Word) -> bool:
    """Whether nothing denies or doubts the statement."""
    return verb.tag.verb_form in ("fin", "part-past") and not any(
        word.lower in _NEGATING for word in context.words[: verb.index]
    )


def _condition(context: Context) -> Iterator[Finding]:
    """ "Si j'aurais su, je serais venu": both clauses in the conditional."""
    for word in context.words:
        if word.lower not in ("si", "s'") or word.upos != "SCONJ" or not _opens(context, word):
            continue
        verb = _clause_verb(context, word.index)
        if verb is None or _moods(context, verb) != {"cnd"} or verb.lemma in ("pouvoir", "devoir"):
            continue  # "si les prix pourraient baisser, ils devraient remonter" concedes
        main = next((other for other in context.words[verb.index + 1 :] if other.is_finite), None)
        comma = next((other for other in context.words[verb.index + 1 :] if other.lower == ","), None)
        if main is None or comma is None or _moods(context, main) != {"cnd"} or main.index < comma.index:
            continue
        yield context.finding(
            verb,
            verb,
            "A condition with “si” takes no conditional.",
            conjugated(context, verb.lemma, person=verb.tag.person, plural=verb.tag.number == "p", tense="imp"),
        )


def _opens(context: Context, word: Word) -> bool:
    before = context.word(word.index - 1)
    return before is None or word.index == 0 or before.text in ("«", "“", '"') or before.lower in ("mais", "et", "car")


def _if_and_when(context: Context) -> Iterator[Finding]:
    """ "si et quand" copies "if and when": of a time to come French speaks in the future."""
    for word in context.words[2:]:
        if word.lower not in ("quand", "lorsque", "lorsqu'") or context.words[word.index - 1].lower != "et":
            continue
        if context.words[word.index - 2].lower != "si":
            continue
        verb = _clause_verb(context, word.index)
        reading = None if verb is None else _reading(context, verb)
        if verb is None or reading is None or reading.mood != "ind" or reading.tense not in ("imp", "past"):
            continue
        yield context.finding(
            verb,
            verb,
            f"After “si et {word.text}” a time to come is meant: the future.",
            conjugated(context, reading.lemma, person=reading.person, plural=reading.number == "p", tense="fut"),
        )


RULES = (
    Rule(
        "FR110",
        "missing-subjunctive",
        _subjunctive,
        must_fail=(
            "Il faut que tu ⟦viens⟧ demain.",
            "Le maire a fermé le pont pour que les camions ne ⟦peuvent⟧ plus passer.",
            "Ils attendent jusqu'à ce que la pluie ⟦prend⟧ fin.",
            "Bien que le prix ⟦est⟧ élevé, il achète.",
            "Il est important que le public ⟦sait⟧ tout.",
        ),
        must_pass=(
            "Il faut que tu viennes demain.",
            "Elle sait très bien que le prix est élevé.",
            "Il pleut, si bien que la route est coupée.",
            "Il parle plus fort que son frère ne peut le faire.",
            "Bien que malade, il travaille.",
            "Il faut que le pays avance.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR110",
        "missing-indicative",
        _indicative,
        must_fail=(
            "Le ministre a déclaré que la loi ⟦fasse⟧ peur.",
            "Elle espère que son fils ⟦vienne⟧ demain.",
            "Il sait que la porte ⟦ait⟧ été fermée.",
        ),
        must_pass=(
            "Il n'affirme pas que la loi fasse peur.",
            "Elle demande que son fils vienne.",
            "Espère-t-il que son fils vienne ?",
            "Il a dit qu'il vienne me voir.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR110",
        "conditional-after-si",
        _condition,
        must_fail=(
            "Si j'⟦aurais⟧ su, je serais venu.",
            "Si le gouvernement ⟦voudrait⟧, il pourrait agir.",
            "Si nous ⟦serions⟧ riches, nous partirions.",
        ),
        must_pass=(
            "Si j'avais su, je serais venu.",
            "Il se demande si elle viendrait.",
            "Si le film aurait pu plaire, il a déçu.",
            "Je ne sais pas s'il serait d'accord, mais il viendrait.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR110",
        "past-after-if-and-when",
        _if_and_when,
        must_fail=(
            "Nous interviendrons si et quand la situation l'⟦exigeait⟧.",
            "Ils sont prêts à partir si et quand le port ⟦ouvrait⟧.",
            "Elle paiera si et lorsque la banque le ⟦demandait⟧.",
        ),
        must_pass=(
            "Nous interviendrons si et quand la situation l'exigera.",
            "Il ne savait ni si ni quand elle viendrait.",
            "On ignore si et quand il partira.",
            "Il chantait quand elle entrait.",
        ),
        confidence=0.75,
    ),
)
