"""From tags to comments: which lines each says, and which beside them may name its author and its time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .tags import Tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..layouts.page import Page

#: Below the last comment its own name and time are no farther away than this.
REACH: Final = 8


@dataclass(frozen=True)
class Piece:
    """One comment as rows of a page: what it says, what stands beside, and there the lines with its name and time."""

    body: tuple[int, ...]
    beside: tuple[int, ...]
    name: int | None
    time: int | None


def named_below(tags: Sequence[Tag]) -> bool:
    """Whether names stand below what is said."""
    return tags.count(Tag.NAME_BELOW) > tags.count(Tag.NAME_ABOVE)


def pieces_of(page: Page, tags: Sequence[Tag]) -> list[Piece]:
    """Gather the lines of each comment."""
    bodies: list[list[int]] = []
    for row, tag in enumerate(tags):
        if tag is Tag.FIRST:
            bodies.append([row])
        elif tag is Tag.BODY and bodies:
            bodies[-1].append(row)
    below = named_below(tags)
    spans = _below(bodies, len(tags)) if below else _above(bodies)
    return [
        _piece(page, tags, body, [row for row in span if tags[row] is not Tag.OUTSIDE], below=below)
        for body, span in zip(bodies, spans, strict=True)
    ]


def _above(bodies: Sequence[list[int]]) -> list[range]:
    ends = [-1, *(body[-1] for body in bodies)]
    return [range(end + 1, body[0]) for end, body in zip(ends, bodies, strict=False)]


def _below(bodies: Sequence[list[int]], rows: int) -> list[range]:
    spans = [range(body[-1] + 1, following[0]) for body, following in pairwise(bodies)]
    return [*spans, range(bodies[-1][-1] + 1, min(rows, bodies[-1][-1] + REACH))] if bodies else []


def _piece(page: Page, tags: Sequence[Tag], body: list[int], beside: list[int], *, below: bool) -> Piece:
    """Take the nearest name, and the time that is nearest to it, or to what is said."""
    names = [row for row in beside if tags[row] is (Tag.NAME_BELOW if below else Tag.NAME_ABOVE)]
    name = (names[0] if below else names[-1]) if names else None
    times = [row for row in beside if row in page.times]
    if not below and body[0] in page.times:
        times.append(body[0])
    near = body[-1] if below else body[0]
    time = min(times, key=lambda row: abs(row - (near if name is None else name)), default=None)
    return Piece(tuple(body), tuple(beside), name, time)
