"""Word links by an encoder, on a model made on the spot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mtqa.aligning.embedded import link_by_encoder
from mtqa.cli import run
from mtqa.errors import EngineError
from mtqa.models.encoder import Encoder
from tests.tiny_language_models import make_language_model
from tests.tiny_marian import FRENCH, make_model


def test_a_sentence_is_linked_with_itself_word_by_word() -> None:
    encoder = Encoder(str(make_language_model("masked")), device="cpu")
    words = FRENCH[2].replace(".", " .").split()
    links = link_by_encoder(encoder, words, words)
    assert [(link.french, link.other) for link in links] == [(i, i) for i in range(len(words))]
    assert all(link.score == pytest.approx(1.0, abs=1e-4) for link in links)


def test_vectors_are_of_length_one_and_name_their_words() -> None:
    encoder = Encoder(str(make_language_model("masked")), device="cpu")
    vectors, owners = encoder.embed(["Le", "chat", "dort"])
    assert owners.tolist() == [0, 1, 2]
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3))
    assert len(encoder.embed(["chat"] * 500)[1]) < 500  # longer than the model takes


class _Pieces:
    """Vectors by hand: two pieces for the long word."""

    def embed(self, words: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        vectors = {"a": [(1.0, 0.0)], "long": [(0.0, 1.0), (0.8, 0.6)], "b": [(0.6, 0.8)]}
        rows = [(number, row) for number, word in enumerate(words) for row in vectors[word]]
        return np.array([row for _, row in rows]), np.array([number for number, _ in rows])


def test_words_are_linked_where_pieces_choose_each_other() -> None:
    links = link_by_encoder(_Pieces(), ["a", "long"], ["b", "a"])
    assert [(link.french, link.other, link.score) for link in links] == [(0, 1, 1.0), (1, 0, 0.96)]
    assert link_by_encoder(_Pieces(), [], ["a"]) == ()


def test_align_takes_an_encoder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "fr.txt"
    path.write_text("\n".join(FRENCH) + "\n", encoding="utf-8")
    folder = str(make_language_model("masked"))
    command = ["align", str(path), str(path), "--from", "lines", "--format", "jsonl", "--encoder", folder]
    assert run([*command, "--device", "cpu"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert all([i, i] in row["links"] for row in rows for i in range(len(row["french_tokens"])))


def test_what_is_no_encoder_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, said in (
        (str(tmp_path), "no config.json"),
        ("nobody/nothing", "not on this machine"),
        (str(make_model()), "encoder"),
    ):
        with pytest.raises(EngineError, match=said):
            Encoder(name, device="cpu", offline=True)
    path = tmp_path / "fr.txt"
    path.write_text("Le chat dort.\n", encoding="utf-8")
    assert run(["align", str(path), str(path), "--encoder", "nobody/nothing", "--offline"]) == 3
    assert capfd.readouterr().err.count("\n") == 1
