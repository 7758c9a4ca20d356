"""The corpora are what their README says, and the check that says so can fail."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
CORPORA = REPOSITORY / "corpora"


def _load_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_corpora", REPOSITORY / "scripts" / "check_corpora.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check_corpora = _load_script()


def test_corpora_are_sound() -> None:
    assert check_corpora.all_problems() == []


def test_marks_on_the_sample_article() -> None:
    shared = Path(os.environ.get("MTQA_SHARED", REPOSITORY.parent / "shared"))
    if not (shared / "seed" / "russie-ukraine.fr.txt").is_file():
        pytest.skip(f"the sample article is not in {shared}")
    assert list(check_corpora.check_seed_marks(CORPORA, shared)) == []


def _shift_a_mark(corpora: Path) -> None:
    path = corpora / "demo" / "marks.json"
    marks = json.loads(path.read_text(encoding="utf-8"))
    marks["marks"][0]["start"] += 1
    path.write_text(json.dumps(marks), encoding="utf-8")


def _clear_a_wrong_sentence(corpora: Path) -> None:
    path = corpora / "demo" / "marks.json"
    marks = json.loads(path.read_text(encoding="utf-8"))
    next(s for s in marks["sentences"] if not s["right"])["right"] = True
    path.write_text(json.dumps(marks), encoding="utf-8")


def _drop_a_corrected_sentence(corpora: Path) -> None:
    path = corpora / "demo" / "fr.corrected.txt"
    path.write_text(path.read_text(encoding="utf-8") + "Une phrase de plus.\n", encoding="utf-8")


def _share_a_line(corpora: Path) -> None:
    dev, test = (corpora / "unusual" / f"{split}.txt" for split in ("dev", "test"))
    lines = test.read_text(encoding="utf-8").splitlines()
    lines[0] = dev.read_text(encoding="utf-8").splitlines()[0]
    test.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _lose_a_version(corpora: Path) -> None:
    (corpora / "demo" / "en.txt").unlink()


def _point_a_link_outside(corpora: Path) -> None:
    path = corpora / "word_alignment" / "dev.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("\t0-0 ", "\t0-99 ", 1), encoding="utf-8")


def _change_a_byte(corpora: Path) -> None:
    path = corpora / "README.md"
    path.write_bytes(path.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("damage", "symptom"),
    [
        (_shift_a_mark, "the text there is"),
        (_clear_a_wrong_sentence, "right is True with"),
        (_drop_a_corrected_sentence, "something more at its end"),
        (_share_a_line, "in dev and in test"),
        (_lose_a_version, "lacks en.txt"),
        (_point_a_link_outside, "dev.tsv:2: a link is malformed"),
        (_change_a_byte, "MANIFEST.json is not that of README.md"),
    ],
)
def test_damage_is_reported(tmp_path: Path, damage: Callable[[Path], None], symptom: str) -> None:
    copy = tmp_path / "corpora"
    shutil.copytree(CORPORA, copy)
    damage(copy)
    assert any(symptom in problem for problem in check_corpora.all_problems(copy))
