"""The order in which comments arrived, where a source lets one know it: growth models need it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ..forest import doublings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..forest import Forest
    from ..model import Discussion

#: Share of the comments that may bear an earlier time than what they answer before the times are not believed.
MAX_SKEW: Final = 0.02


class OrderUnknownError(ValueError):
    """A source does not say in which order its comments arrived; the message says why."""


def arrival_order(discussion: Discussion, forest: Forest) -> NDArray[np.int64]:
    """Return the comments in order of arrival.

    By time where every comment has one (a comment whose clock runs behind the one it answers is put right after
    it); else by position, where the source lists comments as they came and does not nest them.

    Raises
    ------
    OrderUnknownError
        For a best-first page, a nested page without times, and times that contradict the links.
    """
    comments = discussion.comments
    if comments["created"].null_count() == 0:
        return _by_time(comments["created"].to_physical().to_numpy(), forest)
    direction = {"chronological": 1, "newest-first": -1}.get(discussion.source.capture.sort_order)
    if direction is None:
        raise OrderUnknownError("the source does not say in which order the comments came")
    if (comments["link_basis"] == "nesting").any():
        raise OrderUnknownError("the comments are nested and have no times, so their order is not known")
    order = np.arange(comments.height)[::direction]
    place = np.argsort(order)
    replies = np.flatnonzero(forest.parent >= 0)
    if (place[forest.parent[replies]] > place[replies]).any():
        raise OrderUnknownError("some comments stand before the one they answer, so their order is not known")
    return order


def _by_time(times: NDArray[np.int64], forest: Forest) -> NDArray[np.int64]:
    replies = np.flatnonzero(forest.parent >= 0)
    behind = times[forest.parent[replies]] > times[replies]
    if behind.sum() > MAX_SKEW * times.size:
        raise OrderUnknownError("too many comments bear an earlier time than the one they answer")
    latest = np.array(times)
    for _, deep, above in doublings(forest.parent):
        latest[deep] = np.maximum(latest[deep], latest[above])
    return np.lexsort((np.arange(times.size), forest.depth, latest))
