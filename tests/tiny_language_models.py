"""A masked and a causal language model small enough to be made, and taught six sentences, in seconds, without network."""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import pytest

from tests.tiny_marian import FRENCH

_STEPS = 60
_SPECIAL = ["<pad>", "<s>", "</s>", "<mask>", "<unk>"]
_SIZE = {"vocab_size": 0, "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2}


def make_language_model(kind: str, positions: int = 34) -> Path:
    """The folder of a `masked` or `causal` model of words that takes `positions` of them; made once a run."""
    pytest.importorskip("torch", reason="torch is not installed")
    pytest.importorskip("transformers", reason="transformers is not installed")
    return _make(kind, positions)


@cache
def _make(kind: str, positions: int) -> Path:
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(7)
    folder = Path(mkdtemp(prefix=f"tiny-{kind}-"))
    atexit.register(rmtree, folder, ignore_errors=True)
    tokenizer = _tokenizer(with_ends=kind == "masked")
    tokenizer.save_pretrained(folder)
    model = _masked(len(tokenizer), positions) if kind == "masked" else _causal(len(tokenizer), positions)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    for step in range(_STEPS):
        optimizer.zero_grad()
        for text in FRENCH:
            ids = tokenizer(text, return_tensors="pt")["input_ids"]
            inputs = ids.clone()
            if kind == "masked":
                inputs[0, 1 + step % (ids.shape[1] - 2)] = tokenizer.mask_token_id
            model(input_ids=inputs, labels=ids).loss.backward()
        optimizer.step()
    model.eval().save_pretrained(folder)
    return folder


def _tokenizer(*, with_ends: bool) -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    words = sorted({word for text in FRENCH for word in text.replace(".", " .").split()})
    made = Tokenizer(models.WordLevel({word: at for at, word in enumerate([*_SPECIAL, *words])}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    if with_ends:
        made.post_processor = processors.TemplateProcessing(
            single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)]
        )
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        pad_token="<pad>",
        bos_token="<s>",
        eos_token="</s>",
        mask_token="<mask>",
        unk_token="<unk>",
    )


def _masked(words: int, positions: int) -> Any:
    from transformers import CamembertConfig, CamembertForMaskedLM

    return CamembertForMaskedLM(
        CamembertConfig(
            **{**_SIZE, "vocab_size": words}, hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=32, max_position_embeddings=positions, hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
    )  # fmt: skip


def _causal(words: int, positions: int) -> Any:
    from transformers import GPT2Config, GPT2LMHeadModel

    return GPT2LMHeadModel(
        GPT2Config(
            **{**_SIZE, "vocab_size": words}, n_embd=32, n_layer=1, n_head=2, n_positions=positions, embd_pdrop=0.0,
            attn_pdrop=0.0, resid_pdrop=0.0,
        )
    )  # fmt: skip
