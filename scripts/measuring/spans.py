"""Span precision, recall and F0.5: the library's own (`mtqa bench` measures with it)."""

from mtqa.benchmarking.spans import SLACK, Span, SpanTally, touches

__all__ = ["SLACK", "Span", "SpanTally", "touches"]
