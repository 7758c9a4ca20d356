"""Cleaning: which blocks of a text are the article, which are headings, which are the page's furniture.

Nothing is thrown away: what is set aside keeps its place and says why.
"""

from __future__ import annotations

from mtqa.cleaning.blocks import find_blocks
from mtqa.cleaning.protected import protected_spans

__all__ = ["find_blocks", "protected_spans"]
