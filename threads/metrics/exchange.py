"""Who answers whom: self-replies, mutual answers, exchanges of two, third parties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ..forest import Forest
from .registry import Metric
from .view import ratio

if TYPE_CHECKING:
    from .view import Flags, Floats, View


def self_replies(view: View) -> Floats:
    """Count the comments that answer a comment by the same author.

    >>> from commentariat.threads.metrics import View
    >>> self_replies(View.of([-1, 0, 1], ["ann", "ann", "bo"]))
    array([1.])
    """
    return view.count((view.author >= 0) & (view.author == view.parent_author))


def reciprocity(view: View) -> Floats:
    """Share of the ordered pairs (a answered b) of which the reverse (b answered a) also occurs.

    Pairs are counted once however often they answer; self-replies and unsigned comments are left out.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis, §13.3; Newman (2010), Networks, §7.10.

    >>> from commentariat.threads.metrics import View
    >>> reciprocity(View.of([-1, 0, 1, 0], ["ann", "bo", "ann", "cy"]))
    array([0.66666667])
    """
    pairs = view.author_pairs
    if not pairs.size:
        return np.full(view.groups, np.nan)
    answering, answered = view.unpack(pairs)
    # Both rows ascend, so that looking the turned pairs up walks through memory once.
    turned = np.sort(view.pack(answered, answering))
    place = np.minimum(np.searchsorted(pairs, turned), pairs.size - 1)
    mutual, _ = view.unpack(turned[pairs[place] == turned])
    group = view.author_group
    total = np.bincount(group[answering], minlength=view.groups)
    both = np.bincount(group[mutual], minlength=view.groups)
    return ratio(both.astype(np.float64), total.astype(np.float64))


def turns(view: View) -> Flags:
    """Flag the comments that return to their author's own exchange: A answers B who answered A."""
    out = np.zeros(len(view), dtype=bool)
    at = np.flatnonzero(view.between)
    parent = view.forest.parent[at]
    out[at] = view.between[parent] & (view.parent_author[parent] == view.author[at])
    return out


def aba(view: View) -> Floats:
    """Count the A–B–A turns: comments in which an author comes back to somebody who answered them.

    >>> from commentariat.threads.metrics import View
    >>> aba(View.of([-1, 0, 1, 2], ["ann", "bo", "ann", "bo"]))
    array([2.])
    """
    return view.count(turns(view))


def longest_exchange(view: View) -> Floats:
    """Comments in the longest stretch of a reply path in which two authors take turns (A–B–A–B …).

    2 where somebody answers somebody and nobody comes back; NaN where nobody answers a known other.

    >>> from commentariat.threads.metrics import View
    >>> longest_exchange(View.of([-1, 0, 1, 2, 3], ["ann", "bo", "ann", "bo", "cy"]))
    array([4.])
    """
    back = turns(view)
    run = Forest(np.where(back, view.forest.parent, -1)).depth
    return view.largest(run + 2, view.between)


def third_parties(view: View) -> Floats:
    """Count the A–B–C turns: comments by a third author under an answer that one author gave to another.

    >>> from commentariat.threads.metrics import View
    >>> third_parties(View.of([-1, 0, 1, 1], ["ann", "bo", "cy", "ann"]))
    array([1.])
    """
    at = np.flatnonzero(view.between)
    parent = view.forest.parent[at]
    third = view.between[parent] & (view.parent_author[parent] != view.author[at])
    flags = np.zeros(len(view), dtype=bool)
    flags[at] = third
    return view.count(flags)


METRICS: Final = (
    Metric("self_replies", "1", "comments that answer their own author", "comments", self_replies),
    Metric(
        "reciprocity", "1", "answers between two commenters that were returned", "share of pairs", reciprocity, 20,
        "answers between known authors", null="shuffle",
    ),
    Metric("aba", "1", "returns to somebody who answered (A–B–A)", "comments", aba, null="shuffle"),
    Metric(
        "longest_exchange", "1", "comments in the longest exchange of two", "comments", longest_exchange,
        null="shuffle",
    ),
    Metric("third_parties", "1", "third persons who join an exchange (A–B–C)", "comments", third_parties),
)  # fmt: skip
