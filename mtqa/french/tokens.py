"""French tokens, cut the way Universal Dependencies cuts the surface words of its French treebanks.

Elided words are tokens with their apostrophe ("l'", "qu'"), clitics after a verb with their hyphen ("-t-il", "-le"),
contractions (du, aux) stay whole, so do compounds, numbers with their separators, abbreviations with their point, and
whatever is not prose (addresses, placeholders, markup).

One regular expression proposes the tokens; two small corrections follow: clitics are cut from the words they hang on,
and the point of an abbreviation that ends the text is the sentence's point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from sys import intern

from mtqa.domain.text import Token
from mtqa.french import abbreviations

_APOSTROPHE = "['’ʼ]"
_HYPHEN = "[-‐‑]"
# A word's code points: combining accents and soft hyphens are inside words, though not \w.
_CHAR = r"[\w\u0300-\u036f\u00ad]"
_WORD = rf"{_CHAR}++"
_CAPITAL = "[A-ZÀ-ÖØ-ÞŒŸ]"
_GROUP_SPACE = "[ \u00a0\u2009\u202f]"
_SUFFIX = r"\((?:e|s|es|x|ne|nes|le|les|te|tes|ère|rice|trice|E|S|ES)\)s?"


def _alternatives(words: frozenset[str]) -> str:
    """The words as alternatives of a regular expression, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_ABBREVIATIONS = _alternatives(frozenset(word.removesuffix(".") for word in abbreviations.ALL))
_NAME_SUFFIXES = _alternatives(abbreviations.NAME_SUFFIXES)
_PATTERN = re.compile(
    rf"""
    # First what most tokens are, so that few come to the long list below.
    (?P<plain>[^\W\d_]++(?=[\s,;]))
  | (?P<clear_mark>[,;:!?()«»"“”…])
  | (?P<clear_elided>(?:[djmnstDJMNST]|[cClL](?!{_APOSTROPHE}(?:on\b|est-[àa]))|[qQ]u){_APOSTROPHE})
  | (?P<number>
        (?=[-−+±\d])
        (?:(?<![\w)\]])[-−+±])?
        (?:
            \d{{1,3}}(?:{_GROUP_SPACE}\d{{3}})++(?!\d)(?:[.,]\d+)?
          | \d++(?:[.,:/'’-]\d++)*+(?:['’]s\b)?
        )
        {_CHAR}*+(?:-{_WORD})*+
    )
  | (?P<address>
        [A-Za-z][A-Za-z0-9+.-]{{1,20}}://[^\s<>«»"“”]*[\w/]
      | www\.[^\s<>«»"“”]*[\w/]
      | [\w.+-]{{1,64}}+@[\w-]++(?:\.[\w-]++)++
    )
  | (?P<code>
        (?=[<{{$%&@\#])
        (?:
            </?[A-Za-z!][^<>\n]{{0,300}}>
          | \{{\{{[^{{}}\n]{{0,80}}\}}\}} | \$?\{{[^{{}}\s]{{0,80}}\}}
          | (?<![\d%])%(?:\(\w{{1,40}}\))?(?:\d\$)?[sdif](?!\w)
          | &(?:[A-Za-z]{{2,8}}|\#\d{{1,7}});
          | (?<!\w)[@\#]\w++
        )
    )
  | (?P<acronym>{_CAPITAL}\.(?:-?{_CAPITAL}\.)++(?:{_CAPITAL}(?!{_CHAR}))?)
  | (?P<abbreviation>
        (?=[^\W\d_]{{1,6}}[.-])
        (?:{_CAPITAL}|(?i:{_ABBREVIATIONS}))\.(?!\.)
    )
  | (?P<whole>
        (?i:aujourd{_APOSTROPHE}hui|quelqu{_APOSTROPHE}une?|l{_APOSTROPHE}on|presqu{_APOSTROPHE}[îi]les?
        |c{_APOSTROPHE}est-[àa]-dire)(?!{_CHAR})
      | [nN]°s?(?![^\W\d_])
    )
  | (?P<elided>(?i:[cçdjlmnsty]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu){_APOSTROPHE})
  | (?P<name>{_WORD}(?:\.{_WORD}){{0,3}}\.(?i:{_NAME_SUFFIXES})(?!{_CHAR}))
  | (?P<capitals>
        (?:[IVX]++[a-z]|[A-Z]++\d*)(?:/(?:[IVX]++[a-z]|[A-Z]++\d*|\d++))++(?!{_CHAR}) | \w&\w(?!{_CHAR})
    )
  | (?P<word>{_WORD}(?:[-‐‑'’ʼ]{_WORD})*+(?:{_SUFFIX})?)
  | (?P<mark>\.{{2,}}+|-{{2,}}+|\+/-|°C(?!{_CHAR})|\S\ufe0f?)
    """,
    re.VERBOSE,
)

_PRONOUN = rf"ils?|elles?|on|je|tu|nous|vous|ce|leur|lui|les?|la|[mt]oi|en|y|là|ci|[mtl]{_APOSTROPHE}"
_CLITIC = rf"{_HYPHEN}(?:t[-'’](?:ils?|elles?|on)|{_PRONOUN})"
_CLITICS = re.compile(rf"(?i:(?:{_CLITIC})+(?:(?<={_APOSTROPHE})(?:en|y))?$)")
_CLITIC_PARTS = re.compile(rf"(?i:{_CLITIC}|en$|y$)")
# Compounds that end like a verb with its clitic.
_NO_CLITIC = re.compile(
    r"(?i:rendez-vous|garde-à-vous|m['’]as-tu|chez-(?:moi|toi|nous|vous|lui)|shangri-la|sot-l['’]y"
    r"|(?:celui|celles?|ceux|jusque|par|de|là)-(?:ci|là))"
)
_BEFORE_CE = re.compile(r"(?i:est|sont|était|étaient|sera|seront|serait|seraient|f[uû]t|furent|soit)")
_VERB_ENDINGS = "adeéirstxz"
_LONGEST_VERB = 40
_LONGEST_CLOSE = 20
_CLOSERS = " \u00a0\u202f\n\t\"'’”»)]"
_CORRECTED = frozenset(["word", "abbreviation"])


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of `text` in order; offsets in code points of `text`.

    Every code point that is not white space lies in exactly one token; white space lies in a token only inside a
    number ("10 000") or a placeholder. F1 of token spans on the French UD test sets: scripts/measure_segmentation.py.
    """
    tokens: list[Token] = []
    for match in _PATTERN.finditer(text):
        if match.lastgroup in _CORRECTED:
            tokens.extend(_corrected(match))
        else:
            tokens.append(Token(intern(match[0]), match.start(), match.end()))  # many caches hold the same words
    return tuple(tokens)


def _corrected(match: re.Match[str]) -> Iterator[Token]:
    """The tokens of a match that may need one of the two corrections."""
    start, end = match.span()
    found = match[0]
    if match.lastgroup == "word":
        for part in _cut_clitics(found):
            yield Token(intern(part), start, start + len(part))
            start += len(part)
    elif _ends_text(match.string, end):
        yield Token(found[:-1], start, end - 1)
        yield Token(".", end - 1, end)
    else:
        yield Token(found, start, end)


def _ends_text(text: str, offset: int) -> bool:
    """Whether only closing marks follow, or a closing guillemet: the point before is then the sentence's."""
    rest = text[offset : offset + _LONGEST_CLOSE]
    return not rest.strip(_CLOSERS) or rest.lstrip()[:1] in ("»", "”")


def _cut_clitics(text: str) -> list[str]:
    """The word and the clitics that hang on it: "donne-le-moi" -> "donne", "-le", "-moi"."""
    found = _CLITICS.search(text, 1) if len(text) <= _LONGEST_VERB else None
    if found is None or _NO_CLITIC.fullmatch(text):
        return [text]
    verb, clitics = text[: found.start()], found[0]
    if verb[0].isupper() and not verb.isupper() and verb[-1] not in _VERB_ENDINGS:  # Kim Jong-il
        return [text]
    if clitics[1:].lower() == "ce" and not _BEFORE_CE.fullmatch(verb):
        return [text]
    return [verb, *_CLITIC_PARTS.findall(clitics)]
