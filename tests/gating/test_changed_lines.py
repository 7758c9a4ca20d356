"""What a gate decides where only changed lines are judged."""

from __future__ import annotations

from mtqa.config import Gate, Settings
from mtqa.domain.issue import Issue
from mtqa.domain.report import CheckReport, GateVerdict, RuleVerdict
from mtqa.domain.text import Document, Segment
from mtqa.gating import judge
from tests.gating.reports import document, report
from tests.presenting.samples import anchors_of, document_report, issue_at, sentence_report

GOOD = "Le port est ouvert."
MAJOR = "Il vit [FR204 dans dans] un port."
CRITICAL = "Le port [FR101 ouvrir] demain."


def rule(verdict: GateVerdict, name: str) -> RuleVerdict:
    (found,) = (rule for rule in verdict.all_rules if rule.name == name)
    return found


def test_only_changed_lines_are_judged() -> None:
    run = report(document("a.txt", f"{MAJOR}\n{GOOD}\n{CRITICAL}"))
    settings = Settings(gate=Gate(min_score=99, max_share_below=0.0, below=99.0))
    verdict = judge(run, settings, changed={"a.txt": frozenset({2})})
    assert verdict.exit_code == 0 and rule(verdict, "max-share-below").measured == "0.0% (0 of 1)"
    assert verdict.notes == ()
    assert judge(run, settings, changed={"a.txt": frozenset({3})}).exit_code == 1
    verdict = judge(run, Settings(), changed={"a.txt": frozenset({3})})
    assert rule(verdict, "fail-level").measured == "1 critical"


def test_a_file_that_git_does_not_know_is_judged_whole() -> None:
    run = report(document("a.txt", MAJOR))
    assert judge(run, Settings(), changed={"a.txt": None}).exit_code == 1
    assert judge(run, Settings(), changed={}).exit_code == 1


def test_nothing_changed_passes_and_says_so() -> None:
    verdict = judge(report(document("a.txt", MAJOR)), Settings(), changed={"a.txt": frozenset()})
    assert verdict.exit_code == 0
    assert verdict.notes == ("no changed line holds a sentence: nothing was judged",)


def test_the_density_counts_the_words_of_changed_lines() -> None:
    run = report(document("a.txt", f"{MAJOR}\n{GOOD}\n{GOOD}"))
    limits = Settings(gate=Gate(max_major_per_100_words=10))
    assert judge(run, limits).exit_code == 0
    verdict = judge(run, limits, changed={"a.txt": frozenset({1})})
    assert rule(verdict, "max-major-per-100-words").measured == "16.67 (1 major, 6 words)"


def test_a_document_of_which_lines_are_judged_has_no_score_to_judge() -> None:
    run = report(document("a.txt", f"{CRITICAL}\n{GOOD}"))
    verdict = judge(run, Settings(gate=Gate(min_document_score=99)), changed={"a.txt": frozenset({2})})
    assert rule(verdict, "min-document-score").measured == "no whole document to judge"
    assert verdict.exit_code == 0


def test_lines_of_a_feed_count_in_the_feed() -> None:
    item = document("feed.xml#item", MAJOR, container="feed.xml")
    assert judge(report(item), Settings(), changed={"feed.xml": frozenset({9})}).exit_code == 0
    assert judge(report(item), Settings(), changed={"feed.xml": frozenset({1})}).exit_code == 1


def wrapped(text: str, start: int, end: int, *issues: Issue) -> CheckReport:
    """A run over a text of which `text[start:end]` is the one sentence, on as many lines as it has."""
    segment = Segment(0, text, anchors=anchors_of(text))
    sentence = sentence_report(segment, start, end, issues)
    return report(document_report(Document("a.txt", "text", (segment,)), (sentence,)))


def fails_where_changed(run: CheckReport) -> list[int]:
    """The lines of ten that fail the run when they are all that changed."""
    return [n for n in range(1, 11) if judge(run, Settings(), changed={"a.txt": frozenset({n})}).exit_code]


def test_an_issue_counts_where_any_of_its_lines_changed() -> None:
    text = "Un.\nIl vit dans\ndans un\nport.\nDeux.\n"
    start, end = text.index("dans"), text.index("un\n")
    assert fails_where_changed(wrapped(text, 4, text.index("\nDeux"), issue_at(text, "FR204", start, end))) == [2, 3]
    one_letter = issue_at(text, "FR204", end + 1, text.index("ort"))  # "n", a line end, "p"
    assert fails_where_changed(wrapped(text, 4, text.index("\nDeux"), one_letter)) == [3, 4]
    gap = issue_at(text, "FR106", text.index("port"), text.index("port"))  # a word is missing here
    assert fails_where_changed(wrapped(text, 4, text.index("\nDeux"), gap)) == [4]
    last = issue_at(text, "FR204", start, text.index("dans un"))  # its last character is a line break
    assert fails_where_changed(wrapped(text, 4, text.index("\nDeux"), last)) == [2]


def test_a_sentence_is_judged_where_any_of_its_lines_changed() -> None:
    text = "Un.\nIl vit\ndans un\nport.\nDeux.\n"
    run = wrapped(text, 4, text.index("Deux"))  # with the line break that ends it
    settings = Settings(gate=Gate(min_score=100))
    judged = [n for n in range(1, 11) if judge(run, settings, changed={"a.txt": frozenset({n})}).exit_code]
    assert judged == [2, 3, 4]
