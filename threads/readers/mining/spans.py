"""Posts laid out as tables: a cell with the name beside several rows, which hold the date, the words and the buttons."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .outline import Outline
    from .parts import Region

_LETTERS: Final = re.compile(r"[^\W\d_]")
#: How the rows are called from which a cell spans further ones.
_SPANNING: Final = "tr[rowspan]"
#: A row spans no more of them; so many elements around a name are looked at for its cell.
_MOST: Final = 20
_WITHIN: Final = 6


def spanning(page: Outline) -> Iterator[tuple[str, list[int]]]:
    """Yield the rows of each table whose first cell reaches down beside the rows after them."""
    below: dict[int, list[int]] = defaultdict(list)
    for at, tag in enumerate(page.tags):
        row = page.parents[at]
        if tag == "td" and row == at - 1 and page.tags[row] == "tr" and _reach(page, at) > 1:
            below[page.parents[row]].append(row)
    for above, rows in below.items():
        if len(rows) > 1:
            yield f"{page.tags[above]}@{above}>{_SPANNING}", rows


def spans(label: str) -> bool:
    """Whether a label is that of rows whose first cell spans further ones."""
    return label.endswith(_SPANNING)


def ends_of(page: Outline, label: str, members: Sequence[int]) -> list[int]:
    """Where records end that take what follows them: where the next begins, or behind the rows that their cells span."""
    stops = [*members[1:], page.ends[page.parents[members[0]]]]
    if not spans(label):
        return stops
    return [_behind(page, at, stop) for at, stop in zip(members, stops, strict=True)]


def opens_spanning_cell(page: Outline, at: int) -> bool:
    """Whether an element's words are the first of a cell that spans rows: where a board's table names who writes."""
    if not page.texts[at]:
        return False
    cell = at
    for _ in range(_WITHIN):
        if cell < 0 or page.tags[cell] == "td":
            break
        cell = page.parents[cell]
    return cell >= 0 and page.tags[cell] == "td" and _reach(page, cell) > 1 and _first(page, cell) == at


def opens_with_words(page: Outline, at: int) -> bool:
    """Whether an element's words stand before what is inside it; a paragraph may open with a name and go on."""
    first = page.nodes[at].first_child
    while first is not None and first.is_text_node and not _LETTERS.search(first.text_content or ""):
        first = first.next
    return first is None or first.is_text_node


def _first(page: Outline, cell: int) -> int:
    """Return what shows the first words of a cell; -1 where there are none."""
    inside = range(cell, page.ends[cell])
    return next((at for at in inside if _LETTERS.search(page.texts[at]) and opens_with_words(page, at)), -1)


def opening_words(page: Outline, places: Sequence[Region]) -> dict[int, int]:
    """Return what shows the first words of the cell beside each comment's rows, by the number of the comment."""
    found = {}
    for number, region in enumerate(places):
        if not _has_profile(page, region):
            continue
        first = _first(page, region.at + 1)
        if first >= 0:
            found[number] = first
    return found


def profiles(page: Outline, places: Iterable[Region]) -> set[int]:
    """Return the cells beside several rows of a comment, as ``mem_id``: they show who writes, and no words."""
    return {page.nodes[region.at + 1].mem_id for region in places if _has_profile(page, region)}


def _has_profile(page: Outline, region: Region) -> bool:
    return len(region.roots) > 1 and page.tags[region.at] == "tr" and _reach(page, region.at + 1) > 1


def _behind(page: Outline, row: int, stop: int) -> int:
    one = row
    for _ in range(_reach(page, row + 1)):
        if one >= stop:
            break
        one = page.ends[one]
    return min(one, stop)


def _reach(page: Outline, cell: int) -> int:
    """How many rows a cell stands beside."""
    stated = page.attrs[cell].get("rowspan") or ""
    return min(int(stated), _MOST) if stated.isascii() and stated.isdecimal() and len(stated) < 4 else 1
