from __future__ import annotations

import json
from pathlib import Path

import pytest

import mtqa
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
    assert [score.fluency_0_100 for score in scores] == [95, 100, 95]  # an empty segment is never a pass
    assert checker.check_batch([]) == []


def test_the_report_goes_to_dict_and_json() -> None:
    report = mtqa.check(TEXT)
    assert json.loads(report.to_json()) == json.loads(json.dumps(report.to_dict()))
    assert report.to_dict()["documents"][0]["sentences"][0]["issues"][0]["code"] == "FR204"


def test_nothing_to_check_is_an_error() -> None:
    with pytest.raises(InputError, match="nothing to check"):
        mtqa.check("   ")
