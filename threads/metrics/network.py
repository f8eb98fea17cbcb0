"""The network of authors: how many others one talks with, and whether those talk with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .order import starts
from .registry import Metric
from .view import grouped_max, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from .view import Floats, View

    Rows = NDArray[np.int64]

#: Pairs of neighbours that are looked at together.
_CHUNK: Final = 500_000


def most_partners(view: View) -> Floats:
    """Return the largest number of other authors with whom one exchanged an answer, in either direction.

    >>> from commentariat.threads.metrics import View
    >>> most_partners(View.of([-1, 0, 0, 1], ["ann", "bo", "cy", "ann"]))
    array([2.])
    """
    lower, higher = view.acquaintances
    degree = np.bincount(np.concatenate((lower, higher)))
    known = np.flatnonzero(degree)
    return grouped_max(view.author_group[known], degree[known], view.groups)


def transitivity(view: View) -> Floats:
    """Share of the triads in the reply network that are closed: 3 · triangles / paths of length two.

    Two authors are linked where one answered the other at least once. Triangles are found at their corner with
    the fewest links, so that hubs cost little.

    References
    ----------
    Newman, Watts & Strogatz (2002), Random graph models of social networks, PNAS 99; the enumeration follows
    Chiba & Nishizeki (1985), Arboricity and subgraph listing algorithms.

    >>> from commentariat.threads.metrics import View
    >>> transitivity(View.of([-1, 0, 0, 1], ["ann", "bo", "cy", "cy"]))
    array([1.])
    """
    lower, higher = view.acquaintances
    if not lower.size:
        return np.full(view.groups, np.nan)
    group = view.author_group
    degree = np.bincount(np.concatenate((lower, higher)), minlength=group.size)
    paths = np.bincount(group, weights=degree * (degree - 1) / 2, minlength=view.groups)
    triangles = np.zeros(view.groups)
    for corner in _closed_corners(view, degree):
        triangles += np.bincount(group[corner], minlength=view.groups)
    return ratio(3 * triangles, paths.astype(np.float64))


def _closed_corners(view: View, degree: Rows) -> Iterator[Rows]:
    """Yield an author of every triangle, some triangles at a time."""
    lower, higher = view.acquaintances
    # Every link points to the end with more links; pairs of links out of one author are the candidates.
    turn = degree[lower] > degree[higher]
    source, target = view.unpack(np.sort(view.pack(np.where(turn, higher, lower), np.where(turn, lower, higher))))
    later = starts(source, degree.size)[1:][source] - np.arange(source.size) - 1
    total = np.cumsum(later)
    known = view.pack(lower, higher)
    first = 0
    while first < source.size:
        reach = int(total[first - 1]) if first else 0
        last = max(int(np.searchsorted(total, reach + _CHUNK, side="right")), first + 1)
        link = np.repeat(np.arange(first, last), later[first:last])
        begun = np.repeat(total[first:last] - later[first:last] - reach, later[first:last])
        one, other = target[link], target[link + 1 + np.arange(link.size) - begun]
        # In order, so that looking the pairs up walks through memory once.
        wanted = np.sort(view.pack(np.minimum(one, other), np.maximum(one, other)))
        place = np.minimum(np.searchsorted(known, wanted), known.size - 1)
        yield view.unpack(wanted[known[place] == wanted])[0]
        first = last


METRICS: Final = (
    Metric(
        "most_partners", "1", "most other commenters that one exchanged answers with", "authors", most_partners
    ),
    Metric(
        "transitivity", "1", "closed triads: two partners of one who also answer each other", "share of triads",
        transitivity, 20, "answers between known authors", null="shuffle",
        empty="nobody exchanged answers with two others",
    ),
)  # fmt: skip
