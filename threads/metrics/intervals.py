"""What uncertain links leave open: forests drawn from each comment's candidate parents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from ..parents import cycle_cuts, match_parents

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A link whose confidence is no lower has no other candidates.
_CERTAIN: Final = 1 - 1e-6
#: How often comments on circles draw again before they keep the links as read.
_ROUNDS: Final = 100


@dataclass(frozen=True, eq=False)
class Candidates:
    """The comments whose parent is uncertain, and what they may answer.

    Attributes
    ----------
    settled : int64 array, shape (n,)
        The parents as read.
    comment : int64 array, shape (u,)
        The uncertain comments, ascending.
    at, parent, reach : arrays, shape (c,)
        One entry a candidate, by comment: its place in ``comment``, the parent (-1: none), and the probability of
        it and of the candidates before it. What is left of 1 is any other earlier comment.
    """

    settled: NDArray[np.int64]
    comment: NDArray[np.int64]
    at: NDArray[np.int64]
    parent: NDArray[np.int64]
    reach: NDArray[np.float64]


def candidates(comments: pl.DataFrame) -> Candidates:
    """Collect the candidates of one discussion from ``link_confidence`` and ``link_alternatives``.

    The parent as read counts with its confidence, the alternatives with their probabilities; where they sum to
    more than 1 they are scaled down to it. An undecided comment has its alternatives alone.
    """
    ids = comments["comment_id"]
    settled = match_parents(ids, comments["parent_id"]).astype(np.int64)
    confidence = comments["link_confidence"].to_numpy()
    unsure = np.flatnonzero((confidence < _CERTAIN) & (comments["link_basis"] != "missing").to_numpy())
    own = pl.DataFrame({"at": np.arange(unsure.size), "parent": settled[unsure], "share": confidence[unsure]})
    decided = (comments["link_basis"][unsure] != "undecided").to_numpy()
    every = pl.concat([_alternatives(comments, unsure), own.filter(decided)], how="vertical_relaxed")
    # A comment is no candidate of itself; the parent as read may be listed among the alternatives too.
    here = pl.Series("here", unsure).gather(every["at"])
    kept = every.with_columns(here).filter(pl.col("parent") != pl.col("here"), pl.col("share") > 0)
    merged = kept.group_by("at", "parent").agg(pl.col("share").first()).sort("at", "parent")
    scaled = merged.with_columns(
        reach=pl.col("share").cum_sum().over("at") / pl.max_horizontal(pl.col("share").sum().over("at"), 1.0)
    )
    return Candidates(settled, unsure, *(scaled[name].to_numpy() for name in ("at", "parent", "reach")))


def _alternatives(comments: pl.DataFrame, unsure: NDArray[np.int64]) -> pl.DataFrame:
    listed = comments.select("comment_id", pl.col("link_alternatives").alias("one"))[unsure]
    flat = listed.with_row_index("at").explode("one").drop_nulls("one").unnest("one")
    parent = match_parents(comments["comment_id"], flat["parent_id"])
    found = flat.select(pl.col("at").cast(pl.Int64), share=pl.col("probability").cast(pl.Float64))
    known = (parent >= 0) | flat["parent_id"].is_null().to_numpy()
    return found.insert_column(1, pl.Series("parent", parent.astype(np.int64))).filter(known)


def draw(given: Candidates, copies: int, rng: np.random.Generator) -> NDArray[Any]:
    """Draw ``copies`` forests: int64 array of parents, shape (copies, n).

    Each uncertain comment draws among its candidates, independently; a draw that closes a circle is drawn again
    at the comments on it, as the decoder allows none.
    """
    out = np.tile(given.settled, (copies, 1))
    wanted = np.ones((copies, given.comment.size), dtype=bool)
    for _ in range(_ROUNDS):
        copy, at = np.nonzero(wanted)
        out[copy, given.comment[at]] = _drawn(given, at, rng)
        wanted = _circles(out)[:, given.comment]
        if not wanted.any():
            return out
    # A knot that a hundred rounds did not undo keeps the links as they were read.
    tied = _circles(out).any(axis=1)
    out[tied] = given.settled
    return out


def _drawn(given: Candidates, at: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    uniform = rng.random(at.size)
    entry = np.searchsorted(given.at + np.minimum(given.reach, _CERTAIN), at + uniform * _CERTAIN)
    inside = entry < given.at.size
    inside[inside] = given.at[entry[inside]] == at[inside]
    earlier = (rng.random(at.size) * given.comment[at]).astype(np.int64)
    anyone = np.where(given.comment[at] > 0, earlier, -1)
    return np.where(inside, given.parent[np.minimum(entry, max(given.at.size - 1, 0))] if given.at.size else -1, anyone)


def _circles(parents: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Flag every comment that lies on a circle, in each copy."""
    copies, n = parents.shape
    offset = np.arange(copies)[:, None] * n
    flat = np.where(parents < 0, -1, parents + offset).ravel()
    flags = np.zeros(flat.size, dtype=bool)
    at = cycle_cuts(flat)
    while at.size:
        flags[at] = True
        at = flat[at]
        at = at[~flags[at]]
    return flags.reshape(copies, n)
