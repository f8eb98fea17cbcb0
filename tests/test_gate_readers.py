"""Accuracy gate of the HTML readers on real saved pages; the floors sink only on purpose."""

from __future__ import annotations

import pytest

from tests.benchmarks import bench_readers, floors
from tests.shared import shared


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    shared("data", "formats", "TRUTH.tsv")
    return bench_readers.measure()[1]


def test_no_figure_falls_below_its_floor(figures: dict[str, float]) -> None:
    assert floors.failures(bench_readers.PART, figures) == []


def test_every_page_is_exact_or_explained(figures: dict[str, float]) -> None:
    assert figures["pages with exact comments (or a reason)"] == 1
    assert figures["pages with exact links (or a reason)"] == 1


def test_the_miner_alone_finds_what_it_must(figures: dict[str, float]) -> None:
    assert figures["miner alone: comments found"] >= 0.95
    assert figures["miner alone: stated links found"] >= 0.90
