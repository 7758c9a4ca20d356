"""FR104: determiners that do not agree with their noun in gender or number."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import (
    PLURAL,
    SINGULAR,
    Chunk,
    Kind,
    Shape,
    adjective_shape,
    chunks,
    determiner_shape,
    is_numeral,
    noun_shape,
    numbers_of,
    shape_of,
)
from mtqa.detecting.rules.rule import Rule

# Below this the tagger may have taken a verb or an adverb for a noun or adjective.
SURE = 0.7
_COMMON = 1.5  # occurrences a million: the gender of rarer nouns is often that of another sense or a foreign word's
# "la plupart", "quelque chose": nouns whose adjectives do not follow their gender.
ODD_NOUNS = frozenset(
    "chose plupart gens personne rien monde fois million milliard millier espèce type orgue amour délice moitié numéro "
    "prime ferme face live média cent mille effet peine tout web alinéa enceinte boys drôle merci "
    "manière façon instant moment pourcent virgule maximum minimum".split()
)
# Offices that writers give to women without changing the word.
_FOR_BOTH = frozenset(
    "procureur député agent médecin professeur auteur chef capitaine commandant colonel général ingénieur juge maire "
    "magistrat chauffeur sapeur pompier soldat officier docteur mannequin successeur témoin guide gourou leader".split()
)
# Adjectives that usually stand before their noun.
BEFORE_NOUN = frozenset(
    "grand petit beau bon mauvais nouveau vieux jeune gros premier deuxième troisième second dernier prochain seul autre "
    "même vrai faux haut long court ancien futur double certain nombreux différent divers véritable simple propre énorme "
    "important principal meilleur pire moindre large vaste rare tel quelque tout fameux célèbre excellent grave violent terrible "
    "lourd profond léger sérieux immense".split()
)
CALENDAR = frozenset(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche abord peu midi minuit demain hier".split()
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
    if head.upos != "NOUN" or head.tag.confidence < SURE or not is_known_noun(context, head):
        return
    after = context.word(head.index + 1)
    if head.lower in ODD_NOUNS or (head.lower == "grâce" and after is not None and after.lower in ("à", "au", "aux")):
        return
    own = noun_shape(context, head)
    if chunk.determiner is None:
        numeral = context.word(chunk.head - 1)
        if numeral is not None and _opens(context, chunk, numeral) and is_plural_numeral(numeral) and not own & PLURAL:
            yield from _noun_in(context, head, numeral, PLURAL)
        return
    determiner = context.words[chunk.determiner]
    if determiner.tag.confidence < SURE or _may_be_pronoun(context, determiner, head):
        return
    if _is_gerund(context, determiner, head) or _ends_number(context, determiner):
        return
    asked = determiner_shape(context, determiner)
    between = context.words[chunk.determiner + 1 : chunk.head]
    if any(is_numeral(word) or word.lemma == "quelque" for word in (determiner, *between)):
        counts = len(between) == 1 and is_plural_numeral(between[0])
        if counts and not own & PLURAL and asked & PLURAL:
            yield from _noun_in(context, head, between[-1], PLURAL)
        return
    if asked & own:
        if not between and determiner.lower in _BEFORE_VOWEL and own == _FEMININE and _begins_hard(head):
            yield _wrong_determiner(context, determiner, head, own)
        return
    if not numbers_of(asked) & numbers_of(own):
        if own <= PLURAL and _is_coordinated(context, determiner):
            return
        if determiner.lower == "leur" and own <= PLURAL:
            yield _wrong_determiner(context, determiner, head, own)
            return
        wanted = "p" if asked <= PLURAL else "s"
        if wanted == "p" and _shares_determiner(context, head):
            return
        if not any(_may_be_noun(context, word) for word in between):
            yield from _noun_in(context, head, determiner, PLURAL if wanted == "p" else SINGULAR)
        return
    before = context.word(determiner.index - 1)
    is_second = before is not None and before.upos in ("DET", "ADP+DET") and before.lemma != "tout"
    if is_second or context.lexicon.frequency(head.lower) < _COMMON or head.lemma in _FOR_BOTH:
        return
    if not _agrees_without(context, between, asked, own) and any(
        reading.verb_form in ("fin", "part-past") for reading in context.lexicon.analyses(head.lower)
    ):
        return
    if any(
        reading.category == "ADJ" and shape_of([reading]) & asked for reading in context.lexicon.analyses(head.lower)
    ):
        return  # "le politique", "le numérique": an adjective made a noun
    is_superlative = len(between) == 2 and between[0].lower in ("plus", "moins") and between[1].upos == "ADJ"
    if is_superlative and not _may_be_noun(context, between[1]):
        phrase = context.text[determiner.start : head.end]
        yield context.finding(determiner, head, f"“{determiner.text}” and “{head.text}” do not agree in “{phrase}”.")
        return
    if not any(word.upos in ("NUM", "ADV") or _may_be_noun(context, word) for word in between):
        yield _wrong_determiner(context, determiner, head, own)


def _is_coordinated(context: Context, determiner: Word) -> bool:
    """ "le premier et le dernier points": two phrases share the noun."""
    link, adjective = context.word(determiner.index - 1), context.word(determiner.index - 2)
    return (
        link is not None and link.lower in ("et", "ou") and adjective is not None and adjective.upos in ("ADJ", "NUM")
    )


def _shares_determiner(context: Context, noun: Word) -> bool:
    """ "les nom et prénom", "les nom d'utilisateur et mot de passe": one plural determiner for several nouns."""
    for word in context.words[noun.index + 1 : noun.index + 6]:
        if word.upos not in ("ADP", "NOUN", "CCONJ", "ADJ") and word.text != ",":
            return False
        after = context.word(word.index + 1)
        if word.lower in ("et", "ou", ","):
            return after is not None and after.upos == "NOUN"
    return False


def _ends_number(context: Context, one: Word) -> bool:
    """ "cinq cent un salariés"."""
    before = context.word(one.index - 1)
    return one.lower in ("un", "une") and before is not None and is_numeral(before)


def _is_gerund(context: Context, pronoun: Word, word: Word) -> bool:
    """ "en les déposant", "un différend les opposant": the tagger may take the verb for a noun or adjective."""
    before = context.word(pronoun.index - 1)
    if before is None or not word.lower.endswith("ant") or pronoun.lower not in ("le", "la", "les", "l'"):
        return False
    readings = context.lexicon.analyses(word.lower)
    return before.lower == "en" or (before.upos == "NOUN" and any(own.verb_form == "part-pres" for own in readings))


def _agrees_without(context: Context, between: tuple[Word, ...], asked: Shape, own: Shape) -> bool:
    """Whether an adjective between agrees with the noun and not with the determiner: "sa nouveau téléphone"."""
    if not between:
        return True
    shape = adjective_shape(context, between[0])
    return len(between) == 1 and between[0].lemma in BEFORE_NOUN and bool(shape & own) and not shape & asked


def _opens(context: Context, chunk: Chunk, numeral: Word) -> bool:
    """Whether the phrase begins with the number, which is no name's ("une Model 3 blanche", "le site 76 actu")."""
    before = context.word(numeral.index - 1)
    if before is not None and before.upos in ("NOUN", "PROPN", "ADJ"):
        return False
    return numeral.index == chunk.first + (chunk.kind is Kind.PREPOSITIONAL)


def is_known_noun(context: Context, word: Word) -> bool:
    """A common noun whose every noun reading the lexicon lists; capitals inside a sentence make names."""
    if (word.text[0].isupper() and word.index > 0) or word.lemma in CALENDAR:
        return False
    readings = context.lexicon.analyses(word.text)
    return any(own.category == "NOUN" for own in readings) and "-" not in word.text and len(word.text) > 1


def _may_be_noun(context: Context, word: Word) -> bool:
    """Whether the word between may be the noun itself: "les complémentaires santé", "ce manuel avance la thèse"."""
    if word.lemma in BEFORE_NOUN:
        return False
    return word.upos == "ADJ" or any(own.category == "NOUN" for own in context.lexicon.analyses(word.lower))


def is_plural_numeral(word: Word) -> bool:
    """Whether it counts two or more: a word, or digits from 2 to 1000 (years and codes are larger)."""
    if not is_numeral(word) or word.lower in ("un", "une", "zéro"):
        return False
    if word.text[0].isdigit():
        return word.text.isdecimal() and 2 <= int(word.text) <= 1000
    return word.lower.isalpha()


def _may_be_pronoun(context: Context, determiner: Word, head: Word) -> bool:
    """Whether "le demande" may be a pronoun with its verb."""
    if determiner.lower not in ("le", "la", "les", "l'", "leur", "en"):
        return False
    before = context.word(determiner.index - 1)
    if before is None or (before.upos == "ADP" and before.lower != "comme"):
        return False
    after = context.word(head.index + 1)
    if after is not None and after.is_finite:
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
    suggestion = _BEFORE_VOWEL.get(determiner.lower) or _form_before(context, determiner, gender, number)
    if determiner.lower == "leur":
        name, suggestion = "plural", "leurs"
    message = f"“{head.text}” is {name}: “{determiner.text}” does not agree with it."
    return context.finding(determiner, determiner, message, as_written(determiner, suggestion))


_FORMS = {"le": ("le", "la", "l'"), "ce": ("ce", "cette", "cet")}  # masculine, feminine, masculine before a vowel
_CONTRACTED = {"du": "de la", "au": "à la"}


def _form_before(context: Context, determiner: Word, gender: str, number: str) -> str | None:
    """The determiner's form for a gender and number, as the next word wants it; None where a vowel leaves it open."""
    after = context.words[determiner.index + 1]
    if determiner.upos != "DET":
        return _CONTRACTED.get(determiner.lower) if gender == "f" and number == "s" and _begins_hard(after) else None
    if determiner.lemma in _FORMS and number == "s":
        masculine, feminine, elided = _FORMS[determiner.lemma]
        if _begins_hard(after) or (gender == "f" and determiner.lemma == "ce"):
            return feminine if gender == "f" else masculine
        return elided if after.lower[0] not in "hy" and determiner.lemma == "ce" else None
    forms = context.lexicon.forms(determiner.lemma, "DET", gender=gender, number=number)
    return forms[0] if forms else None


def as_written(word: Word, suggestion: str | None) -> str | None:
    """The suggestion with the capital of the word it replaces; None where it changes nothing."""
    if suggestion is None or suggestion == word.lower:
        return None
    return suggestion.capitalize() if word.text[0].isupper() else suggestion


RULES = (
    Rule(
        "FR104",
        "determiner-noun",
        _find_determiner,
        must_fail=(
            "Elle est ⟦la plus jeune joueur⟧ du tournoi.",
            "Elle pose ⟦un⟧ valise sur le quai.",
            "Il a acheté deux ⟦maison⟧ au bord de la mer.",
            "Les ⟦bateau⟧ rentrent au port.",
            "Plusieurs ⟦ville⟧ ont dit non.",
            "⟦Le⟧ fenêtre donne sur la cour.",
            "Ils parlent de ⟦ce⟧ maison depuis des années.",
            "Ils ont vendu ⟦leur⟧ maisons.",
            "Il a perdu ⟦sa⟧ nouveau téléphone.",
        ),
        must_pass=(
            "Une entreprise de cinq cent un salariés a fermé.",
            "Donnez pour chacun ses nom, prénoms et profession.",
            "Il reste dix places (deux maximum par personne).",
            "Il trouve une solution au différend les opposant à leur administration.",
            "Donnez les nom et prénoms du voisin.",
            "Saisissez les nom d'utilisateur et mot de passe corrects.",
            "Faites-le en sélectionnant les lignes et en les déposant dans le classeur.",
            "Le premier et le dernier points sont fixes.",
            "Il passe d'un réseau à un autre grâce à une petite icône.",
            "Il le demande depuis lundi.",
            "Son école et mon amie sont loin.",
            "Les 4 x 4 sont interdits.",
            "Une élève et un élève se disputent.",
            "La victime est un homme de 30 ans.",
            "Quelque 200 agents ont été déployés.",
            "Le 4 mai, il est parti.",
            "Il conduit une Model 3 blanche.",
            "Vingt et un députés ont voté contre.",
        ),
        confidence=0.85,
    ),
)
