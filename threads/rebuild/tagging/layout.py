"""A layout as the tags of its lines give it: labels of lines, as any other layout has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..comments.spans import matched
from ..segmentation.segment import BODY, FIRST_MARK, HEADING, Label, Segmentation
from ..text.headings import heading_above
from .names import find_names
from .pieces import named_below, pieces_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from ..layouts.page import Page
    from .features import Rows
    from .pieces import Piece
    from .tags import Tag

    Place = tuple[int, int, int] | None

_HEAD, _FURNITURE = FIRST_MARK, FIRST_MARK + 1


def tagged_layout(rows: Rows, shares: NDArray[np.float32], tags: Sequence[Tag]) -> Segmentation:
    """Label the lines of a dump by their tags; what names and times the lines beside a comment hold become its own."""
    page, below = rows.page, named_below(tags)
    pieces = pieces_of(page, tags)
    names = find_names(page, pieces, shares, below=below)
    labels: list[Label] = []
    for piece, name in zip(pieces, names, strict=True):
        labels += _below(page, piece, name) if below else _above(page, piece, name)
    first = labels[0].line if labels else 0
    heading = heading_above(page.lines, first)
    if heading is not None:
        labels.insert(0, Label(heading, HEADING, opens=False, match=None))
    return Segmentation(tuple(labels), 0.0)


def _above(page: Page, piece: Piece, name: Place) -> Iterator[Label]:
    """A comment below its head; what stands above the head is the page's."""
    own = _own_rows(page, piece, name)
    opened = False
    for row in piece.beside:
        head = row in own or opened
        yield Label(page.at[row], _HEAD if head else _FURNITURE, head and not opened, _fields(page, piece, name, row))
        opened = opened or head
    for row in piece.body:
        yield Label(page.at[row], BODY, not opened, None)
        opened = True


def _below(page: Page, piece: Piece, name: Place) -> Iterator[Label]:
    """A comment above its foot."""
    own = _own_rows(page, piece, name)
    for at, row in enumerate(piece.body):
        yield Label(page.at[row], BODY, at == 0, None)
    for row in piece.beside:
        state = _HEAD if row in own else _FURNITURE
        yield Label(page.at[row], state, opens=False, match=_fields(page, piece, name, row))


def _own_rows(page: Page, piece: Piece, name: Place) -> set[int]:
    """Rows beside a comment that state its name or its time."""
    return {row for row in piece.beside if row == piece.time or (name is not None and page.at[row] == name[0])}


def _fields(page: Page, piece: Piece, name: Place, row: int) -> re.Match[str] | None:
    """The name and the time that a row states."""
    places: dict[str, tuple[int, int]] = {}
    words = page.words(row)
    if row == piece.time:
        begin = words.index(page.times[row].time)
        places["date"] = begin, begin + len(page.times[row].time)
    if name is not None and page.at[row] == name[0]:
        places["author"] = name[1:]
    if not places:
        return None
    (_, first), *others = ordered = sorted(places.items(), key=lambda one: one[1])
    if any(second[0] < first[1] for _, second in others):
        ordered = ordered[:1]
    return matched(words, **dict(ordered))
