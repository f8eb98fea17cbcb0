"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from .errors import WriteError


def atomic_write(path: str | Path, data: bytes, *, mode: int | None = None) -> None:
    """Write a file whole or not at all: to a temporary neighbour first, then renamed.

    A link is followed. A device or a pipe is never replaced by a file: it is written to as it stands.

    Parameters
    ----------
    path : path
    data : bytes
    mode : int, optional
        Permissions; else those of the file that is replaced, or of any new file of the user's.

    Raises
    ------
    WriteError
        When the folder is missing or closed, or the disk is full; nothing is left behind.
    """
    if Path(path).is_dir():
        raise WriteError(f"{path} is a folder; name a file in it.")
    try:
        if is_stream(path):
            Path(path).write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data, mode)
    except OSError as error:
        raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error


def is_stream(path: str | Path) -> bool:
    """Whether a path is a device, a pipe or a socket: something that is written to and never replaced."""
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:100]}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.flush()
            temporary.chmod(_mode_of(target) if mode is None else mode)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    temporary.replace(target)


def _mode_of(target: Path) -> int:
    # A temporary file is private; what takes its place should be as readable as the file that stood there.
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
