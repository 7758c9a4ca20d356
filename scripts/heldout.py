"""The split of shared/data/mono/orangesum.fr.txt.xz that nothing may be trained, counted or tuned on.

A line is held out where the SHA-256 of its stripped UTF-8 text begins with a byte below 10 ("00" to "09"): about 4 %
of the lines, the same ones for everybody, whatever the order of the file. False alarms are measured on them.
"""

import hashlib
from collections.abc import Iterable, Iterator


def is_held_out(line: str) -> bool:
    """Whether this line of orangesum belongs to the untouched clean-news test."""
    return int(hashlib.sha256(line.strip().encode()).hexdigest()[:2], 16) < 10


def without_held_out(lines: Iterable[str]) -> Iterator[str]:
    """The lines that may be learned from, stripped."""
    for line in lines:
        if not is_held_out(line):
            yield line.strip()
