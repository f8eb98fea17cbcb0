"""Archives of files: the only file of a ZIP archive is the source; of anything else is said what to do with it."""

from __future__ import annotations

import io
import zlib
from typing import IO, TYPE_CHECKING, Final

from .decompress import check_ratio
from .errors import BrokenSource

if TYPE_CHECKING:
    import zipfile

_PICTURE: Final = "a picture; commentariat reads text, so save the page or copy what it says"
#: What bytes begin with, and what they are.
_KINDS: Final = (
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it and name the folder, or a file in it"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it and name the folder, or a file in it"),
    (
        b"SQLite format 3\x00",
        "an SQLite database; save the table of comments as CSV and name its columns with columns=…",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document or an Outlook message; save it as CSV, text or .eml"),
    (b"%PDF-", "a PDF; save the page itself, or its text (pdftotext -layout keeps who answers whom)"),
    (b"{\\rtf", "rich text of a word processor; save it as plain text"),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_TAR: Final = (257, b"ustar")
#: Files that programs put beside what was packed.
_BESIDE: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_OFFICE: Final = ("[Content_Types].xml", "mimetype", "META-INF/container.xml")
_LISTED: Final = 4
_CHUNK: Final = 1 << 20


def is_archive(data: bytes) -> bool:
    """Whether bytes are an archive or a document of a kind that is named here."""
    return data.startswith((*_ZIP, *(magic for magic, _ in _KINDS))) or _is_tar(data)


def only_file(data: bytes, name: str, max_bytes: int) -> bytes:
    """Return the only file of a ZIP archive; bytes that are no archive come back as they are.

    Raises
    ------
    BrokenSource
        The archive holds no file or several, is locked or damaged, unpacks to too much, or is none that is read.
    """
    for magic, kind in _KINDS:
        if data.startswith(magic):
            raise BrokenSource(f"{name} is {kind}.", name=name)
    if _is_tar(data):
        raise BrokenSource(f"{name} is a tar archive; unpack it and name the folder, or a file in it.", name=name)
    if not data.startswith(_ZIP):
        return data
    # Most sources are no archives.
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            member = _member(archive, name)
            with archive.open(member) as stream:
                return _unpacked(stream, member.compress_size, name, max_bytes)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise BrokenSource(f"{name} is a ZIP archive that cannot be unpacked: {error}.", name=name) from error


def _is_tar(data: bytes) -> bool:
    at, magic = _TAR
    return data[at : at + len(magic)] == magic


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    members = [one for one in archive.infolist() if not one.is_dir() and not _is_beside(one.filename)]
    if any(one.filename in _OFFICE for one in members):
        told = "an Office document or a book; save it as CSV, text or HTML"
        raise BrokenSource(f"{name} is {told}.", name=name)
    if len(members) == 1:
        return members[0]
    if not members:
        raise BrokenSource(f"{name} is a ZIP archive without a file.", name=name)
    names = (one.filename if one.filename.isprintable() else ascii(one.filename) for one in members[:_LISTED])
    shown = ", ".join(names) + (", …" if len(members) > _LISTED else "")
    told = f"a ZIP archive of {len(members):,} files ({shown}); unpack it and name the folder, or a file in it"
    raise BrokenSource(f"{name} is {told}.", name=name)


def _is_beside(path: str) -> bool:
    return path.startswith(_BESIDE) or path.rpartition("/")[2].startswith((".", *_BESIDE))


def _unpacked(stream: IO[bytes], packed: int, name: str, max_bytes: int) -> bytes:
    out = bytearray()
    while chunk := stream.read(_CHUNK):
        out += chunk
        if len(out) > max_bytes:
            told = f"{name} unpacks to more than the limit of {max_bytes:,} bytes (max_bytes)."
            raise BrokenSource(told, name=name)
        check_ratio(packed, len(out), name)
    return bytes(out)
