"""The shape of reply paths: how far they lead, and how roundabout.

Toubia, Berger & Eliashberg (2021), "How quantifying the shape of stories predicts their success", PNAS 118(26):
circuitousness is the length of a path over the length of the shortest path through the same points with the same
ends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .schemas import PATHS, empty

if TYPE_CHECKING:
    from .material import Ints, Material, Reals

#: Comments on a path below which its shape says nothing: with two inner points there is one other way round.
SHORTEST: Final = 4
MOST_ROWS: Final = 200
#: Longer paths are compared with a good path rather than the best one.
_EXACT: Final = 9
#: Of a deeper path its last comments are taken: the search for a short one looks at the square of their number.
_LONGEST: Final = 400


def paths(material: Material) -> tuple[pl.DataFrame, str | None]:
    """Build the ``paths`` table for the longest root-to-leaf paths; also a sentence where there are none."""
    forest = material.forest
    leaves = np.flatnonzero((forest.child_counts == 0) & (forest.depth >= SHORTEST - 1))
    leaves = leaves[np.lexsort((leaves, -forest.depth[leaves]))][:MOST_ROWS]
    rows = [row for leaf in leaves if (row := _row(material, int(leaf))) is not None]
    if not rows:
        why = f"Path shape is not estimable: no path of {SHORTEST} comments with words of their own."
        return empty("paths"), why
    return pl.DataFrame(rows, schema=PATHS, orient="row"), None


def _row(material: Material, leaf: int) -> dict[str, Any] | None:
    path = [leaf]
    while material.forest.parent[path[-1]] >= 0 and len(path) < _LONGEST:
        path.append(int(material.forest.parent[path[-1]]))
    rows = np.array(path[::-1], dtype=np.int64)
    rows = rows[material.worded[rows]]
    if rows.size < SHORTEST:
        return None
    points = material.vectors[rows].astype(np.float64)
    apart = np.sqrt(np.maximum(2 - 2 * points @ points.T, 0))
    length = float(apart[np.arange(rows.size - 1), np.arange(1, rows.size)].sum())
    best = _shortest(apart) if rows.size <= _EXACT else _short(apart)
    ids = material.frame["comment_id"]
    return {
        "discussion_id": material.discussion_id, "thread_id": ids[int(material.forest.thread[leaf])],
        "leaf_id": ids[leaf], "comments": int(rows.size), "length": length, "net": float(apart[0, -1]),
        "circuitousness": length / best if best > 0 else None,
        "status": "ok" if rows.size <= _EXACT else "described: compared with a good short path, not the shortest",
    }  # fmt: skip


def _shortest(apart: Reals) -> float:
    """Length of the shortest path from the first to the last point through all others (Held & Karp 1962)."""
    inner = apart.shape[0] - 2
    best = np.full((1 << inner, inner), np.inf)
    for at in range(inner):
        best[1 << at, at] = apart[0, at + 1]
    steps = apart[1:-1, 1:-1]
    for visited in range(1, 1 << inner):
        for to in range(inner):
            if not visited >> to & 1:
                reach = best[visited] + steps[:, to]
                after = visited | 1 << to
                best[after, to] = min(best[after, to], reach.min())
    return float((best[-1] + apart[1:-1, -1]).min())


def _short(apart: Reals) -> float:
    """Length of a short path: nearest neighbours, then exchanges of two edges until none helps; ends fixed."""
    count = apart.shape[0]
    order: list[int] = [0]
    left = set(range(1, count - 1))
    while left:
        nearest = min(left, key=lambda at: (apart[order[-1], at], at))
        order.append(nearest)
        left.remove(nearest)
    tour = np.array([*order, count - 1])
    for _ in range(count):
        if not _improve(tour, apart):
            break
    return float(min(apart[tour[:-1], tour[1:]].sum(), apart[np.arange(count - 1), np.arange(1, count)].sum()))


def _improve(tour: Ints, apart: Reals) -> bool:
    """Reverse the stretch that shortens the path most; say whether there was one."""
    a, b = tour[:-1], tour[1:]
    gain = apart[a[:, None], a[None, :]] + apart[b[:, None], b[None, :]] - apart[a, b][:, None] - apart[a, b][None, :]
    gain[np.tril_indices(len(a), 1)] = 0
    i, j = np.unravel_index(int(gain.argmin()), gain.shape)
    if gain[i, j] >= -1e-12:
        return False
    tour[i + 1 : j + 1] = tour[i + 1 : j + 1][::-1]
    return True
