"""Train one direction of the embedded French-English pair.

    python scripts/train_backtranslator.py --work DIR --direction fr-en [--preset ship] [--minutes 25] [--device cuda]

The first run in DIR learns the shared vocabulary and numbers all pairs (DIR/vocabulary, DIR/pairs.npz; both directions
use them); every run goes on from DIR/<direction>/checkpoint.pt where there is one. A checkpoint is written every few
minutes and at the end, the last ones are kept for averaging, and what a run does depends on the seed and the step
alone: a run that was stopped and started again ends with the same weights as one that was not (on a CPU to the bit).
Afterwards: scripts/export_backtranslator.py.
"""

from __future__ import annotations

import argparse
import itertools
import math
import multiprocessing
import random
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

import training_pairs
from backtranslator_model import DIRECTIONS, MOST_PIECES, PRESETS, Preset, learn_vocabulary, make_network, zero_start
from mtqa.models.pieces import MarianPieces

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY_TEXTS = 600_000
DEV_PAIRS = 2000
FEW_ROWS = 50_000  # are numbered before other processes would have started
SMOOTHING = 0.1
KEPT = 5  # checkpoints for averaging
SORTED_BATCHES = 200  # batches of like length are cut from a pool of this many
Ids = NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Side:
    """All texts of one language, end to end; text i is ids[starts[i]:starts[i + 1]]."""

    ids: Ids
    starts: NDArray[np.int64]

    def __getitem__(self, index: int) -> Ids:
        return self.ids[self.starts[index] : self.starts[index + 1]]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Pieces of each text, the end mark included."""
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Numbered pairs; `weights` holds how often an epoch sees each, `dev` which are kept for watching."""

    sides: dict[str, Side]
    weights: NDArray[np.float32]
    dev: NDArray[np.bool_]


def main() -> None:
    """Prepares, then trains until the time or the steps are over."""
    options = parse()
    options.work.mkdir(parents=True, exist_ok=True)
    preset = PRESETS[options.preset]
    prepare(options.data, options.work, preset, options.limit)
    run = Run(options, preset, load_pairs(options.work))
    run.go_on()


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared", help="the folder that holds data/parallel")
    parser.add_argument("--work", type=Path, required=True, help="folder for vocabulary, numbered pairs, checkpoints")
    parser.add_argument("--direction", choices=DIRECTIONS, required=True)
    parser.add_argument("--preset", choices=PRESETS, default="ship")
    parser.add_argument("--limit", type=int, help="only so many pairs, drawn evenly over the sources, to prove the run")
    parser.add_argument("--minutes", type=float, default=25, help="of this run; start again to go on")
    parser.add_argument("--steps", type=int, default=100_000, help="of the whole training: where the rate has fallen")
    parser.add_argument("--stop-at", type=int, help="end this run after that step, the rate as for --steps")
    parser.add_argument("--save-every", type=float, default=3.0, metavar="MINUTES")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(arguments)


def prepare(data: Path, work: Path, preset: Preset, limit: int | None) -> None:
    """Vocabulary and numbered pairs in `work`, once; another limit or size wants another folder."""
    done = work / "prepared.txt"
    asked = f"vocabulary {preset.vocabulary}, limit {limit}"
    if done.exists():
        if (found := done.read_text(encoding="utf-8")) != asked:
            raise SystemExit(f"{work}: prepared with {found}, asked for {asked}; use another --work")
        return
    sources = training_pairs.present(data)
    if not sources:
        raise SystemExit(f"{data}: no file of pairs in data/parallel here; name another folder by --data")
    share = None if limit is None else -(-limit // len(sources))
    rows: list[tuple[str, str]] = []
    weights: list[float] = []
    for source in sources:
        taken = list(itertools.islice(training_pairs.read(data, source.name), share))
        rows += taken
        weights += [source.weight] * len(taken)
        print(f"{source.name}: {len(taken)} pairs, weight {source.weight}", flush=True)
    watched = [
        pair
        for source in sources
        for pair in itertools.islice(training_pairs.read(data, source.name, watched=True), DEV_PAIRS // len(sources))
    ]
    drawn = random.Random(1).sample(range(len(rows)), min(len(rows), VOCABULARY_TEXTS))
    learn_vocabulary((text for index in drawn for text in rows[index]), work / "vocabulary", preset.vocabulary)
    number(rows + watched, weights + [0.0] * len(watched), len(watched), work)
    done.write_text(asked, encoding="utf-8")


def number(rows: Sequence[tuple[str, str]], weights: Sequence[float], watched: int, work: Path) -> None:
    """Writes pairs.npz; pairs with more than MOST_PIECES pieces on a side are left out."""
    _open_vocabulary(work)
    if len(rows) < FEW_ROWS:
        numbered = [_number_row(row) for row in rows]
    else:
        with multiprocessing.get_context("spawn").Pool(initializer=_open_vocabulary, initargs=(work,)) as pool:
            numbered = list(pool.imap(_number_row, rows, chunksize=2000))
    kept = [i for i, pair in enumerate(numbered) if max(map(len, pair)) <= MOST_PIECES]
    arrays: dict[str, Any] = {
        "weights": np.array([weights[i] for i in kept], np.float32),
        "dev": np.array([i >= len(rows) - watched for i in kept]),
    }
    for column, language in enumerate(("en", "fr")):
        texts = [numbered[i][column] for i in kept]
        arrays[f"{language}_ids"] = np.fromiter(itertools.chain.from_iterable(texts), np.uint16)
        arrays[f"{language}_starts"] = np.cumsum([0, *map(len, texts)], dtype=np.int64)
    np.savez(work / "pairs.npz", **arrays)


_pieces: MarianPieces


def _open_vocabulary(work: Path) -> None:
    global _pieces
    _pieces = vocabulary_of(work)


def _number_row(row: tuple[str, str]) -> list[array[int]]:
    return [array("H", _pieces.to_ids(_pieces.encode(text))) for text in row]


def vocabulary_of(work: Path) -> MarianPieces:
    """The shared vocabulary as the engine of mtqa uses it."""
    folder = work / "vocabulary"
    for name in ("source.spm", "target.spm"):
        if not (folder / name).exists():
            (folder / name).write_bytes((folder / "pieces.spm").read_bytes())
    return MarianPieces(folder)


def load_pairs(work: Path) -> Pairs:
    """The numbered pairs of `work`."""
    with np.load(work / "pairs.npz", allow_pickle=False) as found:
        sides = {name: Side(found[f"{name}_ids"], found[f"{name}_starts"]) for name in ("en", "fr")}
        return Pairs(sides, found["weights"], found["dev"])


def epoch_order(weights: NDArray[np.float32], seed: int, epoch: int) -> NDArray[np.int64]:
    """The pairs of one epoch in random order, each as often as its weight says; the rest of a weight is a chance."""
    chance = np.random.default_rng((seed, epoch))
    times = np.floor(weights + chance.random(len(weights))).astype(np.int64)
    order = np.repeat(np.arange(len(weights)), times)
    chance.shuffle(order)
    return order


def batches(pairs: Pairs, direction: str, most_pieces: int, seed: int) -> Iterator[list[int]]:
    """Endless batches of like length; `most_pieces` bounds rows times the longest side."""
    source, target = (pairs.sides[name].lengths for name in DIRECTIONS[direction])
    longest = np.maximum(source, target)
    for epoch in itertools.count():
        order = epoch_order(pairs.weights, seed, epoch)
        if not len(order):
            raise SystemExit("no pair is left to train on")
        chance = random.Random(f"{seed} {epoch}")
        pool = max(1, SORTED_BATCHES * most_pieces // int(longest.mean() + 1))
        for first in range(0, len(order), pool):
            part = order[first : first + pool]
            part = part[np.argsort(longest[part], kind="stable")]
            cut = list(_cut(part.tolist(), longest, most_pieces))
            chance.shuffle(cut)
            yield from cut


def _cut(order: list[int], longest: NDArray[np.int64], most_pieces: int) -> Iterator[list[int]]:
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * longest[index] > most_pieces:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def rate_at(step: int, preset: Preset, steps: int) -> float:
    """Linear warm-up, then the inverse square root (Vaswani et al. 2017), falling to nothing over the last third."""
    rate = preset.peak_rate * min(step / preset.warm_steps, math.sqrt(preset.warm_steps / max(step, 1)))
    falls_from = 2 * steps // 3
    return rate if step <= falls_from else rate * max(0.0, (steps - step) / max(1, steps - falls_from))


class Run:
    """One training with its network, optimiser and place in the data."""

    def __init__(self, options: argparse.Namespace, preset: Preset, pairs: Pairs) -> None:
        self.options, self.preset, self.pairs = options, preset, pairs
        self.folder: Path = options.work / options.direction
        self.folder.mkdir(exist_ok=True)
        torch.manual_seed(options.seed)
        self.device = torch.device(options.device)
        self.pieces = len(vocabulary_of(options.work).ids)
        self.network = make_network(preset, self.pieces).to(self.device)
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=preset.peak_rate, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.01
        )
        self.step = 0
        self.half = self.device.type == "cuda"  # bfloat16 there; a CPU's result should not depend on its make

    def go_on(self) -> None:
        """Trains from the checkpoint until the time, the steps or `--stop-at` end it."""
        options, start = self.options, time.monotonic()
        self.resume()
        feed = itertools.islice(
            batches(self.pairs, options.direction, self.preset.batch_pieces, options.seed), self.step, None
        )
        last = min(options.steps, options.stop_at or options.steps)
        saved, losses, seen = start, list[torch.Tensor](), 0
        for batch in feed:
            if self.step >= last or time.monotonic() - start > 60 * options.minutes:
                break
            loss, pieces = self.learn(batch)
            losses.append(loss)
            seen += pieces
            if self.step % 100 == 0:
                mean, passed = torch.stack(losses).mean().item(), time.monotonic() - start
                print(f"step {self.step}: loss {mean:.3f}, {seen / passed:,.0f} target pieces/s", flush=True)
                losses.clear()
            if time.monotonic() - saved > 60 * options.save_every:
                self.save()
                saved = time.monotonic()
        self.save()
        print(f"step {self.step}: dev loss {self.watch():.3f} a piece; {self.folder / 'checkpoint.pt'}", flush=True)

    def learn(self, batch: list[int]) -> tuple[torch.Tensor, int]:
        """One step; the loss a target piece (still on the device) and the number of target pieces."""
        self.network.train()
        self.step += 1
        torch.manual_seed(hash_of(self.options.seed, self.step))  # dropout depends on the step alone
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(self.step, self.preset, self.options.steps)
        total, count = self.loss(batch, SMOOTHING)
        self.optimizer.zero_grad(set_to_none=True)
        (total / count).backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        zero_start(self.network)
        return (total / count).detach(), count

    def loss(self, batch: list[int], smoothing: float) -> tuple[torch.Tensor, int]:
        """Summed cross entropy of the batch's target pieces, and their number."""
        source, target = (self.pairs.sides[name] for name in DIRECTIONS[self.options.direction])
        pad = self.pieces - 1
        inputs = padded([source[i] for i in batch], pad)
        labels = padded([target[i] for i in batch], pad)
        start = torch.full((len(batch), 1), pad)
        decoder = torch.cat([start, labels[:, :-1]], dim=1).to(self.device)
        inputs, labels = inputs.to(self.device), labels.to(self.device)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.half):
            logits = self.network(
                input_ids=inputs, attention_mask=(inputs != pad).long(), decoder_input_ids=decoder, use_cache=False
            ).logits
        flat = labels.reshape(-1)
        total = functional.cross_entropy(
            logits.reshape(len(flat), -1).float(), flat, ignore_index=pad, label_smoothing=smoothing, reduction="sum"
        )
        return total, sum(len(target[i]) for i in batch)

    def watch(self) -> float:
        """Cross entropy a piece (nats) on the development pairs."""
        self.network.eval()
        kept = np.flatnonzero(self.pairs.dev)
        totals, pieces = 0.0, 0
        with torch.inference_mode():
            longest = np.maximum(*(side.lengths for side in self.pairs.sides.values()))
            order = kept[np.argsort(longest[kept], kind="stable")].tolist()
            for batch in _cut(order, longest, self.preset.batch_pieces):
                total, count = self.loss(batch, 0.0)
                totals += total.item()
                pieces += count
        return totals / max(pieces, 1)

    def resume(self) -> None:
        """Goes on where the last run stopped."""
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        found = torch.load(path, map_location=self.device, weights_only=True)
        if found["preset"] != self.options.preset or found["seed"] != self.options.seed:
            raise SystemExit(f"{path}: made with preset {found['preset']} and seed {found['seed']}; use another --work")
        self.network.load_state_dict(found["network"])
        self.optimizer.load_state_dict(found["optimizer"])
        self.step = found["step"]
        print(f"going on from step {self.step}", flush=True)

    def save(self) -> None:
        """The checkpoint (whole or not at all), and the weights alone for averaging."""
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(), "step": self.step}
        _write(self.folder / "checkpoint.pt", {**state, "preset": self.options.preset, "seed": self.options.seed})
        _write(
            self.folder / f"weights-{self.step:07d}.pt", {"network": state["network"], "preset": self.options.preset}
        )
        for old in sorted(self.folder.glob("weights-*.pt"))[:-KEPT]:
            old.unlink()


def _write(path: Path, state: dict[str, Any], save: Callable[..., None] = torch.save) -> None:
    half = path.with_suffix(".part")
    save(state, half)
    half.replace(path)


def padded(rows: Sequence[Ids], pad: int) -> torch.Tensor:
    """Rows of numbers as one matrix, shape (rows, longest row)."""
    matrix = np.full((len(rows), max(map(len, rows))), pad, dtype=np.int64)
    for place, row in enumerate(rows):
        matrix[place, : len(row)] = row
    return torch.from_numpy(matrix)


def hash_of(seed: int, step: int) -> int:
    """A number for the generator that differs for every seed and step."""
    return (seed * 1_000_003 + step) % 2**31


if __name__ == "__main__":
    main()
