"""Lists of two kinds of records: answers with comments below them, comments with answers that are marked otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .people import named
from .quotations import is_quotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .groups import Group
    from .outline import Outline

#: The second kind scores at least this share of the first.
_NEAR: Final = 0.1
#: Share of the records of each kind that have a date of their own and words.
_NEARLY_ALL: Final = 0.8
#: So many records tell that share, and up to twice as many are asked.
_SAMPLE: Final = 100
#: Share of the inner kind that stands in the outer one; others answer what opens the page.
_MOST: Final = 0.5
#: Share of the outer kind with none or several of the inner one; characters of a record's own words.
_VARIED: Final = 0.15
_WORDS: Final = 8
#: Share of the names of parts that two kinds side by side have in common.
_ALIKE: Final = 0.6


def with_other_kind(page: Outline, best: Group, rivals: Sequence[Group]) -> Group:
    """Add to the best group one of another kind, inside its elements, around them or among them."""
    if best.followers:
        return best
    for other in sorted(rivals, key=lambda group: -group.score):
        if (
            other.followers
            or other.listing
            or page.linked[other.members[0]]
            or other.score < _NEAR * best.score
            or set(other.members) & set(best.members)
        ):
            continue
        if not (_around(page, other, best) or _around(page, best, other) or _among(page, best, other)):
            continue
        if _speak(page, best, other) and _speak(page, other, best):
            members = tuple(sorted({*best.members, *other.members}))
            return replace(best, members=members, label=f"{best.label} and {other.label}")
    return best


def _speak(page: Outline, one: Group, other: Group) -> bool:
    """Whether nearly all records of one kind have a name, a date and words that stand in none of the other."""
    inner = set(other.members)
    holders = [at for at in one.members if page.held(at, other.members)]
    # A part of some records holds all that these say.
    return all(
        sum(speaks(page, at, inner) for at in some) >= _NEARLY_ALL * len(some)
        for some in (_spread(one.members), _spread(holders))
    )


def _spread(records: Sequence[int]) -> Sequence[int]:
    """Some hundred records from first to last: of thousands that are enough to tell how nearly all of them are."""
    return records[:: max(1, len(records) // _SAMPLE)]


def speaks(page: Outline, record: int, inner: set[int]) -> bool:
    """Whether a record has a name, a date and words outside of quotations and of the elements given."""
    name = date = False
    shown, at = 0, record
    while at < page.ends[record]:
        if at != record and (at in inner or is_quotation(page, at)):
            at = page.ends[at]
            continue
        name = name or named(page, at) is not None
        date = date or page.is_date(at)
        shown += 0 if page.linked[at] else len(page.texts[at].strip())
        if name and date and shown >= _WORDS:
            return True
        at += 1
    return False


def _around(page: Outline, outer: Group, inner: Group) -> bool:
    """Whether most of one kind stand inside the other, none or several in some of them: parts come one by one."""
    held = [page.held(at, inner.members) for at in outer.members]
    # A notice, or what is answered, stands once in some of them; an answer in each answer is of the same make.
    if (
        (max(held) < 2 and not _alike(page, outer, inner))
        or sum(held) < _MOST * len(inner.members)
        or sum(one != 1 for one in held) < _VARIED * len(held)
    ):
        return False
    holders = set(outer.members)
    return not any(is_quotation(page, at) for record in inner.members for at in _above(page, record, holders))


def _above(page: Outline, at: int, holders: set[int]) -> Iterator[int]:
    """Yield what stands around an element, up to the record that holds it."""
    while at >= 0 and at not in holders:
        yield at
        at = page.parents[at]


def _among(page: Outline, best: Group, other: Group) -> bool:
    """Whether the two stand outside of each other below one element, made of the same parts."""
    if any(page.held(at, other.members) for at in best.members) or any(
        page.held(at, best.members) for at in other.members
    ):
        return False
    top = page.parents[best.members[0]]
    while top >= 0 and page.ends[top] <= best.members[-1]:
        top = page.parents[top]
    if top < 0 or not top < other.members[0] <= other.members[-1] < page.ends[top]:
        return False
    return _alike(page, best, other)


def _alike(page: Outline, one: Group, other: Group) -> bool:
    """Whether the records of two groups are made of the same parts."""
    parts, others = _parts(page, one), _parts(page, other)
    return len(parts) > 1 and len(parts & others) >= _ALIKE * max(len(parts), len(others))


def _parts(page: Outline, group: Group) -> set[str]:
    """Return the class names inside the first records."""
    return {name for at in group.members[:4] for one in page.below(at) for name in page.classes(one)[:1]}
