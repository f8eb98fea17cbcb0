"""Confidence sinks with the share of comments that lost their name, and keeps its order."""

from __future__ import annotations

import numpy as np
import pytest

from commentariat.threads.rebuild.blocks import Block
from commentariat.threads.rebuild.confidence import after_losses, confidence_of, losses

from .benchmarks.calibrate_losses import Lossy, fitted


def blocks(signed, unsigned):
    return [Block(0, fields={"author": "Ines"})] * signed + [Block(0, fields={})] * unsigned


def test_nothing_changes_where_every_comment_is_signed():
    sure = confidence_of(blocks(4, 0), "flat")
    for basis in (*losses()["flat"], "nothing such"):
        assert sure(basis, 0.8) == pytest.approx(0.8)


@pytest.mark.parametrize("basis", ["root", "inferred", "quote"])
def test_less_is_claimed_the_more_names_are_lost(basis):
    whole, half = confidence_of(blocks(4, 0), "flat"), confidence_of(blocks(2, 2), "flat")
    assert half(basis, 0.95) < whole(basis, 0.95)


def test_what_is_surer_stays_surer():
    for layout, basis, share in ((a, b, c) for a, changes in losses().items() for b in changes for c in (1, 4)):
        sure = confidence_of(blocks(4 - share, share), layout)
        said = [sure(basis, float(one)) for one in np.linspace(0, 1, 21)]
        assert said == sorted(said)
        assert 0 < said[0] < said[-1] < 1


def test_the_change_is_found_again():
    rng = np.random.default_rng(0)
    rows = []
    for _ in range(6000):
        unsigned, sure = float(rng.choice([0.0, 0.3, 0.6])), float(rng.uniform(0.3, 0.99))
        true = after_losses((-0.8, -0.5), unsigned, sure)
        rows.append(Lossy("a", "root", sure, bool(rng.random() < true), unsigned))
    assert fitted(rows)["root"] == pytest.approx((-0.8, -0.5), abs=0.2)
