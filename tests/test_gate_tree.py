"""Gates of the tree engine: ten thousand times the comments may take ten thousand times as long, and no more."""

from __future__ import annotations

import time

import numpy as np
import pytest

from commentariat.threads.metrics import METRICS, by_discussion

from .benchmarks.bench_tree import LIMIT_BYTES, LIMIT_SECONDS, apart, columns, grown


@pytest.mark.parametrize("kind", ["wide", "chain"])
def test_all_metrics_of_a_hundred_thousand_comments(kind):
    frame = columns(grown(100_000) if kind == "wide" else np.arange(100_000) - 1)
    start = time.process_time()
    found = by_discussion(frame)
    # A tenth of a second on an idle machine; a method that is not linear takes minutes.
    assert time.process_time() - start < 5
    assert set(METRICS) <= set(found.columns)
    assert found["comments"][0] == 100_000


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "n"), [("wide", 10_000_000), ("chain", 1_000_000)])
def test_time_and_memory_stay_within_their_limits(kind, n):
    measured = apart("size", kind, n)
    assert measured["cpu"] < LIMIT_SECONDS * 2  # two cores share the work; wall time depends on who else is at it
    assert measured["memory"] < LIMIT_BYTES
