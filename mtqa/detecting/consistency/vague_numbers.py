"""Words that have a number in them without naming it: "half", "dozens", "bilateral". They only support one."""

from __future__ import annotations

from mtqa.detecting.consistency.number_words import read_table

VAGUE_NUMBERS: dict[bool, dict[str, tuple[float, ...]]] = {
    True: read_table("""
    demi demie=0.5,30 moitié=0.5,50,2 mi=0.5,2 quart=4,0.25,15,25 quarts=4,25,75 tiers triple tripler triplé
    tertio troisièmement trio trilogue trilatéral trilatérale triangle triennal tripartite=3 second seconde
    seconds secondes double doubler doublé doublement doubles deuxième deuxièmes secundo deuxièmement couple
    couples paire paires jumeaux bilatéral bilatérale bilatéraux duo biennal recto bimestriel bipartite=2
    quadruple quadruplé quatrièmement quatuor quadrilatère quatriennal=4 décuplé décennie décennies décennal=10
    centuple centaine centaines siècle siècles centenaire centièmes=100 dizaine=10,12 douzaine douzaines=12,10
    quinzaine=15,14,2 vingtaine vingtaines=20 trentaine=30 quarantaine quadragénaire=40 cinquantaine
    cinquantenaire=50 soixantaine sexagénaire=60 millier milliers millénaire=1000 dizaines=10,12,20
    bicentenaire=200 midi=12 minuit=12,0 cinquièmement quinquennal quinquennale pentagone quinquennat=5 premier
    première premiers premières premièrement unième annuel mensuel=1 semestre hexagone=6 trimestre trimestres=3,4
    zéro nul=0 octogénaire=80 septennat=7 once=11
    """),
    False: read_table("""
    half=0.5,2,30,50 halves=2,0.5 halfway=0.5,2 halved halving=2,0.5,50 quarter=4,0.25,15,3,25 quarters=4,3,75
    second seconds secondly both either neither twice double doubled doubling doubles twofold pair pairs couple
    couples twin twins dual bilateral duo latter former biennial squared other others biannual doubly weekend=2
    thirdly thirds thrice triple tripled treble trebled threefold trio trilateral tripartite trialogue cubed
    triplets=3 fourthly quadruple quadrupled fourfold quartet quadruplets foursome=4 fifthly fivefold quintuple=5
    tenfold tens decade decades=10 dozen dozens=12,10 scores=20 century centuries centenary=100 millennium=1000
    fortnight=14,15,2 once first firstly annual=1 noon midday=12 midnight=12,0 zero nil=0 two-thirds=2,3 teens
    teenage=13 twenties=20,1920 thirties=30,1930 forties=40,1940 fifties=50,1950 sixties=60,1960 seventies=70,1970
    eighties=80,1980 nineties=90,1990 quarterly=3,4 square=2,4 another=1,2 octogenarian=80 fifty-fifty=50
    """),
}
"""By whether the text is French: lower-case words with the values that they may support on the other side."""
