"""The baseline: only what is new fails, wherever the rest of the text moved, and what is gone is said."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.config import Gate, Settings
from mtqa.domain.report import DocumentReport, FailedInput, GateVerdict
from mtqa.errors import ConfigError
from mtqa.gating import Baseline, baseline_of, judge, read_baseline
from tests.gating.reports import document, report

GOOD = "Le port est ouvert."
OLD = "Il vit [FR204 dans dans] un port."
NEW = "Le port [FR101 ouvrir] demain."


def accepted(*documents: DocumentReport, old: Baseline | None = None) -> Baseline:
    return baseline_of(report(*documents), old or Baseline("."))


def judged(baseline: Baseline, *documents: DocumentReport, **limits: object) -> GateVerdict:
    return judge(report(*documents), Settings(gate=Gate(**limits)), baseline=baseline)  # type: ignore[arg-type]


def test_what_is_known_passes_and_what_is_new_fails_by_name() -> None:
    baseline = accepted(document("a.txt", f"{GOOD}\n{OLD}"))
    assert judged(baseline, document("a.txt", f"{GOOD}\n{OLD}")).exit_code == 0
    verdict = judged(baseline, document("a.txt", f"{OLD}\n{GOOD}\n{NEW}"))
    assert verdict.exit_code == 1
    assert verdict.rules[0].offenders == ("a.txt:3:9: FR101 critical “ouvrir”",)


def test_edits_elsewhere_and_other_files_do_not_disturb_it() -> None:
    baseline = accepted(document("a.txt", f"{GOOD}\n{OLD}"))
    reworded = document("a.txt", f"Une autre phrase.\nEncore une autre.\n{OLD}")
    assert judged(baseline, reworded).exit_code == 0
    moved = judged(baseline, document("b.txt", OLD), document("a.txt", GOOD))
    assert moved.exit_code == 0 and moved.fixed == ()


def test_a_second_copy_is_new() -> None:
    baseline = accepted(document("a.txt", OLD))
    assert judged(baseline, document("a.txt", OLD), document("b.txt", OLD)).exit_code == 1
    assert judged(accepted(document("a.txt", OLD), document("b.txt", OLD)), document("b.txt", OLD)).exit_code == 0


def test_what_is_gone_is_reported_as_fixed() -> None:
    baseline = accepted(document("a.txt", OLD))
    verdict = judged(baseline, document("a.txt", GOOD))
    (item,) = verdict.fixed
    assert (item.document, item.code, item.text) == ("a.txt", "FR204", "dans dans")
    assert judged(baseline, document("b.txt", GOOD)).fixed == ()  # a.txt was not looked at


def test_of_two_copies_the_one_that_is_gone_is_fixed() -> None:
    baseline = accepted(document("a.txt", OLD), document("b.txt", OLD))
    for gone, kept in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
        verdict = judged(baseline, document(kept, OLD), document(gone, GOOD))
        assert verdict.exit_code == 0 and [item.document for item in verdict.fixed] == [gone]


def test_an_item_that_left_its_feed_is_fixed_unless_the_feed_was_read_in_part() -> None:
    first = document("f.xml#one", OLD, container="f.xml")
    second = document("f.xml#two", GOOD, container="f.xml")
    baseline = accepted(first, second)
    assert [item.document for item in judged(baseline, second).fixed] == ["f.xml#one"]
    skipped = replace(report(second), skipped=("f.xml#one",))
    assert judge(skipped, Settings(), baseline=baseline).fixed == ()
    failed = replace(report(second), failures=(FailedInput("f.xml#one", "f.xml#one: cannot be read"),))
    verdict = judge(failed, Settings(), baseline=baseline)
    assert verdict.fixed == () and verdict.exit_code == 3
    assert baseline_of(skipped, baseline).issues == baseline.issues


def test_a_feed_that_failed_as_a_whole_tells_nothing() -> None:
    baseline = accepted(document("f.xml#one", OLD, container="f.xml"))
    failed = replace(report(document("a.txt", GOOD)), failures=(FailedInput("f.xml", "f.xml: cannot be read"),))
    assert judge(failed, Settings(), baseline=baseline).fixed == ()
    assert baseline_of(failed, baseline).issues == baseline.issues


def test_a_file_whose_name_begins_with_that_of_a_feed_is_none_of_its_items() -> None:
    baseline = accepted(document("a b.txt", OLD), document("a!c.txt", NEW))
    verdict = judged(baseline, document("a#one", GOOD, container="a"))
    assert verdict.fixed == ()


def test_an_update_leaves_documents_alone_that_were_not_checked() -> None:
    old = accepted(document("a.txt", OLD), document("b.txt", NEW))
    updated = accepted(document("b.txt", GOOD), old=old)
    assert [known.documents for known in updated.issues.values()] == [("a.txt",)]
    assert accepted(document("a.txt", OLD), document("b.txt", NEW), old=old) == old


def test_score_limits_pass_over_accepted_sentences() -> None:
    baseline = accepted(document("a.txt", f"{GOOD}\n{OLD}"))
    limits = {"min_score": 99, "min_document_score": 99, "max_share_below": 0.0, "below": 99.0}
    assert judged(baseline, document("a.txt", f"Autre chose ici.\n{OLD}"), **limits).exit_code == 0
    verdict = judged(baseline, document("a.txt", f"{NEW}\n{OLD}"), max_critical=1, **limits)
    assert [rule.name for rule in verdict.rules if not rule.passed] == [
        "min-score", "min-document-score", "max-share-below",
    ]  # fmt: skip


def unflagged(score: float) -> DocumentReport:
    """A document whose one sentence has no issue and this score."""
    plain = document("a.txt", GOOD, score=score)
    low = replace(plain.sentences[0].score, score_0_100=score, band=plain.score.band)
    return replace(plain, sentences=(replace(plain.sentences[0], score=low),))


@pytest.mark.parametrize(("score", "kept"), [(10, 1), (70, 1), (100, 0)])  # poor, fair, good
def test_what_is_not_good_is_accepted_without_an_issue_too(score: float, kept: int) -> None:
    baseline = accepted(unflagged(score))
    assert (len(baseline.issues), len(baseline.sentences)) == (0, kept)
    assert judged(baseline, unflagged(score), min_score=99, min_document_score=99).exit_code == 0


@pytest.mark.parametrize(("score", "fails"), [(10, True), (70, True), (100, False)])
def test_a_document_fails_again_where_a_new_sentence_is_not_good(score: float, fails: bool) -> None:
    known = document("a.txt", f"{OLD}\nAutre chose ici.", score=50)
    fresh = unflagged(score).sentences[0]
    verdict = judged(
        accepted(document("a.txt", OLD)), replace(known, sentences=(known.sentences[0], fresh)), min_document_score=60
    )
    assert (verdict.exit_code == 1) is fails


def test_a_changed_signature_is_noted_before_it_moves_a_verdict() -> None:
    baseline = accepted(document("a.txt", OLD))
    verdict = judge(
        report(document("a.txt", OLD), signature="mtqa:2|data:aa"), Settings(), baseline=baseline
    )  # fmt: skip
    assert verdict.exit_code == 0
    assert "mtqa: 1, now 2" in verdict.notes[0] and "--update-baseline" in verdict.notes[0]
    assert judged(baseline, document("a.txt", OLD)).notes == ()


@pytest.mark.parametrize(
    ("signature", "said"), [("mtqa:0|data:aa", "mtqa: 1, now 0"), ("mtqa:1|data:aa|words:cc", "parts were added")]
)
def test_an_older_or_a_longer_signature_is_noted_too(signature: str, said: str) -> None:
    run = report(document("a.txt", OLD), signature=signature)
    assert said in judge(run, Settings(), baseline=accepted(document("a.txt", OLD))).notes[0]


def test_the_same_signature_read_from_a_file_is_not_noted(tmp_path: Path) -> None:
    run = report(document(str(tmp_path / "a.txt"), OLD))
    path = written(tmp_path, baseline_of(run, Baseline(str(tmp_path))).to_text())
    verdict = judge(run, Settings(), baseline=read_baseline(path))
    assert verdict.exit_code == 0 and verdict.notes == () and verdict.has_baseline


def test_the_folder_of_the_baseline_is_where_names_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    old = baseline_of(report(document("sub/a.txt", OLD)), Baseline("."))
    (tmp_path / "base.json").write_text(old.to_text(), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "sub")
    verdict = judge(report(document("a.txt", GOOD)), Settings(), baseline=read_baseline("../base.json"))
    assert [item.document for item in verdict.fixed] == ["sub/a.txt"]


# --- the file


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "base.json"
    path.write_text(text, encoding="utf-8", errors="backslashreplace")
    return str(path)


def test_a_baseline_reads_back_as_it_was(tmp_path: Path) -> None:
    text = document("à l’été.txt", f"{OLD}\n{NEW}")
    baseline = baseline_of(report(text), Baseline(str(tmp_path)))
    assert read_baseline(written(tmp_path, baseline.to_text())) == baseline
    assert baseline.issues and baseline.sentences


def test_a_file_written_by_an_earlier_version_is_still_known(tmp_path: Path) -> None:
    entry = '{"digest": "e265a22e4d6290cf", "documents": ["a.txt"]}'
    text = '{"kind": "mtqa-baseline", "format_version": 1, "signature": "", "issues": [], "sentences": [' + entry + "]}"
    baseline = read_baseline(written(tmp_path, text))  # sha256 of the sentence's words
    verdict = judged(baseline, document("a.txt", OLD.replace(" dans]", "  dans]")), max_major=1, min_score=99)
    assert verdict.exit_code == 0


def test_the_file_has_a_line_an_entry_and_is_read_by_people(tmp_path: Path) -> None:
    lines = "\n".join(OLD.replace("dans dans", words) for words in ("où où", "sur sur", "sous sous", "chez chez"))
    baseline = baseline_of(report(document("é.txt", lines), signature="mots:é"), Baseline("."))
    text = baseline.to_text()
    entries = [json.loads(line.rstrip(",")) for line in text.splitlines() if '"fingerprint"' in line]
    assert {entry["fingerprint"]: entry["text"] for entry in entries} == {
        key: known.text for key, known in baseline.issues.items()
    }
    assert entries == sorted(entries, key=lambda entry: entry["fingerprint"]) and len(entries) == 4
    assert "où où" in text and "mots:é" in text and "é.txt" in text
    assert read_baseline(written(tmp_path, text)).issues == baseline.issues


@settings(max_examples=40)
@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=30))
def test_any_text_reads_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    run = report(document("a.txt", OLD))
    issue = replace(run.documents[0].issues[0], text=text)
    sentence = replace(run.documents[0].sentences[0], issues=(issue,))
    run = replace(run, documents=(replace(run.documents[0], sentences=(sentence,)),))
    folder = tmp_path_factory.mktemp("base")
    back = read_baseline(written(folder, baseline_of(run, Baseline(str(folder))).to_text()))
    (known,) = back.issues.values()
    assert known.text.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_the_order_of_documents_does_not_change_the_file() -> None:
    one, two = document("a.txt", f"{OLD}\n{NEW}"), document("b.txt", OLD)
    assert accepted(one, two).to_text() == accepted(two, one).to_text()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "not a readable baseline"),
        ("{", "not a readable baseline"),
        ("[" * 100_000, "not a readable baseline"),
        ("[]", "not a baseline of mtqa"),
        ('{"version": "2.1.0", "runs": []}', "not a baseline of mtqa"),
        ('{"kind": "mtqa-baseline", "format_version": 99}', "format_version 99 where this mtqa reads 1"),
        ('{"kind": "mtqa-baseline", "format_version": 0}', "format_version 0 where this mtqa reads 1"),
        ('{"kind": "mtqa-baseline", "format_version": 1}', "damaged baseline"),
        ('{"kind": "mtqa-baseline", "format_version": 1, "signature": "", "issues": [3], "sentences": []}', "damaged"),
        ('{"kind": "mtqa-baseline", "format_version": 1, "signature": "", "issues": {}, "sentences": [{"digest": 3, '
         '"documents": []}]}', "damaged"),
    ],
)  # fmt: skip
def test_a_corrupt_or_foreign_file_is_a_clear_error(tmp_path: Path, text: str, expected: str) -> None:
    path = written(tmp_path, text)
    for may_be_absent in (False, True):
        with pytest.raises(ConfigError, match=expected) as caught:
            read_baseline(path, may_be_absent=may_be_absent)
        assert path in str(caught.value) and "--update-baseline" in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_missing_file_is_an_error_unless_it_is_to_be_written(tmp_path: Path) -> None:
    path = str(tmp_path / "none.json")
    with pytest.raises(ConfigError, match="no such baseline; write it with --update-baseline"):
        read_baseline(path)
    assert read_baseline(path, may_be_absent=True).issues == {}


def test_undecodable_bytes_are_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "base.json").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(ConfigError, match="not a readable baseline"):
        read_baseline(str(tmp_path / "base.json"))
