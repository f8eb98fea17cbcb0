"""Intervals: resample whole threads, only where there are enough of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from .material import Ints, Reals

#: Fewer threads than this are described without an interval.
ENOUGH_THREADS: Final = 20
RESAMPLES: Final = 500
#: More threads than this are resampled in as many bundles, put together at random: their sums spread alike.
BUNDLES: Final = 1000


def thread_index(thread: Ints) -> tuple[Ints, int]:
    """Number the threads 0 … T-1 in row order; return the number of each row's thread, and T."""
    roots, index = np.unique(thread, return_inverse=True)
    return index.astype(np.int64), int(roots.size)


def sum_by(index: Ints, groups: int, values: Reals) -> Reals:
    """Sum rows (n,) or (n, k) by group: shape (groups,) or (groups, k)."""
    if values.ndim == 1:
        return np.asarray(np.bincount(index, weights=values, minlength=groups), dtype=np.float64)
    return np.stack([np.bincount(index, weights=column, minlength=groups) for column in values.T], axis=1)


def ratio_interval(
    above: Reals, below: Reals, seed: int, *, resamples: int = RESAMPLES, level: float = 0.95
) -> tuple[Reals, Reals]:
    """Expanded percentile interval of Σ above / Σ below over threads drawn with replacement.

    Percentiles of so few, so unequal threads lie too close together (Davison & Hinkley 1997, §3.8), so the tails are
    taken further out, as Student's t for the threads' effective number would have it (Hesterberg 2015).

    Parameters
    ----------
    above, below : float64 arrays, shape (threads, k)
        What each thread adds to numerator and denominator.

    Returns
    -------
    low, high : float64 arrays, shape (k,)
        NaN where fewer than :data:`ENOUGH_THREADS` threads contribute to the denominator.
    """
    threads, k = above.shape
    nothing = np.full(k, np.nan)
    if threads < ENOUGH_THREADS:
        return nothing, nothing.copy()
    enough = (below > 0).sum(axis=0) >= ENOUGH_THREADS
    tail = _tails(below, level)
    rng = np.random.default_rng(seed)
    if threads > BUNDLES:
        bundle = rng.permutation(threads) % BUNDLES
        above, below, threads = sum_by(bundle, BUNDLES, above), sum_by(bundle, BUNDLES, below), BUNDLES
    weights = rng.multinomial(threads, np.full(threads, 1 / threads), size=resamples).astype(np.float64)
    total = weights @ below
    draws = np.divide(weights @ above, total, out=np.full(total.shape, np.nan), where=total > 0)
    usable = enough & (np.isfinite(draws).sum(axis=0) > resamples // 2)
    low, high = nothing.copy(), nothing.copy()
    for at in np.flatnonzero(usable):
        low[at], high[at] = np.nanquantile(draws[:, at], [tail[at], 1 - tail[at]])
    return low, high


def _tails(below: Reals, level: float) -> Reals:
    """Share of resamples to leave out on either side of each column, shape (k,).

    The effective number of threads is Kish's (Σ w)² / Σ w².
    """
    from scipy.special import ndtr, stdtrit

    squares = (below**2).sum(axis=0)
    effective = np.divide(below.sum(axis=0) ** 2, squares, out=np.full(squares.shape, 2.0), where=squares > 0)
    effective = np.maximum(effective, 2.0)
    reach = np.sqrt(effective / (effective - 1)) * stdtrit(effective - 1, 1 - (1 - level) / 2)
    return np.asarray(ndtr(-reach))


def grouped_mean(
    values: Reals, group: Ints, groups: int, thread: Ints, seed: int
) -> tuple[Reals, Reals, Reals, Ints, Ints]:
    """Mean by group with an interval over threads.

    Parameters
    ----------
    values : float64 array, shape (n,)
        NaN is left out.
    group : int64 array, shape (n,)
        0 … groups-1, or ``-1`` to leave a row out.

    Returns
    -------
    mean, low, high, count, threads : arrays, shape (groups,)
    """
    kept = np.isfinite(values) & (group >= 0)
    index, total = thread_index(thread[kept])
    cell = index * groups + group[kept]
    above = sum_by(cell, total * groups, values[kept]).reshape(total, groups)
    below = np.bincount(cell, minlength=total * groups).reshape(total, groups).astype(np.float64)
    count = below.sum(axis=0)
    mean = np.divide(above.sum(axis=0), count, out=np.full(groups, np.nan), where=count > 0)
    low, high = ratio_interval(above, below, seed)
    return mean, low, high, count.astype(np.int64), (below > 0).sum(axis=0).astype(np.int64)
