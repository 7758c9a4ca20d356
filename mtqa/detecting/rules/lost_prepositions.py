"""FR107: prepositions that nouns, adjectives and set phrases need: "peur faire", "faute argent", "en moins une heure"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mtqa.detecting.articles import common_noun
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import noun_phrase
from mtqa.detecting.rules.rule import Rule
from mtqa.french.joining import joined
from mtqa.french.lexicon import Lexicon
from mtqa.french.time_words import ADVERBIAL_NOUNS, MONTHS, TIME_NOUNS, WEEKDAYS

# Nouns that with "avoir" or "donner" govern an infinitive or a noun, by their preposition.
_GOVERNING = {
    **dict.fromkeys("peur besoin envie honte hâte intention droit possibilité chance plaisir temps raison l'habitude "
                    "habitude occasion permission courage mérite".split(), "de"),
    **dict.fromkeys("tendance mal intérêt".split(), "à"),
}  # fmt: skip
_BARE = frozenset("besoin envie".split())


_GOVERNING_NOUNS = frozenset(_GOVERNING)


def _noun_and_infinitive(context: Context) -> Iterator[Finding]:
    """ "avoir peur faire", "avoir tendance oublier", "avoir besoin lumière"."""
    for noun, word in context.pairs(first=_GOVERNING_NOUNS):
        right = _GOVERNING.get(noun.lower)
        if right is None or not word.text.islower():
            continue
        if not any(other.lemma == "avoir" for other in context.words[max(0, noun.index - 3) : noun.index]):
            continue
        infinitive = word.tag.verb_form == "inf"
        if infinitive or (_is_needed(noun, word)):
            if infinitive and noun.lower == "raison":
                continue
            yield context.finding(word, word, f"“{noun.text}” takes “{right}”.", joined(right, word.text))


def _is_needed(noun: Word, word: Word) -> bool:
    needed = word.upos == "NOUN" and word.lemma not in ADVERBIAL_NOUNS and word.lower not in ("grâce", "face")
    return noun.lower in _BARE and needed


_FAUTE = frozenset(("faute",))


def _for_want_of(context: Context) -> Iterator[Finding]:
    """ "faute moyens"."""
    for faute, noun in context.pairs(first=_FAUTE):
        before = context.word(faute.index - 1)
        if noun.upos not in ("NOUN", "DET") or not noun.text.islower():
            continue
        if before is not None and not (before.text in ",;:—–(" or before.lower in ("et", "ou", "mais")):
            continue
        if noun.upos == "DET" and noun.lower not in ("un", "une", "le", "la", "les", "l'"):
            continue
        after = context.word(noun.index + 1)
        if after is None or after.is_finite:
            continue
        if (
            before is None
            and noun.upos == "NOUN"
            and any(own.category == "ADJ" for own in context.lexicon.analyses(noun.text))
        ):
            continue
        yield context.finding(noun, noun, "“faute” takes “de”.", joined("de", noun.text))


# Adjective -> preposition found -> preposition wanted, before an infinitive.
_ADJECTIVE_INFINITIVE = {
    "prêt": {"de": "à"},
    "capable": {"à": "de", "pour": "de"},
    "incapable": {"à": "de", "pour": "de"},
    "sûr": {"à": "de", "pour": "de"},
    "certain": {"à": "de", "pour": "de"},
    "content": {"à": "de"},
    "heureux": {"à": "de", "pour": "de"},
    "fier": {"à": "de", "pour": "de"},
    "ravi": {"à": "de", "pour": "de"},
    "obligé": {"pour": "de"},
    "forcé": {"pour": "de"},
    "désireux": {"à": "de", "pour": "de"},
    "susceptible": {"à": "de", "pour": "de"},
    "habitué": {"de": "à"},
    "déterminé": {"de": "à", "pour": "à"},
    "enclin": {"de": "à", "pour": "à"},
    "disposé": {"de": "à", "pour": "à"},
    "libre": {"à": "de"},
    "soucieux": {"à": "de"},
    "impatient": {"à": "de", "pour": "de"},
}
# Adjective -> preposition found -> preposition wanted, before a noun with its determiner.
_ADJECTIVE_NOUN = {
    "intéressé": {"dans": "par", "en": "par", "sur": "par"},
    "satisfait": {"avec": "de"},
    "content": {"avec": "de"},
    "fier": {"sur": "de", "à": "de"},
    "amoureux": {"avec": "de", "à": "de"},
    "jaloux": {"à": "de", "sur": "de"},
    "responsable": {"à": "de", "pour": "de"},
    "coupable": {"pour": "de", "à": "de"},
    "similaire": {"avec": "à"},
    "supérieur": {"que": "à"},
    "inférieur": {"que": "à"},
    "antérieur": {"que": "à"},
    "opposé": {"contre": "à"},
    "différent": {"à": "de"},
    "plein": {"avec": "de"},
    "proche": {"à": "de"},
    "dépendant": {"sur": "de", "à": "de"},
    "fidèle": {"avec": "à", "de": "à"},
    "conscient": {"à": "de", "sur": "de"},
}
_FOUND = frozenset(("de", "à", "pour", "dans", "en", "sur", "avec", "que", "contre"))
_FORMS = {"d'": "de", "du": "de", "des": "de", "au": "à", "aux": "à", "qu'": "que"}
_CONTRACTED = {"du": "le", "des": "les", "au": "le", "aux": "les"}
_CLITICS = frozenset("me m' te t' se s' le la les l' lui leur y en nous vous ne n' pas plus".split())
_COPULAS = frozenset("être sembler paraître rester devenir sentir".split())


_FOUND_FORMS = _FOUND | frozenset(form for form, own in _FORMS.items() if own in _FOUND)


def _adjective_preposition(context: Context) -> Iterator[Finding]:
    """ "prêt de partir", "intéressé dans la musique"."""
    for word, preposition in context.pairs(second=_FOUND_FORMS):
        own = _FORMS.get(preposition.lower, preposition.lower)
        lemma = _adjective_lemma(context.lexicon, word.lower) if word.upos in ("ADJ", "VERB") else None
        if lemma is None or not _is_predicate(context, word):
            continue
        wanted = _ADJECTIVE_INFINITIVE.get(lemma, {}).get(own)
        if wanted and _infinitive_follows(context, preposition):
            yield _finding(context, word, preposition, wanted)
            continue
        wanted = _ADJECTIVE_NOUN.get(lemma, {}).get(own)
        if wanted and _noun_follows(context, preposition):
            yield _finding(context, word, preposition, wanted)


@lru_cache(maxsize=8192)
def _adjective_lemma(lexicon: Lexicon, form: str) -> str | None:
    """The adjective or past participle, in its masculine, that asks for a preposition; None for another word."""
    for own in lexicon.analyses(form):
        lemma = own.lemma
        if own.verb_form == "part-past":
            masculine = lexicon.forms(lemma, "VERB", verb_form="part-past", gender="m", number="s")
            lemma = masculine[0] if masculine else lemma
        if lemma in _ADJECTIVE_INFINITIVE or lemma in _ADJECTIVE_NOUN:
            return lemma
    return None


def _is_predicate(context: Context, word: Word) -> bool:
    return any(other.lemma in _COPULAS for other in context.words[max(0, word.index - 4) : word.index])


def _infinitive_follows(context: Context, preposition: Word) -> bool:
    index = preposition.index + 1
    while (word := context.word(index)) is not None and word.lower in _CLITICS:
        index += 1
    return word is not None and word.tag.verb_form == "inf" and word.tag.confidence >= 0.8


def _noun_follows(context: Context, preposition: Word) -> bool:
    contracted = preposition.lower in _CONTRACTED
    article = context.word(preposition.index + 1)
    if not contracted and (article is None or article.upos != "DET"):
        return False
    phrase = noun_phrase(context, preposition.index + (not contracted))
    if phrase is None or context.words[phrase.head].upos != "NOUN":
        return False
    return context.words[phrase.head].lemma not in TIME_NOUNS | _SET_NOUNS


_SET_NOUNS = frozenset(
    "fois point égard titre cause plus cas contraire idée vu sens sein cours moment niveau lieu".split()
)


def _finding(context: Context, word: Word, preposition: Word, wanted: str) -> Finding:
    article = _CONTRACTED.get(preposition.lower)
    suggestion: str | None = wanted
    if article is not None:
        suggestion = joined(wanted, article)
    elif wanted == "de" and (after := context.word(preposition.index + 1)) is not None:
        suggestion = wanted if joined("de", after.text) == f"de {after.text}" else None
    text = f"“{word.text}” takes “{wanted}”, not “{preposition.text}”."
    return context.finding(preposition, preposition, text, suggestion)


# Set phrases that lost their last "de" before a determiner or number.
_PHRASES = frozenset(
    (("en", "moins"), ("au", "cours"), ("au", "sein"), ("à", "cause"), ("en", "raison"), ("au", "lieu"),
     ("au", "bout"), ("au", "nom"), ("à", "force"), ("à", "partir"), ("en", "faveur"), ("en", "dépit"),
     ("à", "proximité"), ("au", "moyen"), ("en", "dehors"), ("à", "propos"), ("le", "long"), ("au", "long"), ("au", "bord"))
)  # fmt: skip
# Of these also a bare noun shows that "de" is lost: "en raison grève".
_BEFORE_BARE = frozenset(
    (("en", "raison"), ("à", "cause"), ("au", "sein"), ("au", "cours"), ("en", "faveur"), ("à", "proximité"),
     ("au", "moyen"), ("en", "dépit"), ("à", "force"))
)  # fmt: skip
_AFTER = frozenset("le la les l' un une ce cet cette ces son sa ses leur leurs".split())


_PHRASE_ENDS = frozenset(last for _, last in _PHRASES)


def _phrase_without_de(context: Context) -> Iterator[Finding]:
    """ "en moins une heure", "au cours la semaine"."""
    for word, article in context.pairs(first=_PHRASE_ENDS):
        first = context.word(word.index - 1)
        if first is None or (first.lower, word.lower) not in _PHRASES:
            continue
        counted = word.lower == "moins" and article.upos == "NUM"
        if (first.lower, word.lower) in _BEFORE_BARE and common_noun(context, article.index) is not None:
            yield context.finding(
                article, article, f"French says “{first.text} {word.text} de”.", joined("de", article.text)
            )
            continue
        if not counted and (article.upos != "DET" or article.lower not in _AFTER):
            continue
        noun = context.word(article.index + 1)
        before = context.word(first.index - 1)
        if noun is None or noun.upos not in ("NOUN", "ADJ", "PROPN"):
            continue
        if before is not None and before.lower.startswith("jusqu"):
            continue  # "il assume jusqu'au bout ses choix"
        if word.lower == "moins" and (
            noun.lemma not in ADVERBIAL_NOUNS or (before is not None and before.lower in ("moins", "plus", "de"))
        ):
            continue
        if word.lower == "cours" and article.lower == "le" and noun.lower in WEEKDAYS | MONTHS:
            continue
        text = f"French says “{first.text} {word.text} de”."
        yield context.finding(article, article, text, joined("de", article.text))


RULES = (
    Rule(
        "FR107",
        "noun-without-preposition",
        _noun_and_infinitive,
        must_fail=(
            "Les ouvriers ont peur ⟦perdre⟧ leur emploi.",
            "Les plantes ont besoin ⟦soleil⟧ au printemps.",
            "Il a tendance ⟦oublier⟧ ses clés.",
        ),
        must_pass=(
            "Les ouvriers ont peur de perdre leur emploi.",
            "La maison fait peur, dormir là est impossible.",
            "Les plantes ont besoin de soleil.",
            "Il a besoin chaque jour de soleil.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR107",
        "faute-without-de",
        _for_want_of,
        must_fail=(
            "Le musée ferme, faute ⟦visiteurs⟧ en hiver.",
            "Elle renonce, faute ⟦argent⟧.",
            "Il dort dehors, faute ⟦un⟧ toit.",
        ),
        must_pass=(
            "Le musée ferme, faute de visiteurs.",
            "C'est une faute grave.",
            "Faute professionnelle, le médecin est renvoyé.",
            "Il vient sans faute demain.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "adjective-preposition",
        _adjective_preposition,
        must_fail=(
            "Le chien est capable ⟦à⟧ courir longtemps.",
            "Les joueurs sont prêts ⟦de⟧ partir.",
            "Elle est intéressée ⟦dans⟧ la peinture.",
            "Le maire est satisfait ⟦avec⟧ le résultat.",
        ),
        must_pass=(
            "Les règles sont différentes au cours de la saison.",
            "Le chien est capable de courir longtemps.",
            "Ils sont venus, heureux pour leurs amis.",
            "Il est content à l'idée de partir.",
            "Le prix est proche du coût.",
            "Elle reste fière à plus d'un titre.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "phrase-without-de",
        _phrase_without_de,
        must_fail=(
            "Le train est annulé en raison ⟦grève⟧.",
            "Le train arrive en moins ⟦une⟧ heure.",
            "Le vol est annulé à cause ⟦le⟧ brouillard.",
            "Il a parlé au nom ⟦la⟧ famille.",
        ),
        must_pass=(
            "Le train arrive en moins d'une heure.",
            "Il y a de moins en moins un jour de pluie.",
            "Elle va au cours le lundi.",
            "Il travaille en moins grande quantité.",
        ),
        confidence=0.9,
    ),
)
