"""Mailing lists as their archives show them in the web: one message a page (Pipermail, Hypermail, MHonArc)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from ..draft import Draft, Reading
from ..errors import NoCommentsFound
from ..model import Article, Capture, Note
from ..platform import Recognition, Way
from .body import html_text
from .mail import answering, bare_subject
from .values import moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..payload import Payload
    from ..platform import ReadOptions

#: What MHonArc writes for letters in addresses: thirteen further, in an alphabet that "@" opens and "[" closes.
_TURNED: Final = str.maketrans(
    "".join(map(chr, range(ord("@"), ord("[") + 1))) + "abcdefghijklmnopqrstuvwxyz",
    "NOPQRSTUVWXYZ[@ABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm",
)
_NUMBER: Final = re.compile(r"""href="?(?:date|thread|subject|author)\.html#(\d+)""", re.IGNORECASE)
_ANSWERS: Final = re.compile(r"""href="mailto:[^"]*?[?&;]In-Reply-To=([^"&]+)""", re.IGNORECASE)
_NAME_AND_WHEN: Final = re.compile(
    r"<h1>(.*?)</h1>\s*<b>(.*?)</b>(?:(?!<hr).)*?<i>(.*?)</i>", re.IGNORECASE | re.DOTALL
)
_SAID: Final = re.compile(r'<!-- (\w+)="([^"\n]*)" -->')
_ADDRESSED: Final = re.compile(r'<address class="headers">.*?</address>', re.DOTALL)
_MARKED: Final = re.compile(r"<!--X-([A-Z][\w-]*): (.*?) -->")
_ADDRESS: Final = re.compile(r"^(.*?)\s*<?([^\s<>()]+(?:@| at )[^\s<>()]+)>?\s*(?:\((.*)\))?$")
_IN_BRACKETS: Final = re.compile(r"^<?([^\s<>]+)>?$")


@dataclass(frozen=True, slots=True)
class Letter:
    """What the page says of its message, as it stands there.

    ``answers`` is the id of another, empty where there is none; ``None`` where the archive does not say.
    """

    subject: str
    sender: str
    when: str
    body: str
    own: str = ""
    answers: str | None = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Archive:
    """One program that writes archives: what stands before and behind the words of a message, and what reads the rest."""

    title: str
    opens: str
    closes: str
    read: Callable[[str, str], Letter | None]

    def words(self, source: str) -> str | None:
        """Return the HTML of the words; ``None`` where the page is no message of such an archive."""
        begin = source.find(self.opens)
        end = source.find(self.closes, begin)
        return source[begin + len(self.opens) : end] if 0 <= begin < end else None


def _pipermail(source: str, body: str) -> Letter | None:
    found = _NAME_AND_WHEN.search(source)
    if found is None:
        return None
    subject, sender, when = (html_text(one) for one in found.groups())
    own = _ANSWERS.search(source)
    number = _NUMBER.search(source)
    named = unquote(unescape(own[1])) if own else number[1] if number else ""
    return Letter(subject, sender, when, body, named, answers=None)


def _hypermail(source: str, body: str) -> Letter | None:
    said = {name: unescape(value).strip() for name, value in _SAID.findall(source)}
    if "subject" not in said or "sent" not in said:
        return None
    when = said["sent"] or said.get("isosent", "")
    names = said.get("name", ""), said.get("email", "")
    words = _ADDRESSED.sub("", body)
    return Letter(said["subject"], names[0], when, words, said.get("id", ""), said.get("inreplyto", ""), names[1])


def _mhonarc(source: str, body: str) -> Letter | None:
    said: dict[str, list[str]] = {}
    for name, value in _MARKED.findall(source):
        said.setdefault(name, []).append(unescape(value))
    first = {name: values[0] for name, values in said.items()}
    sender = first.get("From") or first.get("From-R13", "").translate(_TURNED)
    if not sender or "Date" not in first:
        return None
    answers = (said.get("Reference") or said.get("Reference-Id") or [""])[-1]
    return Letter(first.get("Subject", ""), sender, first["Date"], body, first.get("Message-Id", ""), answers)


ARCHIVES: Final = (
    Archive("Pipermail", "<!--beginarticle-->", "<!--endarticle-->", _pipermail),
    Archive("Hypermail", '<!-- body="start" -->', '<!-- body="end" -->', _hypermail),
    Archive("MHonArc", "<!--X-Body-of-Message-->", "<!--X-Body-of-Message-End-->", _mhonarc),
)


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One message of a mailing list on a page of the list's archive."""

    name: str = "mail-page"
    title: str = "Mailing list archive (Pipermail, Hypermail, MHonArc)"
    carrier: str = "html"
    keeps: tuple[str, ...] = ("comment_id", "parent_id", "author", "author_id", "created")
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "A page of a mailing list's archive holds one message; `--pages` merges those of a thread. Hypermail and MHonArc"
        " state which message it answers, Pipermail does not. Quoted lines stay in the text."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a page in which the words of one message are marked as one of the programs marks them."""
        if not payload.is_html:
            return None
        known = next((one for one in ARCHIVES if payload.shows(one.opens)), None)
        if known is None or _letter(payload.text) is None:
            return None
        return Recognition(0.96, f"{known.title} marks the words of a message")

    def ways(self) -> Sequence[Way]:
        """One way, and how sure it can be."""
        return [Way(0.96, self.recognise)]

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:  # noqa: ARG002 -- part of the protocol
        """Yield the message; it is a discussion of one."""
        letter = _letter(payload.text)
        if letter is None:
            raise NoCommentsFound(f"{payload.name} holds no message of a mailing list.", name=payload.name)
        draft = _draft(letter)
        title = bare_subject(letter.subject)
        told = Note(
            "one-of-pages", "The page holds one message of a mailing list; --pages merges the pages of a thread."
        )
        yield Reading([draft], Article(title=title or None), draft.comment_id, Capture(read=1), [told])


def _letter(source: str) -> Letter | None:
    """Return the message of a page; ``None`` where none of the programs marks one."""
    for archive in ARCHIVES:
        body = archive.words(source)
        if body is not None and (letter := archive.read(source, body)) is not None:
            return letter
    return None


def _draft(letter: Letter) -> Draft:
    """Make a comment of a message; where an answer states no parent, or the archive none at all, that is open."""
    name, address = _person(letter.sender)
    parent, own = (_IN_BRACKETS.match(one.strip()) for one in (letter.answers or "", letter.own))
    when = moment(" ".join(letter.when.split()))
    untold = parent is None and (letter.answers is None or answering(letter.subject))
    return Draft(
        text=html_text(letter.body),
        comment_id=own[1] if own else None,
        stated_parent=parent[1] if parent else None,
        link_basis="explicit" if parent else "undecided" if untold else "root",
        link_confidence=0.0 if untold else None,
        author=name or None,
        author_id=(letter.address or address).lower() or None,
        created=when.at,
        created_basis=when.basis,
        created_text=when.text,
        extra={"subject": letter.subject} if letter.subject else None,
    )


def _person(sender: str) -> tuple[str, str]:
    """Split ``Ann Lee <ann@host>`` and ``ann at host (Ann Lee)``; an address alone names its owner by what is before the host."""
    found = _ADDRESS.match(sender.strip())
    if found is None:
        return sender.strip(' "'), ""
    name, address, behind = found[1].strip(' "'), found[2], found[3] or ""
    return name or behind or re.split(r"@| at ", address)[0], address


PLATFORMS: Final = (LetterPage(),)
