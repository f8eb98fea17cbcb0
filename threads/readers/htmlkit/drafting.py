"""From the records of a page to drafts: the words of each comment, its quotations, its time and its marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ...dates import date_start
from ...draft import Draft
from .fields import trimmed
from .flow import flow, shows_pictures
from .pingbacks import without_pingbacks
from .trim import trim
from .values import author_of, whole

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from ...dates import DateReader
    from .flow import Flow
    from .page import Page
    from .records import Record

#: Somebody may be called "." and yet have written on the third of May.
_SIGNS: Final = re.compile(r"[\W_]+$")
_DAY: Final = re.compile(r"\d(?:\d{3}|[./-]\d|\s)")
_AGE: Final = "ago"
#: Fewer verbs than names end in elsewhere: what begins a comment may be its first sentence.
_NAME_LINE: Final = re.compile(
    r"^\s*(\S.{0,38}?)\s+(?:says|said|wrote|on|sagt|schrieb|dit|dice|dijo|disse)\s*:?\s*$", re.IGNORECASE
)
_BYLINE: Final = re.compile(
    r"(?:[-–—~]\s*)?(?:posted |written |submitted )?(?:by|von|par|por|di|door|av|af)\s+(?P<name>\S.{0,50}?),?\s+"
    r"(?:on|at|am|le|el|em|il|op|den|—|–|-|\|)\s+(?P<date>\S.{5,60})",
    re.IGNORECASE,
)
#: A first line that is nothing but a date is no longer than this; fewer words than this are no quotation.
_LONGEST_DATE: Final = 40
_QUOTED_WORDS: Final = 4


def drafts_of(page: Page, dates: DateReader) -> list[Draft]:
    """Turn the records of a page, its fields filled, into drafts in page order."""
    bodies = page.bodies
    drafts = [_draft(page, record, bodies.get(record), dates) for record in page.records]
    if page.platform.flat and all(record.basis != "nesting" for record in page.records):
        for draft in drafts[1:]:
            if draft.link_basis == "root":
                draft.link_basis, draft.link_confidence = "undecided", 0.0
    return without_pingbacks(without_empty(drafts), page.notes)


def without_empty(drafts: list[Draft]) -> list[Draft]:
    """Leave out elements in which nobody says anything (templates of scripts), unless somebody answers them."""
    answered = {draft.stated_parent for draft in drafts}
    return [
        draft
        for draft in drafts
        if draft.text or draft.author or draft.created or draft.deleted or draft.comment_id in answered
    ]


def _draft(page: Page, record: Record, body: LexborNode | None, dates: DateReader) -> Draft:
    values = record.values
    words = words_of(page, record, body)
    author, created_text, text = _told(record, words, dates)
    if page.platform.lead and record.basis == "mention":
        text = re.sub(rf"\A(?:{page.platform.lead})", "", text) or text
    pattern = page.platform.placeholder
    placeholder = placeholder_in(text, pattern, whole=body is not None) if pattern else None
    clocked = f"{created_text} {values['clock']}" if created_text and "clock" in values else None
    created, basis = dates.read_first(values.get("created_exact"), clocked, created_text)
    return Draft(
        text="" if placeholder else text,
        comment_id=record.comment_id,
        author=author,
        author_id=values.get("author_id"),
        created=created,
        created_basis=basis,
        created_text=clocked or created_text or values.get("created_exact"),
        score=whole(values["score"]) if "score" in values else None,
        deleted="deleted" in record.marks or placeholder is not None,
        permalink=values.get("permalink"),
        link_basis=record.basis or "root",
        link_confidence=record.confidence,
        stated_parent=record.parent.comment_id if record.parent is not None else record.stated,
        other_parents=record.others,
        quotes=_quotes(words, page, text) if words.quotes else None,
        extra=_extra(page, record, placeholder),
    )


def _told(record: Record, words: Flow, dates: DateReader) -> tuple[str | None, str | None, str]:
    """Name, time as displayed, and words: from the fields, and what these leave open from the edges of the words."""
    values = record.values
    author, created = apart(author_of(values.get("author")), values.get("created"))
    text = trim(words.text, author, created)
    if author is None and not _begins_with_quotation(words):
        author, text = leading_name(text)
    if created is None:
        signed, dated, rest = trailing_byline(text, dates)
        if dated is not None and author in (None, signed):
            author, created, text = signed, dated, rest
    if created is None and "created_exact" not in values:
        created, text = leading_date(text, dates)
    return author, created, text


def _begins_with_quotation(words: Flow) -> bool:
    """Whether a quotation follows the first line, which then says whom it quotes and not who writes."""
    return bool(words.quotes) and "\n" not in words.text[: words.quotes[0].start].strip()


def apart(author: str | None, created: str | None) -> tuple[str | None, str | None]:
    """Take the date out of the name and the name out of the date, where one line holds both."""
    line = author or ""
    dateless = created is None or author == created or not (_DAY.search(created) or _AGE in created)
    start = date_start(line) if dateless else None
    if start:
        author, created = author_of(line[:start].rstrip(" —–-|•,@")), line[start:]
    if author and created and author != created:
        if created in author:
            author = author_of(author.replace(created, " "))
        elif author in created and not _SIGNS.match(author):
            created = created.replace(author, " ", 1)
    return author, created.strip(" \t\n|,·•#»«-–—") or None if created else None


def placeholder_in(text: str, pattern: str, *, whole: bool) -> str | None:
    """Return the words that stand for a removed comment: all there is in its body, or a line where it has none."""
    lines = [text.strip()] if whole else text.split("\n")
    return next((line for line in lines if line and trimmed(line, pattern)), None)


def leading_name(text: str) -> tuple[str | None, str]:
    """Take a first line such as "Ann says:" off the words of a comment whose author no element marks."""
    line, _, rest = text.partition("\n")
    found = _NAME_LINE.match(line)
    return (found.group(1), rest.strip()) if found and rest.strip() else (None, text)


def trailing_byline(text: str, dates: DateReader) -> tuple[str | None, str | None, str]:
    """Take a last line such as "by Ann on 3 May 2014 at 9:12" off the words of a comment that nothing else signs."""
    rest, _, line = text.rpartition("\n")
    found = _BYLINE.match(line.strip())
    if found is None or not rest.strip() or dates.read(found["date"])[0] is None:
        return None, None, text
    return found["name"], found["date"], rest.strip()


def leading_date(text: str, dates: DateReader) -> tuple[str | None, str]:
    """Take a first line that is nothing but a date off the words: themes that mark no date show it there."""
    line, _, rest = text.partition("\n")
    if len(line) > _LONGEST_DATE or not rest.strip() or not line[-1:].isalnum() or dates.read(line)[0] is None:
        return None, text
    return line.strip(), rest.strip()


def words_of(page: Page, record: Record, body: LexborNode | None) -> Flow:
    """Read a comment's words: from its body, else from the whole of it without the author line.

    Some themes wrap a whole comment into its author line; then only what was read as a field is left out.
    """
    if body is not None:
        words = flow(body, page.outside_body, page.quotations) if page.furniture else page.content.flow(body)
        if words.length or shows_pictures(body):
            return words
    words = flow(record.node, page.outside_body, page.quotations)
    if not words.length:
        fields = {node.mem_id for node in record.places.values()}
        words = flow(record.node, page.noise | page.frames | fields, page.quotations)
    return words


def _quotes(words: Flow, page: Page, text: str) -> list[dict[str, Any]] | None:
    """Return the quotations of four words or more that the markup itself marks, as spans of the trimmed text."""
    out = []
    whole = words.text
    cut = whole.find(text)
    for span in words.quotes:
        start, end = max(span.start - cut, 0), min(span.end - cut, len(text))
        if len(text[start:end].split()) < _QUOTED_WORDS:
            continue
        source = page.quotations.get(span.key)
        out.append(
            {
                "start": start, "end": end, "kind": "comment" if source else "unattributed",
                "source_id": source, "source_start": None, "source_end": None,
            }
        )  # fmt: skip
    return out or None


def _extra(page: Page, record: Record, placeholder: str | None) -> dict[str, Any] | None:
    if not (page.platform.extra or placeholder or record.marks):
        return None
    extra: dict[str, Any] = {name: record.values[name] for name in page.platform.extra if name in record.values}
    if placeholder:
        extra["placeholder"] = placeholder
    for mark in sorted(record.marks - {"deleted"}):
        extra[mark] = True
    return extra or None
