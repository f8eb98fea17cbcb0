"""Name and day in an element of their own right before each record, or right behind it: heads and feet of one make."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from .parts import Region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline

#: Share of the records that must have one, all of one kind, with a date.
_NEARLY_ALL: Final = 0.8


def with_heads(page: Outline, places: Sequence[Region]) -> list[Region]:
    """Return the records with what signs them right before or behind each; none where nothing of one make does."""
    before = _signing(page, [_before(page, region.at) for region in places])
    # What stands behind each record but the last stands before each but the first.
    found = before if 0 in before else _signing(page, [_behind(page, region.at) for region in places])
    if not found or (found is not before and len(places) - 1 not in found):
        return []
    held = {one for at in found.values() for one in range(at, page.ends[at])}
    if any(region.at in held for region in places):
        return []
    return [_joined(page, region, found.get(number), held) for number, region in enumerate(places)]


def _joined(page: Outline, region: Region, signing: int | None, held: set[int]) -> Region:
    """Join a record and what signs it; what signs records inside of it is none of its own."""
    own = tuple(one for one in region.elements if one not in held)
    if signing is None:
        return Region(region.at, region.roots, own)
    inside = tuple(range(signing, page.ends[signing]))
    if signing < region.at:
        return Region(region.at, (signing, *region.roots), inside + own)
    return Region(region.at, (*region.roots, signing), own + inside)


def _signing(page: Outline, beside: Sequence[int]) -> dict[int, int]:
    """Return what stands beside each record, by its number, where nearly all have one of a kind with a date."""
    kinds = Counter((page.tags[at], *page.classes(at)[:1]) for at in beside if at >= 0)
    kind = kinds.most_common(1)[0][0] if kinds else None
    found = {
        number: at
        for number, at in enumerate(beside)
        if at >= 0 and (page.tags[at], *page.classes(at)[:1]) == kind and page.total(page.dates, at)
    }
    return found if len(found) >= max(2, _NEARLY_ALL * len(beside)) else {}


def _before(page: Outline, at: int) -> int:
    """Return the element right before one, below the same element; -1 where there is none."""
    above, one = page.parents[at], at - 1
    if above < 0 or one <= above:
        return -1
    while page.parents[one] != above:
        one = page.parents[one]
    return one


def _behind(page: Outline, at: int) -> int:
    """Return the element right behind one, below the same element; -1 where there is none."""
    one = page.ends[at]
    return one if one < len(page.parents) and page.parents[one] == page.parents[at] else -1
