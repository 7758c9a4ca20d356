"""Text to sentence pieces and back for MarianMT models, on sentencepiece alone."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from mtqa.errors import EngineError

END = "</s>"
UNKNOWN = "<unk>"
PAD = "<pad>"
_SPACE = "▁"

# The models were trained on text whose marks had been made plain; curly quotes and the like are unknown to them.
_PLAIN_MARKS = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "…": "...", "–": "-", "—": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u00ad": None, "\u200b": None, "\ufeff": None,
    }
)  # fmt: skip
_GUILLEMETS = re.compile(r"«\s*|\s*»")


class MarianPieces:
    """The two sentencepiece models and the vocabulary of a model's folder."""

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        try:
            self._source: Any = SentencePieceProcessor(model_file=str(folder / "source.spm"))
            self._target: Any = SentencePieceProcessor(model_file=str(folder / "target.spm"))
            self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
            self._pieces = {number: piece for piece, number in self.ids.items()}
            self._unknown = self.ids[UNKNOWN]
        except (OSError, RuntimeError, ValueError, KeyError, AttributeError) as error:
            said = " ".join(str(error).split())
            raise EngineError(f"{folder}: its vocabulary is broken ({said}); fetch the model again") from None

    def encode(self, text: str) -> list[str]:
        """The pieces of `text`, with the end mark; pieces that the vocabulary lacks are `<unk>`."""
        return [*(piece if piece in self.ids else UNKNOWN for piece in self._split(text)), END]

    def source_texts(self, text: str) -> list[str]:
        """What each piece of `text` but the end mark stands for, known or not, blanks left out."""
        return [piece.replace(_SPACE, "") for piece in self._split(text)]

    def target_texts(self, pieces: list[str]) -> list[str]:
        """What each output piece stands for, blanks left out: nothing, where `decode` leaves it out."""
        return ["" if piece in (END, PAD, UNKNOWN) else piece.replace(_SPACE, "") for piece in pieces]

    def decode(self, pieces: list[str]) -> str:
        """The text of pieces, without end and pad marks; unknown pieces vanish."""
        return str(self._target.decode([piece for piece in pieces if piece not in (END, PAD, UNKNOWN)]))

    def _split(self, text: str) -> list[str]:
        return list(self._source.encode(normalise(text), out_type=str))

    def to_ids(self, pieces: list[str]) -> list[int]:
        """Numbers in the vocabulary."""
        return [self.ids.get(piece, self._unknown) for piece in pieces]

    def to_pieces(self, numbers: list[int]) -> list[str]:
        """Pieces of numbers; a number outside the vocabulary is `<unk>`."""
        return [self._pieces.get(number, UNKNOWN) for number in numbers]


def normalise(text: str) -> str:
    """`text` on one line, with plain quotes, apostrophes, dashes and blanks."""
    return " ".join(_GUILLEMETS.sub('"', text).translate(_PLAIN_MARKS).split())


def cut_pieces(pieces: list[str], most: int) -> list[list[str]]:
    """Parts of at most `most` pieces, each closed by the end mark, cut at the start of a word where there is one.

    `pieces` ends in the end mark.
    """
    body, parts = pieces[:-1], list[list[str]]()
    while len(body) >= most:
        cut = next((place for place in range(most - 1, most // 2, -1) if body[place].startswith(_SPACE)), most - 1)
        parts.append([*body[:cut], END])
        body = body[cut:]
    return [*parts, [*body, END]]
