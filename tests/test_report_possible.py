"""What uncertain links leave open is drawn and told: ranges over forests from every possible parent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from commentariat.reports.figures import (
    depth_profile,
    reply_matrix,
    reply_network,
    theme_shares,
    theme_sizes,
    theme_threads,
    thread_map,
    thread_sizes,
)
from commentariat.reports.palette import light
from commentariat.reports.possible import UP_TO, Possible
from commentariat.reports.say import catalogue
from commentariat.reports.sentences import at_a_glance
from commentariat.reports.view import View
from commentariat.threads.metrics import depth_profile as measured
from commentariat.threads.metrics import measure
from commentariat.threads.model import Note
from tests.report_data import analysis

SAY = catalogue("en")


def sure(made, confidence=1.0):
    comments = made.discussion.comments.with_columns(link_confidence=pl.lit(confidence, pl.Float32))
    return replace(made, discussion=replace(made.discussion, comments=comments))


@pytest.fixture(scope="module")
def unsure():
    made = analysis(80, seed=4)
    made = sure(made, 0.7)
    return replace(made, depths=measured(made.discussion))


def lines(figure):
    """The spans of the thin lines over the bars: (low, high) by the bar's place, for bars that lie or stand."""
    drawn = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines+markers"]
    out = {}
    for trace in drawn:
        across = trace.y[0] == trace.y[1]
        ends, places = (trace.x, trace.y) if across else (trace.y, trace.x)
        out |= {places[at]: (ends[at], ends[at + 1]) for at in range(0, len(ends), 3)}
    return out


def test_what_is_certain_has_no_range():
    assert Possible.of(sure(analysis(40)).discussion) is None
    sheet = thread_sizes.make(View(sure(analysis(40))), SAY)
    assert lines(sheet.figure) == {}
    assert "Thin lines" not in sheet.reading
    assert "low" not in sheet.table.columns


def test_scores_and_large_discussions_have_none(unsure):
    one = unsure.discussion
    assert Possible.of(one) is not None
    assert Possible.of(replace(one, notes=(Note("induced-layout", "x"),))) is None
    assert Possible.of(sure(analysis(UP_TO + 1), 0.7).discussion) is None


def test_ranges_are_those_of_the_structure_table(unsure):
    possible = Possible.of(unsure.discussion)
    table = measure(unsure.discussion, names=["threads", "max_depth", "largest_thread", "unanswered"])
    ends = {name: (low, high) for name, low, high in table.select("metric", "low", "high").iter_rows()}
    assert possible.threads() == ends["threads"]
    assert possible.deepest() == ends["max_depth"]
    assert possible.largest() == ends["largest_thread"]
    assert possible.unanswered() == ends["unanswered"]


def test_a_known_forest_is_counted_as_it_is():
    parents = np.array([[-1, 0, 1, -1], [-1, 0, 1, -1], [-1, 0, 1, -1]])
    possible = Possible(parents)
    assert possible.at_or_below(np.array([0, 3])).tolist() == [[3, 1], [3, 1]]
    assert possible.by_depth().tolist() == [[2, 1, 1], [2, 1, 1]]
    assert possible.pairs(np.array([0, 1, 0, 2])) == (1, 1)
    assert possible.pairs(np.array([-1, 1, -1, 2])) == (0, 0)


def test_bars_that_rest_on_uncertain_links_have_their_range(unsure):
    view = View(unsure)
    sheet = thread_sizes.make(view, SAY)
    spans = lines(sheet.figure)
    shown = sheet.table.head(thread_sizes.SHOWN)
    told = dict(enumerate(zip(shown["low"], shown["high"], strict=True)))
    assert spans
    assert all(told[at] == span for at, span in spans.items())
    assert "Thin lines" in sheet.reading
    depths = depth_profile.make(view, SAY)
    assert lines(depths.figure)[0] == tuple(view.possible.by_depth()[:, 0])
    assert depths.table["comments"].sum() == len(view)
    assert depths.table["low"].null_count() == 0


def test_counts_in_words_have_their_range_too(unsure):
    view = View(unsure)
    assert "Weighing every possible parent" in thread_map.make(view, SAY).reading
    assert "Weighing every possible parent" in reply_matrix.make(view, SAY).reading
    low, high = view.possible.unanswered()
    told = " ".join(one.text for one in at_a_glance(view, SAY))
    assert f"drew no answer that is marked ({low} to {high}, weighing every possible parent)." in told


def steady(made, stability):
    themes = made.themes.themes.with_columns(stability=pl.lit(stability, pl.Float32))
    return View(replace(made, themes=replace(made.themes, themes=themes)))


@pytest.mark.parametrize(("stability", "word"), [(0.5, "not steady"), (0.75, "steady")])
def test_the_steadiness_of_a_theme_is_drawn(stability, word):
    view = steady(analysis(60), stability)
    sheet = theme_sizes.make(view, SAY)
    order = sorted(range(len(view.theme_rows)), key=lambda at: -view.theme_rows[at].size)
    expected = {y: (stability * view.theme_rows[at].size, view.theme_rows[at].size) for y, at in enumerate(order)}
    assert lines(sheet.figure) == expected
    assert "A thin line reaches back" in sheet.reading
    assert word in sheet.figure.data[-1].text[0]


def test_what_is_not_known_to_be_steady_has_no_line():
    sheet = theme_sizes.make(steady(analysis(60), None), SAY)
    assert lines(sheet.figure) == {}
    assert "A thin line" not in sheet.reading


def test_a_theme_that_others_raise_too_has_no_line_here():
    made = analysis(60)
    fewer = made.discussion.comments.head(40)
    view = View(replace(made, discussion=replace(made.discussion, comments=fewer)))
    spans = lines(theme_sizes.make(view, SAY).figure)
    whole = [at for at, rows in enumerate(view.theme_rows) if rows.size == view.theme_table["comments"][at]]
    assert len(spans) == len(whole) < len(view.theme_rows)


def test_a_known_forest_is_counted_in_cells():
    possible = Possible(np.array([[-1, 0, 1, -1], [-1, 0, 1, 0], [-1, 0, 1, -1]]))
    person = np.array([0, 1, 0, 2])
    assert possible.below(np.array([1, 3]), np.array([0, 3])).tolist() == [[1, 1], [2, 1]]
    assert possible.answers(person, np.array([[1, 0], [0, 1], [2, 0], [2, 1]])).tolist() == [[1, 1, 0, 0], [1, 1, 1, 0]]
    assert possible.exchanged(person, np.array([[0, 1], [0, 2]])).tolist() == [[2, 0], [2, 1]]
    assert possible.group(person) == (2, 3)
    assert possible.group(np.array([-1, 1, -1, 2])) == (0, 0)


def rings(figure):
    """The sizes of dots by their cell, and of the thin rings around them."""
    drawn = [dict(zip(zip(one.x, one.y, strict=True), one.marker.size, strict=True)) for one in figure.data]
    return drawn[0], drawn[1] if len(drawn) > 1 else {}


@pytest.mark.parametrize("module", [reply_matrix, theme_threads])
def test_cells_that_rest_on_uncertain_links_have_their_range(module, unsure):
    sheet = module.make(View(unsure), SAY)
    dots, halos = rings(sheet.figure)
    assert halos
    assert all(size > dots.get(cell, 0) for cell, size in halos.items())
    notes, counts = sheet.figure.data[0].meta["notes"], [len(one) for one in sheet.figure.data[0].meta["rows"]]
    assert len(notes) == len(counts)
    assert any("are possible" in one for one in notes)
    assert "a thin ring shows how many" in sheet.reading
    assert {"low", "high"} <= set(sheet.table.columns)
    assert (sheet.table["low"] <= sheet.table["high"]).all()


@pytest.mark.parametrize("module", [reply_matrix, theme_threads])
def test_certain_cells_have_none(module):
    sheet = module.make(View(sure(analysis(80, seed=4))), SAY)
    assert rings(sheet.figure)[1] == {}
    assert "notes" not in sheet.figure.data[0].meta
    assert "thin ring" not in sheet.reading
    assert "low" not in sheet.table.columns


def test_a_dot_that_may_be_none_is_hollow(unsure):
    view = View(unsure)
    figure = theme_threads.make(view, SAY).figure
    roots = thread_sizes.largest_threads(view)[: theme_threads.THREADS]
    themes = [at for at, rows in enumerate(view.theme_rows) if np.isin(view.forest.thread[rows], roots).any()]
    low = np.stack([view.possible.below(view.theme_rows[at], roots)[0] for at in themes[: theme_threads.THEMES]])
    dots = figure.data[0]
    for x, y, colour in zip(dots.x, dots.y, dots.marker.color, strict=True):
        assert (colour == light("paper")) == (low[y, x] == 0)


@pytest.mark.parametrize("confidence", [0.7, 0.1])
def test_the_network_has_all_pairs_and_their_ranges(confidence):
    view = View(sure(analysis(80, seed=4), confidence))
    sheet = reply_network.make(view, SAY)
    assert sheet.table.height == len(reply_network.exchanges(view))
    assert (sheet.table["low"] <= sheet.table["high"]).all()
    span, shown = view.possible.group(view.person), reply_network.tied(view)[0]
    told = f"the largest group has {SAY.span(*span)} people"
    assert (told in sheet.reading) == (span != (shown, shown))


def test_shares_have_an_interval_where_threads_are_many():
    view = View(alone(analysis(700)))
    sheet = theme_shares.make(view, SAY)
    spans = lines(sheet.figure)
    assert spans
    bars = sheet.figure.data[0]
    assert all(low <= bars.y[int(at)] <= high for at, (low, high) in spans.items())
    assert "resamples of threads" in sheet.reading
    assert any("in 100 of the stretch" in one for one in bars.meta["notes"])
    known = sheet.table.drop_nulls("low")
    assert known.height
    assert (known["low"] <= known["share"]).all()
    assert (known["share"] <= known["high"]).all()


def test_few_threads_leave_shares_without_one():
    sheet = theme_shares.make(View(analysis(60)), SAY)
    assert lines(sheet.figure) == {}
    assert "resamples" not in sheet.reading
    assert "low" not in sheet.table.columns


def alone(made):
    """Make every comment a thread of its own."""
    comments = made.discussion.comments.with_columns(
        parent_id=pl.lit(None, pl.String), depth=pl.lit(0, pl.UInt32), link_basis=pl.lit("root")
    )
    return sure(replace(made, discussion=replace(made.discussion, comments=comments)))


def test_two_comments_of_which_one_holds_together_are_not_counted():
    view = steady(analysis(60), 0.75)
    small = [at for at, rows in enumerate(view.theme_rows) if round(0.75 * rows.size) < 2]
    large = [at for at in range(len(view.theme_rows)) if at not in small]
    assert small
    assert large
    assert all(theme_sizes.held_together(view, at) is None for at in small)
    assert all(theme_sizes.held_together(view, at) is not None for at in large)
