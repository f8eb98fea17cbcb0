"""A title claims only what another model and seed confirm; without a second look it claims nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from commentariat.reports import agreement
from commentariat.reports.figures import (
    drift_depth,
    drift_order,
    theme_shares,
    theme_sizes,
    theme_threads,
    transitions,
)
from commentariat.reports.figures.pivots import table_of
from commentariat.reports.say import catalogue
from commentariat.reports.sentences_drift import drift_sentences
from commentariat.reports.view import View
from tests.report_data import full

SAY = catalogue("en")


@pytest.fixture(scope="module")
def held():
    return full(160, seed=2)


def with_second(held, **tables):
    drift = replace(held.second.drift, tables=dict(held.second.drift.tables) | tables)
    return View(replace(held, second=replace(held.second, drift=drift)))


def with_first(held, **tables):
    return replace(held, drift=replace(held.drift, tables=dict(held.drift.tables) | tables))


def test_themes_are_matched_by_their_comments():
    others = {"a": np.array([1, 2, 3, 4]), "b": np.array([7, 8])}
    assert agreement.matched(np.array([2, 3, 4]), others) == "a"
    assert agreement.matched(np.array([7, 8, 9, 10]), others) == "b"
    assert agreement.matched(np.array([1, 7, 9]), others) is None


def test_the_largest_theme_is_claimed_only_where_both_looks_agree(held):
    assert "is the largest theme" in theme_sizes.make(View(held), SAY).title
    assert "none clearly ahead" in theme_sizes.make(View(replace(held, second=None)), SAY).title
    assert "no second look was taken" in theme_sizes.make(View(replace(held, second=None)), SAY).reading
    emptied = replace(held.second, themes=replace(held.second.themes, memberships=held.themes.memberships.head(3)))
    assert "none clearly ahead" in theme_sizes.make(View(replace(held, second=emptied)), SAY).title
    assert "the second look does not confirm" in theme_sizes.make(View(replace(held, second=emptied)), SAY).reading
    assert "longer" not in theme_sizes.make(View(held), SAY).reading


def sure(table, p):
    return table.with_columns(p_family=pl.lit(p))


def test_pivots_need_half_the_threshold_and_the_second_look(held):
    pivots = held.drift.tables["pivots"].head(4)
    found = table_of(View(with_first(held, pivots=sure(pivots, 0.01))))
    assert agreement.pivots(with_second(held, pivots=sure(pivots, 0.01)), found) == pivots.height
    assert agreement.pivots(with_second(held, pivots=sure(pivots, 0.2)), found) == 0
    border = table_of(View(with_first(held, pivots=sure(pivots, 0.04))))
    assert agreement.pivots(with_second(held, pivots=sure(pivots, 0.01)), border) == 0
    assert agreement.pivots(View(replace(held, second=None)), found) == 0


def test_a_theme_that_answers_keep_is_claimed_only_where_both_looks_agree(held):
    table = held.drift.tables["transitions"].with_columns(status=pl.lit("ok"))
    kept = table.with_columns(p_family=pl.lit(0.01), ratio=pl.lit(2.0))
    first = with_first(held, transitions=kept)
    assert "hold on" in transitions.make(with_second(first, transitions=kept), SAY).title
    against = with_second(first, transitions=table.with_columns(p_family=pl.lit(0.4)))
    sheet = transitions.make(against, SAY)
    assert "no step is clearly" in sheet.title
    assert "another model does not confirm" in sheet.reading


def test_a_finding_that_the_second_look_does_not_show_is_told_as_such(held):
    keeps = {"test": "a reply keeps its parent's theme", "null": "joint", "links": "tested", "status": "ok", "p": 0.001,
             "p_family": 0.001, "effect": 2.0, "observed": 0.4, "expected": 0.2, "cases": 90,
             "order": "reply-path", "unit": "observed / expected"}  # fmt: skip
    tests = pl.DataFrame([keeps], schema=held.drift.tables["tests"].schema)
    first = with_first(held, tests=tests)
    agreed = " ".join(one.text for one in drift_sentences(with_second(first, tests=tests), SAY))
    assert "2.0 times" in agreed
    assert "does not confirm" not in agreed
    opposite = with_second(first, tests=tests.with_columns(effect=pl.lit(0.5)))
    assert "does not confirm" in " ".join(one.text for one in drift_sentences(opposite, SAY))


def nearer(p, effect=-0.1):
    base = {"test": agreement.NEARER, "links": "tested", "order": "reply-path", "status": "ok", "cases": 90,
            "observed": 0.5, "expected": 0.6, "effect": effect}  # fmt: skip
    return [base | {"null": name, "p": p} for name in ("thread", "rewired")]


def moved(test, effect, p):
    return [{"test": test, "links": "tested", "order": "clock", "null": "roots change places", "status": "ok",
             "cases": 40, "effect": effect, "low": effect, "high": effect, "p": p, "p_family": p,
             "unit": "share over the discussion"}]  # fmt: skip


def looked(held, first, second):
    schema = held.drift.tables["tests"].schema
    frames = [pl.DataFrame(rows, schema=schema) for rows in (first, second)]
    return with_second(with_first(held, tests=frames[0]), tests=frames[1])


@pytest.mark.parametrize(
    ("first", "second", "verdict", "title"),
    [
        (nearer(0.01), nearer(0.03), "yes", "Answers stay closer"),
        (nearer(0.04), nearer(0.03), "open", "Mean distance"),
        (nearer(0.01), nearer(0.3), "open", "Mean distance"),
        (nearer(0.01), nearer(0.01, 0.1), "open", "Mean distance"),
        (nearer(0.3), nearer(0.01), "no", "not clearly closer"),
        (nearer(0.01, 0.1), nearer(0.01), "no", "not clearly closer"),
        ([], [], "untested", "Mean distance"),
    ],
)
def test_nearness_is_claimed_only_where_both_looks_and_every_shuffle_show_it(held, first, second, verdict, title):
    view = looked(held, first, second)
    assert agreement.nearer(view) == verdict
    sheet = drift_depth.make(view, SAY)
    assert title in sheet.title
    assert ("another model does not confirm" in sheet.reading) is (verdict == "open")
    assert ("p = " in sheet.reading) is bool(first)


def test_a_change_along_the_clock_is_claimed_only_where_both_looks_agree(held):
    distance = "distance from the article changes"
    shows = looked(held, moved(distance, 0.2, 0.01), moved(distance, 0.1, 0.02))
    assert "the distance from the article grows" in drift_order.make(shows, SAY).title
    against = looked(held, moved(distance, 0.2, 0.01), moved(distance, -0.1, 0.02))
    assert drift_order.make(against, SAY).title.startswith("Mean distance")
    flat = looked(held, moved(distance, 0.2, 0.4), [])
    assert "does not clearly change" in drift_order.make(flat, SAY).title
    untested = looked(held, [], [])
    assert drift_order.make(untested, SAY).title.startswith("Mean distance")


def test_a_themes_share_is_claimed_only_where_both_looks_agree(held):
    theme = str(held.themes.themes.sort("comments")["theme"][-1])
    share = f"share of {theme} changes"
    held = replace(held, drift_themes=held.themes)
    shows = looked(held, moved(share, -0.2, 0.01), moved(share, -0.2, 0.01))
    assert f"the share of “{theme}” shrinks" in theme_shares.make(shows, SAY).title
    alone = View(replace(shows.analysis, second=None))
    sheet = theme_shares.make(alone, SAY)
    assert sheet.title == "Themes from the first comments to the last"
    assert "No other model was asked" in sheet.reading
    assert "no theme’s share clearly changes" in theme_shares.make(looked(held, moved(share, 0.1, 0.3), []), SAY).title
    assert "could not be tested" in theme_shares.make(looked(held, [], []), SAY).title


def test_a_theme_runs_through_most_threads_only_where_both_looks_agree(held):
    widest = held.themes.memberships.with_columns(theme_id=pl.lit("f0"), theme=pl.lit("tolls"))
    own = replace(held.themes, memberships=pl.concat([held.themes.memberships, widest]).unique(["unit_id", "theme_id"]))
    agreed = replace(held, themes=own, second=replace(held.second, themes=own))
    assert "comes up in" in theme_threads.make(View(agreed), SAY).title
    assert "No theme clearly" in theme_threads.make(View(replace(agreed, second=None)), SAY).title


def test_a_finding_stands_with_its_size_and_what_it_rests_on(held):
    share = "share of tolls changes"
    told = " ".join(one.text for one in drift_sentences(looked(held, moved(share, -0.2, 0.01), []), SAY))
    assert "the share of “tolls” shrinks. In all by about 20.0 in 100." in told
    assert "Tested on 40 opening comments: p = 0.010, corrected." in told
    assert "Here p is how often accident alone" in told
    still = " ".join(one.text for one in drift_sentences(looked(held, moved(share, -0.2, 0.4), []), SAY))
    assert "changes measurably. Tested on 40 opening comments: p = 0.400, corrected." in still


def test_a_turn_is_told_with_where_resamples_find_it(held):
    row = {"order": "clock", "position": 30, "comment_id": "c31", "low_position": 20, "high_position": 44,
           "stability": 0.9, "p": 0.01, "status": "ok", "before": [{"theme_id": "a", "theme": "bread", "share": 0.6}],
           "after": [{"theme_id": "b", "theme": "tolls", "share": 0.5}]}  # fmt: skip
    table = pl.DataFrame([row], schema=held.drift.tables["change_points"].schema)
    first = with_first(held, change_points=table)
    told = " ".join(one.text for one in drift_sentences(with_second(first, change_points=table), SAY))
    assert "turns at #31, from mostly “bread” to mostly “tolls”. 90 in 100 resamples" in told
    assert "between #21 and #45; p = 0.010. A second" not in told
    elsewhere = table.with_columns(position=pl.lit(90, pl.UInt32))
    told = " ".join(one.text for one in drift_sentences(with_second(first, change_points=elsewhere), SAY))
    assert "p = 0.010. A second model does not confirm this." in told


def test_a_mix_that_turns_is_not_said_to_stay(held):
    row = {"order": "clock", "position": 30, "comment_id": "c31", "low_position": 20, "high_position": 44, "p": 0.01,
           "stability": 0.9, "status": "ok"}  # fmt: skip
    table = pl.DataFrame([row], schema=held.drift.tables["change_points"].schema)
    first = with_first(held, change_points=table)
    still = pl.DataFrame(moved("share of tolls changes", 0.1, 0.4), schema=held.drift.tables["tests"].schema)
    first = with_first(first, tests=still)
    assert theme_shares.make(with_second(first, change_points=table), SAY).title == "The mix of themes turns at #31"
    alone = theme_shares.make(with_second(first, change_points=table.head(0)), SAY)
    assert alone.title == "Themes from the first comments to the last"
    assert "does not confirm" in alone.reading
