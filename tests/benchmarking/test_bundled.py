"""The corpora in the package are those of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_marked_corpora import sets
from mtqa.benchmarking import bundled
from mtqa.benchmarking.bundled import bundled_sets, pack_sets
from mtqa.errors import ArtefactError


def test_they_are_those_of_the_repository() -> None:
    packed, own = bundled_sets(), sets()
    assert list(packed) == list(own)
    for name, texts in own.items():
        kept = [(text.text, text.marked, text.right, text.is_row) for text in packed[name]]
        assert kept == [(text.text, text.marked, text.right, text.is_row) for text in texts], (
            f"{name}: run scripts/build_marked_corpora.py"
        )


def test_packing_is_the_same_every_time() -> None:
    assert pack_sets(bundled_sets()) == (bundled.FOLDER / f"{bundled.NAME}{bundled.SUFFIX}").read_bytes()


def test_damage_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "FOLDER", tmp_path)
    with pytest.raises(ArtefactError, match="reinstall mtqa"):
        bundled_sets()
