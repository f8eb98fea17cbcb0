"""Bytes to text: as declared, then detected; damage is noted, and bytes that fit no encoding are refused."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from .errors import BrokenSource
from .model import Note

#: Longest line of plain text, in characters.
MAX_LINE: Final = 20_000_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,30})""", re.IGNORECASE)
#: Labels as browsers take them: the larger encoding that pages with this label are written in.
_AS_ON_THE_WEB: Final = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
}  # fmt: skip
#: A character of several bytes in UTF-8, or a byte beyond ASCII that is part of none.
_SEQUENCE: Final = re.compile(
    rb"((?:[\xc2-\xdf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])"
    rb"|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf])[\x80-\xbf])|([\x80-\xff])"
)
#: Bytes on either side of the first that is no UTF-8 by which a mixture is told from another encoding.
_AROUND: Final = 500_000
_CONTROLS: Final = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and what was mended on the way."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """Decode a source and refuse text with an absurd line; see :func:`decode_bytes` for the order of encodings."""
    decoded = decode_bytes(data, name=name)
    check_lines(decoded.text, name=name)
    return decoded


def decode_bytes(data: bytes, *, name: str) -> Decoded:
    """Decode a source.

    Tried in this order: byte-order mark, UTF-8, the encoding that the first 2048 bytes declare, UTF-8 with a few bytes
    of something else in it, detection.

    Raises
    ------
    BrokenSource
        For an empty source, for binary data, and for bytes that no candidate encoding decodes.
    """
    if not data.strip():
        raise BrokenSource(f"{name} is empty.", name=name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strict(data, encoding, name)
            if not text.strip():
                raise BrokenSource(f"{name} is empty.", name=name)
            return _decoded(text, encoding.removesuffix("-sig"))
    if (unmarked := _utf16_without_mark(data)) is not None:
        return _decoded(_strict(data, unmarked, name), unmarked)
    if _looks_binary(data):
        raise BrokenSource(f"{name} is binary data, not text, HTML, JSON or XML.", name=name)
    for encoding in _candidates(data):
        try:
            return _decoded(data.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _mended(data) or _detected(data, name)


def _candidates(data: bytes) -> list[str]:
    found = _DECLARED.search(data[:2048])
    if found is None:
        return ["utf-8"]
    label = found.group(1).decode("ascii")
    return ["utf-8", _AS_ON_THE_WEB.get(label.lower(), label), label]


def _mended(data: bytes) -> Decoded | None:
    """Read UTF-8 into which something else was pasted, or that breaks off in a character; ``None`` for no UTF-8.

    Text in another encoding holds next to nothing that looks like UTF-8 (at most one sequence to four stray bytes in
    Thai, Cyrillic and Chinese ones); stray bytes are taken for Windows-1252, as in most mixtures.
    """
    first, torn = _first_error(data)
    if torn and not data[:first].isascii():
        note = Note("torn", "The source breaks off in the middle of a character, which was left out.")
        return _decoded(data[:first].decode("utf-8"), "utf-8", (note,))
    kinds = [found.lastindex for found in _SEQUENCE.finditer(data, max(first - _AROUND, 0), first + _AROUND)]
    if 2 * kinds.count(1) < kinds.count(2):
        return None
    note = Note("mixed-encoding", "Bytes that are no UTF-8 were read as Windows-1252.")
    return _decoded(_SEQUENCE.sub(_in_utf8, data).decode("utf-8"), "utf-8", (note,))


def _first_error(data: bytes) -> tuple[int, bool]:
    """Where some bytes stop being UTF-8, and whether they merely end too early."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start, error.reason == "unexpected end of data"
    return len(data), False


def _in_utf8(found: re.Match[bytes]) -> bytes:
    return found[1] or found[2].decode("cp1252", "replace").encode("utf-8")


def _detected(data: bytes, name: str) -> Decoded:
    from .detect import detect

    detected = detect(data)
    if detected is None:
        raise BrokenSource(f"{name} decodes under no candidate encoding; save it as UTF-8 and try again.", name=name)
    note = Note("encoding-detected", f"The text is no UTF-8 and not as declared; read as {detected} by detection.")
    return _decoded(_strict(data, detected, name), detected, (note,))


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by its zeros: nearly every second byte of text in Latin letters or markup is one."""
    sample = data[: min(len(data), 4096) & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not sample or min(even, odd) * 50 > len(sample) or max(even, odd) * 4 < len(sample):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _looks_binary(data: bytes) -> bool:
    # A stray control character happens in saved pages; a few per hundred bytes do not.
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 50 > len(sample) or data.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG"))


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise BrokenSource(f"{name} is not valid {encoding}: {error}.", name=name) from error


def check_lines(text: str, *, name: str) -> None:
    """Refuse prose with a line past :data:`MAX_LINE`: no comment section looks so, and patterns would crawl over it.

    JSON and markup often stand on one line and are left alone.
    """
    if len(text) <= MAX_LINE or text.lstrip()[:1] in {"<", "{", "["}:
        return
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if end - start > MAX_LINE:
            raise BrokenSource(
                f"{name} has a line of {end - start:,} characters; the limit for text is {MAX_LINE:,}.", name=name
            )
        start = end + 1


def _decoded(text: str, encoding: str, notes: tuple[Note, ...] = ()) -> Decoded:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
        notes = (*notes, Note("nul-bytes", "NUL characters became U+FFFD."))
    # No strict UTF-8 holds a surrogate; looking for one in megabytes of text is not free.
    if encoding != "utf-8" and _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
        notes = (*notes, Note("lone-surrogates", "Lone surrogates became U+FFFD."))
    return Decoded(text, encoding, notes)


def without_surrogates(text: str) -> str:
    """Put U+FFFD where a text, such as a file's name, holds bytes that are none in its encoding."""
    return _SURROGATE.sub("\ufffd", text)
