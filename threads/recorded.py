"""Exchanges with servers that a browser or a crawler recorded: HAR files and WARC files, as the answers in them."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from datetime import datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .decode import decode
from .errors import BrokenSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HAR: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*\"log\"\s*:\s*\{")
#: Longest head of a record, and to how many bytes all answers are unpacked.
_LONGEST_HEAD: Final = 64_000
_LARGEST: Final = 100_000_000
_ISO: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?")
_OK: Final = 200
#: What servers name where they do not know.
_LOOSE: Final = frozenset(("iso-8859-1", "latin1", "us-ascii", "ascii"))


class Answer(NamedTuple):
    """What a server sent: from where, when, of which kind, and the bytes."""

    address: str
    when: str | None
    kind: str
    content: bytes
    charset: str | None

    def text(self, name: str) -> str:
        """The content as text, by the charset that the server named, else as files are decoded."""
        if self.charset is None or self.charset.lower() in _LOOSE:
            return decode(self.content, name=name).text
        try:
            return self.content.decode(self.charset)
        except (LookupError, UnicodeDecodeError):
            return decode(self.content, name=name).text


def is_har(data: bytes) -> bool:
    """Whether bytes begin as the log of a browser's network tools."""
    return _HAR.match(data[:400]) is not None


def is_warc(data: bytes) -> bool:
    """Whether bytes begin as a web archive of a crawler."""
    return data.startswith(b"WARC/")


def answers_of_har(data: bytes, name: str) -> list[Answer]:
    """The answers that a HAR file kept; none where it is no such file after all.

    Raises
    ------
    BrokenSource
        It was saved without what servers sent.
    """
    import json

    try:
        log = json.loads(data)["log"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return []
    entries = log.get("entries") if isinstance(log, dict) else None
    if not isinstance(entries, list) or not entries:
        return []
    found = [answer for entry in entries if isinstance(entry, dict) and (answer := _of_entry(entry)) is not None]
    if not found and all(isinstance(entry, dict) and "request" in entry for entry in entries):
        told = "lists what a browser asked for, and none of the answers; save it with content"
        raise BrokenSource(f"{name} {told}.", name=name)
    return found


def _of_entry(entry: dict[str, Any]) -> Answer | None:
    request, response = entry.get("request"), entry.get("response")
    if not isinstance(request, dict) or not isinstance(response, dict) or response.get("status") != _OK:
        return None
    content = response.get("content")
    text = content.get("text") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(text, str) or not text:
        return None
    kind = _kind(str(content.get("mimeType") or ""))
    when = _dated(str(entry.get("startedDateTime") or ""))
    address = str(request.get("url") or "")
    if content.get("encoding") != "base64":
        return Answer(address, when, kind, text.encode("utf-8", "replace"), "utf-8")
    try:
        return Answer(address, when, kind, base64.b64decode(text), _charset(str(content.get("mimeType") or "")))
    except (binascii.Error, ValueError):
        return None


def answers_of_warc(data: bytes, name: str) -> list[Answer]:
    """The answers that a WARC file kept.

    Raises
    ------
    BrokenSource
        A record does not end where it says.
    """
    found: list[Answer] = []
    left = _LARGEST
    for head, block in _records(data, name):
        answer = _of_record(head, block, name, left)
        if answer is not None and answer.kind in KINDS:
            found.append(answer)
            left -= len(answer.content)
    return found


def _records(data: bytes, name: str) -> Iterator[tuple[dict[str, str], bytes]]:
    at = 0
    while data.startswith(b"WARC/", at):
        end = data.find(b"\r\n\r\n", at, at + _LONGEST_HEAD)
        head = _head(data[at:end]) if end > 0 else {}
        length = head.get("content-length", "")
        if not length.isdecimal() or len(length) > len(str(len(data))):
            raise BrokenSource(f"{name} is damaged as a WARC file.", name=name)
        begin = end + 4
        yield head, data[begin : begin + int(length)]
        at = begin + int(length)
        while data.startswith((b"\r", b"\n"), at):
            at += 1


def _head(data: bytes) -> dict[str, str]:
    lines = data.decode("utf-8", "replace").split("\r\n")[1:]
    return {key.strip().lower(): value.strip() for key, _, value in (line.partition(":") for line in lines)}


def _of_record(head: Mapping[str, str], block: bytes, name: str, most: int) -> Answer | None:
    address, when = head.get("warc-target-uri", "").strip("<>"), _dated(head.get("warc-date", ""))
    stated = head.get("content-type", "")
    if head.get("warc-type") == "resource":
        return Answer(address, when, _kind(stated), block, _charset(stated))
    status, _, _ = block.partition(b"\r\n")
    if head.get("warc-type") != "response" or f" {_OK}".encode() not in status[:14]:
        return None
    told, _, content = block.partition(b"\r\n\r\n")
    sent = _head(told)
    stated = sent.get("content-type", "")
    if "chunked" in sent.get("transfer-encoding", "").lower():
        content = _unchunked(content)
    if _kind(stated) in KINDS:
        content = _unpacked(content, sent.get("content-encoding", "").lower(), name, most)
    return Answer(address, when, _kind(stated), content, _charset(stated))


def _unchunked(data: bytes) -> bytes:
    """Join the chunks of an answer; one that was joined already comes back as it is."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at, at + _LONGEST_HEAD)
        size = data[at:end].partition(b";")[0].strip()
        if end < 0 or not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            return b"".join(parts) if parts else data
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        at = end + 4 + length


def _unpacked(data: bytes, encoding: str, name: str, most: int) -> bytes:
    if encoding in ("", "identity"):
        return data
    if encoding not in ("gzip", "x-gzip", "deflate"):
        told = f"holds answers that were packed with {encoding}, which is not read; save the page itself"
        raise BrokenSource(f"{name} {told}.", name=name)
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacking = zlib.decompressobj(window)
        try:
            plain = unpacking.decompress(data, most)
        except zlib.error:
            continue
        if unpacking.unconsumed_tail:
            raise BrokenSource(f"{name} holds pages of more than {_LARGEST:,} bytes, unpacked.", name=name)
        return plain
    # Some archives keep the answer unpacked below the head that says it is packed.
    return data


#: Answers that may hold comments.
KINDS: Final = ("html", "json")


def _kind(stated: str) -> str:
    media = stated.partition(";")[0].strip().lower()
    if media in ("text/html", "application/xhtml+xml"):
        return "html"
    return "json" if media.endswith(("/json", "+json", "/x-ndjson")) else "other"


def _charset(stated: str) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,30})", stated, re.IGNORECASE)
    return found[1] if found else None


def _dated(stated: str) -> str | None:
    """A moment as letters write it, which is how saved pages are dated."""
    found = _ISO.match(stated)
    if found is None:
        return None
    try:
        return format_datetime(datetime.fromisoformat(found[1] + (found[2] or "").replace("Z", "+00:00")))
    except ValueError:
        return None
