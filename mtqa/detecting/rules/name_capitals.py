"""FR301 and FR302: capitals of peoples and names: "un voisin Belge", "ivana Petrova", "le sol À cause de"."""

from __future__ import annotations

from collections.abc import Iterator

from mtqa.detecting.context import Context, Finding
from mtqa.detecting.rules.rule import Rule

_SURE = 0.9
_PEOPLES = frozenset(
    "français allemand belge suisse italien espagnol portugais anglais britannique écossais irlandais gallois "
    "néerlandais "
    "hollandais danois suédois norvégien finlandais islandais polonais tchèque slovaque hongrois roumain bulgare grec "
    "turc russe ukrainien biélorusse serbe croate bosniaque albanais autrichien européen américain canadien québécois "
    "mexicain brésilien argentin chilien colombien péruvien cubain vénézuélien chinois japonais coréen vietnamien "
    "indien pakistanais afghan iranien irakien syrien libanais israélien palestinien jordanien saoudien égyptien "
    "marocain algérien tunisien libyen sénégalais malien nigérien nigérian ivoirien camerounais congolais rwandais "
    "éthiopien kényan africain asiatique australien néo-zélandais arabe kurde catalan basque breton corse parisien "
    "lyonnais marseillais londonien new-yorkais".split()
)
# After these a capital may be a surname or a name: "le docteur Français", "le journal Libération".
_BEFORE_NAMES = frozenset(
    "docteur professeur général colonel capitaine commandant lieutenant maître juge inspecteur commissaire président "
    "présidente famille frère frères père sœur oncle tante abbé monsieur madame magazine journal groupe société marque "
    "association fondation fédération comité conseil parti mouvement institut académie langue mot terme".split()
)
_PARTICLES = frozenset(
    "van von ben bin den der des del dal della dos das ibn abu abou saint sainte san santa mac bey aga".split()
)
_LOCUTIONS = frozenset("cause partir propos côté travers moins condition force titre raison destination".split())


def _find_people(context: Context) -> Iterator[Finding]:
    """ "un concurrent Belge": an adjective of a people takes no capital."""
    for noun, word in context.pairs():
        if (
            word.upos != "ADJ"
            or noun.upos != "NOUN"
            or noun.tag.confidence < _SURE
            or not noun.text.islower()
            or noun.lower in _BEFORE_NAMES
        ):
            continue
        if not word.is_capitalised or word.lemma.lower() not in _PEOPLES:
            continue
        after = context.word(word.index + 1)
        if not context.gap(noun, word).isspace() or (after is not None and after.text[0].isupper()):
            continue
        yield context.finding(
            word, word, f"The adjective “{word.text}” takes no capital: only the people's name has one.", word.lower
        )


def _find_first_name(context: Context) -> Iterator[Finding]:
    """ "raconte ivana Petrova": a first name in lower case before its surname."""
    for word, surname in context.pairs():
        if (
            surname.upos != "PROPN"
            or not word.text.isalpha()
            or not word.text.islower()
            or len(word.text) < 3
            or word.lower in _PARTICLES
        ):
            continue
        if not surname.is_capitalised or word.lower in context.known_words:
            continue
        before = context.word(word.index - 1)
        name = word.text.capitalize()
        if before is not None and (before.upos == "PROPN" or before.text.endswith("-")):
            continue
        if not context.lexicon.analyses(word.text) and _is_gendered(context, name):
            yield context.finding(word, word, f"“{name}” is a name and takes a capital.", name)


def _is_gendered(context: Context, name: str) -> bool:
    """Whether it is a first name: those have a gender in the lexicon."""
    return any(own.category == "PROPN" and own.gender for own in context.lexicon.analyses(name))


_A = frozenset(("à", "a"))


def _find_preposition(context: Context) -> Iterator[Finding]:
    """ "le sol À cause d'une panne": a capital in the middle of a sentence."""
    for left, word in context.pairs(second=_A):
        if word.text not in ("À", "A") or word.upos != "ADP" or not left.text.islower() or not left.is_word:
            continue
        after = context.word(word.index + 1)
        if after is not None and after.lower in _LOCUTIONS and left.upos in ("NOUN", "ADJ", "VERB", "ADV"):
            yield context.finding(word, word, f"“{word.text}” takes no capital inside a sentence.", "à")


RULES = (
    Rule(
        "FR301",
        "people-capital",
        _find_people,
        must_fail=(
            "Elle a épousé un médecin ⟦Allemand⟧.",
            "Les soldats ⟦Américains⟧ sont partis.",
            "La presse ⟦Italienne⟧ en parle.",
        ),
        must_pass=(
            "Elle a épousé un médecin allemand.",
            "Les Américains sont partis.",
            "Le docteur Français a signé.",
            "La Fédération Française de Tennis a répondu.",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR301",
        "capital-inside",
        _find_preposition,
        must_fail=(
            "Le train est resté en gare ⟦À⟧ cause d'une panne.",
            "Le pont sera fermé ⟦À⟧ partir de lundi.",
            "Il a parlé longtemps ⟦À⟧ propos de son livre.",
        ),
        must_pass=(
            "À cause d'une panne, le train est resté en gare.",
            "Il a vu le film À bout de souffle.",
            "Le vitamine A est utile.",
            "Il a dit : « À partir de lundi, je pars. »",
        ),
        confidence=0.85,
    ),
    Rule(
        "FR302",
        "first-name",
        _find_first_name,
        must_fail=(
            "L'enquête a été confiée à ⟦brigitte⟧ Lambert.",
            "Selon ⟦patrick⟧ Durand, la route est sûre.",
            "La maire, ⟦nathalie⟧ Leroy, a refusé.",
        ),
        must_pass=(
            "L'enquête a été confiée à Brigitte Lambert.",
            "Le peintre Vincent van Gogh est né en 1853.",
            "Le président Macron a parlé.",
            "Il a vu le marin Durand.",
        ),
        confidence=0.85,
    ),
)
