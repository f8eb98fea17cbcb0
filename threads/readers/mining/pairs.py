"""Topics of one answer: two posts are too few to be told by repetition, but their own parts may say what they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .authors import BESIDE, NAMED
from .parts import BODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHEN: Final = re.compile(r"date|time(?!line)|posted|created|when|datum|fecha", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"\d")
#: Characters of an element that names somebody.
_NAME: Final = 60


def two_posts(page: Outline, members: Sequence[int]) -> bool:
    """Whether two elements are the posts of a topic: each numbered, with a part called a name and one called a date.

    They stand side by side under a heading and have none of their own. Entries of a blog have titles, or one writer and
    links to pages of their own.
    """
    if len(members) != 2 or page.parents[members[0]] != page.parents[members[1]]:
        return False
    if not all(_numbered(page, at) and _dated(page, at) for at in members):
        return False
    if any(page.tags[one] in _HEADINGS for at in members for one in page.below(at)):
        return False
    first, second = (_writer(page, at) for at in members)
    if first is None or second is None or not _headed(page, members[0]):
        return False
    return first != second or not any(_leads_on(page, at) for at in members)


def _numbered(page: Outline, at: int) -> bool:
    attrs = page.attrs[at]
    return any(_NUMBERED.search(attrs.get(name) or "") for name in ("id", "data-id", "data-post-id", "data-postid"))


def _dated(page: Outline, at: int) -> bool:
    """Whether a part with a date is called one, or is one by its tag."""
    return any(
        page.is_date(one) and (page.tags[one] == "time" or _WHEN.search(page.attrs[one].get("class") or ""))
        for one in page.below(at)
    )


def _writer(page: Outline, at: int) -> str | None:
    """Return what the first part shows whose class calls it a name."""
    for one in page.below(at):
        called = page.attrs[one].get("class") or ""
        if NAMED.search(called) and not BESIDE.search(called):
            shown = page.text_of(one, _NAME + 1)
            if shown and len(shown) <= _NAME and not page.is_date(one):
                return shown
    return None


def _leads_on(page: Outline, at: int) -> bool:
    """Whether there is a link to another page outside of the words."""
    one = at + 1
    while one < page.ends[at]:
        if BODY.search(page.attrs[one].get("class") or ""):
            one = page.ends[one]
            continue
        href = page.attrs[one].get("href") if page.tags[one] == "a" else None
        if href and not href.startswith("#"):
            return True
        one += 1
    return False


def _headed(page: Outline, first: int) -> bool:
    """Whether a heading of the first or second rank stands before them."""
    return any(page.tags[at] in ("h1", "h2") and page.ends[at] <= first for at in range(first))
