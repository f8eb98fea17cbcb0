"""Posts laid out as tables: a cell with the name and the profile beside what holds the date, the words and the buttons."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .outline import Outline
    from .parts import Region

_LETTERS: Final = re.compile(r"[^\W\d_]")
#: What boards say of a member below the name: how many posts, since when.
_PROFILE: Final = re.compile(
    r"\b(?:posts|messages|beiträge|mensajes|messaggi|berichten|inlägg|indlæg|innlegg|wpisy|posty|příspěvky|сообщени[йея]|mensagens)"
    r"\W{0,3}\d|\b\d[\d.,]*\s(?:posts|messages|beiträge|mensajes)\b|"
    r"\b(?:joined|join date|registered|member since|mitglied seit|dabei seit|registriert|inscrit|registrado|зарегистрирован)\b|"
    r"(?:帖子|积分|積分|注册|註冊|発言数)\W{0,3}\d",
    re.IGNORECASE,
)
#: So much of a cell is looked at; more than so much is no profile.
_LOOKED_AT: Final = 400
#: How the rows are called whose first cell spans further ones, or shows a member.
_SPANNING: Final = "tr[profile]"
#: A row spans no more of them; so many elements around a name are looked at for its cell.
_MOST: Final = 20
_WITHIN: Final = 6


def spanning(page: Outline) -> Iterator[tuple[str, list[int]]]:
    """Yield the rows of each table whose first cell reaches down beside the rows after them, or shows a member.

    Tables of one such row each, side by side, are taken together.
    """
    below: dict[int, list[int]] = defaultdict(list)
    for at, tag in enumerate(page.tags):
        if tag == "td" and _beside(page, at):
            below[page.parents[page.parents[at]]].append(page.parents[at])
    alone: dict[int, list[int]] = defaultdict(list)
    for above, rows in below.items():
        table = above if page.tags[above] == "table" else page.parents[above]
        if len(rows) == 1:
            alone[page.parents[table]] += rows
    for above, rows in (*below.items(), *alone.items()):
        if len(rows) > 1:
            yield f"{page.tags[above]}@{above}>{_SPANNING}", rows


def spans(label: str) -> bool:
    """Whether a label is that of rows whose first cell spans further ones or shows a member."""
    return label.endswith(_SPANNING)


def ends_of(page: Outline, label: str, members: Sequence[int]) -> list[int]:
    """Where records end that take what follows them: where the next begins, or behind the rows that their cells span."""
    if not spans(label):
        return [*members[1:], page.ends[page.parents[members[0]]]]
    ends = [page.ends[page.parents[at]] for at in members]
    stops = [min(end, after) for end, after in zip(ends, (*members[1:], ends[-1]), strict=True)]
    # Below the last record stands what ends the table: it takes no more rows than the one before.
    rows = _rows(page, members[-2], stops[-2]) if len(members) > 1 else 1
    return [_behind(page, at, stop, rows if stop == ends[-1] else 0) for at, stop in zip(members, stops, strict=True)]


def opens_spanning_cell(page: Outline, at: int) -> bool:
    """Whether an element's words are the first of a cell that spans rows: where a board's table names who writes."""
    if not page.texts[at]:
        return False
    cell = at
    for _ in range(_WITHIN):
        if cell < 0 or page.tags[cell] == "td":
            break
        cell = page.parents[cell]
    return cell >= 0 and page.tags[cell] == "td" and _beside(page, cell) and _first(page, cell) == at


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
    """Return what stands in the cells that show who writes: no words of theirs, and no day on which they wrote."""
    return {at for region in places for at in profile(page, region)}


def profile(page: Outline, region: Region) -> range:
    """Return the elements of the cell that shows who writes, none where a comment has none."""
    return range(region.at + 1, page.ends[region.at + 1] if _has_profile(page, region) else region.at + 1)


def _has_profile(page: Outline, region: Region) -> bool:
    return page.tags[region.at] == "tr" and page.ends[region.at] > region.at + 1 and _beside(page, region.at + 1)


def _beside(page: Outline, cell: int) -> bool:
    """Whether a cell is the first of several in its row, and stands beside further rows or shows a member."""
    row = cell - 1
    if page.parents[cell] != row or page.tags[row] != "tr" or page.ends[cell] >= page.ends[row]:
        return False
    if _reach(page, cell) > 1:
        return True
    shown = page.total(page.shown, cell)
    return 0 < shown < _LOOKED_AT and _PROFILE.search(page.text_of(cell, _LOOKED_AT)) is not None


def _behind(page: Outline, row: int, stop: int, most: int) -> int:
    """Where the rows end that belong to a record: those beside its first cell, else up to a number, 0 for any."""
    reach = _reach(page, row + 1)
    rows = reach if reach > 1 else most
    one = row
    for _ in range(rows):
        if one >= stop:
            break
        one = page.ends[one]
    return min(one, stop) if rows else stop


def _rows(page: Outline, row: int, stop: int) -> int:
    """How many rows stand from one up to a place in its table."""
    count, one = 0, row
    while one < stop:
        count, one = count + 1, page.ends[one]
    return count


def _reach(page: Outline, cell: int) -> int:
    """How many rows a cell stands beside."""
    stated = page.attrs[cell].get("rowspan") or ""
    return min(int(stated), _MOST) if stated.isascii() and stated.isdecimal() and len(stated) < 4 else 1
