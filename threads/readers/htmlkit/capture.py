"""What a saved page says about itself: when it was saved, from where, how many comments it claims."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...dates import parse_date
from ...model import Capture, Note
from .fields import trimmed
from .paging import page_of, pages_text
from .patterns import CLAIM
from .values import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ...draft import Draft
    from ...payload import Payload
    from .page import Page
    from .platform import HtmlPlatform

_SAVED: Final = (
    re.compile(r"saved date:\s*([^\n<]{10,60}?)\s*(?:\(|\n|-->)"),  # SingleFile
    re.compile(r"FILE ARCHIVED ON\s+([^\n]{10,40}?)\s+AND RETRIEVED"),  # Internet Archive
    re.compile(
        r"(?:Mirrored from|Added by HTTrack)[^\n]{0,300}?,\s+(\w{3}, \d{1,2} \w{3} \d{4} [\d:]+ GMT)"
    ),  # HTTrack
    re.compile(r'(?:data-scrapbook-create|scrapbook:create)="?(\d{14})'),
)
_SAVED_FROM: Final = re.compile(r"saved from url=\(\d+\)(\S+)|^\s*url:\s*(https?://\S+)", re.MULTILINE)
_WAYBACK: Final = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/")
_HEADINGS: Final = "h1, h2, h3, h4, h5, .comments-title, .comment-count, .comments-count"


def saved_at(text: str) -> datetime | None:
    """Return when the page was saved, as far as the file says so itself."""
    head, tail = text[:20_000], text[-5_000:]
    for pattern in _SAVED:
        found = pattern.search(head) or pattern.search(tail)
        when = parse_date(found.group(1)) if found else None
        if when is not None:
            return when
    return None


def discussion_url(payload: Payload, given: str | None) -> str | None:
    """Return the address of the discussion: as given, else the canonical one, else where it was saved from."""
    if given:
        return given
    head = payload.html.head
    for css, attr in (("link[rel=canonical]", "href"), ('meta[property="og:url"]', "content")):
        node = head.css_first(css) if head is not None else None
        value = node.attrs.get(attr) if node is not None else None
        if value and value.startswith("http"):
            return _WAYBACK.sub("", value).split("#")[0]
    found = _SAVED_FROM.search(payload.text[:20_000])
    return (found.group(1) or found.group(2)).split("#")[0] if found else None


def claimed_of(page: Page, platform: HtmlPlatform) -> int | None:
    """Return the number of comments that the page itself states."""
    for pick in platform.claimed:
        for node in page.css_anywhere(pick.css):
            value = whole(pick.value(node, frozenset()))
            if value is not None:
                return value
    return None


def claimed_in(payload: Payload) -> int | None:
    """Return the number of comments that a heading of an unknown page states."""
    for node in payload.html.css(_HEADINGS):
        text = node.text()
        if len(text) < 200:
            value = whole(trimmed(text, CLAIM))
            if value is not None:
                return value
    return None


def pages_shown(payload: Payload, drafts: Sequence[Draft], url: str | None) -> str | None:
    """Say which page of the discussion this is, and of how many, as far as the page says."""
    return pages_text(page_of(payload, discussion_url(payload, url), (draft.permalink for draft in drafts)))


def partial_notes(capture: Capture) -> list[Note]:
    """Say that a discussion goes on elsewhere: on other pages, or behind links that load more of it."""
    notes = []
    if capture.pages is not None:
        message = f"This is page {capture.pages} of the discussion; pages saved one by one can be merged."
        notes.append(Note("one-of-pages", message))
    if capture.more:
        stubs = "1 stub stands" if capture.more == 1 else f"{capture.more:,} stubs stand"
        notes.append(Note("more", f"{stubs} for further comments that are not on the page."))
    return notes


def read_capture(
    platform: HtmlPlatform, page: Page, drafts: Sequence[Draft], saved: datetime | None, url: str | None
) -> Capture:
    """Collect what the page shows of the whole discussion."""
    marks = [mark for record in page.records for mark in record.marks]
    return Capture(
        claimed=claimed_of(page, platform),
        read=len(drafts),
        sort_order=order_of(drafts) or platform.sort_order,
        pages=pages_shown(page.payload, drafts, url),
        saved=saved,
        depth_cap=platform.cap_of(page),
        more=len(page.css_anywhere(platform.more)) if platform.more else 0,
        moderation={mark: marks.count(mark) for mark in sorted(set(marks))},
    )


def order_of(drafts: Sequence[Draft]) -> str | None:
    """Tell the sort order from the times of the roots; ``None`` when they do not say."""
    times = [draft.created for draft in drafts if draft.created is not None and draft.stated_parent is None]
    if len(times) < 3:
        return None
    if all(a <= b for a, b in pairwise(times)):
        return "chronological" if times[0] < times[-1] else None
    if all(a >= b for a, b in pairwise(times)):
        return "newest-first"
    return None
