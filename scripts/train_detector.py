"""Train the neural detector: python scripts/train_detector.py --work DIR --minutes 75.

Needs the n-gram counts and starting vectors of scripts/build_ngrams.py. Right sentences of the TRAINED parts
(scripts/training_text.py) are damaged afresh for every step. Writes DIR/checkpoint.pt every few minutes and goes on
from it when started again. --start-from goes on from a network that export_detector.py wrote, with a fresh optimiser.
The learning rate falls to nothing over the last part of the time given.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import torch
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

import detector_data as data
from detector_network import PRESETS, Network, network_of
from export_detector import read_weights
from mtqa.detecting.neural import weights
from mtqa.detecting.neural.word_features import UNKNOWN_WORD_ROWS

WARM_STEPS = 200
HIDDEN_WORDS = 0.06  # share of words whose own embedding is hidden, so that features are learned too
ROOT = Path(__file__).resolve().parent.parent


class Feed(IterableDataset[data.Batch]):
    """Batches, made in the loader's own process."""

    def __init__(self, options: argparse.Namespace, seed: int) -> None:
        without = frozenset(options.without.split(",")) if options.without else frozenset()
        self._stream = data.open_stream(options.data, options.work, options.round_trips, without)
        self._features = weights.feature_maker(options.ngrams)
        self._seed = seed
        self._words_a_batch = options.words_a_batch

    def __iter__(self) -> Iterator[data.Batch]:
        torch.set_num_threads(1)
        return data.batches(self._stream, self._features, Random(self._seed), self._words_a_batch)


def rate(step: int, progress: float, peak: float, decay_from: float) -> float:
    """Learning rate after `step` steps and `progress` (0..1) of the time; it falls from `decay_from` of the time on."""
    warm = min((step + 1) / WARM_STEPS, 1.0)
    return peak * warm * min(1.0, max((1 - progress) / (1 - decay_from), 0.01))


def loss_of(network: Network, batch: data.Batch, options: argparse.Namespace) -> torch.Tensor:
    """Cross-entropy summed over words, over the usual number of words, so that small batches weigh little."""
    device = options.device
    rows = torch.from_numpy(batch.rows).to(device, torch.long)
    hidden = torch.rand(rows.shape[:2], device=device) < HIDDEN_WORDS
    rows[..., 0] = torch.where(hidden, rows[..., 0] % UNKNOWN_WORD_ROWS, rows[..., 0])
    bits, numbers = torch.from_numpy(batch.bits).to(device).float(), torch.from_numpy(batch.numbers).to(device)
    with torch.autocast(options.device, dtype=torch.bfloat16, enabled=options.bf16):
        scores = network(rows, bits, numbers).float()
    labels = torch.from_numpy(batch.labels).to(device)
    total = functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=data.IGNORED, reduction="sum")
    return total / options.words_a_batch


def start(options: argparse.Namespace) -> tuple[Network, torch.optim.AdamW, int, float]:
    """Network, optimiser, steps and seconds done: from the checkpoint, else fresh or from an exported network."""
    network = network_of(options.preset, weights.word_count(options.ngrams))
    if options.start_from:
        read_weights(network, options.start_from.read_bytes())
    elif options.vectors:
        with torch.no_grad():
            network.embeddings[0].weight[UNKNOWN_WORD_ROWS:] = torch.from_numpy(np.load(options.vectors)) * 0.3
    network = network.to(options.device)
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=options.peak_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    checkpoint = options.work / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=options.device)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        return network, optimiser, saved["steps"], saved["seconds"]
    return network, optimiser, 0, 0.0


def save(
    options: argparse.Namespace, network: Network, optimiser: torch.optim.AdamW, steps: int, seconds: float
) -> None:
    """Write the checkpoint whole or not at all."""
    path = options.work / "checkpoint.new"
    torch.save(
        {"network": network.state_dict(), "optimiser": optimiser.state_dict(), "steps": steps, "seconds": seconds,
         "shape": network.shape.to_dict()},
        path,
    )  # fmt: skip
    path.replace(options.work / "checkpoint.pt")


def train(options: argparse.Namespace) -> None:
    """Train until the time given is used up."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    network, optimiser, steps, seconds = start(options)
    print(sum(p.numel() for p in network.parameters()), "parameters; starts at step", steps, flush=True)
    feed = DataLoader(
        Feed(options, options.seed + steps), batch_size=None, num_workers=options.workers, prefetch_factor=30
    )
    began = saved_at = time.monotonic() - seconds
    words, losses, shown_at = 0, 0.0, time.monotonic()
    for batch in feed:
        elapsed = time.monotonic() - began
        progress = elapsed / (options.minutes * 60)
        if progress >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate(steps, progress, options.peak_rate, options.decay_from)
        loss = loss_of(network, batch, options)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        steps += 1
        words += batch.labels.size
        losses += float(loss.detach()) * options.words_a_batch
        if steps % 100 == 0:
            speed = words / (time.monotonic() - shown_at)
            print(f"{elapsed / 60:.1f} min, step {steps}: loss {losses / words:.4f}, {speed:.0f} words/s", flush=True)
            words, losses, shown_at = 0, 0.0, time.monotonic()
        if time.monotonic() - saved_at > options.save_every:
            save(options, network, optimiser, steps, elapsed)
            saved_at = time.monotonic()
    save(options, network, optimiser, steps, options.minutes * 60)
    print("done", steps, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--work", type=Path, required=True, help="caches and checkpoints")
    parser.add_argument("--ngrams", type=Path, default=ROOT / "mtqa" / "data", help="folder of ngrams.bin")
    parser.add_argument("--vectors", type=Path, help="starting vectors from build_ngrams.py --vectors")
    parser.add_argument("--start-from", type=Path, help="an exported network of the preset, to go on from")
    parser.add_argument(
        "--round-trips", type=Path, nargs="*", default=[], help="right TAB back-translated, a line each"
    )
    parser.add_argument("--preset", choices=sorted(PRESETS), default="small")
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--peak-rate", type=float, default=2e-3, help="of learning")
    parser.add_argument(
        "--decay-from", type=float, default=0.65, help="share of the time after which the rate falls to nothing"
    )
    parser.add_argument("--bf16", action="store_true", help="matrix products in bfloat16, where the processor has it")
    parser.add_argument("--words-a-batch", type=int, default=3072)
    parser.add_argument("--without", default="", help="kinds of damage to leave out, by name, comma between")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--save-every", type=float, default=180, help="seconds")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    train(options)


if __name__ == "__main__":
    main()
