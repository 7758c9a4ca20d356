"""The entry point: Ctrl-C before the command line is there."""

from __future__ import annotations

import builtins

import pytest

from mtqa.__main__ import main


def test_ctrl_c_while_the_program_is_being_read_is_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = builtins.__import__

    def interrupted(name: str, *rest: object, **named: object) -> object:
        if name == "mtqa.cli":
            raise KeyboardInterrupt
        return original(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", interrupted)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "mtqa: interrupted\n"
