"""FR109: negations without ne after a noun or "qui"; two negations where one must stand ("pas aucun")."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_past_participle
from mtqa.detecting.rules.negation import CLITICS, NE
from mtqa.detecting.rules.rule import Rule

_SURE = 0.85
_NEAR = 5
# "pas moins de dix", "pas loin de la moitié", "pas mal de monde", "pas à pas": no negation of the verb.
_NO_NEGATION = frozenset("moins loin mal à plus peu que qu' un une seulement toujours très vraiment trop".split())
_BETWEEN = frozenset("même presque toujours encore vraiment".split())
_VOWELS = "aâeéèêiîoôuy"
_NO_ENDING = frozenset(("de", "d'", "que", "qu'", "à", "moins", "d'autre"))


def quotes_speech(context: Context, word: Word) -> bool:
    """Whether the word stands in a quotation, where speech often drops ne."""
    before = context.text[: word.start]
    return any(before.count(a) > before.count(b) for a, b in ("«»", "“”")) or before.count('"') % 2 == 1


def _has_ne(context: Context, index: int) -> bool:
    return any(word.lower in NE for word in context.words[max(0, index - _NEAR) : index])


def _with_ne(text: str) -> str:
    return ("n'" if text[0].lower() in _VOWELS else "ne ") + text


_PAS = frozenset(("pas",))


def _find_lost(context: Context) -> Iterator[Finding]:
    """ "des horaires qui changent pas", "le serveur a même pas demandé"."""
    for word in context.among(_PAS, 2):
        if word.upos != "ADV" or word.tag.confidence < _SURE or quotes_speech(context, word):
            continue
        after = context.word(word.index + 1)
        if after is None or not after.is_word or after.lower in _NO_NEGATION or after.upos in ("ADJ", "NUM"):
            continue
        index = word.index - 1
        while index > 0 and context.words[index].lower in _BETWEEN:
            index -= 1
        verb = context.words[index]
        if not verb.is_finite or verb.tag.confidence < _SURE or verb.tag.mood == "imp" or _has_ne(context, index):
            continue
        first = index
        while first > 0 and context.words[first - 1].lower in CLITICS and context.words[first - 1].upos == "PRON":
            first -= 1
        subject = context.word(first - 1)
        if subject is None or not (subject.lower == "qui" or subject.upos in ("NOUN", "PROPN")):
            continue
        text = context.text[context.words[first].start : verb.end]
        yield context.finding(
            context.words[first], verb, f"“{word.text}” asks for “ne” before “{text}”.", _with_ne(text)
        )


_NOTHING = frozenset(("rien", "personne"))


def _find_late_rien(context: Context) -> Iterator[Finding]:
    """ "ils ont senti rien": ne is lost and rien stands behind the participle."""
    for word in context.among(_NOTHING, 2):
        if word.upos != "PRON" or quotes_speech(context, word):
            continue
        participle, auxiliary = context.words[word.index - 1], context.words[word.index - 2]
        after = context.word(word.index + 1)
        if auxiliary.lemma != "avoir" or not auxiliary.is_finite or not is_past_participle(context, participle):
            continue
        if _has_ne(context, auxiliary.index) or (after is not None and after.lower in _NO_ENDING):
            continue
        order = f"{word.text} {participle.text}" if word.lower == "rien" else f"{participle.text} {word.text}"
        suggestion = _with_ne(f"{auxiliary.text} {order}")
        message = f"“{word.text}” asks for “ne” before “{auxiliary.text}”."
        yield context.finding(auxiliary, word, message, suggestion)


_NONE = frozenset(("aucun", "aucune", "rien", "personne"))


def _find_double(context: Context) -> Iterator[Finding]:
    """ "il n'a pas aucun ami", "il n'a pas eu aucun temps"."""
    for word in context.among(_NONE, 2):
        index = word.index - 1
        if context.words[index].tag.verb_form in ("part-past", "inf"):
            index -= 1
        elif word.lower in _NOTHING:
            continue  # "ce n'est pas rien"
        if word.text[0].isupper():
            continue  # a name on a screen
        negation = context.words[index]
        if negation.lower != "pas" or not _has_ne(context, index):
            continue
        rest = context.text[negation.end : word.end].strip()
        yield context.finding(negation, word, f"“pas” and “{word.text}” do not go together.", rest)


_NEGATED_INFINITIVES = frozenset(("pas", "jamais"))


def _find_infinitive(context: Context) -> Iterator[Finding]:
    """ "il promet de pas augmenter la taxe"."""
    for word in context.among(_NEGATED_INFINITIVES, 1):
        preposition = context.words[word.index - 1]
        if preposition.lower not in ("de", "à", "pour") or quotes_speech(context, word):
            continue
        verb = context.word(word.index + 1)
        while verb is not None and verb.lower in CLITICS and verb.upos == "PRON":
            verb = context.word(verb.index + 1)
        if verb is not None and verb.tag.verb_form == "inf" and verb.tag.confidence >= _SURE:
            message = f"“{word.text}” asks for “ne” before it."
            yield context.finding(word, word, message, f"ne {word.text}")


_RIEN = frozenset(("rien",))


def _find_rien_order(context: Context) -> Iterator[Finding]:
    """ "il n'a dit rien": rien stands before the participle."""
    for word in context.among(_RIEN, 3):
        participle, auxiliary = context.words[word.index - 1], context.words[word.index - 2]
        after = context.word(word.index + 1)
        if auxiliary.lemma != "avoir" or not auxiliary.is_finite or not is_past_participle(context, participle):
            continue
        if not _has_ne(context, auxiliary.index) or quotes_speech(context, word):
            continue
        if after is not None and (after.lower in _NO_ENDING or after.upos in ("ADJ", "NOUN", "DET")):
            continue
        yield context.finding(
            participle, word, "“rien” stands before the participle.", f"{word.text} {participle.text}"
        )


RULES = (
    Rule(
        "FR111",
        "rien-after-participle",
        _find_rien_order,
        must_fail=(
            "Le ministre n'a ⟦dit rien⟧ sur la question.",
            "Ils n'ont ⟦trouvé rien⟧.",
            "Elle n'avait ⟦mangé rien⟧ depuis la veille.",
        ),
        must_pass=(
            "Le ministre n'a rien dit.",
            "Il n'a mangé rien d'autre.",
            "Il n'a dit rien que la vérité.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR109",
        "infinitive-without-ne",
        _find_infinitive,
        must_fail=(
            "Elle a promis de rouvrir la ligne et de ⟦pas⟧ augmenter la taxe.",
            "Il se lève tôt pour ⟦pas⟧ la réveiller.",
            "Ils jurent de ⟦jamais⟧ revenir.",
        ),
        must_pass=(
            "Elle a promis de ne pas augmenter la taxe.",
            "Il avance à pas comptés.",
            "« On préfère de pas y aller », dit-il.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR109",
        "clause-without-ne",
        _find_lost,
        must_fail=(
            "Il cherche un travail qui ⟦fatigue⟧ pas le dos.",
            "Le maire ⟦a⟧ même pas répondu aux habitants.",
            "Les gens qui ⟦veulent⟧ pas payer protestent.",
            "Mon frère ⟦se souvient⟧ pas de cette fête.",
        ),
        must_pass=(
            "La ville compte pas moins de dix écoles.",
            "Le maire n'a même pas répondu.",
            "« Mon frère veut pas venir », dit-elle.",
            "Ceux qui n'ont pas payé protestent.",
            "Le coureur avance pas à pas.",
            "Le film a pas mal marché.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR109",
        "late-rien",
        _find_late_rien,
        must_fail=(
            "Les voisins ⟦ont vu rien⟧.",
            "Elle ⟦a dit rien⟧ pendant le repas.",
            "Les policiers ⟦ont trouvé personne⟧.",
        ),
        must_pass=(
            "Les voisins n'ont rien vu.",
            "Il a mangé rien que des fruits.",
            "Elle n'a vu personne.",
            "Il a vu une personne.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR109",
        "pas-aucun",
        _find_double,
        must_fail=(
            "Il n'a ⟦pas aucun⟧ ami.",
            "Elle n'a ⟦pas reçu aucune⟧ lettre.",
            "Ils n'ont ⟦pas eu aucun⟧ problème.",
        ),
        must_pass=(
            "Il n'a aucun ami.",
            "Il n'est pas venu, aucun train ne roulait.",
            "Elle ne veut pas mais aucune raison n'est donnée.",
            "Pas un ami et aucun frère.",
        ),
        confidence=0.9,
    ),
)
