"""FR107: the infinitive after a verb and its object: "demander à quelqu'un de", "inviter quelqu'un à"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import noun_phrase
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import infinitives
from mtqa.french.joining import joined

# Verbs whose object is reached with "à": the infinitive takes "de".
_WITH_DATIVE = frozenset(
    "demander permettre interdire proposer conseiller promettre reprocher ordonner recommander suggérer dire défendre "
    "commander déconseiller pardonner imposer enjoindre".split()
)
# Verbs with a direct object, by what the infinitive takes.
_WITH_OBJECT = {
    **dict.fromkeys(
        "aider inviter inciter encourager autoriser contraindre pousser amener appeler habituer condamner exhorter "
        "entraîner conduire engager".split(),
        "à",
    ),
    **dict.fromkeys(
        "accuser empêcher convaincre persuader prier soupçonner charger dissuader remercier féliciter supplier "
        "sommer menacer suspecter".split(),
        "de",
    ),
}
_CLITICS = frozenset("me m' te t' le la les l' lui leur y en nous vous se s' ne n' pas plus".split())


_GOVERNING = frozenset((*_WITH_DATIVE, *_WITH_OBJECT))


def _find(context: Context) -> Iterator[Finding]:
    for verb in context.of_lemma(_GOVERNING):
        if verb.upos != "VERB" or verb.tag.confidence < 0.8:
            continue
        start = context.word(verb.index + 1)
        if start is None:
            continue
        if verb.lemma in _WITH_DATIVE and start.lower in ("à", "au", "aux"):
            right, begin = "de", start.index + (start.lower == "à")
        elif verb.lemma in _WITH_OBJECT and start.upos in ("DET", "PROPN"):
            right, begin = _WITH_OBJECT[verb.lemma], start.index
        else:
            continue
        yield from _after_object(context, verb, begin, right)


def _after_object(context: Context, verb: Word, begin: int, right: str) -> Iterator[Finding]:
    """The finding where the infinitive after the object that begins at `begin` has the wrong marker or none."""
    phrase = noun_phrase(context, begin)
    if phrase is None or context.words[phrase.head].upos not in ("NOUN", "PROPN"):
        return
    marker = context.word(phrase.last + 1)
    if marker is None:
        return
    if marker.tag.verb_form == "inf" and marker.tag.confidence >= 0.9 and verb.lemma != "appeler":
        text = f"After “{verb.text}” and its object an infinitive takes “{right}”."
        yield context.finding(marker, marker, text, joined(right, marker.text))
        return
    if marker.lower not in ("à", "de", "d'") or (marker.lower == "à") == (right == "à"):
        return
    own = "à" if marker.lower == "à" else "de"
    if infinitives("NOUN", context.words[phrase.head].lemma).get(own, 0) >= 3:
        return  # "encourager la volonté de partir"
    index = marker.index + 1
    while (word := context.word(index)) is not None and word.lower in _CLITICS:
        index += 1
    if word is not None and word.tag.verb_form == "inf" and word.lower not in ("partir", "savoir", "compter"):
        text = f"After “{verb.text}” and its object an infinitive takes “{right}”."
        yield context.finding(marker, marker, text, right)


RULES = (
    Rule(
        "FR107",
        "object-infinitive",
        _find,
        must_fail=(
            "Le juge demande au témoin ⟦à⟧ répondre.",
            "Elle invite les voisins ⟦de⟧ venir demain.",
            "La police empêche les passants ⟦à⟧ entrer.",
            "La loi permet aux élèves ⟦choisir⟧ une langue.",
        ),
        must_pass=(
            "Le juge demande au témoin de répondre.",
            "Elle encourage la volonté de partir.",
            "Il appelle le fils à la rescousse.",
            "Le maire invite les voisins à venir.",
            "Il conduit une machine à coudre.",
        ),
        confidence=0.85,
    ),
)
