"""FR107: the person that a verb reaches with "à": "demander au voisin de", "promettre à l'équipe une prime"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import Chunk, Kind, noun_phrase
from mtqa.detecting.rules.government import is_active, is_adverbial, is_surely_verb
from mtqa.detecting.rules.rule import Rule
from mtqa.french.joining import joined
from mtqa.french.persons import can_be_asked, is_person

# "demander à quelqu'un de faire": the person takes "à", the infinitive "de".
_WITH_INFINITIVE = frozenset(
    "demander dire permettre interdire proposer conseiller déconseiller promettre reprocher ordonner recommander "
    "suggérer pardonner imposer enjoindre commander répondre crier écrire".split()
)
# "offrir un livre à quelqu'un": two complements, the person with "à".
_WITH_THING = frozenset(
    "promettre donner offrir prêter accorder proposer demander interdire reprocher annoncer apprendre enseigner "
    "expliquer montrer raconter envoyer vendre louer refuser devoir conseiller recommander imposer permettre "
    "transmettre remettre apporter coûter".split()
)
_OPENERS = frozenset("le la les l' un une des ce cet cette ces son sa ses leur leurs notre nos mon ma mes".split())
_CLITICS = frozenset("me m' te t' se s' le la les l' lui leur y en nous vous ne n' pas plus".split())
_RECIPIENTS = frozenset("me m' te t' se s' lui leur nous vous".split())
_STARTS_CLAUSE = frozenset("que qu' dont où auquel à+lequel".split())


def _asked_person(context: Context) -> Iterator[Finding]:
    """ "demander les habitants de rester", "demander les élèves s'ils ont faim"."""
    for verb, article in context.pairs(lemma=_WITH_INFINITIVE):
        if not _governs(context, verb, article):
            continue
        phrase = _person_at(context, article)
        if phrase is None:
            continue
        marker = _after_complement(context, phrase.last + 1)
        told = marker is not None and verb.lemma == "dire" and marker.lower in ("que", "qu'")
        if marker is None or not (told or _opens_content(context, marker)):
            continue
        text = f"“{verb.text}” reaches a person with “à”."
        yield context.finding(article, article, text, joined("à", article.text))


def _after_complement(context: Context, index: int) -> Word | None:
    """The word after the person and one complement with "de": "le chef de l'État"."""
    link = context.word(index)
    if link is not None and link.lower in ("de", "d'", "du", "des"):
        start = index if link.upos == "ADP+DET" or link.lower in ("du", "des") else index + 1
        phrase = noun_phrase(context, start)
        if phrase is not None and context.words[phrase.head].upos in ("NOUN", "PROPN"):
            return context.word(phrase.last + 1)
    return link


def _opens_content(context: Context, marker: Word) -> bool:
    """Whether what is asked follows: "de" or "pour" with an infinitive."""
    if marker.lower in ("de", "d'", "pour"):
        index = marker.index + 1
        while (word := context.word(index)) is not None and word.lower in _CLITICS:
            index += 1
        return word is not None and word.tag.verb_form == "inf"
    return False


def _given_person(context: Context) -> Iterator[Finding]:
    """ "promettre son équipe une semaine"."""
    for verb, article in context.pairs(lemma=_WITH_THING):
        if not _governs(context, verb, article) or article.lower == "des":
            continue
        phrase = _person_at(context, article)
        if phrase is None:
            continue
        other = context.word(phrase.last + 1)
        if other is None or other.upos != "DET" or other.lower not in _OPENERS:
            continue
        if is_adverbial(context, other) and not _is_length_of(context, other):
            continue
        thing = noun_phrase(context, other.index)
        if thing is None or can_be_asked(context.words[thing.head].lemma) or context.words[thing.head].upos != "NOUN":
            continue
        after = context.word(thing.last + 1)
        if after is not None and after.is_finite:
            continue  # a new clause: "il a montré la voisine la porte est ouverte"
        text = f"“{verb.text}” reaches a person with “à”."
        yield context.finding(article, article, text, joined("à", article.text))


def _is_length_of(context: Context, article: Word) -> bool:
    """ "une semaine de congés": what is given, not when."""
    link = context.word(article.index + 2)
    return article.lower in ("un", "une") and link is not None and link.lower in ("de", "d'")


def _governs(context: Context, verb: Word, article: Word) -> bool:
    """Whether the noun phrase at `article` can only be the object of an active verb that has no other recipient."""
    if not is_surely_verb(context, verb, 0.7) or article.upos != "DET":
        return False
    if article.lower not in _OPENERS:
        return False
    before = context.words[max(0, verb.index - 4) : verb.index]
    if any(_is_recipient(word) for word in before):
        return False
    # A pronoun right before the verb is its subject: nothing can be inverted then.
    subject = bool(before) and before[-1].lower in ("je", "j'", "il", "elle", "on", "ils", "elles", "qui")
    if not subject and any(word.lower in _STARTS_CLAUSE or word.text in '»",«' for word in before):
        return False
    if verb.tag.verb_form == "part-past":
        return is_active(context, verb, verb.lemma) and any(word.lemma == "avoir" for word in before)
    return verb.tag.verb_form == "inf" or (verb.is_finite and bool(before))


def _is_recipient(word: Word) -> bool:
    return word.lower in _RECIPIENTS and word.upos != "DET" and word.index > 0


def _person_at(context: Context, article: Word) -> Chunk | None:
    phrase = noun_phrase(context, article.index)
    if phrase is None or phrase.kind is not Kind.NOUN:
        return None
    head = context.words[phrase.head]
    return phrase if head.upos == "NOUN" and can_be_asked(head.lemma) else None


# Verbs with a direct object: Spanish and Catalan put "a" before a person there.
_DIRECT = frozenset(
    "aider rencontrer arrêter accuser connaître tuer blesser inviter soutenir critiquer remercier élire libérer sauver "
    "protéger attaquer convaincre interroger battre aimer épouser accompagner soigner embaucher licencier nommer "
    "saluer féliciter respecter informer avertir prévenir empêcher encourager menacer obliger forcer consulter "
    "contacter suivre écouter attendre regarder appeler".split()
)
_HAS_OBJECT = frozenset("le la les l' que qu' en se s'".split())
_TO = {"à": "", "au": "le", "aux": "les"}


def _personal_a(context: Context) -> Iterator[Finding]:
    """ "soigner à un malade", "aider aux voisins"."""
    for verb, word in context.pairs(lemma=_DIRECT):
        if word.lower not in _TO or not is_surely_verb(context, verb, 0.8):
            continue
        before = context.words[max(0, verb.index - 4) : verb.index]
        if any(other.lower in _HAS_OBJECT and other.upos != "DET" for other in before):
            continue
        if any(other.lemma in ("faire", "laisser") for other in before):
            continue
        if verb.tag.verb_form == "part-past" and not any(other.lemma == "avoir" for other in before):
            continue
        amount = context.word(word.index + 1)
        if amount is not None and amount.lower in ("moins", "plus", "minimum", "maximum", "total"):
            continue
        phrase = noun_phrase(context, word.index if word.lower != "à" else word.index + 1)
        if phrase is None or phrase.determiner is None:
            continue
        head = context.words[phrase.head]
        if head.upos == "NOUN" and is_person(head.lemma) and not _object_follows(context, phrase.last + 1):
            yield context.finding(word, word, f"“{verb.text}” takes its object without “à”.", _TO[word.lower])


def _object_follows(context: Context, index: int) -> bool:
    """ "attendre aux portes les résultats", "aider aux malades à ..."."""
    after = context.word(index)
    return after is not None and (after.upos in ("DET", "NUM", "PROPN") or after.lower == "que")


RULES = (
    Rule(
        "FR107",
        "asked-person",
        _asked_person,
        must_fail=(
            "Le préfet demande ⟦les⟧ riverains de fermer leurs volets.",
            "Elle reproche ⟦l'⟧équipe d'avoir perdu trop vite.",
            "Il faut conseiller ⟦les⟧ voyageurs de partir tôt.",
            "La loi interdit ⟦les⟧ commerçants d'ouvrir le dimanche.",
            "Le maire a dit ⟦les⟧ journalistes que le pont fermera.",
        ),
        must_pass=(
            "Le préfet demande aux riverains de fermer leurs volets.",
            "Elle propose un droit de partir plus tôt.",
            "Il demande le chef de service.",
            "Le maire que demande le client de la banque est absent.",
            "Elle lui reproche le besoin de gagner.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR107",
        "given-person",
        _given_person,
        must_fail=(
            "Le club a offert ⟦les⟧ enfants un ballon neuf.",
            "Elle a promis ⟦sa⟧ sœur une robe pour Noël.",
            "Le patron offre ⟦ses⟧ ouvriers un mois de salaire.",
            "La banque refuse de prêter ⟦les⟧ agriculteurs une telle somme.",
        ),
        must_pass=(
            "Le club a offert aux enfants un ballon neuf.",
            "Il a vu sa sœur la semaine dernière.",
            "Elle a donné le malade pour mort.",
            "Il a montré la voisine, une dame âgée.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR107",
        "personal-a",
        _personal_a,
        must_fail=(
            "Les secouristes ont aidé ⟦aux⟧ passagers.",
            "Elle veut remercier ⟦à⟧ ses voisins.",
            "La police a arrêté ⟦au⟧ suspect.",
        ),
        must_pass=(
            "L'entreprise peut licencier au moins un salarié.",
            "Les secouristes ont aidé les passagers.",
            "Il en appelle aux citoyens.",
            "Elle a fait écouter aux élèves un disque.",
            "Ils attendent à la gare.",
            "Les services que rend le club aux malades sont connus.",
        ),
        confidence=0.8,
    ),
)
