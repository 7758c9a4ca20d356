"""The shipped neural detector as a whole."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mtqa.detecting.neural import NeuralDetector, weights
from mtqa.domain.catalogue import CATALOGUE
from mtqa.domain.issue import Issue, Severity
from mtqa.domain.text import Sentence
from mtqa.errors import ArtefactError
from mtqa.french.artefact import DATA_FOLDER

WRONG = (
    "Il conduit une rouge voiture depuis trois ans.",
    "Le ministre a rencontré les élus dans dans la ville de Lyon.",
    "Les travaux commenceront au printemps prochain Ils dureront deux ans.",
    "Le gouvernement a présenté mardi le weather aux députés de la commission.",
)
RIGHT = (
    "Le ministre a rencontré mardi les maires des grandes villes.",
    "« Nous ne sommes pas d'accord », a-t-il déclaré à la presse.",
    "Retraites : le gouvernement temporise",
    "Où étiez-vous hier soir ?",
)


def sentence(text: str, start: int = 0, protected: tuple[tuple[int, int], ...] = ()) -> Sentence:
    return Sentence(0, 0, text, start, start + len(text), (), protected=protected)


@pytest.fixture(scope="module")
def detector() -> NeuralDetector:
    return NeuralDetector.load(threads=1)


def found(detector: NeuralDetector, text: str) -> list[Issue]:
    return detector.detect_sentences([sentence(text)])[0]


@pytest.mark.parametrize("text", WRONG)
def test_plain_errors_are_found(detector: NeuralDetector, text: str) -> None:
    assert found(detector, text)


@pytest.mark.parametrize("text", RIGHT)
def test_right_sentences_pass(detector: NeuralDetector, text: str) -> None:
    assert found(detector, text) == []


def test_issues_carry_what_the_catalogue_says(detector: NeuralDetector) -> None:
    for issue in found(detector, WRONG[0]):
        entry = CATALOGUE[issue.code]
        assert (issue.name, issue.category) == (entry.name, entry.category)
        assert issue.severity.rank <= entry.severity.rank
        assert 0 < issue.confidence <= 1
        assert issue.severity is not Severity.CRITICAL or issue.confidence >= 0.9
        assert issue.severity is Severity.MINOR or issue.confidence >= weights.decision().major_from


def test_offsets_count_from_the_start_of_the_segment(detector: NeuralDetector) -> None:
    segment = "Bonjour. " + WRONG[1]
    issues = detector.detect_sentences([sentence(WRONG[1], start=9)])[0]
    assert issues
    assert all(segment[issue.start : issue.end] == issue.text for issue in issues)


def test_a_sentence_alone_and_in_a_batch_gets_the_same_issues(detector: NeuralDetector) -> None:
    texts = [*WRONG, *RIGHT, "", " ", WRONG[0] * 9]
    together = detector.detect_sentences([sentence(text) for text in texts])
    assert together == [found(detector, text) for text in texts]
    assert together == detector.detect_sentences([sentence(text) for text in texts])


def test_nothing_is_said_of_protected_text(detector: NeuralDetector) -> None:
    text = WRONG[3]
    at = text.index("weather")
    assert any(issue.text == "weather" for issue in found(detector, text))
    kept = detector.detect_sentences([sentence(text, protected=((at, at + 7),))])[0]
    assert not any("weather" in issue.text for issue in kept)


def test_a_doubled_word_s_suggestion_takes_it_out(detector: NeuralDetector) -> None:
    repeated = [issue for issue in found(detector, WRONG[1]) if issue.code == "FR204"]
    assert [issue.suggestion for issue in repeated] == [""]


def test_expected_errors_grow_with_the_errors(detector: NeuralDetector) -> None:
    right, wrong, empty = detector.expected_errors([RIGHT[0], WRONG[1], ""])
    assert 0 <= right < 0.2 < wrong
    assert empty == 0


def test_a_finding_the_network_is_less_sure_of_is_minor(detector: NeuralDetector) -> None:
    usual = weights.decision()
    strict = NeuralDetector(detector._classifier, replace(usual, major_from=1.1), detector._lexicon)
    lax = NeuralDetector(detector._classifier, replace(usual, major_from=0.0), detector._lexicon)
    doubtful, sure = (found(each, WRONG[2]) for each in (strict, lax))
    assert [issue.severity for issue in doubtful] == [Severity.MINOR] * len(sure)
    assert all(issue.severity is not Severity.MINOR for issue in sure)
    assert sure


def test_loading_imports_no_torch() -> None:
    program = (
        "import sys; from mtqa.detecting.neural import NeuralDetector; NeuralDetector.load(threads=1);"
        "assert not {'torch', 'transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def copy_of_artefacts(folder: Path) -> None:
    for name in ("detector.onnx", "detector.json", "ngrams.bin", "ngrams.json"):
        shutil.copy(DATA_FOLDER / name, folder)


@pytest.mark.parametrize(("name", "load"), [("detector.onnx", weights.network), ("ngrams.bin", weights.feature_maker)])
def test_a_damaged_artefact_is_an_error_that_names_it(tmp_path: Path, name: str, load: object) -> None:
    copy_of_artefacts(tmp_path)
    data = bytearray((tmp_path / name).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ArtefactError, match=rf"{name}: damaged"):
        load(tmp_path)  # type: ignore[operator]


def test_missing_counts_are_an_error(tmp_path: Path) -> None:
    copy_of_artefacts(tmp_path)
    (tmp_path / "ngrams.bin").unlink()
    with pytest.raises(ArtefactError, match=r"ngrams\.bin: cannot be read"):
        weights.feature_maker(tmp_path)


@pytest.mark.parametrize("change", [{"thresholds": {"FR101": 0.5}}, {"labels": []}, {"calibration": None}])
def test_a_card_of_another_network_is_an_error(tmp_path: Path, change: dict[str, object]) -> None:
    copy_of_artefacts(tmp_path)
    card = json.loads((tmp_path / "detector.json").read_text(encoding="utf-8"))
    (tmp_path / "detector.json").write_text(json.dumps(card | change), encoding="utf-8")
    with pytest.raises(ArtefactError, match=r"detector\.json"):
        weights.decision(tmp_path)


def test_artefacts_keep_to_their_size() -> None:
    for name in ("detector.onnx", "ngrams.bin"):
        assert (DATA_FOLDER / name).stat().st_size <= 25 * 2**20


def test_a_low_start_counts_inside_a_paragraph_only(detector: NeuralDetector) -> None:
    """A paragraph of its own may be an item of a list: "si vous voyagez avec un mineur"."""
    before, low = "Le maire a parlé lundi.", "et attaché de presse au ministère de la Défense à Paris."
    opening = replace(sentence(before), index=0)
    goes_on = replace(sentence(low, start=len(before) + 1), index=1)
    apart = replace(sentence(low, start=len(before) + 2), index=1)
    elsewhere = replace(sentence(low), index=1, segment_index=1)
    assert "FR203" in [issue.code for issue in detector.detect_sentences([opening, goes_on])[1]]
    for own in (apart, elsewhere):
        assert "FR203" not in [issue.code for issue in detector.detect_sentences([opening, own])[1]]
    assert "FR203" not in [issue.code for issue in detector.detect_sentences([sentence(low)])[0]]
