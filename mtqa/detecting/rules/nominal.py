"""FR104: determiners and adjectives that do not agree with their noun in gender or number."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import (
    ANY_SHAPE,
    PLURAL,
    SINGULAR,
    Chunk,
    Kind,
    Shape,
    adjective_shape,
    chunks,
    determiner_shape,
    is_adjectival,
    is_numeral,
    noun_shape,
    numbers_of,
)
from mtqa.detecting.rules.rule import Rule

# Below this the tagger may have taken a verb or an adverb for a noun or adjective.
_SURE = 0.7
_COMMON = 1.5  # occurrences a million: the gender of rarer nouns is often that of another sense or a foreign word's
# Words that stay as they are, or whose gender or number is not their noun's.
_INVARIABLE = frozenset(
    "demi nu mi ci-joint ci-inclus excepté vu y compris passé possible fort bien mieux plein haut bas cher net court "
    "clair foncé marron orange standard snob chic pop rock kaki tel quel même feu grand maximum minimum extra super "
    "près soi-disant avant arrière chef clé clef phare record numéro type seul brut net aspirateur techno".split()
)
# "la plupart", "quelque chose": nouns whose adjectives do not follow their gender.
_ODD_NOUNS = frozenset(
    "chose plupart gens personne rien monde fois million milliard millier espèce type orgue amour délice moitié numéro prime ferme face live média cent mille effet peine tout web alinéa enceinte boys drôle".split()
)
# Offices that writers give to women without changing the word.
_FOR_BOTH = frozenset(
    "procureur député agent médecin professeur auteur chef capitaine commandant colonel général ingénieur juge maire "
    "magistrat chauffeur sapeur pompier soldat officier docteur mannequin successeur témoin guide gourou leader".split()
)
# Adjectives that usually stand before their noun.
_BEFORE_NOUN = frozenset(
    "grand petit beau bon mauvais nouveau vieux jeune gros premier deuxième troisième second dernier prochain seul autre "
    "même vrai faux haut long court ancien futur double certain nombreux différent divers véritable simple propre énorme "
    "important principal meilleur pire moindre large vaste rare tel quelque tout fameux célèbre excellent".split()
)
_CALENDAR = frozenset(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche abord peu midi minuit demain hier".split()
)
# Verbs after which an adjective may belong to the subject: "elle quitte le court blessée".
_STATE_VERBS = frozenset(
    "quitter finir terminer rester mourir sortir partir revenir rentrer commencer arriver tomber vivre passer attendre "
    "regagner gagner perdre retrouver rejoindre trouver rendre laisser juger croire estimer considérer voir garder "
    "tenir faire déclarer avoir savoir sentir maintenir reconnaître nommer élire dire vouloir nommé abandonner".split()
)


_PHRASE_PARTS = frozenset(
    (Kind.NOUN, Kind.PREPOSITIONAL, Kind.ADJECTIVE, Kind.COORDINATOR, Kind.PARTICIPLE, Kind.ADVERB)
)


_FEMININE = frozenset(("fs",))
_BEFORE_VOWEL = {"mon": "ma", "ton": "ta", "son": "sa"}


def _begins_hard(word: Word) -> bool:
    """Whether a word begins with a consonant that is sounded; h and y are left out."""
    return word.lower[0] in "bcdfgjklmnpqrstvwxzç"


def _find_determiner(context: Context) -> Iterator[Finding]:
    for chunk in chunks(context):
        if chunk.kind in (Kind.NOUN, Kind.PREPOSITIONAL):
            yield from _determiner(context, chunk)


def _determiner(context: Context, chunk: Chunk) -> Iterator[Finding]:
    head = context.words[chunk.head]
    if head.upos != "NOUN" or head.tag.confidence < _SURE or not _is_known_noun(context, head):
        return
    if head.lower in _ODD_NOUNS:
        return
    own = noun_shape(context, head)
    if chunk.determiner is None:
        numeral = context.word(chunk.head - 1)
        if (
            numeral is not None
            and numeral.index == chunk.first + (chunk.kind is Kind.PREPOSITIONAL)
            and _is_plural_numeral(numeral)
            and not own & PLURAL
        ):
            yield from _noun_in(context, head, numeral, PLURAL)
        return
    determiner = context.words[chunk.determiner]
    if determiner.tag.confidence < _SURE or _may_be_pronoun(context, determiner, head):
        return
    asked = determiner_shape(context, determiner)
    between = context.words[chunk.determiner + 1 : chunk.head]
    if any(is_numeral(word) or word.lemma == "quelque" for word in (determiner, *between)):
        if between and _is_plural_numeral(between[-1]) and not own & PLURAL and asked & PLURAL:
            yield from _noun_in(context, head, between[-1], PLURAL)
        return
    if asked & own:
        if not between and determiner.lower in _BEFORE_VOWEL and own == _FEMININE and _begins_hard(head):
            yield _wrong_determiner(context, determiner, head, own)
        return
    if not numbers_of(asked) & numbers_of(own):
        wanted = "p" if asked <= PLURAL else "s"
        if not any(_may_be_noun(context, word) for word in between):
            yield from _noun_in(context, head, determiner, PLURAL if wanted == "p" else SINGULAR)
        return
    before = context.word(determiner.index - 1)
    is_second = before is not None and before.upos in ("DET", "ADP+DET") and before.lemma != "tout"
    if is_second or context.lexicon.frequency(head.lower) < _COMMON or head.lemma in _FOR_BOTH:
        return
    if between and any(reading.verb_form == "fin" for reading in context.lexicon.analyses(head.lower)):
        return
    if not any(word.upos in ("NUM", "ADV") or _may_be_noun(context, word) for word in between):
        yield _wrong_determiner(context, determiner, head, own)


def _is_known_noun(context: Context, word: Word) -> bool:
    """A common noun whose every noun reading the lexicon lists; capitals inside a sentence make names."""
    if (word.text[0].isupper() and word.index > 0) or word.lemma in _CALENDAR:
        return False
    readings = context.lexicon.analyses(word.text)
    return any(own.category == "NOUN" for own in readings) and "-" not in word.text and len(word.text) > 2


def _may_be_noun(context: Context, word: Word) -> bool:
    """Whether the word between may be the noun itself: "les complémentaires santé", "ce manuel avance la thèse"."""
    if word.lemma in _BEFORE_NOUN:
        return False
    return word.upos == "ADJ" or any(own.category == "NOUN" for own in context.lexicon.analyses(word.lower))


def _is_plural_numeral(word: Word) -> bool:
    if not is_numeral(word) or word.lower in ("un", "une", "zéro"):
        return False
    if word.text[0].isdigit():
        return word.text.isdigit() and 2 <= int(word.text) <= 1000
    return word.lower.isalpha()


def _may_be_pronoun(context: Context, determiner: Word, head: Word) -> bool:
    """Whether "le demande" may be a pronoun with its verb."""
    if determiner.lower not in ("le", "la", "les", "l'", "leur", "en"):
        return False
    before = context.word(determiner.index - 1)
    if before is None or before.upos == "ADP":
        return False
    return any(own.verb_form == "fin" for own in context.lexicon.analyses(head.lower))


def _noun_in(context: Context, head: Word, cause: Word, wanted: Shape) -> Iterator[Finding]:
    number = "p" if wanted == PLURAL else "s"
    gender = head.tag.gender
    forms = context.lexicon.forms(head.lemma, "NOUN", number=number, **({"gender": gender} if gender else {}))
    suggestion = forms[0] if forms and forms[0] != head.lower else None
    name = "plural" if number == "p" else "singular"
    yield context.finding(head, head, f"“{cause.text}” asks for a {name} noun, not “{head.text}”.", suggestion)


def _wrong_determiner(context: Context, determiner: Word, head: Word, own: Shape) -> Finding:
    gender = "f" if own <= frozenset(("fs", "fp")) else "m"
    number = "p" if own <= PLURAL else "s"
    name = "feminine" if gender == "f" else "masculine"
    suggestion = _BEFORE_VOWEL.get(determiner.lower)
    if determiner.upos == "DET" and suggestion is None:
        forms = context.lexicon.forms(determiner.lemma, "DET", gender=gender, number=number)
        suggestion = forms[0] if forms else None
    message = f"“{head.text}” is {name}: “{determiner.text}” does not agree with it."
    return context.finding(determiner, determiner, message, _as_written(determiner, suggestion))


def _as_written(word: Word, suggestion: str | None) -> str | None:
    if suggestion is None or suggestion == word.lower:
        return None
    return suggestion.capitalize() if word.text[0].isupper() else suggestion


def _find_adjective(context: Context) -> Iterator[Finding]:
    found = chunks(context)
    for position, chunk in enumerate(found):
        if chunk.kind not in (Kind.NOUN, Kind.PREPOSITIONAL):
            continue
        head = context.words[chunk.head]
        if head.upos != "NOUN" or head.lower in _ODD_NOUNS or head.lemma in _ODD_NOUNS or head.tag.confidence < _SURE:
            continue
        after = context.word(chunk.head + 1)
        is_dated = after is not None and after.lemma in ("dernier", "prochain")
        if not (is_dated or _is_known_noun(context, head)):
            continue
        for index in (chunk.head - 1, chunk.head + 1):
            if chunk.first <= index <= chunk.last and not _is_doubtful(context, found, position, index):
                yield from _adjective(context, chunk, context.words[index])


def _adjective(context: Context, chunk: Chunk, word: Word) -> Iterator[Finding]:
    head = context.words[chunk.head]
    own = noun_shape(context, head)
    if chunk.determiner is not None and chunk.determiner < chunk.head:
        asked = determiner_shape(context, context.words[chunk.determiner])
        # Where determiner and noun disagree already, only what agrees with neither is worth a word.
        own = asked & own or asked | own
    numerals = context.words[chunk.first : chunk.head]
    if any(_is_plural_numeral(numeral) for numeral in numerals) and own & PLURAL:
        own = own & PLURAL
    shape = adjective_shape(context, word)
    if shape & own or own == ANY_SHAPE:
        return
    gender = head.tag.gender or ("f" if own <= frozenset(("fs", "fp")) else "m")
    number = "p" if own <= PLURAL else "s"
    suggestion = _inflected(context, word, gender, number)
    yield context.finding(
        word, word, f"“{word.text}” does not agree with “{head.text}”.", _as_written(word, suggestion)
    )


def _inflected(context: Context, word: Word, gender: str, number: str) -> str | None:
    for category, features in (("ADJ", {}), ("VERB", {"verb_form": "part-past"})):
        forms = context.lexicon.forms(word.lemma, category, gender=gender, number=number, **features)
        if forms:
            return forms[0]
    return None


def _is_doubtful(context: Context, found: tuple[Chunk, ...], position: int, index: int) -> bool:
    """Whether the adjective at `index` may belong to something else than the noun beside it."""
    word, chunk = context.words[index], found[position]
    if not is_adjectival(word) or word.tag.confidence < _SURE or word.text[0].isupper():
        return True
    if word.lemma in _INVARIABLE or word.lower in _INVARIABLE or word.lemma == "tout" or "-" in word.text:
        return True
    own = noun_shape(context, context.words[chunk.head])
    for reading in context.lexicon.analyses(word.lower):
        if reading.category == "NUM" or (reading.verb_form == "fin" and reading.number in numbers_of(own)):
            return True
    if chunk.kind is Kind.PREPOSITIONAL and chunk.determiner is None and index > chunk.head:
        # "en effet", "à peine", "par exemple": set phrases, whose noun takes no adjective.
        opener = context.words[chunk.first].lower
        if opener not in ("de", "d'", "pour", "avec", "contre") and word.lemma not in ("dernier", "prochain"):
            return True
    if index < chunk.head:
        return False
    shape = adjective_shape(context, word)
    return _claimed_from_left(context, found, position, word) or (
        own & PLURAL and not shape & PLURAL and _is_shared(context, word)
    )


def _claimed_from_left(context: Context, found: tuple[Chunk, ...], position: int, word: Word) -> bool:
    """Whether a noun further left ("un sac de sport noir") or a subject ("elle sort du court blessée") may claim it."""
    shape = adjective_shape(context, word)
    left = position - 1
    if not shape & SINGULAR and _is_enumerated(found, position):
        return True
    is_dependent = found[position].kind is Kind.PREPOSITIONAL or found[position].determiner is None
    while is_dependent and left >= 0 and found[left].kind in _PHRASE_PARTS:
        head = context.words[found[left].head]
        if head.tag.verb_form == "part-pres":
            break
        if found[left].kind in (Kind.NOUN, Kind.PREPOSITIONAL):
            if head.upos != "NOUN" or _phrase_shape(context, found[left]) & shape:
                return True
            is_dependent = found[left].kind is Kind.PREPOSITIONAL or found[left].determiner is None
        left -= 1
    while left >= 0 and found[left].kind in (Kind.ADVERB, Kind.CLITIC, Kind.SUBJECT):
        left -= 1
    if left < 0:
        return False
    if found[left].kind is Kind.STOP:
        return left == position - 1 and found[position].kind is Kind.PREPOSITIONAL
    if found[left].kind not in (Kind.VERB, Kind.INFINITIVE, Kind.PARTICIPLE):
        return False
    readings = context.lexicon.analyses(word.lower)
    if any(own.verb_form == "part-past" for own in readings):
        return True
    return found[position].kind is Kind.NOUN and context.words[found[left].head].lemma in _STATE_VERBS


def _phrase_shape(context: Context, chunk: Chunk) -> Shape:
    """What the noun of a phrase can be, and its determiner too where they disagree."""
    own = noun_shape(context, context.words[chunk.head])
    if chunk.determiner is None or chunk.determiner > chunk.head:
        return own
    asked = determiner_shape(context, context.words[chunk.determiner])
    return own if asked & own else own | asked


def _is_enumerated(found: tuple[Chunk, ...], position: int) -> bool:
    """Whether a plural adjective may sum up several nouns: "une maison et un jardin abandonnés"."""
    if position < 2 or found[position - 2].kind not in (Kind.NOUN, Kind.PREPOSITIONAL):
        return False
    link = found[position - 1].kind
    return link is Kind.COORDINATOR or (link is Kind.COMMA and found[position].kind is Kind.PREPOSITIONAL)


def _is_shared(context: Context, word: Word) -> bool:
    """Whether several singular adjectives share a plural noun: "les marchés américain et chinois"."""
    after, further = context.word(word.index + 1), context.word(word.index + 2)
    if after is None or further is None:
        return False
    if after.lower not in ("et", "ou", ",", "-", "/", "puis"):
        return False
    return is_adjectival(further) or further.upos in ("PROPN", "ADP", "ADP+DET")


RULES = (
    Rule(
        "FR104",
        "determiner-noun",
        _find_determiner,
        must_fail=(
            "Elle pose ⟦un⟧ valise sur le quai.",
            "Il a acheté deux ⟦maison⟧ au bord de la mer.",
            "Les ⟦bateau⟧ rentrent au port.",
            "Plusieurs ⟦ville⟧ ont dit non.",
            "⟦Le⟧ fenêtre donne sur la cour.",
            "Ils parlent de ⟦ce⟧ maison depuis des années.",
        ),
        must_pass=(
            "Il le demande depuis lundi.",
            "Son école et mon amie sont loin.",
            "Les 4 x 4 sont interdits.",
            "Une élève et un élève se disputent.",
            "La victime est un homme de 30 ans.",
            "Quelque 200 agents ont été déployés.",
            "Le 4 mai, il est parti.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR104",
        "adjective-noun",
        _find_adjective,
        must_fail=(
            "Ils habitent des maisons ⟦blanc⟧ près du port.",
            "Les associations ⟦sportive⟧ protestent.",
            "Une ⟦petit⟧ maison brûle.",
            "Il a lu des livres ⟦intéressant⟧ pendant l'été.",
            "La réforme ⟦fiscal⟧ sera votée demain.",
        ),
        must_pass=(
            "Les marchés américain et chinois reculent.",
            "Elle a quitté le court blessée.",
            "Un sac de sport noir a été retrouvé.",
            "Une maison et un jardin abandonnés se vendent mal.",
            "Elle porte des chaussures marron.",
            "Rien de grave ni quelque chose de nouveau.",
            "Les élections présidentielle et législatives auront lieu au printemps.",
        ),
        confidence=0.85,
    ),
)
