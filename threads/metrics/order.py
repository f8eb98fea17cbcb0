"""Order statistics of many groups in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..forest import Ints
    from .view import Floats


def grouped_sort(group: Ints, values: Ints) -> tuple[Ints, Ints]:
    """Sort whole numbers within groups; groups come out in ascending order."""
    if not values.size:
        return group, values
    if int(group.max()) == 0:
        return group, np.sort(values)
    low = int(values.min())
    span = int(values.max()) - low + 1
    if (int(group.max()) + 1) * span < 2**62:
        # One packed integer sorts several times faster than a lexicographic order of two.
        packed = group.astype(np.int64) * span + (values - low)
        packed.sort()
        return packed // span, packed % span + low
    order = np.lexsort((values, group))
    return group[order], values[order]


def starts(sorted_group: Ints, groups: int) -> NDArray[np.int64]:
    """Offsets of each group in an array sorted by group, shape (groups + 1,)."""
    counts = np.bincount(sorted_group, minlength=groups) if sorted_group.size else np.zeros(groups, dtype=np.int64)
    return np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))


def grouped_median(group: Ints, values: Ints, groups: int) -> Floats:
    """Return the median of whole numbers in each group; NaN for a group without any."""
    sorted_group, ordered = grouped_sort(group, values)
    start = starts(sorted_group, groups)
    count = np.diff(start)
    out = np.full(groups, np.nan)
    some = count > 0
    lower = ordered[start[:-1][some] + (count[some] - 1) // 2]
    upper = ordered[start[:-1][some] + count[some] // 2]
    out[some] = (lower.astype(np.float64) + upper.astype(np.float64)) / 2
    return out
