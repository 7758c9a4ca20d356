from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mtqa
from mtqa.config import checked_settings
from mtqa.errors import InputError, UsageError

TEXT = "Il vit dans dans un port. Le maire est parti."


def test_a_text_is_split_and_checked() -> None:
    report = mtqa.check(TEXT)
    issues = report.documents[0].issues
    assert [(issue.code, TEXT[issue.start : issue.end]) for issue in issues] == [("FR204", "dans dans")]
    assert len(report.documents[0].sentences) == 2


def test_a_path_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert len(mtqa.check(path).documents[0].issues) == 1
    rows = mtqa.check([TEXT, "Le maire est parti."])
    assert [len(sentence.issues) for sentence in rows.documents[0].sentences] == [1, 0]
    with pytest.raises(InputError, match=r"absent\.txt"):
        mtqa.check(tmp_path / "absent.txt")


def test_settings_are_arguments() -> None:
    assert mtqa.check(TEXT, ignore=("FR204",)).documents[0].issues == ()
    with pytest.raises(UsageError, match="ingore"):
        mtqa.check(TEXT, ingore=("FR204",))


def test_a_batch_gives_one_score_each() -> None:
    checker = mtqa.Checker()
    scores = checker.check_batch([TEXT, "Le maire est parti.", ""])
    wrong, right, empty = (score.fluency_0_100 for score in scores)
    assert empty <= wrong < right <= 100  # an empty segment is never a pass
    assert checker.check_batch([]) == []


def test_the_report_goes_to_dict_and_json() -> None:
    report = mtqa.check(TEXT)
    assert json.loads(report.to_json()) == json.loads(json.dumps(report.to_dict()))
    assert report.to_dict()["documents"][0]["sentences"][0]["issues"][0]["code"] == "FR204"


def test_nothing_to_check_is_an_error() -> None:
    with pytest.raises(InputError, match="nothing to check"):
        mtqa.check("   ")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"min_confidence": 2}, "min_confidence must be a number from 0 to 1, not 2"),
        ({"min_confidence": "0.5"}, "min_confidence must be a number"),
        ({"fail_level": "foo"}, "fail_level must be one of minor, major, critical"),
        ({"profile": "xx"}, "profile must be one of fr-FR"),
        ({"device": "tpu"}, "device must be one of auto"),
        ({"select": "FR3"}, "'select' must be a list of strings, not 'FR3'"),
        ({"ignore": [3]}, "'ignore' must be a list of strings"),
        ({"words": "Vasseur"}, "'words' must be a list of strings"),
        ({"neural": "yes"}, "neural must be true or false"),
        ({"engine": 3}, "'engine' must be a string"),
        ({"engine": "oracle"}, "oracle"),
        ({"gate": {"min_score": 3}}, "gate must be a Gate"),
        ({"min_confidance": 0.5}, "did you mean 'min_confidence'"),
        ({"min-confidence": 0.5}, "did you mean 'min_confidence'"),
        ({"select": [""]}, "no issue code begins with ''"),
    ],
)
def test_wrong_settings_are_named(settings: dict[str, Any], expected: str) -> None:
    with pytest.raises(UsageError) as caught:
        mtqa.check(TEXT, **settings)
    assert expected in str(caught.value)


def test_settings_made_by_hand_are_checked_too() -> None:
    with pytest.raises(UsageError, match="min_confidence"):
        mtqa.Checker(mtqa.Settings(min_confidence=-1))
    checked = checked_settings(mtqa.Settings(), {"fail_level": "minor", "select": ["FR2"], "ignore": {"FR204"}})
    assert checked == mtqa.Settings(fail_level=mtqa.Severity.MINOR, select=("FR2",), ignore=("FR204",))


@pytest.mark.parametrize("content", [None, 5, b"abc", [1], ["Bonjour.", None], {"text": "Bonjour."}])
def test_what_is_no_text_is_refused(content: Any) -> None:
    with pytest.raises(UsageError, match=r"pass a text|must be a text"):
        mtqa.check(content)


def test_the_name_of_a_file_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match=r"pass pathlib\.Path"):
        mtqa.check(str(path))
    assert mtqa.check("Le maire est parti. " * 500).documents[0].issues == ()


def test_a_batch_of_empty_sentences_has_a_score_each() -> None:
    checker = mtqa.Checker()
    empty, blank, right = (score.fluency_0_100 for score in checker.check_batch(["", "  ", "Le maire est parti."]))
    assert 0 <= empty == blank < right
    with pytest.raises(UsageError, match="in a list"):
        checker.check_batch("Le maire est parti.")


def test_the_package_lists_what_it_offers() -> None:
    assert set(mtqa.__all__) <= set(dir(mtqa))
    assert all(getattr(mtqa, name) is not None for name in mtqa.__all__)
