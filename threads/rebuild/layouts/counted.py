"""Comments that the page counts: running numbers of an unknown layout, and the times that stand beside them.

Forums number what is said: ``#7`` alone or at the end of a line, ``7.`` or ``7`` behind a time. Numbers that go up by
one from comment to comment say better than anything else where comments are, whatever stands beside their times.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .page import Page

#: So many numbers in a row show that a page counts; share of the steps that are of one, and of numbers with a time.
FEWEST: Final = 4
RUNNING: Final = 0.8
#: A number stands no farther than so many lines from the time of its comment.
NEAR: Final = 3
#: So many lines above the first number its comment may begin, where numbers stand below what is said.
COMMENT: Final = 100
#: Ways to count: alone on a line, at its end, at its beginning before a time.
_WAYS: Final = (
    re.compile(r"#(\d{1,5})"),
    re.compile(r".{1,90}?[\s|·•,-]#(\d{1,5})"),
    re.compile(r".{1,90}?\b\d{1,2}:\d\d(?:\s?[ap]m)?\s(\d{1,5})", re.IGNORECASE),
    re.compile(r"(?:(?:[Pp]ost|[Cc]omment|[Rr]eply|[Bb]eitrag|[Mm]essage|[Mm]ensaje|[Сс]ообщение)\s)#?(\d{1,5})"),
)


def counted_times(page: Page) -> list[list[int]]:
    """Return the times beside running numbers, a list for each way in which the page counts."""
    out = []
    for way in _WAYS:
        found = [(row, int(hit[1])) for row in range(len(page)) if (hit := way.fullmatch(page.words(row)))]
        numbers = running(found)
        rows = _times_near(page, numbers)
        if len(rows) >= max(FEWEST, RUNNING * len(numbers)):
            out.append(rows)
    return out


def running(found: Sequence[tuple[int, int]]) -> list[int]:
    """Return the rows of numbers that count, of pairs of row and number; none where they do not go up one by one."""
    kept: list[tuple[int, int]] = []
    for row, number in found:
        if not kept or number > kept[-1][1]:
            kept.append((row, number))
    steps = sum(b == a + 1 for (_, a), (_, b) in pairwise(kept))
    enough = len(kept) >= max(FEWEST, RUNNING * len(found)) and steps >= RUNNING * (len(kept) - 1)
    return [row for row, _ in kept] if enough else []


def _times_near(page: Page, rows: Sequence[int]) -> list[int]:
    """The time on each number's own line, or on the nearest line above or below that has one, on one side for all."""
    sides = [[_near(page, row, step) for row in rows] for step in (-1, 1)]
    if sides[1] and sides[1][0] is not None and _closes(page, rows[0], sides[1][0]):
        sides.pop()
    best = max(sides, key=lambda side: sum(one is not None for one in side))
    return sorted({one for one in best if one is not None})


def _closes(page: Page, number: int, time: int) -> bool:
    """Whether the first number stands below the words that it counts: above them is a time like the one below it."""
    like = page.times[time]
    above = (page.times[row] for row in range(max(0, number - COMMENT), number) if row in page.times)
    return time > number and any(one.shape == like.shape and bool(one.before) == bool(like.before) for one in above)


def _near(page: Page, row: int, step: int) -> int | None:
    return next((at for far in range(NEAR + 1) if (at := row + step * far) in page.times), None)
