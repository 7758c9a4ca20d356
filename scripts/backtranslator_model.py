"""The shape of our French-English pair, its shared vocabulary, and how a checkpoint becomes a MarianMT folder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from mtqa.models.pieces import END, PAD, UNKNOWN

DIRECTIONS = {"fr-en": ("fr", "en"), "en-fr": ("en", "fr")}
MOST_PIECES = 200  # of a sentence in training; positions are waves, so longer inputs still run


@dataclass(frozen=True, slots=True)
class Preset:
    """Sizes of a model. `ship` is the one to ship: 13.6 million parameters, under 15 MB in 8 bits."""

    vocabulary: int
    width: int
    encoder_layers: int
    decoder_layers: int
    inner: int
    heads: int
    batch_pieces: int  # target pieces of a step's batch, padding included
    peak_rate: float
    warm_steps: int
    dropout: float


# Depth in the encoder costs little, since it runs once a sentence and the decoder once a piece (Kasai et al. 2021).
PRESETS = {
    "ship": Preset(8000, 256, 12, 2, 1024, 4, 32_000, 1.5e-3, 2000, 0.1),
    "small": Preset(8000, 192, 6, 2, 768, 4, 8000, 1.5e-3, 1000, 0.1),
    "tiny": Preset(1500, 96, 2, 1, 192, 4, 1500, 3e-3, 100, 0.0),
}


def learn_vocabulary(texts: Iterable[str], folder: Path, size: int) -> None:
    """One sentencepiece model over both languages, and the numbers of its pieces, written into `folder`."""
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_prefix=str(folder / "pieces"), vocab_size=size - 1,
        model_type="unigram", character_coverage=0.9999, hard_vocab_limit=False, minloglevel=2, num_threads=1,
        input_sentence_size=2_000_000, shuffle_input_sentence=False,
        normalization_rule_name="nmt_nfkc",
    )  # fmt: skip
    (folder / "pieces.vocab").unlink()
    (folder / "pieces.model").replace(folder / "pieces.spm")
    spm = sentencepiece.SentencePieceProcessor(model_file=str(folder / "pieces.spm"))
    pieces = [END, UNKNOWN, *(spm.id_to_piece(number) for number in range(3, len(spm))), PAD]
    numbers = {piece: number for number, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(numbers, ensure_ascii=False), encoding="utf-8")


def make_network(preset: Preset, vocabulary: int) -> Any:
    """A fresh MarianMTModel: pre-set sizes, shared embeddings, the padding piece starts the decoder."""
    from transformers import MarianConfig, MarianMTModel

    pad = vocabulary - 1
    network: Any = MarianMTModel(
        MarianConfig(
            vocab_size=vocabulary, d_model=preset.width, encoder_layers=preset.encoder_layers,
            decoder_layers=preset.decoder_layers, encoder_attention_heads=preset.heads,
            decoder_attention_heads=preset.heads, encoder_ffn_dim=preset.inner, decoder_ffn_dim=preset.inner,
            activation_function="relu", dropout=preset.dropout, attention_dropout=0.0, activation_dropout=0.0,
            max_position_embeddings=MOST_PIECES + 56, scale_embedding=True, init_std=preset.width**-0.5,
            pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, forced_eos_token_id=0,
        )
    )  # fmt: skip
    zero_start(network)
    return network


def zero_start(network: Any) -> None:
    """Marian starts its decoder with a vector of zeros; the tied output layer would teach that row something."""
    with torch.no_grad():
        network.model.shared.weight[network.config.pad_token_id].zero_()


def write_folder(network: Any, vocabulary: Path, direction: str, folder: Path) -> None:
    """The model as transformers and `mtqa models convert` take it: weights (safetensors), pieces, configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    network.save_pretrained(folder)
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(vocabulary / "pieces.spm", folder / name)
    shutil.copyfile(vocabulary / "vocab.json", folder / "vocab.json")
    source, target = DIRECTIONS[direction]
    languages = {"source_lang": source, "target_lang": target, "tokenizer_class": "MarianTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(languages), encoding="utf-8")
