"""Sampling intervals, for the case that the threads at hand are a sample of those one asks about."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from ..forest import Forest
from .catalogue import METRICS
from .copies import copies_within_budget, ends, lots, random_stream, values_over
from .measure import filled
from .view import View

if TYPE_CHECKING:
    import polars as pl

    from ..model import Discussion

#: Averages over threads or comments. Totals and extremes of a sample say nothing of the whole by resampling.
AVERAGES: Final = ("median_thread", "mean_depth", "branching", "reciprocity")
#: Fewer threads than this are too few to draw from.
MIN_THREADS: Final = 20


def with_sampling(table: pl.DataFrame, discussion: Discussion, *, copies: int = 200, seed: int = 0) -> pl.DataFrame:
    """Replace the intervals of averages by sampling intervals: threads drawn with replacement, whole.

    For threads that were drawn from more of their kind (a sample of a forum's, the first pages of many). One comment
    section read in full is a census and has no sampling error: leave this out then.

    Returns
    -------
    polars.DataFrame
        ``low`` and ``high`` hold 90 % of the resamples, ``interval`` is ``sampling``, for :data:`AVERAGES`; with
        fewer than twenty threads the table is unchanged but for a note.
    """
    view = View.from_comments(discussion.comments)
    metrics = [METRICS[name] for name in AVERAGES]
    affordable = copies_within_budget(len(view), copies)
    threads = view.forest.roots.size
    if threads < MIN_THREADS or affordable is None:
        note = {"note": f"no sampling interval: needs {MIN_THREADS} threads, there are {threads}"}
        return filled(table, dict.fromkeys(AVERAGES, note))
    rng = random_stream(seed, "sampling")
    drawn = values_over((resampled(view, lot, rng) for lot in lots(affordable, len(view))), metrics)
    cells = {}
    for name, values in drawn.items():
        some = values[~np.isnan(values)]
        if some.size * 2 > values.size:
            low, _, high = ends(some)
            cells[name] = {"low": low, "high": high, "interval": "sampling"}
    return filled(table, cells)


def resampled(view: View, copies: int, rng: np.random.Generator) -> View:
    """Draw as many threads as there are, with replacement, in each copy; a thread comes with all its comments."""
    forest = view.forest
    drawn = forest.roots[rng.integers(0, forest.roots.size, (copies, forest.roots.size))]
    length = forest.size[drawn].astype(np.int64)
    # A thread is one stretch of the reading order.
    ahead = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(length.ravel())))
    place = np.arange(ahead[-1])
    comment = forest.preorder[np.repeat(forest.rank[drawn].ravel() - ahead[:-1], length.ravel()) + place]
    parent = forest.parent[comment]
    up = forest.rank[comment] - forest.rank[np.maximum(parent, 0)]
    copy = np.repeat(np.arange(copies), length.sum(axis=1))
    people = int(view.author.max(initial=-1)) + 1
    author = view.author[comment].astype(np.int64)
    return replace(
        view,
        forest=Forest(np.where(parent < 0, -1, place - up)),
        group=copy,
        groups=copies,
        author=np.where(author < 0, -1, author + copy * people),
        created=view.created[comment],
        undecided=view.undecided[comment],
        missing=view.missing[comment],
        labels=None,
    )
