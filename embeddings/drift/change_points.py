"""Change points: where along the debate the theme mix turns, and how sure its place is.

Kernel change points (Arlot, Celisse & Harchaoui 2019, JMLR 20; the search of ``ruptures``, Truong, Oudre & Vayatis
2020). The number of changes is settled one by one: another is added while its gain beats that of shuffled threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .pivots import mix_lists
from .resample import ENOUGH_THREADS, thread_index
from .schemas import CHANGE_POINTS, empty

if TYPE_CHECKING:
    from .material import Ints, Material, Reals

#: Comments with a theme below which nothing is searched for.
ENOUGH_COMMENTS: Final = 80
#: Stretches that the signal is cut into at most: the search costs their square.
_CELLS: Final = 200
_SHORTEST: Final = 3
_MOST_CHANGES: Final = 5
_RESAMPLES: Final = 50
_LEVEL: Final = 0.05


def change_points(material: Material, permutations: int, seed: int) -> tuple[pl.DataFrame, str | None]:
    """Build the ``change_points`` table, in time order; also a sentence where none is there or can be told.

    The null exchanges whole threads along the order (each keeps its own course), so that one long thread on one
    theme is no change of the debate. ``stability`` and bounds come from resampled threads.
    """
    rows = np.flatnonzero(material.labels.labelled)
    index, threads = thread_index(material.forest.thread[rows])
    if len(material.labels.ids) < 2 or rows.size < ENOUGH_COMMENTS or threads < ENOUGH_THREADS:
        return empty("change_points"), (
            f"Change points are not estimable: {rows.size} comments with a theme in {threads} threads; "
            f"{ENOUGH_COMMENTS} in {ENOUGH_THREADS} are needed, on at least two themes."
        )
    rows = rows[np.argsort(material.rank[rows], kind="stable")]
    index = thread_index(material.forest.thread[rows])[0]
    shares = material.labels.shares[rows]
    cells = min(_CELLS, rows.size // 4)
    cell = (np.arange(rows.size) * cells // rows.size).astype(np.int64)
    rng = np.random.default_rng(seed)
    breaks, p = _significant_breaks(shares, cell, cells, index, threads, min(permutations, 199), rng)
    if not breaks:
        return empty("change_points"), "No change point: the theme mix turns no more than shuffled threads do."
    spread = _spread(shares, cell, cells, index, threads, breaks, rng)
    return _table(material, rows, cell, breaks, p, spread), None


def _signal(shares: Reals, cell: Ints, cells: int, weight: Reals | None = None) -> Reals:
    """Mean theme mix of each cell, square-rooted (Hellinger), carried forward where a resample leaves a cell empty."""
    kept = np.ones(len(cell)) if weight is None else weight
    size = np.bincount(cell, weights=kept, minlength=cells)
    total = np.stack([np.bincount(cell, weights=kept * column, minlength=cells) for column in shares.T], axis=1)
    filled = np.maximum.accumulate(np.where(size > 0, np.arange(cells), 0))
    mean = total[filled] / np.maximum(size[filled], 1e-9)[:, None]
    return np.sqrt(np.clip(mean, 0, 1))


def _search(signal: Reals, changes: int) -> list[int]:
    """Ends of the best ``changes + 1`` segments without the last, by dynamic programming with a linear kernel."""
    import ruptures

    search = ruptures.KernelCPD(kernel="linear", min_size=_SHORTEST).fit(signal)
    return [int(at) for at in search.predict(n_bkps=changes)[:-1]]


def _cost(signal: Reals, breaks: list[int]) -> float:
    edges = [0, *breaks, len(signal)]
    return float(sum(((part - part.mean(axis=0)) ** 2).sum() for part in np.split(signal, edges[1:-1])))


def _significant_breaks(
    shares: Reals, cell: Ints, cells: int, index: Ints, threads: int, permutations: int, rng: np.random.Generator
) -> tuple[list[int], list[float]]:
    """One change where it beats shuffled threads; further ones while their gain beats the shuffles' first gain."""
    signal = _signal(shares, cell, cells)
    null = np.array([
        _gain(_signal(shares[_threads_moved(index, threads, rng)], cell, cells), []) for _ in range(permutations)
    ])  # fmt: skip
    breaks: list[int] = []
    p: list[float] = []
    while len(breaks) < _MOST_CHANGES and (len(breaks) + 2) * _SHORTEST <= cells:
        more = _search(signal, len(breaks) + 1)
        gain = _cost(signal, breaks) - _cost(signal, more)
        value = float((1 + np.sum(null >= gain - 1e-12)) / (permutations + 1))
        if value > _LEVEL:
            break
        breaks, p = more, [*p, value]
    return breaks, p


def _gain(signal: Reals, breaks: list[int]) -> float:
    return _cost(signal, breaks) - _cost(signal, _search(signal, len(breaks) + 1))


def _threads_moved(index: Ints, threads: int, rng: np.random.Generator) -> Ints:
    """An order of rows in which threads have changed places; each keeps its rows in order, spread as some thread was.

    Threads trade their slots with threads in a random order: slots are read off thread by thread, rows too.
    """
    order = rng.permutation(threads)
    by_slot = np.argsort(index, kind="stable")
    rank_of = np.empty(threads, dtype=np.int64)
    rank_of[order] = np.arange(threads)
    by_row = np.argsort(rank_of[index], kind="stable")
    out = np.empty(index.size, dtype=np.int64)
    out[by_slot] = by_row
    return out


def _spread(
    shares: Reals, cell: Ints, cells: int, index: Ints, threads: int, breaks: list[int], rng: np.random.Generator
) -> tuple[list[int], list[int], list[float]]:
    """Bounds and share of the resamples (threads with replacement) that find each change within three cells."""
    near: list[list[int]] = [[] for _ in breaks]
    for _ in range(_RESAMPLES):
        weight = rng.multinomial(threads, np.full(threads, 1 / threads))[index].astype(np.float64)
        found = np.array(_search(_signal(shares, cell, cells, weight), len(breaks)))
        for at, place in enumerate(breaks):
            near[at].append(int(found[np.abs(found - place).argmin()]))
    low = [int(np.quantile(places, 0.025)) for places in near]
    high = [int(np.ceil(np.quantile(places, 0.975))) for places in near]
    stable = [
        float(np.mean(np.abs(np.array(places) - place) <= _SHORTEST))
        for places, place in zip(near, breaks, strict=True)
    ]
    return low, high, stable


def _table(
    material: Material, rows: Ints, cell: Ints, breaks: list[int], p: list[float],
    spread: tuple[list[int], list[int], list[float]],
) -> pl.DataFrame:  # fmt: skip
    first = np.searchsorted(cell, np.arange(int(cell.max()) + 1))
    shares = material.labels.shares[rows]
    edges = [0, *breaks, int(cell.max()) + 1]
    parts = [shares[(cell >= a) & (cell < b)].mean(axis=0) for a, b in zip(edges[:-1], edges[1:], strict=True)]
    mixes = mix_lists(material.labels, np.array([part / part.sum() for part in parts]))
    position = material.frame["position"].to_numpy()

    def place(at: int) -> int:
        return int(position[rows[first[min(at, len(first) - 1)]]])

    out: list[dict[str, Any]] = [
        {
            "discussion_id": material.discussion_id, "order": "clock" if material.dated else "sequence",
            "position": place(at), "comment_id": material.frame["comment_id"][int(rows[first[at]])],
            "created": material.frame["created"][int(rows[first[at]])], "low_position": place(spread[0][number]),
            "high_position": place(spread[1][number]), "stability": spread[2][number], "p": max(p),
            "before": mixes[number], "after": mixes[number + 1], "status": "ok",
        }
        for number, at in enumerate(breaks)
    ]  # fmt: skip
    return pl.DataFrame(out, schema=CHANGE_POINTS, orient="row")
