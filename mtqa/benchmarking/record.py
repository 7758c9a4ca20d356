"""A benchmark as plain data: what JSON writes, by `schema/benchmark.schema.json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from mtqa.benchmarking.report import Benchmark

# A line a change, the newest last:
# 1: the first form.
FORMAT_VERSION = 1
KIND = "mtqa-benchmark"


def benchmark_record(benchmark: Benchmark) -> dict[str, Any]:
    """The benchmark as plain data: the fields of `Benchmark` under their own names, rates from 0 to 1."""
    return {"kind": KIND, "format_version": FORMAT_VERSION, **asdict(benchmark)}
