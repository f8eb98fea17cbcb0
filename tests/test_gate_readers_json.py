"""Accuracy gate of the JSON and XML readers on real files; the floors sink only on purpose."""

from __future__ import annotations

import pytest

from tests.benchmarks import bench_readers_json, floors
from tests.shared import shared


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    shared("data", "formats", "TRUTH.tsv")
    return bench_readers_json.measure()[1]


def test_no_figure_falls_below_its_floor(figures: dict[str, float]) -> None:
    assert floors.failures(bench_readers_json.PART, figures) == []


def test_every_file_is_exact_or_explained(figures: dict[str, float]) -> None:
    assert figures["files with exact comments (or a reason)"] == 1
    assert figures["files with exact links (or a reason)"] == 1
    assert figures["files claimed by the right platform"] == 1
