"""Reading what people marked: good files, MQM tables, and every way a row can be wrong."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from mtqa.benchmarking.gold import Mark, read_gold
from mtqa.domain.issue import Severity
from mtqa.errors import InputError


def write(folder: Path, content: str, name: str = "gold.jsonl") -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return str(folder / name)


def rows(*content: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in content)


def test_spans_and_labels(tmp_path: Path) -> None:
    texts = read_gold(
        write(
            tmp_path,
            "\ufeff"
            + rows(
                {
                    "id": 7,
                    "text": "Il vit dans dans.",
                    "spans": [{"start": 7, "end": 16, "severity": "Major", "category": "x"}],
                },
                {"text": "Elle rit.", "spans": [], "source": "She laughs.", "reference": ""},
                {"text": "Elle rire.", "label": "BAD"},
                {"text": "Un détail.", "label": "good", "spans": [{"start": 3, "end": 3}]},
            )
            + "\n",
        )
    )
    assert [(text.marks, text.is_good) for text in texts] == [
        ((Mark(7, 16, Severity.MAJOR, "x"),), False), ((), True), (None, False), ((Mark(3, 3),), True),
    ]  # fmt: skip
    assert (texts[1].source, texts[1].reference) == ("She laughs.", None)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"text": "a"}, "neither 'spans' nor 'label'"),
        ({"text": "a", "span": []}, "unknown key 'span'"),
        ({"text": " ", "label": "good"}, "'text' must be"),
        ({"texte": "a", "label": "good"}, "unknown key 'texte'"),
        ({"text": "a", "label": "fair"}, "'label' must be good or bad, not 'fair'"),
        ({"text": "a", "label": 1}, "'label' must be good or bad, not 1"),
        ({"text": "a", "spans": {}}, "'spans' must be a list"),
        ({"text": "a", "spans": [[0, 1]]}, "an object with start and end"),
        ({"text": "a", "spans": [{"start": 0, "end": 2}]}, "0 <= start <= end <= 1"),
        ({"text": "a", "spans": [{"start": 1, "end": 0}]}, "not 1 to 0"),
        ({"text": "a", "spans": [{"start": True, "end": 1}]}, "not True to 1"),
        ({"text": "a", "spans": [{"start": 0}]}, "not 0 to None"),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "severity": "bad"}]}, "minor, major, critical, not 'bad'"),
        ({"text": "a", "label": "good", "source": 3}, "'source' must be a string"),
        ([], "not a JSON object"),
    ],
)
def test_a_wrong_row_names_its_line(tmp_path: Path, row: Any, expected: str) -> None:
    path = write(tmp_path, rows({"text": "Elle rit.", "spans": []}, row))
    with pytest.raises(InputError) as caught:
        read_gold(path)
    assert f"{path}:2: " in str(caught.value) and expected in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "no marked text"),
        (b"\n \n", "no marked text"),
        (b'{"text": ', "not a JSON object"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_wrong_file(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=expected):
        read_gold(str(path))
    with pytest.raises(InputError, match="cannot be read"):
        read_gold(str(tmp_path / "none.jsonl"))


MQM = (
    "system\tsource\ttarget\tcategory\tseverity\n"
    "x\tHe left.\tIl <v>partir</v>.\tFluency/Grammar\tMajor\n"
    'x\tHe left.\t<v>Il "</v>partir.\tStyle\tMinor\n'
    "x\tHe left.\tIl <v>partir</v>.\tFluency/Grammar\tMajor\r\n"
    "x\tHi.\tSalut.\tNo-error\tNo-error\n"
)


def test_an_mqm_table_is_one_text_a_target(tmp_path: Path) -> None:
    texts = read_gold(write(tmp_path, MQM, "mqm.tsv"))
    assert [(text.text, text.source, text.is_good) for text in texts] == [
        ("Il partir.", "He left.", False), ('Il "partir.', "He left.", False), ("Salut.", "Hi.", True),
    ]  # fmt: skip
    assert texts[0].marks == (Mark(3, 9, Severity.MAJOR, "Fluency/Grammar"),), "the same mark twice counts once"
    assert texts[1].text[0:4] == 'Il "' and texts[1].marks == (Mark(0, 4, Severity.MINOR, "Style"),)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("target\tseverity\na\tMajor\n", "no column 'category'"),
        ("target\tcategory\tseverity\na\tb\n", "row 2 has 2 columns where the header has 3"),
        ("target\tcategory\tseverity\n<v>a\tb\tMajor\n", "row 2: a target has one <v>"),
        ("target\tcategory\tseverity\n</v>a<v>\tb\tMajor\n", "row 2: a target has one <v>"),
    ],
)
def test_a_wrong_mqm_table(tmp_path: Path, content: str, expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        read_gold(write(tmp_path, content, "mqm.tsv"))


def test_packed_files(tmp_path: Path) -> None:
    packed = tmp_path / "gold.jsonl.gz"
    packed.write_bytes(gzip.compress(rows({"text": "Elle rit.", "spans": []}).encode()))
    assert [text.text for text in read_gold(str(packed))] == ["Elle rit."]
    table = tmp_path / "gold.tsv.xz"
    table.write_bytes(lzma.compress(b"target\tcategory\tseverity\nElle <v>rire</v>.\tgrammar\tmajor\n"))
    assert [text.marks for text in read_gold(str(table))] == [(Mark(5, 9, Severity.MAJOR, "grammar"),)]
    packed.write_bytes(packed.read_bytes()[:-12])
    with pytest.raises(InputError, match=r"gold\.jsonl\.gz: .*get the file again"):
        read_gold(str(packed))
