"""Spans inside prose that are no prose: addresses, placeholders, tags, code. No rule may judge their letters."""

from __future__ import annotations

import re

# What stands at the end of a sentence belongs to the sentence, not to the address before it.
_ADDRESS_END = r"(?<![.,;:!?'’\"»”)\]])"

PROTECTED = re.compile(
    "|".join(
        (
            r"`[^`\n]+`",  # code in back quotes
            r"</?[A-Za-z][\w:-]*(?:\s[^<>\n]*)?/?>",  # <b>, </b>, <x id="1"/>
            r"<!--.*?-->",
            r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});",  # &nbsp;
            rf"\b[A-Za-z][A-Za-z0-9+.-]*://[^\s<>«»\"“”]+{_ADDRESS_END}",
            r"\bmailto:[^\s<>]+",
            r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+",  # e-mail
            rf"\bwww\.[^\s<>«»\"“”]+{_ADDRESS_END}",
            # example.fr/page, lemonde.fr: only with a well-known ending, or "fin.Au" of glued sentences would be one
            rf"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|fr|eu|ca|ch|io|info|gov|edu)\b(?:/[^\s<>«»\"“”]*{_ADDRESS_END})?",
            r"(?<!\w)@\w{2,}",  # @name
            r"\{\{[^{}\n]*\}\}",  # {{count}}
            r"\$\{[^{}\n]*\}",  # ${name}
            r"%?\{[\w.:!,#-]*\}",  # {0}, {name:>3}, %{name}
            r"%\([\w.-]+\)[sdifr]",  # %(name)s
            r"(?<![\w%])%(?:\d+\$)?-?\d*(?:\.\d+)?(?:l{0,2}[duif]|s|@)\b",  # %s, %1$s, %.2f; not "50 %", "3% des"
            r"\$[A-Z_][A-Z0-9_]+\b|\$[a-z_]\w*\b",  # $HOME; not $5
            r"\[\[[^\[\]\n]*\]\]",  # [[page]]
        )
    ),
    re.DOTALL,
)


def protected_spans(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of each protected span of `text`, in order, none overlapping another.

    URLs, domain names, e-mail addresses, placeholders (`{name}`, `%s`, `%(x)s`, `{{x}}`, `${x}`, `$VAR`), tags and
    comments of markup, character references, and code in back quotes.
    """
    return tuple(found.span() for found in PROTECTED.finditer(text))
