"""Back-translations and what aligning makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """Where a model looked while it translated a text.

    `source` and `target` are the pieces as they stand in the two texts, blanks left out; "" stands for no text.
    `weights`, 0 to 1, shape (target pieces, source pieces): each row is how the model shared its attention out when it
    wrote that piece; what a row lacks of 1 went to the end mark.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class BackTranslation:
    """English got from the French, and where asked for the French got back from it.

    `rough` marks engines whose output is too rough for evidence above minor (rule-based Apertium).
    `problem` says in one phrase what the engine answered badly ("repeats itself", "is empty"); the answer is then not
    kept: an empty `text` or a `round_trip` of None is nothing to compare with. `attention` is that of a model that
    gives it (the engines `marian` and `embedded`), until the words are linked.
    """

    text: str
    engine: str
    round_trip: str | None = None
    rough: bool = False
    problem: str = ""
    attention: Attention | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class SentencePair:
    """An m:n alignment unit: indices of French sentences and of the other side's, either may be empty.

    `score` is the mean similarity of the pair, 0 to 1.
    """

    french: tuple[int, ...]
    other: tuple[int, ...]
    score: float


@dataclass(frozen=True, slots=True)
class WordLink:
    """A link between token `french` of the French side and token `other` of the other side; `score` 0 to 1."""

    french: int
    other: int
    score: float
