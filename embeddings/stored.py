"""An encoder that knows its texts already: vectors kept in a file, looked up by the text's hash."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from commentariat.threads.errors import CommentariatError

from .vectors import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]


class VectorError(CommentariatError):
    """A file of vectors cannot be read, or lacks a text."""

    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, eq=False)
class StoredVectors:
    """Vectors by text, in place of a model.

    Attributes
    ----------
    keys : str array, shape (m,)
        SHA-256 of each stripped text, 24 hexadecimal digits, ascending.
    rows : float32 array, shape (m, d)
        L2-normalised.
    background : float32 array, shape (d,)
        What all have in common; see :mod:`~.background`.
    name, revision : str
    """

    keys: npt.NDArray[np.str_]
    rows: Vectors
    background: Vectors
    name: str = "stored vectors"

    @property
    def model(self) -> str:
        """What a themes model names as its encoder; these vectors cannot encode anything new."""
        return self.name

    @property
    def revision(self) -> str:
        """SHA-256 of the vectors."""
        return hashlib.sha256(self.rows.tobytes()).hexdigest()

    @classmethod
    def of(cls, texts: Sequence[str], rows: Vectors, background: Vectors) -> StoredVectors:
        """Keep the vector of each text."""
        keys = np.array([text_hash(text) for text in texts], dtype="<U24")
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], normalised(rows[order]), background)

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> Vectors:
        """Look up one row a text; zero for empty text.

        Raises
        ------
        VectorError
            A text is not among those whose vectors are stored.
        """
        wanted = np.array([text_hash(text) for text in texts], dtype="<U24")
        filled = np.array([bool(text.strip()) for text in texts], dtype=bool)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        unknown = np.flatnonzero(filled & (self.keys[place] != wanted))
        if unknown.size:
            raise VectorError(f"the file of vectors has none for the text {texts[int(unknown[0])][:60]!r}.")
        if progress is not None:
            progress(len(texts), len(texts))
        return np.where(filled[:, None], self.rows[place], 0).astype(np.float32)

    def to_bytes(self) -> bytes:
        """Serialise as ``.npz``."""
        buffer = io.BytesIO()
        np.savez_compressed(buffer, keys=self.keys, rows=self.rows, background=self.background)
        # numpy stamps no time into the archive, so the same vectors give the same bytes.
        return buffer.getvalue()

    @classmethod
    def load(cls, path: str | Path) -> StoredVectors:
        """Read what :meth:`to_bytes` gave.

        Raises
        ------
        VectorError
            The file is missing or holds something else.
        """
        import zipfile

        if not Path(path).is_file():
            raise VectorError(f"{path}: no such file.")
        try:
            with np.load(path, allow_pickle=False) as archive:
                return cls(archive["keys"], archive["rows"], archive["background"])
        except PermissionError as error:
            raise VectorError(f"{path} cannot be opened: {error.strerror}.") from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError, zipfile.BadZipFile) as error:
            raise VectorError(f"{path} is no file of vectors.") from error


def text_hash(text: str) -> str:
    """Name a text by its content."""
    return hashlib.sha256(text.strip().encode("utf-8", "replace")).hexdigest()[:24]
