"""Of groups that tell the same comments apart, the one whose elements hold the most of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .hints import called_comments
from .kinds import speaks
from .spans import spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .groups import Group
    from .outline import Outline

#: Share of the best score that a group must have which holds the best one's elements and more.
_ALL: Final = 0.6
#: Of a larger group, the best one's elements are fewer than this share; beyond it the others are forms.
_SOME: Final = 0.5
#: The same for one whose elements wrap the best one's, nearly as many and nearly each.
_WRAPPING: Final = 0.8
_AS_MANY: Final = 0.02
_EACH: Final = 0.95
#: The same for one whose elements hold fixed numbers of them; so many at least.
_HOLDING: Final = 0.4
_FEWEST: Final = 3


def widest(page: Outline, best: Group, candidates: list[Group]) -> Group:
    """Of groups that tell the same comments apart, take the one whose elements hold the most."""
    best = _with_siblings(page, _unmarked(best, candidates), candidates)
    best = _spanning(page, best, candidates)
    chosen = _joint(page, best, candidates)
    for group in candidates:
        if group is chosen or group.followers != best.followers or group.score < _WRAPPING * best.score:
            continue
        if abs(len(group.members) - len(chosen.members)) <= _AS_MANY * len(chosen.members) and _wraps(
            page, group, chosen
        ):
            chosen = group
    return chosen


def _spanning(page: Outline, best: Group, candidates: list[Group]) -> Group:
    """When the best elements are rows of a table in which cells span rows, take the rows where such cells begin."""
    for group in candidates:
        if spans(group.label) and group.score >= _ALL * best.score:
            above = page.parents[group.members[0]]
            if page.tags[best.members[0]] == "tr" and all(page.parents[at] == above for at in best.members):
                return group
    return best


def wider(page: Outline, group: Group) -> Iterator[Group]:
    """Yield a group's elements with more and more of what stands around each of them alone."""
    while not group.followers:
        around = tuple(page.parents[at] for at in group.members)
        alone = all(
            outer >= 0 and page.held(outer, group.members) == 1 + page.held(at, group.members)
            for outer, at in zip(around, group.members, strict=True)
        )
        if not alone:
            return
        group = replace(group, members=around)
        yield group


def _unmarked(best: Group, candidates: list[Group]) -> Group:
    """When the best elements are some of those that are called comments ("comment full"), take all of these."""
    some = set(best.members)
    for group in candidates:
        larger = len(some) < _SOME * len(group.members) and group.score >= _ALL * best.score
        if larger and ">" not in group.label and called_comments(group.label) and some < set(group.members):
            return group
    return best


def _with_siblings(page: Outline, best: Group, candidates: list[Group]) -> Group:
    """When the best elements are some of those below one element, and the others have a name, a date and words, take all.

    What opens a thread may lack the class that its answers share.
    """
    above = {page.parents[at] for at in best.members}
    some = set(best.members)
    for group in candidates if len(above) == 1 and not best.followers else ():
        if len(group.members) <= len(some) or group.followers or group.score < _ALL * best.score:
            continue
        others = set(group.members) - some
        if len(others) + len(some) == len(group.members) and all(
            page.parents[at] in above and speaks(page, at, set()) for at in others
        ):
            return group
    return best


def _joint(page: Outline, best: Group, candidates: list[Group]) -> Group:
    """When the best elements come in fixed numbers inside other ones (name cell, text cell), take those.

    Elements that have a name and a date each are whole comments, in pairs by chance.
    """
    for group in sorted(candidates, key=lambda group: -group.score):
        share, rest = divmod(len(best.members), len(group.members))
        if share < 2 or rest or len(group.members) < _FEWEST or group.score < _HOLDING * best.score or group.followers:
            continue
        if all(page.held(at, best.members) == share for at in group.members):
            return best if all(speaks(page, at, set()) for at in best.members) else group
    return best


def _wraps(page: Outline, outer: Group, inner: Group) -> bool:
    """Whether nearly every element of one group stands inside its own element of the other."""
    if outer.members == inner.members:
        return False
    held = sum(a < b < page.ends[a] for a, b in zip(outer.members, inner.members, strict=False))
    return held >= _EACH * len(inner.members) and outer.members[0] < inner.members[0]
