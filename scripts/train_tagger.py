"""Train the tagger and write mtqa/data/tagger.bin.

    python scripts/train_tagger.py --shared ../shared [--epochs 14]

Trained on the train and dev parts of UD French (ud_corpus.TRAIN_FILES) in both forms, words and surface; Sequoia dev
chooses the penalty of readings the lexicon does not list. Test files are never read here.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tagger_data import add_noise, by_form, joined
from tagger_models import FormBags, Student, gold_loss
from ud_corpus import DEV_FILE, TRAIN_FILES, Sentence, read_treebank

from mtqa.french.artefact import DATA_FOLDER, pack
from mtqa.french.lexicon import Lexicon
from mtqa.french.network import RADIUS
from mtqa.french.tag_set import TagSet
from mtqa.french.tagger import Tagger
from mtqa.french.word_features import WordFeatures

VECTOR_SIZE = 128
HIDDEN_SIZE = 192
LAYERS = 3
WORDS = 14_000
HASH_ROWS = 10_240
TOKENS_A_BATCH = 1500


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the tagger")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    lexicon = Lexicon.load()
    train = load(options.shared, TRAIN_FILES, lexicon)
    dev = load(options.shared, (DEV_FILE,), lexicon)
    tags = TagSet(sorted(lexicon.feature_codes() | {code for own in train for code in own.codes}))
    words = lexicon.most_frequent(WORDS)
    features = WordFeatures(lexicon, words, HASH_ROWS)
    bags = FormBags(features, len(words))
    model = Student(features.row_count, VECTOR_SIZE, HIDDEN_SIZE, LAYERS, tags.output_count)
    fit(model, tags, bags, train, options.epochs, options.seed)
    meta = {"words": words, "hash_rows": HASH_ROWS, "codes": list(tags.codes), "layers": LAYERS}
    data = best_penalty(model, meta, lexicon, dev)
    (DATA_FOLDER / "tagger.bin").write_bytes(data)
    write_card(data)


def load(shared: Path, names: Sequence[str], lexicon: Lexicon) -> list[Sentence]:
    """Both forms of the sentences; a sentence without contractions would come twice and comes once."""
    found: dict[Sentence, None] = {}
    for name in names:
        for surface in (False, True):
            found.update(dict.fromkeys(by_form(lexicon, own) for own in read_treebank(shared, name, surface)))
    return list(found)


def fit(model: torch.nn.Module, tags: TagSet, bags: FormBags, train: list[Sentence], epochs: int, seed: int) -> None:
    """Adam with a cosine schedule; the weights kept are the exponential average of those of the last steps."""
    rng, numbers = random.Random(seed), np.random.default_rng(seed)
    steps = epochs * (sum(len(own.tokens) for own in train) // TOKENS_A_BATCH + 1)
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    model.train()
    begun = time.monotonic()
    for epoch in range(epochs):
        total, count = 0.0, 0
        for batch in batches(noisy(train, rng), rng):
            forms = [token for own in batch for token in own.tokens]
            columns = tags.columns[[tags.index[code] for own in batch for code in own.codes]]
            logits = model(bags.batch(forms, numbers), layout(batch))
            loss = gold_loss(tags, logits, torch.tensor(columns))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(model)
            total, count = total + float(loss.detach()), count + 1
        print(f"epoch {epoch + 1} loss {total / count:.4f} after {time.monotonic() - begun:.0f} s", flush=True)
    model.load_state_dict(average.module.state_dict())
    model.eval()


def noisy(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """An epoch's sentences: shuffled, a third with damaged case, some run together."""
    shuffled = [add_noise(own, rng) for own in rng.sample(sentences, len(sentences))]
    result: list[Sentence] = []
    for own in shuffled:
        if result and rng.random() < 0.08 and len(result[-1].tokens) < 60:
            result[-1] = joined(result[-1], own)
        else:
            result.append(own)
    return result


def batches(sentences: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """Batches of about TOKENS_A_BATCH tokens, of sentences of like length."""
    ordered = sorted(sentences, key=lambda own: (len(own.tokens), rng.random()))
    result: list[list[Sentence]] = [[]]
    size = 0
    for own in ordered:
        if size > TOKENS_A_BATCH:
            result.append([])
            size = 0
        result[-1].append(own)
        size += len(own.tokens)
    rng.shuffle(result)
    return result


def layout(batch: Sequence[Sentence]) -> torch.Tensor:
    """Where the words lie when sentences are laid end to end with padding around each."""
    is_word = [False] * RADIUS
    for own in batch:
        is_word += [True] * len(own.tokens) + [False] * RADIUS
    return torch.tensor(is_word)


def encode(model: Student, meta: dict[str, object], penalty: float) -> bytes:
    """The artefact: the table in one byte a weight with a scale a row, the rest in half precision."""
    table = model.table.weight.detach().numpy()
    scales = (np.abs(table).max(axis=1) / 127).astype(np.float16)
    safe = np.where(scales > 0, scales, 1).astype(np.float32)
    arrays = {"table": np.clip(np.round(table / safe[:, None]), -127, 127).astype(np.int8), "scales": scales}
    for number, layer in enumerate(model.convolutions):
        weights = layer.weight.detach().numpy().T
        arrays[f"conv{number}"] = weights.reshape(2 * RADIUS + 1, -1, weights.shape[1]).astype(np.float16)
        arrays[f"conv{number}_bias"] = layer.bias.detach().numpy().astype(np.float16)
    arrays["output"] = model.output.weight.detach().numpy().T.astype(np.float16)
    arrays["output_bias"] = model.output.bias.detach().numpy().astype(np.float16)
    return pack({**meta, "unlicensed_penalty": penalty}, arrays)


def best_penalty(model: Student, meta: dict[str, object], lexicon: Lexicon, dev: list[Sentence]) -> bytes:
    """The artefact with the penalty that gives most right tags on the dev sentences."""
    best, most = b"", -1
    for penalty in (0.0, 1.0, 2.0, 3.0, 4.0, 6.0):
        data = encode(model, meta, penalty)
        found = Tagger(data, lexicon).tag([own.tokens for own in dev])
        right = [
            tag.upos == code.split("|")[0]
            for own, row in zip(dev, found, strict=True)
            for code, tag in zip(own.codes, row, strict=True)
        ]
        exact = sum(
            code == "|".join((tag.upos, tag.gender, tag.number, tag.person, tag.mood, tag.tense, tag.verb_form))
            for own, row in zip(dev, found, strict=True)
            for code, tag in zip(own.codes, row, strict=True)
        )
        print(f"penalty {penalty}: UPOS {np.mean(right):.4f}, whole tag {exact / len(right):.4f}", flush=True)
        if sum(right) + exact > most:
            best, most = data, sum(right) + exact
    return best


def write_card(data: bytes) -> None:
    card = {
        "artefact": "tagger.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "French morphological tagger: a convolutional network over word features and the lexicon",
        "sources": [
            {"name": "UD French Sequoia (train)", "licence": "LGPL-LR"},
            {"name": "UD French GSD (dev), Rhapsodie and ParisStories (train, dev)", "licence": "CC-BY-SA-4.0"},
        ],
        "licence": "tagger.LICENSE.txt",
        "command": "python scripts/train_tagger.py --shared ../shared",
    }
    (DATA_FOLDER / "tagger.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
