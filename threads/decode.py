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

    Tried in this order: byte-order mark, UTF-8, the encoding that the first 2048 bytes declare, detection.

    Raises
    ------
    BrokenSource
        For an empty source, for binary data, and for bytes that no candidate encoding decodes.
    """
    if not data.strip():
        raise BrokenSource(f"{name} is empty.", name=name)
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(_strict(data, encoding, name), encoding.removesuffix("-sig"))
    if (unmarked := _utf16_without_mark(data)) is not None:
        return _decoded(_strict(data, unmarked, name), unmarked)
    if _looks_binary(data):
        raise BrokenSource(f"{name} is binary data, not text, HTML, JSON or XML.", name=name)
    for encoding in _candidates(data):
        try:
            return _decoded(data.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    detected = _detect(data)
    if detected is None:
        raise BrokenSource(f"{name} decodes under no candidate encoding; save it as UTF-8 and try again.", name=name)
    text = _strict(data, detected, name)
    note = Note("encoding-detected", f"No encoding fits as declared; read as {detected} by detection.")
    return _decoded(text, detected, (note,))


def _candidates(data: bytes) -> list[str]:
    found = _DECLARED.search(data[:2048])
    return ["utf-8", found.group(1).decode("ascii")] if found else ["utf-8"]


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by its zeros: nearly every second byte of text in Latin letters or markup is one."""
    sample = data[: min(len(data), 4096) & ~1]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 50 > len(sample) or max(even, odd) * 4 < len(sample):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _looks_binary(data: bytes) -> bool:
    # A stray control character happens in saved pages; a few per hundred bytes do not.
    sample = data[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 50 > len(sample) or data.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG"))


def _detect(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:400_000]).best()
    return str(best.encoding) if best is not None else None


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
