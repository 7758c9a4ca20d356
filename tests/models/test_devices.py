"""Devices by name, and batches that shrink where memory runs out: with runtimes that fail as torch does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mtqa.cli import run
from mtqa.errors import EngineError
from mtqa.models.devices import BatchSize, cuda_index, is_out_of_memory, pick_device
from mtqa.models.language_model import LanguageModel
from mtqa.models.marian import MarianModel
from mtqa.models.pieces import MarianPieces
from mtqa.models.running import PieceRunner
from tests.tiny_language_models import make_language_model
from tests.tiny_marian import ENGLISH, FRENCH, make_model


def a_torch(gpus: int) -> Any:
    """As much of torch as says which devices there are."""
    return SimpleNamespace(cuda=SimpleNamespace(is_available=lambda: gpus > 0, device_count=lambda: gpus))


@pytest.mark.parametrize(
    ("device", "gpus", "expected"),
    [("auto", 0, "cpu"), ("auto", 2, "cuda"), ("cpu", 2, "cpu"), ("cuda", 1, "cuda"), ("cuda:1", 2, "cuda:1")],
)
def test_the_device_is_the_one_asked_for_or_the_best_here(device: str, gpus: int, expected: str) -> None:
    assert pick_device(a_torch(gpus), device) == expected


@pytest.mark.parametrize(
    ("device", "gpus", "message"),
    [
        ("cuda", 0, "--device cuda: torch finds no CUDA device here; use --device cpu"),
        ("cuda:2", 0, "--device cuda:2: torch finds no CUDA device"),
        ("cuda:1", 1, "--device cuda:1: torch finds cuda:0 alone here; name one of those"),
        ("cuda:7", 4, "--device cuda:7: torch finds cuda:0 to cuda:3 here"),
    ],
)
def test_a_device_that_is_not_there_is_one_line_with_what_is(device: str, gpus: int, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        pick_device(a_torch(gpus), device)


def test_a_device_has_a_number() -> None:
    assert [cuda_index(device) for device in ("cuda", "cuda:0", "cuda:12")] == [0, 0, 12]


def test_a_gpu_begins_with_larger_batches() -> None:
    assert BatchSize.for_device("cuda:1").rows(100) > BatchSize.for_device("cpu").rows(100) > 1
    assert BatchSize.for_device("cpu").rows(100_000) == 1


def test_a_batch_is_halved_until_it_is_one_row() -> None:
    size = BatchSize(2048)
    size.halve(size.rows(100), 100)
    assert (size.rows(100), size.rows(10)) == (10, 100)
    with pytest.raises(EngineError, match="memory is too short for a sentence of 512 pieces"):
        size.halve(1, 512)


def test_memory_that_ran_out_is_known_by_class_or_words() -> None:
    torch = pytest.importorskip("torch", reason="torch is not installed")
    assert is_out_of_memory(torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB"))
    assert is_out_of_memory(RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried ..."))
    assert is_out_of_memory(MemoryError()) and not is_out_of_memory(RuntimeError("index out of range"))


def full_beyond(most_rows: int, work: Callable[..., Any], rows_seen: list[int]) -> Callable[..., Any]:
    """`work` on a device that holds `most_rows` rows of input and fails as torch does for more."""
    import torch

    def run(*arguments: Any, input_ids: Any, **named: Any) -> Any:
        rows_seen.append(len(input_ids))
        if len(input_ids) > most_rows:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB")
        return work(*arguments, input_ids=input_ids, **named)

    return run


def test_marian_goes_on_with_half_and_never_tries_more_again(caplog: pytest.LogCaptureFixture) -> None:
    folder = make_model()
    pieces = MarianPieces(folder)
    model, seen = MarianModel(folder, pieces, device="cpu", threads=1), list[int]()
    model._model.generate = full_beyond(2, model._model.generate, seen)
    runner = PieceRunner(pieces, model)
    with caplog.at_level(logging.WARNING, logger="mtqa"):
        assert runner.run(FRENCH) == list(ENGLISH)
    failures = [rows for rows in seen if rows > 2]
    assert failures[0] == len(FRENCH) and "out of memory on a batch of 6 sentences" in caplog.text
    seen.clear()
    assert runner.run(FRENCH) == list(ENGLISH)
    assert max(seen) <= failures[-1] // 2 + 1 and sum(rows > 2 for rows in seen) < len(failures)


def test_a_sentence_too_large_alone_is_an_error(tmp_path: Path) -> None:
    folder = make_model()
    pieces = MarianPieces(folder)
    model = MarianModel(folder, pieces, device="cpu", threads=1)
    model._model.generate = full_beyond(0, model._model.generate, [])
    with pytest.raises(EngineError, match="memory is too short for a sentence of"):
        PieceRunner(pieces, model).run(FRENCH[:1])


def test_another_failure_of_the_runtime_is_no_lack_of_memory() -> None:
    folder = make_model()
    pieces = MarianPieces(folder)
    model = MarianModel(folder, pieces, device="cpu", threads=1)

    def fail(**_: object) -> None:
        raise RuntimeError("CUDA error: device-side assert triggered")

    model._model.generate = fail
    with pytest.raises(EngineError, match="the translation model failed: CUDA error: device-side assert"):
        PieceRunner(pieces, model).run(FRENCH)


@pytest.mark.parametrize("kind", ["masked", "causal"])
def test_a_language_model_gives_the_same_values_in_smaller_batches(kind: str) -> None:
    model, seen = LanguageModel(str(make_language_model(kind)), device="cpu"), list[int]()
    texts = [*FRENCH, *FRENCH]
    expected = model.logprobs_per_token(texts)
    model._model.forward = full_beyond(2, model._model.forward, seen)
    assert model.logprobs_per_token(texts) == pytest.approx(expected, abs=1e-5)
    assert max(seen) > 2
    model._model.forward = full_beyond(0, model._model.forward, seen)
    with pytest.raises(EngineError, match="memory is too short for a sentence of"):
        model.logprobs_per_token(texts)


@pytest.mark.parametrize("device", ["tpu", "cuda:", "cuda:x", "cuda:1,2", "CPU"])
def test_a_device_that_has_no_such_name_is_a_usage_error(device: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        run(["check", "-", "--device", device])
    assert caught.value.code == 2
    assert "must be one of auto, cpu, cuda, cuda:N" in capsys.readouterr().err
