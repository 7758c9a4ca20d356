"""The shipped artefacts of the neural detector, checked against their cards."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mtqa.detecting.neural.features import FeatureMaker
from mtqa.detecting.neural.labels import LABELS
from mtqa.detecting.neural.ngrams import NgramTable
from mtqa.detecting.neural.other_forms import OtherForms
from mtqa.detecting.neural.word_features import WordTable
from mtqa.errors import ArtefactError
from mtqa.french.artefact import DATA_FOLDER, Arrays, map_checked, read_card, read_checked, unpack
from mtqa.french.lexicon import Lexicon

NETWORK, COUNTS = "detector", "ngrams"


@dataclass(frozen=True, slots=True)
class Decision:
    """How a chance of error becomes a finding; chosen on development data, stored in the network's card.

    `thresholds` holds, for each code, the least chance (0..1) that a word is wrong for it to be flagged.
    `calibration` are (chance by the network, share of such findings that were right) points, rising. A finding less
    sure than `major_from` (0..1) is only minor.
    """

    thresholds: dict[str, float]
    calibration: tuple[tuple[float, float], ...]
    major_from: float


def decision(folder: Path = DATA_FOLDER) -> Decision:
    """From the network's card. Raises ArtefactError where the card lacks it or is of another set of codes."""
    card = read_card(NETWORK, folder)
    try:
        found = Decision(
            {code: float(value) for code, value in card["thresholds"].items()},
            tuple((float(raw), float(share)) for raw, share in card["calibration"]),
            float(card["major_from"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArtefactError(f"{folder / NETWORK}.json: no usable thresholds ({error}); reinstall mtqa") from error
    if set(found.thresholds) != set(LABELS[1:]) or tuple(card.get("labels", ())) != LABELS:
        raise ArtefactError(f"{folder / NETWORK}.json: made for other issue codes; reinstall mtqa")
    return found


def network(folder: Path = DATA_FOLDER) -> bytes:
    """The network, an ONNX model. Raises ArtefactError where it is missing or damaged."""
    return read_checked(NETWORK, ".onnx", folder)


@cache
def feature_maker(folder: Path = DATA_FOLDER) -> FeatureMaker:
    """Features from the shipped counts and lexicon, shared by all callers."""
    arrays = _mapped(COUNTS, folder)
    table = counts(folder)
    lexicon = Lexicon.load()
    others = arrays["other_keys"][arrays["others"]]
    words = WordTable(lexicon, table, OtherForms(lexicon, table), arrays["word_keys"], arrays["word_capitals"], others)
    return FeatureMaker(words, table)


def counts(folder: Path = DATA_FOLDER) -> NgramTable:
    """How often one to four words were seen. Raises ArtefactError where the artefact is missing or damaged."""
    arrays = _mapped(COUNTS, folder)
    return NgramTable(arrays["slots"], arrays["levels"], arrays["layout"])


def word_count(folder: Path = DATA_FOLDER) -> int:
    """How many words have an embedding of their own."""
    return len(_mapped(COUNTS, folder)["word_keys"])


def _mapped(name: str, folder: Path) -> Arrays:
    return unpack(map_checked(name, folder=folder))[1]
