"""What stands in messages for something else: variables, markup, marked access keys. None of it is prose."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(
    r"""
    </?[A-Za-z][^<>]*>                                # an element's tag
    | &(?:[A-Za-z]{2,8}|\#\w{1,7});                   # a character reference
    | \{\{[^{}]*\}\} | \$?\{[^{}\s][^{}]*\}           # {{ name }}, {name}, ${name}
    | %(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[diouxXeEfgGcs@](?!\w) # %s, %1$d; without flag for a space
    | %\([A-Za-z_]\w*\)[-+#0]*\d*(?:\.\d+)?[a-z]      # %(name)s
    | %\w+%                                           # %name%
    | (?<!\w)[^\W_]*+[_&]\w+                          # _Fichier, Enre&gistrer: letters marked as access keys
    | \uFFFC
    """,
    re.VERBOSE,
)


def find_placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) spans of placeholders in `text`, in order, none overlapping."""
    return tuple(found.span() for found in PLACEHOLDER.finditer(text))
