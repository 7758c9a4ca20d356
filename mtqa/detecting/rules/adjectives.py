"""FR104: adjectives and participles that do not agree with the noun they qualify."""

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
    noun_shape,
    numbers_of,
)
from mtqa.detecting.rules.nominal import (
    BEFORE_NOUN,
    CALENDAR,
    ODD_NOUNS,
    SURE,
    as_written,
    is_known_noun,
    is_plural_numeral,
)
from mtqa.detecting.rules.rule import Rule

# Words that stay as they are, or whose gender or number is not their noun's.
_INVARIABLE = frozenset(
    "demi nu mi ci-joint ci-inclus excepté vu y compris passé possible fort bien mieux plein haut bas cher net court "
    "clair foncé marron orange standard snob chic pop rock kaki tel quel même feu maximum minimum extra super "
    "près soi-disant avant arrière chef clé clef phare record numéro type seul brut net aspirateur techno tissu plastique "
    "administrateur utilisateur client serveur système réseau hypertexte menu cible multimédia renouvelable".split()
)
# Verbs after which an adjective may belong to the subject: "elle quitte le court blessée".
_STATE_VERBS = frozenset(
    "quitter finir terminer rester mourir sortir partir revenir rentrer commencer arriver tomber vivre passer attendre "
    "regagner gagner perdre retrouver rejoindre trouver rendre laisser juger croire estimer considérer voir garder "
    "tenir faire déclarer avoir savoir sentir maintenir reconnaître nommer élire dire vouloir nommé abandonner".split()
)
# "grand rue", "pas grand chose": old feminines.
_AFTER_GRAND = frozenset("chose mère tante messe rue route place croix voile peine faim peur salle garde".split())
_DEGREE = frozenset("très plus moins aussi trop assez si particulièrement extrêmement".split())
_ONE = {"un": "ms", "une": "fs", "aucun": "ms", "aucune": "fs", "chacun": "ms", "chacune": "fs"}
_PHRASE_PARTS = frozenset(
    (Kind.NOUN, Kind.PREPOSITIONAL, Kind.ADJECTIVE, Kind.COORDINATOR, Kind.PARTICIPLE, Kind.ADVERB)
)


def _find_adjective(context: Context) -> Iterator[Finding]:
    found = chunks(context)
    for position, chunk in enumerate(found):
        if chunk.kind not in (Kind.NOUN, Kind.PREPOSITIONAL):
            continue
        head = context.words[chunk.head]
        if head.upos != "NOUN" or head.lower in ODD_NOUNS or head.lemma in ODD_NOUNS or head.tag.confidence < SURE:
            continue
        after = context.word(chunk.head + 1)
        is_dated = after is not None and after.lemma in ("dernier", "prochain")
        if not (is_dated or is_known_noun(context, head)):
            continue
        is_graded = after is not None and after.lower in _DEGREE
        for index in (chunk.head - 1, chunk.head + 2 if is_graded else chunk.head + 1):
            if chunk.first <= index <= chunk.last and not _is_doubtful(context, found, position, index):
                yield from _adjective(context, chunk, context.words[index])


def _adjective(context: Context, chunk: Chunk, word: Word) -> Iterator[Finding]:
    head = context.words[chunk.head]
    own = noun_shape(context, head)
    numerals = context.words[chunk.first : chunk.head]
    is_counted = any(is_plural_numeral(numeral) for numeral in numerals) and head.lower not in CALENDAR
    if is_counted and own & PLURAL:
        own = own & PLURAL  # also in "au moins 30 mois consécutifs"
    elif chunk.determiner is not None and chunk.determiner < chunk.head:
        asked = determiner_shape(context, context.words[chunk.determiner])
        # Where determiner and noun disagree already, only what agrees with neither is worth a word.
        own = asked & own or asked | own
    shape = adjective_shape(context, word)
    if shape & own or own == ANY_SHAPE:
        return
    gender = head.tag.gender or ("f" if own <= frozenset(("fs", "fp")) else "m")
    number = "p" if own <= PLURAL else "s"
    suggestion = inflected_adjective(context, word, gender, number)
    yield context.finding(word, word, f"“{word.text}” does not agree with “{head.text}”.", as_written(word, suggestion))


def inflected_adjective(context: Context, word: Word, gender: str, number: str) -> str | None:
    """The form of an adjective or past participle in a gender and number, None where the lexicon has none."""
    for category, features in (("ADJ", {}), ("VERB", {"verb_form": "part-past"})):
        forms = context.lexicon.forms(word.lemma, category, gender=gender, number=number, **features)
        if forms:
            return forms[0]
    return None


def _is_doubtful(context: Context, found: tuple[Chunk, ...], position: int, index: int) -> bool:
    """Whether the adjective at `index` may belong to something else than the noun beside it."""
    word, chunk = context.words[index], found[position]
    if not is_adjectival(word) or word.tag.confidence < SURE or word.text[0].isupper():
        return True
    if word.lemma in _INVARIABLE or word.lower in _INVARIABLE or word.lemma == "tout" or "-" in word.text:
        return True
    if word.lower == "grand" and context.words[chunk.head].lower in _AFTER_GRAND:
        return True
    if _is_set(context, word) or _is_shaded(context, word):
        return True
    if _is_verbal(context, word):
        return True
    if context.words[chunk.head].lower == "ayants" and word.lower == "droit":
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
        return word.lemma not in BEFORE_NOUN or _is_coordinated_before(context, word)
    after = context.word(index + 1)
    if after is not None and after.upos == "NOUN" and word.lemma in BEFORE_NOUN:
        return True
    shape = adjective_shape(context, word)
    return _claimed_from_left(context, found, position, word) or (
        bool(own & PLURAL) and not shape & PLURAL and _is_shared(context, word)
    )


def _is_set(context: Context, word: Word) -> bool:
    """Whether the word is part of an adverb ("à nouveau") or of "fait que"."""
    before, after = context.word(word.index - 1), context.word(word.index + 1)
    if word.lower == "nouveau":
        return before is not None and before.lower in ("à", "de")
    return word.lower == "fait" and after is not None and after.lower in ("que", "qu'")


def _is_verbal(context: Context, word: Word) -> bool:
    """Whether a verb was read as an adjective: "une durée variant de un à trois ans", "les salariés résident là"."""
    readings, after = context.lexicon.analyses(word.lower), context.word(word.index + 1)
    if any(own.verb_form == "part-pres" for own in readings):
        amount = context.word(word.index + 2)
        has_amount = after is not None and after.lower == "de" and amount is not None and amount.upos == "NUM"
        return has_amount or (after is not None and after.upos in ("DET", "NOUN", "NUM"))
    is_third = any(own.verb_form == "fin" and own.person == "3" for own in readings)
    return is_third and not any(other.is_finite for other in context.words)


def _is_shaded(context: Context, word: Word) -> bool:
    """Whether it is a colour with its shade, which stays as it is: "des lignes bleu foncé"."""
    after = context.word(word.index + 1)
    return after is not None and after.lower in ("clair", "foncé", "pâle", "vif", "sombre", "marine", "nuit", "ciel")


def _claimed_from_left(context: Context, found: tuple[Chunk, ...], position: int, word: Word) -> bool:
    """Whether a noun further left ("un sac de sport noir") or a subject ("elle sort du court blessée") may claim it."""
    shape = adjective_shape(context, word)
    left = position - 1
    if not shape & SINGULAR and _is_enumerated(found, position):
        return True
    after = context.word(word.index + 1)
    # "du travail sur l'infrastructure effectué par": what tells its agent may belong to any noun before.
    has_agent = after is not None and after.lower == "par" and found[position].kind is Kind.PREPOSITIONAL
    is_participle = any(own.verb_form == "part-past" for own in context.lexicon.analyses(word.lower))
    is_dependent = has_agent or _depends(context, found, position, is_participle)
    while is_dependent and left >= 0 and found[left].kind in _PHRASE_PARTS:
        head = context.words[found[left].head]
        if head.tag.verb_form == "part-pres":
            break
        if found[left].kind in (Kind.NOUN, Kind.PREPOSITIONAL):
            if head.upos != "NOUN" or _phrase_shape(context, found[left]) & shape:
                return True
            is_dependent = _depends(context, found, left, is_participle)
        left -= 1
    if is_dependent and left >= 0 and found[left].kind is Kind.PRONOUN:
        return _ONE.get(context.words[found[left].head].lower) in shape  # "un de ces programmes installé"
    while left >= 0 and found[left].kind in (Kind.ADVERB, Kind.CLITIC, Kind.SUBJECT):
        left -= 1
    if left < 0:
        return False
    if found[left].kind is Kind.STOP:
        return left == position - 1 and found[position].kind is Kind.PREPOSITIONAL
    if found[left].kind not in (Kind.VERB, Kind.INFINITIVE, Kind.PARTICIPLE):
        return False
    if is_participle:
        return True
    return found[position].kind is Kind.NOUN and context.words[found[left].head].lemma in _STATE_VERBS


def _depends(context: Context, found: tuple[Chunk, ...], position: int, is_participle: bool) -> bool:
    """Whether the phrase may be a part of a greater one: "de sport", "à main", "avec moteur"; not "avec ses frères"."""
    chunk = found[position]
    if chunk.determiner is None:
        return True
    opener = context.words[chunk.first].lower
    if chunk.kind is Kind.NOUN and position > 1 and found[position - 1].kind is Kind.COORDINATOR:
        # "des pouvoirs publics et des organismes", "contre le harcèlement et les agissements"
        joined = found[position - 2].kind is Kind.PREPOSITIONAL
        return joined and (opener == "des" or is_participle)
    openers = (
        "de",
        "d'",
        "du",
        "des",
        "à",
        "au",
        "aux",
        "en",
        "par",
        "pour",
        *(("sur", "contre") if is_participle else ()),
    )
    return chunk.kind is Kind.PREPOSITIONAL and opener in openers


def _phrase_shape(context: Context, chunk: Chunk) -> Shape:
    """What the noun of a phrase can be, and its determiner too where they disagree."""
    own = noun_shape(context, context.words[chunk.head])
    if chunk.determiner is None or chunk.determiner > chunk.head:
        return own
    asked = determiner_shape(context, context.words[chunk.determiner])
    return own if asked & own else own | asked


def _is_enumerated(found: tuple[Chunk, ...], position: int) -> bool:
    """Whether a plural adjective may sum up several nouns: "une maison et un jardin abandonnés"."""
    left = position - 1
    while left > 0 and found[left].kind in (Kind.NOUN, Kind.PREPOSITIONAL):
        left -= 1
    if left < 1 or found[left - 1].kind not in (Kind.NOUN, Kind.PREPOSITIONAL):
        return False
    link = found[left].kind
    return link is Kind.COORDINATOR or (link is Kind.COMMA and found[position].kind is Kind.PREPOSITIONAL)


def _is_coordinated_before(context: Context, word: Word) -> bool:
    """Whether adjectives before it share the noun: "les petit et moyen segments", "de premier et d'arrière plans"."""
    before = context.words[max(0, word.index - 3) : word.index]
    return any(other.lower in ("et", "ou") for other in before) and any(other.upos == "ADJ" for other in before)


def _is_shared(context: Context, word: Word) -> bool:
    """Whether several singular adjectives share a plural noun: "les marchés américain et chinois"."""
    after, further = context.word(word.index + 1), context.word(word.index + 2)
    if further is not None and further.lower == "non":
        further = context.word(further.index + 1)  # "les secteurs agricole et non agricole"
    if after is not None and after.text == "(":  # "les directions horizontale (largeur) et verticale"
        close = next((other.index for other in context.words[after.index : after.index + 6] if other.text == ")"), None)
        after, further = (None, None) if close is None else (context.word(close + 1), context.word(close + 2))
    if after is None or further is None:
        return False
    if after.lower not in ("et", "ou", ",", "-", "/", "puis"):
        return False
    return (
        is_adjectival(further)
        or further.upos in ("PROPN", "ADP", "ADP+DET")
        or any(own.category == "ADJ" for own in context.lexicon.analyses(further.lower))
    )


RULES = (
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
            "Il joue dans la rue avec ses frères ⟦aîné⟧.",
            "Il cherche une voiture très ⟦puissant⟧.",
        ),
        must_pass=(
            "Il l'a aidé pendant au moins 30 mois consécutifs.",
            "Elle est morte le 10 mars dernier.",
            "Les salariés des secteurs agricole et non agricole en profitent.",
            "Il loue l'effort des pouvoirs publics et des organismes d'assurance destiné à aider les gens.",
            "Le plan d'épargne pour la retraite collectif est prévu.",
            "Il nomme un référent en matière de lutte contre le harcèlement et les agissements sexistes désigné par le comité.",
            "Une durée variant de un à trois ans est prévue.",
            "Les ayants droit peuvent en bénéficier.",
            "La plupart des salariés venus depuis la création de la ville résident là.",
            "Elle liste les formats définis par l'utilisateur disponibles.",
            "Les bogues critiques pour la publication ouverts en mai sont fermés.",
            "Il est livré avec un de ces programmes installé par défaut.",
            "Créez des liens hypertexte vers les titres.",
            "Les zones sont bordées par des lignes bleu foncé.",
            "Les petit et moyen segments sont égaux.",
            "Il va dans les directions horizontale (largeur) et verticale (hauteur).",
            "Les marchés américain et chinois reculent.",
            "Elle a quitté le court blessée.",
            "Un sac de sport noir a été retrouvé.",
            "Une maison et un jardin abandonnés se vendent mal.",
            "Elle porte des chaussures marron.",
            "Rien de grave ni quelque chose de nouveau.",
            "Les élections présidentielle et législatives auront lieu au printemps.",
            "Installer un paquet revient à donner les droits administrateur à son concepteur.",
            "Il est possible d'exécuter à nouveau aptitude une fois l'installation achevée.",
            "La richesse résulte du travail sur l'infrastructure effectué par des développeurs.",
            "L'abondance d'adresses fait que le réseau n'est pas requis.",
        ),
        confidence=0.85,
    ),
)
