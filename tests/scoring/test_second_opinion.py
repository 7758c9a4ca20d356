"""Metrics of plug-ins: installed as a package would be, shown beside the scores, never in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mtqa.cli import run
from mtqa.config import Settings
from mtqa.domain.score import Band, DocumentScore, MetricScore, SentenceScore
from mtqa.errors import EngineError, InputError, UsageError
from mtqa.scoring.second_opinion import Candidate, LanguageModelMetric, add_second_opinions, judge, load_metrics

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


def test_a_name_like_no_other_is_told_what_there_is(install: Install) -> None:
    with pytest.raises(UsageError, match="no metric 'x': installed: "):
        load_metrics(Settings(metrics=("x",)))
    install("shared_words_4", SHARED_WORDS)
    install("shared_words_5", SHARED_WORDS, "another")
    with pytest.raises(UsageError, match=r"no metric 'x': installed: another,.* shared; install a package"):
        load_metrics(Settings(metrics=("x",)))


def test_metrics_are_loaded_once_and_in_order(install: Install) -> None:
    install("shared_words_6", SHARED_WORDS)
    install("shared_words_7", SHARED_WORDS.replace('"Shared"', '"Other"'), "other")
    loaded = load_metrics(Settings(metrics=("other", "shared", "other")))
    assert [metric.name for metric in loaded] == ["Other", "Shared"]
    assert load_metrics(Settings()) == ()
    with pytest.raises(ValueError, match="no language model"):
        LanguageModelMetric(Settings())
    assert not LanguageModelMetric.lower_is_better  # the likelier, the better


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
    """A metric that answers what it was given, and keeps what it was asked."""

    name, signature, lower_is_better = "Fixed", "fixed", False

    def __init__(self, *values: float, needs: tuple[str, ...] = ("source",)) -> None:
        self.values, self.needs = values, needs
        self.asked: list[Candidate] = []

    def score(self, candidates: Sequence[Candidate]) -> list[float]:
        self.asked += candidates
        return list(self.values)


class Failing(Fixed):
    """A metric whose model fails."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def score(self, _candidates: object) -> list[float]:
        raise self.error


@pytest.mark.parametrize("values", [(), (1.0, 2.0), (float("nan"),)])
def test_wrong_answers_are_refused(values: tuple[float, ...]) -> None:
    with pytest.raises(EngineError, match="article: the metric Fixed gave"):
        judge(Fixed(*values), [Candidate("Elle rit.", "She laughs.")], "article")


def test_a_metric_without_what_it_needs_is_no_pass() -> None:
    with pytest.raises(InputError, match="needs a source for its sentences; give --source"):
        judge(Fixed(1.0), [Candidate("Elle rit.")], "article")
    assert judge(Fixed(), [], "nothing") == []


CANDIDATES = [Candidate("Elle rit.", "She laughs."), Candidate("Il dort."), Candidate("Un.", "One.", "Un.")]


def test_values_go_to_the_sentences_that_were_judged() -> None:
    metric = Fixed(0.25, 0.75)
    found = judge(metric, CANDIDATES, "article")
    assert metric.asked == [CANDIDATES[0], CANDIDATES[2]]
    assert found == [
        MetricScore("Fixed", 0.25, "fixed", "French / source"), None, MetricScore("Fixed", 0.75, "fixed", "French / source"),
    ]  # fmt: skip
    assert judge(Fixed(1.0, 2.0, 3.0, needs=()), CANDIDATES, "article")[1] == MetricScore(
        "Fixed", 2.0, "fixed", "French"
    )
    both = judge(Fixed(0.5, needs=("source", "reference")), CANDIDATES, "article")
    assert both == [None, None, MetricScore("Fixed", 0.5, "fixed", "French / source and reference")]
    with pytest.raises(InputError, match=r"needs a source and a reference for its sentences; give --source and --ref"):
        judge(Fixed(0.5, needs=("source", "reference")), CANDIDATES[:2], "article")


def test_a_document_has_the_mean_of_its_sentences() -> None:
    own = MetricScore("chrF2", 60.0, "s", "round trip / French")
    score = SentenceScore(90.0, 90.0, None, Band.GOOD, 0.0, (own,))
    document = DocumentScore(90.0, 90.0, None, Band.GOOD, 0.0, 6, 3, (own,))
    metrics = [Fixed(0.25, 0.75), Fixed(3.0, 4.0, 5.0, needs=())]
    sentences, whole = add_second_opinions(metrics, CANDIDATES, [score] * 3, document, "article")
    assert [[metric.value for metric in one.metrics] for one in sentences] == [[60, 0.25, 3], [60, 4], [60, 0.75, 5]]
    assert [metric.value for metric in whole.metrics] == [60, 0.5, 4]
    assert (whole.score_0_100, sentences[0].score_0_100) == (90, 90)
    assert add_second_opinions(metrics[:1], [], [], document, "article") == ([], document)
    _, one = add_second_opinions([Fixed(0.25)], CANDIDATES[:2], [score] * 2, document, "article")
    assert one.metrics[1:] == (MetricScore("Fixed", 0.25, "fixed", "French / source"),)


def test_a_metric_that_fails_is_one_line_and_an_error_of_its_own_is_kept() -> None:
    with pytest.raises(EngineError, match=r"article: the metric Fixed failed \(RuntimeError: out of memory\)"):
        judge(Failing(RuntimeError("out of\n memory")), CANDIDATES, "article")
    with pytest.raises(EngineError, match=r"^no weights$"):
        judge(Failing(EngineError("no weights")), CANDIDATES, "article")
