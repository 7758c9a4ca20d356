"""Where a word's number or gender cannot go with that of a word it may belong to.

The network could find this by itself from the words' possible readings, but a short training finds it sooner when it
is told. A clash is no error yet: the words may have nothing to do with each other.
"""

import numpy as np
import numpy.typing as npt

from mtqa.detecting.neural.ngrams import Floats
from mtqa.detecting.neural.word_features import bit_columns

Masks = npt.NDArray[np.uint8]

_KINDS = ("NOUN", "ADJ", "DET", "PRON", "part-past")
_VERB_PERSONS = {number: tuple(f"VERB {person}{number}" for person in "123") for number in "sp"}
_NUMBER = [bit_columns(*(f"{kind} {number}" for kind in _KINDS), *_VERB_PERSONS[number]) for number in "sp"]
_GENDER = [bit_columns(*(f"{kind} {gender}" for kind in _KINDS)) for gender in "mf"]
_NOUN, _DET, _PRON = (bit_columns(kind)[0] for kind in ("NOUN", "DET", "PRON"))
# la, a, est, pas ... are nouns too, in the lexicon, but hardly ever in a text
_NO_NOUN = bit_columns("DET", "PRON", "ADP", "ADV", "CONJ", "avoir", "être")

OFFSETS = (-2, -1, 1, 2)
FEATURES = 2 * (len(OFFSETS) + 4)


def agreement_features(bits: npt.NDArray[np.uint8]) -> Floats:
    """1.0 for each clash, from the words' bits (sentences, length, BITS); shape (sentences, length, FEATURES).

    Number, then gender, each against the words two and one before, one and two after, the last determiner, the last
    noun, the noun before that, and the last pronoun.
    """
    is_noun = (bits[..., _NOUN] > 0) & ~bits[..., _NO_NOUN].any(axis=-1)
    last_noun = _last(is_noun)
    others = [
        *(_shifted(bits.shape[:2], offset) for offset in OFFSETS),
        *(_last(bits[..., _DET] > 0), last_noun, _follow(last_noun, last_noun)),
        _last((bits[..., _PRON] > 0) & ~(bits[..., _DET] > 0)),
    ]
    found = []
    for columns in (_NUMBER, _GENDER):
        mask = sum((bits[..., each].any(axis=-1).astype(np.uint8) << place) for place, each in enumerate(columns))
        found += [_clash(np.asarray(mask, dtype=np.uint8), other) for other in others]
    return np.stack(found, axis=-1)


def _clash(mask: Masks, other: npt.NDArray[np.int64]) -> Floats:
    """1.0 where both words show the feature and share no value; `other` is a place, -1 for none."""
    theirs = np.take_along_axis(mask, np.maximum(other, 0), axis=1)
    clash: npt.NDArray[np.bool_] = (other >= 0) & (mask > 0) & (theirs > 0) & (mask & theirs == 0)
    return clash.astype(np.float32)


def _shifted(shape: tuple[int, ...], offset: int) -> npt.NDArray[np.int64]:
    """The place `offset` words away, -1 outside the sentence."""
    places = np.arange(shape[1]) + offset
    return np.broadcast_to(np.where((places >= 0) & (places < shape[1]), places, -1), shape[:2])


def _last(wanted: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """For each place the last place before it where `wanted` holds, -1 for none."""
    places = np.where(wanted, np.arange(wanted.shape[1]), -1)
    found = np.full(wanted.shape, -1, dtype=np.int64)
    found[:, 1:] = np.maximum.accumulate(places, axis=1)[:, :-1]
    return found


def _follow(first: npt.NDArray[np.int64], second: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """second[first], -1 where first is -1."""
    return np.where(first >= 0, np.take_along_axis(second, np.maximum(first, 0), axis=1), -1)
