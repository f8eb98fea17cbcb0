"""The distinct values of an array, sorted: faster than :func:`numpy.unique`, and without the modules that it loads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.signedinteger[Any]]


def distinct(values: Ints) -> Ints:
    """Return the distinct values of a one-dimensional array of integers, ascending.

    >>> distinct(np.array([3, 1, 3, 2])).tolist()
    [1, 2, 3]
    """
    return distinct_counts(values)[0]


def distinct_counts(values: Ints) -> tuple[Ints, NDArray[np.int64]]:
    """Return the distinct values, ascending, and how often each occurs.

    >>> [part.tolist() for part in distinct_counts(np.array([3, 1, 3, 2]))]
    [[1, 2, 3], [1, 1, 2]]
    """
    # Sorting plain integers is vectorised down to the machine.
    ordered = np.sort(values)
    first = np.ones(ordered.size, dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    at = np.flatnonzero(first)
    return ordered[at], np.diff(np.append(at, ordered.size))
