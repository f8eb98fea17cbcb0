"""Gate: real text dumps keep the number of comments and replies that their pages state."""

from __future__ import annotations

from .benchmarks import bench_text_dumps, floors
from .shared import shared


def test_real_dumps_meet_their_counts():
    shared("data", "formats", "TRUTH.tsv")
    measured = bench_text_dumps.figures(bench_text_dumps.measure(bench_text_dumps.truths()))
    assert floors.failures(bench_text_dumps.PART, measured) == []
