"""Where the names of tagged comments stand on their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..layouts.authors import places_of_names, worth_as_names
from .tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..layouts.authors import Places
    from ..layouts.page import Page
    from .pieces import Piece

    Floats = NDArray[np.float32]

#: Times of so many comments show where names are; so sure must names be, and so much it counts that lines are tagged.
SHOWN: Final = 0.6
SURE: Final = 0.5
TAGGED: Final = 3.0
#: A name may stand on the first line of what is said.
INSIDE: Final = 0.5


def find_names(page: Page, pieces: Sequence[Piece], shares: Floats, *, below: bool) -> Places:
    """Return where each comment's author is named; all ``None`` where nothing beside them is like names."""
    row_of = {line: row for row, line in enumerate(page.at)}
    tag = Tag.NAME_BELOW if below else Tag.NAME_ABOVE
    best: Places = [None] * len(pieces)
    most = SURE
    for tried in _candidates(page, pieces):
        own = [_own(place, piece, row_of) for place, piece in zip(tried, pieces, strict=True)]
        if not any(own):
            continue
        places, worth = worth_as_names(page, own)
        likely = [_likely(shares[row_of[place[0]]], tag) for place in places if place is not None]
        total = TAGGED * sum(likely) / len(pieces) + worth
        if likely and total > most:
            best, most = places, total
    return [place if place is not None and place[1] < place[2] else None for place in best]


def _likely(shares: Floats, tag: Tag) -> float:
    return float(shares[tag] + INSIDE * shares[Tag.FIRST])


def _own(place: tuple[int, int, int] | None, piece: Piece, row_of: dict[int, int]) -> tuple[int, int, int] | None:
    """A place that is beside this comment, not another."""
    row = row_of.get(place[0]) if place is not None else None
    return place if row is not None and (row in piece.beside or row == piece.body[0]) else None


def _candidates(page: Page, pieces: Sequence[Piece]) -> Iterable[Places]:
    """Places that have the same distance from the times, and the tagged lines: before a time, behind it, or whole."""
    timed = [(at, piece.time) for at, piece in enumerate(pieces) if piece.time is not None]
    if len(timed) >= max(2, SHOWN * len(pieces)):
        drawn = {row for piece in pieces for row in piece.beside if row not in (piece.name, piece.time)}
        for places in places_of_names(page, [row for _, row in timed], drawn):
            some = dict(zip((at for at, _ in timed), places, strict=True))
            yield [some.get(at) for at in range(len(pieces))]
    for part in (_before, _behind):
        yield [None if piece.name is None else part(page, piece.name) for piece in pieces]


def _before(page: Page, row: int) -> tuple[int, int, int] | None:
    time = page.times.get(row)
    reach = len(page.words(row)) if time is None else len(time.before)
    return (page.at[row], 0, reach) if reach else None


def _behind(page: Page, row: int) -> tuple[int, int, int] | None:
    time = page.times.get(row)
    if time is None:
        return _before(page, row)
    size = len(page.words(row))
    return (page.at[row], size - len(time.after), size) if time.after else None
