"""Vectors on disk, by content: one SQLite file in the user's cache folder, shared by any number of processes."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Final

import numpy as np

from commentariat.threads.arguments import a_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy.typing as npt

#: Beyond this the oldest vectors make room.
MAX_BYTES: Final = 512 * 1024 * 1024
_FILE: Final = "vectors-1.sqlite"
#: Keys in one question; SQLite takes 999 on every build.
_ASK: Final = 500
#: Seconds to wait before each further try for a write-ahead log; without one the cache works one process at a time.
WAITS: Final = (0.01, 0.03, 0.1, 0.3)
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS vectors (id INTEGER PRIMARY KEY, key BLOB UNIQUE NOT NULL, vector BLOB NOT NULL)
"""


def default_folder() -> Path:
    """Return the one known place: ``commentariat`` in the platform's cache folder."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("commentariat", appauthor=False))


def text_key(recipe: str, text: str) -> bytes:
    """Hash a text with everything else that its vector depends on."""
    digest = hashlib.blake2b(recipe.encode(), digest_size=20)
    digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
    return digest.digest()


class VectorCache:
    """A bounded store of float32 vectors that never fails: what cannot be read or written is encoded again.

    Parameters
    ----------
    folder : path, optional
        :func:`default_folder` when left out.
    max_bytes : int
        The oldest half is dropped when the file grows past this.
    """

    def __init__(self, folder: str | Path | None = None, *, max_bytes: int = MAX_BYTES) -> None:
        self.path = (default_folder() if folder is None else a_path(folder, "folder")) / _FILE
        self.max_bytes = max_bytes

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # The lock of another process is waited for; WAL lets it read meanwhile.
        connection = sqlite3.connect(self.path, timeout=20)
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(_TABLE)
        return connection

    def get(self, keys: Sequence[bytes], dimension: int | None = None) -> dict[bytes, npt.NDArray[np.float32]]:
        """Return the vectors that are there; one of another dimension counts as absent."""
        if not keys or not self.path.is_file():
            return {}
        try:
            with closing(self._connect()) as connection:
                rows = [row for part in _parts(keys) for row in _select(connection, part)]
        except (sqlite3.Error, OSError):
            return {}
        found = {key: np.frombuffer(vector, dtype=np.float32) for key, vector in rows if len(vector) % 4 == 0}
        return {key: vector for key, vector in found.items() if dimension in {None, len(vector)}}

    def put(self, vectors: Mapping[bytes, npt.NDArray[np.float32]]) -> None:
        """Store vectors in one transaction; one that is there already stays."""
        rows = [(key, np.ascontiguousarray(vector, dtype=np.float32).tobytes()) for key, vector in vectors.items()]
        try:
            with closing(self._connect()) as connection, connection:
                connection.executemany("INSERT OR IGNORE INTO vectors (key, vector) VALUES (?, ?)", rows)
                self._shrink(connection)
        except (sqlite3.Error, OSError):
            return

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Drop the older half once the pages in use outgrow the bound."""
        names = ("page_count", "freelist_count", "page_size")
        pages, free, size = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
        if (pages - free) * size > self.max_bytes:
            low, high = connection.execute("SELECT MIN(id), MAX(id) FROM vectors").fetchone()
            connection.execute("DELETE FROM vectors WHERE id <= ?", ((low + high) // 2,))


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Ask for a write-ahead log; SQLite refuses without waiting where another process makes the file at that moment."""
    for wait in WAITS:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            sleep(wait)
        else:
            return


def _parts(keys: Sequence[bytes]) -> Iterable[Sequence[bytes]]:
    return (keys[at : at + _ASK] for at in range(0, len(keys), _ASK))


def _select(connection: sqlite3.Connection, keys: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    marks = ",".join("?" * len(keys))
    return connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", list(keys)).fetchall()  # noqa: S608 -- only question marks
