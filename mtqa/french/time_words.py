"""Words that tell a time: they stand in a sentence without preposition or function, where other nouns may not."""

from __future__ import annotations

MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
WEEKDAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())
SEASONS = frozenset("printemps été automne hiver".split())

TIME_NOUNS = (
    MONTHS
    | WEEKDAYS
    | SEASONS
    | frozenset(
        "an année mois semaine jour journée heure minute seconde instant moment temps fois matin matinée soir soirée "
        "nuit midi minuit après-midi veille lendemain siècle décennie trimestre semestre week-end début fin".split()
    )
)
# Lemmas of nouns that make an adverbial of time, place or manner by themselves: "la veille", "chaque année",
# "cette fois", "deux kilomètres", "la plupart du temps".
ADVERBIAL_NOUNS = (
    MONTHS
    | WEEKDAYS
    | SEASONS
    | frozenset(
        "an année mois semaine jour journée heure minute seconde instant moment temps fois matin matinée soir "
        "soirée nuit midi minuit après-midi veille lendemain surlendemain avant-veille week-end siècle décennie "
        "période saison époque trimestre semestre date début fin milieu courant suite plupart reste tour coup "
        "point mètre kilomètre euro dollar livre degré kilo tonne mile page ligne étage part côté façon manière "
        "sorte preuve résultat exemple bref dommage tête cap direction retour face mine air rue avenue boulevard "
        "place quai partie saint-sylvestre noël pâques toussaint ramadan printemps aube aurore crépuscule "
        "trentaine vingtaine quinzaine dizaine centaine quart demi moitié tiers bout rang numéro acte scène "
        "séquence épisode chapitre set".split()
    )
)
