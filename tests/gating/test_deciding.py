"""What a gate decides, rule by rule; each case is the smallest report on either side of a limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtqa.config import Gate, PathOverride, Settings
from mtqa.domain.issue import Severity
from mtqa.domain.report import CheckReport, DocumentReport, FailedInput, GateVerdict, RuleVerdict
from mtqa.domain.score import Band
from mtqa.gating import judge
from tests.gating.reports import document, report

GOOD = "Le port est ouvert."
MINOR = "Le [FR301 Port] est ouvert."
MAJOR = "Il vit [FR204 dans dans] un port."
CRITICAL = "Le port [FR101 ouvrir] demain."
POOR = "Le port [FR101 ouvrir] demain et [FR101 fermer] hier."
BROKEN = FailedInput("b.txt", "b.txt: cannot be read")


def gate(*documents: DocumentReport, **limits: object) -> GateVerdict:
    return judge(report(*documents), Settings(gate=Gate(**limits)))  # type: ignore[arg-type]


def rule(verdict: GateVerdict, name: str) -> RuleVerdict:
    (found,) = (rule for rule in verdict.all_rules if rule.name == name)
    return found


@pytest.mark.parametrize(("text", "code"), [(GOOD, 0), (MINOR, 0), (MAJOR, 1), (CRITICAL, 1)])
def test_without_configuration_major_and_critical_issues_fail(text: str, code: int) -> None:
    verdict = gate(document("a.txt", f"{GOOD}\n{text}"))
    assert verdict.exit_code == code
    assert [r.name for r in verdict.all_rules] == ["inputs", "fail-level"]
    assert rule(verdict, "fail-level").limit == "no critical or major issue"


@pytest.mark.parametrize(("level", "code"), [("minor", 1), ("major", 0), ("critical", 0)])
def test_the_fail_level_decides(level: str, code: int) -> None:
    found = judge(report(document("a.txt", MINOR)), Settings(fail_level=Severity(level)))
    assert found.exit_code == code


def test_a_rule_names_limit_measure_and_worst_offenders() -> None:
    found = rule(gate(document("a.txt", f"{MINOR}\n{MAJOR}\n{CRITICAL}")), "fail-level")
    assert not found.passed and found.measured == "1 critical, 1 major"
    assert found.offenders == ("a.txt:3:9: FR101 critical “ouvrir”", "a.txt:2:8: FR204 major “dans dans”")
    marked = document("a.txt", f"{MINOR}\n{MAJOR}\n{CRITICAL}")
    assert found.offending == {("a.txt", issue.fingerprint) for issue in marked.issues if issue.severity != "minor"}


def test_only_the_worst_are_named_and_the_rest_counted() -> None:
    found = rule(gate(document("a.txt", "\n".join(MAJOR.replace("port", f"port{n}") for n in range(9)))), "fail-level")
    assert len(found.offenders) == 6 and found.offenders[-1] == "and 4 more"


@pytest.mark.parametrize(("issues", "rest"), [(5, ()), (6, ("and 1 more",)), (12, ("and 7 more",))])
def test_five_offenders_are_named(issues: int, rest: tuple[str, ...]) -> None:
    lines = "\n".join(MAJOR.replace("port", f"port{n}") for n in range(issues))
    assert rule(gate(document("a.txt", lines)), "fail-level").offenders[5:] == rest


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("é" * 60, "é" * 60),
        ("é" * 61, "é" * 59 + "…"),
        ("é" * 58 + " été", "é" * 58 + "…"),  # no space before the ellipsis
        ("Un\u2028 port  ouvert", "Un port ouvert"),
    ],
)
def test_long_sentences_are_quoted_in_part_and_on_one_line(text: str, quoted: str) -> None:
    found = rule(gate(document("a.txt", text, score=100), min_score=100.5), "min-score")
    assert found.offenders == (f"a.txt:1: 100 “{quoted}”",)


def test_each_severity_counts_its_own_issues() -> None:
    verdict = gate(document("a.txt", f"{MINOR}\n{MAJOR}\n{CRITICAL}"), max_critical=1, max_major=1, max_minor=1)
    assert [(r.name, r.measured, r.passed) for r in verdict.rules] == [
        ("max-critical", "1", True), ("max-major", "1", True), ("max-minor", "1", True),
    ]  # fmt: skip
    density = gate(document("a.txt", f"{MINOR}\n{MAJOR}\n{CRITICAL}"), max_major_per_100_words=10)
    assert rule(density, "max-major-per-100-words").measured == "7.14 (1 major, 14 words)"


def test_of_equal_issues_the_surest_come_first() -> None:
    lines = document("a.txt", "\n".join(MAJOR.replace("port", f"port{n}") for n in range(3)))
    sentences = [
        replace(sentence, issues=(replace(sentence.issues[0], confidence=sure),))
        for sentence, sure in zip(lines.sentences, (0.6, 0.9, 0.7), strict=True)
    ]
    found = rule(gate(replace(lines, sentences=tuple(sentences))), "fail-level")
    assert [offender[6] for offender in found.offenders] == ["2", "3", "1"]


def test_a_share_is_of_the_sentences_that_are_there() -> None:
    one, none = document("a.txt", CRITICAL), replace(document("a.txt", GOOD), sentences=())
    measured = [rule(gate(each, max_share_below=0.1, below=99.0), "max-share-below").measured for each in (one, none)]
    assert measured == ["100.0% (1 of 1)", "0.0% (0 of 0)"]


def test_a_density_counts_every_major_issue() -> None:
    text = f"{MAJOR}\n{MAJOR.replace('port', 'phare')}\n{MAJOR.replace('port', 'quai')}"
    found = rule(gate(document("a.txt", text), max_major_per_100_words=1), "max-major-per-100-words")
    assert (found.limit, found.measured) == ("at most 1", "16.67 (3 major, 18 words)")
    signs = document("a.txt", MAJOR)
    signs = replace(signs, score=replace(signs.score, words=0))
    found = rule(gate(signs, max_major_per_100_words=100), "max-major-per-100-words")
    assert found.passed and found.measured == "100.00 (1 major, 0 words)"


@pytest.mark.parametrize(
    ("limits", "text", "name", "passed"),
    [
        ({"max_critical": 1}, CRITICAL, "max-critical", True),
        ({"max_critical": 0}, CRITICAL, "max-critical", False),
        ({"max_major": 1}, MAJOR, "max-major", True),
        ({"max_major": 0}, MAJOR, "max-major", False),
        ({"max_minor": 0}, MINOR, "max-minor", False),
        ({"max_issues": (("FR204", 1),)}, MAJOR, "max-issues", True),
        ({"max_issues": (("FR204", 3),)}, MAJOR, "max-issues", True),
        ({"max_issues": (("FR2", 0),)}, MAJOR, "max-issues", False),
        ({"max_issues": (("FR3", 0),)}, MAJOR, "max-issues", True),
        ({"max_major_per_100_words": 16.6}, MAJOR, "max-major-per-100-words", False),  # 1 in 6 words: 16.67
        ({"max_major_per_100_words": 16.7}, MAJOR, "max-major-per-100-words", True),
        ({"max_major_per_100_words": 25}, "Il [FR204 va va] là.", "max-major-per-100-words", True),  # 1 in 4
        ({"min_score": 95}, MAJOR, "min-score", True),  # exactly 95
        ({"min_score": 95.1}, MAJOR, "min-score", False),
        ({"min_document_score": 75}, CRITICAL, "min-document-score", True),
        ({"min_document_score": 75.1}, CRITICAL, "min-document-score", False),
        ({"min_document_score": 50}, CRITICAL, "min-document-score", True),
        ({"max_share_below": 0.5, "below": 99.5}, f"{GOOD}\n{MINOR}", "max-share-below", True),
        ({"max_share_below": 0.49, "below": 99.5}, f"{GOOD}\n{MINOR}", "max-share-below", False),
        ({"max_share_below": 0, "below": Band.GOOD}, CRITICAL, "max-share-below", False),  # 75 is fair here
        ({"max_share_below": 0, "below": Band.FAIR}, CRITICAL, "max-share-below", True),
        ({"max_share_below": 0, "below": Band.FAIR}, GOOD, "max-share-below", True),
        ({"max_share_below": 0, "below": Band.FAIR}, POOR, "max-share-below", False),
        ({"max_share_below": 0, "below": 75.0}, CRITICAL, "max-share-below", True),  # 75 is not below 75
        ({"max_share_below": 0.9, "below": 99.5}, f"{GOOD}\n{MINOR}", "max-share-below", True),
    ],
)
def test_each_limit_on_both_sides(limits: dict[str, object], text: str, name: str, passed: bool) -> None:
    found = rule(gate(document("a.txt", text), **limits), name)
    assert found.passed is passed
    assert bool(found.offenders) is not passed


def test_a_limit_of_its_own_takes_a_severity_or_code_from_the_fail_level() -> None:
    assert gate(document("a.txt", MAJOR), max_major=1).exit_code == 0
    assert gate(document("a.txt", CRITICAL), max_major=1).exit_code == 1
    assert gate(document("a.txt", MAJOR), max_major_per_100_words=50).exit_code == 0
    assert gate(document("a.txt", MAJOR), max_issues=(("FR204", 1),)).exit_code == 0
    assert gate(document("a.txt", f"{MAJOR}\n{CRITICAL}"), max_issues=(("FR204", 1),)).exit_code == 1
    only_counted = gate(document("a.txt", GOOD), max_critical=0, max_major=0)
    assert [r.name for r in only_counted.rules] == ["max-critical", "max-major"]


def test_score_limits_add_to_the_fail_level() -> None:
    assert gate(document("a.txt", MAJOR), min_score=10).exit_code == 1


def test_offending_sentences_come_lowest_first() -> None:
    found = rule(gate(document("a.txt", f"{MAJOR}\n{CRITICAL}"), min_score=99), "min-score")
    assert found.measured == "lowest 75, 2 below"
    assert found.offenders == (
        "a.txt:2: 75 “Le port ouvrir demain.”", "a.txt:1: 95 “Il vit dans dans un port.”",
    )  # fmt: skip


def test_a_score_just_below_the_limit_does_not_read_as_the_limit() -> None:
    found = rule(gate(document("a.txt", GOOD, score=79.99), min_document_score=80), "min-document-score")
    assert not found.passed and found.offenders == ("a.txt: 79.9",)


# --- never green


def test_an_empty_report_is_exit_3() -> None:
    assert judge(report(), Settings()).exit_code == 3
    assert judge(report(), Settings(), keep_going=True).exit_code == 3


def test_a_report_without_sentences_is_exit_3() -> None:
    empty = replace(document("a.txt", GOOD), sentences=())
    assert judge(report(empty), Settings(), keep_going=True).exit_code == 3


def test_a_failed_input_comes_before_failed_rules() -> None:
    run = report(document("a.txt", MAJOR), failures=(BROKEN,))
    verdict = judge(run, Settings())
    assert verdict.exit_code == 3
    assert verdict.inputs.offenders == ("b.txt: cannot be read",)
    assert not rule(verdict, "fail-level").passed
    assert judge(run, Settings(), keep_going=True).exit_code == 1
    assert judge(report(document("a.txt", GOOD), failures=(BROKEN,)), Settings(), keep_going=True).exit_code == 0
    assert judge(report(failures=(BROKEN,)), Settings(), keep_going=True).exit_code == 3


@pytest.mark.parametrize(("failed", "said"), [(5, 5), (6, 6), (13, 6)])
def test_of_many_failed_inputs_five_are_named_and_the_rest_counted(failed: int, said: int) -> None:
    failures = tuple(FailedInput(f"{n}.txt", f"{n}.txt: cannot be read") for n in range(failed))
    inputs = judge(report(document("a.txt", GOOD), failures=failures), Settings()).inputs
    assert inputs.measured == f"documents: 1, sentences: 1, failed: {failed}"
    assert len(inputs.offenders) == said
    assert inputs.offenders[5:] == ((f"and {failed - 5} more",) if failed > 5 else ())


def test_the_inputs_rule_says_what_it_asks_for_and_what_passed_before() -> None:
    run = report(document("a.txt", f"{GOOD}\n{GOOD}"))
    assert judge(run, Settings()).inputs.limit == "every input read, at least one sentence"
    assert judge(run, Settings(), keep_going=True).inputs.limit == "at least one sentence"
    assert judge(run, Settings()).inputs.measured == "documents: 1, sentences: 2, failed: 0"
    nothing_new = judge(replace(report(), skipped=("f.xml#one", "f.xml#two")), Settings())
    assert nothing_new.inputs.measured == "documents: 0, sentences: 0, failed: 0, passed before: 2"
    assert nothing_new.exit_code == 0 and not nothing_new.has_baseline


# --- paths


def override_run(*overrides: PathOverride) -> GateVerdict:
    run = report(document("site/new.txt", MAJOR), document("site/old/a.txt", f"{MAJOR}\n{CRITICAL}"))
    return judge(run, Settings(per_path=overrides))


def test_an_override_holds_on_its_paths_only() -> None:
    verdict = override_run(PathOverride("site/old/*", Severity.CRITICAL))
    plain, old = verdict.rules
    assert plain.name == "fail-level" and not plain.passed and plain.measured == "1 major"
    assert old.name == "fail-level [site/old/*]" and old.measured == "1 critical"


def test_the_later_override_counts_and_unset_limits_stay() -> None:
    verdict = override_run(
        PathOverride("site/*", gate=Gate(max_major=1, max_critical=1)), PathOverride("*/old/*", gate=Gate(max_major=0))
    )
    assert {r.name: r.passed for r in verdict.rules} == {
        "max-critical [site/*]": True,
        "max-major [site/*]": True,
        "max-critical [site/*, */old/*]": True,
        "max-major [site/*, */old/*]": False,
    }


def test_codes_ignored_on_a_path_do_not_count() -> None:
    verdict = override_run(PathOverride("*", ignore=("FR2", "FR101")))
    assert verdict.exit_code == 0
    assert len(verdict.standings) == 3


def test_patterns_count_from_the_configuration_file(tmp_path: object) -> None:
    settings = Settings(per_path=(PathOverride("texts/*"),), source_file=f"{tmp_path}/mtqa.toml")
    assert settings.overrides_for(f"{tmp_path}/texts/a.txt")
    assert not settings.overrides_for(f"{tmp_path}/other/texts/a.txt")
    assert not settings.overrides_for("https://example.org/texts/a.txt")


# --- signature


def test_a_pinned_signature_that_changed_fails_by_name() -> None:
    run: CheckReport = report(document("a.txt", GOOD), signature="mtqa:1|data:bb|profile:fr-FR")
    same = judge(run, Settings(signature="mtqa:1|profile:fr-FR"))
    assert same.exit_code == 0 and rule(same, "signature").passed
    assert rule(same, "signature").measured == "unchanged"
    other = judge(run, Settings(signature="mtqa:1|data:aa|engine:none"))
    assert other.exit_code == 1
    assert rule(other, "signature").offenders == ("data: aa, now bb", "engine: none, now absent")
    assert rule(other, "signature").measured == "changed"
