"""The heading above comments: looked for in one way, whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..grammar import fits
from ..grammars.common import ENDS, SECTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..grammar import Mark
    from .lines import Lines

#: So many lines that say anything are looked at, above what they may announce or below what they may end.
BESIDE: Final = 4
#: A line of so many characters says something: menus and buttons below a page are shorter.
SAID: Final = 40
#: One comment, uncounted: what stands above a box to write in.
_LABELS: Final = frozenset(("comment", "kommentar", "commentaire", "comentario", "comentário", "response"))
#: The marks of a heading that says "comments", or how many.
PLAIN: Final = SECTION[:1]


def heading_above(lines: Lines, first: int, *, below: int = -1, marks: Sequence[Mark] = SECTION) -> int | None:
    """Return the nearest of the few lines above one, and below another, that announces comments."""
    above = (at for at in filled_beside(lines, first - 1, -1) if at > below)
    return next((at for at in above if fits(lines.bare[at], marks)), None)


def last_heading(lines: Lines) -> int | None:
    """Return the last line that announces comments: by itself, with something said beneath, and no box's label."""
    said = False
    for at in range(len(lines) - 1, -1, -1):
        words = lines.bare[at]
        if said and _apart(lines, at) and fits(words, PLAIN) and words.strip(" :").casefold() not in _LABELS:
            return at
        said = said or (len(words) >= SAID and not fits(words, ENDS))
    return None


def heading_below(lines: Lines, first: int, last: int | None) -> int | None:
    """Return the last heading (:func:`last_heading`) where it makes an article of all above it.

    So it does below the first of what may be comments, unless a heading stands above that already.
    """
    if last is None or last <= first or heading_above(lines, first, marks=PLAIN) is not None:
        return None
    return last


def _apart(lines: Lines, at: int) -> bool:
    """Whether no line stands right above, where blank lines part anything."""
    return not lines.has_blanks or at == 0 or not lines.content[at - 1]


def filled_beside(lines: Lines, start: int, step: int) -> Iterator[int]:
    """The next few lines that say anything, from one on, up or down."""
    left, at = BESIDE, start
    while left and 0 <= at < len(lines):
        if lines.content[at]:
            left -= 1
            yield at
        at += step
