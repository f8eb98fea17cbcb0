"""Gate: real text dumps keep the number of comments and replies that their pages state."""

from __future__ import annotations

from .benchmarks import bench_text_dumps
from .shared import shared


def test_real_dumps_meet_their_counts():
    shared("data", "formats", "TRUTH.tsv")
    small = [row for row in bench_text_dumps.truths() if row[0].stat().st_size < 20_000]
    rows = bench_text_dumps.measure(small)
    measured = bench_text_dumps.figures(rows)
    assert measured["files with the right number of comments"] == 1.0
    assert measured["closeness of reply counts"] >= 0.99
