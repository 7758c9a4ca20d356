"""The verdict of a gate as text and as data."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files

import jsonschema

from mtqa.domain.report import GateVerdict, RuleVerdict
from mtqa.presenting import present
from mtqa.presenting.verdict import verdict_text
from tests.presenting.gated import gated_report


def verdict() -> GateVerdict:
    found = gated_report().verdict
    assert found
    return found


def test_a_line_a_rule_with_limit_measure_and_offenders() -> None:
    assert verdict_text(verdict()).splitlines() == [
        "gate: FAILED",
        "  pass  inputs      limit: every input read; measured: documents: 1",
        "  FAIL  fail-level  limit: no critical issue; measured: 1 critical",
        "        - port.fr.txt:3: FR101 “annoncer”",
        "  pass  min-score   limit: at least 20 a sentence; measured: lowest 22.4, 0 below",
        "  fixed: FR204 “dans dans” in port.fr.txt",
        "  not counted: 1 known to the baseline",
        "  not counted: 1 exempt on their path",
        "  not counted: 1 on lines that did not change",
        "  note: the baseline was written with another signature",
    ]


def test_the_first_line_says_how_it_ended() -> None:
    assert verdict_text(replace(verdict(), rules=())).startswith("gate: passed\n")
    failed = replace(verdict().inputs, passed=False)
    assert verdict_text(replace(verdict(), inputs=failed)).startswith("gate: FAILED: an input could not be checked\n")


def test_no_text_moves_a_cursor_or_becomes_a_command() -> None:
    hostile = "\x1b[2J\n::error::owned ##[error]x\u202e"
    rule = RuleVerdict(hostile, hostile, "1", False, (hostile,))
    text = verdict_text(replace(verdict(), rules=(rule,), notes=(hostile,)))
    assert "\x1b" not in text and "\u202e" not in text and "##[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())


def test_the_json_has_it_and_fits_its_schema() -> None:
    schema = json.loads(files("mtqa.presenting").joinpath("schema/report.schema.json").read_text(encoding="utf-8"))
    data = json.loads(present(gated_report(), "json"))
    jsonschema.Draft202012Validator(schema).validate(data)
    found = data["verdict"]
    assert found["exit_code"] == 1 and [rule["passed"] for rule in found["rules"]] == [True, False, True]
    assert {item["standing"] for item in found["not_counted"]} == {"known", "exempt", "unchanged"}
    assert found["fixed"][0]["code"] == "FR204" and len(found["notes"]) == 1
    found["rules"][0]["score"] = 3
    assert not jsonschema.Draft202012Validator(schema).is_valid(data)
