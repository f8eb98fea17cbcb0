"""Pages that print no times: a name that is said twice, as a picture's words and as a link, heads each comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..text.affixes import said_twice
from ..text.namelike import namelike
from ..text.timed import Timed

if TYPE_CHECKING:
    from collections.abc import Collection

    from .page import Page

#: So many names, so short, and what they are worth on average (log-odds), make a layout.
FEWEST: Final = 4
LONGEST: Final = 40
WORTH: Final = 0.3
#: What stands behind a name said again: its rank, its votes.
BEHIND: Final = 45
#: Something is said within so many lines of a name: one so long.
NEAR: Final = 6
SAID: Final = 30


def untimed(page: Page) -> Page | None:
    """Return the page with its doubled names where times would stand; ``None`` where it has too few."""
    names = {row + 1: name for row in range(len(page) - 1) if (name := _doubled(page, row))}
    rows = {row: name for row, name in names.items() if row + 1 not in names and _speaks(page, row, names)}
    if len(rows) < FEWEST or sum(namelike(name, {}) for name in rows.values()) < WORTH * len(rows):
        return None
    return replace(page, times={row: Timed(name, "", "", "name") for row, name in rows.items()})


def _speaks(page: Page, row: int, names: Collection[int]) -> bool:
    """Whether something is said below a name, before the next."""
    for below in range(row + 1, min(len(page), row + 1 + NEAR)):
        if below + 1 in names:
            return False
        if len(page.words(below)) >= SAID:
            return True
    return False


def _doubled(page: Page, row: int) -> str | None:
    """The name that a row holds alone, and the next begins with."""
    words, below = page.words(row), page.words(row + 1)
    if not 1 < len(words) <= LONGEST or page.counts[page.keys[row]] > len(page) / FEWEST:
        return None
    name = said_twice(words) or words
    if words != name and len(words) > 2 * len(name) + BEHIND:
        return None
    again = below == name or (below.startswith(name + " ") and len(below) <= len(words) + BEHIND)
    return name if again else None
