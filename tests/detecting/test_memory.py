"""The memory of issues: what it gives back is what looking again would find."""

from __future__ import annotations

import mtqa
from mtqa.detecting import IssueMemory
from mtqa.detecting.memory import key_of
from mtqa.detecting.selection import Selection
from mtqa.domain.issue import Issue
from mtqa.domain.text import Document, Segment
from mtqa.pipeline import Checker

WRONG = "Il vit dans dans un port de la côte."
RIGHT = "Il vit dans un port de la côte depuis dix ans."


def issues(texts: list[str], memory: IssueMemory | None) -> list[tuple[Issue, ...]]:
    checker = Checker()
    checker.memory = memory
    segments = tuple(Segment(number, text, is_row=True) for number, text in enumerate(texts))
    return [sentence.issues for sentence in checker.check_document(Document("rows", "rows", segments)).sentences]


def test_repeated_rows_have_the_issues_that_each_has_alone_and_fingerprints_of_their_own() -> None:
    texts = [WRONG, RIGHT, WRONG, WRONG]
    remembered = issues(texts, IssueMemory())
    assert remembered == issues(texts, None)
    prints = [issue.fingerprint for found in remembered for issue in found]
    assert len(prints) == 3 == len(set(prints))


def test_a_second_document_is_told_what_the_first_one_was() -> None:
    memory = IssueMemory()
    assert issues([RIGHT, WRONG], memory) == issues([RIGHT, WRONG], memory)


def test_the_selection_is_part_of_the_key() -> None:
    memory = IssueMemory()
    checker = Checker()
    checker.memory = memory
    document = Document("rows", "rows", (Segment(0, WRONG, is_row=True),))
    assert checker.check_document(document).issues
    checker.selection = Selection(frozenset({"FR101"}), 0.5)
    assert not checker.check_document(document).issues


def test_the_longest_unused_segment_is_forgotten() -> None:
    memory = IssueMemory(2)
    for key in (b"a", b"b"):
        memory.put(key, ())
    assert memory.get(b"a") == ()
    memory.put(b"c", ())
    assert memory.get(b"b") is None and memory.get(b"a") == ()


def test_what_moves_a_sentence_changes_its_key() -> None:
    first, moved = mtqa.check(WRONG), mtqa.check(f"{RIGHT} {WRONG}")
    selection = Selection(frozenset({"FR204"}), 0.5)
    keys = {key_of([report.documents[0].sentences[-1].sentence], selection) for report in (first, moved)}
    assert len(keys) == 2
