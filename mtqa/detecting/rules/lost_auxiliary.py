"""FR101: a past participle that stands for a conjugated verb, its auxiliary lost."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.articles import ATTRIBUTIVE, common_noun, is_stray_noun, is_usual
from mtqa.detecting.clauses import boundaries, has_finite
from mtqa.detecting.context import Context, Finding, Word
from mtqa.detecting.phrases import adjective_shape, noun_shape
from mtqa.detecting.rules.rule import Rule
from mtqa.detecting.verb_groups import (
    CLITICS,
    LONGEST_CLAUSE,
    RELATIVES,
    before_verb,
    clause_end,
    compound_past,
    is_plural,
    participle_lemma,
)
from mtqa.detecting.verb_subjects import NOMINAL, is_object, is_stressed, subject_start

# With these a noun phrase may follow the participle of a noun: "l'homme surnommé le Boucher", "le mois dernier".
_NAMING = frozenset(
    "appeler baptiser considérer couronner déclarer devenir dire élire estimer évaluer intituler juger nommer proclamer "
    "qualifier rebaptiser sacrer surnommer titrer désigner payer vendre acheter estimer chiffrer facturer "
    "coûter mesurer peser classer arriver rester dénommer".split()
)
_SUBJECTS = frozenset(("il", "ils", "elle", "elles", "on", "je", "tu"))
_DAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche matin soir début fin mi janvier février mars avril mai juin "
    "juillet août septembre octobre novembre décembre".split()
)
# A noun may be told something by that: "les Français persuadés que".
_TOLD = frozenset("convaincre persuader assurer informer prévenir avertir aviser rassurer surprendre étonner".split())
# Their participles qualify no noun.
_NO_PASSIVE = frozenset(("renoncer", "répondre", "réagir", "échapper", "téléphoner", "insister", "hésiter", "succéder"))
# What is begun or decided is no one: "Santoni commencé à jouer" lacks its auxiliary, "invité à jouer" may not.
_DECIDING = frozenset(
    "commencer continuer renoncer hésiter réussir parvenir tenir décider choisir refuser accepter tenter essayer cesser "
    "éviter oublier envisager menacer finir arrêter rêver".split()
)
# "Les prix augmenté de 3 %": the change is the news, where nothing else is said.
_CHANGING = frozenset("augmenter baisser progresser reculer grimper chuter bondir diminuer réduire".split())
_COMPARING = frozenset("ainsi alors tandis bien plus moins aussi autant plutôt tant".split())
_NEEDING_OBJECT = frozenset("faire mettre prendre donner poser rendre obtenir apporter causer".split())
_BEFORE_PARTICIPLE = frozenset(
    "que qu' comme si dès une aussitôt sitôt à de avec sans pour contre selon chez par".split()
)


def _participles(context: Context) -> Iterator[Finding]:
    if not context.sentence.terminated or context.is_heading:
        return
    for word in context.words[1:]:
        is_verbal = word.tag.verb_form == "part-past" or word.upos in ("ADJ", "VERB")
        if not is_verbal and not _is_been(context, word) and not word.is_capitalised:
            continue
        if not _may_be_capital(context, word) or (lemma := participle_lemma(context, word)) is None:
            continue
        before = before_verb(context, word.index)
        if (
            before is None
            or before.lower == "fois"
            or (plural := _plural_subject(context, word, before, lemma)) is None
        ):
            continue
        reflexive = (context.word(word.index - 1) or word).lower in ("se", "s'")
        yield context.finding(
            word,
            word,
            f"The participle “{word.text}” lacks its auxiliary: no conjugated verb stands in this clause.",
            compound_past(context, lemma, plural=plural, reflexive=reflexive),
        )


def _may_be_capital(context: Context, word: Word) -> bool:
    """Whether the word is in lower case, or carries a capital in a sentence without another verb."""
    if word.text.islower():
        return True
    before = context.words[word.index - 1]
    return word.is_capitalised and before.text.islower() and before.upos == "NOUN" and not has_finite(context)


def _is_been(context: Context, word: Word) -> bool:
    """ "L'animal été abattu": no summer."""
    after = context.word(word.index + 1)
    return word.lower == "été" and after is not None and after.tag.verb_form == "part-past"


def _plural_subject(context: Context, word: Word, before: Word, lemma: str) -> bool | None:
    """The number of the subject whose conjugated verb the participle stands for, None where it stands for none."""
    left = context.words[word.index - 1]
    if left.lower in ("ne", "n'", "se") and left.upos in ("ADV", "PRON") and word.upos != "NOUN":
        if any(own.person == "2" and own.number == "p" for own in context.lexicon.analyses(word.text)):
            return None  # "vous ne faites pas"
        return before.tag.number == "p"  # nothing but a conjugated verb or an infinitive may follow
    if before.upos == "PRON" and before.lower in _SUBJECTS:
        stands = word.upos in ("VERB", "AUX") and not is_stressed(context, before)
        if before.lower in ("je", "tu") and any(own.verb_form == "fin" for own in context.lexicon.analyses(word.text)):
            return None  # "je mis"
        return before.lower in ("ils", "elles") if stands else None
    if before.lower == "qui" and word.upos in ("VERB", "AUX"):
        antecedent = context.word(before.index - 1)
        if antecedent is not None and antecedent.text == ",":
            antecedent = context.word(antecedent.index - 1)
        if antecedent is not None and antecedent.upos in NOMINAL:
            return antecedent.tag.number == "p"
        return None
    start = subject_start(context, before)
    end = clause_end(context, word.index) if before.text != "," else None
    if start is None or has_finite(context, word.index + 1, end):
        return None
    if has_finite(context, _after_bracket(context, end), None):
        return None
    near = range(max(word.index - LONGEST_CLAUSE, 0), word.index)
    if any(_may_be_verb(context, index) for index in (*near, word.index + 1)):
        return None  # the first in a note on a command: "Affiche la date et l'heure saisies."
    if start and context.words[start - 1].lower in _BEFORE_PARTICIPLE and not _rest_has_no_verb(context, word):
        return None
    has_clitic = any(other.lower in CLITICS for other in context.words[before.index + 1 : word.index])
    if not (has_clitic or _cannot_qualify(context, word, lemma) or _disagrees(context, word, start, before)):
        return None
    return is_plural(context.words[start : before.index + 1])


def _after_bracket(context: Context, end: int | None) -> int:
    """Where the clause goes on after a bracket that opens at `end`; the end of the sentence where none does."""
    if end is None or end >= len(context.words) or context.words[end].text != "(":
        return len(context.words)
    close = next((word.index for word in context.words[end:] if word.text == ")"), None)
    return len(context.words) if close is None else close + 1


def _may_be_verb(context: Context, index: int) -> bool:
    """Whether a verb that was read as a noun stands there with its object: "un document signé affiche une icône"."""
    word, after = context.word(index), context.word(index + 1)
    if word is None or after is None or after.upos != "DET":
        return False
    return any(own.verb_form == "fin" and own.person == "3" for own in context.lexicon.analyses(word.lower))


def _disagrees(context: Context, word: Word, start: int, last: Word) -> bool:
    """Whether the participle agrees with no noun before it and the sentence has no other verb."""
    own = adjective_shape(context, word)
    phrase = context.words[start : last.index + 1]
    nouns = [other for other in phrase if other.upos == "NOUN"]
    if (
        not nouns
        or any(other.upos == "PROPN" for other in phrase)
        or own & frozenset(shape for noun in nouns for shape in noun_shape(context, noun))
    ):
        return False
    return not has_finite(context)


def _rest_has_no_verb(context: Context, word: Word) -> bool:
    return not has_finite(context, word.index)


def _cannot_qualify(context: Context, word: Word, lemma: str) -> bool:
    """Whether what follows shows that the participle does not qualify the noun before it."""
    readings = context.lexicon.analyses(word.text)
    if all(not own.gender for own in readings if own.verb_form == "part-past"):
        return True  # "participé" has no feminine: its verb takes no object that it could qualify
    position = word.index + 1
    while (after := context.word(position)) is not None and _may_come_between(context, after):
        position += 1
    if after is None:
        return False
    following = context.word(position + 1)
    if after.lower in ("que", "qu'") and after.upos == "SCONJ":
        if context.words[position - 1].lower in _COMPARING:
            return False  # "des chiffres détaillés ainsi que des cartes"
        return lemma not in _TOLD and following is not None and following.upos in ("DET", "PROPN", "PRON")
    if after.lower == "le" and following is not None and following.lower == "long":
        return False  # "les quartiers situés le long de la rivière"
    if (after.upos in ("DET", "NUM") or after.lower in ("tout", "toute")) and following is not None:
        return lemma not in _NAMING and is_object(context, position)
    if after.upos in ("ADP", "ADP+DET") and lemma in _NO_PASSIVE:
        return True
    if after.lower in ("de", "d'") and lemma in _CHANGING and following is not None and following.upos == "NUM":
        return not has_finite(context)
    if after.lower in ("à", "de", "d'") and following is not None:
        return lemma in _DECIDING and following.tag.verb_form == "inf"
    noun = common_noun(context, position)
    if noun is not None and not is_usual(lemma, noun.lower):
        return lemma not in _NAMING | ATTRIBUTIVE
    return is_stray_noun(context, after)


def _may_come_between(context: Context, word: Word) -> bool:
    """Whether an adverb or a date may part the participle from its object."""
    if word.upos == "ADV" or word.lower in _DAYS:
        return True
    return word.upos == "NUM" and context.words[word.index - 1].lower in _DAYS


def _left_hanging(context: Context) -> Iterator[Finding]:
    """ "Elle a fait maintes fois La Russie a ...": another sentence cuts in before the object of the verb."""
    for start in boundaries(context):
        position = start - 1
        while position > 1 and _counts_times(context.words[position]):
            position -= 1
        verb, auxiliary = context.words[position], context.word(position - 1)
        if auxiliary is None or auxiliary.lemma != "avoir" or _any_participle(context, verb) not in _NEEDING_OBJECT:
            continue
        before = context.word(position - 2)
        if before is None or before.lower in CLITICS or before.lower in RELATIVES or before.lower == "comme":
            continue
        yield context.finding(verb, verb, f"“{verb.text}” has no object: the sentence breaks off.")


def _any_participle(context: Context, word: Word) -> str | None:
    """The verb whose past participle the form can be, whatever else it can be ("fait")."""
    readings = context.lexicon.analyses(word.text)
    return next((own.lemma for own in readings if own.verb_form == "part-past"), None)


def _counts_times(word: Word) -> bool:
    """ "maintes et maintes fois", "à plusieurs reprises", "souvent"."""
    return word.upos in ("ADV", "DET", "NUM", "CCONJ", "ADJ") or word.lower in ("fois", "reprises", "à", "de")


RULES = (
    Rule(
        "FR101",
        "participle-as-verb",
        _participles,
        must_fail=(
            "Des milliers de gens ⟦Manifesté⟧ dans la capitale samedi.",
            "Le gouvernement ⟦annoncé⟧ hier que les impôts baisseront.",
            "La commune ⟦renoncé⟧ également aux travaux.",
            "Les trois syndicats ⟦refusé⟧ la proposition.",
            "Il ⟦mangé⟧ une pomme.",
            "La Chine ⟦rassemblée⟧ Soldats près de la côte.",
            "Leclerc ⟦commencé⟧ à courir à six ans.",
            "Le maire ⟦inauguré⟧ école samedi.",
            "Ces rues se ⟦transformées⟧ en rivières.",
            "Aucun outil ne ⟦requis⟧ pour le montage.",
            "La salle, qui ⟦accueilli⟧ mille personnes, est pleine.",
            "Le loyer ⟦augmenté⟧ de dix euros en janvier.",
            "Le gardien, qui a trente ans, ⟦arrêté⟧ deux tirs.",
            "La ministre, dont le mandat finit, ⟦annoncé⟧ une réforme.",
        ),
        must_pass=(
            "Votre banque fixe un plafond au montant cumulé des achats.",
            "Le fichier automatisé des auteurs (Fijais) recense les condamnés.",
            "Affiche la date et l'heure saisies dans la zone de texte.",
            "Si vous ne faites pas cela, l'envoi sera rejeté.",
            "Un document signé affiche une icône dans la barre.",
            "Les mesures annoncées hier par le ministre entrent en vigueur.",
            "Un homme tué à Marseille.",
            "L'un a été condamné, l'autre relaxé.",
            "Les Français persuadés que la crise durera épargnent.",
            "Le match terminé, les joueurs ont salué la foule.",
            "Un projet présenté la semaine dernière.",
            "Je pris le train et tu mis la table.",
            "Le tueur surnommé le Boucher de Lyon.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR101",
        "verb-left-hanging",
        _left_hanging,
        must_fail=(
            "L'administration a ⟦fait⟧ maintes fois La Russie a menacé ses voisins.",
            "Le club a ⟦mis⟧ à plusieurs reprises Les joueurs ont refusé de signer.",
            "La mairie avait ⟦pris⟧ souvent Elle a renoncé aux travaux.",
        ),
        must_pass=(
            "Comme il l'a fait maintes fois, il a menacé.",
            "Il a parlé plusieurs fois. La foule a ri.",
            "Ce qu'il a fait Le Monde l'a raconté.",
            "Elle a mis plusieurs fois la table.",
        ),
        confidence=0.7,
    ),
)
