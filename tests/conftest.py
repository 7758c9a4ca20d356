"""Fixtures that every test may use."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.web_server import WebServer

# The matrices of a test are small: with more threads BLAS and OpenMP spend their time waiting for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

# A busy machine can take a second for an example that takes a millisecond alone.
# A shell without job control starts what goes to the background with Ctrl-C ignored, and what the tests start inherits it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
settings.register_profile("mtqa", deadline=None)
settings.load_profile("mtqa")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The data folder beside the checkout; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("MTQA_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"the shared data folder {folder.name!r} is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The project's own annotated corpora."""
    return ROOT / "corpora"


@pytest.fixture
def server() -> Iterator[WebServer]:
    """A web server on the loopback address."""
    running = WebServer()
    yield running
    running.close()
