"""What speaks for a mark on a line: its words, its column, blank lines, its neighbours; all as log-odds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from ..text.namelike import addressed, namelike

if TYPE_CHECKING:
    import re

    from ..grammar import Mark
    from ..text.lines import Lines
    from .heads import Columns, Habits

#: Log-odds for standing in the expected column, and against standing in the other one.
IN_COLUMN: Final = 1.5
OUT_OF_COLUMN: Final = -6.0
#: For a blank line above or below where the mark has one, and against the lack of it.
BLANK_FITS: Final = 0.75
BLANK_MISSING: Final = -1.25
#: For words below that are indented further, as the mark says, and against it.
DEEPER: Final = 1.0
NOT_DEEPER: Final = -6.0
#: What an odd name costs at most where a number stands before it.
ODD_NAME: Final = 2.5
#: For a name that ends a comment: its writer signs, nobody is headed.
SIGNED_OFF: Final = -4.0


def weighed(lines: Lines, line: int, mark: Mark, hit: re.Match[str], habits: Habits, *, author: str) -> float:
    """Log-odds of one mark on one line; ``author`` is the folded name of who speaks so far, empty for nobody."""
    score = mark.weight
    if mark.role == "author" and not mark.namelike and "date" not in mark.fields:
        # The line above a date is not always a name: the name may be lost, and a body end there. A number makes it one,
        # and so do words beside it that lead to the date.
        told = hit.groupdict()
        led = mark.followed_by and len(told["author"]) < len(hit.group()) and "parent" not in told
        most = ODD_NAME if led or told.get("number") else math.inf
        score -= min(most, max(0.0, -namelike(told["author"], {})))
    score += _in_place(lines, line, mark, habits.columns)
    if mark.namelike:
        score += _name_score(lines, line, habits, author)
    if mark.role in ("lead", "replies"):
        score += addressed(hit, habits.names)
    return score


def _in_place(lines: Lines, line: int, mark: Mark, columns: Columns) -> float:
    """Whether a mark stands where such marks do: in its column, between the blank lines around it, above its words."""
    score = 0.0
    if mark.column is not None and columns.apart:
        wanted = columns.head if mark.column == "head" else columns.body
        score += IN_COLUMN if lines.indent[line] == wanted else OUT_OF_COLUMN
    if lines.has_blanks:
        before, after = mark.blanks
        if before is not None and line > 0:
            score += BLANK_FITS if (not lines.content[line - 1]) == before else BLANK_MISSING
        if after is not None and line + 1 < len(lines):
            score += BLANK_FITS if (not lines.content[line + 1]) == after else BLANK_MISSING
    following = lines.following[line]
    if mark.deeper is not None and following < len(lines):
        score += DEEPER if (lines.indent[following] > lines.indent[line]) == mark.deeper else NOT_DEEPER
    return score


def _name_score(lines: Lines, line: int, habits: Habits, author: str) -> float:
    """Log-odds that a bare short line is the head of a comment, judged by the dump's sure heads."""
    content = lines.bare[line]
    own = bool(author) and set(content.casefold().split()) <= set(author.split())
    if own and _closes(lines, habits, line):
        # Whoever signs a comment repeats the name that heads it, or a part of it.
        return SIGNED_OFF
    # Above a postscript as well, so that to be known tells nothing; or the same person goes on.
    score = namelike(content, {} if own else habits.names) + habits.bare
    if lines.has_blanks:
        before = line == 0 or not lines.content[line - 1]
        after = line + 1 < len(lines) and not lines.content[line + 1]
        # A name without the rest of its head stands right above the words, as the last line of a head does.
        name, last = habits.after
        score += _fit(habits.before, before) + _fit(name if line + 1 in habits.heads else last, after)
    return score


def _closes(lines: Lines, habits: Habits, line: int) -> bool:
    """Whether nothing is said below a line before the next head: a signature ends what it signs."""
    following = lines.following[line]
    return following == len(lines) or following in habits.heads or lines.bare[following].casefold() in habits.names


def _fit(share: float, flag: bool) -> float:
    """Log-odds of a flag, where the sure heads have it with this share and other lines every other time."""
    return max(-2.5, math.log((share if flag else 1.0 - share) / 0.5))
