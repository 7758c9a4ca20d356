"""Tables: the French abbreviations that carry a point, by what may follow them.

Spelled in lower case; the text's case does not matter. A compound ("p. ex.") is listed by its parts. Written by hand
from the usage rules of French typography and from abbreviations met in news, law and encyclopaedic text.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A name follows, so these never end a sentence.
BEFORE_NAME = _words("""
    m. mm. mr. mrs. ms. mme. mmes. mlle. mlles. mgr. dr. drs. pr. prof. me. st. ste. sts. stes. vve.
    gal. gén. cdt. cne. lt. lcl. sgt. adj. cpl. maj. hon. rév. prés. dép. sén. gouv. amb.
    ch. cl. fr. ph. th. chr. alph. alex. ed. wm. geo. jos. guill.
""")

# A number follows (or the abbreviation was an ordinary word: "un vol.", "son art."), so these end a sentence only
# where no number, numeral or single letter follows.
BEFORE_NUMBER = _words("""
    art. al. p. pp. n. no. nos. vol. t. tt. fig. figs. chap. ch. ann. tab. tabl. sect. par. parag. l. ll. v. vv. col.
    pl. réf. tél. fax. bd. fasc. cap. f. ff. fol. liv. arr. arrt. alin. ex. not. app. q. rem. rép. vs. dim. lun. mar.
    mer. jeu. ven. sam. op.
""")

# The phrase goes on, whatever the case of what follows.
BEFORE_ANYTHING = _words("""
    cf. p.ex. env. av. apr. c.-à-d. c-à-d. càd. i.e. e.g. ca. resp. trad. coll. dir. prép. concl. obs. nb. approx. boul.
    rte. imp. pers. sing. plur. fém. masc. adv. pron. subst. litt. spéc. not. fam. péj. vx. ndlr. feat. ft.
""")

# These may also stand last: the capital of the next word decides.
MAY_END = _words("""
    etc. n.-d. inc. corp. ltd. cie. co. bros. jr. sr. suiv. suivt. sq. sqq. éd. édit. al. cit. ibid. id. loc. max.
    a.m. p.m. ph.d. janv. févr. fév. avr. juil. juill. sept. oct. nov. déc. n.b. p.-s. s.a. s.a.r.l. min. sec. hab. dpt.
    dépt.
""")

ALL = BEFORE_NAME | BEFORE_NUMBER | BEFORE_ANYTHING | MAY_END

# Names that end in an exclamation mark.
NAMES_WITH_MARK = _words("yahoo jeopardy wham")

# What follows a point without a space in the name of a site, a file or a program: "lemonde.fr", "Node.js".
NAME_SUFFIXES = _words("""
    fr com org net eu be ch ca qc uk us de it es lu int gouv gov edu info io ai tv co app dev biz me py js ts css html
    htm php asp aspx xml json csv txt md pdf doc docx odt xls xlsx ppt pptx zip gz tar exe jpg jpeg png gif svg mp3 mp4
    avi cpp java rs go sh
""")

# Words that begin a sentence and no name: an initial or an acronym before one of them ends the sentence before.
SENTENCE_STARTERS = _words("""
    a à ainsi alors après au aucun aucune aujourd aussi autre autres aux avant avec bien c ça car ce ceci cela celle
    celui cependant certains ces cet cette chaque comme comment d dans de depuis des deux donc du elle elles en enfin
    ensuite entre est et grâce il ils j je jusqu l la là le les leur leurs lors lorsque lui m ma mais malgré même mes
    mon n ne ni nos notre nous on or ou où par parce parmi pendant peu plus plusieurs pour pourquoi pourtant puis
    quand que quel quelle qui quoi s sa sans selon ses seul si sinon son sous suite sur ta tandis tant tous tout toute
    toutefois toutes très trois tu un une vers voici voilà vos votre vous y
""")
