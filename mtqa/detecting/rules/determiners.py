"""FR106: an object, subject or noun after a preposition without the article it needs."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.articles import (
    ATTRIBUTIVE,
    COMMON_ENOUGH,
    LIKELY,
    NEVER_NOUNS,
    RARELY_CAPITAL,
    SURE,
    UNJUDGED,
    categories,
    common_noun,
    is_after_opening,
    is_listed,
    is_stray_noun,
    is_usual,
    with_article,
)
from mtqa.detecting.clauses import SUBJECT_PRONOUNS
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import RELATIVES, is_adverb
from mtqa.french.bare_nouns import BareNouns

_OFTEN_BARE = 0.012  # share of a noun's occurrences right after a verb, from which verb + noun is taken for an idiom
_OFTEN_CAPITAL = 0.6  # from here on a capital at the start of a sentence is rather a name ("Orange")
# Prepositions that want a determiner; de, en, à, sans, avec, par, comme, pour, sous, entre often do without.
_WANTING = frozenset(
    "dans contre selon vers chez parmi pendant malgré durant derrière devant envers depuis sur".split()
)
_CONJUNCTIONS = frozenset("que qu' si lorsque lorsqu' puisque puisqu' car quand mais or où".split())
# "sur demande", "sur présentation", "sur photos": what is done, and plurals, may stand bare after sur.
_ACTIONS = ("tion", "sion", "ment", "age", "ance", "ence", "demande", "rendez-vous")
# What data or images are on: "sur disque", "sur clé USB", "sur papier".
_CARRIERS = frozenset(
    "disque clé papier écran interface serveur support carte câble bande cassette toile scène batterie secteur piles pile pilotis formulaire critère dossier concours titre chantier pièce livret".split()
)
# What is given for something: "remis contre signature".
_GIVEN = frozenset(
    "signature restitution paiement versement reçu récépissé remise rançon argent caution décharge".split()
)
_LEGAL = frozenset(
    (verb, noun)
    for verb, nouns in {
        "donner": "procuration délégation pouvoir mandat quitus décharge",
        "recevoir": "procuration délégation pouvoir mandat quitus",
        "constituer": "avocat",
        "produire": "effet",
        "demander": "communication réparation justice pardon grâce conseil",
        "obtenir": "paiement réparation communication justice satisfaction",
        "porter": "caution garant plainte secours",
        "emporter": "obligation rupture effet renonciation acceptation transfert nullité",
    }.items()
    for noun in nouns.split()
)
_JUDGING = frozenset("trouver juger estimer croire rendre penser".split())
# Parts of the body in a posture: "tête baissée", "bras ouverts".
_BODY = frozenset("tête bras main mains poing poings yeux pieds jambes bouche torse cheveux".split())
# Adjectives that stand before a bare noun like determiners: "selon différentes sources", "seuls deux élus".
_DETERMINING = frozenset(
    "seul seule seuls seules tout toute tous toutes tel telle tels telles divers diverses différents différentes "
    "certains certaines quelques maints maintes aucun aucune nul nulle pareil pareille même mêmes quel quelle quels "
    "quelles autre autres plusieurs nombreux nombreuses bon bonne plein pleine".split()
)
_CLAUSE_OPENERS = RELATIVES | SUBJECT_PRONOUNS
_LIGHT = frozenset("avoir mener prendre donner tenir porter mettre prêter rendre garder trouver avouer".split())


def _objects(context: Context) -> Iterator[Finding]:
    table = BareNouns.load()
    for left in context.words:
        if left.upos != "VERB" or left.tag.confidence < LIKELY or left.lemma in ATTRIBUTIVE:
            continue
        adverb = context.word(left.index + 1)
        skipped = adverb is not None and is_adverb(adverb) and adverb.lower not in ("tout", "même")
        noun = common_noun(context, left.index + 1 + skipped)
        if noun is None or context.text[noun.start - 1] != " " or not _takes_object(context, left):
            continue
        if is_usual(left.lemma, noun.lower) or table.share_after_verb(noun.lower) > _OFTEN_BARE:
            continue
        if left.lemma == "avoir" and noun.tag.number != "p":
            continue  # "avoir idée", "avoir sommeil", "il y a urgence"
        if left.lemma == "voir" and not (left.is_finite and left.tag.mood != "imp"):
            continue  # a reference: "voir comparaison"
        is_noun = left.index and context.words[left.index - 1].upos in ("DET", "ADP+DET")
        if (left.lower == "suivant" or is_noun) and _may_be_verb(context, noun):
            continue  # "le tableau suivant illustre le calcul", "l'adoptant adresse sa requête"
        if (left.lemma, noun.lemma) in _LEGAL:
            continue
        if left.lower == "portant":
            continue  # the title of a law: "la loi portant création d'un fonds"
        after = context.word(noun.index + 1)
        if left.lemma in _JUDGING and "ADJ" in categories(context, noun) and after is not None:
            continue  # "trouver pratique de pouvoir", "juger utile que"
        if noun.lower in _BODY and after is not None and after.tag.verb_form == "part-past":
            continue
        if not is_listed(context, noun):
            yield context.finding(
                noun, noun, f"“{noun.text}” lacks its article.", with_article(context, noun, plural="des")
            )


def _may_be_verb(context: Context, word: Word) -> bool:
    return any(own.verb_form == "fin" and own.person == "3" for own in context.lexicon.analyses(word.lower))


def _takes_object(context: Context, verb: Word) -> bool:
    """Whether an object may follow: a conjugated verb, an infinitive, a participle after avoir."""
    if verb.tag.verb_form != "part-past":
        return True
    return any(
        word.lemma == "avoir" and word.upos in ("AUX", "VERB")
        for word in context.words[max(0, verb.index - 3) : verb.index]
    ) and not any(word.lower == "été" for word in context.words[max(0, verb.index - 3) : verb.index])


def _after_preposition(context: Context) -> Iterator[Finding]:
    for left, right in context.pairs(first=_WANTING):
        if left.upos != "ADP":
            continue
        noun = common_noun(context, right.index)
        if noun is None or context.gap(left, noun) != " " or is_usual(left.lower, noun.lower):
            continue
        if left.lower == "contre" and noun.lower in _GIVEN:
            continue
        auxiliary = context.word(left.index - 1)
        if left.lower == "depuis" and auxiliary is not None and auxiliary.upos == "AUX":
            continue  # "il s'était depuis fait discret"
        if (
            left.lower == "sur"
            and left.index
            and context.words[left.index - 1].lemma in ("appuyer", "taper", "cliquer")
        ):
            continue  # a key or button: "appuyer sur entrée"
        if left.lower == "sur" and (noun.tag.number == "p" or noun.lower.endswith(_ACTIONS) or noun.lower in _CARRIERS):
            continue
        if not is_listed(context, noun):
            yield context.finding(
                noun,
                noun,
                f"After “{left.text}” the noun “{noun.text}” needs an article.",
                with_article(context, noun),
                confidence=0.6 if left.lower == "sur" else None,
            )


def _subjects(context: Context) -> Iterator[Finding]:
    """ "Troupes ont avancé", "il dit que ministre viendra"."""
    if context.is_heading or not context.sentence.terminated:
        return
    for word in context.words:
        if word.upos == "NOUN" and _is_bare_subject(context, word) and _has_verb_after(context, word):
            yield context.finding(
                word, word, f"The subject “{word.text}” lacks its article.", with_article(context, word)
            )


def _is_bare_subject(context: Context, word: Word) -> bool:
    if not word.text.isalpha() or word.lower in UNJUDGED:
        return False
    before = context.word(word.index - 1)
    if before is not None and before.lower != "," and not _links(before):
        return False
    if before is not None and (context.word(before.index - 1) or before).lower == "tant":
        return False  # "les titres en tant que plan"
    if BareNouns.load().count(word.lower) < COMMON_ENOUGH or is_listed(context, word):
        return False
    if before is None:
        return _is_bare_start(context, word)
    if categories(context, word) & NEVER_NOUNS:
        return False
    if not is_stray_noun(context, word) and (word.tag.confidence < SURE or not word.text.islower()):
        return False
    if before.lower == ",":
        return is_after_opening(context, before)
    return not is_usual(before.lower, word.lower)


def _links(word: Word) -> bool:
    return word.upos in ("SCONJ", "CCONJ") and word.lower in _CONJUNCTIONS


def _is_bare_start(context: Context, word: Word) -> bool:
    """Whether a sentence begins with a common noun, no name."""
    share = context.lexicon.capital_share(word.lower) or 0.0
    sure = word.tag.confidence > LIKELY
    if not word.is_capitalised or not (share < RARELY_CAPITAL or (share < _OFTEN_CAPITAL and sure)):
        return False
    kinds = categories(context, word)
    return kinds <= {"NOUN", "ADJ"} or (sure and kinds <= {"NOUN", "ADJ", "VERB"})


def _has_verb_after(context: Context, noun: Word) -> bool:
    """Whether the noun at the head of its clause is the subject of a conjugated verb."""
    for word in context.words[noun.index + 1 : noun.index + 9]:
        if word.is_finite:
            return word.tag.confidence >= LIKELY
        if not word.is_word or word.upos in ("SCONJ", "CCONJ") or word.lower in _CLAUSE_OPENERS:
            return False
        if word.tag.verb_form == "inf" or (noun.index and word.upos not in ("ADJ", "PRON", "ADV")):
            return False
    return False


def _before_adjective(context: Context) -> Iterator[Finding]:
    """ "Nouveau record est battu", "dans nouvelle voiture", "il attend troisième enfant"."""
    for adjective, right in context.pairs():
        if adjective.upos != "ADJ" or adjective.tag.confidence < SURE or adjective.lower in _DETERMINING:
            continue
        noun = common_noun(context, right.index)
        if noun is None or context.gap(adjective, noun) != " " or is_listed(context, noun):
            continue
        if adjective.lower == "simple" and adjective.index and context.words[adjective.index - 1].lower == "sur":
            continue  # "sur simple demande"
        if _wants_phrase(context, adjective, noun):
            yield context.finding(adjective, adjective, f"“{adjective.text} {noun.text}” lacks its article.")


def _wants_phrase(context: Context, adjective: Word, noun: Word) -> bool:
    """Whether what stands before the adjective wants a whole noun phrase."""
    left = context.word(adjective.index - 1)
    if left is None:
        prose = context.sentence.terminated and not context.is_heading
        return prose and adjective.is_capitalised and _has_verb_after(context, noun)
    if not adjective.text.islower() or context.gap(left, adjective) != " ":
        return False
    if left.upos == "ADP":
        return left.lower in _WANTING
    if left.upos != "VERB" or left.tag.confidence < SURE or left.lemma in ATTRIBUTIVE | _LIGHT:
        return False
    return _takes_object(context, left) and BareNouns.load().share_after_verb(noun.lower) <= _OFTEN_BARE


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
            "Un électeur peut donner procuration à son voisin.",
            "La signature emporte obligation de payer.",
            "L'adoptant adresse sa requête au juge.",
            "La loi portant création du fonds est votée.",
            "Le tableau suivant illustre l'arrondissement des nombres.",
            "Vous trouverez pratique de pouvoir y accéder d'un clic.",
            "On se lance tête baissée dans les travaux.",
            "Elle a faim et il prend part au débat.",
            "Il a mis fin à la grève et rendu hommage aux victimes.",
            "Elle est médecin et devient ministre.",
            "Le film mêle humour et tendresse.",
            "Il y a urgence.",
            "Le président a été élu maire de la ville.",
        ),
        confidence=0.88,
    ),
    Rule(
        "FR106",
        "preposition-without-article",
        _after_preposition,
        must_fail=(
            "Ils vivent dans ⟦maison⟧ sans eau ni électricité.",
            "Un vaccin contre ⟦paludisme⟧ protège les enfants.",
            "Il travaille dans ⟦usine⟧ depuis dix ans.",
            "Selon ⟦ministre⟧, la loi passera.",
        ),
        must_pass=(
            "Le colis est remis contre signature.",
            "La demande est faite sur formulaire.",
            "Il démarre sur clé USB et écrit sur disque.",
            "Il a agi contre nature.",
            "Elle est entrée sur scène.",
            "Il est parti sans argent, avec courage.",
            "Une assurance contre vol et incendie suffit.",
        ),
        confidence=0.88,
    ),
    Rule(
        "FR106",
        "subject-without-article",
        _subjects,
        must_fail=(
            "⟦Troupes⟧ ont franchi la frontière hier.",
            "Il affirme que ⟦gouvernement⟧ a menti.",
            "⟦Avion⟧ est arrivé en retard.",
            "Après le match, ⟦Entraîneur⟧ a félicité ses joueurs.",
        ),
        must_pass=(
            "Un document comprenant les titres en tant que plan est créé.",
            "Hommes et femmes sont égaux.",
            "Monsieur est servi.",
            "Preuve que la méthode est bonne.",
            "Il faut plus de bras que jamais.",
            "Grève des trains : le trafic reste perturbé",
        ),
        confidence=0.88,
    ),
    Rule(
        "FR106",
        "adjective-without-article",
        _before_adjective,
        must_fail=(
            "Il roule dans ⟦nouvelle⟧ voiture.",
            "Le couple attend ⟦troisième⟧ enfant.",
            "⟦Nouveau⟧ record est probable en août.",
        ),
        must_pass=(
            "Sur simple demande, la mairie délivre un certificat.",
            "Selon différentes sources, il est parti.",
            "Seuls deux élus ont voté.",
            "Il fait bonne figure et porte grand intérêt au projet.",
            "Nouvelle hausse des prix",
        ),
        confidence=0.88,
    ),
)
