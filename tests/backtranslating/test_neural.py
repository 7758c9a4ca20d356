"""The engines marian and embedded, and what `auto` makes of them."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from mtqa import aligning, segmenting
from mtqa.aligning.lexical import Floats
from mtqa.backtranslating import EngineSettings, neural, select_engine
from mtqa.comparing import SideFiles, compare
from mtqa.domain.text import Document, Segment, Sentence
from mtqa.domain.translation import WordLink
from mtqa.errors import EngineError
from mtqa.models.converting import convert
from mtqa.models.folders import FRENCH_TO_ENGLISH, place_of, require_model
from tests.tiny_marian import ENGLISH, FRENCH, make_model


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTQA_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("MTQA_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(make_model(), tmp_path / "tiny"))


@pytest.fixture
def back_model() -> Path:
    return make_model(ENGLISH, FRENCH)


def test_translates_there_and_back(model: Path, back_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = EngineSettings("marian", model=str(model), back_model=str(back_model), round_trip=True, device="cpu")
    engine = select_engine(settings)
    found = engine.translate(FRENCH)
    assert [answer.text for answer in found] == list(ENGLISH)
    assert [answer.round_trip for answer in found] == list(FRENCH)
    assert not engine.rough and "transformers" in engine.note
    # All answers are kept now: the model is not even loaded again.
    monkeypatch.setattr(neural, "MarianModel", lambda *_, **__: pytest.fail("loaded again"))
    assert select_engine(settings).translate(FRENCH) == found


def test_attention_is_kept_with_the_translation(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = EngineSettings("marian", model=str(model), device="cpu")
    fresh = select_engine(settings).translate(FRENCH)
    monkeypatch.setattr(neural, "MarianModel", lambda *_, **__: pytest.fail("loaded again"))
    kept = select_engine(settings).translate(FRENCH)
    for answer, again in zip(fresh, kept, strict=True):
        assert answer.attention is not None and again.attention is not None
        assert answer.attention.target == again.attention.target
        assert answer.attention.weights.tolist() == again.attention.weights.tolist()


def test_attention_reaches_the_links_and_not_the_report(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[object]()
    linked = aligning.link_words

    def link_words(french: Sequence[str], other: Sequence[str], *, attention: Floats | None) -> tuple[WordLink, ...]:
        seen.append(None if attention is None else attention.shape)
        return linked(french, other, attention=attention)

    monkeypatch.setattr(aligning, "link_words", link_words)
    document = Document("a", "text", (Segment(1, FRENCH[0]),))
    sentences = [Sentence(0, 0, FRENCH[0], 0, len(FRENCH[0]), segmenting.tokenize(FRENCH[0]))]
    engine = select_engine(EngineSettings("marian", model=str(model), device="cpu"))
    found = compare(document, sentences, engine, SideFiles())
    assert seen == [(len(sentences[0].tokens), len(found.other_tokens[0]))]
    assert [answer and answer.attention for answer in found.back_translations] == [None]
    assert found.companions[0].back_translation == ENGLISH[0]


def test_converted_weights_are_taken_where_they_are(model: Path) -> None:
    before = select_engine(EngineSettings("marian", model=str(model)))
    convert(require_model(str(model)))
    engine = select_engine(EngineSettings("marian", model=str(model), device="cpu"))
    assert "CTranslate2" in engine.note
    assert engine.identity != before.identity
    assert [answer.text for answer in engine.translate(FRENCH)] == list(ENGLISH)


def test_converted_weights_need_no_torch(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    convert(require_model(str(model)))
    monkeypatch.setattr(neural, "find_spec", lambda _: None)
    engine = select_engine(EngineSettings("marian", model=str(model), device="cpu"))
    assert engine.translate(FRENCH[:1])[0].text == ENGLISH[0]
    shutil.rmtree(model / "ctranslate2-int8")
    with pytest.raises(EngineError, match=r"install mtqa\[neural\]"):
        select_engine(EngineSettings("marian", model=str(model)))


def test_a_named_engine_that_is_missing_never_falls_back(tmp_path: Path) -> None:
    for name in ("marian", "embedded"):
        with pytest.raises(EngineError) as caught:
            select_engine(EngineSettings(name, offline=True, model=str(tmp_path / "nowhere")))
        assert caught.value.exit_code == 3 and "\n" not in str(caught.value)


def test_auto_prefers_a_fetched_model_and_never_goes_online(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neural, "fetch", lambda _: pytest.fail("went online"))
    assert select_engine(EngineSettings("auto")).name != "marian"
    place_of(FRENCH_TO_ENGLISH).parent.mkdir(parents=True)
    shutil.copytree(model, place_of(FRENCH_TO_ENGLISH))
    engine = select_engine(EngineSettings("auto"))
    assert engine.name == "marian" and FRENCH_TO_ENGLISH in engine.note
    # For the round trip the way back is missing, so that marian is not installed as far as `auto` can tell.
    assert select_engine(EngineSettings("auto", round_trip=True)).name != "marian"
    (place_of(FRENCH_TO_ENGLISH) / "vocab.json").unlink()
    assert select_engine(EngineSettings("auto")).name != "marian"


def test_the_embedded_pair_runs_on_ctranslate2_alone(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "fr-en"
    shutil.copytree(convert(require_model(str(model))), folder)
    for name in ("source.spm", "target.spm", "vocab.json"):
        shutil.copy(model / name, folder)
    monkeypatch.setattr(neural, "_embedded_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(neural, "find_spec", lambda _: None)
    engine = select_engine(EngineSettings("embedded", device="cpu"))
    assert [answer.text for answer in engine.translate(FRENCH)] == list(ENGLISH)
    assert select_engine(EngineSettings("auto")).name == "embedded"


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="torch is not installed")
def test_a_device_that_is_not_there_is_one_line(model: Path) -> None:
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has a CUDA device")
    with pytest.raises(EngineError, match="--device cuda: torch finds no CUDA device"):
        select_engine(EngineSettings("marian", model=str(model), device="cuda")).translate(["Le chat."])
