"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import WriteError


def atomic_write(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary neighbour first, then renamed.

    Raises
    ------
    WriteError
        When the folder is missing or closed, or the disk is full; nothing is left behind.
    """
    target = Path(path)
    if target.is_dir():
        raise WriteError(f"{target} is a folder; name a file in it.")
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                file.write(data)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(target)
    except OSError as error:
        raise WriteError(f"{target} cannot be written: {error.strerror or error}.") from error


def _umask() -> int:
    # A temporary file is private; what takes its place should be as readable as any new file of the user's.
    mask = os.umask(0)
    os.umask(mask)
    return mask
