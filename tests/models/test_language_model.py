"""Masked and causal language models as a second opinion, on models made on the spot."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.errors import EngineError
from mtqa.models.language_model import LanguageModel
from tests.tiny_language_models import make_language_model
from tests.tiny_marian import FRENCH, make_model

KINDS = ("masked", "causal")
KNOWN, SCRAMBLED = "La ville ouvre une gare.", "gare une ouvre ville La."


@pytest.mark.parametrize("kind", KINDS)
def test_the_value_is_the_mean_log_probability_of_the_tokens(kind: str) -> None:
    """Held against a calculation token by token, with nothing batched."""
    folder = make_language_model(kind)  # skips where torch is not installed
    import torch
    from transformers import AutoModelForCausalLM, AutoModelForMaskedLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    loader = AutoModelForMaskedLM if kind == "masked" else AutoModelForCausalLM
    model = loader.from_pretrained(folder).eval()
    words = tokenizer(KNOWN, add_special_tokens=False)["input_ids"]
    total = 0.0
    with torch.inference_mode():
        for place, word in enumerate(words):
            hidden = [*words[:place], tokenizer.mask_token_id, *words[place + 1 :]]
            ids = [1, *hidden, 2] if kind == "masked" else [1, *words[:place]]
            logits = model(input_ids=torch.tensor([ids])).logits[0, place + 1 if kind == "masked" else place]
            total += float(logits.log_softmax(-1)[word])
    found = LanguageModel(str(folder), device="cpu").logprobs_per_token([KNOWN])
    assert found == pytest.approx([total / len(words)], abs=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_what_it_was_taught_is_likelier_than_the_same_words_in_disorder(kind: str) -> None:
    model = LanguageModel(str(make_language_model(kind)), device="cpu")
    known, scrambled = model.logprobs_per_token([KNOWN, SCRAMBLED])
    assert scrambled < known < 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_has_the_same_value_alone_and_among_others(kind: str) -> None:
    model = LanguageModel(str(make_language_model(kind)), device="cpu")
    texts = [*FRENCH, SCRAMBLED, "", " "]
    together = model.logprobs_per_token(texts)
    assert together == pytest.approx([model.logprobs_per_token([text])[0] for text in texts], abs=1e-5)
    assert together[-2:] == [0.0, 0.0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_longer_than_the_model_takes_is_read_in_parts(kind: str) -> None:
    model = LanguageModel(str(make_language_model(kind)), device="cpu")
    # 32 tokens are the most that fit: five times the sentence is 30 and the ends, twenty times four such parts.
    part, whole = model.logprobs_per_token([" ".join([KNOWN] * 5), " ".join([KNOWN] * 20)])
    assert whole == pytest.approx(part, abs=1e-5) and whole < 0


def test_it_stands_beside_the_scores_and_never_moves_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"text": text}) + "\n" for text in (KNOWN, SCRAMBLED)), encoding="utf-8")

    def checked(*extra: str) -> dict[str, object]:
        assert run(["check", str(rows), "--format", "json", *extra]) in (0, 1)
        document: dict[str, object] = json.loads(capsys.readouterr().out)["documents"][0]
        return document

    folder = str(make_language_model("masked"))
    without, beside = checked(), checked("--language-model", folder, "--device", "cpu")
    metrics = [sentence.pop("metrics") for sentence in beside["sentences"]]  # type: ignore[attr-defined]
    assert [sentence.pop("metrics") for sentence in without["sentences"]] == [[], []]  # type: ignore[attr-defined]
    assert [[metric["name"] for metric in own] for own in metrics] == [["log-probability per token"]] * 2
    assert metrics[1][0]["value"] < metrics[0][0]["value"] < 0
    assert f"model:{folder}|revision:" in metrics[0][0]["signature"] and "|kind:pll|" in metrics[0][0]["signature"]
    assert beside["sentences"] == without["sentences"]
    scores = [dict(one["score"]) for one in (without, beside)]  # type: ignore[call-overload]
    (mean,) = scores[1].pop("metrics")
    assert mean["value"] == pytest.approx((metrics[0][0]["value"] + metrics[1][0]["value"]) / 2)
    assert scores[0].pop("metrics") == [] and scores[0] == scores[1]


def test_a_folder_can_be_named_in_the_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "mtqa.toml"
    config.write_text(f"language-model = {json.dumps(str(make_language_model('causal')))}\n", encoding="utf-8")
    (tmp_path / "fr.txt").write_text(KNOWN, encoding="utf-8")
    run(["check", str(tmp_path / "fr.txt"), "--config", str(config)])
    assert "log-probability per token -" in capsys.readouterr().out


def test_what_is_missing_is_named_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch", reason="torch is not installed")
    with pytest.raises(EngineError, match="not on this machine; leave --offline out"):
        LanguageModel("nobody/nothing", offline=True)
    with pytest.raises(EngineError, match=r"no config\.json in this folder"):
        LanguageModel(str(tmp_path))
    with pytest.raises(EngineError, match="names MarianMTModel; name a masked or a causal language model"):
        LanguageModel(str(make_model()))
    broken = Path(shutil.copytree(make_language_model("masked"), tmp_path / "broken"))
    (broken / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(EngineError, match=r"cannot be loaded .*check its name and files"):
        LanguageModel(str(broken))
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(EngineError, match=r"needs torch and transformers .*install mtqa\[neural\]"):
        LanguageModel(str(broken))
