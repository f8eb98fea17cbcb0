"""The depth profile stands beside copies grown from other discussions, or says why it does not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from commentariat.threads.metrics import depth_profile, measure
from tests.report_data import discussion


def grown(n, **source):
    one = discussion(n, seed=5)
    return replace(one, source=replace(one.source, reader="wordpress-html", **source))


def test_every_comment_is_counted_once():
    table = depth_profile(grown(120))
    assert table["comments"].sum() == 120
    assert table["depth"].to_list() == list(range(table.height))


def test_the_band_holds_the_median_and_the_size():
    table = depth_profile(grown(120))
    low, median, high = (table[f"yardstick_{end}"].to_numpy() for end in ("low", "median", "high"))
    assert (low <= median).all()
    assert (median <= high).all()
    assert low.sum() <= 120 <= high.sum()


def test_it_ends_where_the_yardstick_of_the_deepest_comment_ends():
    one = grown(120)
    deepest = measure(one, names=["max_depth"]).row(0, named=True)
    table = depth_profile(one)
    reached = table.filter(pl.col("yardstick_high") > 0)["depth"].max()
    assert reached == deepest["yardstick_high"]


def test_without_a_yardstick_it_says_why():
    table = depth_profile(discussion(120))
    assert table["yardstick_low"].null_count() == table.height
    assert table["note"][0].startswith("no yardstick: no growth parameters")
    assert "needs 20 comments" in depth_profile(grown(8))["note"][0]


def test_the_same_seed_gives_the_same_band():
    one = grown(60)
    assert depth_profile(one, seed=3).equals(depth_profile(one, seed=3))
    assert not np.array_equal(
        depth_profile(one, seed=3)["yardstick_median"], depth_profile(one, seed=4)["yardstick_median"]
    ) or not np.array_equal(depth_profile(one, seed=3)["yardstick_high"], depth_profile(one, seed=4)["yardstick_high"])
