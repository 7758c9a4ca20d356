"""FR107: "pour" before an infinitive that the verb reaches with "de", "à" or nothing: "promettre pour venir"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import noun_phrase
from mtqa.detecting.rules.government import is_surely_verb
from mtqa.detecting.rules.rule import Rule
from mtqa.french.joining import joined
from mtqa.french.persons import can_be_asked

# The marker that each verb has in place of "pour". English "to" and German "zu" stand there alike.
_RIGHT = {
    **dict.fromkeys(
        "demander permettre conseiller déconseiller interdire ordonner recommander proposer promettre refuser menacer "
        "essayer tenter décider éviter convaincre persuader empêcher supplier prier sommer envisager".split(),
        "de",
    ),
    **dict.fromkeys("commencer continuer réussir hésiter parvenir obliger forcer contraindre inciter exhorter "
                    "encourager autoriser".split(), "à"),
    **dict.fromkeys("espérer pouvoir devoir vouloir oser préférer désirer souhaiter".split(), ""),
}  # fmt: skip
# After their object, the person: "demander aux voisins pour venir".
_WITH_PERSON = frozenset(
    "demander permettre conseiller interdire ordonner recommander proposer promettre convaincre persuader empêcher "
    "supplier prier sommer obliger forcer contraindre inciter exhorter encourager autoriser inviter dire".split()
)
_ALSO_WITH_PERSON = {"inviter": "à", "dire": "de"}
_CLITICS = frozenset("me m' te t' se s' le la les l' lui leur y en nous vous ne n' pas plus".split())
_RECIPIENTS = frozenset("lui leur me m' te t' nous vous".split())
_OBJECTS = frozenset("tout rien cela ça ce que qu' l' le la les en quoi se s'".split())
_PHRASES = frozenset(
    "ainsi dire autant le l'instant l'heure sa leur ma notre finir commencer conclure mémoire résumer".split()
)


_POUR = frozenset(("pour",))


def _find(context: Context) -> Iterator[Finding]:
    flagged: dict[str, tuple[Word | None, str | None]] = {}
    for word in context.among(_POUR, 1):
        if word.index == 0:
            continue
        infinitive = _infinitive_after(context, word.index + 1)
        if infinitive is None or infinitive.lower in _PHRASES:
            continue
        verb, right = _verb_before(context, word)
        if (verb is None or right is None) and context.words[word.index - 1].lower in ("et", "ou"):
            verb, right = flagged.get("last", (None, None))
        if verb is None or right is None:
            continue
        flagged["last"] = (verb, right)
        follower = context.words[word.index + 1]
        text = f"After “{verb.text}” an infinitive takes {f'“{right}”' if right else 'no preposition'}, not “pour”."
        elided = right == "de" and joined(right, follower.text).startswith("d'")
        suggestion = None if elided else right
        yield context.finding(word, word, text, suggestion)


def _infinitive_after(context: Context, index: int) -> Word | None:
    while (word := context.word(index)) is not None and word.lower in _CLITICS:
        index += 1
    return word if word is not None and word.tag.verb_form == "inf" and word.tag.confidence >= 0.8 else None


def _verb_before(context: Context, pour: Word) -> tuple[Word | None, str | None]:
    """The verb whose infinitive "pour" opens, right before it or before a person, and its own marker."""
    verb = context.words[pour.index - 1]
    if verb.upos in ("VERB", "AUX") and verb.lemma in _RIGHT | _ALSO_WITH_PERSON:
        right = _RIGHT.get(verb.lemma)
        reached = any(word.lower in _RECIPIENTS for word in context.words[max(0, verb.index - 3) : verb.index])
        if verb.lemma in _ALSO_WITH_PERSON:
            right = _ALSO_WITH_PERSON["dire"] if verb.lemma == "dire" and reached else None
        return (verb, right) if _can_take(context, verb, reached) else (None, None)
    for start in range(pour.index - 2, max(-1, pour.index - 7), -1):
        verb = context.words[start]
        if verb.lemma in _WITH_PERSON and is_surely_verb(context, verb, 0.8):
            phrase = noun_phrase(context, start + 1)
            if phrase is None and context.words[start + 1].lower == "à":
                phrase = noun_phrase(context, start + 2)
            if phrase is None or phrase.last != pour.index - 1 or phrase.determiner is None:
                return None, None
            head = context.words[phrase.head]
            right = _RIGHT.get(verb.lemma, _ALSO_WITH_PERSON.get(verb.lemma))
            person = head.upos == "NOUN" and can_be_asked(head.lemma)
            return (verb, right) if person and _is_active(context, verb) else (None, None)
    return None, None


def _can_take(context: Context, verb: Word, reached: bool) -> bool:
    """Whether the verb has no object before it and is active; some passives take "pour" as well."""
    if not is_surely_verb(context, verb, 0.7):
        return False
    before = context.words[max(0, verb.index - 4) : verb.index]
    if verb.tag.verb_form == "inf" and len(before) > 1 and before[-1].lower == "à" and before[-2].upos == "NOUN":
        return False  # "les fichiers à essayer pour répondre": the noun is the object
    if any(word.lower in _OBJECTS and word.upos != "DET" for word in before):
        return reached and verb.lemma in ("dire", "demander", "permettre", "proposer", "ordonner", "conseiller")
    if verb.tag.verb_form == "part-past":
        passive = verb.lemma in ("permettre", "conseiller", "interdire", "empêcher")
        return passive or _is_active(context, verb)
    return verb.is_finite or verb.tag.verb_form == "inf"


def _is_active(context: Context, verb: Word) -> bool:
    before = context.words[max(0, verb.index - 4) : verb.index]
    if verb.tag.verb_form != "part-past":
        return True
    return any(word.lemma == "avoir" for word in before) and before[-1].lower != "été"


# Verbs with a bare infinitive, in every register of today's French.
_BARE = frozenset("espérer vouloir pouvoir devoir falloir oser sembler adorer penser compter savoir".split())


_DE = frozenset(("de", "d'"))


def _extra_de(context: Context) -> Iterator[Finding]:
    """ "nous espérons de vous voir"."""
    for verb, link in context.pairs(second=_DE):
        if verb.lemma not in _BARE and verb.lower not in ("faut", "faudra", "faudrait", "fallait"):
            continue
        if not is_surely_verb(context, verb, 0.8) or verb.tag.verb_form == "inf":
            continue
        before = context.words[max(0, verb.index - 4) : verb.index]
        if any(word.lower in ("en", "que", "qu'", "ce", "se", "s'", "me", "te") for word in before):
            continue
        after = context.word(link.index + 1)
        if after is not None and after.lower == "plus":
            continue  # "il peut de plus constater"
        if [word.lower for word in before[-2:]] in (["nous", "nous"], ["vous", "vous"]):
            continue  # "nous nous devons de"
        if verb.tag.verb_form == "part-past" and not _is_active(context, verb):
            continue
        if _infinitive_after(context, link.index + 1) is not None:
            yield context.finding(link, link, f"After “{verb.text}” the infinitive takes no “{link.text}”.", "")


RULES = (
    Rule(
        "FR107",
        "pour-before-infinitive",
        _find,
        must_fail=(
            "Le directeur a promis ⟦pour⟧ baisser les prix.",
            "Ils ont refusé ⟦pour⟧ signer le contrat.",
            "Le médecin conseille à ses patients ⟦pour⟧ marcher une heure.",
            "Les ouvriers ont commencé ⟦pour⟧ creuser le tunnel.",
            "Un panneau leur dit ⟦pour⟧ ralentir.",
            "Ils ont décidé ⟦pour⟧ fermer la mine et ⟦pour⟧ partir.",
        ),
        must_pass=(
            "Voici les fichiers à essayer pour répondre à une requête.",
            "Le directeur a promis de baisser les prix.",
            "Il a tout tenté pour sauver son chien.",
            "Elle est invitée pour chanter ses chansons.",
            "On l'a dit pour rassurer les clients.",
            "Il faut du courage pour partir.",
            "Il continue, pour ainsi dire, à dormir.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "de-before-bare-infinitive",
        _extra_de,
        must_fail=(
            "Nous espérons ⟦de⟧ vous revoir bientôt.",
            "Il faut ⟦de⟧ partir avant la nuit.",
            "Elle veut ⟦d'⟧aller à la mer.",
        ),
        must_pass=(
            "Il peut de plus constater les dégâts.",
            "Nous espérons vous revoir bientôt.",
            "Il en faut de bons.",
            "Ce que vous voulez, de toute façon, c'est partir.",
            "Elle pense de temps en temps partir.",
        ),
        confidence=0.85,
    ),
)
