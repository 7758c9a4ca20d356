"""Test each kind of damage with that kind left out of training: python scripts/leave_out_damage.py --work DIR ...

Trains tiny networks from the same start, for the same steps: one on all kinds of damage, and one for each of several
folds that leaves out every n-th kind. Prints, for each kind, the recall of the network that knew it and of the one
that did not, each at the threshold that flags the same share of right DEV sentences. Goes on where it stopped.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

import detector_data as data
import training_text
from damage import Draft
from detector_network import Network, network_of
from evaluate_detector import KIND_NAMES, one_kind_drafts
from mtqa.detecting.neural import weights
from train_detector import ROOT, Feed, loss_of, rate

ALARMS = 0.02  # of right sentences
EVALUATED_TOGETHER = 256  # sentences of one length


def folds(count: int) -> dict[str, tuple[str, ...]]:
    """The kinds left out by each run; neighbours in the list are related, so a fold takes every `count`-th."""
    return {"all kinds": (), **{f"fold {number + 1}": KIND_NAMES[number::count] for number in range(count)}}


def trained(options: argparse.Namespace, without: tuple[str, ...]) -> Network:
    """A network trained for the steps given on all kinds but those."""
    torch.manual_seed(options.seed)
    options.without = ",".join(without)
    network = network_of(options.preset, weights.word_count(options.ngrams))
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=options.peak_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )
    loss_sum = 0.0
    for step, batch in zip(range(options.steps), Feed(options, options.seed), strict=False):
        for group in optimiser.param_groups:
            group["lr"] = rate(step, step / options.steps, options.peak_rate, options.decay_from)
        loss = loss_of(network, batch, options)
        optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        loss_sum += float(loss.detach())
        if (step + 1) % 100 == 0:
            print(f"  step {step + 1}: {loss_sum / 100:.4f}", flush=True)
            loss_sum = 0.0
    return network.eval()


def chances_wrong(network: Network, sentences: list[list[str]], options: argparse.Namespace) -> list[np.ndarray]:
    """For each sentence, each word's chance of being wrong."""
    features = weights.feature_maker(options.ngrams)
    found: list[np.ndarray] = [np.zeros(0)] * len(sentences)
    by_length: dict[int, list[int]] = {}
    for index, forms in enumerate(sentences):
        by_length.setdefault(len(forms), []).append(index)
    for indices in by_length.values():
        for start in range(0, len(indices), EVALUATED_TOGETHER):
            chunk = indices[start : start + EVALUATED_TOGETHER]
            rows, bits, numbers = features.make([sentences[index] for index in chunk])
            with torch.no_grad():
                scores = network(
                    torch.from_numpy(rows).long(), torch.from_numpy(bits).float(), torch.from_numpy(numbers)
                )
            for index, wrong in zip(chunk, 1 - scores.softmax(dim=-1)[..., 0].numpy(), strict=True):
                found[index] = wrong
    return found


def recalls(
    network: Network, right: list[list[str]], drafts: list[tuple[str, Draft]], options: argparse.Namespace
) -> dict[str, float]:
    """Share of the damaged sentences of each kind where a labelled word, or one beside it, is flagged."""
    worst = [float(chances.max()) for chances in chances_wrong(network, right, options)]
    threshold = float(np.quantile(worst, 1 - ALARMS))
    caught: dict[str, list[bool]] = {}
    damaged = chances_wrong(network, [draft.forms for _, draft in drafts], options)
    for (name, draft), chances in zip(drafts, damaged, strict=True):
        near = {place + offset for place, code in enumerate(draft.labels) if code for offset in (-1, 0, 1)}
        caught.setdefault(name, []).append(any(chances[i] >= threshold for i in near if 0 <= i < len(chances)))
    return {name: round(float(np.mean(hits)), 3) for name, hits in caught.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--work", type=Path, required=True, help="caches")
    parser.add_argument("--out", type=Path, required=True, help="results, JSON")
    parser.add_argument("--ngrams", type=Path, default=ROOT / "mtqa" / "data", help="folder of ngrams.bin")
    parser.add_argument("--round-trips", type=Path, nargs="*", default=[])
    parser.add_argument("--preset", default="tiny")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--words-a-batch", type=int, default=3072)
    parser.add_argument("--peak-rate", type=float, default=3e-3)
    parser.add_argument("--decay-from", type=float, default=0.4)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--a-kind", type=int, default=120, help="damaged sentences of each kind")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    found = json.loads(options.out.read_text(encoding="utf-8")) if options.out.exists() else {}
    drafts = one_kind_drafts(options.data, options.a_kind)
    right = data.read_sentences(options.data, training_text.DEV, europarl=())["orangesum"][:4000]
    for name, without in folds(options.folds).items():
        if name in found:
            continue
        print(name, "without", without, flush=True)
        found[name] = recalls(trained(options, without), right, drafts, options)
        options.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print("kind                     known  left out")
    for name, without in folds(options.folds).items():
        for kind in without:
            print(f"{kind:24s} {found['all kinds'].get(kind, 0):.2f}   {found[name].get(kind, 0):.2f}")


if __name__ == "__main__":
    main()
