"""Mail: single messages and mailboxes, threaded by Message-ID, In-Reply-To and References (after J. Zawinski)."""

from __future__ import annotations

import codecs
import email
import email.errors
import email.header
import email.parser
import email.policy
import email.utils
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..draft import Draft, Reading
from ..errors import BrokenSource
from ..model import Article, Capture, Note
from ..platform import Recognition
from .body import html_text, plain_text
from .json_engine import order_of
from .values import moment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from email.message import Message

    from ..payload import Payload
    from ..platform import ReadOptions

_HEADER: Final = re.compile(r"(?:From \S.*\n)?(?:>?[A-Za-z][A-Za-z0-9-]*:(?:[ \t].*)?\n(?:[ \t].*\n)*){2,}")
_NEEDED: Final = re.compile(r"^(From|Date|Subject|Message-ID):", re.IGNORECASE | re.MULTILINE)
_FROM: Final = re.compile(r"^From:[ \t]", re.MULTILINE)
_SEPARATOR: Final = re.compile(rb"(?:\A|\n)From [^\n]*\d{4}[^\n]*\r?\n(?=[A-Za-z][A-Za-z0-9-]*:)")
_STUFFED: Final = re.compile(r"^>(>*From )", re.MULTILINE)
_COMMAND: Final = re.compile(r"<param>[^<]*</param>|</?[A-Za-z][A-Za-z0-9-]{0,59}>", re.IGNORECASE)
_ID: Final = re.compile(r"<([^<>\s]+)>")
#: Ids without brackets, as some exports of lists write them: never words with an address among them.
_BARE_IDS: Final = re.compile(r"(?:(?=\S*\d)[^\s<>@\"(),;]+@[^\s<>@\"(),;]+\s*)+")
_REPLY: Final = re.compile(r"^\s*(?:(?:re|aw|sv|antw|vs|odp|rif|res|fwd?|wg|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_TAG: Final = re.compile(r"^\s*\[[^\]]{1,40}\]\s*")
#: Longest message, in bytes: whoever attaches more sends a link.
MAX_MESSAGE: Final = 32_000_000
_KEPT_HEADERS: Final = ("Subject", "To", "Cc", "List-Id", "Newsgroups", "Organization")
_UNPARTED: Final = email.errors.MultipartInvariantViolationDefect


@dataclass(slots=True)
class Mail:
    """One message: its draft, what it refers to (oldest first), and its subject without ``Re:``."""

    draft: Draft
    references: list[str]
    subject: str
    is_reply: bool
    group: int = field(default=-1)


@dataclass(frozen=True)
class Mailbox:
    """One message or many, in one file."""

    name: str = "mail"
    title: str = "Mail (single message, mbox, folder of messages)"
    carrier: str = "mail"
    keeps: tuple[str, ...] = ("comment_id", "parent_id", "author", "author_id", "created", "extra")
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "RFC 5322 messages, each thread a discussion. The parent is In-Reply-To, else the last of References; where"
        " neither is there, a shared subject suggests the thread and the link stays undecided. Quoted lines stay in"
        " the text. Attachments are left out."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a source that begins with the headers of a message."""
        headers = _HEADER.match(payload.text[:20_000].lstrip("\n"))
        names = {found.lower() for found in _NEEDED.findall(headers[0])} if headers else set()
        if headers is None or "from" not in names or len(names) < 2:
            return None
        # A dump of an archive has headers too; what mail programs write has an id, or the separator of a mailbox.
        machine = "message-id" in names or headers[0].startswith("From ")
        alone = len(_FROM.findall(payload.text)) == 1
        return Recognition(0.98 if machine else 0.6 if alone else 0.3, f"begins with {', '.join(sorted(names))}")

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:  # noqa: ARG002 -- part of the protocol
        """Yield each thread of the mailbox."""
        notes: list[Note] = []
        mails = []
        for message in messages_of(_lined(payload), payload.name):
            mails.append(_mail(message))
            if any(isinstance(defect, _UNPARTED) for defect in message.defects):
                told = "The parts of a message could not be told apart; words may be missing."
                notes.append(Note("mime-parts", told, mails[-1].draft.comment_id))
        unique = _without_copies(mails, notes)
        threaded(unique)
        groups: dict[int, list[Mail]] = {}
        for one in unique:
            groups.setdefault(one.group, []).append(one)
        for members in groups.values():
            yield _reading(members, notes)


def _reading(members: Sequence[Mail], notes: list[Note]) -> Reading:
    first = members[0]
    drafts = [one.draft for one in members]
    ids = {draft.comment_id for draft in drafts}
    mine = [note for note in notes if note.comment_id in ids]
    name = first.references[0] if first.references else first.draft.comment_id
    article = Article(title=first.subject or None)
    return Reading(drafts, article, name, Capture(sort_order=order_of(drafts)), mine)


def _lined(payload: Payload) -> bytes:
    """The bytes of a mailbox with the ends of lines that mail has: old Macs wrote others, and some shells UTF-16."""
    data = payload.data
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = payload.text.encode("utf-8", "surrogatepass")
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _parsed(data: bytes) -> Message:
    """Parse one message; of one whose parts nest without end, the headers."""
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except RecursionError:
        headers = email.parser.BytesHeaderParser(policy=email.policy.compat32).parsebytes(data)
        headers.set_payload("")
        headers.defects.append(_UNPARTED())
        return headers


def messages_of(data: bytes, name: str) -> Iterator[Message]:
    """Split a mailbox at its ``From `` lines; a source without any is one message.

    Raises
    ------
    BrokenSource
        A message is longer than :data:`MAX_MESSAGE`.
    """
    separators = list(_SEPARATOR.finditer(data))
    begins = [found.end() for found in separators] or [len(data) - len(data.lstrip(b"\r\n"))]
    ends = [*(found.start() for found in separators[1:]), len(data)]
    longest = max(end - begin for begin, end in zip(begins, ends, strict=True))
    if longest > MAX_MESSAGE:
        told = f"{name} has a message of {longest:,} bytes; the limit for a mail is {MAX_MESSAGE:,}."
        raise BrokenSource(told, name=name)
    for begin, end in zip(begins, ends, strict=True):
        yield _parsed(data[begin:end])


def _mail(message: Message) -> Mail:
    own = _ids(message, "Message-ID") or [_header(message, "Message-ID").strip()]
    references = list(dict.fromkeys(_ids(message, "References")))
    answers = _ids(message, "In-Reply-To")
    if answers:
        # In-Reply-To names the parent; it goes last in the chain of ancestors.
        references = [one for one in references if one != answers[0]] + [answers[0]]
    references = [one for one in references if one != own[0]]
    subject = _header(message, "Subject")
    name, address = email.utils.parseaddr(_header(message, "From"))
    when = moment(_header(message, "Date"))
    kept = {header.lower(): _header(message, header) for header in _KEPT_HEADERS if message[header]}
    draft = Draft(
        text=body_of(message),
        comment_id=own[0] or None,
        stated_parent=references[-1] if references else None,
        link_basis="explicit" if references else "root",
        author=name.strip() or address.partition("@")[0] or None,
        author_id=address.lower() or None,
        created=when.at,
        created_basis=when.basis,
        created_text=when.text,
        extra=kept or None,
    )
    return Mail(draft, references, bare_subject(subject), answering(subject))


def bare_subject(subject: str) -> str:
    """Return what a message is about, without ``Re:`` and the name of a list in brackets."""
    base = _TAG.sub("", _REPLY.sub("", _TAG.sub("", subject)))
    return " ".join(_REPLY.sub("", base).split())


def answering(subject: str) -> bool:
    """Whether a subject says that the message answers another."""
    return bool(_REPLY.match(_TAG.sub("", subject)))


def _ids(message: Message, header: str) -> list[str]:
    text = _header(message, header)
    bare = text.split() if _BARE_IDS.fullmatch(text) else []
    return _ID.findall(text) or bare


def _header(message: Message, name: str) -> str:
    """Return a header with its encoded words decoded, folded lines joined."""
    raw = message[name]
    if raw is None:
        return ""
    # What is no string has bytes that no mail should have: old programs wrote names as they were typed.
    text = raw if isinstance(raw, str) else _typed(message, name)
    parts = []
    try:
        pieces = email.header.decode_header(text)
    except (email.errors.HeaderParseError, ValueError):
        return " ".join(text.split())
    for text, charset in pieces:
        parts.append(_decoded(text, charset) if isinstance(text, bytes) else text)
    return " ".join("".join(parts).encode("utf-8", "replace").decode("utf-8").split())


def _typed(message: Message, name: str) -> str:
    """A header that nobody encoded: in UTF-8, else as the mail says that its words are, else as Western ones were."""
    value = next(str(value) for header, value in message.raw_items() if header.lower() == name.lower())
    data = value.encode("utf-8", "surrogateescape")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, message.get_content_charset() or "cp1252")


def _decoded(data: bytes, charset: str | None) -> str:
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(encoding) if encoding else data.decode("ascii")
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1")


def _without_commands(text: str) -> str:
    """Enriched text (RFC 1896) as plain text: commands in angle brackets are dropped, a doubled bracket is one."""
    return _COMMAND.sub("", text.replace("<<", "\0")).replace("\0", "<")


def body_of(message: Message) -> str:
    """Return the plain text of a message, else its enriched text without commands, else its HTML as text.

    Attachments are left out.
    """
    plain: list[str] = []
    enriched: list[str] = []
    marked: list[str] = []
    lists = {"text/plain": plain, "text/enriched": enriched, "text/html": marked}
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        found = lists.get(part.get_content_type())
        if found is not None:
            data = part.get_payload(decode=True)
            found.append(_decoded(data, part.get_content_charset()) if isinstance(data, bytes) else "")
    if any(text.strip() for text in plain):
        return _STUFFED.sub(r"\1", "\n\n".join(plain_text(text) for text in plain))
    if enriched:
        return "\n\n".join(plain_text(_without_commands(text)) for text in enriched)
    return "\n\n".join(html_text(text) for text in marked)


def _without_copies(mails: Sequence[Mail], notes: list[Note]) -> list[Mail]:
    """Drop copies (one id, one text); two messages that share an id keep both, the later under a new one."""
    seen: dict[str, Mail] = {}
    out = []
    for number, one in enumerate(mails, 1):
        draft = one.draft
        draft.comment_id = draft.comment_id or f"m{number}"
        known = seen.get(draft.comment_id)
        if known is not None and known.draft.text == draft.text:
            notes.append(Note("duplicate", "The same message occurs twice; the second was dropped.", draft.comment_id))
            continue
        if known is not None:
            fresh = f"{draft.comment_id}~{number}"
            notes.append(Note("duplicate-id", f"Two messages share the id {draft.comment_id}; one is {fresh}.", fresh))
            draft.comment_id = fresh
        seen[draft.comment_id] = one
        out.append(one)
    return out


def threaded(mails: Sequence[Mail]) -> None:
    """Put messages into threads: by any id in a chain of references, then replies without one by subject."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one in mails:
        for reference in one.references:
            leader[find(reference)] = find(str(one.draft.comment_id))
    by_subject: dict[str, Mail] = {}
    for one in mails:
        first = by_subject.setdefault(one.subject.casefold(), one)
        if first is not one and one.is_reply and not one.references and one.subject:
            leader[find(str(one.draft.comment_id))] = find(str(first.draft.comment_id))
            _suggest(one.draft, first.draft)
    numbers: dict[str, int] = {}
    for one in mails:
        one.group = numbers.setdefault(find(str(one.draft.comment_id)), len(numbers))


def _suggest(draft: Draft, opener: Draft) -> None:
    # "Re:" says that it answers something; the subject says where, not whom.
    draft.link_basis, draft.link_confidence = "undecided", 0.0
    draft.link_evidence = [{"kind": "subject", "ref": opener.comment_id, "weight": 0.5}]


PLATFORMS: Final = (Mailbox(),)
