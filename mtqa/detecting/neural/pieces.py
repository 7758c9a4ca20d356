"""Cut French text into the pieces the neural detector looks at.

The network, its n-gram counts and its training data must agree on one tokenisation for ever, so it lives
here and not in the segmenting stage, whose tokens may change without retraining.
"""

import re
from collections.abc import Sequence

_LETTER = r"[^\W\d_]"
_CLITIC = r"(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce|le|la|les|lui|leur|moi|toi|y|en|là|ci)(?![\w-])"
_PIECE = re.compile(
    rf"""
      [Aa]ujourd['’]hui | [Qq]uelqu['’]une?
    | (?:[ldjmtscnLDJMTSCN] | (?:[Jj]us|[Ll]ors|[Pp]uis|[Qq]uoi|[Qq]uel)?[Qq]u) ['’](?={_LETTER})
    | (?<={_LETTER})-{_CLITIC}
    | {_LETTER}+ (?: [-‑](?!{_CLITIC}){_LETTER}+ )*
    | \d+ (?: [.,]\d+ )*
    | \.\.\.
    | \S
    """,
    re.VERBOSE,
)
_SAME_MARK = str.maketrans(
    {"’": "'", "‘": "'", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "."}
)
_DIGIT = re.compile(r"\d")


def cut(text: str) -> list[tuple[int, int]]:
    """Half-open character spans of the pieces of `text`, in order, never empty, never overlapping.

    Elided words keep their apostrophe (`l'`), inverted pronouns their hyphen (`-t-il`), hyphenated words stay
    whole, every mark is a piece of its own (except three dots). Only white space lies outside the pieces.
    """
    return [match.span() for match in _PIECE.finditer(text)]


def plain(form: str) -> str:
    """The form with one kind of apostrophe, quotation mark and dash; case is kept."""
    return form.translate(_SAME_MARK).replace("‑", "-") if not form.isalpha() else form


def counted(form: str) -> str:
    """The form under which n-grams are counted: plain, lower case, every digit a zero."""
    return _DIGIT.sub("0", plain(form).lower())


def forms(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """The plain forms of the pieces at `spans` of `text`."""
    return [plain(text[start:end]) for start, end in spans]
