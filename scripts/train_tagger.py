"""Train the tagger and write mtqa/data/tagger.bin.

    python scripts/train_tagger.py --shared ../shared --final [--work FOLDER] [--threads N]

A bidirectional LSTM learns from the train and dev parts of UD French (ud_corpus.TRAIN_FILES) in both forms, words and
surface, then tags 700,000 tokens of news and debates; the small convolutional network that ships learns from both.
Without `--final` Sequoia dev chooses the penalty of readings the lexicon does not list; with it, the penalty is the
one so chosen, and the student learns from Sequoia dev too. Test files are never read here.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from corpus_tokens import french_lines, tokens
from mtqa.french.analysis import feature_code
from mtqa.french.artefact import DATA_FOLDER, pack
from mtqa.french.lexicon import Lexicon
from mtqa.french.network import RADIUS
from mtqa.french.tag_set import TagSet
from mtqa.french.tagger import Tagger
from mtqa.french.word_features import WordFeatures
from tagger_data import Example, batches, by_form, gold_example, noisy_epoch
from tagger_models import FormBags, Student, Teacher, loss_of, word_table
from ud_corpus import DEV_FILE, TRAIN_FILES, Sentence, read_treebank
from word_vectors import word_vectors

VECTOR_SIZE = 128
HIDDEN_SIZE = 192
LAYERS = 3
WORDS = 14_000
HASH_ROWS = 10_240
TEACHER_HIDDEN = 160
TEACHER_EPOCHS = 12
TEACHER_TOKENS = 700_000
MIXED_EPOCHS = 3
LAST_GOLD_EPOCHS = 10
TOKENS_A_BATCH = 1500
LEARNING_RATE = 2e-3
UNLICENSED_PENALTY = 2.0  # best on Sequoia dev, when that was not trained on


@dataclass(frozen=True)
class Setting:
    """What training needs throughout."""

    lexicon: Lexicon
    tags: TagSet
    words: list[str]
    bags: FormBags
    seed: int


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the tagger")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, help="folder where the teacher is kept and found again")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--final", action="store_true", help="learn from Sequoia dev too, after all choices are made")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    lexicon = Lexicon.load()
    news_like = load(options.shared, TRAIN_FILES[:2], lexicon)
    spoken = load(options.shared, TRAIN_FILES[2:], lexicon)
    codes = lexicon.feature_codes() | {code for own in news_like + spoken for code in own.codes}
    tags, words = TagSet(sorted(codes)), lexicon.most_frequent(WORDS)
    features = WordFeatures(lexicon, words, HASH_ROWS)
    setting = Setting(lexicon, tags, words, FormBags(features, len(words)), options.seed)
    vectors = word_vectors(options.shared, words, VECTOR_SIZE)
    gold = Gold([gold_example(tags, own) for own in news_like], [gold_example(tags, own) for own in spoken])

    teacher = Teacher(word_table(features.row_count, vectors), TEACHER_HIDDEN, tags.output_count)
    kept = options.work / "teacher.pt" if options.work else None
    if kept and kept.exists():
        teacher.load_state_dict(torch.load(kept))
    else:
        rng = random.Random(options.seed)
        fit(teacher, setting, [gold.epoch(rng) for _ in range(TEACHER_EPOCHS)])
        if kept:
            torch.save(teacher.state_dict(), kept)
    teacher.eval()
    dev = load(options.shared, (DEV_FILE,), lexicon)
    print(f"teacher on Sequoia dev: UPOS {category_accuracy(teacher, setting, dev):.4f}", flush=True)

    untagged = corpus_sentences(options.shared, TEACHER_TOKENS)
    taught = teach(teacher, setting, untagged)
    if options.final:
        gold.news_like.extend(gold_example(tags, own) for own in dev)
    student = Student(word_table(features.row_count, vectors), HIDDEN_SIZE, LAYERS, tags.output_count)
    fit(student, setting, student_epochs(gold, taught, random.Random(options.seed)))
    meta = {"words": words, "hash_rows": HASH_ROWS, "codes": list(tags.codes), "layers": LAYERS}
    data = encode(student, meta, UNLICENSED_PENALTY) if options.final else best_penalty(student, meta, lexicon, dev)
    if options.work:
        torch.save(student.state_dict(), options.work / "student.pt")
    (DATA_FOLDER / "tagger.bin").write_bytes(data)
    write_card(data)


def load(shared: Path, names: Sequence[str], lexicon: Lexicon) -> list[Sentence]:
    """Both forms of the sentences; a sentence without contractions would come twice and comes once."""
    found: dict[Sentence, None] = {}
    for name in names:
        for surface in (False, True):
            found.update(dict.fromkeys(by_form(lexicon, own) for own in read_treebank(shared, name, surface)))
    return list(found)


@dataclass(frozen=True)
class Gold:
    """Treebank examples, written text apart from transcribed speech."""

    news_like: list[Example]
    spoken: list[Example]

    def epoch(self, rng: random.Random) -> list[Example]:
        """Two thirds of the written text and a third of the spoken, with noise."""
        written = rng.sample(self.news_like, 2 * len(self.news_like) // 3)
        return noisy_epoch(written + rng.sample(self.spoken, len(self.spoken) // 3), rng)

    def last_epoch(self, rng: random.Random) -> list[Example]:
        """Two thirds of the written text and a seventh of the spoken, half of them with noise."""
        written = rng.sample(self.news_like, 2 * len(self.news_like) // 3)
        chosen = written + rng.sample(self.spoken, len(self.spoken) // 7)
        return noisy_epoch(chosen[::2], rng) + chosen[1::2]


def student_epochs(gold: Gold, taught: list[Example], rng: random.Random) -> list[list[Example]]:
    """Every taught sentence once, mixed with the treebanks, then the treebanks alone."""
    size = -(-len(taught) // MIXED_EPOCHS)
    mixed = [
        gold.epoch(rng) + noisy_epoch(taught[part * size : (part + 1) * size], rng) for part in range(MIXED_EPOCHS)
    ]
    return mixed + [gold.last_epoch(rng) for _ in range(LAST_GOLD_EPOCHS)]


def corpus_sentences(shared: Path, token_count: int) -> list[tuple[str, ...]]:
    """Sentences of news and debates of 4 to 60 tokens, spread over the corpora, about `token_count` tokens."""
    found: list[tuple[str, ...]] = []
    size = 0
    for number, (_, line) in enumerate(french_lines(shared)):
        if number % 13 == 0 and size < token_count:
            sentence = tuple(tokens(line))
            if 4 <= len(sentence) <= 60:
                found.append(sentence)
                size += len(sentence)
    return found


@torch.no_grad()
def category_accuracy(model: torch.nn.Module, setting: Setting, sentences: list[Sentence]) -> float:
    """Share of tokens whose most probable category is right, the lexicon's licences left aside."""
    category = setting.tags.slices[0]
    right = total = 0
    for batch in batches([gold_example(setting.tags, own) for own in sentences], TOKENS_A_BATCH, random.Random(0)):
        forms = [token for own in batch for token in own.tokens]
        found = model(setting.bags.batch(forms, None), layout(batch))[:, category].argmax(dim=1).numpy()
        wanted = np.concatenate([own.targets for own in batch])[:, category].argmax(axis=1)
        right, total = right + int((found == wanted).sum()), total + len(wanted)
    return right / total


@torch.no_grad()
def teach(teacher: torch.nn.Module, setting: Setting, sentences: list[tuple[str, ...]]) -> list[Example]:
    """The sentences with the teacher's probabilities, shuffled."""
    empty = np.zeros((0, 0), np.float16)
    rng = random.Random(setting.seed)
    taught = []
    for batch in batches([Example(own, empty) for own in sentences], 2 * TOKENS_A_BATCH, rng):
        forms = [token for own in batch for token in own.tokens]
        logits = teacher(setting.bags.batch(forms, None), layout(batch)).numpy()
        targets = np.exp(setting.tags.log_probabilities(logits)).astype(np.float16)
        ends = np.cumsum([len(own.tokens) for own in batch])
        taught += [Example(own.tokens, part) for own, part in zip(batch, np.split(targets, ends[:-1]), strict=True)]
    print(f"taught {sum(len(own.tokens) for own in taught)} tokens", flush=True)
    return taught


def fit(model: torch.nn.Module, setting: Setting, epochs: list[list[Example]]) -> None:
    """Adam with a cosine schedule; the weights kept are the exponential average of those of the last steps."""
    rng, numbers = random.Random(setting.seed), np.random.default_rng(setting.seed)
    plan = [batches(epoch, TOKENS_A_BATCH, rng) for epoch in epochs]
    optimiser = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, sum(len(epoch) for epoch in plan))
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.995))  # type: ignore[no-untyped-call]
    model.train()
    begun = time.monotonic()
    for number, epoch in enumerate(plan, 1):
        total = 0.0
        for batch in epoch:
            forms = [token for own in batch for token in own.tokens]
            targets = torch.tensor(np.concatenate([own.targets for own in batch]).astype(np.float32))
            loss = loss_of(setting.tags, model(setting.bags.batch(forms, numbers), layout(batch)), targets)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(model)
            total += float(loss.detach())
        print(f"epoch {number}: loss {total / len(epoch):.4f} after {time.monotonic() - begun:.0f} s", flush=True)
    model.load_state_dict(average.module.state_dict())
    model.eval()


def layout(batch: Sequence[Example]) -> torch.Tensor:
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
        assert isinstance(layer, torch.nn.Linear)
        weights = layer.weight.detach().numpy().T
        arrays[f"conv{number}"] = weights.reshape(2 * RADIUS + 1, -1, weights.shape[1]).astype(np.float16)
        arrays[f"conv{number}_bias"] = layer.bias.detach().numpy().astype(np.float16)
    arrays["output"] = model.output.weight.detach().numpy().T.astype(np.float16)
    arrays["output_bias"] = model.output.bias.detach().numpy().astype(np.float16)
    return pack({**meta, "unlicensed_penalty": penalty}, arrays)


def best_penalty(student: Student, meta: dict[str, object], lexicon: Lexicon, dev: list[Sentence]) -> bytes:
    """The artefact with the penalty that gives most right categories and whole tags on the dev sentences."""
    codes = [code for own in dev for code in own.codes]
    best, most = b"", -1
    for penalty in (0.0, 1.0, 2.0, 3.0, 4.0, 6.0):
        data = encode(student, meta, penalty)
        rows = Tagger(data, lexicon).tag([own.tokens for own in dev])
        found = [feature_code(tag.upos, tag.features) for row in rows for tag in row]
        categories = sum(a.split("|")[0] == b.split("|")[0] for a, b in zip(found, codes, strict=True))
        whole = sum(a == b for a, b in zip(found, codes, strict=True))
        print(f"penalty {penalty}: UPOS {categories / len(codes):.4f}, whole tag {whole / len(codes):.4f}", flush=True)
        if categories + whole > most:
            best, most = data, categories + whole
    return best


def write_card(data: bytes) -> None:
    card = {
        "artefact": "tagger.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "what": "French morphological tagger: a convolutional network over word features and the lexicon",
        "sources": [
            {"name": "UD French Sequoia (train, dev)", "licence": "LGPL-LR"},
            {"name": "UD French GSD (dev), Rhapsodie and ParisStories (train, dev)", "licence": "CC-BY-SA-4.0"},
            {"name": "OrangeSum without its held-out part, untagged", "licence": "CC-BY-SA-4.0"},
            {"name": "Assemblée nationale, Common Voice, Europarl v7, untagged", "licence": "CC0-1.0, free"},
        ],
        "licence": "tagger.LICENSE.txt",
        "command": "python scripts/train_tagger.py --shared ../shared --final",
    }
    (DATA_FOLDER / "tagger.json").write_text(json.dumps(card, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
