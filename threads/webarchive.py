"""Pages saved as one archive: MHTML (Chrome, Edge, Internet Explorer), Safari's web archive, HAR and WARC files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .errors import BrokenSource
from .recorded import answers_of_har, answers_of_warc, is_har, is_warc

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from email.message import Message
    from pathlib import Path

    from .recorded import Answer

_HEADERS: Final = re.compile(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,40}")
_MULTIPART: Final = re.compile(
    rb"^Content-Type:\s*multipart/related\b[^\n]*(?:\n[ \t][^\n]*)*text/html", re.IGNORECASE | re.MULTILINE
)
_BROWSER: Final = re.compile(
    rb"^(?:Snapshot-Content-Location:|X-MAF:|From:\s*[\"']?<?Saved by)", re.IGNORECASE | re.MULTILINE
)
#: What letters with pictures in them have, which are multipart as well.
_LETTER: Final = re.compile(rb"^(?:Message-ID|To|Received|In-Reply-To):", re.IGNORECASE | re.MULTILINE)
#: Comment systems stand in frames, which an archive keeps as documents of their own.
_FRAME: Final = re.compile(
    r"disqus|comment|livefyre|facebook\.com/plugins|isso|remark42|giscus|utteranc|coral|discuss|spot\.im|viafoura",
    re.IGNORECASE,
)
#: What browsers call the folder, by language.
_FOLDERS: Final = (
    "_files", "-Dateien", "_fichiers", "_archivos", "_ficheiros", "_arquivos", "_file", "_bestanden", "_pliki",
)  # fmt: skip
#: A whole page rather than a part that a script asked for; so much of it tells.
_WHOLE: Final = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_HEAD: Final = 4_000
_SCRIPT: Final = '<script type="application/json">{}</script>'
#: So many of the pages of an archive are named.
_LISTED: Final = 4
#: Frames of a folder that are looked at, and bytes past which one is left alone.
_MOST_FRAMES: Final = 30
_LARGEST_FRAME: Final = 50_000_000
#: Markup of comment systems that stand in frames.
_IN_FRAMES: Final = (
    *(b'data-role="post-content"', b"post-message", b"isso-comment", b"remark42__comment", b"gsc-comment"),
    *(b"coral-comment", b"UFICommentActorName", b"fyre-comment", b"timeline-comment", b"commento-comment-card"),
)


class _Page(NamedTuple):
    """A page, or a part of one, that was recorded: from where, when, and its text."""

    address: str
    when: str | None
    text: str

    @property
    def is_whole(self) -> bool:
        """Whether it is a page rather than a part of one."""
        return _WHOLE.search(self.text[:_HEAD]) is not None


def page_bytes(data: bytes, name: str) -> bytes:
    """Return the page of a browser's archive, with the frames that hold comments after it; anything else as it is.

    Raises
    ------
    BrokenSource
        The archive is damaged or holds no page.
    """
    if not is_web_archive(data):
        return data
    if is_har(data):
        answers = answers_of_har(data, name)
        return _with_data(_pages_of(answers, name), answers, name) or data
    if is_warc(data):
        return _of_crawler(data, name)
    documents: list[tuple[str, str]]
    if data.startswith(b"bplist00"):
        documents, saved = list(_of_safari(data, name)), None
    else:
        documents, saved = _of_mhtml(data)
    if not documents:
        raise BrokenSource(f"{name} is a web archive without a page.", name=name)
    (address, page), *frames = documents
    kept = [text for where, text in frames if _FRAME.search(where)]
    return "\n".join((_told(address, saved), page, *kept)).encode()


def frames_beside(path: Path) -> list[bytes]:
    """Return the comment frames that a browser saved in the folder beside a page ("Web page, complete")."""
    if path.suffix.lower() not in (".html", ".htm", ".xhtml"):
        return []
    folders = (path.with_name(path.stem + ending) for ending in _FOLDERS)
    files = [one for folder in folders if folder.is_dir() for one in sorted(folder.glob("*.htm*"))[:_MOST_FRAMES]]
    frames = (one.read_bytes() for one in files if one.stat().st_size <= _LARGEST_FRAME)
    return [frame for frame in frames if any(mark in frame for mark in _IN_FRAMES)]


def is_web_archive(data: bytes) -> bool:
    """Whether the bytes are a page that a browser saved as one archive."""
    if data.startswith(b"bplist00"):
        return b"WebMainResource" in data
    if is_warc(data) or is_har(data):
        return True
    headers = _HEADERS.match(data[:20_000].replace(b"\r\n", b"\n"))
    if headers is None:
        return False
    return bool(_BROWSER.search(headers[0]) or (_MULTIPART.search(headers[0]) and not _LETTER.search(headers[0])))


def _pages_of(answers: Sequence[Answer], name: str) -> list[_Page]:
    return [_Page(one.address, one.when, one.text(name)) for one in answers if one.kind == "html"]


def _with_data(pages: Sequence[_Page], answers: Sequence[Answer], name: str) -> bytes | None:
    """The first page among answers, with frames and parts of pages behind it, and data that its scripts asked for.

    Answers of one address, whatever it was asked, are the pages of one list. Without a page there is nothing to write.
    """
    first = next((page for page in pages if page.is_whole), None)
    if first is None:
        return None
    parts = [
        one.text for one in pages if one is not first and (_FRAME.search(one.address) or not _WHOLE.search(one.text))
    ]
    lists: dict[str, list[str]] = {}
    for one in answers:
        if one.kind == "json":
            lists.setdefault(one.address.partition("?")[0], []).append(one.text(name).replace("</", "<\\/"))
    scripts = [_SCRIPT.format("\n".join(some)) for some in lists.values()]
    return "\n".join((_told(first.address, first.when), first.text, *parts, *scripts)).encode()


def _of_crawler(data: bytes, name: str) -> bytes:
    """The page of a WARC file; one that holds a site has many.

    Raises
    ------
    BrokenSource
        It holds no page, or several.
    """
    answers = answers_of_warc(data, name)
    pages = _pages_of(answers, name)
    whole = [page.address for page in pages if page.is_whole]
    site = {one.partition("#")[0] for one in whole if not _FRAME.search(one) and _host(one) == _host(whole[0])}
    if len(site) > 1:
        shown = ", ".join(sorted(site)[:_LISTED]) + (", …" if len(site) > _LISTED else "")
        told = f"is a WARC file of {len(site):,} pages ({shown}); take out the one to read, as HTML"
        raise BrokenSource(f"{name} {told}.", name=name)
    page = _with_data(pages, answers, name)
    if page is None:
        raise BrokenSource(f"{name} is a WARC file without a page.", name=name)
    return page


def _host(address: str) -> str:
    return address.partition("://")[2].partition("/")[0]


def _of_mhtml(data: bytes) -> tuple[list[tuple[str, str]], str | None]:
    """Return address and text of each document, the page first, and the date of saving."""
    import email
    import email.policy

    try:
        message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    except RecursionError:
        return [], None
    documents = [(str(part.get("Content-Location", "")), _text(part)) for part in parts]
    return documents, str(message["Date"]) if message["Date"] else None


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    return _decoded(data if isinstance(data, bytes) else b"", part.get_content_charset() or "utf-8")


def _of_safari(data: bytes, name: str) -> Iterator[tuple[str, str]]:
    import plistlib

    try:
        archive = plistlib.loads(data)
    except (plistlib.InvalidFileException, ValueError, RecursionError) as error:
        raise BrokenSource(f"{name} is damaged as a web archive.", name=name) from error
    waiting = [archive]
    while waiting:
        one = waiting.pop(0)
        resource: Any = one.get("WebMainResource") if isinstance(one, dict) else None
        if not isinstance(resource, dict):
            continue
        content, encoding = resource.get("WebResourceData"), str(resource.get("WebResourceTextEncodingName") or "utf-8")
        if isinstance(content, bytes) and "html" in str(resource.get("WebResourceMIMEType", "html")):
            yield str(resource.get("WebResourceURL", "")), _decoded(content, encoding)
        waiting.extend(one.get("WebSubframeArchives") or [])


def _decoded(content: bytes, encoding: str) -> str:
    """Decode as the archive says, else as UTF-8 with what is wrong marked."""
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return content.decode("utf-8", "replace")


def _told(address: str, saved: str | None) -> str:
    """Write where and when the page was saved as browsers and their extensions write it into pages."""
    lines = []
    if address.startswith("http"):
        lines.append(f" saved from url=({len(address):04d}){address.replace('--', '-%2D')}")
    if saved:
        lines.append(f" saved date: {saved.replace('--', '-')}")
    return "\n".join(("<!--", *lines, "-->")) if lines else ""
