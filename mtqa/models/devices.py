"""Where a model runs, how much it takes at a time there, and what running out of memory looks like."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from mtqa.errors import EngineError

_LOG = logging.getLogger("mtqa")
# On a CPU larger batches gain nothing; a GPU is idle with batches so small.
_FIRST_BATCH = {"cpu": 2048, "cuda": 16384}
# The runtimes' own classes cannot be named here without importing them; torch.cuda.OutOfMemoryError says so as well.
_SIGNS_OF_FULL_MEMORY = ("out of memory", "can't allocate memory", "failed to allocate")


@dataclass(slots=True)
class BatchSize:
    """How many pieces or tokens, padding included, to hand to a model at a time: halved where memory runs out.

    It is never raised again: what else fills the device is not ours to know, and each attempt costs a failure.
    """

    pieces: int

    @classmethod
    def for_device(cls, device: str) -> BatchSize:
        """What to begin with on `cpu`, `cuda` or `cuda:N`."""
        return cls(_FIRST_BATCH[device.partition(":")[0]])

    def rows(self, pieces: int) -> int:
        """How many rows of this many pieces, at least one."""
        return max(self.pieces // pieces, 1)

    def halve(self, rows: int, pieces: int) -> None:
        """After memory was short for `rows` of `pieces` each. Raises EngineError where that was a single one."""
        if rows == 1:
            raise EngineError(
                f"memory is too short for a sentence of {pieces} pieces; free some, or use a smaller model"
            )
        self.pieces = rows // 2 * pieces
        _LOG.warning("mtqa: out of memory on a batch of %d sentences: going on with half of it", rows)


def pick_device(torch: Any, device: str) -> str:
    """`cpu`, `cuda` or `cuda:N` for those or `auto`. Raises EngineError where a device asked for is not here."""
    if device == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    if device.startswith("cuda"):
        refuse_missing(device, torch.cuda.device_count() if torch.cuda.is_available() else 0, "torch")
    return device


def refuse_missing(device: str, here: int, runtime: str) -> None:
    """Raises EngineError where `cuda` or `cuda:N` is not among the `here` devices that the runtime finds."""
    if here == 0:
        raise EngineError(f"--device {device}: {runtime} finds no CUDA device here; use --device cpu")
    if cuda_index(device) >= here:
        found = "cuda:0 alone" if here == 1 else f"cuda:0 to cuda:{here - 1}"
        raise EngineError(f"--device {device}: {runtime} finds {found} here; name one of those, or cpu")


def cuda_index(device: str) -> int:
    """N of `cuda:N`, 0 for `cuda`."""
    return int(device.partition(":")[2] or 0)


def is_out_of_memory(error: BaseException) -> bool:
    """Whether the machine's memory or the device's is full, by the error's class or its words."""
    return isinstance(error, MemoryError) or any(sign in str(error).lower() for sign in _SIGNS_OF_FULL_MEMORY)


def free_memory(torch: Any, device: str) -> None:
    """Gives back what torch keeps for later, so that a smaller batch finds room in one piece."""
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
