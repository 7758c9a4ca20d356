"""Clean news sentences of orangesum: the held-out split that nobody looks at, and one for development.

Glued lines and lines with unbalanced quotation marks are dropped: what is flagged in them may be a true finding.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterator

from heldout import is_held_out
from measuring.gold import SHARED

_GLUED = re.compile(r"[a-zà-ÿ0-9)»\"][.!?][\"«]?[A-ZÀ-Ý]|[.!?]\"\w|[a-zà-ÿ][A-ZÀ-Ý][a-zà-ÿ]{3}|\)[A-Z]")


def is_clean(line: str) -> bool:
    """Whether the line ends as a sentence does, is not glued, and closes the quotations and brackets it opens."""
    balanced = line.count('"') % 2 == 0 and line.count("«") == line.count("»") and line.count("(") == line.count(")")
    return balanced and bool(re.search(r"[.!?][\"»]?$", line)) and not _GLUED.search(line) and len(line.split()) >= 4


def clean_lines(split: str) -> Iterator[str]:
    """Lines of `heldout` (for measuring only) or `dev` (hash byte 10 to 19), in the order of their hashes."""
    chosen = []
    with lzma.open(SHARED / "data" / "mono" / "orangesum.fr.txt.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = line.strip()
            digest = hashlib.sha256(text.encode()).hexdigest()
            wanted = is_held_out(text) if split == "heldout" else 10 <= int(digest[:2], 16) < 20
            if wanted and is_clean(text):
                chosen.append((digest, text))
    # The hash's last digits order them, so that a sample of any size is a random one of the whole split.
    yield from (text for _, text in sorted(chosen, key=lambda item: item[0][::-1]))
