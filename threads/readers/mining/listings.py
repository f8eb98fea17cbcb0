"""Repeated records that are no comments: lists of threads and forums, of comments elsewhere, of one same sentence."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING, Final

from ...ages import relative
from .authors import MEMBER
from .parts import date_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline
    from .sums import Sums

#: What lists of threads and of forums count and say of each.
_COUNTED: Final = {
    "replies": r"replies|comments|posts|threads?|topics|antworten|beitr[äa]ge|themen|respuestas|réponses|risposte",
    "views": r"views|hits|viewing|aufrufe|ansichten|zugriffe|betrachter|visitas|vues|visite",
}
_COUNTS: Final = {
    kind: re.compile(rf"\b(?:{words})\b\W{{0,3}}\d|\b\d[\d.,]*\W{{0,2}}(?:{words})\b", re.IGNORECASE)
    for kind, words in _COUNTED.items()
}
_LAST: Final = re.compile(
    r"\b(?:started by|most recent by|last (?:post|reply|comment) by|letzter beitrag|erstellt von|dernier message)\b|"
    r"\b(?:threads?|topics|themen)\W{0,3}\d.{0,40}\b(?:posts|beitr[äa]ge)\W{0,3}\d",
    re.IGNORECASE,
)
_LAST_PART: Final = re.compile(r"last[-_]?(?:post(?:er|ed)?|repl(?:y|ies)|comment)(?![a-z])", re.IGNORECASE)
_DIGITS: Final = re.compile(r"\d+")
#: An address of a page, then the place of a comment on it.
_ANCHORED: Final = re.compile(r"([^#?]+?)(?:comment-page-\d+/?)?(?:\?[^#]*)?#[a-zA-Z_-]*\d+$")
#: So many records are looked at, and so much of the text of each: what a list says of its items comes first.
_SAMPLE: Final = 24
_SAMPLE_TEXT: Final = 600
#: So many of the records show what makes a list; comments that speak of replies and views stay below half.
_MOSTLY: Final = 0.6
#: One same sentence in more than half of at least so many records, or of so many letters, is a notice; thanks are shorter.
_NOTICES: Final = 4
_NOTICE: Final = 20
#: At least so many records with linked titles of so many letters, and hardly a word beside them, lead to other pages.
_LINKED_RECORDS: Final = 5
_LINKED_TITLE: Final = 30
_FREE_WORDS: Final = 50
#: So many records are looked at for headlines, and a headline has so many letters.
_JUDGED: Final = 40
_HEADLINE: Final = 20
_HEADLINES: Final = ("h1", "h2", "h3", "h4")
#: Addresses of comments, to which the title of one may lead.
_TO_COMMENT: Final = re.compile(r"comment|post\d|/p/?\d|msg|cid=")
#: Fewer records than this, with not one date among them, are parts of a form or a heading.
_FEW: Final = 3


def too_few(page: Outline, members: Sequence[int]) -> bool:
    """Say whether records are few and nothing in them shows a date: parts of a form or a heading."""
    return len(members) <= _FEW and not any(_dated(page, at) for at in members)


def is_listing(page: Outline, extents: Sequence[tuple[int, int]], own: Sequence[Sums]) -> bool:
    """Say whether records that look repeated list other pages, or repeat one sentence.

    ``extents`` are the first element of each record and the one after its last.
    """
    judged = extents[:: max(1, len(extents) // _SAMPLE)]
    texts = [page.text_between(start, end, _SAMPLE_TEXT) for start, end in judged]
    sample = [start for start, _ in judged]
    return (
        _counts_threads(texts)
        or _says_the_same(texts)
        or _leads_away(own)
        or _stands_elsewhere(page, sample)
        or _shows_the_last(page, sample)
    )


def _dated(page: Outline, at: int) -> bool:
    """Whether something in the record shows a date; "hier" in German shows none."""
    places = (one for one in range(at, page.ends[at]) if page.is_date(one))
    return any(_DIGITS.search(date_text(page, one) or "") or relative(date_text(page, one)) for one in places)


def _counts_threads(texts: list[str]) -> bool:
    """Threads and forums: most records count replies and views, or name who began and who spoke last."""
    hits = sum(all(one.search(text) for one in _COUNTS.values()) or _LAST.search(text) is not None for text in texts)
    return hits > _MOSTLY * len(texts)


def _says_the_same(texts: list[str]) -> bool:
    """Notices of a form that is repeated below each comment."""
    plain = Counter(_DIGITS.sub("", text) for text in texts if len(text) >= _NOTICE)
    return len(texts) >= _NOTICES and plain.most_common(1)[0][1] > 0.5 * len(texts) if plain else False


def _leads_away(own: Sequence[Sums]) -> bool:
    """Lists of comments on other pages: hardly a word outside the title that is linked."""
    shares = median(one.in_links / max(one.shown, 1) for one in own)
    linked = median(one.in_links for one in own)
    free = median(one.shown - one.in_links for one in own)
    many = len(own) >= _LINKED_RECORDS and not any(one.replies for one in own)
    return many and shares > 0.5 and linked >= _LINKED_TITLE and free < _FREE_WORDS


def _shows_the_last(page: Outline, members: Sequence[int]) -> bool:
    """Threads and forums: most records have a part for the last post."""
    parts = sum(
        any(_LAST_PART.search(page.attrs[one].get("class") or "") for one in range(at, page.ends[at])) for at in members
    )
    return len(members) >= _FEW and parts > _MOSTLY * len(members)


def _stands_elsewhere(page: Outline, members: Sequence[int]) -> bool:
    """Comments of other pages: most lead to the place of a comment, and to a page of its own each.

    Comments of this page name it alone, however the site numbers them.
    """
    pages = [where for at in members if (where := _place(page, at))]
    return len(pages) >= max(_FEW, _MOSTLY * len(members)) and len(set(pages)) > 0.5 * len(pages)


def _place(page: Outline, at: int) -> str | None:
    """Return the page, numbers and query left out, of the first link in a record to the place of a comment."""
    links = (page.attrs[one].get("href") or "" for one in range(at, page.ends[at]) if page.tags[one] == "a")
    found = next((match for link in links if (match := _ANCHORED.match(link))), None)
    return _DIGITS.sub("", found[1]) if found is not None else None


def teasers(page: Outline, extents: Sequence[tuple[int, int]]) -> bool:
    """Tell lists of articles: a headline in each record that leads to another page.

    ``extents`` are the first element of each record and the one after its last.
    """
    judged = extents[:_JUDGED]
    return sum(_leads_by_headline(page, start, end) for start, end in judged) > _MOSTLY * len(judged)


def _leads_by_headline(page: Outline, start: int, end: int) -> bool:
    """Whether the first headline with a link leads away; a short one may be the title of a comment, but for a bookmark."""
    for one in range(start + 1, end):
        link = _headline_link(page, one, start)
        if link >= 0:
            attrs = page.attrs[link]
            href = attrs.get("href") or ""
            long = "bookmark" in (attrs.get("rel") or "") or len(page.text_of(one)) >= _HEADLINE
            return long and "#" not in href and not _TO_COMMENT.search(href) and not MEMBER.search(href)
    return False


def _headline_link(page: Outline, at: int, top: int) -> int:
    """Return the link of a headline, where this element is a link in one or a headline in a link; else -1."""
    if page.tags[at] == "a":
        return at if _within(page, at, top, _HEADLINES) >= 0 else -1
    return _within(page, at, top, ("a",)) if page.tags[at] in _HEADLINES else -1


def _within(page: Outline, at: int, top: int, tags: tuple[str, ...]) -> int:
    """Return the nearest element of some tags around this one, up to the record itself; -1 where there is none."""
    while at > top:
        at = page.parents[at]
        if page.tags[at] in tags:
            return at
    return -1
