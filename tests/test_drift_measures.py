"""The measures on small cases whose answer is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from commentariat.embeddings.drift.bins import clock_bins, sequence_bins
from commentariat.embeddings.drift.distances import distance_columns, pair_distance
from commentariat.embeddings.drift.material import Labels, around, comment_vectors, share_matrix
from commentariat.embeddings.drift.novelty import novelty, smoothed
from commentariat.embeddings.drift.paths import _short, _shortest, paths
from commentariat.embeddings.drift.pivots import pivots
from commentariat.embeddings.drift.profiles import length_matched
from commentariat.embeddings.drift.resample import grouped_mean, ratio_interval
from commentariat.embeddings.drift.schemas import SCHEMAS
from commentariat.embeddings.drift.significance import Draws
from commentariat.embeddings.drift.trends import trend
from commentariat.embeddings.simulate import Plan, simulate
from commentariat.threads.forest import Forest
from tests.benchmarks.drift_pipeline import planted_material


def test_distances_are_cosine_and_null_without_words():
    vectors = np.array([[1, 0], [0, 1], [1, 0], [0, 0]], dtype=np.float32)
    other = np.array([-1, 0, 0, 0])
    found = pair_distance(vectors, other)
    assert np.isnan(found[[0, 3]]).all()
    assert found[1] == pytest.approx(1.0)
    assert found[2] == pytest.approx(0.0)


def test_looking_from_the_background_keeps_empty_rows_empty():
    rows = around(np.array([[1, 0], [0, 0]], dtype=np.float32), np.array([0.5, 0.5], dtype=np.float32))
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0])


def test_comment_vectors_average_their_units():
    units = np.array([[1, 0], [0, 1], [1, 0]], dtype=np.float32)
    found = comment_vectors(units, np.array([0, 0, 2]), 3)
    assert np.allclose(found, [[2**-0.5, 2**-0.5], [0, 0], [1, 0]])


def test_shares_sum_to_one_or_nought():
    shares = share_matrix(np.array([0, 0, 2]), np.array([0, 1, 1]), np.ones(3), 3, 2)
    assert shares.tolist() == [[0.5, 0.5], [0, 0], [0, 1]]


def test_the_previous_sibling_is_the_one_before_in_time():
    material = planted_material(simulate(Plan(comments=5, units=1, dimensions=8), 0))
    material = replace(material, forest=Forest(np.array([-1, 0, 0, 0, -1])))
    assert material.previous_sibling.tolist() == [-1, -1, 1, 2, -1]


def test_intervals_need_twenty_threads():
    one = np.ones((19, 1))
    assert np.isnan(ratio_interval(one, one, 0)[0]).all()
    low, high = ratio_interval(np.arange(40.0)[:, None], np.ones((40, 1)), 0)
    assert low[0] < 19.5 < high[0]


def test_grouped_means_leave_out_what_is_missing():
    values = np.array([1.0, 3.0, np.nan, 5.0])
    mean, _, _, count, threads = grouped_mean(values, np.array([0, 0, 0, 1]), 2, np.array([0, 1, 1, 1]), 0)
    assert mean.tolist() == [2.0, 5.0]
    assert count.tolist() == [2, 1]
    assert threads.tolist() == [2, 1]


def test_length_matching_removes_a_difference_that_is_only_of_length():
    rng = np.random.default_rng(0)
    group = np.repeat([0, 1], 400)
    words = np.where(rng.random(800) < np.where(group, 0.8, 0.2), 5.0, 50.0)
    values = np.where(words < 10, 0.8, 0.4)
    raw = [values[group == at].mean() for at in (0, 1)]
    matched = length_matched(values, words, group, 2)
    assert raw[1] - raw[0] > 0.2
    assert abs(matched[1] - matched[0]) < 0.02


def test_novelty_is_high_where_the_theme_is_new():
    material = planted_material(simulate(Plan(comments=60, units=1, dimensions=8), 0))
    shares = np.zeros((60, 2))
    shares[:30, 0] = shares[30:, 1] = 1
    table, note = novelty(material.with_labels(Labels(("a", "b"), ("a", "b"), shares)))
    assert note is None
    five = table.filter(pl.col("window") == 5)
    turn = five.filter(pl.col("position") == 30)
    assert turn["novelty"][0] == five["novelty"].max()
    assert turn["resonance"][0] > 1


def test_novelty_needs_a_whole_window_on_both_sides():
    for comments, rows in ((11, 1), (10, 0)):
        material = planted_material(simulate(Plan(comments=comments, units=1, dimensions=8), 0))
        shares = np.eye(2)[np.arange(comments) % 2]
        table, note = novelty(material.with_labels(Labels(("a", "b"), ("a", "b"), shares)))
        assert table.height == rows
        assert (note is None) == (rows > 0)


def test_smoothed_mixes_are_distributions():
    mixes = smoothed(np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]))
    assert np.allclose(mixes.sum(axis=1), 1)
    assert (mixes > 0).all()


def test_the_shortest_way_is_never_longer_than_the_walked_or_the_good_one():
    rng = np.random.default_rng(1)
    for size in (4, 6, 8):
        points = rng.standard_normal((size, 5))
        apart = np.linalg.norm(points[:, None] - points[None], axis=2)
        walked = apart[np.arange(size - 1), np.arange(1, size)].sum()
        best, good = _shortest(apart), _short(apart)
        assert best <= good + 1e-9 <= walked + 2e-9


def test_a_straight_path_is_not_roundabout():
    material = planted_material(simulate(Plan(comments=6, units=1, dimensions=8), 0))
    angles = np.linspace(0, 1, 6)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    chain = replace(material, forest=Forest(np.arange(6) - 1), vectors=vectors)
    table, _ = paths(chain)
    assert table["circuitousness"][0] == pytest.approx(1.0, abs=1e-4)


def test_a_path_belongs_to_its_root_even_where_that_has_no_words():
    material = planted_material(simulate(Plan(comments=6, units=1, dimensions=8), 0))
    vectors = material.vectors.copy()
    vectors[0] = 0
    table, _ = paths(replace(material, forest=Forest(np.arange(6) - 1), vectors=vectors))
    assert table.select("thread_id", "leaf_id", "comments").row(0) == ("c1", "c6", 5)


def test_the_pivot_is_where_the_mix_turns():
    material = planted_material(simulate(Plan(comments=12, units=1, dimensions=8), 0))
    shares = np.zeros((12, 2))
    shares[:6, 0] = shares[6:, 1] = 1
    chain = replace(material, forest=Forest(np.arange(12) - 1), labels=Labels(("a", "b"), ("a", "b"), shares))
    table, _ = pivots(chain, Draws(99, 0))
    first = table.row(0, named=True)
    assert first["comment_id"] == "c7"
    assert first["before"][0]["theme"] == "a"
    assert first["after"][0]["theme"] == "b"
    assert first["p_family"] is None
    assert first["status"].startswith("described")


def test_bins_hold_enough_and_cover_all():
    material = planted_material(simulate(Plan(comments=333, units=1, dimensions=8), 0))
    bins = sequence_bins(material)
    assert np.bincount(bins.index).min() >= 20
    assert clock_bins(material) is None


def test_trends_without_enough_threads_are_not_estimable():
    material = planted_material(simulate(Plan(comments=30, roots=0.2, units=1, dimensions=8), 0))
    for order in ("reply-path", "clock", "siblings"):
        assert trend(material, material.labels.shares, order, Draws(19, 0)).status.startswith("not estimable")


def test_guessed_links_take_no_part_in_trends_along_replies():
    material = planted_material(simulate(Plan(comments=300, units=1, dimensions=8), 0))
    guessed = material.frame.with_columns(pl.lit("inferred").alias("link_basis"))
    assert not replace(material, frame=guessed).stated_path.any()
    assert material.stated_path.all()


def test_every_table_is_promised_with_columns():
    assert {"distances", "transitions", "tests", "uptake", "comparison"} <= set(SCHEMAS)
    assert all(
        "status" in columns or name in {"distances", "novelty", "transition_links"} for name, columns in SCHEMAS.items()
    )


def test_distance_columns_of_a_discussion_without_article():
    material = planted_material(simulate(Plan(comments=20, units=1, dimensions=8), 0))
    columns = distance_columns(replace(material, article=None))
    assert np.isnan(columns["to_article"]).all()


def test_exchanged_threads_stay_where_they_run():
    from commentariat.embeddings.drift.change_points import _Course, like_sizes

    rng = np.random.default_rng(0)
    thread = rng.permutation(np.repeat(np.arange(30), 4))
    course = _Course.of(rng.dirichlet(np.ones(3), size=120), thread)
    other = course.exchanged(rng)
    assert np.array_equal(other.index, course.index)
    assert not np.array_equal(other.shares, course.shares)
    assert np.sort(other.shares[:, 0]) == pytest.approx(np.sort(course.shares[:, 0]))
    first = other.shares[course.index == 0]
    assert any(np.array_equal(first, course.shares[course.index == at]) for at in range(30))
    groups = like_sizes(np.array([1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 9]))
    assert np.array_equal(groups, [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
