"""Neural metrics as a second opinion: plug-ins of the entry point group `mtqa.metrics`, and language models by name,
shown beside our own scores.

mtqa ships none of either. What they say stands among the metrics of a sentence and of its document, and never moves
score_0_100: their scales differ, and a gate's limits must not depend on what else is installed.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from mtqa.config import Settings
from mtqa.domain.score import DocumentScore, MetricScore, SentenceScore
from mtqa.errors import EngineError, InputError, UsageError
from mtqa.models.language_model import LanguageModel

if TYPE_CHECKING:
    from importlib.metadata import EntryPoints

ENTRY_POINT_GROUP = "mtqa.metrics"
COMPANION_TEXTS = ("source", "reference")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence to judge: the French, and the English source and a right French translation where they are known."""

    hypothesis: str
    source: str | None = None
    reference: str | None = None


class Metric(Protocol):
    """A metric that judges many sentences at once.

    The entry point names a class, or a function, that is called with the `Settings` of the run (`device`, `offline`)
    and returns one. It is called once a run, `score` once a document.
    """

    name: str
    """As shown beside the value: "COMET"."""
    signature: str
    """Everything that can change a value: model, revision, package version."""
    needs: Sequence[str]
    """Which of "source" and "reference" a candidate must have; sentences without them get no value."""
    lower_is_better: bool
    """Whether a lower value means a better translation, as for TER."""

    def score(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """A finite number for each candidate, in order; every candidate has what `needs` names."""
        ...


class LanguageModelMetric:
    """How likely a masked or causal language model finds the French: mean log-probability a token, at most 0."""

    name = "log-probability per token"
    needs: Sequence[str] = ()
    lower_is_better = False

    def __init__(self, settings: Settings) -> None:
        if not settings.language_model:
            raise ValueError("the settings name no language model")
        self._model = LanguageModel(settings.language_model, device=settings.device, offline=settings.offline)
        self.signature = self._model.identity

    def score(self, candidates: Sequence[Candidate]) -> Sequence[float]:
        """A value for each candidate, whatever it is compared with."""
        return self._model.logprobs_per_token([candidate.hypothesis for candidate in candidates])


def load_metrics(settings: Settings) -> tuple[Metric, ...]:
    """The metrics and the language model that the settings name.

    Raises UsageError for a name nobody has, EngineError for a broken plug-in or model.
    """
    models = (LanguageModelMetric(settings),) if settings.language_model else ()
    return (*_load_plugins(settings), *models)


def _load_plugins(settings: Settings) -> tuple[Metric, ...]:
    if not settings.metrics:
        return ()
    from importlib.metadata import entry_points  # here: its search takes 50 ms

    points = entry_points(group=ENTRY_POINT_GROUP)
    return tuple(_load(name, points, settings) for name in dict.fromkeys(settings.metrics))


def _load(name: str, points: EntryPoints, settings: Settings) -> Metric:
    found = points.select(name=name)
    if not found:
        known = sorted(points.names)
        close = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {close[0]}?" if close else f"installed: {', '.join(known) or 'none'}"
        raise UsageError(
            f"no metric {name!r}: {hint}; install a package that offers it (entry point group {ENTRY_POINT_GROUP})"
        )
    point = next(iter(found))
    try:
        metric: Metric = point.load()(settings)
        wrong = [need for need in metric.needs if need not in COMPANION_TEXTS]
        complete = all((metric.name, metric.signature)) and isinstance(metric.lower_is_better, bool)
    except Exception as error:  # whatever a foreign package does when it is loaded
        raise EngineError(
            f"metric {name}: its plug-in {point.value} cannot be loaded ({type(error).__name__}: {_line(error)}); "
            "repair or uninstall the package it comes from"
        ) from error
    if wrong or not complete or not callable(getattr(metric, "score", None)):
        raise EngineError(
            f"metric {name}: its plug-in {point.value} does not keep to mtqa.scoring.second_opinion.Metric; correct it"
        )
    return metric


def judge(metric: Metric, candidates: Sequence[Candidate], where: str) -> list[MetricScore | None]:
    """A score for each candidate, None where it lacks what the metric needs.

    Raises InputError that begins with `where` when none of them has it (a metric that was asked for and cannot be had
    is no pass), EngineError where the plug-in fails or answers badly.
    """
    able = [index for index, one in enumerate(candidates) if all(getattr(one, need) for need in metric.needs)]
    if candidates and not able:
        wanted = " and ".join(f"a {need}" for need in metric.needs)
        raise InputError(
            f"{where}: the metric {metric.name} needs {wanted} for its sentences; "
            f"give --{' and --'.join(metric.needs)}, or columns of these names"
        )
    try:
        values = [float(value) for value in metric.score([candidates[index] for index in able])] if able else []
    except EngineError:
        raise
    except Exception as error:  # whatever a foreign model does
        raise EngineError(
            f"{where}: the metric {metric.name} failed ({type(error).__name__}: {_line(error)}); "
            "check its package and model, or leave --metric out"
        ) from error
    if len(values) != len(able) or not all(map(math.isfinite, values)):
        raise EngineError(
            f"{where}: the metric {metric.name} gave {len(values)} values for {len(able)} sentences, "
            "or one that is no finite number; check its package"
        )
    against = f"French / {' and '.join(metric.needs)}" if metric.needs else "French"
    result: list[MetricScore | None] = [None] * len(candidates)
    for index, value in zip(able, values, strict=True):
        result[index] = MetricScore(metric.name, value, metric.signature, against)
    return result


def add_second_opinions(
    metrics: Sequence[Metric],
    candidates: Sequence[Candidate],
    scores: Sequence[SentenceScore],
    document: DocumentScore,
    where: str,
) -> tuple[list[SentenceScore], DocumentScore]:
    """The scores with those of the metrics among their `metrics`; the document's is the mean over its sentences."""
    sentences = list(scores)
    for metric in metrics:
        judged = judge(metric, candidates, where)
        for index, opinion in enumerate(judged):
            if opinion is not None:
                sentences[index] = replace(sentences[index], metrics=(*sentences[index].metrics, opinion))
        given = [opinion for opinion in judged if opinion is not None]
        if given:
            mean = sum(opinion.value for opinion in given) / len(given)
            document = replace(document, metrics=(*document.metrics, replace(given[0], value=mean)))
    return sentences, document


def _line(error: Exception) -> str:
    """The error's message in one line."""
    return " ".join(str(error).split())
