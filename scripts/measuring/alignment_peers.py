"""What mtqa's alignment is measured beside: Gale & Church by NLTK for sentences, eflomal for words.

NLTK comes with mtqa[dev]. eflomal (PyPI, GPL 3) is no dependency: where it is installed, it runs as its own process.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from measuring.aligned_documents import AlignedDocument, Bead

Link = tuple[int, int]
Tokens = Sequence[str]


def align_by_length(document: AlignedDocument) -> frozenset[Bead]:
    """The beads, both sides filled, that NLTK's Gale & Church finds from the lengths of sentences alone."""
    from nltk.translate.gale_church import align_blocks

    french, english = ([len(sentence) for sentence in side] for side in (document.french, document.english))
    return join_links(align_blocks(french, english))


def join_links(links: Iterable[Link]) -> frozenset[Bead]:
    """The groups of sentences that links, in order, hold together."""
    groups: list[tuple[set[int], set[int]]] = []
    for i, j in links:
        if groups and (i in groups[-1][0] or j in groups[-1][1]):
            groups[-1][0].add(i)
            groups[-1][1].add(j)
        else:
            groups.append(({i}, {j}))
    return frozenset((tuple(sorted(own)), tuple(sorted(other))) for own, other in groups)


def find_eflomal() -> str | None:
    """The program, None where it is not installed."""
    beside = Path(sys.executable).with_name("eflomal-align")
    return str(beside) if beside.is_file() else shutil.which("eflomal-align")


def link_with_eflomal(
    program: str, wanted: Sequence[tuple[Tokens, Tokens]], training: Sequence[tuple[Tokens, Tokens]]
) -> list[set[Link]]:
    """Links of the `wanted` (French, English) pairs, which are aligned together with the training pairs.

    In lower case, both directions, joined by grow-diag-final-and.
    """
    with tempfile.TemporaryDirectory() as folder:
        names = {name: str(Path(folder, name)) for name in ("french", "english", "there", "back")}
        for side, name in enumerate(("french", "english")):
            lines = (" ".join(pair[side]).lower() for pair in (*wanted, *training))
            Path(names[name]).write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [program, "-s", names["french"], "-t", names["english"], "-f", names["there"], "-r", names["back"]]
        subprocess.run(command, check=True, capture_output=True)
        both = [Path(names[name]).read_text().split("\n") for name in ("there", "back")]
    first = zip(*(lines[: len(wanted)] for lines in both), strict=True)
    return [grow_diag_final_and(_read_links(there), _read_links(back)) for there, back in first]


def _read_links(line: str) -> set[Link]:
    return {(int(i), int(j)) for i, j in (item.split("-") for item in line.split())}


def grow_diag_final_and(there: set[Link], back: set[Link]) -> set[Link]:
    """The links of both directions joined as Koehn, Och & Marcu (2003) do."""
    found, either = there & back, there | back
    grown = True
    while grown:
        grown = False
        for i, j in sorted(found):
            for near in ((i + di, j + dj) for di in (-1, 0, 1) for dj in (-1, 0, 1)):
                if near in either - found and not (_has(found, near[0], 0) and _has(found, near[1], 1)):
                    found.add(near)
                    grown = True
    for i, j in sorted(there) + sorted(back):
        if not _has(found, i, 0) and not _has(found, j, 1):
            found.add((i, j))
    return found


def _has(links: set[Link], place: int, side: int) -> bool:
    return any(link[side] == place for link in links)
