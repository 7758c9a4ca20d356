"""FR101: a conjugated form, participle or noun where a preposition wants an infinitive."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.quantities import COLLECTIVES
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import (
    after_adverbs,
    before_verb,
    is_gerund,
    only_finite,
    participle_lemma,
)
from mtqa.detecting.verb_subjects import is_object
from mtqa.french.bare_nouns import BareNouns

_CERTAIN = 0.95
_PREPOSITIONS = frozenset("pour sans de d' à afin".split())
# These take à or de with an infinitive; those of _ONLY_INFINITIVE no noun without an article.
_ONLY_INFINITIVE = frozenset("commencer continuer essayer tenter cesser réussir hésiter".split())
_TAKING_INFINITIVE = _ONLY_INFINITIVE | frozenset(
    "parvenir décider refuser accepter promettre permettre aider inviter forcer obliger contraindre autoriser empêcher "
    "chercher arriver menacer oublier proposer choisir éviter interdire craindre risquer appeler pousser viser "
    "servir consister".split()
)
_TAKING_FOR = frozenset("tenir passer donner laisser considérer compter réputer".split())
_INSIDE = frozenset("le la les l' me m' te t' se s' y".split())


def _after_preposition(context: Context) -> Iterator[Finding]:
    for word in context.among(_PREPOSITIONS):
        if word.upos != "ADP":
            continue
        verb = context.word(word.index + 1)
        while verb is not None and verb.lower in _INSIDE and verb.upos in ("PRON", "ADV"):
            verb = context.word(verb.index + 1)
        if verb is None or not verb.text.islower() or not verb.text.isalpha() or len(verb.text) < 2:
            continue
        if _is_counted(context, word):
            continue
        if (
            only_finite(context, verb)
            or _is_gerund(context, verb)
            or _is_governed(context, word, verb)
            or _has_object(context, verb)
            or _is_bare_participle(context, word, verb)
        ):
            lemmas = {own.lemma for own in context.lexicon.analyses(verb.text) if own.verb_form}
            yield context.finding(
                verb,
                verb,
                f"After “{word.text}” the infinitive must stand.",
                lemmas.pop() if len(lemmas) == 1 else None,
            )


def _is_counted(context: Context, preposition: Word) -> bool:
    """Whether what follows is counted, and so a noun, though the lexicon may have none: "un certain nombre de patches"."""
    before = context.word(preposition.index - 1)
    return preposition.lower in ("de", "d'") and before is not None and before.lemma in COLLECTIVES


def _is_governed(context: Context, preposition: Word, verb: Word) -> bool:
    """Whether the verb before the preposition takes an infinitive, and a participle or a bare noun stands there."""
    governor = before_verb(context, preposition.index, clitics=False)
    if governor is None or governor.upos != "VERB" or verb.index != preposition.index + 1:
        return False
    before = context.words[max(0, governor.index - 3) : governor.index]
    if governor.tag.verb_form == "part-past" and not any(word.lemma == "avoir" for word in before):
        return False  # "l'installation réussie de paquets"
    if governor.lemma in _TAKING_INFINITIVE and (is_gerund(verb) or participle_lemma(context, verb) is not None):
        return verb.upos in ("VERB", "AUX") and not _has_noun(context, verb)
    if governor.lemma in _TAKING_INFINITIVE and verb.upos == "VERB" and verb.tag.confidence >= _CERTAIN:
        return verb.tag.verb_form in ("fin", "part-past")
    if governor.lemma not in _ONLY_INFINITIVE or verb.upos != "NOUN" or verb.tag.confidence < _CERTAIN:
        return False
    return not BareNouns.load().seen(preposition.lower, verb.lower) or preposition.lower in ("de", "d'")


def _has_object(context: Context, verb: Word) -> bool:
    """Whether a participle has an object of its own, as only a verb has: "pour dénoncées leur quotidien"."""
    if participle_lemma(context, verb) is None or verb.upos not in ("VERB", "AUX") or _has_noun(context, verb):
        return False
    after = after_adverbs(context, verb.index)
    if after is None or after.upos != "DET" or after.lower in ("des", "du", "de"):
        return False
    return verb.lemma not in ("devenir", "dire", "nommer", "appeler") and is_object(context, after.index)


def _is_bare_participle(context: Context, preposition: Word, verb: Word) -> bool:
    """ "pour entré dans": after "pour" and "sans" a participle stands but in "laissé pour mort", "tenu pour responsable"."""
    if preposition.lower not in ("pour", "sans") or verb.index != preposition.index + 1 or not verb.lower.endswith("é"):
        return False
    if verb.upos != "VERB" or verb.tag.confidence < 0.85 or _has_noun(context, verb):
        return False
    governors = context.words[max(0, preposition.index - 4) : preposition.index]
    after = context.word(verb.index + 1)
    follows = after is not None and after.upos in ("ADP", "ADP+DET", "DET")
    return follows and not any(word.lemma in _TAKING_FOR for word in governors)


def _has_noun(context: Context, word: Word) -> bool:
    return any(own.category in ("NOUN", "ADV", "ADP") for own in context.lexicon.analyses(word.text))


def _is_gerund(context: Context, verb: Word) -> bool:
    """Whether the form is a present participle and nothing else; only "en" goes before one."""
    readings = context.lexicon.analyses(verb.text)
    return bool(readings) and all(reading.verb_form == "part-pres" for reading in readings)


RULES = (
    Rule(
        "FR101",
        "conjugated-after-preposition",
        _after_preposition,
        must_fail=(
            "Il travaille pour ⟦obtient⟧ une place.",
            "Elle a commencé à ⟦mangé⟧ seule.",
            "Ils essaient de ⟦réforme⟧ le pays.",
            "Elle est partie sans ⟦disons⟧ un mot.",
            "Il a décidé de ⟦prend⟧ le train.",
            "Il a pris le micro pour ⟦parlé⟧ à la foule.",
        ),
        must_pass=(
            "Il le dit après l'installation réussie de paquets.",
            "Il applique un certain nombre de patches.",
            "Il travaille pour gagner sa vie.",
            "Il vient de loin.",
            "Il continue à pied.",
            "Elle parle de mesures prises hier.",
            "Pour peu qu'il vienne, nous jouerons.",
            "Un homme de garde surveille la porte.",
        ),
        confidence=0.9,
    ),
)
