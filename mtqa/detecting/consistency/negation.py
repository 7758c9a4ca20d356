"""Negations of a sentence, in French or English, and words that may stand for one on the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’](?:t|nt)\b)?|[.;:!?,()\n]")


@dataclass(frozen=True, slots=True)
class Negation:
    """`text[start:end]` negates a clause ("n'est pas", "without"); one that may be a manner of speech is not `firm`."""

    start: int
    end: int
    firm: bool

    @property
    def span(self) -> tuple[int, int]:
        """(start, end) in the text."""
        return self.start, self.end

    @property
    def middle(self) -> float:
        """The position between its start and end."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Negations:
    """The negations of a sentence in order, and where words stand that may answer one ("unable", "refuser")."""

    found: tuple[Negation, ...]
    soft: tuple[float, ...]

    @property
    def firm(self) -> tuple[Negation, ...]:
        """Those that must have an answer."""
        return tuple(negation for negation in self.found if negation.firm)


_HALVES = frozenset("pas jamais rien personne aucun aucune nul nulle guère point plus ni nullement aucunement".split())
_BEFORE_NE = frozenset("rien personne aucun aucune nul nulle jamais ni plus pas".split())
_ALONE = frozenset(
    """peut peux pouvait pouvons pouvez peuvent pourrait pourraient pourrions pouvoir puis
    sais saurait sauraient saurions sait ose oserait oserais importe""".split()
)
_SANS_FIGURES = frozenset(
    """doute cesse aucun arrêt relâche exception conteste délai plus tarder détour équivoque ambages
    précédent réserve faille""".split()
)
# "ne cesse de", "ne manque pas de", "n'est-ce pas", "il ne fait aucun doute": said without negation in English.
_FIGURE = re.compile(
    r"\bn['’]est[- ]ce[- ]pas|\bn[e'’] ?\w*cess\w+|\bne? ?\w*manqu\w+ (?:pas|jamais)|\bn['’]hésit\w+"
    r"|\b(?:aucun|pas de|nul) doute|\bne (?:fait|font) (?:\w+ )?(?:que|qu)"
    r"|\bn['’]importe|\bn['’]emp[êe]che|\bn['’](?:est|était|y a|a) (?:rien )?(?:d['’])?autre"
    r"|\bpas (?:seulement|uniquement|simplement|moins|tant|loin|peu)"
    r"|\bne (?:pas )?(?:perd|oubli|néglig|dout|ignor)\w+|\bn['’](?:oubli|ignor)\w+|\bpourquoi ne\b"
    r"|\bpas mal\b|\bne serait-ce|\bn['’]en (?:est|reste|demeure) pas moins|\bpas plus\b"
    r"|\bne\b.{0,30} pas du tout",
    re.IGNORECASE,
)
_PAS_NOUN = re.compile(
    r"\b(?:un|le|premier|grand|petit|ce|au|du|des|les|nouveau|quelques|d['’]un|chaque|deux|trois|autre"
    r"|prochain|bon|seul|important|véritable|à|ces|son|ses|mes|nos|leurs?|votre|notre) $",
    re.IGNORECASE,
)
# Words that answer a negation of the other side ("fail to": "ne ... pas"). Counted on 400,000 pairs: those that stand
# three times as often, or more, opposite a lone negation as they do elsewhere.
_FRENCH_SOFT = re.compile(
    r"\b(?:peu|ignor\w+|absen\w+|évit\w+|éviter|inutile\w*|loin|sinon|autrement|manqu\w+|défaut|faute|faux"
    r"|fausses?|incapa\w+|refus\w+"
    r"|contrair\w+|au lieu|plutôt|caduque?s?|hors|dehors|importe|égal|fiche|fous|moque|interdi\w+|éch(?:ec"
    r"|ecs|ou\w+)|empêch\w+|supprim\w+|dépourvu\w*"
    r"|dénué\w*|rejet\w*|rejeter|exclu\w*|cess\w+|arrêt\w+|peine|sauf|excepté|hâte|impatien\w+|insens\w+"
    r"|négati\w+|indifféren\w+|moins|seule?s?|seulement|uniquement"
    r"|non|ni|pas|jamais|rien|aucune?|personne|nulle?|nullement|doute\w*|difficile\w*|privés? de"
    r"|im\w{3,}[ai]bles?|in\w{3,}[ai]bles?|ir\w{3,}[ai]bles?|insuffi\w+|inexist\w+"
    r"|injust\w+|inconnu\w*|ineffica\w+|inexact\w*|infond\w+|inchang\w+|inégal\w*|insatisf\w+|incomp\w+"
    r"|incert\w+|inadéq\w+|inappropri\w+|inadapt\w+|irrespons\w+|irréal\w+|illég\w+|illimit\w+|illic\w+"
    r"|mécont\w+|méconn\w+|désaccord|désappr\w+"
    r"|dési(?:ntér)\w+|certes|souviens|esprit|avant que|à moins|malgré|déplor\w+|regrett\w+|gratuit\w*"
    r"|anti\w*|quoique?|qu['’]à|sous-\w+|minime\w*|vain|vide)\b",
    re.IGNORECASE,
)
_ENGLISH_FIRM = frozenset("not never no none nobody nothing nowhere neither nor without cannot".split())
_ENGLISH_FIGURE = re.compile(
    r"\b(?:[nN]o (?:doubt|matter|sooner|less|more than|fewer|later|wonder)|[nN]ot (?:only|just|merely"
    r"|simply|solely|least|so much|to mention|until|but)|last not|last but not"
    r"|[nN]ot more than|[nN]or is there any|[nN]othing (?:but|less|more|other)|whether or not"
    r"|or not|if not|[wW]hy (?:not|do(?:n['’]t| not) (?:we|you))"
    r"|none other|never fail\w*"
    r"|can(?:not|['’]t) (?:wait|help (?:but|it|\w+ing))|could(?:n['’]t| not) (?:help (?:but|it|\w+ing)"
    r"|agree more)|without (?:a |any )?(?:doubt|question|exception|further)|(?:don|wouldn)['’]t mind"
    r"|never ?mind)\b"
    r"|,\s+\w+n['’]t\s+\w+\s*\?|\bnone ?the ?less\b|\b[nN]os?\.?\s+\(?\d|(?<!^)(?<![.!?:] )\bNo\b(?=[\s.]*[A-Z\d])"
)
_ENGLISH_SOFT = re.compile(
    r"\b(?:un(?!i[oqtvf]|der|til\b|anim|less\b)\w{3,}|fail\w*|only|than|wrong\w*|hardly|barely|scarcely"
    r"|rarely|seldom|unless|until|till|dis(?:agree|courag|allow|pens)\w*|declin\w*|less"
    r"|[iu]nalter\w*|disagree\w*|dislik\w*|dishonest\w*|disregard\w*|dissatisf\w*"
    r"|discontent\w*"
    r"|inadequ\w*|inappropr\w*|incapab\w*|inabilit\w*|incomp\w*|incorrect\w*|inconsist\w*|ineff\w*"
    r"|inexp\w*|inflex\w*|injust\w*|insuffic\w*|insignif\w*|inval\w*|invis\w*|insens\w*|intoler\w*"
    r"|irre(?:lev|spons|pl|v|g)\w*|ille?g\w*|illog\w*"
    r"|imp(?:oss|rob|rop|rac|erf|at)\w*|immoral\w*|nons?\w*|mis(?:s|sing|sed|trust|understand)\w*"
    r"|\w{3,}less|lack\w*|little|few|rather|still|yet|remains? to|outside|beyond|short of|hard"
    r"|difficult\w*|far from|otherwise|prevent\w*"
    r"|avoid\w*|merely|simply|absen\w*|refus\w*|reject\w*|ignor\w*|free|anything but|worse|zero|nil"
    r"|exclu\w*|doubt\w*|anymore|bear in mind|mind|aware|certainly|surely|stop\w*|den(?:y|ies|ied|ial)\w*"
    r"|forget\w*|forgot\w*|prohibit\w*|forbid\w*|ban|banned|except\w*|despite|contrary|opposite|instead"
    r"|neglect\w*|hat(?:e|es|ed)|cease\w*|any|anyone|anything|anybody|ever|no|never|out of|no-one|limited"
    r"|alone|last|anti\w*|devoid|deprived|end(?:ed)?|under\w{4,})\b",
    re.IGNORECASE,
)


def find_french(text: str) -> Negations:
    """The negations of a French sentence: each "ne" with its half, "pas" without one, "sans"."""
    words = [(found.group().lower(), found.start(), found.end()) for found in _WORD.finditer(text)]
    figures = [found.span() for found in _FIGURE.finditer(text)]
    found = [
        Negation(start, end, firm and not _touches(figures, start, end)) for start, end, firm in _french(text, words)
    ]
    return Negations(tuple(found), _soft(_FRENCH_SOFT, text, found))


def _french(text: str, words: list[tuple[str, int, int]]) -> Iterator[tuple[int, int, bool]]:
    used: set[int] = set()
    for i, (word, start, end) in enumerate(words):
        if word == "ne" or (word == "n" and text[end : end + 1] in "'’"):
            yield _with_half(words, i, used)
        elif word == "sans":
            following = words[i + 1][0] if i + 1 < len(words) else ""
            yield start, end, following not in _SANS_FIGURES
        elif word == "pas" and i not in used and not _PAS_NOUN.search(text[:start]):
            yield start, end, False


def _with_half(words: list[tuple[str, int, int]], i: int, used: set[int]) -> tuple[int, int, bool]:
    """The negation that the "ne" at `i` begins: to its half where it has one, else to its verb."""
    start, end = words[i][1], words[min(i + 1, len(words) - 1)][2]
    restricted = False
    verb = ""
    for k in range(i + 1, min(i + 12, len(words))):
        word = words[k][0]
        if word in (".", ";", "!", "?", ":") or word in ("ne", "n"):
            break
        if k - i <= 4 and not verb and len(word) > 2 and word not in ("les", "lui", "leur", "nous", "vous"):
            verb = word
        if word in _HALVES:
            used.add(k)
            if word in ("plus", "jamais", "rien") and k + 1 < len(words) and words[k + 1][0] in ("que", "qu"):
                return start, words[k][2], False
            return start, words[k][2], True
        if word in ("que", "qu") and k - i > 1:
            restricted = True
            break
    before = [word for word, _, _ in words[max(0, i - 9) : i]]
    if any(word in _BEFORE_NE for word in before):
        return start, end, True
    return start, end, not restricted and verb in _ALONE


def find_english(text: str) -> Negations:
    """The negations of an English sentence: "not", "n't", "never", "no", "nothing", "without" and their like."""
    figures = [found.span() for found in _ENGLISH_FIGURE.finditer(text)]
    words = [(found.group().lower().replace("’", "'"), found.start(), found.end()) for found in _WORD.finditer(text)]
    found: list[Negation] = []
    last = -99
    for i, (word, start, end) in enumerate(words):
        if word not in _ENGLISH_FIRM and not word.endswith("n't"):
            continue
        if text[end : end + 1] == "-":  # "no-limit", "no-one": part of a word
            continue
        # "neither ... nor", "not ... nothing", "no, never": one negation said twice.
        doubled = word in ("nor", "neither", "nobody", "nothing", "none", "never", "no") and i - last <= 8
        found.append(Negation(start, end, not doubled and not _touches(figures, start, end)))
        last = i
    return Negations(tuple(found), _soft(_ENGLISH_SOFT, text, found))


def _soft(pattern: re.Pattern[str], text: str, found: list[Negation]) -> tuple[float, ...]:
    spans = [(negation.start, negation.end) for negation in found]
    return tuple(
        (match.start() + match.end()) / 2 for match in pattern.finditer(text) if not _touches(spans, *match.span())
    )


def _touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(a < end and start < b for a, b in spans)


_EMPTY_WORDS = frozenset(
    """cannot sans sait savent faut fallait faudra faudrait va vont fait font faire doit doivent dois
    devons devrait devraient devra devront devait peut peux peuvent pouvons pourra pourrait pourraient
    pouvait veut veulent ne n pas plus jamais rien personne aucun aucune point guère ni est es suis sont
    sommes êtes était étaient sera seront serait seraient soit soient été être a as ai ont avons avez
    avait avaient aura auront aurait auraient ait avoir il ils elle elles on je tu nous vous ce c cela
    ça y en le la les l lui leur se s me m te t un une des du de d que qu qui à au aux et ou mais si not
    never no none nobody nothing nowhere neither nor without is are was were be been being am has have
    had do does did will would shall should can could may might must i you he she it we they there this
    that the an of to in on for and or but if as with by me him her us them its""".split()
)


def is_content(word: str) -> bool:
    """Whether a word says something by itself: no article, pronoun, auxiliary, modal verb or negation."""
    lower = word.lower().strip("'’-")
    return lower[:1].isalpha() and lower not in _EMPTY_WORDS and not lower.endswith(("n't", "n’t"))
