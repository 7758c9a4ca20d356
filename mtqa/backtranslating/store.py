"""Translations on disk, in SQLite: shared by several processes, bounded in size, never a reason to fail.

What goes wrong with the file is said on the logger and costs the saving, not the run: a corrupt file is set aside and
a new one begun; a folder that cannot be written, or a lock that is held too long, means going on without the cache.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from platformdirs import user_cache_path

_LOG = logging.getLogger("mtqa")
_FILE_NAME = "translations.sqlite3"
_LOCK_SECONDS = 30.0
_MOST_BYTES = 512 * 1024 * 1024
_SHARE_DROPPED = 4  # a quarter of the rows go when the file is full, those not used for longest
_FRESH_MICROSECONDS = 24 * 3600 * 1_000_000
_QUERY_KEYS = 500  # SQLite takes at least 999 variables

_SCHEMA = """
CREATE TABLE IF NOT EXISTS translations (key BLOB PRIMARY KEY, output TEXT NOT NULL, used_at INTEGER NOT NULL)
WITHOUT ROWID
"""

T = TypeVar("T")


def find_cache_folder() -> Path:
    """MTQA_CACHE_DIR, or the user's cache folder on this system."""
    return Path(os.environ["MTQA_CACHE_DIR"]) if os.environ.get("MTQA_CACHE_DIR") else user_cache_path("mtqa")


class TranslationStore:
    """Outputs by (identity of the translator, text). Safe to use from several processes at once."""

    def __init__(self, folder: Path | None = None, most_bytes: int = _MOST_BYTES) -> None:
        self.path = (folder or find_cache_folder()) / _FILE_NAME
        self.most_bytes = most_bytes
        self._is_off = False

    def read(self, identity: str, texts: Iterable[str]) -> dict[str, str]:
        """The outputs that are kept, by text."""
        keys = {_key(identity, text): text for text in texts}
        return self._use(lambda connection: _select(connection, keys), {})

    def write(self, identity: str, outputs: dict[str, str]) -> None:
        """Keeps outputs, all or none, and makes room where the file has grown too large."""
        now = _now()
        rows = [(_key(identity, text), output, now) for text, output in outputs.items()]
        self._use(lambda connection: _insert(connection, rows, self.most_bytes), None)

    def clear(self) -> int:
        """Forgets everything; returns the number of translations there were."""
        return self._use(_delete_all, 0) if self.path.exists() else 0

    def _use(self, action: Callable[[sqlite3.Connection], T], default: T) -> T:
        """Runs `action` on the open file; whatever SQLite or the disk have against it gives `default`."""
        for _ in range(2):
            if self._is_off:
                break
            try:
                with closing(self._connect()) as connection:
                    return action(connection)
            except sqlite3.DatabaseError as error:
                if not _is_corrupt(error):
                    self._turn_off(str(error))
                elif not self._is_sound():
                    self._set_aside(error)
            except UnicodeDecodeError as error:  # SQLite's own message quotes what is broken, and Python cannot read it
                self._set_aside(error)
            except OSError as error:
                self._turn_off(error.strerror or str(error))
        return default

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=_LOCK_SECONDS)
        try:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(_SCHEMA)
        except BaseException:
            connection.close()
            raise
        return connection

    def _is_sound(self) -> bool:
        """Whether another process has put a good file in place meanwhile."""
        try:
            with closing(sqlite3.connect(self.path, timeout=_LOCK_SECONDS)) as connection:
                return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return False

    def _set_aside(self, error: Exception) -> None:
        aside = self.path.with_name(f"{_FILE_NAME}.corrupt-{int(time.time())}-{os.getpid()}")
        self.path.replace(aside)
        for suffix in ("-wal", "-shm"):
            self.path.with_name(_FILE_NAME + suffix).unlink(missing_ok=True)
        _LOG.warning("mtqa: %s is corrupt (%s): set aside as %s, a new cache is begun", self.path, error, aside.name)

    def _turn_off(self, reason: str) -> None:
        self._is_off = True
        _LOG.warning("mtqa: %s cannot be used (%s): going on without a cache", self.path, reason)


def _now() -> int:
    """Microseconds since 1970: of two batches written in the same second, the older is to go first."""
    return time.time_ns() // 1000


def _key(identity: str, text: str) -> bytes:
    return hashlib.sha256(f"{identity}\0{text}".encode("utf-8", "surrogatepass")).digest()


def _is_corrupt(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _select(connection: sqlite3.Connection, keys: dict[bytes, str]) -> dict[str, str]:
    now, found, stale = _now(), dict[str, str](), list[tuple[int, bytes]]()
    wanted = list(keys)
    for start in range(0, len(wanted), _QUERY_KEYS):
        part = wanted[start : start + _QUERY_KEYS]
        marks = ",".join("?" * len(part))
        query = f"SELECT key, output, used_at FROM translations WHERE key IN ({marks})"
        for key, output, used_at in connection.execute(query, part):
            if key not in keys or not isinstance(output, str) or not isinstance(used_at, int):
                raise sqlite3.DatabaseError("a row is not as it was written")
            found[keys[key]] = output
            if now - used_at > _FRESH_MICROSECONDS:
                stale.append((now, key))
    if stale:
        with connection:
            connection.executemany("UPDATE translations SET used_at = ? WHERE key = ?", stale)
    return found


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[bytes, str, int]], most_bytes: int) -> None:
    with connection:
        connection.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?, ?)", rows)
    if _used_bytes(connection) > most_bytes:
        with connection:
            connection.execute(
                "DELETE FROM translations WHERE key IN (SELECT key FROM translations ORDER BY used_at, key LIMIT "
                "(SELECT COUNT(*) / ? + 1 FROM translations))",
                (_SHARE_DROPPED,),
            )
        connection.execute("PRAGMA incremental_vacuum").fetchall()


def _used_bytes(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _delete_all(connection: sqlite3.Connection) -> int:
    with connection:
        number = int(connection.execute("SELECT COUNT(*) FROM translations").fetchone()[0])
        connection.execute("DELETE FROM translations")
    connection.execute("PRAGMA incremental_vacuum").fetchall()
    return number
