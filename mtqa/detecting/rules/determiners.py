"""FR106: a noun without the article it needs."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.clauses import has_finite
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import RELATIVES, before_verb, is_adverb, participle_lemma
from mtqa.french.bare_nouns import BareNouns

_SURE = 0.9
_LIKELY = 0.7
_COMMON_ENOUGH = 20  # a noun seen less often in 24 million words has not shown how it behaves
_OFTEN_BARE = 0.012  # share of a noun's occurrences right after a verb, from which verb + noun is taken for an idiom
_SLIPS = 0.0005
_RARELY_CAPITAL = 0.12
_OFTEN_CAPITAL = 0.6  # from here on a capital at the start of a sentence is rather a name ("Orange")
# After these a bare noun is normal: attributes ("devenir ministre"), manners ("parler affaires"), "faire salle comble".
_ATTRIBUTIVE = frozenset(
    "être faire devenir rester demeurer sembler paraître redevenir nommer élire appeler baptiser juger dire désigner "
    "proclamer sacrer consacrer qualifier intituler surnommer renommer titrer tomber passer naître finir terminer "
    "mourir servir valoir jouer parler arriver aller venir partir habiter lire écrire répondre conclure".split()
)
# Prepositions that want a determiner; de, en, à, sans, avec, par, comme, pour, sous, entre often do without.
_WANTING = frozenset("dans contre selon vers chez parmi pendant malgré durant derrière devant envers depuis".split())
_STRICT = frozenset("contre selon malgré envers".split())  # hardly ever before a title or a name that is a noun
_CONJUNCTIONS = frozenset("que qu' si lorsque lorsqu' puisque puisqu' car quand mais or".split())
_CALENDAR = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre "
    "octobre novembre décembre midi minuit hier demain noël pâques".split()
)
_TIMES = frozenset("soir matin midi après-midi nuit début fin courant".split()) | _CALENDAR
_POSTS = frozenset("poste fonction fonctions titre rang mandat rôle métier candidat candidate".split())
_TITLES = frozenset(
    "président présidente vice-président vice-présidente ministre sénateur sénatrice gouverneur gouverneure chancelier "
    "chancelière secrétaire procureur procureure maire député députée ambassadeur ambassadrice juge roi reine empereur "
    "porte-parole entraîneur directeur directrice acteur actrice chanteur chanteuse écrivain avocat avocate".split()
)
_ADDRESS = frozenset("monsieur madame mademoiselle messieurs mesdames maman papa dieu maître".split())
_ADDRESSES = frozenset("place rue avenue boulevard quai square cours allée impasse".split())
# "nombre de gens", "preuve en est", "faute de temps", "grâce aux voisins"
_QUANTITIES = frozenset("nombre quantité force moitié preuve faute grâce".split())
_UNJUDGED = _ADDRESS | _QUANTITIES | _CALENDAR


def _noun(context: Context, index: int) -> Word | None:
    """The word at `index` where it is surely a common noun in lower case, often enough seen."""
    word = context.word(index)
    if (
        word is None
        or word.lower in _UNJUDGED | _TIMES
        or word.upos != "NOUN"
        or word.tag.confidence < _SURE
        or not word.text.isalpha()
    ):
        return None
    if len(word.text) < 3 or not word.text.islower() or BareNouns.load().count(word.lower) < _COMMON_ENOUGH:
        return None
    kinds = {reading.category for reading in context.lexicon.analyses(word.text)}
    return word if "NOUN" in kinds and not kinds & {"ADV", "PRON", "NUM", "ADP", "DET", "INTJ"} else None


def _is_usual(before: str, noun: str) -> bool:
    """Whether the noun was seen bare after `before`, more often than a slip of the pen would explain."""
    table = BareNouns.load()
    return table.seen(before, noun) > _SLIPS * table.count(noun)


def _is_listed(context: Context, noun: Word) -> bool:
    """Whether the noun is one of several: "mêler humour et tendresse", "bus, trains, avions"."""
    if any(word.lower == noun.lower for word in context.words[max(0, noun.index - 2) : noun.index]):
        return True  # "projet contre projet"
    for word in context.words[noun.index + 1 : noun.index + 7]:
        if word.lower == noun.lower:
            return True  # "semaine après semaine"
        if word.upos == "CCONJ" or word.text in (",", "/", "-", "(", "&"):
            after = context.word(word.index + 1)
            return after is None or after.upos in ("NOUN", "ADJ", "PROPN")
        if word.is_finite or not word.is_word:
            return False
    return False


def _with_article(context: Context, noun: Word, *, plural: str = "les") -> str | None:
    """The noun with its definite article; None where its gender or elision is not known."""
    readings = [own for own in context.lexicon.analyses(noun.lower) if own.category == "NOUN"]
    genders = {own.gender for own in readings}
    if any(own.number == "p" for own in readings):
        return f"{plural} {noun.lower}"
    if noun.lower[0] in "aeiouyàâéèêëîïôûœ":
        return f"l'{noun.lower}"
    if noun.lower[0] == "h" or len(genders) != 1:
        return None
    return f"{'la' if genders == {'f'} else 'le'} {noun.lower}"


def _objects(context: Context) -> Iterator[Finding]:
    table = BareNouns.load()
    for left in context.words:
        if left.upos != "VERB" or left.tag.confidence < _LIKELY or left.lemma in _ATTRIBUTIVE:
            continue
        adverb = context.word(left.index + 1)
        skipped = adverb is not None and is_adverb(adverb) and adverb.lower not in ("tout", "même")
        noun = _noun(context, left.index + 1 + skipped)
        if noun is None or context.text[noun.start - 1] != " " or not _takes_object(context, left):
            continue
        if _is_usual(left.lemma, noun.lower) or table.share_after_verb(noun.lower) > _OFTEN_BARE:
            continue
        if not _is_listed(context, noun):
            yield context.finding(
                noun, noun, f"“{noun.text}” lacks its article.", _with_article(context, noun, plural="des")
            )


def _takes_object(context: Context, verb: Word) -> bool:
    """Whether an object may follow: a conjugated verb, an infinitive, a participle after avoir."""
    if verb.tag.verb_form != "part-past":
        near = context.words[max(0, verb.index - 2) : verb.index]
        return verb.lemma != "avoir" or not any(word.lower == "y" for word in near)
    return any(
        word.lemma == "avoir" and word.upos in ("AUX", "VERB")
        for word in context.words[max(0, verb.index - 3) : verb.index]
    ) and not any(word.lower == "été" for word in context.words[max(0, verb.index - 3) : verb.index])


def _after_preposition(context: Context) -> Iterator[Finding]:
    for left, right in context.pairs():
        if left.lower not in _WANTING or left.upos != "ADP":
            continue
        noun = _noun(context, right.index)
        if noun is None or context.gap(left, noun) != " " or _is_usual(left.lower, noun.lower):
            continue
        if not _is_listed(context, noun):
            yield context.finding(
                noun,
                noun,
                f"After “{left.text}” the noun “{noun.text}” needs an article.",
                _with_article(context, noun),
            )


def _subjects(context: Context) -> Iterator[Finding]:
    """ "Troupes ont avancé", "il dit que ministre viendra"."""
    if context.is_heading or not context.sentence.terminated:
        return
    for word in context.words:
        if not _is_bare_subject(context, word):
            continue
        verb = _verb_after(context, word)
        if verb is not None:
            suggestion = _with_article(context, word)
            if suggestion and word.index == 0:
                suggestion = suggestion[0].upper() + suggestion[1:]
            yield context.finding(word, word, f"The subject “{word.text}” lacks its article.", suggestion)


def _is_bare_subject(context: Context, word: Word) -> bool:
    if word.upos != "NOUN" or not word.text.replace("-", "").isalpha():
        return False
    table = BareNouns.load()
    if table.count(word.lower) < _COMMON_ENOUGH or word.lower in _UNJUDGED:
        return False
    if _is_listed(context, word):
        return False
    kinds = {reading.category for reading in context.lexicon.analyses(word.lower)}
    if word.index == 0:
        share = context.lexicon.capital_share(word.lower) or 0.0
        surely = share < _RARELY_CAPITAL or (share < _OFTEN_CAPITAL and word.tag.confidence > _LIKELY)
        return word.is_capitalised and kinds <= {"NOUN", "ADJ"} and surely
    if word.tag.confidence < _SURE:
        return False
    before = context.words[word.index - 1]
    if not word.text.islower() or kinds & {"ADV", "PRON", "NUM", "DET", "ADP"}:
        return False
    if before.lower == ",":
        return not has_finite(context, 0, word.index) and before.index > 1
    links = before.upos in ("SCONJ", "CCONJ") and before.lower in _CONJUNCTIONS
    return links and not _is_usual(before.lower, word.lower)


def _verb_after(context: Context, noun: Word) -> Word | None:
    """The conjugated verb whose subject the noun at the head of its clause is."""
    for word in context.words[noun.index + 1 : noun.index + 9]:
        if word.is_finite:
            return word if word.tag.confidence >= _LIKELY else None
        if (
            not word.is_word
            or word.upos in ("SCONJ", "CCONJ")
            or word.lower in RELATIVES
            or word.tag.verb_form == "inf"
        ):
            return None
        if noun.index and word.upos not in ("ADJ", "PRON", "ADV"):
            return None
    return None


def _titles(context: Context) -> Iterator[Finding]:
    if context.is_heading or not context.sentence.terminated:
        return
    for word in context.words:
        if word.lower not in _TITLES or not _stands_bare(context, word):
            continue
        name = context.word(word.index + 1)
        if name is None or not name.is_capitalised or name.upos != "PROPN" or context.gap(word, name) != " ":
            continue
        if word.index == 0 and not _has_predicate(context, name):
            continue
        suggestion = _with_article(context, word)
        if suggestion and word.index == 0:
            suggestion = suggestion[0].upper() + suggestion[1:]
        yield context.finding(word, word, f"Before a name the title “{word.text}” takes an article.", suggestion)


def _stands_bare(context: Context, word: Word) -> bool:
    before = context.word(word.index - 1)
    if before is None:
        return word.index == 0
    post = context.word(before.index - 1)
    if post is not None and post.lower in _POSTS:
        return False  # "au poste de maire"
    return before.upos in ("ADP", "SCONJ") and before.lower not in ("comme", "en", "ex", "dit")


def _has_predicate(context: Context, name: Word) -> bool:
    """Whether a verb follows the name: "Président Joe Biden a dit", not "Ministre Le Maire : ..."."""
    position = name.index
    while (word := context.word(position)) is not None and word.upos == "PROPN":
        position += 1
    return word is not None and (word.tag.verb_form != "" or word.lower in ("ne", "n'", "se", "s'"))


def _capitalised(context: Context) -> Iterator[Finding]:
    """ "La Russie réunit Troupes": a common noun with a capital and no article, as where a link was translated alone."""
    for left, word in context.pairs():
        if not _is_stray_noun(context, word) or not left.text.islower() or context.gap(left, word) != " ":
            continue
        after = context.word(word.index + 1)
        if after is not None and after.text[0].isupper():
            continue
        verbal = _takes_noun(context, left)
        linking = left.lower in _CONJUNCTIONS or left.lower in _STRICT
        if (verbal and left.lemma not in _ATTRIBUTIVE) or linking or _ends_locution(context, left):
            plural = "des" if verbal else "les"
            yield context.finding(
                word,
                word,
                f"“{word.text}” lacks its article and carries a capital for no reason.",
                _with_article(context, word, plural=plural),
            )


def _takes_noun(context: Context, left: Word) -> bool:
    """Whether a bare noun after `left` could be an object or stand after an adverb of time."""
    if left.lower in _TIMES:
        return True
    if left.upos == "ADV":
        before = context.word(left.index - 1)
        return left.lower != "etc" and (before is None or before.upos == "ADV" or _takes_noun(context, before))
    if left.tag.verb_form and left.tag.verb_form != "part-past":
        return True
    if participle_lemma(context, left) is None:
        return False
    before = before_verb(context, left.index)
    return before is not None and (before.upos in ("PROPN", "PRON") or before.lemma == "avoir")


def _ends_locution(context: Context, noun: Word) -> bool:
    """Whether the noun closes a verb's locution: "mettre en garde", "prendre en compte"."""
    link, verb = context.word(noun.index - 1), context.word(noun.index - 2)
    if noun.upos != "NOUN":
        return False
    return link is not None and verb is not None and link.lower in ("en", "à") and verb.upos == "VERB"


def _is_stray_noun(context: Context, word: Word) -> bool:
    if not word.is_capitalised or word.lower in context.known_words or not word.text.isalpha():
        return False
    kinds = {reading.category for reading in context.lexicon.analyses(word.lower)}
    if "NOUN" not in kinds or kinds & {"ADV", "PRON", "DET", "ADP", "NUM", "CCONJ"} or word.lower in _ADDRESSES:
        return False
    if any(own.category == "PROPN" for own in context.lexicon.analyses(word.text)):
        return False
    share = context.lexicon.capital_share(word.lower)
    return share is not None and share < _RARELY_CAPITAL


RULES = (
    Rule(
        "FR106",
        "object-without-article",
        _objects,
        must_fail=(
            "Il ouvre ⟦fenêtre⟧ pour respirer.",
            "Les pompiers ont éteint ⟦incendie⟧ dans la nuit.",
            "Elle veut acheter ⟦maison⟧ près du lac.",
        ),
        must_pass=(
            "Elle a faim et il prend part au débat.",
            "Il a mis fin à la grève et rendu hommage aux victimes.",
            "Elle est médecin et devient ministre.",
            "Le film mêle humour et tendresse.",
            "Il y a urgence.",
            "Le président a été élu maire de la ville.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR106",
        "preposition-without-article",
        _after_preposition,
        must_fail=(
            "Un vaccin contre ⟦paludisme⟧ protège les enfants.",
            "Il travaille dans ⟦usine⟧ depuis dix ans.",
            "Selon ⟦ministre⟧, la loi passera.",
        ),
        must_pass=(
            "Il a agi contre nature.",
            "Elle est entrée sur scène.",
            "Il est parti sans argent, avec courage.",
            "Une assurance contre vol et incendie suffit.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR106",
        "subject-without-article",
        _subjects,
        must_fail=(
            "⟦Troupes⟧ ont franchi la frontière hier.",
            "Il affirme que ⟦gouvernement⟧ a menti.",
            "⟦Avion⟧ est arrivé en retard.",
        ),
        must_pass=(
            "Hommes et femmes sont égaux.",
            "Monsieur est servi.",
            "Preuve que la méthode est bonne.",
            "Il faut plus de bras que jamais.",
            "Grève des trains : le trafic reste perturbé",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR106",
        "title-without-article",
        _titles,
        must_fail=(
            "⟦Président⟧ Emmanuel Macron a parlé hier.",
            "Selon ⟦ministre⟧ Clara Vasseur, la loi passera.",
            "⟦Acteur⟧ Tom Hanks est malade.",
        ),
        must_pass=(
            "Le Président de la République a parlé.",
            "Paul Durand, ministre de la Santé, a parlé.",
            "Il a été élu président.",
            "Monsieur Durand est arrivé.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR106",
        "capital-without-article",
        _capitalised,
        must_fail=(
            "La Turquie réunit ⟦Soldats⟧ près de la côte.",
            "La maire avait mis en garde ⟦Opposition⟧ contre un échec.",
            "Il rappelle que ⟦Protection⟧ du vaccin diminue.",
        ),
        must_pass=(
            "Il lit Libération chaque matin.",
            "Le Conseil d'État a rejeté le recours.",
            "Elle vit à Tours et travaille chez Orange.",
            "Le groupe a chanté Imagine.",
        ),
        confidence=0.85,
    ),
)
