"""Gates of the tree engine: ten thousand times the comments may take ten thousand times as long, and no more."""

from __future__ import annotations

import time

import numpy as np
import pytest

from commentariat.threads.metrics import METRICS, by_discussion

from .benchmarks.bench_tree import LIMIT_BYTES, apart, columns, grown


@pytest.mark.parametrize("kind", ["wide", "chain"])
def test_ten_times_the_comments_take_about_ten_times_as_long(kind):
    def spent(n):
        frame = columns(grown(n) if kind == "wide" else np.arange(n) - 1)
        start = time.process_time()
        found = by_discussion(frame)
        assert set(METRICS) <= set(found.columns)
        assert found["comments"][0] == n
        return time.process_time() - start

    spent(10_000)  # imports and caches
    # A method that is quadratic takes a hundred times as long.
    assert spent(100_000) < 50 * max(spent(10_000), 0.005)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "n"), [("wide", 10_000_000), ("chain", 1_000_000)])
def test_memory_stays_within_its_limit(kind, n):
    measured = apart("size", kind, n)
    assert measured["memory"] < LIMIT_BYTES
