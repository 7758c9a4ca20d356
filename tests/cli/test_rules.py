from __future__ import annotations

import pytest

from mtqa.cli import run
from mtqa.domain.catalogue import CATALOGUE


def test_the_list_names_every_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules"]) == 0
    out = capsys.readouterr().out
    assert all(code in out for code in CATALOGUE)
    assert "off by default" in out


def test_one_code_is_explained_with_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "fr204"]) == 0
    out = capsys.readouterr().out
    assert "doubled-words" in out and "⟦dans dans⟧" in out
    assert "flags were right" in out


def test_an_unknown_code_gets_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "FR20"]) == 2
    assert "did you mean FR20" in capsys.readouterr().err
