"""The heading above comments: looked for in one way, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .grammar import fits
from .grammars.common import SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .grammar import Mark
    from .lines import Lines

#: So many lines that say anything are looked at, above what they may announce or below what they may end.
BESIDE: Final = 4
#: The marks of a heading that says "comments", or how many.
PLAIN: Final = SECTION[:1]


def heading_above(lines: Lines, first: int, *, below: int = -1, marks: Sequence[Mark] = SECTION) -> int | None:
    """Return the nearest of the few lines above one, and below another, that announces comments."""
    above = (at for at in filled_beside(lines, first - 1, -1) if at > below)
    return next((at for at in above if fits(lines.bare[at], marks)), None)


def filled_beside(lines: Lines, start: int, step: int) -> Iterator[int]:
    """The next few lines that say anything, from one on, up or down."""
    left, at = BESIDE, start
    while left and 0 <= at < len(lines):
        if lines.content[at]:
            left -= 1
            yield at
        at += step
