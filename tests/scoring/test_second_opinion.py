"""Metrics of plug-ins: installed as a package would be, shown beside the scores, never in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.config import Settings
from mtqa.errors import EngineError, InputError, UsageError
from mtqa.scoring.second_opinion import Candidate, judge, load_metrics

SHARED_WORDS = '''
class SharedWords:
    """The share of words that hypothesis and reference have in common."""
    name, signature, needs, lower_is_better = "Shared", "shared:1", ("reference",), False

    def __init__(self, settings):
        self.calls = 0

    def score(self, candidates):
        self.calls += 1
        assert self.calls == 1, "called once a document"
        sides = [(set(one.hypothesis.split()), set(one.reference.split())) for one in candidates]
        return [len(a & b) / len(a | b) for a, b in sides]
'''

Install = Callable[[str, str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Installs a distribution with one module and one metric, as pip leaves it on the disk."""

    def installed(module: str, source: str, name: str = "shared") -> None:
        place = tmp_path / f"site-{module}"
        information = place / f"{module}-1.0.dist-info"
        information.mkdir(parents=True)
        (place / f"{module}.py").write_text(source, encoding="utf-8")
        (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", "utf-8")
        points = f"[mtqa.metrics]\n{name} = {module}:SharedWords\n"
        (information / "entry_points.txt").write_text(points, encoding="utf-8")
        monkeypatch.syspath_prepend(str(place))

    return installed


ROWS = [
    {"text": "Il vit dans dans un port.", "reference": "Il vit dans un port."},
    {"text": "Le maire est parti."},
    {"text": "Elle rit.", "reference": "Elle rit."},
]


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return "rows.jsonl"


def checked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["check", *arguments, "--format", "json"]) in (0, 1)
    document: dict[str, object] = json.loads(capsys.readouterr().out)["documents"][0]
    return document


def test_an_installed_metric_stands_beside_the_scores_and_leaves_them(
    install: Install, rows: str, capsys: pytest.CaptureFixture[str]
) -> None:
    without = checked(capsys, rows)
    install("shared_words", SHARED_WORDS)
    with_metric = checked(capsys, rows, "--metric", "shared")
    extra = [[m for m in sentence["metrics"] if m["name"] == "Shared"] for sentence in with_metric["sentences"]]  # type: ignore[attr-defined]
    assert [[metric["value"] for metric in metrics] for metrics in extra] == [[1.0], [], [1.0]]
    assert extra[0][0]["signature"] == "shared:1" and extra[0][0]["against"] == "French / reference"
    mean = [m["value"] for m in with_metric["score"]["metrics"] if m["name"] == "Shared"]  # type: ignore[index]
    assert mean == [1.0]
    for before, after in zip(without["sentences"], with_metric["sentences"], strict=True):  # type: ignore[call-overload]
        assert before["score_0_100"] == after["score_0_100"]
    assert without["score"]["score_0_100"] == with_metric["score"]["score_0_100"]  # type: ignore[index]


def test_the_configuration_can_name_it(
    install: Install, rows: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install("shared_words_2", SHARED_WORDS)
    (tmp_path / "mtqa.toml").write_text('metrics = ["shared"]\n', encoding="utf-8")
    assert "Shared 1.0" in (run(["check", rows]), capsys.readouterr().out)[1]


def test_a_name_nobody_has_is_a_usage_error(install: Install) -> None:
    install("shared_words_3", SHARED_WORDS)
    with pytest.raises(UsageError, match=r"no metric 'sharde': did you mean shared\?"):
        load_metrics(Settings(metrics=("sharde",)))


@pytest.mark.parametrize(
    "source",
    [
        "raise RuntimeError('no\\nmodel')",
        "def SharedWords(settings): raise OSError('no model')",
        SHARED_WORDS.replace('("reference",)', '("references",)'),
        SHARED_WORDS.replace('"shared:1"', '""'),
        SHARED_WORDS.replace("def score", "def scores"),
        SHARED_WORDS.replace("lower_is_better = ", "higher_is_better = "),
    ],
)
def test_a_broken_plug_in_is_one_line(install: Install, source: str, request: pytest.FixtureRequest) -> None:
    install(f"broken_{abs(hash(request.node.name))}", source)
    with pytest.raises(EngineError, match="metric shared: its plug-in") as caught:
        load_metrics(Settings(metrics=("shared",)))
    assert "\n" not in str(caught.value)


class Fixed:
    """A metric that answers what it was given."""

    name, signature, needs, lower_is_better = "Fixed", "fixed", ("source",), False

    def __init__(self, *values: float) -> None:
        self.values = values

    def score(self, _candidates: object) -> list[float]:
        return list(self.values)


@pytest.mark.parametrize("values", [(), (1.0, 2.0), (float("nan"),)])
def test_wrong_answers_are_refused(values: tuple[float, ...]) -> None:
    with pytest.raises(EngineError, match="article: the metric Fixed gave"):
        judge(Fixed(*values), [Candidate("Elle rit.", "She laughs.")], "article")


def test_a_metric_without_what_it_needs_is_no_pass() -> None:
    with pytest.raises(InputError, match="needs a source for its sentences; give --source"):
        judge(Fixed(1.0), [Candidate("Elle rit.")], "article")
    assert judge(Fixed(), [], "nothing") == []
