"""A Ray cluster: one of our own on this machine, or one that is there; and how many workers of which size it takes."""

from __future__ import annotations

import logging
import math
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mtqa.config import Settings
from mtqa.errors import EngineError, UsageError, WorkerError

LOCAL = "local"
# Windows on their way are a few hundred kilobytes to read and a few megabytes to write; beyond this Ray uses the disk.
_STORE_BYTES = 256 * 1024**2
_STORE_BYTES_A_WORKER = 64 * 1024**2
# Ray gives its own processes 30 s to start, which on a machine at work is too short now and then.
_MOST_STARTS = 3
_MODEL_ENGINES = ("auto", "embedded", "marian")


@dataclass(frozen=True, slots=True)
class Cluster:
    """How many workers check, and the share of a GPU that each gets; `node` is where this process runs."""

    workers: int
    gpus_each: float
    node: str
    is_local: bool = False

    @property
    def readers(self) -> int:
        """How many inputs are read at a time: one reader feeds far more than 32 workers (docs/scaling.md)."""
        return 1 + self.workers // 32


@contextmanager
def open_cluster(address: str, jobs: int, settings: Settings) -> Iterator[Cluster]:
    """Connects to the cluster at `address` (`host:port`, `auto`, `ray://host:port`), or starts one for `local`.

    `jobs` is the number of workers, 0 for one a core. A cluster that this process is connected to already is used as
    it is. Raises UsageError where Ray is missing, WorkerError where there is no cluster, EngineError where a GPU is
    asked for and none is there.
    """
    ray = import_ray()
    if jobs < 0:
        raise UsageError(f"--jobs must be 0 or more, not {jobs}")
    connected = ray.is_initialized()
    if not connected:
        _connect(ray, address, jobs or len(os.sched_getaffinity(0)))
    try:
        gpus_each, workers = worker_sizes(ray.cluster_resources(), jobs, settings)
        yield Cluster(workers, gpus_each, ray.get_runtime_context().get_node_id(), address == LOCAL)
    finally:
        if not connected:
            ray.shutdown()


def import_ray() -> Any:
    """Ray with Ray Data, silent and without telling its makers of its use. Raises UsageError where it is missing."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError(f"--ray needs Ray ({error}): pip install 'mtqa[ray]'") from None
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return ray


def _connect(ray: Any, address: str, cores: int) -> None:
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
    if address == LOCAL:
        store = _STORE_BYTES + cores * _STORE_BYTES_A_WORKER
        options |= {"num_cpus": cores, "include_dashboard": False, "object_store_memory": store}
    try:
        with _native_messages_held():
            _init(ray, address, options, _MOST_STARTS if address == LOCAL else 1)
    except Exception as error:  # connection refused, no cluster, another version, a full disk: each its own class
        said = " ".join(str(error).split())[:300]
        if address == LOCAL:
            raise WorkerError(
                f"--ray local: Ray cannot be started ({said}); check room in memory and {_logs()}"
            ) from None
        raise WorkerError(
            f"--ray {address}: no cluster can be reached there ({said}); start one with `ray start --head`, or use "
            "--ray local"
        ) from None


def _init(ray: Any, address: str, options: Mapping[str, Any], starts: int) -> None:
    for left in reversed(range(starts)):
        try:
            ray.init(address=address, **options)
            return
        except Exception:
            ray.shutdown()
            if not left:
                raise


def worker_sizes(resources: Mapping[str, float], jobs: int, settings: Settings) -> tuple[float, int]:
    """The share of a GPU a worker, and the number of workers. Where there are fewer GPUs than workers, they share."""
    workers = jobs or max(int(resources.get("CPU", 1)), 1)
    gpus = int(resources.get("GPU", 0))
    if settings.device.startswith("cuda") and not gpus:
        raise EngineError(f"--device {settings.device}: the cluster has no GPU; use --device cpu")
    if settings.device == "cpu" or not gpus or not _runs_models(settings):
        return 0.0, workers
    return 1 / math.ceil(workers / gpus), workers


def _runs_models(settings: Settings) -> bool:
    return settings.engine in _MODEL_ENGINES or bool(settings.language_model or settings.metrics)


def _logs() -> str:
    return os.path.join(tempfile.gettempdir(), "ray", "session_latest", "logs")  # noqa: PTH118 - for a message


@contextmanager
def _native_messages_held() -> Iterator[None]:
    """Keeps what Ray's native part writes on standard error while it starts, and shows it only if that fails."""
    with tempfile.TemporaryFile() as held:
        shown = os.dup(2)
        os.dup2(held.fileno(), 2)
        try:
            yield
        except BaseException:
            held.seek(0)
            os.write(shown, held.read())
            raise
        finally:
            os.dup2(shown, 2)
            os.close(shown)
