"""FR107: verbs with the preposition of their English or Spanish counterpart: "dépendre sur", "écouter à"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import noun_phrase
from mtqa.detecting.rules.government import is_active, is_surely_verb, lemma_of
from mtqa.detecting.rules.rule import Rule
from mtqa.french.joining import joined
from mtqa.french.persons import is_person
from mtqa.french.time_words import ADVERBIAL_NOUNS

# Reflexive or plain verb -> preposition found -> preposition wanted ("" for a direct object).
_PAIRS = {
    "dépendre": {"sur": "de", "dans": "de", "en": "de", "à": "de"},
    "consister": {"de": "en"},
    "penser": {"sur": "à"},
    "rêver": {"avec": "de", "sur": "de"},
    "se intéresser": {"dans": "à", "en": "à", "sur": "à"},
    "participer": {"dans": "à", "en": "à", "sur": "à"},
    "assister": {"dans": "à"},
    "contribuer": {"dans": "à", "en": "à", "sur": "à"},
    "commenter": {"sur": "", "à": ""},
    "influer": {"en": "sur", "dans": "sur", "à": "sur"},
    "insister": {"en": "sur", "dans": "sur", "à": "sur"},
    "enquêter": {"de": "sur", "dans": "sur", "en": "sur", "à": "sur"},
    "se plaindre": {"sur": "de"},
    "se habituer": {"avec": "à", "de": "à"},
    "se opposer": {"contre": "à", "avec": "à", "de": "à"},
    "résister": {"contre": "à", "de": "à"},
    "ressembler": {"avec": "à", "de": "à", "comme": "à"},
    "appartenir": {"de": "à", "dans": "à"},
    "survivre": {"de": "à", "par": "à"},
    "obéir": {"de": "à", "avec": "à"},
    "répondre": {"sur": "à"},
    "bénéficier": {"par": "de", "sur": "de", "avec": "de"},
    "se moquer": {"sur": "de", "à": "de", "avec": "de"},
    "se souvenir": {"à": "de", "sur": "de", "en": "de"},
    "se méfier": {"à": "de", "sur": "de", "avec": "de"},
    "se occuper": {"sur": "de", "pour": "de"},
    "se emparer": {"sur": "de", "à": "de"},
    "lutter": {"à": "contre"},
    "transformer": {"dans": "en"},
    "diviser": {"dans": "en"},
    "convertir": {"dans": "en"},
    "remplacer": {"avec": "par"},
    "rejoindre": {"à": "", "avec": ""},
    "quitter": {"de": ""},
    "atteindre": {"à": ""},
    "affronter": {"à": "", "avec": "", "contre": ""},
    "contacter": {"avec": "", "à": ""},
    "épouser": {"avec": "", "à": ""},
    "aborder": {"sur": "", "à": ""},
    "traiter": {"sur": "de"},
    "décider": {"sur": "de"},
    "témoigner": {"sur": "de"},
    "approcher": {"à": "de"},
    "attendre": {"pour": ""},
    "chercher": {"pour": ""},
    "demander": {"pour": ""},
    "écouter": {"à": ""},
    "regarder": {"à": "", "sur": "", "pour": ""},
    "visiter": {"à": "", "dans": ""},
    "espérer": {"pour": ""},
}  # fmt: skip
_FORMS = {"à": ("à", "au", "aux"), "de": ("de", "d'", "du", "des")}
_CONTRACTED = {"au": "le", "aux": "les", "du": "le", "des": "les"}
_DETERMINERS = frozenset("le la les l' un une ce cet cette ces son sa ses leur leurs notre nos mon ma mes".split())
# What one looks or listens to from somewhere, and what "pour" may mean by itself: "pour la première fois".
_PLACES = frozenset(
    "radio télévision télé porte fenêtre maison école gare hôtel aéroport bureau terme fin côté loin point moment "
    "instant heure fois suite part avenir année an mois semaine jour soir matin nuit table écran caisse guichet coin "
    "bout pied bord entrée sortie arrêt feu place domicile plus moins plusieurs rencontre compte cause titre "
    "lendemain veille raison cadre loupe microscope tribunal cour contraire sein occasion lieu cours nom égard propos sujet "
    "profit détriment moyen issue suite approche sens mesure limite niveau échelle départ retour milieu début".split()
)


def _wrong_pair(context: Context) -> Iterator[Finding]:
    for verb in context.of_lemma(_LEMMAS):
        if not is_surely_verb(context, verb, 0.7):
            continue
        index = verb.index + 1
        while (word := context.word(index)) is not None and word.upos == "ADV" and index < verb.index + 3:
            index += 1
        if word is None or word.upos not in ("ADP", "ADP+DET", "DET"):
            continue
        lemma = lemma_of(context, verb)
        if lemma == "regarder" and verb.lower.endswith("ez"):
            continue  # where to look: "regardez sur l'étiquette"
        found = next((own for own in _PAIRS.get(lemma, ()) if word.lower in _FORMS.get(own, (own,))), None)
        if found is None or not _is_complement(context, verb, word):
            continue
        right = _PAIRS[lemma][found]
        yield context.finding(word, word, _message(verb, word, right), _suggestion(word, right, context))


_LEMMAS = frozenset(lemma.removeprefix("se ") for lemma in _PAIRS)


def _message(verb: Word, word: Word, right: str) -> str:
    if not right:
        return f"“{verb.text}” takes a direct object: no “{word.text}”."
    return f"“{verb.text}” takes “{right}”, not “{word.text}”."


def _suggestion(word: Word, right: str, context: Context) -> str | None:
    if word.lower in _CONTRACTED:
        article = _CONTRACTED[word.lower]
        return f"{right} {article}" if right not in ("à", "de", "") else joined(right, article) if right else article
    after = context.word(word.index + 1)
    if right in ("à", "de") and (after is None or joined(right, after.text) != f"{right} {after.text}"):
        return None
    return right


def _is_complement(context: Context, verb: Word, word: Word) -> bool:
    """Whether a noun with a determiner follows, no place or time, and the verb has no other object."""
    contracted = word.lower in _CONTRACTED
    article = context.word(word.index + 1)
    if article is not None and article.lower in ("moins", "plus", "minimum", "maximum", "total"):
        return False
    if not contracted and (article is None or article.upos != "DET" or article.lower not in _DETERMINERS | {"des"}):
        return False
    if verb.tag.verb_form == "part-past" and not is_active(context, verb, verb.lemma):
        return False
    phrase = noun_phrase(context, word.index if contracted else word.index + 1)
    if phrase is None:
        return False
    head = context.words[phrase.head]
    if head.upos not in ("NOUN", "PROPN") or _is_place_or_time(head) or head.upos == "PROPN":
        return False
    before = context.words[max(0, verb.index - 4) : verb.index]
    if any(other.lower in _OBJECTS and other.upos != "DET" for other in before):
        return False
    right = _PAIRS.get(lemma_of(context, verb), {}).get(word.lower)
    after = context.word(phrase.last + 1)
    direct_follows = after is not None and (after.upos == "DET" or after.lower in ("que", "qu'"))
    return not (right == "" and direct_follows) and not _follows_later(context, verb, phrase.last)


def _is_place_or_time(head: Word) -> bool:
    return head.lemma in _PLACES or head.lemma in ADVERBIAL_NOUNS or head.lower in ADVERBIAL_NOUNS


_OBJECTS = frozenset("le la les l' que qu' en y dont où quoi auquel".split())


def _follows_later(context: Context, verb: Word, last: int) -> bool:
    """Whether the verb's own preposition comes later: "participer pour la troisième fois à"."""
    rights = {
        form for right in _PAIRS.get(lemma_of(context, verb), {}).values() for form in _FORMS.get(right, (right,))
    }
    if rights & {"de", "d'", "du", "des"}:
        return False
    return any(word.lower in rights for word in context.words[last + 1 : last + 5] if word.upos != "DET")


# Intransitive verbs: what follows them without a preposition lacks one.
_NEEDED = {
    **dict.fromkeys(
        "répondre obéir désobéir ressembler succéder résister renoncer participer téléphoner mentir nuire survivre "
        "remédier contribuer échapper accéder adhérer appartenir réagir songer recourir".split(),
        "à",
    ),
    **dict.fromkeys("dépendre bénéficier profiter jouir douter abuser découler provenir".split(), "de"),
    **dict.fromkeys("enquêter insister influer".split(), "sur"),
    **dict.fromkeys("entrer pénétrer".split(), "dans"),
    "discuter": "de",
    "assister": "à",
}
# What one may answer, or be in: other objects of these verbs are right or doubtful.
_ANSWERED = frozenset("question demande lettre appel message courrier courriel offre attente besoin critique".split())
_EVENTS = frozenset(
    "réunion cérémonie concert match conférence spectacle procès messe mariage débat fête séance congrès sommet défilé "
    "enterrement audience représentation obsèques inauguration répétition".split()
)
# Of these a person is the complement as well.
_WITH_PERSONS = frozenset("ressembler téléphoner succéder obéir désobéir mentir".split())
_DISCUSSED = frozenset("crise situation avenir possibilité problème conflit guerre sujet thème actualité".split())
_ENTERED = frozenset(
    "bâtiment maison pièce salle ville village pays immeuble forêt bureau magasin chambre église école hôpital gare "
    "zone grotte jardin cuisine tunnel usine territoire appartement banque stade prison".split()
)


_NEEDED_LEMMAS = frozenset(_NEEDED)


def _bare_object(context: Context) -> Iterator[Finding]:
    """ "répondre la question", "entrer le bâtiment", "enquêter l'accident"."""
    for verb, article in context.pairs(lemma=_NEEDED_LEMMAS):
        right = _NEEDED.get(verb.lemma)
        if right is None or not _is_determiner(context, article):
            continue
        if not is_surely_verb(context, verb, 0.8):
            continue
        if verb.tag.verb_form == "part-past" and not is_active(context, verb, verb.lemma):
            continue
        phrase = noun_phrase(context, article.index + (article.upos != "DET"))
        if phrase is None or not _is_bare_object(context, verb, context.words[phrase.head]):
            continue
        text = f"“{verb.text}” takes “{right}”."
        yield context.finding(article, article, text, joined(right, article.text))


def _is_determiner(context: Context, word: Word) -> bool:
    """Whether a noun phrase surely begins there: "la question", "tous les étés"."""
    after = context.word(word.index + 1)
    if word.lower in ("tous", "toutes", "tout", "toute"):
        return after is not None and after.upos == "DET" and after.lower in _DETERMINERS
    return word.upos == "DET" and word.lower in _DETERMINERS


def _is_bare_object(context: Context, verb: Word, head: Word) -> bool:
    if head.upos != "NOUN" or _is_place_or_time(head) or (is_person(head.lemma) and verb.lemma not in _WITH_PERSONS):
        return False
    if verb.lemma == "assister" and head.lemma not in _EVENTS:
        return False
    if _is_inverted(context, verb):
        return False
    infinitive = verb.tag.verb_form == "inf"
    if verb.lemma == "répondre" and not infinitive and head.lemma not in _ANSWERED:
        return False
    if verb.lemma in ("entrer", "pénétrer") and head.lemma not in _ENTERED:
        return False
    if verb.lemma == "discuter" and head.lemma not in _DISCUSSED:
        return False
    before = context.words[max(0, verb.index - (2 if infinitive else 6)) : verb.index]
    if any(word.lower in _OPENING or word.text in '»",«:' for word in before):
        return False
    near = context.words[max(0, verb.index - 5) : verb.index]
    causative = any(word.lemma in ("faire", "laisser", "voir") for word in near)
    subject = any(word.upos in ("NOUN", "PROPN", "PRON") or word.lower == "personne" for word in before)
    return not causative and (infinitive or subject)


def _is_inverted(context: Context, verb: Word) -> bool:
    """Whether the verb stands between its complement and its subject: "de ce choix découlera une politique"."""
    before = context.words[: verb.index]
    if not before or before[0].lower not in ("de", "d'", "du", "des", "à", "au", "aux") or not verb.is_finite:
        return False
    phrases = sum(1 for word in before if word.upos in ("DET", "ADP+DET"))
    return phrases <= 1 and not any(word.upos == "PRON" or word.text == "," for word in before)


_OPENING = frozenset("que qu' dont où quoi auquel comme quand auxquels à+lequel qui lequel laquelle".split())


RULES = (
    Rule(
        "FR107",
        "verb-with-foreign-preposition",
        _wrong_pair,
        must_fail=(
            "Le maire a refusé de commenter ⟦sur⟧ les chiffres.",
            "Les enfants écoutent ⟦à⟧ la maîtresse.",
            "Elle cherche ⟦pour⟧ ses lunettes depuis hier.",
            "Le jury s'intéresse ⟦dans⟧ les détails.",
            "Les policiers ont enquêté ⟦dans⟧ les vols de vélos.",
        ),
        must_pass=(
            "Ils doivent avoir atteint au moins 3 % des voix.",
            "Pour connaître le nom, regardez sur l'étiquette du carton.",
            "Ils ont contribué dans le sens de leur action.",
            "Les enfants écoutent la maîtresse à la radio.",
            "Ils écoutent à la porte.",
            "Elle attend pour la première fois un enfant.",
            "Il a participé en tant que témoin.",
            "Le succès dépend du temps.",
            "Elle regarde à la télévision un film.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR107",
        "bare-object",
        _bare_object,
        must_fail=(
            "Le record avait résisté ⟦tous⟧ les essais.",
            "Personne n'a répondu ⟦la⟧ lettre.",
            "Les agents enquêtent ⟦le⟧ vol de la banque.",
            "Les pompiers ont pu entrer ⟦l'⟧immeuble.",
            "Ils se retrouvent pour discuter ⟦la⟧ guerre commerciale.",
            "Le ministre a assisté ⟦la⟧ cérémonie.",
            "Le fils ressemble ⟦son⟧ grand-père.",
        ),
        must_pass=(
            "Placez-le à l'endroit où vous souhaitez disposer le champ.",
            "De ce choix découlera une politique de sécurité.",
            "Personne n'a répondu à la lettre.",
            "Comme l'a répondu le maire, c'est fini.",
            "Elle est entrée la première.",
            "Ils ont entré les données.",
            "Ils discutent le prix du pain.",
        ),
        confidence=0.8,
    ),
)
