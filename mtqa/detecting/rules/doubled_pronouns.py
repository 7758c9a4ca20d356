"""FR108: pronouns that repeat what a relative says, or of the wrong kind: "dont son toit", "trois d'eux"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import is_surely_finite, noun_phrase, noun_shape, numbers_of
from mtqa.detecting.rules.rule import Rule
from mtqa.french.government import government
from mtqa.french.time_words import ADVERBIAL_NOUNS

_CLITICS = frozenset("ne n' se s' me m' te t' le la les l' lui leur y en".split())
_ARTICLE = {"son": "le", "sa": "la", "ses": "les", "leur": "le", "leurs": "les"}
_VOWELS = "aàâeéèêiîoôuûyhœ"


_DONT = frozenset(("dont",))


def _possessive_after_dont(context: Context) -> Iterator[Finding]:
    """ "la maison dont son toit brûle"."""
    for relative, owner in context.pairs(first=_DONT):
        before = context.word(relative.index - 1)
        if owner.lower not in _ARTICLE or owner.upos != "DET" or before is None:
            continue
        phrase = noun_phrase(context, owner.index)
        verb = _finite_after(context, phrase.last + 1) if phrase else None
        if phrase is None or verb is None or not _lacks_no_de(context, verb):
            continue
        head, antecedent = context.words[phrase.head], _noun_before(context, relative)
        if antecedent is None or head.upos != "NOUN" or verb.tag.number not in numbers_of(noun_shape(context, head)):
            continue
        # "six personnes, dont son frère, ...": "dont" counts members of a group there.
        if antecedent.tag.number == "p" and owner.lower in ("son", "sa", "ses"):
            continue
        article = "l'" if owner.lower in ("son", "sa", "leur") and head.lower[0] in _VOWELS else _ARTICLE[owner.lower]
        yield context.finding(owner, owner, f"“dont” says whose it is: no “{owner.text}”.", article)


def _noun_before(context: Context, relative: Word) -> Word | None:
    for word in reversed(context.words[max(0, relative.index - 4) : relative.index]):
        if word.upos in ("NOUN", "PROPN"):
            return word
    return None


def _finite_after(context: Context, index: int) -> Word | None:
    while (word := context.word(index)) is not None and word.lower in _CLITICS:
        index += 1
    return word if word is not None and is_surely_finite(context, word, 0.85) else None


_WITH_DE = frozenset("besoin peur envie honte partie conscience fier content responsable capable preuve".split())


_VERBS_WITH_DE = frozenset(
    "parler profiter disposer bénéficier hériter occuper souvenir douter rêver user jouir manquer dépendre discuter "
    "découler abuser raffoler servir relever faire tirer recevoir apprendre entendre attendre accuser priver dire charger "
    "vanter venir provenir sortir tenir témoigner débattre méfier plaindre moquer inspirer emparer débarrasser savoir "
    "obtenir acheter exiger penser croire composer constituer couvrir remplir entourer vivre mourir souffrir".split()
)


def _lacks_no_de(context: Context, verb: Word) -> bool:
    """Whether nothing in the clause still waits for "de": "dont son frère parle", "dont son père a besoin"."""
    rest = context.words[verb.index : verb.index + 6]
    for word in rest:
        if word.lower in _WITH_DE or word.lower in ("que", "qu'") or word.tag.verb_form == "inf":
            return False
        if word.upos == "PUNCT" or (word.is_finite and word.index > verb.index):
            break
        if word.lemma in _VERBS_WITH_DE:
            return False
    return not (verb.lemma == "être" and len(rest) > 1 and rest[1].upos in ("ADJ", "DET"))


_COUNTERS = frozenset("quelques-uns quelques-unes plusieurs peu certains certaines".split())


_ELIDED_DE = frozenset(("d'",))


def _some_of_them(context: Context) -> Iterator[Finding]:
    """ "plusieurs d'eux", "quarante d'eux"."""
    for counter, link in context.pairs(second=_ELIDED_DE):
        after = context.word(link.index + 1)
        if after is None or after.lower not in ("eux", "elles"):
            continue
        number = counter.upos == "NUM" or counter.lower in ("deux", "trois", "cent", "mille", "dizaine", "centaine")
        if counter.lower in ("un", "une") or not (number or counter.lower in _COUNTERS - {"certains", "certaines"}):
            continue
        text = f"After “{counter.text}” French has “d'entre {after.text}”."
        yield context.finding(link, after, text, f"d'entre {after.text}")


_HAPPENING = frozenset("passé produit arrivé".split())


_ASKING = frozenset("demander savoir dire voir comprendre expliquer ignorer".split())
_SUBJECTS = frozenset("je j' tu il elle on ils elles".split())
_QUOI = frozenset(("quoi",))


def _quoi(context: Context) -> Iterator[Finding]:
    """ "une enquête sur quoi s'est passé", "des oiseaux quoi chantent"."""
    for word in context.among(_QUOI, 1):
        if word.index + 1 >= len(context.words):
            continue
        before, after = context.words[word.index - 1], context.words[word.index + 1]
        if before.lemma in _ASKING and before.upos == "VERB" and after.lower in _SUBJECTS:
            yield context.finding(word, word, "In an indirect question French has “ce que”.", "ce que")
            continue
        verb = _finite_after(context, word.index + 1)
        if verb is None or after.lower == "que":
            continue
        participle = context.word(verb.index + 1)
        happened = participle is not None and participle.lower in _HAPPENING and verb.lemma == "être"
        if before.upos == "NOUN" and before.lower not in ("n'importe",):
            yield context.finding(word, word, "As a subject of things French has “qui”.", "qui")
        elif happened or (after.lower in ("se", "s'") and verb.lemma in ("passer", "produire")):
            yield context.finding(word, word, "The subject of the clause is “ce qui”.", "ce qui")


_RELATIVES = frozenset("qui que qu' dont auquel auxquels auxquelles où".split())
_SHAPES = {"il": "ms", "elle": "fs", "ils": "mp", "elles": "fp"}


def _resumed_subject(context: Context) -> Iterator[Finding]:
    """ "Le voisin, qui est malade, il ne viendra pas"."""
    phrase = noun_phrase(context, 0) if context.words else None
    if phrase is None or phrase.determiner is None or phrase.first != 0:
        return
    head = context.words[phrase.head]
    relative = context.word(phrase.last + 1)
    while relative is not None and relative.text == ",":
        relative = context.word(relative.index + 1)
    if relative is None or relative.lower not in _RELATIVES or head.upos != "NOUN":
        return
    if head.lemma in ADVERBIAL_NOUNS | {"fait", "chose", "preuve"} or context.words[0].upos == "ADP+DET":
        return
    for comma, pronoun in zip(context.words[relative.index :], context.words[relative.index + 1 :], strict=False):
        if comma.text in (";", ":", "«", '"', "("):
            return
        if comma.text != "," or pronoun.lower not in _SHAPES:
            continue
        verb = _finite_after(context, pronoun.index + 1)
        clause = context.words[relative.index : comma.index]
        if sum(word.is_finite for word in clause) > 1:
            return  # its verb came before: "Les gens qui travaillent ont des droits, ils peuvent"
        sub = any(word.lower in ("quand", "lorsque", "si", "comme", "lorsqu'") for word in clause)
        if verb is None or sub or not any(word.is_finite for word in clause) or verb.lemma in ("falloir", "sembler"):
            return
        if _SHAPES[pronoun.lower] in noun_shape(context, head):
            text = f"The subject is there already: “{pronoun.text}” doubles it."
            yield context.finding(pronoun, pronoun, text, "")
        return


_AFTER_OBJECT = frozenset("en dans à de pour avec sans par sur avant après chez".split())


_MISPLACED = frozenset(("le", "la", "les", "lui"))


def _object_after_infinitive(context: Context) -> Iterator[Finding]:
    """ "il faut peser et charger le avant midi", "pour donner lui un livre"."""
    for verb, word in context.pairs(second=_MISPLACED):
        after = context.word(word.index + 1)
        if verb.tag.verb_form != "inf" or verb.upos != "VERB" or after is None or not context.gap(verb, word).isspace():
            continue
        frame = government(verb.lemma)
        if word.text in ("le", "la", "les") and (frame is None or frame.direct_object):
            free = after.text in _AFTER_OBJECT
            if free or after.text in (".", ",", ";"):
                yield _moved(context, verb, word)
        elif word.text == "lui" and after.upos == "DET" and _reaches_person(verb):
            yield _moved(context, verb, word)


def _reaches_person(verb: Word) -> bool:
    frame = government(verb.lemma)
    both = frame is not None and frame.takes_a and frame.direct_object
    return both and verb.lemma not in ("être", "dire", "penser", "croire")


def _moved(context: Context, verb: Word, word: Word) -> Finding:
    elided = word.text in ("le", "la") and verb.lower[0] in _VOWELS and verb.lower[0] != "h"
    right = f"l'{verb.text}" if elided else f"{word.text} {verb.text}"
    return context.finding(verb, word, f"“{word.text}” stands before the infinitive.", right)


RULES = (
    Rule(
        "FR108",
        "possessive-after-dont",
        _possessive_after_dont,
        must_fail=(
            "Le château, dont ⟦ses⟧ fenêtres brillaient, est vendu.",
            "Une voiture dont ⟦son⟧ moteur fumait a pris feu.",
            "L'usine dont ⟦sa⟧ cheminée penche sera détruite.",
        ),
        must_pass=(
            "Le château dont les fenêtres brillaient est vendu.",
            "Six personnes, dont son frère, sont blessées.",
            "Le livre dont son père parle est épuisé.",
            "La voiture dont ses parents ont besoin coûte cher.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR108",
        "some-of-them",
        _some_of_them,
        must_fail=(
            "Plusieurs ⟦d'eux⟧ ont faim.",
            "Les vaches sont là : trente ⟦d'elles⟧ dorment.",
            "Quelques-uns ⟦d'eux⟧ sont partis.",
        ),
        must_pass=(
            "Plusieurs d'entre eux ont faim.",
            "Chacun d'eux a faim.",
            "Il passe tout près d'eux.",
            "L'une d'elles dort.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR108",
        "quoi-as-subject",
        _quoi,
        must_fail=(
            "Il a demandé ⟦quoi⟧ il devait faire.",
            "Le juge veut savoir ⟦quoi⟧ s'est passé.",
            "Elle écrit un livre sur ⟦quoi⟧ s'est produit hier.",
            "On voit des chevaux ⟦quoi⟧ courent.",
        ),
        must_pass=(
            "Le juge veut savoir ce qui s'est passé.",
            "Il sait à quoi sert la clé.",
            "Quoi que fasse le maire, il perd.",
            "Sur quoi s'appuie le rapport ?",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR108",
        "subject-after-relative",
        _resumed_subject,
        must_fail=(
            "Le boulanger, qui est malade, ⟦il⟧ ne viendra pas.",
            "Les clients que nous avons appelés, ⟦ils⟧ ont payé.",
            "La ville dont il parle, ⟦elle⟧ a brûlé.",
        ),
        must_pass=(
            "Le jour où elle est partie, il pleuvait.",
            "Le boulanger, qui est malade, ne viendra pas.",
            "Le client que j'ai vu quand il est venu, il y a un an, est parti.",
            "La ville qui a brûlé est petite, il faut la rebâtir.",
            "Les personnes qui participent à la chasse ont des règles, elles peuvent les consulter.",
        ),
        confidence=0.75,
    ),
    Rule(
        "FR111",
        "object-after-infinitive",
        _object_after_infinitive,
        must_fail=(
            "Il faut ⟦charger le⟧ avant midi.",
            "Elle peut ⟦laver les⟧ dans la rivière.",
            "Ils veulent ⟦offrir lui⟧ un voyage.",
        ),
        must_pass=(
            "Il faut le charger avant midi.",
            "Elle peut laver les assiettes.",
            "Ils veulent lui offrir un voyage.",
            "Il peut compter sur lui en tout.",
        ),
        confidence=0.85,
    ),
)
