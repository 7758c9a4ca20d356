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
from mtqa.distributing.worker import Refusal, RowChecker, read_inputs
from mtqa.domain.report import FailedInput
from mtqa.errors import WorkerError
from mtqa.pipeline import listed_words
from mtqa.reading.source import printable
from mtqa.working.stream import Label, Place, size_bytes
from mtqa.working.windows import CheckedWindow


def check_rows(
    inputs: Sequence[Input | FailedInput],
    settings: Settings,
    cluster: Cluster,
    signature: str,
    *,
    format: str = "jsonl",
    input_format: str | None = None,
    start: Place | None = None,
) -> Iterator[tuple[Label, CheckedWindow | None]]:
    """Checks the rows of the inputs from a place on; each window's lines in `format`, and the ends of inputs, in order.

    `signature` is that of a Checker of these settings here: workers that would score otherwise end the run. A window
    whose worker is lost is checked again by another. Raises WorkerError where the cluster fails, or what a worker met.
    """
    ray = import_ray()
    start = start or Place()
    if start.input >= len(inputs):
        return
    attempts = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(Attempts).remote()
    with _small_blocks_in_order(ray):
        rows = _dataset(
            ray, inputs, settings, cluster, (format, attempts, signature), (input_format, start)
        ).iter_rows()
        try:
            yield from _in_order(rows, inputs, start)
        except ray.exceptions.RayError as error:
            said = " ".join(str(error).split())[-300:]
            raise WorkerError(f"the cluster failed ({said}); see the logs of Ray, and run again") from None


def _dataset(
    ray: Any,
    inputs: Sequence[Input | FailedInput],
    settings: Settings,
    cluster: Cluster,
    worker_arguments: tuple[str, Any, str],
    reader_arguments: tuple[str | None, Place],
) -> Any:
    """The inputs' numbers, then their windows, then what became of those: lazy, computed while it is gone over."""
    format, attempts, signature = worker_arguments
    numbers = range(reader_arguments[1].input, len(inputs))
    needs_this_node = not cluster.is_local and any(isinstance(source, Input) and source.is_local for source in inputs)
    words = (*settings.words, *listed_words(settings.words_files))  # the files are on this machine alone
    device = "cuda" if cluster.gpus_each else "cpu"
    at_work = replace(settings, words=words, words_files=(), device=device)
    return (
        ray.data.from_items([{"input": number} for number in numbers], override_num_blocks=len(numbers))
        .map_batches(
            read_inputs,
            fn_args=(inputs, *reader_arguments),
            batch_size=1,
            num_cpus=0,  # a reader idles while it is far enough ahead: a core of its own would be lost to the workers
            compute=ray.data.TaskPoolStrategy(size=cluster.readers),
            **({"label_selector": {"ray.io/node-id": cluster.node}} if needs_this_node else {}),
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


def _in_order(
    rows: Iterator[dict[str, Any]], inputs: Sequence[Input | FailedInput], start: Place
) -> Iterator[tuple[Label, CheckedWindow | None]]:
    """What the rows hold. Raises WorkerError unless each input is there once, whole and in order."""
    number, first = start.input, start.done
    before = sum(_size_bytes(source) for source in inputs[:number])
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
            first += found.rows
            yield Label(Place(number, first), before + row["taken_bytes"]), found
        else:
            before += _size_bytes(inputs[number])
            number, first = number + 1, 0
            yield Label(Place(number), before, failure=found.failure, is_end=True), None
    if number != len(inputs):
        raise WorkerError(f"{printable(inputs[number].name)}: did not come back whole; run again")


def _size_bytes(source: Input | FailedInput) -> int:
    return size_bytes(source.name if isinstance(source, Input) else source)


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
