"""Checking in several processes, and checking files of rows larger than memory: in order, and with the same results.

A unit is what is given out at a time: a window of rows, or a document.
"""

from mtqa.working.documents import check_documents
from mtqa.working.pool import Lost, Pool, in_this_process
from mtqa.working.stream import Label, Place, Totals, inputs_of, read_units, size_bytes, written
from mtqa.working.units import report_of, text_of
from mtqa.working.windows import CheckedWindow, check_window

__all__ = [
    "CheckedWindow",
    "Label",
    "Lost",
    "Place",
    "Pool",
    "Totals",
    "check_documents",
    "check_window",
    "in_this_process",
    "inputs_of",
    "read_units",
    "report_of",
    "size_bytes",
    "text_of",
    "written",
]
