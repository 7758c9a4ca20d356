"""MarianMT through transformers and through CTranslate2, on a model made on the spot."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from mtqa.errors import EngineError
from mtqa.models.converting import convert
from mtqa.models.ctranslate import CTranslate2Model
from mtqa.models.devices import BatchSize
from mtqa.models.folders import CONVERTED, require_model
from mtqa.models.marian import MarianModel, Weights
from mtqa.models.pieces import END, MarianPieces, cut_pieces, normalise
from mtqa.models.running import PieceRunner
from tests.tiny_marian import ENGLISH, FRENCH, make_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tiny model, to convert or to break."""
    return Path(shutil.copytree(make_model(), tmp_path / "tiny"))


def test_both_runtimes_give_the_same_pieces_and_the_right_english(folder: Path) -> None:
    pieces = MarianPieces(folder)
    batch = [pieces.encode(text) for text in FRENCH]
    by_torch = MarianModel(folder, pieces, device="cpu", threads=1).translate(batch)
    converted = convert(require_model(str(folder)))
    by_ctranslate = CTranslate2Model(converted, device="cpu", threads=1, most_pieces=64).translate(batch)
    assert by_torch == by_ctranslate
    assert [pieces.decode(found) for found in by_torch] == list(ENGLISH)


def test_both_runtimes_give_the_same_attention(folder: Path) -> None:
    pieces = MarianPieces(folder)
    batch = [pieces.encode(text) for text in FRENCH]
    model = MarianModel(folder, pieces, device="cpu", threads=1)
    by_torch = model.attend(batch)
    converted = convert(require_model(str(folder)))
    by_ctranslate = CTranslate2Model(converted, device="cpu", threads=1, most_pieces=64).attend(batch)
    assert [found for found, _ in by_torch] == [found for found, _ in by_ctranslate] == model.translate(batch)
    for item, (found, weights), (_, others) in zip(batch, by_torch, by_ctranslate, strict=True):
        assert weights.shape == others.shape == (len(found), len(item))
        assert np.allclose(weights.sum(axis=1), 1, atol=1e-4) and np.allclose(others.sum(axis=1), 1, atol=1e-4)
        # CTranslate2's first row is even; the rest differs by what whole numbers cost.
        assert np.abs(weights[1:] - others[1:]).max() < 0.03 < np.ptp(weights)
        # Where a sentence stands in a batch, and beside what, changes nothing.
        alone = model.attend([item])[0][1]
        assert np.abs(weights - alone).max() < 1e-4


def test_attention_comes_with_what_its_pieces_stand_for(folder: Path) -> None:
    pieces = MarianPieces(folder)
    runner = PieceRunner(pieces, MarianModel(folder, pieces, device="cpu", threads=1))
    answers = runner.attend([FRENCH[0], "", "Le chat dört."])
    assert [text for text, _ in answers[:2]] == [ENGLISH[0], ""] and answers[1][1] is None
    for (text, attention), source in zip((answers[0], answers[2]), (FRENCH[0], "Le chat dört."), strict=True):
        assert attention is not None
        assert "".join(attention.source) == source.replace(" ", "")
        assert "".join(attention.target) == text.replace(" ", "")
        assert attention.weights.shape == (len(attention.target), len(attention.source))
        assert 0.2 < attention.weights.sum(axis=1).mean() < 1  # the rest went to the end mark
    assert runner.run([FRENCH[0]]) == [ENGLISH[0]]


def test_pieces_are_those_of_the_models_own_tokenizer(folder: Path) -> None:
    transformers = pytest.importorskip("transformers")
    with pytest.warns(UserWarning, match="sacremoses"):
        tokenizer = transformers.MarianTokenizer.from_pretrained(folder)
    pieces = MarianPieces(folder)
    for text in (*FRENCH, "Xylophone à 3 cordes"):
        assert pieces.to_ids(pieces.encode(text)) == tokenizer(text)["input_ids"]


def test_marks_are_made_plain() -> None:
    assert normalise("«\u00a0L’accord\u00a0»,\ndit-il…") == '"L\'accord", dit-il...'


def test_a_long_sentence_is_cut_at_a_word() -> None:
    pieces = ["▁a", "b", "c", "▁d", "e", "▁f", "g", "h", END]
    assert cut_pieces(pieces, 6) == [["▁a", "b", "c", "▁d", "e", END], ["▁f", "g", "h", END]]
    assert cut_pieces(pieces, 9) == [pieces]
    assert cut_pieces(["x"] * 8 + [END], 6) == [["x"] * 5 + [END], ["x"] * 3 + [END]]


class Small:
    """A model that takes two sentences at a time at most, and gives back what it gets."""

    most_pieces = 16

    def __init__(self, limit: int = 2, error: type[Exception] = RuntimeError) -> None:
        self.limit = limit
        self.error = error
        self.batch_size = BatchSize.for_device("cuda")
        self.batches: list[int] = []

    def translate(self, batch: Sequence[list[str]]) -> list[list[str]]:
        self.batches.append(len(batch))
        if len(batch) > self.limit:
            raise self.error("CUDA out of memory. Tried to allocate 2.00 GiB")
        return [list(item) for item in batch]

    def attend(self, batch: Sequence[list[str]]) -> list[tuple[list[str], Weights]]:
        return [(found, np.eye(len(found), dtype=np.float32)) for found in self.translate(batch)]


def test_out_of_memory_halves_the_batch_and_goes_on(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    model = Small()
    texts = [*ENGLISH[:3], ENGLISH[4], ENGLISH[0]]
    same = Path(shutil.copy(folder / "target.spm", folder / "source.spm")).parent
    with caplog.at_level(logging.WARNING, logger="mtqa"):
        assert PieceRunner(MarianPieces(same), model).run(texts) == texts
    assert max(model.batches) > 2 and "out of memory on a batch" in caplog.text


def test_memory_too_short_for_one_sentence_is_an_error(folder: Path) -> None:
    with pytest.raises(EngineError, match=r"memory is too short for a sentence of \d+ pieces"):
        PieceRunner(MarianPieces(folder), Small(limit=0)).run(["Le chat dort."])


def test_a_sentence_longer_than_the_model_is_translated_in_parts(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.copy(folder / "target.spm", folder / "source.spm")
    long = " ".join(["The cat sleeps."] * 4)
    with caplog.at_level(logging.WARNING, logger="mtqa"):
        runner = PieceRunner(MarianPieces(folder), Small(limit=9))
        assert runner.run([long, "The dog eats."]) == [long, "The dog eats."]
        [(text, attention)] = runner.attend([long])
    assert text == long and attention is not None
    # Each piece of `Small` looks at itself alone, in whichever part it stands; ends of parts stand for no text.
    ends = [row for row, piece in enumerate(attention.target) if not piece and not attention.weights[row].any()]
    assert np.delete(attention.weights, ends, axis=0).tolist() == np.eye(len(attention.source)).tolist()
    assert "translated in" in caplog.text


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("config.json", b"{", "cannot be read"),
        ("config.json", b'{"model_type": "t5"}', "only MarianMT models"),
        ("source.spm", None, "lacks source.spm"),
        ("model.safetensors", None, "lacks its weights"),
        ("model.safetensors", b"no weights", "cannot be loaded"),
        ("vocab.json", b"[]", "vocabulary is broken"),
        ("source.spm", b"no model", "vocabulary is broken"),
    ],
)
def test_a_broken_folder_is_one_line(folder: Path, name: str, content: bytes | None, message: str) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    with pytest.raises(EngineError, match=message) as caught:
        MarianModel(require_model(str(folder)).path, MarianPieces(folder), device="cpu")
    assert str(folder) in str(caught.value) and "\n" not in str(caught.value)


def test_a_broken_conversion_is_one_line_and_leaves_nothing(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(EngineError, match="cannot be converted"):
        convert(require_model(str(folder)))
    assert not [path for path in folder.iterdir() if CONVERTED in path.name]
    (folder / CONVERTED).mkdir()
    (folder / CONVERTED / "model.bin").write_bytes(b"no weights")
    with pytest.raises(EngineError, match="cannot be loaded"):
        CTranslate2Model(folder / CONVERTED, device="cpu")
