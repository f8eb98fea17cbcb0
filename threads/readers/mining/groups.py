"""Which repeated elements are the comments: every class, id stem and list is a candidate, the best explained wins."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from . import hints
from .candidates import at_places, candidates
from .headings import headed_as_comments
from .kinds import with_other_kind
from .listings import is_listing, teasers, too_few
from .pairs import two_posts
from .people import by_people
from .spans import ends_of, spans
from .sums import following_sums, is_record, own_sums, quality
from .widest import widest

if TYPE_CHECKING:
    from .outline import Outline
    from .sums import Sums

#: A group scores so much at least, and so much under a heading that says that comments follow.
MIN_SCORE: Final = 2.6
_HEADED: Final = 2.2
#: What the names count for by which standards call a comment so.
_SURELY: Final = 2.0
#: What people count for who write one after the other, where nothing calls it comments.
_SPOKEN: Final = 0.7
#: Share of a group's elements that hold words, and share of them that stand in another group to be parts of it.
_RECORDS: Final = 0.5
_PARTS: Final = 0.8
#: Records that nothing but their surroundings calls comments: so many, and this share of them with a date.
_PLAIN: Final = 3
_DATED: Final = 0.6
#: Heads of comments, in characters: what is longer holds the words itself.
_HEAD: Final = 200


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that look alike: their indices in document order, what they share, and how well they fit.

    ``listing``: they are the entries of a list of threads or of other pages' comments.
    """

    members: tuple[int, ...]
    label: str
    score: float
    hinted: float
    followers: bool = False
    listing: bool = False


def best_group(page: Outline) -> Group | None:
    """Return the group of elements that is most like a list of comments; ``None`` when none is."""
    judged = [group for label, members in candidates(page) if (group := judge(page, label, members)) is not None]
    lists = [group for group in judged if group.listing]
    rivals = [group for group in judged if not any(_inside(page, group, one) for one in lists)]
    if not rivals:
        return None
    best = max(rivals, key=lambda group: group.score)
    if best.score < (_HEADED if headed_as_comments(page, best.members[0]) else MIN_SCORE):
        return None
    return with_other_kind(page, widest(page, best, rivals), rivals)


def judge(page: Outline, label: str, members: list[int]) -> Group | None:
    """Score a group: records that each hold one date, some words, few of them links, and that something calls comments."""
    own = own_sums(page, members)
    followers = spans(label) or _takes_followers(page, members, own)
    if followers:
        own = following_sums(page, members, ends_of(page, label, members))
    good = [at for at, sums in zip(members, own, strict=True) if is_record(sums)]
    if not good or len(good) < _RECORDS * len(members):
        return None
    worth = sum(quality(sums) for sums in own) / len(members)
    hinted = hints.hinted(page, label, members, own)
    if not followers and ">" not in label and hints.part_of_one(label):
        return None
    extents = _extents(page, label, members, followers)
    if teasers(page, extents):
        return None
    spoken = hinted <= 0 or not _plain_enough(page, label, members, own)
    if spoken:
        if hints.stands_elsewhere(page, label, members) or not by_people(page, label, extents, own):
            return None
        hinted = max(hinted, _SPOKEN)
    sure = hints.surely_comments(label)
    placed = at_places(label) and headed_as_comments(page, members[0])
    if not sure and not placed and too_few(page, members):
        return None
    size = 1 + math.log2(1 + len(good))
    if sure or placed:
        hinted, worth = _SURELY, max(worth, 1.0)
    elif worth * hinted * size < MIN_SCORE and by_people(page, label, extents, own):
        hinted, worth = max(hinted, _SPOKEN), max(worth, 1.0)
    listing = not sure and is_listing(page, extents, own)
    if spoken and listing:
        return None
    return Group(tuple(members), label, worth * hinted * size, hinted, followers, listing)


def _extents(page: Outline, label: str, members: list[int], followers: bool) -> list[tuple[int, int]]:
    """Where each record begins and ends."""
    if not followers:
        return [(at, page.ends[at]) for at in members]
    return list(zip(members, ends_of(page, label, members), strict=True))


def _inside(page: Outline, group: Group, outer: Group) -> bool:
    """Whether the elements of a group are those of another, or parts of them."""
    starts = outer.members
    held = 0
    for at in group.members:
        before = bisect_right(starts, at) - 1
        held += before >= 0 and at < page.ends[starts[before]]
    return held > _PARTS * len(group.members)


def _plain_enough(page: Outline, label: str, members: list[int], own: list[Sums]) -> bool:
    """Ask more of elements that nothing calls comments but their surroundings: three at least, most with a date.

    Two are enough where their parts say that they are posts.
    """
    if hints.called_comments(label) or two_posts(page, members) or hints.reviewed(page, label, members, own):
        return True
    return len(own) >= _PLAIN and sum(one.dates > 0 for one in own) >= _DATED * len(own)


def _takes_followers(page: Outline, members: list[int], own: list[Sums]) -> bool:
    """Tell header elements (``dt``, a row, a heading) whose words stand in the siblings after them."""
    if len(members) < 2 or len({page.parents[at] for at in members}) != 1:
        return False
    inside = sum(one.shown for one in own)
    between = sum(max(page.shown[b] - page.shown[page.ends[a]], 0) for a, b in pairwise(members))
    return between > 2 * inside and sum(one.shown for one in own) / len(own) < _HEAD
