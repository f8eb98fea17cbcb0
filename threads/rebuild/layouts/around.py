"""Layouts in which a comment stands between its name, above, and its time, below: networks and their plug-ins.

In the middle of a page nothing tells this from a time above a name; the ends of the page do: above the first time
somebody has said something already, and below the last one nobody is named.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ..grammars.common import ENDS
from .authors import name_worth

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .authors import Places
    from .page import Page

#: Share of names that stand below a time.
BELOW: Final = 0.8
#: The first name is looked for so many lines above the first time, and must be worth so much.
FAR: Final = 40
LEAST: Final = 0.5
#: Something is said where so many characters stand.
SAID: Final = 3


def names_around(page: Page, rows: Sequence[int], authors: Places, furniture: Collection[int]) -> Places | None:
    """Return whose comment each time closes; ``None`` where times stand above or beside names."""
    below = [place is not None and place[0] > page.at[row] for row, place in zip(rows[:-1], authors[:-1], strict=True)]
    if _body_inside(page, rows, authors, furniture):
        first = authors[0] or _first_name(page, rows[0], _names_at(page, authors), furniture, ("", ""))
        return [first, *authors[1:]]
    known = _names_at(page, authors[:-1])
    if sum(below) < BELOW * len(below) or _goes_on(page, rows[-1], authors[-1], known):
        return None
    first = _first_name(page, rows[0], known, furniture, _beside(page, authors[:-1]))
    return None if first is None else [first, *authors[:-1]]


def _names_at(page: Page, places: Places) -> set[str]:
    return {page.lines.bare[place[0]][place[1] : place[2]] for place in places if place is not None}


def _beside(page: Page, authors: Places) -> tuple[str, str]:
    """What most lines with a name print before and behind it, as in "Marlo wrote:"."""
    lines = page.lines.bare
    printed = Counter((lines[at][:begin], lines[at][end:]) for at, begin, end in filter(None, authors))
    return printed.most_common(1)[0][0]


def _body_inside(page: Page, rows: Sequence[int], authors: Places, furniture: Collection[int]) -> bool:
    """Whether something is said between names and times below them, and nothing between a time and the next name."""
    row_of = {line: row for row, line in enumerate(page.at)}
    named = [row_of[place[0]] if place is not None else None for place in authors]
    inside = sum(
        name is not None and name < row and _said(page, range(name + 1, row), furniture)
        for name, row in zip(named, rows, strict=True)
    )
    after = sum(
        name is None or _said(page, range(row + 1, name), furniture)
        for name, row in zip(named[1:], rows[:-1], strict=True)
    )
    return inside >= BELOW * len(rows) and after <= (1.0 - BELOW) * len(rows)


def said_behind(page: Page, rows: Sequence[int], authors: Places, furniture: Collection[int]) -> bool:
    """Whether more is said behind the times than between names and times: there are profiles, and no comments."""
    row_of = {line: row for row, line in enumerate(page.at)}
    named = [row_of[place[0]] if place is not None else row for place, row in zip(authors, rows, strict=True)]
    inside = [_length(page, range(name + 1, row), furniture) for name, row in zip(named, rows, strict=True)]
    behind = [_length(page, range(row + 1, name), furniture) for name, row in zip(named[1:], rows, strict=False)]
    return sum(there > here for there, here in zip(behind, inside, strict=False)) >= BELOW * len(behind)


def _length(page: Page, span: range, furniture: Collection[int]) -> int:
    return sum(len(page.words(row)) for row in span if row not in furniture and row not in page.times)


def _said(page: Page, span: range, furniture: Collection[int]) -> bool:
    return any(row not in furniture and row not in page.times and len(page.words(row)) >= SAID for row in span)


def _goes_on(page: Page, row: int, last: tuple[int, int, int] | None, known: Collection[str]) -> bool:
    """Whether somebody is named below the last time, before the page announces something else."""
    if last is None:
        return False
    for below in range(row + 1, len(page)):
        if page.at[below] > last[0]:
            break
        if any(mark.regex.fullmatch(page.words(below)) for mark in ENDS):
            return False
    name = page.lines.bare[last[0]][last[1] : last[2]]
    return name in known or name_worth(name) >= LEAST


def _first_name(
    page: Page, row: int, known: Collection[str], furniture: Collection[int], beside: tuple[str, str]
) -> tuple[int, int, int] | None:
    """Where the nearest line above the first time names somebody, and has something said below it."""
    before, after = beside
    said = False
    for at in range(row - 1, max(-1, row - FAR), -1):
        words = page.words(at)
        drawn = len(words) > len(before) + len(after) and words.startswith(before) and words.endswith(after)
        begin, end = (len(before), len(words) - len(after)) if drawn else (0, len(words))
        name = words[begin:end]
        if said and (name in known or (at not in furniture and name_worth(name) >= LEAST)):
            return page.at[at], begin, end
        said = said or _said(page, range(at, at + 1), furniture)
    return None
