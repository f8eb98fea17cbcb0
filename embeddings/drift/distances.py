"""How far a comment's own words lie from the article, its root, its parent and the sibling before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from .schemas import DISTANCES

if TYPE_CHECKING:
    from .material import Ints, Material, Reals, Vectors

#: The measured distances, in the order in which they are shown.
MEASURES: Final = ("to_article", "to_root", "to_parent", "to_sibling")
_CHUNK: Final = 16_384


def distance_columns(material: Material) -> dict[str, Reals]:
    """Each of :data:`MEASURES` as an array of shape (n,), NaN where one of the two has no words or is not there."""
    n = len(material)
    replies = np.flatnonzero(material.forest.parent >= 0)
    root = np.full(n, -1, dtype=np.int64)
    root[replies] = material.forest.thread[replies]
    return {
        "to_article": article_distance(material),
        "to_root": pair_distance(material.vectors, root),
        "to_parent": pair_distance(material.vectors, material.forest.parent),
        "to_sibling": pair_distance(material.vectors, material.previous_sibling),
    }


def article_distance(material: Material) -> Reals:
    """Cosine distance from the article, shape (n,)."""
    if material.article is None:
        return np.full(len(material), np.nan)
    cosine = material.vectors @ material.article
    return np.where(material.worded, 1.0 - cosine.astype(np.float64), np.nan)


def pair_distance(vectors: Vectors, other: Ints) -> Reals:
    """Cosine distance of row i from row ``other[i]``, NaN for ``-1`` and for zero rows; memory is linear."""
    out = np.full(len(other), np.nan)
    rows = np.flatnonzero(other >= 0)
    out[rows] = _distances(vectors, rows, other[rows])
    return out


def link_distances(material: Material, replies: Ints, parents: Ints) -> Reals:
    """Cosine distance of each reply from its parent, NaN where one of the two has no words."""
    return _distances(material.vectors, replies, parents)


def _distances(vectors: Vectors, left: Ints, right: Ints) -> Reals:
    out = np.full(len(left), np.nan)
    worded = (vectors != 0).any(axis=1)
    rows = np.flatnonzero(worded[left] & worded[right])
    for at in range(0, rows.size, _CHUNK):
        part = rows[at : at + _CHUNK]
        out[part] = 1.0 - np.einsum("ij,ij->i", vectors[left[part]], vectors[right[part]])
    return out


def distances(material: Material, bank: Vectors | None) -> pl.DataFrame:
    """Build the ``distances`` table.

    Parameters
    ----------
    bank : float32 array, shape (m, d), or None
        Own words of comments on other articles, around the background: what ``article_percentile`` compares with.
    """
    columns = distance_columns(material)
    frame, forest = material.frame, material.forest
    tested = np.zeros(len(material), dtype=bool)
    tested[material.tested_links] = True
    to_article = pl.Series("to_article", columns["to_article"], dtype=pl.Float64).fill_nan(None)
    table = frame.select(
        "discussion_id", "comment_id", "position", "created", "author_id", "words", "quoted_share", "link_basis"
    ).with_columns(
        pl.Series("depth", forest.depth),
        pl.Series("thread_id", frame["comment_id"].to_numpy()[forest.thread], dtype=pl.String),
        pl.Series("tested_link", tested),
        to_article.rank("min").alias("article_rank"),
        pl.Series("article_percentile", _percentile(material, columns["to_article"], bank)),
        *(pl.Series(name, columns[name], dtype=pl.Float64).fill_nan(None) for name in MEASURES),
    )
    return table.select(pl.col(name).cast(kind) for name, kind in DISTANCES.items())


def _percentile(material: Material, own: Reals, bank: Vectors | None) -> list[float | None]:
    """Share of the bank's comments that lie further from this article than a comment does."""
    if material.article is None or bank is None or not len(bank):
        return [None] * len(material)
    foreign = np.sort(1.0 - (bank @ material.article).astype(np.float64))
    share = 1.0 - np.searchsorted(foreign, own, side="right") / len(foreign)
    return [None if np.isnan(value) else float(part) for value, part in zip(own, share, strict=True)]
