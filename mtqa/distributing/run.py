"""A run on a cluster: Ray Data reads, checks and brings the windows back in order."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from mtqa.config import Settings
from mtqa.distributing.attempts import Attempts
from mtqa.distributing.cluster import Cluster, import_ray
from mtqa.distributing.storage import Input
from mtqa.distributing.windows import CheckedWindow
from mtqa.distributing.worker import End, Refusal, RowChecker, read_inputs
from mtqa.domain.report import FailedInput
from mtqa.errors import WorkerError
from mtqa.pipeline import listed_words
from mtqa.reading.source import printable


def check_rows(
    inputs: Sequence[Input],
    settings: Settings,
    cluster: Cluster,
    signature: str,
    *,
    format: str = "jsonl",
    input_format: str | None = None,
) -> Iterator[CheckedWindow | FailedInput]:
    """Checks the rows of the inputs on the cluster; what one process would write in `format`, in its order.

    `signature` is that of a Checker of these settings here: workers that would score otherwise end the run. An input
    that cannot be read (on), or has nothing to check, gives a FailedInput after its windows. A window whose worker is
    lost is checked again by another. Raises WorkerError where the cluster fails, or an error that a worker met.
    """
    ray = import_ray()
    attempts = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(Attempts).remote()
    with _small_blocks_in_order(ray):
        found = _dataset(ray, inputs, settings, cluster, (format, attempts, signature), input_format)
        try:
            rows = found.iter_rows()
            yield from _in_order(rows, inputs)
        except ray.exceptions.RayError as error:
            said = " ".join(str(error).split())[-300:]
            raise WorkerError(f"the cluster failed ({said}); see the logs of Ray, and run again") from None


def _dataset(
    ray: Any,
    inputs: Sequence[Input],
    settings: Settings,
    cluster: Cluster,
    worker_arguments: tuple[str, Any, str],
    input_format: str | None,
) -> Any:
    """The inputs' numbers, then their windows, then what became of those: lazy, computed while it is gone over."""
    format, attempts, signature = worker_arguments
    here = {} if cluster.is_local or not any(source.is_local for source in inputs) else {"ray.io/node-id": cluster.node}
    words = (*settings.words, *listed_words(settings.words_files))  # the files are on this machine alone
    device = "cuda" if cluster.gpus_each else "cpu"
    at_work = replace(settings, words=words, words_files=(), device=device)
    return (
        ray.data.from_items([{"input": number} for number in range(len(inputs))], override_num_blocks=len(inputs))
        .map_batches(
            read_inputs,
            fn_args=(inputs, input_format),
            batch_size=1,
            num_cpus=0,  # a reader idles while it is far enough ahead: a core of its own would be lost to the workers
            compute=ray.data.TaskPoolStrategy(size=cluster.readers),
            **({"label_selector": here} if here else {}),
        )
        .map_batches(
            RowChecker,
            fn_constructor_args=(at_work, format, attempts, signature),
            batch_size=1,
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(size=cluster.workers),
            **({"num_gpus": cluster.gpus_each} if cluster.gpus_each else {}),
        )
    )


def _in_order(rows: Iterator[dict[str, Any]], inputs: Sequence[Input]) -> Iterator[CheckedWindow | FailedInput]:
    """What the rows hold. Raises WorkerError unless each input is there once, whole and in order."""
    number = first = 0
    has_words = False
    for row in rows:
        found = pickle.loads(row["data"])
        if isinstance(found, Refusal):
            raise WorkerError(found.problem)
        if (row["input"], row["first"]) != (number, first):
            raise WorkerError(
                f"{printable(inputs[number].name)}: row {first + 1} was due and row {row['first'] + 1} of input "
                f"{row['input'] + 1} came back; please report it, and run without --ray"
            )
        if isinstance(found, CheckedWindow):
            has_words = has_words or found.has_words
            first += found.rows
            yield found
        else:
            failure = _failure(found, has_words)
            if failure:
                yield failure
            number, first, has_words = number + 1, 0, False
    if number != len(inputs):
        raise WorkerError(f"{printable(inputs[number].name)}: did not come back whole; run again")


def _failure(end: End, has_words: bool) -> FailedInput | None:
    if end.problem:
        return FailedInput(end.name, end.problem)
    if not has_words:
        problem = "nothing to check: no sentence was found in it; check its content"
        return FailedInput(end.name, f"{printable(end.name)}: {problem}")
    return None


@contextmanager
def _small_blocks_in_order(ray: Any) -> Iterator[None]:
    """Has Ray Data hand over one window at a time, in order, and hold few of them; other datasets are not concerned."""
    context = ray.data.DataContext.get_current()
    options = context.execution_options
    before = context.target_max_block_size, context.enable_progress_bars, options.preserve_order
    # A block is what a worker is given at a time. It grows to this many bytes, and every window is larger.
    context.target_max_block_size = 1
    context.enable_progress_bars = False
    options.preserve_order = True
    try:
        yield
    finally:
        context.target_max_block_size, context.enable_progress_bars, options.preserve_order = before
