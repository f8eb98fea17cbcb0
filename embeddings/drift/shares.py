"""Theme shares along the source order and along the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .bins import clock_bins, sequence_bins
from .resample import ENOUGH_THREADS, ratio_interval, thread_index
from .schemas import SHARES, nullable

if TYPE_CHECKING:
    from .bins import Bins
    from .material import Material, Reals


#: Threads that must carry a theme before the spread of its share can be told.
CARRIERS: Final = 3
DESCRIBED: Final = f"described: fewer than {ENOUGH_THREADS} threads, or fewer than {CARRIERS} with it"


def theme_shares(material: Material, seed: int) -> pl.DataFrame:
    """Build the ``shares`` table: what part of each stretch's comments goes to each theme, and to none."""
    rows: list[dict[str, Any]] = []
    for number, bins in enumerate(one for one in (sequence_bins(material), clock_bins(material)) if one):
        rows.extend(_rows(material, bins, seed + number))
    return pl.DataFrame(rows, schema=SHARES, orient="row")


def _rows(material: Material, bins: Bins, seed: int) -> list[dict[str, Any]]:
    labels = material.labels
    edges = bins.edges(material)
    ids: list[tuple[str | None, str | None]] = [*zip(labels.ids, labels.names, strict=True), (None, None)]
    none = (~labels.labelled & material.worded).astype(np.float64)
    shares = np.column_stack((labels.shares, none))
    out: list[dict[str, Any]] = []
    for at in range(bins.count):
        rows = np.flatnonzero((bins.index == at) & material.worded)
        if not rows.size:
            continue
        low, high, threads = share_interval(shares[rows], material.forest.thread[rows], seed + at)
        total = shares[rows].sum(axis=0)
        out.extend(
            {
                "discussion_id": material.discussion_id, "order": bins.order, **edges[at],
                "theme_id": ids[k][0], "theme": ids[k][1], "comments": int((shares[rows, k] > 0).sum()),
                "threads": threads, "share": float(total[k] / rows.size), "low": nullable(low[k]),
                "high": nullable(high[k]),
                "status": "ok" if np.isfinite(low[k]) else DESCRIBED,
            }
            for k in range(len(ids))
        )  # fmt: skip
    return out


def share_interval(shares: Reals, thread: Any, seed: int) -> tuple[Reals, Reals, int]:
    """Interval of the mean of each column of ``shares`` (m, k) over threads; NaN below twenty, three with any."""
    index, threads = thread_index(thread)
    k = shares.shape[1]
    above = np.zeros((threads, k))
    np.add.at(above, index, shares)
    below = np.repeat(np.bincount(index, minlength=threads).astype(np.float64)[:, None], k, axis=1)
    low, high = ratio_interval(above, below, seed)
    told = (above > 0).sum(axis=0) >= CARRIERS
    return np.where(told, low, np.nan), np.where(told, high, np.nan), threads
