"""Run the shipped detector network with ONNX Runtime."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from mtqa.errors import EngineError

Run = Callable[[Mapping[str, np.ndarray[Any, Any]]], np.ndarray[Any, Any]]


def open_network(model: bytes, threads: int = 0) -> Run:
    """A function from the network's named inputs to its one output.

    `threads` 0 uses all cores. Raises EngineError where ONNX Runtime is missing.
    """
    try:
        import onnxruntime
    except ImportError as error:
        raise EngineError(f"the neural detector needs onnxruntime ({error}); reinstall mtqa") from None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def run(inputs: Mapping[str, np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
        output: np.ndarray[Any, Any] = session.run(None, dict(inputs))[0]
        return output

    return run
