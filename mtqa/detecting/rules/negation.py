"""FR109: "ne" without its other half, or without its verb."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule

NE = frozenset(("ne", "n'"))
# The other half of "ne" after it, and what may be it before ("personne ne vient").
_AFTER = frozenset(
    "pas plus jamais rien personne aucun aucune aucuns aucunes nul nulle nuls nulles guère point que qu' ni mie goutte "
    "mot nullement aucunement quiconque depuis cesse garde cure égal".split()
)
_BEFORE = frozenset("personne rien aucun aucune aucuns aucunes nul nulle nuls nulles ni jamais quiconque sans".split())
# Verbs that do without it, and phrases: "je n'ose", "on ne sait", "n'importe", "ne vous en déplaise".
_ALONE = frozenset(
    "pouvoir savoir oser cesser bouger importer empêcher déplaire daigner manquer plaire souffler tarder".split()
)
_COULD = frozenset("saurait sauraient saurais saurions sauriez".split())  # also read as forms of "saurer"
# What brings an expletive ne: "avant qu'il ne parte", "plus tôt qu'il ne le croit", "de peur de ne".
_EXPLETIVE = frozenset(
    "craindre redouter peur crainte éviter empêcher avant sans si nier douter doute risque risquer inquiétude danger "
    "menace".split()
)
# With "que" after them: "plus tôt qu'il ne le croit", "à moins qu'il ne vienne".
_COMPARING = frozenset(
    "plus moins aussi autre autrement mieux pire moindre meilleur plutôt davantage trop depuis tant tel".split()
)
CLITICS = frozenset("me m' te t' se s' le la l' les lui leur y en nous vous".split())
_AFTER_NE = CLITICS | frozenset(("pas", "plus", "jamais", "rien", "point", "guère", "pouvoir"))
_QUOTES = '"«»“”'


def _find_lonely_ne(context: Context) -> Iterator[Finding]:
    """ "je n'ai vu le directeur": ne without pas."""
    for word in context.among(NE):
        verb = _verb_after(context, word)
        if verb is None or verb.lemma in _ALONE or verb.lower in _COULD or not _is_certain_verb(verb):
            continue
        if _has_second_half(context, word, verb) or _is_expletive(context, word, verb):
            continue
        yield context.finding(word, verb, f"“{word.text}” lacks its other half: pas, plus, jamais ...", None)


def _verb_after(context: Context, word: Word) -> Word | None:
    index = word.index + 1
    while (after := context.word(index)) is not None and after.lower in CLITICS and after.upos != "DET":
        index += 1
    return after


def _is_certain_verb(verb: Word) -> bool:
    return verb.tag.verb_form in ("fin", "inf") and verb.upos in ("VERB", "AUX")


def _has_second_half(context: Context, ne: Word, verb: Word) -> bool:
    """Whether the other half stands after it, before the next clause, or before it, after the last verb."""
    for word in context.words[ne.index + 1 :]:
        if word.lower in _AFTER and not (word.lower == "depuis" and _opens_date(context, word)):
            return True
        if word.lower in (";", ":", *NE):
            break
        # "ne voulaient, semble-t-il, pas": a verb between commas is no new clause.
        if word.is_finite and word.index > verb.index and context.words[word.index - 1].lower != ",":
            break
    if any(word.lower in _BEFORE for word in context.words[: ne.index]) or context.words[0].lower == "pas":
        return True
    participle = context.word(verb.index + 1)
    return participle is not None and participle.lemma in _ALONE


def _opens_date(context: Context, since: Word) -> bool:
    """ "depuis mai", which denies nothing; "on ne l'a revu depuis" does."""
    after = context.word(since.index + 1)
    return after is not None and after.upos in ("NOUN", "NUM", "PROPN", "DET", "ADP+DET")


def _is_expletive(context: Context, ne: Word, verb: Word) -> bool:
    """ "ne serait-ce", "n'était", "avant qu'il ne parte", "il n'est pire sourd qui ..."."""
    before = context.words[: ne.index]
    if any(word.lemma in _EXPLETIVE or word.lower in _EXPLETIVE for word in before):
        return True
    compared = False
    for word in before:
        compared = compared or word.lemma in _COMPARING or word.lower in _COMPARING
        if compared and word.lower in ("que", "qu'"):
            return True
    if verb.tag.mood in ("sub", "imp") or "?" in context.text:
        return True
    after = context.word(verb.index + 1)
    if after is not None and after.text.startswith("-"):
        return True
    return any(word.lower in ("qui", "quel", "quelle", "quels") for word in before) and any(
        word.lower in NE or word.lower in ("peu", "rare", "rares") for word in before
    )


def _find_ne_without_verb(context: Context) -> Iterator[Finding]:
    """ "Ne tout le monde": ne before what can be no verb."""
    for word in context.among(NE):
        if context.text[word.end : word.end + 2].strip(" ")[:1] in (
            "",
            *_QUOTES,
            "(",
            ".",
            "…",
        ):
            continue
        after = context.word(word.index + 1)
        if after is None or not after.is_word or after.text[0].isupper() or not _opens_phrase(context, after):
            continue
        yield context.finding(word, word, f"“{word.text}” must stand before a verb, not before “{after.text}”.")


def _opens_phrase(context: Context, word: Word) -> bool:
    """Whether a noun phrase surely begins here, which "ne" cannot stand before."""
    noun = context.word(word.index + 1)
    if word.lower in ("tout", "toute", "tous", "toutes"):
        return noun is not None and noun.upos in ("DET", "NOUN")
    if word.lower in CLITICS:
        if word.upos != "DET" or noun is None or noun.upos != "NOUN":
            return False
        return not any(own.verb_form for own in context.lexicon.analyses(noun.lower))
    readings = context.lexicon.analyses(word.lower)
    return bool(readings) and not any(
        own.verb_form or own.category in ("VERB", "AUX", "ADV", "PRON", "INTJ") for own in readings
    )


RULES = (
    Rule(
        "FR109",
        "ne-without-pas",
        _find_lonely_ne,
        must_fail=(
            "Je ⟦n'ai⟧ vu le directeur hier.",
            "Elle lui reproche de ⟦n'avoir⟧ consulté les habitants.",
            "Le train ⟦ne part⟧ à midi.",
            "Les élus ⟦ne veulent⟧ parler de la crise.",
        ),
        must_pass=(
            "L'employeur ne saurait demander cela.",
            "Les frais ne sauraient excéder cinq euros.",
            "Il faut partir avant qu'il ne pleuve.",
            "Elle n'ose parler et ne cesse de pleurer.",
            "Il ne mange que du pain.",
            "On ne sait où il est.",
            "Personne ne vient et rien ne change.",
            "Ne serait-ce pour elle, il partirait.",
            "Je crains qu'il ne vienne.",
            "Le prix, n'en déplaise au maire, monte.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR109",
        "ne-without-verb",
        _find_ne_without_verb,
        must_fail=(
            "⟦Ne⟧ tout le monde est convaincu.",
            "Il ⟦ne⟧ toutes les maisons a vu.",
            "⟦Ne⟧ les enfants ont faim.",
        ),
        must_pass=(
            "Ne pas marcher sur la pelouse.",
            "Ne le dites pas.",
            "Il ne les a pas vus.",
            "Il ne leur en parle jamais.",
        ),
        confidence=0.9,
    ),
)
