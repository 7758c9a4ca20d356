"""FR107: set constructions that lost or gained a preposition: "avant de la nuit", "près la rivière", "faire confiance le"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.french.collocations import prepositions_meet
from mtqa.french.joining import joined
from mtqa.french.time_words import ADVERBIAL_NOUNS, SEASONS, WEEKDAYS

_ARTICLES = frozenset("le la les l' un une".split())
# Prepositions that take "de" only before an infinitive (avant de) or never.
_WITHOUT_DE = frozenset(
    "avant après pendant durant depuis selon malgré sans sauf chez vers contre dans sur sous".split()
)
_NEVER_PARTITIVE = frozenset("avant pendant durant selon malgré vers".split())
# Words that lack their preposition before an article.
_LACKING = {"près": "de", "loin": "de", "grâce": "à", "face": "à", "quant": "à", "autour": "de", "lors": "de"}
_NOMINAL = ("NOUN", "ADJ", "PROPN", "NUM")


def _extra_de(context: Context) -> Iterator[Finding]:
    """ "avant de la nuit"."""
    for word, second in context.pairs(first=_WITHOUT_DE):
        third, noun = context.word(second.index + 1), context.word(second.index + 2)
        if word.upos not in ("ADP", "ADV") or third is None or noun is None:
            continue
        text = f"“{word.text}” takes no “de” before a noun."
        if second.lower in ("de", "d'") and third.lower in _ARTICLES and third.upos == "DET":
            if noun.upos in _NOMINAL and not _is_lost_infinitive(context, noun):
                yield context.finding(second, second, text, "")
        elif second.lower == "de" and third.upos == "NUM" and word.lower in ("depuis", "pendant", "durant"):
            yield context.finding(second, second, text, "")
        elif second.lower == "du" and word.lower in _NEVER_PARTITIVE and third.upos in ("NOUN", "ADJ"):
            yield context.finding(second, second, text, "le")


def _is_lost_infinitive(context: Context, noun: Word) -> bool:
    """ "avant de l'informé": the infinitive after "de" is what went wrong."""
    readings = context.lexicon.analyses(noun.text)
    participle = any(own.verb_form == "part-past" for own in readings) and noun.lower.endswith("é")
    return participle or noun.tag.verb_form == "inf"


_LACKING_WORDS = frozenset((*_LACKING, "combien", "beaucoup"))


def _lacking(context: Context) -> Iterator[Finding]:
    """ "près la rivière", "combien pages"."""
    for word, second in context.pairs(first=_LACKING_WORDS):
        third = context.word(second.index + 1)
        if word.lower in _LACKING and second.lower in ("le", "la", "les", "l'") and second.upos == "DET":
            if third is not None and third.upos in _NOMINAL and not _stands_alone(context, word):
                preposition = _LACKING[word.lower]
                yield context.finding(
                    second, second, f"“{word.text}” takes “{preposition}”.", joined(preposition, second.text)
                )
        elif (
            word.lower in ("combien", "beaucoup")
            and not _is_thanks(context, word)
            and second.upos == "NOUN"
            and _is_plain_noun(context, second)
        ):
            yield context.finding(second, second, f"“{word.text}” takes “de” before a noun.", joined("de", second.text))


def _is_thanks(context: Context, word: Word) -> bool:
    before = context.word(word.index - 1)
    return before is not None and before.lower == "merci"


def _stands_alone(context: Context, word: Word) -> bool:
    """ "cela touche de trop près les intérêts du maire", "il fait face", "la face la plus claire"."""
    before = context.word(word.index - 1)
    if before is None:
        return False
    after = context.word(word.index + 2)
    if word.lower == "loin" and after is not None and after.lemma == "temps":
        return True  # "il est loin, le temps où"
    if word.lower == "grâce" and before.upos == "DET":
        return True
    if word.lower == "lors":
        return before.lower == "dès"
    if word.lower == "près" and any(
        other.lower in ("à", "au") for other in context.words[max(0, word.index - 4) : word.index]
    ):
        return True  # "à peu près le même âge", "au jour près"
    if word.lower == "face":
        return before.upos in ("DET", "VERB", "ADP", "ADJ")
    return before.lower in ("trop", "plus", "moins", "si", "aussi", "à", "de", "très")


def _side(context: Context) -> Iterator[Finding]:
    """ "la main de gauche"."""
    for word, second in context.pairs(first=_SIDED):
        third = context.word(second.index + 1)
        if word.upos != "NOUN" or second.lower != "de" or third is None:
            continue
        if third.lower in ("gauche", "droite"):
            right = _sided(word, third)
            yield context.finding(second, third, f"French says “{word.text} {right}”.", right)


_SIDED = frozenset(
    "main mains pied pieds bras œil jambe jambes épaule genou cheville cuisse oreille joue poignet coude".split()
)


def _sided(word: Word, side: Word) -> str:
    masculine = word.lower in ("pied", "bras", "œil", "genou", "poignet", "coude", "pieds")
    return "droit" if side.lower == "droite" and masculine else side.text


def _is_plain_noun(context: Context, word: Word) -> bool:
    readings = {own.category for own in context.lexicon.analyses(word.text)}
    certain = readings == {"NOUN"} or (word.tag.confidence >= 0.95 and word.tag.number == "p")
    return certain and word.text.islower() and word.lemma not in WEEKDAYS | SEASONS


# Verbs with a bare noun that together govern a preposition: "faire confiance le maire".
_SUPPORT = {
    ("faire", "confiance"): "à", ("faire", "partie"): "de", ("faire", "appel"): "à", ("faire", "preuve"): "de",
    ("faire", "face"): "à", ("faire", "référence"): "à", ("faire", "allusion"): "à", ("faire", "l'objet"): "de",
    ("avoir", "besoin"): "de", ("avoir", "peur"): "de", ("avoir", "envie"): "de", ("avoir", "accès"): "à",
    ("avoir", "recours"): "à", ("avoir", "honte"): "de", ("tenir", "compte"): "de", ("mettre", "fin"): "à",
    ("mettre", "terme"): "à", ("prendre", "soin"): "de", ("prendre", "conscience"): "de", ("prendre", "part"): "à",
    ("rendre", "hommage"): "à", ("rendre", "visite"): "à", ("porter", "atteinte"): "à", ("porter", "plainte"): "contre",
    ("donner", "lieu"): "à", ("donner", "naissance"): "à", ("donner", "accès"): "à", ("venir", "bout"): "de",
    ("tirer", "profit"): "de", ("tirer", "parti"): "de",
}  # fmt: skip


# After these the noun phrase may be the subject: "dont ont besoin les villes".
_INVERTING = frozenset("dont auquel auxquels auxquelles que qu' où duquel laquelle quoi".split())
_OPENERS = frozenset("le la les l' un une cette ce ces son sa ses".split())


_SUPPORTED = frozenset(noun for _, noun in _SUPPORT)


def _support_verb(context: Context) -> Iterator[Finding]:
    for noun, article in context.pairs(first=_SUPPORTED):
        if article.upos != "DET" or article.lower not in _OPENERS:
            continue
        for verb in reversed(context.words[max(0, noun.index - 3) : noun.index]):
            right = _SUPPORT.get((verb.lemma, noun.lower))
            start = context.word(verb.index - 1)
            if right and start is not None and start.lower == "en" and start.index < 2:
                break  # "En font partie la cuisine et la cave"
            if right and any(other.lower in _INVERTING for other in context.words[max(0, noun.index - 6) : noun.index]):
                break
            if right and not _tells_time(context, article):
                text = f"{verb.lemma} {noun.text} {right}"
                yield context.finding(article, article, f"French says “{text}”.", joined(right, article.text))
                break


def _tells_time(context: Context, article: Word) -> bool:
    """ "avoir peur la nuit"."""
    return any(other.lemma in ADVERBIAL_NOUNS for other in context.words[article.index + 1 : article.index + 3])


def _doubled(context: Context) -> Iterator[Finding]:
    for first, second in context.pairs(first=_PLAIN):
        if second.lower not in _PLAIN or first.lower == second.lower:
            continue
        if first.upos != "ADP" or second.upos != "ADP" or not context.gap(first, second).isspace():
            continue
        if prepositions_meet(first.lower, second.lower) or min(first.tag.confidence, second.tag.confidence) < 0.8:
            continue
        yield context.finding(first, second, f"“{first.text}” and “{second.text}” cannot stand together.")


_PLAIN = frozenset("à de d' pour par sur dans en avec contre vers sans sous depuis pendant".split())


RULES = (
    Rule(
        "FR107",
        "extra-de",
        _extra_de,
        must_fail=(
            "Il arrivera avant ⟦de⟧ la nuit.",
            "Elle dort pendant ⟦de⟧ la réunion.",
            "Malgré ⟦du⟧ froid, ils sortent.",
        ),
        must_pass=(
            "Il arrivera avant de la voir.",
            "Il arrivera avant de dormir.",
            "Il a vu de la neige sur des toits.",
            "Les soldats sont après de longues marches épuisés.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "lacking-preposition",
        _lacking,
        must_fail=(
            "La ferme est près ⟦la⟧ rivière.",
            "Elle ignore combien ⟦pages⟧ il a lues.",
            "Le chantier avance grâce ⟦les⟧ bénévoles.",
        ),
        must_pass=(
            "La ferme est près de la rivière.",
            "Combien sont venus ?",
            "Il a fait face les yeux fermés.",
            "Le dossier touche de trop près les intérêts du maire.",
            "Beaucoup pensent le contraire.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "left-and-right",
        _side,
        must_fail=(
            "Il écrit de la main ⟦de gauche⟧.",
            "Elle s'est blessée au genou ⟦de droite⟧.",
            "Son œil ⟦de gauche⟧ est rouge.",
        ),
        must_pass=(
            "De gauche à droite, il écrit.",
            "Les partis de gauche votent contre.",
            "La voisine de droite est partie.",
            "Il tend la main à gauche.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR107",
        "support-verb",
        _support_verb,
        must_fail=(
            "Les clients font confiance ⟦la⟧ banque.",
            "Il a besoin ⟦une⟧ voiture neuve.",
            "La loi met fin ⟦les⟧ contrôles.",
        ),
        must_pass=(
            "N'en font pas partie les copies à usage privé.",
            "En font partie la cuisine et la cave.",
            "Les clients font confiance à la banque.",
            "Il a besoin d'une voiture neuve.",
            "Elle a peur la nuit.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "prepositions-together",
        _doubled,
        must_fail=(
            "Il parle ⟦de pour⟧ ses voisins.",
            "La lettre est écrite ⟦par avec⟧ soin.",
            "Elle arrive ⟦dans à⟧ Paris.",
        ),
        must_pass=(
            "Il sort de chez lui.",
            "Elle a appelé dès avant midi.",
            "Le vin est fait pour durer.",
            "L'un d'entre eux est parti.",
        ),
        confidence=0.85,
    ),
)
