"""Curves behind the figures, for every discussion of a comment table in one pass; first column ``discussion_id``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import polars as pl

from ..arguments import comment_table
from .timing import survival
from .view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..forest import Ints

_ID: Final = "discussion_id"
_LENGTH: Final = re.compile(r"(?:0*[1-9]\d*(?:mo|ms|us|ns|[smhdwqy]))+")


def _named(view: View, group: Ints, columns: Mapping[str, object]) -> pl.DataFrame:
    if view.labels is None:
        raise ValueError("the view has no labels; build it from a comment table")
    return pl.DataFrame({_ID: view.labels[_ID].gather(group), **columns})


def width_by_depth(comments: pl.DataFrame) -> pl.DataFrame:
    """Count the comments at every depth: ``depth`` (0: roots), ``comments``."""
    view = View.from_comments(comments)
    group, depth, width = view.widths
    return _named(view, group, {"depth": depth, "comments": width})


def thread_sizes(comments: pl.DataFrame) -> pl.DataFrame:
    """Count the threads of every size: ``size`` in comments, ``threads``."""
    view = View.from_comments(comments)
    roots = view.forest.roots
    sizes = _named(view, view.group[roots], {"size": view.forest.size[roots]})
    return sizes.group_by(_ID, "size", maintain_order=True).agg(threads=pl.len()).sort(_ID, "size", maintain_order=True)


def participation(comments: pl.DataFrame) -> pl.DataFrame:
    """Lorenz curve of the comments per known author, the least active first.

    ``authors``, ``share_authors``, ``comments``, ``share_comments``: so many authors together wrote so much. Gini's
    coefficient is twice the area between this curve and the diagonal.
    """
    view = View.from_comments(comments)
    group, number = view.author_counts
    counts = _named(view, group, {"number": number})
    people, written = pl.int_range(1, pl.len() + 1).over(_ID), pl.col("number").cum_sum().over(_ID)
    return counts.select(
        _ID,
        authors=people,
        share_authors=people / pl.len().over(_ID),
        comments=written,
        share_comments=written / pl.col("number").sum().over(_ID),
    )


def newcomers(comments: pl.DataFrame) -> pl.DataFrame:
    """Count the authors met so far, comment by comment in table order: ``comments``, ``authors``.

    A curve that bends early means that few newcomers join; unsigned comments add none.
    """
    comments = comment_table(comments, _ID, "author_id")
    first = pl.struct(_ID, "author_id").is_first_distinct() & pl.col("author_id").is_not_null()
    return comments.select(
        _ID, comments=pl.int_range(1, pl.len() + 1).over(_ID), authors=first.cast(pl.Int64).cum_sum().over(_ID)
    )


def answer_survival(comments: pl.DataFrame) -> pl.DataFrame:
    """Estimate the share of comments still unanswered after so many hours: ``hours``, ``unanswered``.

    Kaplan–Meier: comments that nobody answered count as waiting until the last comment of the discussion. One row a
    time at which an answer came; comments without a time are left out.
    """
    view = View.from_comments(comments)
    group, time, share = survival(view)
    curve = _named(view, group, {"hours": time / 3.6e9, "unanswered": share})
    steps = curve.group_by(_ID, "hours", maintain_order=True).agg(pl.col("unanswered").last())
    return steps.filter(pl.col("unanswered") != pl.col("unanswered").shift(1, fill_value=1.0).over(_ID))


def arrivals(comments: pl.DataFrame, *, every: str = "1h") -> pl.DataFrame:
    """Count the comments in every stretch of time, empty ones included: ``start``, ``comments``.

    Comments without a time are left out; without any time there is no row.

    Parameters
    ----------
    comments : polars.DataFrame
    every : str
        A length of time as polars writes it (``15m``, ``1h``, ``1d``).

    Raises
    ------
    ValueError
        ``every`` is no length of time.
    """
    if not _LENGTH.fullmatch(every):
        raise ValueError(f"every must be a length of time such as '15m', '1h' or '1d', not {every!r}")
    comments = comment_table(comments, _ID, "created")
    timed = comments.select(_ID, "created").drop_nulls("created").sort(_ID, "created")
    counts = timed.group_by_dynamic("created", every=every, group_by=_ID).agg(comments=pl.len())
    if not counts.height:
        return counts.select(_ID, start="created", comments=pl.col("comments").cast(pl.Int64))
    filled = counts.upsample("created", every=every, group_by=_ID, maintain_order=True)
    return filled.select(
        pl.col(_ID).forward_fill(), start="created", comments=pl.col("comments").fill_null(0).cast(pl.Int64)
    )


def daily_rhythm(comments: pl.DataFrame) -> pl.DataFrame:
    """Count the comments by hour of the day in UTC: ``hour`` (0–23), ``comments``; hours without any are left out."""
    comments = comment_table(comments, _ID, "created")
    timed = comments.select(_ID, hour=pl.col("created").dt.hour()).drop_nulls("hour")
    return timed.group_by(_ID, "hour").agg(comments=pl.len()).sort(_ID, "hour")
