"""Training sentences of the tagger: labels brought to what forms show, and noise as machine translation makes it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.french.analysis import Analysis, feature_code, parse_feature_code
from mtqa.french.lexicon import Lexicon
from mtqa.french.tag_set import TagSet
from ud_corpus import Sentence


def by_form(lexicon: Lexicon, sentence: Sentence) -> Sentence:
    """The sentence with features as the form shows them.

    Treebanks sometimes fill in what only the context shows ("pays": number) or leave out what the form shows
    (names); where the lexicon has a reading of the same category that does not contradict the label, it replaces it.
    """
    codes = [
        form_code(lexicon.analyses(form), code) for form, code in zip(sentence.tokens, sentence.codes, strict=True)
    ]
    return Sentence(sentence.tokens, tuple(codes))


def form_code(readings: Sequence[Analysis], code: str) -> str:
    """The reading that fits the label best, else the label itself."""
    category, features = parse_feature_code(code)
    best, most = code, -1
    for own in readings:
        if own.category == category and all(
            a == b or not a or not b for a, b in zip(own.features, features, strict=True)
        ):
            same = sum(a == b for a, b in zip(own.features, features, strict=True))
            if same > most:
                best, most = feature_code(own.category, own.features), same
    return best


@dataclass(frozen=True)
class Example:
    """A sentence to train on: tokens and, for each, the wanted probability of every network output."""

    tokens: tuple[str, ...]
    targets: np.ndarray[tuple[int, int], np.dtype[np.float16]]


def gold_example(tags: TagSet, sentence: Sentence) -> Example:
    """Probability 1 for the outputs of the right tag."""
    numbers = [tags.index[code] for code in sentence.codes]
    return Example(sentence.tokens, tags.members.T[numbers].astype(np.float16))


def noisy_epoch(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """The examples shuffled, a third with damaged case, some without their full stop, some run together."""
    result: list[Example] = []
    for own in rng.sample(examples, len(examples)):
        noisy = add_noise(own, rng)
        if result and rng.random() < 0.08 and len(result[-1].tokens) < 60:
            before = result[-1]
            result[-1] = Example(before.tokens + noisy.tokens, np.concatenate((before.targets, noisy.targets)))
        else:
            result.append(noisy)
    return result


def add_noise(example: Example, rng: random.Random) -> Example:
    """The example with case damaged the way machine translation and its post-processing damage it."""
    tokens = list(example.tokens)
    kind = rng.random()
    if kind < 0.04:
        tokens = [token.lower() for token in tokens]
    elif kind < 0.06:
        tokens = [token.upper() for token in tokens]
    elif kind < 0.20:
        tokens = [token[:1].upper() + token[1:] if rng.random() < 0.12 else token for token in tokens]
    elif kind < 0.26:
        tokens = [token.lower() if rng.random() < 0.5 else token for token in tokens]
    elif kind < 0.32:
        tokens[0] = tokens[0].lower()
    if len(tokens) > 1 and tokens[-1] in (".", "!", "?") and rng.random() < 0.15:
        tokens.pop()
    return Example(tuple(tokens), example.targets[: len(tokens)])


def batches(examples: Sequence[Example], tokens_a_batch: int, rng: random.Random) -> list[list[Example]]:
    """Batches of about `tokens_a_batch` tokens, each of sentences of like length, in random order."""
    result: list[list[Example]] = [[]]
    size = 0
    for own in sorted(examples, key=lambda example: (len(example.tokens), rng.random())):
        if size > tokens_a_batch:
            result.append([])
            size = 0
        result[-1].append(own)
        size += len(own.tokens)
    rng.shuffle(result)
    return result
