"""Folders as sources: a ConvoKit corpus or a folder of mails is one source, any other is the files in it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .errors import BrokenSource

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What follows a table's name in the name of the file that holds its account.
SIDECAR: Final = ".meta.json"
_MAIL: Final = re.compile(rb"\A(?:From \S+.*\r?\n)?(?:[A-Za-z][A-Za-z0-9-]*:[ \t].*\r?\n(?:[ \t].*\r?\n)*){2,}")
_HEADERS: Final = re.compile(rb"^(?:From|Message-ID|Received|Return-Path):", re.IGNORECASE | re.MULTILINE)


def sources_in(folder: str | Path) -> list[Path]:
    """Return the sources in a folder, in name order; the folder itself where it is one source.

    Hidden files and the accounts beside saved tables are none. A folder within that cannot be opened is named as a
    source: reading it says why.

    Raises
    ------
    BrokenSource
        The folder holds no file, or cannot be opened.
    """
    root = Path(folder)
    if is_file(root / "utterances.jsonl"):
        return [root / "utterances.jsonl"]
    files, closed = _inside(root)
    if root in closed:
        raise BrokenSource(f"{root} cannot be opened: {closed[root]}.", name=root.name)
    if not files and not closed:
        raise BrokenSource(f"{root.name} is a folder without a readable source.", name=root.name)
    is_mailbox = len(files) > 1 and not closed and all(is_mail(one) for one in files[:20])
    return [root] if is_mailbox else sorted([*files, *closed])


def _inside(root: Path) -> tuple[list[Path], dict[Path, str]]:
    """Return the sources at any depth, in name order, and the folders that cannot be opened, with the reason."""
    closed: dict[Path, str] = {}

    def note(error: OSError) -> None:
        closed[Path(error.filename)] = error.strerror or str(error)

    files: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(folder, name) for name in names if not name.startswith(".")]
    return [one for one in sorted(files) if is_file(one) and not is_sidecar(one)], closed


def is_file(path: str | Path) -> bool:
    """Whether a file stands there; not where the system does not let us look."""
    return os.path.isfile(path)  # noqa: PTH113 -- Path.is_file raises there


def is_folder(path: str | Path) -> bool:
    """Whether a folder stands there; not where the system does not let us look."""
    return os.path.isdir(path)  # noqa: PTH112 -- Path.is_dir raises there


def is_sidecar(file: Path) -> bool:
    """Whether a file holds the account of the saved table beside it, and is no source itself."""
    return file.name.endswith(SIDECAR)


def is_mail(file: Path) -> bool:
    """Whether a file begins with the headers of a message; one that cannot be opened does not."""
    try:
        with file.open("rb") as stream:
            head = stream.read(4096)
    except OSError:
        return False
    return bool(_MAIL.match(head)) and bool(_HEADERS.search(head))


def mailbox_bytes(folder: Path, max_bytes: int) -> bytes:
    """Join a folder of single messages into one mbox, in name order."""
    out = bytearray()
    for file in _messages(folder):
        data = file.read_bytes()
        first = b"" if data.startswith(b"From ") else b"From folder Thu Jan  1 00:00:00 1970\n"
        out += first + re.sub(rb"(?m)^(>*From )", rb">\1", data) if first else data
        out += b"\n\n"
        if len(out) > max_bytes:
            raise BrokenSource(
                f"{folder.name} is larger than the limit of {max_bytes:,} bytes (max_bytes).", name=folder.name
            )
    return bytes(out)


def _messages(folder: Path) -> Sequence[Path]:
    return [one for one in _inside(folder)[0] if is_mail(one)]
