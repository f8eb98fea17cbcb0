"""Does a person stay on a theme? Each author's successive comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from .distances import pair_distance
from .schemas import AUTHORS, empty

if TYPE_CHECKING:
    from .material import Flags, Ints, Material, Reals

#: Fewer steps from one comment of an author to the next are listed and not described.
_ENOUGH_STEPS: Final = 5
_FEW: Final = f"described: fewer than {_ENOUGH_STEPS} steps"


def author_steps(material: Material, kept: Flags) -> tuple[Ints, Ints]:
    """Pairs (earlier, later) of one author's successive comments among those that are kept, shapes (steps,)."""
    author = author_codes(material)
    rows = np.flatnonzero((author >= 0) & kept)
    order = rows[np.lexsort((material.rank[rows], author[rows]))]
    same = author[order[1:]] == author[order[:-1]]
    return order[:-1][same], order[1:][same]


def author_codes(material: Material) -> Ints:
    """Number the authors from 0; ``-1`` where the author is unknown, shape (n,)."""
    codes = material.frame["author_id"].rank("dense").fill_null(0).to_numpy().astype(np.int64)
    return codes - 1


def authors(material: Material) -> pl.DataFrame:
    """Build the ``authors`` table, most comments first.

    ``stays`` is the mean overlap Σ min(share, share) of the theme mixes of successive comments; ``expected`` the
    same for pairs of the author's comments with anybody's (what the discussion's mix alone gives).
    """
    codes = author_codes(material)
    if (codes < 0).all():
        return empty("authors")
    count = int(codes.max()) + 1
    known = codes >= 0
    shares = material.labels.shares
    sums = np.zeros((count, max(shares.shape[1], 1)))
    np.add.at(sums[:, : shares.shape[1]], codes[known], shares[known])
    earlier, later = author_steps(material, material.labels.labelled)
    stays = _mean_by(codes[later], count, np.minimum(shares[earlier], shares[later]).sum(axis=1))
    overall = _overlap_with_all(material)
    expected = _mean_by(codes[later], count, overall[earlier])
    first, second = author_steps(material, material.worded)
    other = np.full(len(material), -1, dtype=np.int64)
    other[second] = first
    step = pair_distance(material.vectors, other)
    columns = {
        "steps": np.bincount(codes[later], minlength=count).astype(np.float64), "stays": stays, "expected": expected,
        "step_distance": _mean_by(codes, count, step),
    }  # fmt: skip
    return _table(material, codes, sums, columns)


def _overlap_with_all(material: Material) -> Reals:
    """Mean overlap of each comment's mix with that of a comment drawn at random, shape (n,); memory is linear."""
    shares, labelled = material.labels.shares, np.flatnonzero(material.labels.labelled)
    out = np.zeros(len(material))
    for k in range(shares.shape[1]):
        column = np.sort(shares[labelled, k])
        running = np.concatenate(([0.0], np.cumsum(column)))
        place = np.searchsorted(column, shares[:, k])
        out += running[place] + shares[:, k] * (column.size - place)
    return out / max(labelled.size, 1)


def _mean_by(codes: Ints, count: int, values: Reals) -> Reals:
    kept = np.isfinite(values) & (codes >= 0)
    total = np.bincount(codes[kept], weights=values[kept], minlength=count)
    size = np.bincount(codes[kept], minlength=count)
    return np.asarray(np.divide(total, size, out=np.full(count, np.nan), where=size > 0), dtype=np.float64)


def _table(material: Material, codes: Ints, sums: Reals, columns: dict[str, Reals]) -> pl.DataFrame:
    count = len(sums)
    known = np.flatnonzero(codes >= 0)
    first = np.full(count, -1, dtype=np.int64)
    first[codes[known][::-1]] = known[::-1]
    total = sums.sum(axis=1)
    top = [int(at) if held > 0 else None for at, held in zip(sums.argmax(axis=1), total, strict=True)]
    share = np.divide(sums.max(axis=1), total, out=np.full(count, np.nan), where=total > 0)
    labels = material.labels
    table = pl.DataFrame({
        "discussion_id": [material.discussion_id] * count,
        "author_id": material.frame["author_id"].gather(first),
        "author": material.frame["author"].gather(first),
        "comments": np.bincount(codes[known], minlength=count),
        "labelled": np.bincount(codes[known], weights=labels.labelled[known], minlength=count).astype(np.int64),
        "theme_id": pl.Series([None if at is None else labels.ids[at] for at in top], dtype=pl.String),
        "theme": pl.Series([None if at is None else labels.names[at] for at in top], dtype=pl.String),
        "theme_share": share,
        **columns,
        "status": np.where(columns["steps"] >= _ENOUGH_STEPS, "described", _FEW),
    })  # fmt: skip
    return table.select(
        (pl.col(name).fill_nan(None) if kind == pl.Float64 else pl.col(name)).cast(kind)
        for name, kind in AUTHORS.items()
    ).sort("comments", descending=True, maintain_order=True)
