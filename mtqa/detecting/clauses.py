"""Where a sentence may break: what several rules ask of its clauses."""

from __future__ import annotations

from mtqa.detecting.context import Context, Word

SUBJECT_PRONOUNS = frozenset("il elle ils elles on nous vous je j' tu ce c' cela ça ceci".split())
ARTICLES = frozenset("le la les l'".split())
# Words that open a French sentence and, with a capital, are hardly ever inside one.
STARTERS = (
    SUBJECT_PRONOUNS
    | ARTICLES
    | frozenset(
        "au aux un une des du cette ces cet son sa ses leur leurs notre nos mon ma mes plusieurs certains certaines "
        "chaque en dans depuis selon pour lors après avant pendant malgré grâce parmi entre sous mais car donc or "
        "ainsi "
        "cependant toutefois néanmoins alors quand lorsque lorsqu' si comme bien puis ensuite enfin pourtant d'après "
        "aujourd'hui hier demain parce que qu' ici aucun aucune afin outre quant dès d'autres".split()
    )
)
_NAMES = frozenset((("en", "marche"), ("en", "commun"), ("nous", "citoyens"), ("on", "est"), ("les", "républicains")))
_NAME_OPENERS = ARTICLES | frozenset("des du en au aux un une nos notre mon ma".split())
_NEVER_LAST = frozenset("que qui dont où lequel laquelle lesquels lesquelles comme pas".split())
# After these a capitalised article may open a title: "le film La Haine", "le collectif Nous toutes".
TITLE_NOUNS = frozenset(
    "film série émission livre roman chanson album titre pièce journal quotidien magazine hebdomadaire mensuel site "
    "parti mouvement association collectif groupe opération spectacle single ouvrage documentaire programme jeu essai "
    "blog liste revue application projet concours festival fondation chaîne radio documentaire podcast comédie "
    "téléfilm saga trilogie tube hymne campagne slogan restaurant bar café hôtel magasin enseigne agence plateforme "
    "syndicat ong label exposition rubrique dossier rapport enquête intitulé intitulée baptisé baptisée nommé nommée "
    "appelé appelée dit dite surnommé surnommée sous-titré comité bateau navire voilier".split()
)


def boundary_after(context: Context, left: Word) -> bool:
    """Whether a new sentence seems to begin right after `left` without a mark.

    The next word is a sentence opener with a capital, only white space stands between, neither a title nor a name
    explains the capital, and a finite verb follows.
    """
    right = context.word(left.index + 1)
    if right is None or right.lower not in STARTERS or not right.text[0].isupper() or right.index < 2:
        return False
    if not left.is_word or not context.gap(left, right).isspace():
        return False
    if right.text.isupper() and len(right.text.rstrip("'’")) > 1:
        return False
    if left.lower in TITLE_NOUNS or left.upos in ("DET", "NUM"):
        return False
    # No sentence ends on a preposition or a relative: "dans On n'est pas couché", "auxquels La Provence" are names.
    if left.upos in ("ADP", "ADP+DET", "ADP+PRON", "CCONJ", "SCONJ") or left.lower in _NEVER_LAST:
        return False
    follower = context.word(right.index + 1)
    if follower is None or not follower.is_word:
        return False
    if _is_name_start(context, right, follower):
        return False
    return has_finite(context, right.index)


def _is_name_start(context: Context, right: Word, follower: Word) -> bool:
    """Whether "La Haye", "Le Monde", "Les Républicains", "En marche" explain the capital."""
    if (right.lower, follower.lower) in _NAMES:
        return True
    if not follower.text[0].isupper() or right.lower not in _NAME_OPENERS:
        return False
    # "La Russie a", "Le Kremlin a": a country takes its article anyway, so that a capital article before it and a
    # finite verb after it open a sentence.
    after = context.word(follower.index + 1)
    return not (
        after is not None and after.is_finite and follower.upos == "PROPN" and _takes_article(context, follower)
    )


def _takes_article(context: Context, name: Word) -> bool:
    readings = context.lexicon.analyses(name.text)
    return any(reading.category == "PROPN" and reading.gender for reading in readings)


def has_finite(context: Context, start: int = 0, end: int | None = None) -> bool:
    """Whether a conjugated verb stands among the words from `start` to `end` (excluded)."""
    return any(word.is_finite for word in context.words[start:end])


def boundaries(context: Context) -> list[int]:
    """Indices of the words before which a sentence seems to begin without a mark."""
    return [
        word.index
        for word in context.among(STARTERS, 2)
        if word.text[0].isupper() and boundary_after(context, context.words[word.index - 1])
    ]
