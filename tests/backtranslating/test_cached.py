"""The cache: nothing twice, several processes, a size, a corrupt file."""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from mtqa.backtranslating.base import Attended, Progress, TranslatorEngine
from mtqa.backtranslating.cached import CachedTranslator
from mtqa.backtranslating.store import TranslationStore, find_cache_folder
from mtqa.domain.translation import Attention
from mtqa.errors import EngineError


class Counting:
    """A translator that counts what it is asked, and may be killed on the way."""

    def __init__(self, identity: str = "counting", batch_texts: int = 2, dies_at: str = "") -> None:
        self.identity, self.batch_texts, self.dies_at = identity, batch_texts, dies_at
        self.asked: list[str] = []

    def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]:
        assert progress is None
        if self.dies_at in texts and self.dies_at:
            raise EngineError("killed")
        self.asked += texts
        return [text.upper() for text in texts]


@pytest.fixture
def store(tmp_path: Path) -> TranslationStore:
    return TranslationStore(tmp_path / "cache")


def test_nothing_is_translated_twice(store: TranslationStore) -> None:
    inner = Counting()
    cached = CachedTranslator(inner, store)
    seen: list[tuple[int, int]] = []
    assert cached.translate(["b", "aaa", "b", "é"], lambda *step: seen.append(step)) == ["B", "AAA", "B", "É"]
    assert sorted(inner.asked) == ["aaa", "b", "é"]
    assert seen[-1] == (4, 4) and len(seen) == 2
    assert cached.translate(["é", "c"]) == ["É", "C"]
    assert sorted(inner.asked) == ["aaa", "b", "c", "é"]


def test_another_identity_has_other_translations(store: TranslationStore) -> None:
    CachedTranslator(Counting(), store).translate(["a"])
    other = Counting("other revision")
    CachedTranslator(other, store).translate(["a"])
    assert other.asked == ["a"]


class Attending(Counting):
    """A translator that tells where it looked."""

    def attend(self, texts: Sequence[str], progress: Progress | None = None) -> list[Attended]:
        weights = np.array([[0.25, 0.7]], np.float32)
        return [(text, Attention(("a", "b"), (text,), weights)) for text in self.translate(texts, progress)]


def test_attention_is_the_same_fresh_and_kept_and_damage_costs_a_translation(store: TranslationStore) -> None:
    inner = Attending()
    cached = CachedTranslator(inner, store)
    answers = [cached.attend(["a", "b"]), cached.attend(["a", "b"])]
    assert [text for text, _ in answers[1]] == ["A", "B"] and inner.asked == ["a", "b"]
    for (_, fresh), (_, kept) in zip(*answers, strict=True):
        assert fresh is not None and kept is not None and fresh.weights.tolist() == kept.weights.tolist()
        assert fresh.weights == pytest.approx(np.array([[0.25, 0.7]]), abs=1 / 255)
    store.write("counting attention", {"a": '["A", ["a"], ["b"], "AAAA"]', "b": "[]"})
    assert [text for text, _ in cached.attend(["a", "b"])] == ["A", "B"] and inner.asked == ["a", "b", "a", "b"]
    plain = CachedTranslator(Counting(), store)
    assert plain.attend(["c"]) == [("C", None)] and plain.translate(["c"]) == ["C"]


def test_a_killed_run_resumes_where_it_stopped(store: TranslationStore) -> None:
    texts = ["aaaaaa", "bbbbb", "cccc", "ddd", "ee"]
    with pytest.raises(EngineError, match="killed"):
        CachedTranslator(Counting(dies_at="ee"), store).translate(texts)
    again = Counting()
    CachedTranslator(again, store).translate(texts)
    assert again.asked == ["ee"]


def test_a_killed_process_leaves_what_it_had_done(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path\n"
        "from mtqa.backtranslating.cached import CachedTranslator\n"
        "from mtqa.backtranslating.store import TranslationStore\n"
        "class Dying:\n"
        "    identity, batch_texts = 'counting', 2\n"
        "    def translate(self, texts, progress=None):\n"
        "        if 'ee' in texts: os.kill(os.getpid(), 9)\n"
        "        return [text.upper() for text in texts]\n"
        "CachedTranslator(Dying(), TranslationStore(Path(sys.argv[1]))).translate(['aaaaaa', 'bbbbb', 'cccc', 'ddd', 'ee'])"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False).returncode == -9
    inner = Counting()
    CachedTranslator(inner, TranslationStore(tmp_path)).translate(["aaaaaa", "bbbbb", "cccc", "ddd", "ee"])
    assert inner.asked == ["ee"]


def test_a_corrupt_file_is_set_aside_and_said(store: TranslationStore, caplog: pytest.LogCaptureFixture) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(b"this is no database, however long one looks at it" * 100)
    inner = Counting()
    with caplog.at_level(logging.WARNING, logger="mtqa"):
        assert CachedTranslator(inner, store).translate(["a"]) == ["A"]
    assert "is corrupt" in caplog.text and str(store.path) in caplog.text
    assert len(list(store.path.parent.glob("*.corrupt-*"))) == 1
    CachedTranslator(inner, store).translate(["a"])
    assert inner.asked == ["a"]


def test_damage_in_the_middle_is_noticed(store: TranslationStore, caplog: pytest.LogCaptureFixture) -> None:
    store.write("x", {f"text {n}": "output " * 20 for n in range(400)})
    with sqlite3.connect(store.path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    raw = bytearray(store.path.read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    store.path.write_bytes(raw)
    with caplog.at_level(logging.WARNING, logger="mtqa"):
        assert store.read("x", [f"text {n}" for n in range(400)]) == {}
    assert "is corrupt" in caplog.text
    store.write("x", {"a": "A"})
    assert store.read("x", ["a"]) == {"a": "A"}


def test_a_folder_that_cannot_be_used_costs_only_the_saving(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="mtqa"):
        assert CachedTranslator(Counting(), TranslationStore(tmp_path / "file" / "cache")).translate(["a"]) == ["A"]
    assert caplog.text.count("going on without a cache") == 1


def test_the_file_stays_within_its_size_and_drops_the_oldest(tmp_path: Path) -> None:
    store = TranslationStore(tmp_path, most_bytes=200_000)
    for n in range(60):
        store.write("x", {f"{n} {k}": f"{n} {k} " + "long output " * 10 for k in range(50)})
    assert store.path.stat().st_size < 400_000
    kept = store.read("x", [f"59 {k}" for k in range(50)])
    assert len(kept) == 50
    assert len(store.read("x", [f"0 {k}" for k in range(50)])) < 50


def test_several_processes_share_it(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from mtqa.backtranslating.store import TranslationStore\n"
        "store = TranslationStore(Path(sys.argv[1]))\n"
        "for n in range(30): store.write('x', {f'{sys.argv[2]} {n}': 'output'})\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in ("a", "b", "c")]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    wanted = [f"{name} {n}" for name in ("a", "b", "c") for n in range(30)]
    assert len(TranslationStore(tmp_path).read("x", wanted)) == 90


def test_clearing_says_how_much_there_was(store: TranslationStore) -> None:
    assert store.clear() == 0
    store.write("x", {"a": "A", "b": "B"})
    assert store.clear() == 2
    assert store.read("x", ["a"]) == {}


def test_the_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MTQA_CACHE_DIR", str(tmp_path))
    assert find_cache_folder() == tmp_path
    monkeypatch.delenv("MTQA_CACHE_DIR")
    assert "mtqa" in find_cache_folder().parts
    assert "MTQA_CACHE_DIR" not in os.environ


def test_degenerate_answers_are_judged_from_the_cache_as_well(store: TranslationStore) -> None:
    class Looping(Counting):
        def translate(self, texts: Sequence[str], progress: Progress | None = None) -> list[str]:
            return [" ".join(["the train"] * 9) for _ in super().translate(texts, progress)]

    for _ in range(2):
        (answer,) = TranslatorEngine("x", CachedTranslator(Looping(), store)).translate(["Le train est parti."])
        assert (answer.text, answer.problem) == ("", "repeats itself")


def test_a_schema_that_is_no_text_is_set_aside(store: TranslationStore, caplog: pytest.LogCaptureFixture) -> None:
    """Regression, found by fuzzing: SQLite's message quotes it, and Python could not decode the message."""
    store.write("x", {"a": "A"})
    data = store.path.read_bytes()
    for suffix in ("-wal", "-shm"):
        store.path.with_name(store.path.name + suffix).unlink(missing_ok=True)
    store.path.write_bytes(data.replace(b"WITHOUT ROWID", b"WITHOUT RO\xe1\xff\xe1"))
    assert store.read("x", ["a"]) == {}
    store.write("x", {"a": "A"})
    assert store.read("x", ["a"]) == {"a": "A"}
    assert "set aside" in caplog.text


def test_rows_of_another_kind_are_not_believed(store: TranslationStore) -> None:
    store.write("x", {"a": "A"})
    with sqlite3.connect(store.path) as connection:
        connection.execute("UPDATE translations SET output = x'00ff'")
    connection.close()
    assert store.read("x", ["a"]) == {}


def test_a_clock_that_went_back_loses_nothing(store: TranslationStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.write("x", {"a": "A"})
    monkeypatch.setattr("time.time_ns", lambda: 1_000_000_000)
    assert store.read("x", ["a"]) == {"a": "A"}
    store.write("x", {"b": "B"})
    assert store.read("x", ["a", "b"]) == {"a": "A", "b": "B"}


def test_a_row_of_another_key_turns_the_cache_off(
    store: TranslationStore, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regression: a file damaged in the right place gives rows of keys that were not asked for."""
    store.write("engine", {"a": "A"})

    class Damaged(sqlite3.Connection):
        def execute(self, query: str, *values: object) -> sqlite3.Cursor:
            return super().execute(query.replace("SELECT key,", "SELECT zeroblob(32),"), *values)

    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: connect(path, timeout=timeout, factory=Damaged))
    assert store.read("engine", ["a"]) == {}
    assert "going on without a cache" in caplog.text
