"""Does a value move along an order? One test per order, built so that one order cannot pass for another.

* **clock**: roots only (a root answers nobody, so no reply path can move it); their times are permuted.
* **reply-path**: within threads, with a smooth course of the clock taken out; whole threads change sign.
* **siblings**: replies to one parent, with the clock taken out; their order is permuted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .nulls import ENOUGH_DISTINCT
from .resample import ENOUGH_THREADS, ratio_interval, sum_by, thread_index

if TYPE_CHECKING:
    from .material import Ints, Material, Reals
    from .test_rows import Draws

#: Knots of the smooth course of the clock that is taken out of the reply path: one for so many threads, within bounds.
_THREADS_PER_KNOT: Final = 10
_FEWEST_KNOTS, _MOST_KNOTS = 3, 8
ORDERS: Final = ("reply-path", "clock", "siblings")


@dataclass(frozen=True, eq=False)
class Trend:
    """Slopes of ``k`` values along one order, tested together.

    ``slope`` per link (reply-path), per whole length of the discussion (clock) or per sibling, shape (k,);
    ``p`` two-sided, ``p_family`` by max-T over the k values.
    """

    order: str
    slope: Reals
    low: Reals
    high: Reals
    p: Reals
    p_family: Reals
    cases: int
    threads: int
    distinct: float
    permutations: int
    status: str


def trend(material: Material, values: Reals, order: str, draws: Draws) -> Trend:
    """Test the columns of ``values`` (n, k), NaN left out, along one of :data:`ORDERS`.

    Only comments take part whose place in the tree is stated all the way up.
    """
    rows = np.flatnonzero(np.isfinite(values).all(axis=1) & material.stated_path)
    return _TESTS[order](material, values, rows, draws)


def _untested(order: str, k: int, cases: int, threads: int, why: str) -> Trend:
    nan = np.full(k, np.nan)
    return Trend(order, nan, nan, nan, nan, nan, cases, threads, 0.0, 0, why)


def _clock(material: Material, values: Reals, rows: Ints, draws: Draws) -> Trend:
    """Slope of roots' values on their place in time; permutation of the roots (exact)."""
    roots = rows[material.forest.parent[rows] < 0]
    if roots.size < ENOUGH_THREADS:
        why = f"not estimable: {roots.size} roots with words, fewer than {ENOUGH_THREADS}"
        return _untested("clock", values.shape[1], roots.size, roots.size, why)
    time = _centred(np.argsort(np.argsort(material.rank[roots])).astype(np.float64) / max(roots.size - 1, 1))
    centred = _centred(values[roots])
    scores, size = time[:, None] * centred, float(time @ time)
    rng = np.random.default_rng(draws.seed)
    drawn = np.stack([rng.permutation(time) @ centred for _ in range(draws.permutations)])
    low, high = ratio_interval(scores, np.repeat((time**2)[:, None], values.shape[1], axis=1), draws.seed)
    p, p_family = _two_sided(scores.sum(axis=0), drawn)
    distinct = float(np.log10(np.arange(1, roots.size + 1)).sum())
    slope = scores.sum(axis=0) / size
    return Trend(
        "clock", slope, low, high, p, p_family, roots.size, roots.size, distinct, draws.permutations, "ok"
    )  # fmt: skip


def _reply_path(material: Material, values: Reals, rows: Ints, draws: Draws) -> Trend:
    """Slope of values on depth within threads, the clock's smooth course partialled out (Frisch–Waugh–Lovell).

    Threads' scores change sign at random (wild cluster resampling with the null imposed; Cameron, Gelbach &
    Miller 2008), so that whatever ties comments of one thread together cannot pass for drift.
    """
    index, threads = thread_index(material.forest.thread[rows])
    depth = material.forest.depth[rows].astype(np.float64)
    basis = _hats(material.rank[rows], threads)
    moved = _partial_out(depth[:, None], basis, index, threads)[:, 0]
    rest = _partial_out(values[rows], basis, index, threads)
    weight = sum_by(index, threads, moved**2)
    telling = int((weight > 1e-9).sum())
    if telling < ENOUGH_THREADS:
        why = f"not estimable: {telling} threads with replies to replies, fewer than {ENOUGH_THREADS}"
        return _untested("reply-path", values.shape[1], rows.size, telling, why)
    scores = sum_by(index, threads, moved[:, None] * rest)
    rng = np.random.default_rng(draws.seed)
    signs = rng.integers(0, 2, size=(draws.permutations, threads)).astype(np.float64) * 2 - 1
    low, high = ratio_interval(scores, np.repeat(weight[:, None], values.shape[1], axis=1), draws.seed)
    others = _partial_out_of_others(values[rows], basis, index, threads)
    p, p_family = _two_sided(scores.sum(axis=0), signs @ sum_by(index, threads, moved[:, None] * others))
    slope = scores.sum(axis=0) / weight.sum()
    return Trend(
        "reply-path", slope, low, high, p, p_family, rows.size, telling, telling * float(np.log10(2)),
        draws.permutations, "ok",
    )  # fmt: skip


def _siblings(material: Material, values: Reals, rows: Ints, draws: Draws) -> Trend:
    """Slope of values on the place among siblings; siblings change places.

    The clock's smooth course is taken out with depth, but siblings that span much of the discussion's time share
    its rest: read beside the clock.
    """
    from .nulls import _log_factorials

    replies = rows[material.forest.parent[rows] >= 0]
    _, family, count = np.unique(material.forest.parent[replies], return_inverse=True, return_counts=True)
    many = count[family] > 1
    replies, family = replies[many], family[many]
    families = int(np.unique(family).size)
    distinct = _log_factorials(count[count > 1]) / float(np.log(10))
    if families < ENOUGH_THREADS or distinct < np.log10(ENOUGH_DISTINCT):
        why = f"not estimable: {families} comments with several replies, fewer than {ENOUGH_THREADS}"
        return _untested("siblings", values.shape[1], replies.size, families, why)
    order = np.lexsort((material.rank[replies], family))
    replies, family = replies[order], np.unique(family[order], return_inverse=True)[1].astype(np.int64)
    starts = np.flatnonzero(np.concatenate(([True], family[1:] != family[:-1])))
    place = (np.arange(replies.size) - np.repeat(starts, np.diff([*starts, replies.size]))).astype(np.float64)
    place = _demeaned(place[:, None], family, families)[:, 0]
    basis = _hats(material.rank[replies], families)
    rest = _partial_out(values[replies], basis, family, families)
    rng = np.random.default_rng(draws.seed)
    drawn = np.stack([
        place[np.argsort(family + rng.random(family.size))] @ rest for _ in range(draws.permutations)
    ])  # fmt: skip
    scores, weight = sum_by(family, families, place[:, None] * rest), sum_by(family, families, place**2)
    low, high = ratio_interval(scores, np.repeat(weight[:, None], values.shape[1], axis=1), draws.seed)
    p, p_family = _two_sided(scores.sum(axis=0), drawn)
    slope = scores.sum(axis=0) / weight.sum()
    return Trend(
        "siblings", slope, low, high, p, p_family, replies.size, families, distinct, draws.permutations, "ok"
    )  # fmt: skip


_TESTS: Final = {"reply-path": _reply_path, "clock": _clock, "siblings": _siblings}


def _centred(values: Reals) -> Reals:
    return np.asarray(values - values.mean(axis=0))


def _demeaned(values: Reals, index: Ints, groups: int) -> Reals:
    size = np.maximum(np.bincount(index, minlength=groups), 1)[:, None]
    return np.asarray(values - (sum_by(index, groups, values) / size)[index])


def _partial_out(values: Reals, basis: Reals, index: Ints, groups: int) -> Reals:
    """Residuals of columns after group means and the basis, shape as ``values``."""
    inner, rest = _demeaned(basis, index, groups), _demeaned(values, index, groups)
    solution = np.linalg.lstsq(inner, rest, rcond=1e-8)[0]
    return np.asarray(rest - inner @ solution)


def _partial_out_of_others(values: Reals, basis: Reals, index: Ints, groups: int) -> Reals:
    """As :func:`_partial_out`, each group with the course that the *other* groups show (jackknife).

    A big thread would else bend the common course towards itself and look surer than it is (Bell & McCaffrey 2002).
    """
    inner, rest = _demeaned(basis, index, groups), _demeaned(values, index, groups)
    size = basis.shape[1]
    own = np.stack([sum_by(index, groups, inner[:, [at]] * inner) for at in range(size)], axis=1)
    pull = np.stack([sum_by(index, groups, inner[:, [at]] * rest) for at in range(size)], axis=1)
    # The hats sum to one, so their demeaned columns are collinear: a trace of ridge picks one of equal solutions.
    total = own.sum(axis=0)
    ridge = np.eye(size) * max(float(np.trace(total)), 1.0) * 1e-6
    course = np.linalg.solve(total - own + ridge, pull.sum(axis=0) - pull)
    return np.asarray(rest - np.einsum("ij,ijk->ik", inner, course[index]))


def _hats(rank: Ints, groups: int) -> Reals:
    """Piecewise linear basis over the order of ``rank``, shape (n, knots); more groups carry more knots."""
    knots = int(np.clip(groups // _THREADS_PER_KNOT, _FEWEST_KNOTS, _MOST_KNOTS))
    place = np.argsort(np.argsort(rank)) / max(rank.size - 1, 1) * (knots - 1)
    return np.maximum(0.0, 1.0 - np.abs(place[:, None] - np.arange(knots)))


def _two_sided(observed: Reals, drawn: Reals) -> tuple[Reals, Reals]:
    """Return p per column, and by max-T over columns; |statistic| scaled by the root mean square of all B + 1."""
    pool = np.concatenate((observed[None], drawn))
    scale = np.sqrt((pool**2).mean(axis=0))
    scale = np.where(scale > 1e-12, scale, np.inf)
    size, sizes = np.abs(observed) / scale, np.abs(drawn) / scale
    permutations = len(drawn)
    p = (1 + (sizes >= size - 1e-9).sum(axis=0)) / (permutations + 1)
    p_family = (1 + (sizes.max(axis=1)[:, None] >= size - 1e-9).sum(axis=0)) / (permutations + 1)
    return p, p_family
