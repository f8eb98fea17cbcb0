"""A title claims only what another model and seed confirm; without a second look it claims nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from commentariat.reports import agreement
from commentariat.reports.figures import theme_sizes, transitions
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
    emptied = replace(held.second, themes=replace(held.second.themes, memberships=held.themes.memberships.head(3)))
    assert "none clearly ahead" in theme_sizes.make(View(replace(held, second=emptied)), SAY).title


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
             "p_family": 0.001, "effect": 2.0, "order": "reply-path", "unit": "observed / expected"}  # fmt: skip
    tests = pl.DataFrame([keeps], schema=held.drift.tables["tests"].schema)
    first = with_first(held, tests=tests)
    agreed = " ".join(one.text for one in drift_sentences(with_second(first, tests=tests), SAY))
    assert "2.0 times" in agreed
    assert "does not confirm" not in agreed
    opposite = with_second(first, tests=tests.with_columns(effect=pl.lit(0.5)))
    assert "does not confirm" in " ".join(one.text for one in drift_sentences(opposite, SAY))
