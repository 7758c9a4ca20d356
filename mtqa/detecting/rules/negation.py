"""FR109: negations that lost one of their halves."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_past_participle, is_surely_finite
from mtqa.detecting.rules.rule import Rule

_NE = frozenset(("ne", "n'"))
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
# What brings an expletive ne: "avant qu'il ne parte", "plus tôt qu'il ne le croit", "de peur de ne".
_EXPLETIVE = frozenset(
    "craindre redouter peur crainte éviter empêcher moins avant sans si autre autrement mieux pire moindre plus aussi "
    "meilleur plutôt davantage trop nier douter doute risque risquer inquiétude danger menace depuis tant tel".split()
)
_NEGATIVE_SUBJECTS = frozenset(("personne", "rien", "aucun", "aucune", "nul", "nulle", "ni"))
_CLITICS = frozenset("me m' te t' se s' le la l' les lui leur y en nous vous".split())
_SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles ce c' ça cela".split())
_AFTER_NE = _CLITICS | frozenset(("pas", "plus", "jamais", "rien", "point", "guère", "pouvoir"))
_QUOTES = '"«»“”'


def _find_lonely_ne(context: Context) -> Iterator[Finding]:
    """ "je n'ai vu le directeur": ne without pas."""
    words = context.words
    for word in words:
        if word.lower not in _NE:
            continue
        verb = _verb_after(context, word)
        if verb is None or verb.lemma in _ALONE or not _is_certain_verb(verb):
            continue
        if _has_second_half(context, word, verb) or _is_expletive(context, word, verb):
            continue
        yield context.finding(word, verb, f"“{word.text}” lacks its other half: pas, plus, jamais ...", None)


def _verb_after(context: Context, word: Word) -> Word | None:
    index = word.index + 1
    while (after := context.word(index)) is not None and after.lower in _CLITICS and after.upos != "DET":
        index += 1
    return after


def _is_certain_verb(verb: Word) -> bool:
    return verb.tag.verb_form in ("fin", "inf") and verb.upos in ("VERB", "AUX")


def _has_second_half(context: Context, ne: Word, verb: Word) -> bool:
    """Whether the other half stands after it, before the next clause, or before it, after the last verb."""
    for word in context.words[ne.index + 1 :]:
        if word.lower in _AFTER:
            return True
        if word.lower in (";", ":", *_NE):
            break
        # "ne voulaient, semble-t-il, pas": a verb between commas is no new clause.
        if word.is_finite and word.index > verb.index and context.words[word.index - 1].lower != ",":
            break
    if any(word.lower in _BEFORE for word in context.words[: ne.index]):
        return True
    participle = context.word(verb.index + 1)
    return participle is not None and participle.lemma in _ALONE


def _is_expletive(context: Context, ne: Word, verb: Word) -> bool:
    """ "ne serait-ce", "n'était", "avant qu'il ne parte", "il n'est pire sourd qui ..."."""
    before = context.words[: ne.index]
    if any(word.lemma in _EXPLETIVE or word.lower in _EXPLETIVE for word in before):
        return True
    if verb.tag.mood in ("sub", "imp") or "?" in context.text:
        return True
    after = context.word(verb.index + 1)
    if after is not None and after.text.startswith("-"):
        return True
    return any(word.lower in ("qui", "quel", "quelle", "quels") for word in before) and any(
        word.lower in _NE or word.lower in ("peu", "rare", "rares") for word in before
    )


def _find_ne_without_verb(context: Context) -> Iterator[Finding]:
    """ "Ne tout le monde": ne before what can be no verb."""
    for word in context.words:
        if word.lower not in _NE or context.text[word.end : word.end + 2].strip(" ")[:1] in (
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
    if word.lower in _CLITICS:
        if word.upos != "DET" or noun is None or noun.upos != "NOUN":
            return False
        return not any(own.verb_form for own in context.lexicon.analyses(noun.lower))
    readings = context.lexicon.analyses(word.lower)
    return bool(readings) and not any(
        own.verb_form or own.category in ("VERB", "AUX", "ADV", "PRON", "INTJ") for own in readings
    )


def _find_lost_ne(context: Context) -> Iterator[Finding]:
    """ "personne a voulu", "rien a changé": a negative subject without ne."""
    words = context.words
    for word in words:
        if word.lower not in _NEGATIVE_SUBJECTS:
            continue
        if any(after.lower in _NE for after in words[word.index : word.index + 12]):
            continue
        verb = _verb_of_negative(context, word)
        if verb is None or not is_surely_finite(context, verb) or verb.tag.mood in ("sub", "imp"):
            continue
        first = verb
        while (
            (before := context.word(first.index - 1)) is not None and before.lower in _CLITICS and before.upos == "PRON"
        ):
            first = before
        form = "n'" if first.lower[0] in "aâeéèêiîoôuyh" and first.lower[0] != "h" else "ne "
        yield context.finding(
            verb, verb, f"“{word.text}” asks for “ne” before “{first.text}”.", _with_ne(verb, first, form)
        )


def _with_ne(verb: Word, first: Word, form: str) -> str | None:
    return form + verb.text if first is verb else None


def _verb_of_negative(context: Context, word: Word) -> Word | None:
    """The verb right after a negative subject, over its complement ("aucun des auteurs") and object pronouns."""
    before = context.word(word.index - 1)
    opens = before is None or before.lower in (
        ",",
        ";",
        ":",
        "et",
        "mais",
        "car",
        "que",
        "qu'",
        "donc",
        "or",
        "-",
        "–",
        "si",
    )
    if word.lower in ("personne", "rien"):
        if word.upos != "PRON" or not opens:
            return None
        return _verb_from(context, word.index + 1)
    if word.lower == "ni":
        return _verb_after_ni(context, word) if opens and word.index == 0 else None
    if not opens or word.upos not in ("DET", "PRON"):
        return None
    index = word.index + 1
    while (after := context.word(index)) is not None and after.upos in (
        "NOUN", "ADJ", "ADP", "ADP+DET", "DET", "PROPN", "NUM",
    ):  # fmt: skip
        index += 1
    if index == word.index + 1 and word.upos == "DET":
        return None
    return _verb_from(context, index)


def _verb_from(context: Context, index: int) -> Word | None:
    while (after := context.word(index)) is not None and after.lower in _CLITICS and after.upos == "PRON":
        index += 1
    return after if after is not None and after.is_finite else None


def _verb_after_ni(context: Context, word: Word) -> Word | None:
    """ "Ni les médecins ni les parents ont su": the first finite verb, if a second ni stands before it."""
    count = 1
    for after in context.words[word.index + 1 :]:
        if after.lower == "ni":
            count += 1
        elif after.lower in _NE or after.lower in (",", ";", ":") or after.lower in ("qui", "que", "qu'", "dont", "où"):
            return None
        elif after.is_finite:
            return after if count >= 2 else None
    return None


def _is_in_quotation(context: Context, word: Word) -> bool:
    """Quoted speech often drops ne."""
    before = context.text[: word.start]
    return before.count("«") > before.count("»") or before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _find_adverb_without_ne(context: Context) -> Iterator[Finding]:
    """ "il est jamais venu", "il a pas vu": a subject pronoun, the verb and its adverb without ne."""
    for word in context.words:
        if word.lower not in ("pas", "jamais") or word.upos != "ADV" or _is_in_quotation(context, word):
            continue
        verb = context.word(word.index - 1)
        if verb is None or not verb.is_finite or not is_surely_finite(context, verb):
            continue
        first = verb.index - 1
        while (before := context.word(first)) is not None and before.lower in _CLITICS and before.upos == "PRON":
            first -= 1
        subject = context.word(first)
        if subject is None or subject.lower not in _SUBJECTS or subject.lower in ("nous", "vous", "c'", "ça"):
            continue
        if word.lower == "jamais" and not _is_plain_jamais(context, subject, word):
            continue
        form = "n'" if verb.lower[0] in "aâeéèêiîoôuy" else "ne "
        suggestion = form + verb.text if first == verb.index - 1 else None
        yield context.finding(verb, verb, f"“{word.text}” asks for “ne” before “{verb.text}”.", suggestion)


def _is_plain_jamais(context: Context, subject: Word, word: Word) -> bool:
    """Whether jamais means never: not after "si", "que", "plus" or a superlative, where it means ever."""
    after = context.word(word.index + 1)
    if after is None or not (is_past_participle(context, after) or after.upos in ("DET", "ADP")):
        return False
    return (
        not any(
            before.lower in ("si", "s'", "que", "qu'", "plus", "sans", "comme", "dont", "où")
            or before.lower in ("premier", "seul")
            for before in context.words[: subject.index + 1]
        )
        and "?" not in context.text
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
    Rule(
        "FR109",
        "negative-subject-without-ne",
        _find_lost_ne,
        must_fail=(
            "Le joueur avait choisi, et personne ⟦a⟧ voulu la dispute.",
            "Rien ⟦change⟧ dans ce pays.",
            "Aucun des témoins ⟦possède⟧ la clé.",
            "Ni les parents ni les enfants ⟦ont⟧ compris.",
        ),
        must_pass=(
            "Personne n'a voulu la dispute.",
            "Une personne a parlé.",
            "Rien de tout cela ne change.",
            "Aucune des pistes évoquées n'a abouti.",
            "Ni l'un ni l'autre n'ont répondu.",
            "Il partit sans que personne le voie.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR109",
        "pas-without-ne",
        _find_adverb_without_ne,
        must_fail=(
            "Il ⟦est⟧ jamais allé au village.",
            "Elle ⟦a⟧ pas vu le train.",
            "Ils ⟦veulent⟧ pas partir demain.",
        ),
        must_pass=(
            "Il n'est jamais venu.",
            "C'est le plus beau film qu'il a jamais vu.",
            "Si tu as jamais faim, mange.",
            "« J'ai pas envie », dit-il.",
            "L'a-t-il jamais dit ?",
        ),
        confidence=0.6,
    ),
)
