"""What a record of a page holds, in four numbers, and how much that is like a comment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .outline import Outline

#: Characters that a record shows at least, and of them outside links.
_SHOWN: Final = 8
_FREE: Final = 2
#: Dates of one comment at most: written, changed, and when its author joined. What more of them, and none, count.
_DATES: Final = 3
_MANY_DATES: Final = 0.25
_NO_DATE: Final = 0.35
#: Characters outside links that are as good as any number.
_WORDY: Final = 60
#: Links to answer of one comment at most, and what they add.
_REPLIES: Final = 6
_ANSWERABLE: Final = 1.15


@dataclass(slots=True)
class Sums:
    """What a record holds outside the records nested in it: characters, those in links, dates, reply links."""

    shown: int
    in_links: int
    dates: int
    replies: int


def own_sums(page: Outline, members: list[int]) -> list[Sums]:
    """Sum over each record without the records nested in it."""
    ends = [page.ends[at] for at in members]
    out, whole = following_sums(page, members, ends), following_sums(page, members, ends)
    stack: list[int] = []
    for number, at in enumerate(members):
        while stack and ends[stack[-1]] <= at:
            stack.pop()
        if stack:
            above, inner = out[stack[-1]], whole[number]
            above.shown -= inner.shown
            above.in_links -= inner.in_links
            above.dates -= inner.dates
            above.replies -= inner.replies
        stack.append(number)
    return out


def following_sums(page: Outline, members: list[int], ends: list[int]) -> list[Sums]:
    """Sum over each record and the siblings that follow it, up to where it ends."""
    shown, in_links, dates, replies = page.shown, page.in_links, page.dates, page.replies
    return [
        Sums(shown[end] - shown[at], in_links[end] - in_links[at], dates[end] - dates[at], replies[end] - replies[at])
        for at, end in zip(members, ends, strict=True)
    ]


def is_record(own: Sums) -> bool:
    """Whether a record holds words at all."""
    return own.shown - own.in_links >= _FREE and own.shown >= _SHOWN


def quality(own: Sums) -> float:
    """Between 0 and 3: a date (or two), words, words that are no links, something to answer with."""
    if not is_record(own):
        return 0.0
    dated = 1.0 if 1 <= own.dates <= _DATES else _MANY_DATES if own.dates > _DATES else _NO_DATE
    free = 1 - own.in_links / own.shown
    wordy = min((own.shown - own.in_links) / _WORDY, 1.0)
    return dated * (0.4 + free) * (0.5 + wordy) * (_ANSWERABLE if 1 <= own.replies <= _REPLIES else 1.0)
