"""FR104 and FR106: "tout les jours", "trois autre villes", "mille personne", "pas des solutions", "que jeunes lisent"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import PLURAL, SINGULAR, is_numeral, is_surely_finite, noun_shape
from mtqa.detecting.rules.nominal import is_plural_numeral
from mtqa.detecting.rules.rule import Rule

_SURE = 0.9
_PLURAL_DETERMINERS = frozenset("les ces mes tes ses nos vos leurs".split())
_SINGULAR_DETERMINERS = frozenset("le la l' ce cet cette mon ma son sa notre votre leur".split())
_ALL = {"tout": "tous", "toute": "toutes", "tous": "tout", "toutes": "toute"}
_BEFORE_TOUT = frozenset(("avant", "après", "malgré", "en", "par", "sur"))  # "avant tout les soignants"
_BEFORE_OTHER = _PLURAL_DETERMINERS | frozenset("plusieurs quelques des".split())
_QUANTITIES = frozenset("beaucoup trop peu tant combien énormément dizaine centaine milliers millier centaines".split())
# Of these there can be no "beaucoup de" in the singular, as there is of water or courage.
_COUNTED = frozenset(
    "personne homme femme enfant habitant maison voiture ville village entreprise élève étudiant employé salarié soldat "
    "médecin patient touriste visiteur client usine école livre élu électeur joueur parent policier migrant réfugié "
    "appartement avion bateau train jour pompier manifestant victime arbre oiseau".split()
)
_LINKS = frozenset("que qu' lorsque lorsqu' puisque puisqu'".split())
_NO_NOUNS = frozenset("seul tout autre tel certain même quel premier dernier plusieurs".split())
# Their object is direct, so that "des" after the negation is no "de les".
_DIRECT = frozenset("avoir recevoir vouloir trouver vendre acheter accepter posséder proposer offrir employer".split())
_CLITICS = frozenset("me m' te t' se s' le la les l' lui leur y en nous vous ne n'".split())


_FORMS_OF_TOUT = frozenset(_ALL)


def _find_all(context: Context) -> Iterator[Finding]:
    """ "tout les jours", "tous le monde": tout agrees with the determiner after it."""
    for word, determiner in context.pairs(first=_FORMS_OF_TOUT):
        before = context.word(word.index - 1)
        if determiner.upos != "DET" or (before and before.lower in _BEFORE_TOUT):
            continue
        if before is not None and before.is_finite and before.tag.number == "p" and word.lower in ("tous", "toutes"):
            continue  # "ils acceptent tous le paramètre"
        noun = context.word(determiner.index + 1)
        wanted = _PLURAL_DETERMINERS if word.lower in ("tout", "toute") else _SINGULAR_DETERMINERS
        if noun is None or determiner.lower not in wanted or not _is_sure_noun(noun):
            continue
        if not noun_shape(context, noun) & (PLURAL if wanted is _PLURAL_DETERMINERS else SINGULAR):
            continue
        form = _ALL[word.lower]
        suggestion = form.capitalize() if word.text[0].isupper() else form
        yield context.finding(word, word, f"“{word.text}” does not agree with “{determiner.text}”.", suggestion)


def _is_sure_noun(word: Word) -> bool:
    return word.upos == "NOUN" and word.tag.confidence >= _SURE


def _find_other(context: Context) -> Iterator[Finding]:
    """ "trois autre villes", "les autre pays"."""
    for word in context.words[1:-1]:
        if word.lower != "autre":
            continue
        before, noun = context.words[word.index - 1], context.words[word.index + 1]
        counts = before.lower in _BEFORE_OTHER or (is_numeral(before) and before.tag.number == "p")
        if counts and _is_sure_noun(noun) and noun_shape(context, noun) <= PLURAL:
            yield context.finding(word, word, f"“{before.text}” asks for a plural: “autres”.", "autres")


_THOUSANDS = frozenset(("mille", "cent", "cents", "personne"))


def _find_thousand(context: Context) -> Iterator[Finding]:
    """ "mille personne", "deux cents maison": a singular noun after a large number."""
    if context.lowers.isdisjoint(_THOUSANDS):
        return
    for number, noun in context.pairs():
        is_large = number.lower in ("mille", "cent", "cents") and is_numeral(number) and noun.upos == "NOUN"
        # The tagger is never sure of "personne".
        if not is_large and not (noun.lower == "personne" and is_plural_numeral(number)):
            continue
        if (
            noun.lower in ("pour", "merci")
            or noun_shape(context, noun) & PLURAL
            or not context.lexicon.analyses(noun.lower)
        ):
            continue
        forms = context.lexicon.forms(noun.lemma, "NOUN", number="p")
        if forms and noun.text.islower():
            yield context.finding(noun, noun, f"“{number.text}” asks for a plural noun, not “{noun.text}”.", forms[0])


def _find_many(context: Context) -> Iterator[Finding]:
    """ "beaucoup de maison": what is counted stands in the plural."""
    for word in context.among(_COUNTED, 2):
        link, quantity = context.words[word.index - 1], context.words[word.index - 2]
        if link.lower not in ("de", "d'") or quantity.lower not in _QUANTITIES:
            continue
        message = f"After “{quantity.text} {link.text}” what is counted is plural: “{word.text}s”."
        yield context.finding(word, word, message, f"{word.text}s")


_DES = frozenset(("des",))


def _find_denied(context: Context) -> Iterator[Finding]:
    """ "il n'y a pas des solutions": after a negation the object takes "de"."""
    for word in context.among(_DES, 4):
        if word.upos != "DET" or context.words[word.index - 1].lower not in ("pas", "plus"):
            continue
        verb, noun = context.words[word.index - 2], context.word(word.index + 1)
        near = [other.lower for other in context.words[max(0, verb.index - 3) : verb.index]]
        if verb.lemma not in _DIRECT or not verb.is_finite or not set(near) & {"n'", "ne"}:
            continue
        if noun is None or not _is_sure_noun(noun):
            continue
        rest = [other.lower for other in context.words[noun.index :]]
        if "mais" in rest or "et" in rest:
            continue  # "il n'y a pas des bons et des méchants"
        yield context.finding(word, word, f"After “{context.words[word.index - 1].text}” “des” becomes “de”.", "de")


def _find_bare_subject(context: Context) -> Iterator[Finding]:
    """ "le rapport montre que jeunes lisent moins": a noun that the tagger reads as an adjective or participle."""
    for link, word in context.pairs(first=_LINKS):
        if link.upos != "SCONJ" or not word.text.islower() or word.lemma in _NO_NOUNS:
            continue
        if word.upos != "ADJ" and word.tag.verb_form != "part-pres":
            continue
        verb = context.word(word.index + 1)
        while verb is not None and verb.lower in _CLITICS and verb.upos in ("PRON", "ADV"):
            verb = context.word(verb.index + 1)
        if verb is None or not is_surely_finite(context, verb) or not verb.tag.number:
            continue
        readings = [own for own in context.lexicon.analyses(word.lower) if own.category == "NOUN"]
        if any(verb.tag.number in (own.number or "sp") for own in readings):
            yield context.finding(word, word, f"The subject “{word.text}” lacks its determiner.")


RULES = (
    Rule(
        "FR104",
        "all-agreement",
        _find_all,
        must_fail=(
            "⟦Tout⟧ les soirs, elle lit un livre.",
            "Il a vendu ⟦toute⟧ ses voitures.",
            "Elle connaît ⟦tous⟧ le village.",
        ),
        must_pass=(
            "Les commandes acceptent toutes le paramètre.",
            "Tous les soirs, elle lit.",
            "Tout les sépare.",
            "Ce sont avant tout les voisins qui ont aidé.",
            "Il les a tous, le maire aussi.",
            "Toute la ville et tout ce monde.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR104",
        "other-plural",
        _find_other,
        must_fail=(
            "Deux ⟦autre⟧ maisons ont brûlé.",
            "Il a lu les ⟦autre⟧ livres.",
            "Plusieurs ⟦autre⟧ élèves sont malades.",
        ),
        must_pass=(
            "Deux autres maisons ont brûlé.",
            "Une autre maison a brûlé.",
            "L'autre joueur est blessé.",
            "Les uns partent, autre chose les retient.",
        ),
        confidence=0.9,
    ),
    Rule(
        "FR104",
        "thousand-plural",
        _find_thousand,
        must_fail=(
            "Plus de mille ⟦maison⟧ sont vides.",
            "Il a compté deux cents ⟦bateau⟧ au port.",
            "Elle possède cent ⟦livre⟧ rares.",
            "Environ cinquante ⟦personne⟧ attendent.",
        ),
        must_pass=(
            "Plus de mille maisons sont vides.",
            "Dix pour cent des élèves sont absents.",
            "Il a cent ans.",
            "Il court le cent mètres.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR104",
        "many-singular",
        _find_many,
        must_fail=(
            "Il y a beaucoup de ⟦voiture⟧ en ville.",
            "Trop de ⟦touriste⟧ visitent l'île.",
            "Une centaine de ⟦soldat⟧ sont arrivés.",
        ),
        must_pass=(
            "Il y a beaucoup de voitures en ville.",
            "Il a beaucoup de courage.",
            "Peu de monde est venu.",
            "Il parle peu de politique.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR106",
        "denied-object",
        _find_denied,
        must_fail=(
            "Il n'y a pas ⟦des⟧ trains le dimanche.",
            "Elle n'a plus ⟦des⟧ amis dans cette ville.",
            "Nous n'avons pas ⟦des⟧ enfants.",
            "Le magasin ne vend plus ⟦des⟧ journaux.",
        ),
        must_pass=(
            "Il n'y a pas de trains le dimanche.",
            "Ce ne sont pas des amis.",
            "Il n'a pas parlé des trains.",
            "Il n'y a pas des bons et des méchants.",
        ),
        confidence=0.8,
    ),
    Rule(
        "FR106",
        "bare-subject-of-clause",
        _find_bare_subject,
        must_fail=(
            "Elle dit que ⟦jeunes⟧ partent trop tôt.",
            "Le juge pense que ⟦malade⟧ a menti.",
            "Il affirme que ⟦riches⟧ paient peu d'impôts.",
        ),
        must_pass=(
            "Elle dit que les jeunes partent trop tôt.",
            "Il faut que seuls comptent les actes.",
            "Bien que malade, il travaille.",
            "Il reste jusqu'à ce que mort s'ensuive.",
        ),
        confidence=0.85,
    ),
)
