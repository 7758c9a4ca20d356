"""What may be shown of a text that we did not write.

Texts from feeds and files hold control characters, terminal escapes, direction marks and lone surrogates. People are
shown them as `\\x1b`, `\\u202e`, `\\ud800`: never raw, so that no input can move a cursor, recolour a terminal, or turn
the text around, and so that an invisible character that is flagged can be seen. Machine formats keep the character
itself wherever the format has an escape for it (JSON, TSV).
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category

# Controls, format characters, surrogates, private use, line and paragraph separators.
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# White space that only shapes lines is shown as a space; the joiners are harmless, and emoji and Persian need them.
_SHOWN_AS_SPACE = frozenset("\t\n\r\v\f")
_HARMLESS = frozenset("\u200c\u200d")


def escape(char: str) -> str:
    """One code point as `\\xhh`, `\\uhhhh` or `\\Uhhhhhhhh`."""
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def is_unsafe(char: str) -> bool:
    """Whether a code point must not reach a terminal or a page as it is."""
    return category(char) in _UNSAFE_CATEGORIES and char not in _HARMLESS


@lru_cache(maxsize=4096)
def shown(char: str) -> str:
    """What a person is shown for one code point: itself, a space, or its escape."""
    if char in _SHOWN_AS_SPACE:
        return " "
    return escape(char) if is_unsafe(char) else char


def visible(text: str) -> str:
    """The text as a person is shown it; printable text comes back unchanged."""
    return text if text.isprintable() else "".join(map(shown, text))
