"""The shape of the reply trees: depth, width, branching, thread sizes, distances.

A root has depth 0. Where a measure needs one connected tree, a discussion's tree hangs on its article (one more
vertex, one level above the roots), and a single thread's tree hangs on its own root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .order import grouped_median
from .registry import Metric
from .view import ratio

if TYPE_CHECKING:
    from ..forest import Ints
    from .view import Floats, View

_LOW: Final = (1 << 32) - 1


def threads(view: View) -> Floats:
    """Count the threads: comments without a parent in the table, whatever the reason, with all below them.

    >>> from commentariat.threads.metrics import View
    >>> threads(View.of([-1, 0, -1]))
    array([2.])
    """
    return view.count(~view.reply)


def lone_threads(view: View) -> Floats:
    """Count the threads of one comment.

    >>> from commentariat.threads.metrics import View
    >>> lone_threads(View.of([-1, 0, -1]))
    array([1.])
    """
    return view.count(~view.reply & (view.forest.size == 1))


def largest_thread(view: View) -> Floats:
    """Return the number of comments in the largest thread.

    >>> from commentariat.threads.metrics import View
    >>> largest_thread(View.of([-1, 0, -1]))
    array([2.])
    """
    return view.largest(view.forest.size, ~view.reply)


def median_thread(view: View) -> Floats:
    """Return the median number of comments a thread.

    >>> from commentariat.threads.metrics import View
    >>> median_thread(View.of([-1, 0, -1]))
    array([1.5])
    """
    roots = view.forest.roots
    return grouped_median(view.group[roots], view.forest.size[roots], view.groups)


def max_depth(view: View) -> Floats:
    """Return the depth of the deepest comment; 0 where nobody answers anybody. The article is no level.

    >>> from commentariat.threads.metrics import View
    >>> max_depth(View.of([-1, 0, 1]))
    array([2.])
    """
    return view.largest(view.forest.depth)


def mean_depth(view: View) -> Floats:
    """Return the mean depth over all comments, roots (depth 0) included.

    >>> from commentariat.threads.metrics import View
    >>> mean_depth(View.of([-1, 0, 1]))
    array([1.])
    """
    return ratio(view.total(view.forest.depth), view.comments)


def max_width(view: View) -> Floats:
    """Return the largest number of comments at one depth.

    >>> from commentariat.threads.metrics import View
    >>> max_width(View.of([-1, 0, 0, 0]))
    array([3.])
    """
    group, _, width = view.widths
    out = np.zeros(view.groups)
    np.maximum.at(out, group, width.astype(np.float64))
    return out


def max_replies(view: View) -> Floats:
    """Return the largest number of direct answers that one comment drew.

    >>> from commentariat.threads.metrics import View
    >>> max_replies(View.of([-1, 0, 0, 1]))
    array([2.])
    """
    return view.largest(view.forest.child_counts)


def branching(view: View) -> Floats:
    """Return the mean number of direct answers over the comments that drew any: replies / answered comments.

    NaN where nobody answers anybody. 1 means chains, however long.

    >>> from commentariat.threads.metrics import View
    >>> branching(View.of([-1, 0, 0, 1]))
    array([1.5])
    """
    answered = view.count(view.forest.child_counts > 0)
    return ratio(view.count(view.reply), answered)


def wiener_sums(view: View) -> tuple[Ints, Ints]:
    """Wiener index of every group's tree, exactly, as ``high * 2**32 + low``.

    The distance between two vertices is the number of links on the way; a link with ``s`` vertices below it lies
    on the way of ``s * (N - s)`` pairs, so W = Σ s (N − s) over all links (N vertices, the article included for a
    discussion). Sums pass 2**63 on long chains: upper and lower halves are added apart.
    """
    size = view.forest.size.astype(np.int64)
    vertices = view.comments.astype(np.int64) + int(view.article)
    pairs = size * ((vertices[0] if view.groups == 1 else vertices[view.group]) - size)
    low = pairs & _LOW
    pairs >>= 32
    if view.groups == 1:
        return np.array([pairs.sum()]), np.array([low.sum()])
    totals = np.zeros((2, view.groups), dtype=np.int64)
    np.add.at(totals[0], view.group, pairs)
    np.add.at(totals[1], view.group, low)
    return totals[0], totals[1]


def wiener_exact(view: View) -> list[int]:
    """Return the Wiener index of every group as Python integers; see :func:`wiener`."""
    high, low = wiener_sums(view)
    return [(above << 32) + below for above, below in zip(high.tolist(), low.tolist(), strict=True)]


def wiener(view: View) -> Floats:
    """Sum the distances over all pairs of vertices (Wiener 1947): Σ s (N − s) over the links.

    s is the number of comments below a link, N all vertices. A discussion's tree includes its article, which
    every root hangs on; a thread's does not. Exact as an integer (:func:`wiener_exact`); rounded to float64 here.

    References
    ----------
    Wiener (1947), Structural determination of paraffin boiling points.

    >>> from commentariat.threads.metrics import View
    >>> wiener(View.of([-1, 0, 1]))  # a path of four vertices, the article on top
    array([10.])
    """
    high, low = wiener_sums(view)
    return high.astype(np.float64) * 2.0**32 + low.astype(np.float64)


def structural_virality(view: View) -> Floats:
    """Return the mean distance between two vertices: 2 W / (N (N − 1)), W the Wiener index.

    A star (everyone answers the article) approaches 2, a chain grows with its length. The article counts as a
    vertex for a discussion, not for a thread.

    References
    ----------
    Goel, Anderson, Hofman & Watts (2016), The structural virality of online diffusion, Management Science 62.

    >>> from commentariat.threads.metrics import View
    >>> structural_virality(View.of([-1, -1, -1]))
    array([1.5])
    """
    vertices = view.comments + float(view.article)
    return ratio(2 * wiener(view), vertices * (vertices - 1))


def h_index(view: View) -> Floats:
    """Return the largest h such that every level i ≤ h has at least i comments (level 1: the roots).

    Hence h + 1 is the first level with fewer comments than its number. The article is level 0.

    References
    ----------
    Gómez, Kaltenbrunner & López (2008), Statistical analysis of the social network and discussion threads in
    Slashdot, WWW '08.

    >>> from commentariat.threads.metrics import View
    >>> h_index(View.of([-1, -1, 0, 0, 2]))
    array([2.])
    """
    group, depth, width = view.widths
    levels = np.zeros(view.groups)
    np.maximum.at(levels, group, depth + 1.0)
    short = width < depth + 1
    out = levels
    np.minimum.at(out, group[short], depth[short].astype(np.float64))
    return out


METRICS: Final = (
    Metric("threads", "1", "threads", "threads", threads),
    Metric("lone_threads", "1", "threads of a single comment", "threads", lone_threads),
    Metric("largest_thread", "1", "comments in the largest thread", "comments", largest_thread, null="growth"),
    Metric("median_thread", "1", "comments in the median thread", "comments", median_thread, 5, "threads"),
    Metric("max_depth", "1", "links from the deepest comment to its root", "links", max_depth, null="growth"),
    Metric("mean_depth", "1", "mean links from a comment to its root", "links", mean_depth, null="growth"),
    Metric("max_width", "1", "most comments at one depth", "comments", max_width, null="growth"),
    Metric("max_replies", "1", "most direct answers to one comment", "comments", max_replies, null="growth"),
    Metric("branching", "1", "mean direct answers to an answered comment", "comments", branching, null="growth"),
    Metric("wiener", "1", "Wiener index (sum of all distances)", "links", wiener, 2),
    Metric(
        "structural_virality", "1", "structural virality (mean distance of two among comments and article)", "links",
        structural_virality, 2, null="growth",
    ),
    Metric("h_index", "1", "h-index (level h still has h comments)", "levels", h_index, null="growth"),
)  # fmt: skip
