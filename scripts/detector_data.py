"""Batches of labelled sentences for training the detector."""

import pickle
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

import training_text
from damage import Damager, Morphology, round_trip
from damage.variation import vary
from mtqa.detecting.neural import pieces
from mtqa.detecting.neural.features import FeatureMaker
from mtqa.detecting.neural.labels import LABELS

IGNORED = -100
SHORTEST, LONGEST = 3, 64
CLEAN_SHARE = 0.45
LENGTHENED_SHARE = 0.09  # of right sentences: as often as damage.attractors makes wrong ones
CHUNK = 6000
SHARES = {
    "orangesum": 55,
    "assemblee_nationale": 12,
    "commonvoice": 5,
    "framabook_wikisource": 4,
    "tatoeba": 8,
    "europarl": 16,
}
MOST = {"europarl": 150_000, "tatoeba": 80_000}
NUMBER = {code: number for number, code in enumerate(LABELS)}


@dataclass
class Batch:
    """Sentences of one length: rows (n, t, 5), bits (n, t, BITS), numbers (n, t, NUMBERS), labels (n, t)."""

    rows: np.ndarray
    bits: np.ndarray
    numbers: np.ndarray
    labels: np.ndarray


Labelled = tuple[list[str], list[int]]


def cut(text: str) -> list[str]:
    """The plain forms of a text."""
    return pieces.forms(text, pieces.cut(text))


def read_sentences(data: Path, parts: range, europarl: tuple[int, ...]) -> dict[str, list[list[str]]]:
    """Cut sentences by corpus, each once."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    seen: set[str] = set()
    for corpus, text in training_text.select(data, parts, europarl):
        if text in seen or len(found[corpus]) >= MOST.get(corpus, 10**9):
            continue
        seen.add(text)
        forms = cut(text)
        if SHORTEST <= len(forms) <= LONGEST:
            found[corpus].append(forms)
    return dict(found)


def read_english(data: Path, count: int) -> list[list[str]]:
    """English sentences, split at spaces."""
    path = data / "parallel" / "europarl-3.en-fr.tsv.xz"
    tatoeba = data / "parallel" / "tatoeba.en-fr.tsv.xz"
    found = []
    for source, limit in ((path, count // 2), (tatoeba, count // 2)):
        for number, line in enumerate(training_text.lines(source, column=0)):
            if number >= limit:
                break
            found.append(line.split())
    return found


class Stream:
    """An endless stream of labelled sentences: right ones, damaged ones, and real round trips where given."""

    def __init__(
        self,
        sentences: dict[str, list[list[str]]],
        damager: Damager,
        round_trips: Sequence[Labelled] = (),
        round_trip_share: float = 0.08,
    ) -> None:
        self._sentences = sentences
        self._corpora = list(sentences)
        self._shares = [SHARES[name] for name in self._corpora]
        self._damager = damager
        self._round_trips = round_trips
        self._round_trip_share = round_trip_share if round_trips else 0.0

    def draw(self, rng: Random) -> Labelled:
        """One sentence with its label numbers."""
        if rng.random() < self._round_trip_share:
            return rng.choice(self._round_trips)
        corpus = rng.choices(self._corpora, self._shares)[0]
        own = self._sentences[corpus]
        forms = vary(rng.choice(own), rng, rng.choice(own))
        if rng.random() < CLEAN_SHARE:
            if rng.random() < LENGTHENED_SHARE:
                forms = self._damager.lengthen(forms, rng)
            return forms, [0] * len(forms)
        draft = self._damager.damage(forms, rng)
        return draft.forms, [NUMBER[code] for code in draft.labels]


def open_stream(
    data: Path, work: Path, round_trips: Sequence[Path] = (), without: frozenset[str] = frozenset()
) -> Stream:
    """The training sentences, from a cache in the work folder where there is one.

    `round_trips` are files of right and back-translated sentences, `without` names kinds of damage to leave out.
    """
    cache = work / "sentences.pickle"
    if not cache.exists():
        found = read_sentences(data, training_text.TRAINED, europarl=(3,))
        cache.write_bytes(pickle.dumps((found, read_english(data, 30_000))))
    sentences, english = pickle.loads(cache.read_bytes())
    morphology = Morphology.read(data / "lexicon")
    trips = []
    for path in round_trips:
        for right, back in round_trip.read(path.read_text(encoding="utf-8").splitlines()):
            forms = cut(back)
            labels = round_trip.labels(cut(right), forms, morphology)
            if labels is not None:
                trips.append((forms, [IGNORED if label is None else NUMBER[label] for label in labels]))
    print({name: len(found) for name, found in sentences.items()}, len(trips), "round trips", flush=True)
    return Stream(sentences, Damager(morphology, sentences["orangesum"], english, without), trips)


def batches(stream: Stream, features: FeatureMaker, rng: Random, words_a_batch: int) -> Iterator[Batch]:
    """Endless batches of about `words_a_batch` words, in random order."""
    while True:
        by_length: dict[int, list[Labelled]] = defaultdict(list)
        for _ in range(CHUNK):
            forms, labels = stream.draw(rng)
            if SHORTEST <= len(forms) <= LONGEST:
                by_length[len(forms)].append((forms, labels))
        plans = []
        for length, found in by_length.items():
            size = max(words_a_batch // length, 1)
            plans += [found[start : start + size] for start in range(0, len(found), size)]
        rng.shuffle(plans)
        for plan in plans:
            rows, bits, numbers = features.make([forms for forms, _ in plan])
            yield Batch(rows, bits, numbers, np.array([labels for _, labels in plan], dtype=np.int64))
