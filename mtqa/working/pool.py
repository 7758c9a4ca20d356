"""Worker processes that each load the models once and are given one unit of work at a time; answers come in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Any, TypeVar

from mtqa.comparing import SideFiles
from mtqa.config import Settings
from mtqa.errors import MtqaError, WorkerError

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from mtqa.pipeline import Checker

Job = Callable[["Checker", Any], Any]
"""What a worker does with a unit: a function that other processes can import, or a partial of one."""

Label = TypeVar("Label")

# A worker can end by no fault of its unit (the machine ran out of memory over something else): once proves nothing.
_MOST_LOSSES = 2
# How many units for each worker may be read before their turn: enough that none waits, and few in memory.
_AHEAD_EACH = 3
_SECONDS_TO_END = 2.0
# What a worker ends with that finds no memory: whatever else it tried might need some.
_OUT_OF_MEMORY = 71


@dataclass(frozen=True, slots=True)
class Lost:
    """The answer to a unit that ended every worker it was given to."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Ready:
    signature: str
    engine_note: str


@dataclass(frozen=True, slots=True)
class _Refused:
    error: MtqaError


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    connection: Connection
    is_ready: bool = False
    in_hand: int | None = None


def in_this_process(checker: Checker, job: Job, units: Iterable[tuple[Label, Any]]) -> Iterator[tuple[Label, Any]]:
    """What `Pool.run` gives, done here. A unit of None is answered with None."""
    for label, unit in units:
        yield label, None if unit is None else job(checker, unit)


class Pool:
    """`jobs` worker processes, to be used in a `with`; each runs its neural runtimes on one thread.

    Raises what a worker raises when it loads, WorkerError where one ends before it has loaded.
    """

    def __init__(self, jobs: int, settings: Settings, side_files: SideFiles, job: Job) -> None:
        self._arguments = (settings, side_files, job)
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self.signature = self.engine_note = ""

    def __enter__(self) -> Pool:
        try:
            for _ in range(self._jobs):
                self._workers.append(self._start())
            while not any(worker.is_ready for worker in self._workers):
                for worker in self._speaking():
                    self._load(worker)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the workers, whatever they are at."""
        for worker in self._workers:
            worker.connection.close()
            worker.process.terminate()
        for worker in self._workers:
            _end(worker.process)
        self._workers = []

    def run(self, units: Iterable[tuple[Label, Any]]) -> Iterator[tuple[Label, Any]]:
        """The answer to each unit beside its label, in order; to a unit of None it is None.

        A worker that ends is replaced and its unit given out again, after two losses the answer is a `Lost`. Raises the
        errors that the job raises, WorkerError for one that is a fault of ours.
        """
        source = iter(units)
        pending: dict[int, tuple[Label, Any]] = {}
        answers: dict[int, Any] = {}
        losses: dict[int, int] = {}
        waiting: deque[int] = deque()
        taken = due = 0
        is_over = False
        while True:
            while not is_over and taken - due < self._jobs * _AHEAD_EACH:
                found = next(source, None)
                if found is None:
                    is_over = True
                    break
                pending[taken] = found
                if found[1] is None:
                    answers[taken] = None
                else:
                    waiting.append(taken)
                    self._give(waiting, pending)  # while the next one is read, this one is in work already
                taken += 1
            while due in answers:
                yield pending.pop(due)[0], answers.pop(due)
                losses.pop(due, None)
                due += 1
            if is_over and due == taken:
                return
            self._give(waiting, pending)
            if is_over or taken - due >= self._jobs * _AHEAD_EACH:
                self._hear(answers, losses, waiting)

    def _give(self, waiting: deque[int], pending: dict[int, tuple[Label, Any]]) -> None:
        for worker in self._workers:
            if waiting and worker.is_ready and worker.in_hand is None:
                number = waiting.popleft()
                worker.in_hand = number
                try:
                    worker.connection.send(pending[number][1])
                except OSError:
                    continue  # it has ended: who listens to it finds out, and gives the unit out again

    def _hear(self, answers: dict[int, Any], losses: dict[int, int], waiting: deque[int]) -> None:
        """Waits until a worker says something, or ends."""
        for worker in self._speaking():
            if not worker.is_ready:
                self._load(worker)
                continue
            try:
                answer = worker.connection.recv()
            except (EOFError, OSError):
                self._replace(worker, answers, losses, waiting)
                continue
            if isinstance(answer, _Refused):
                raise answer.error
            assert worker.in_hand is not None
            answers[worker.in_hand] = answer
            worker.in_hand = None

    def _replace(self, worker: _Worker, answers: dict[int, Any], losses: dict[int, int], waiting: deque[int]) -> None:
        _end(worker.process)
        worker.connection.close()
        number = worker.in_hand
        if number is not None:
            losses[number] = losses.get(number, 0) + 1
            if losses[number] < _MOST_LOSSES:
                waiting.appendleft(number)
            else:
                said = _ending(worker.process.exitcode)
                answers[number] = Lost(
                    f"{_MOST_LOSSES} workers that checked it ended ({said}); is memory short? Ask for fewer with --jobs"
                )
        self._workers[self._workers.index(worker)] = self._start()

    def _speaking(self) -> list[_Worker]:
        heard = wait([worker.connection for worker in self._workers])
        return [worker for worker in self._workers if worker.connection in heard]

    def _load(self, worker: _Worker) -> None:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError):
            _end(worker.process)
            said = _ending(worker.process.exitcode)
            raise WorkerError(
                f"a worker process ended before it had loaded ({said}); is memory short? Ask for fewer with --jobs"
            ) from None
        if isinstance(answer, _Refused):
            raise answer.error
        self.signature, self.engine_note = answer.signature, answer.engine_note
        worker.is_ready = True

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")  # a fork would copy the locks of threads that it has not
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, *self._arguments), daemon=True)
        try:
            with _interrupts_held():
                process.start()
        except OSError as error:
            raise WorkerError(
                f"no worker process can be started ({error.strerror}); ask for fewer with --jobs"
            ) from None
        there.close()
        return _Worker(process, here)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Has a process that is started within begin with Ctrl-C held back, until it can say that it ignores it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # or it would be started within, which lets the signal through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, settings: Settings, side_files: SideFiles, job: Job) -> None:
    """A worker's whole life. It ends when the other end of the connection is closed, as at the end of that process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process, and the first one ends the others
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        _work(connection, settings, side_files, job)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


def _work(connection: Connection, settings: Settings, side_files: SideFiles, job: Job) -> None:
    try:
        from mtqa.pipeline import Checker

        checker = Checker(settings, side_files, threads=1)
        connection.send(_Ready(checker.signature, checker.engine_note))
        while True:
            connection.send(job(checker, connection.recv()))
    except (EOFError, BrokenPipeError, ConnectionResetError, MemoryError):
        raise
    except MtqaError as error:
        connection.send(_Refused(error))
    except Exception as error:  # no traceback of a worker may reach the user
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        connection.send(_Refused(WorkerError(f"a worker failed ({said}); please report it, and run with --jobs 1")))


def _end(process: SpawnProcess) -> None:
    """Sees that a process that should end does."""
    process.join(_SECONDS_TO_END)
    if process.is_alive():
        process.kill()
        process.join()


def _ending(code: int | None) -> str:
    if code == _OUT_OF_MEMORY:
        return "no memory was left"
    if code is not None and code < 0:
        return f"signal {-code}"
    return f"exit code {code}"
