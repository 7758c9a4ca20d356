"""Training corpora as tokens: a plain French tokenizer for counting and for self-training.

It follows the conventions of the tagger (elided words and verb clitics are tokens of their own, contractions and
compounds stay whole). The product's own tokenizer lives in mtqa/segmenting; counts need no offsets, only speed.
"""

import lzma
import re
from collections.abc import Iterator
from pathlib import Path

from heldout import is_held_out

TOKEN = re.compile(
    r"""
    https?://\S+ | www\.\S+ | \S+@\S+\.\w+
    | \d+(?:[\s\u00a0\u202f.]\d{3})+(?:,\d+)? | \d+(?:[.,]\d+)*(?:er|re|e|ème|es|h\d*)?\b
    | (?:[A-ZÀ-Ý]\.){2,} | (?:M|MM|Mme|Mmes|Mlle|Dr|Me|St|art|p|etc|cf)\.(?=\s|$)
    | -t-(?:il|ils|elle|elles|on)\b | -(?:je|tu|il|ils|elle|elles|on|nous|vous|moi|toi|lui|leur|ce|y|en|les?|la|là|ci)\b
    | (?i:aujourd|prud|quelqu|presqu|entr|grand)['’][^\W\d_]+(?:-[^\W\d_]+)*
    | (?i:[ldjmnstc]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]
    | [^\W_]+(?:[-‑](?!(?:t-)?(?:je|tu|ils?|elles?|on|nous|vous|moi|toi|lui|leur|ce|y|en|les?|la|là|ci)\b)[^\W_]+)*
    | [^\W_]+(?:[-‑][^\W_]+)*
    | \.\.\.+ | [^\w\s]
    """,
    re.VERBOSE,
)


def tokens(line: str) -> list[str]:
    """The tokens of a line of clean text, typographic apostrophes made straight."""
    return TOKEN.findall(line.replace("’", "'"))


def french_lines(shared: Path) -> Iterator[tuple[str, str]]:
    """(corpus, line) for every French line that may be learned from, the held-out news left out."""
    for name in ("orangesum", "assemblee_nationale", "commonvoice"):
        with lzma.open(shared / f"data/mono/{name}.fr.txt.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                if name != "orangesum" or not is_held_out(line):
                    yield name, line.strip()
    with lzma.open(shared / "data/parallel/europarl-1.en-fr.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield "europarl", line.rstrip("\n").partition("\t")[2]
