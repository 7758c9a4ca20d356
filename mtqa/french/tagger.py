"""Morphological tagger: one reading a token, chosen in context.

A small convolutional network (scripts/train_tagger.py) scores every tag; tags that the lexicon does not list for the
form pay a penalty. So "blanc" stays masculine after "des maisons", which is what an agreement rule has to see.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from mtqa.french.analysis import Analysis, feature_code, parse_feature_code
from mtqa.french.artefact import read_checked, unpack
from mtqa.french.lexicon import Lexicon
from mtqa.french.network import RADIUS, Network
from mtqa.french.tag_set import TagSet
from mtqa.french.word_features import WordFeatures

# The forms of three thousand sentences of news, 10 MB; the longest unused are forgotten first.
CACHED_FORMS = 12_000
CACHED_TAGS = 8192
# Scores of every tag for so many words and marks take a few MB; more at once are no quicker.
ROWS_AT_ONCE = 2048

Reading = tuple[str, str, str, str, str, str, str, str]  # the fields of Tag before its confidence


@dataclass(frozen=True, slots=True)
class Tag:
    """The reading of a token in its sentence; values as in mtqa.french.analysis.

    `confidence` (0..1, three decimals) is the probability of the category together with the verb form, mood and
    tense; gender, number and person follow the form and hardly ever are in doubt beyond that.
    """

    upos: str
    lemma: str
    gender: str
    number: str
    person: str
    verb_form: str
    mood: str
    tense: str
    confidence: float

    @property
    def features(self) -> tuple[str, ...]:
        """The features in the order of mtqa.french.analysis.FEATURE_NAMES."""
        return (self.gender, self.number, self.person, self.mood, self.tense, self.verb_form)


class Tagger:
    """`Tagger.load()` gives the shipped one, shared by all callers. Not safe for use by several threads at once."""

    def __init__(self, data: bytes, lexicon: Lexicon) -> None:
        meta, arrays = unpack(data)
        self._lexicon = lexicon
        self._features = WordFeatures(lexicon, meta["words"], meta["hash_rows"])
        self._tags = TagSet(meta["codes"])
        self._penalty = float(meta["unlicensed_penalty"])
        self._table = arrays["table"]
        self._scales = arrays["scales"].astype(np.float32)
        layers = [
            (arrays[f"conv{number}"].astype(np.float32), arrays[f"conv{number}_bias"].astype(np.float32))
            for number in range(meta["layers"])
        ]
        output = (arrays["output"].astype(np.float32), arrays["output_bias"].astype(np.float32))
        self._network = Network(layers, output)
        self._rows: OrderedDict[str, int] = OrderedDict()  # the form used longest ago first
        self._free_rows: list[int] = []
        most = CACHED_FORMS + 4 * ROWS_AT_ONCE  # what is never written to takes no memory
        self._vectors = np.zeros((most, self._table.shape[1]), np.float32)
        self._licensed = np.zeros((most, len(self._tags.codes)), np.bool_)
        self._readings = lru_cache(maxsize=CACHED_FORMS)(self._reading)
        self._known_tags = lru_cache(maxsize=CACHED_TAGS)(self._tag)  # frozen, so that sentences may share them

    @staticmethod
    @cache
    def load() -> "Tagger":
        """The shipped tagger on the shipped lexicon. Raises ArtefactError where one is missing or damaged."""
        return Tagger(read_checked("tagger"), Lexicon.load())

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[list[Tag]]:
        """One list of tags a sentence, one tag a token.

        Tokens are those of running text: elided words and verb clitics apart ("l'", "-t-il"), contractions ("du")
        and compounds whole. A sentence's tags do not depend on the others in the batch.
        """
        result: list[list[Tag]] = []
        batch: list[Sequence[str]] = []
        rows = 0
        for sentence in sentences:
            batch.append(sentence)
            rows += len(sentence) + RADIUS
            if rows >= ROWS_AT_ONCE:
                result += self._tag_batch(batch)
                batch, rows = [], 0
        return result + self._tag_batch(batch)

    def _tag_batch(self, sentences: list[Sequence[str]]) -> list[list[Tag]]:
        if not any(sentences):
            return [[] for _ in sentences]
        while len(self._rows) > CACHED_FORMS:
            self._free_rows.append(self._rows.popitem(last=False)[1])
        lookup: list[int] = [0] * RADIUS  # row 0 is the padding
        for sentence in sentences:
            lookup += [self._row(form) for form in sentence]
            lookup += [0] * RADIUS
        rows = np.array(lookup)
        logits = self._network.logits(self._vectors[rows], rows > 0)
        words = np.flatnonzero(rows)
        scores = self._tags.scores(logits[words])
        scores -= self._penalty * ~self._licensed[rows[words]]
        best = scores.argmax(axis=1)
        confidence = self._confidence(scores, best)
        return self._results(sentences, best.tolist(), confidence.tolist())

    def _confidence(self, scores: "np.ndarray[Any, Any]", best: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        same_kind = self._tags.kind_of[None, :] == self._tags.kind_of[best][:, None]
        share = (weights * same_kind).sum(axis=1) / weights.sum(axis=1)
        rounded: np.ndarray[Any, Any] = share.astype(np.float64).round(3)
        return rounded

    def _results(self, sentences: list[Sequence[str]], best: list[int], confidence: list[float]) -> list[list[Tag]]:
        result: list[list[Tag]] = []
        position = 0
        for sentence in sentences:
            tags = []
            for form in sentence:
                tags.append(self._known_tags(form, best[position], confidence[position]))
                position += 1
            result.append(tags)
        return result

    def _tag(self, form: str, tag: int, confidence: float) -> Tag:
        return Tag(*self._readings(form, tag), confidence)

    def _reading(self, form: str, tag: int) -> Reading:
        """Everything of a Tag but its confidence; the lemma is that of the most similar reading of the form."""
        category, features = parse_feature_code(self._tags.codes[tag])
        lemma = form if category in ("PROPN", "X") else form.lower()
        most = -1
        for own in self._lexicon.analyses(form):
            same = sum(left == right for left, right in zip(own.features, features, strict=True))
            if own.category == category and same > most:
                lemma, most = own.lemma, same
        gender, number, person, mood, tense, verb_form = features
        if verb_form == "part-pres" and not form.lower().rstrip("es").endswith("ant"):
            return self._past_participle(form, category, lemma)
        return category, lemma, gender, number, person, verb_form, mood, tense

    def _past_participle(self, form: str, category: str, lemma: str) -> Reading:
        """The past participle that a form must be where the network says present participle without its -ant.

        The spoken treebanks give participles no tense, which the shipped weights learned to read as present.
        """
        for own in self._lexicon.analyses(form):
            if own.category == category and own.verb_form == "part-past":
                return category, own.lemma, own.gender, own.number, "", "part-past", "", ""
        return category, lemma, "", "", "", "part-past", "", ""

    def _row(self, form: str) -> int:
        row = self._rows.get(form)
        if row is not None:
            self._rows.move_to_end(form)
            return row
        row = self._rows[form] = self._free_rows.pop() if self._free_rows else len(self._rows) + 1
        if row >= len(self._vectors):  # a sentence of thousands of words
            self._vectors = np.concatenate((self._vectors, np.zeros_like(self._vectors)))
            self._licensed = np.concatenate((self._licensed, np.zeros_like(self._licensed)))
        used = self._features.rows(form)
        self._vectors[row] = (self._table[used].astype(np.float32) * self._scales[used, None]).sum(axis=0)
        self._licensed[row] = licensed(self._tags, form, self._lexicon.analyses(form))
        return row


def licensed(tags: TagSet, form: str, readings: Sequence[Analysis]) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Which tags the lexicon allows the form; all of them for a word it does not know."""
    if not readings:
        return np.ones(len(tags.codes), np.bool_)
    allowed = np.zeros(len(tags.codes), np.bool_)
    for own in readings:
        position = tags.index.get(feature_code(own.category, own.features))
        if position is not None:
            allowed[position] = True
    if form[0].isupper():
        allowed[tags.names] = True
    return allowed
