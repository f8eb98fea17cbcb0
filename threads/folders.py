"""Folders as sources: a ConvoKit corpus or a folder of mails is one source, any other is the files in it."""

from __future__ import annotations

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

    Hidden files and the accounts beside saved tables are none.

    Raises
    ------
    BrokenSource
        The folder holds no file.
    """
    root = Path(folder)
    if (root / "utterances.jsonl").is_file():
        return [root / "utterances.jsonl"]
    files = [one for one in sorted(root.rglob("*")) if one.is_file() and _is_source(one, root)]
    if not files:
        raise BrokenSource(f"{root.name} is a folder without a readable source.", name=root.name)
    return [root] if len(files) > 1 and all(is_mail(one) for one in files[:20]) else files


def _is_source(file: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
    return not hidden and not is_sidecar(file)


def is_sidecar(file: Path) -> bool:
    """Whether a file holds the account of the saved table beside it, and is no source itself."""
    return file.name.endswith(SIDECAR)


def is_mail(file: Path) -> bool:
    """Whether a file begins with the headers of a message."""
    with file.open("rb") as stream:
        head = stream.read(4096)
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
    return [one for one in sorted(folder.rglob("*")) if one.is_file() and _is_source(one, folder) and is_mail(one)]
