"""At a glance: how the topic moved, where both looks say the same; else that it could not be told."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from commentariat.embeddings.drift.link_tests import KEEPS, NEARER
from commentariat.reports.figures import transitions
from commentariat.reports.say import LANGUAGES, catalogue
from commentariat.reports.sentences import at_a_glance
from commentariat.reports.sentences_moved import topic_moved
from commentariat.reports.view import View
from tests.report_data import analysis, full

SAY = catalogue("en")
NOTHING = "no sure sign that the topic moved"


@pytest.fixture(scope="module")
def held():
    return full(160, seed=2)


def weighed(held, name, p, effect, *, again=None, order=None):
    """Give every test of a name a result, and another (``again``) in the second look; no other test shows anything."""

    def told(drift, p):
        asked = pl.col("test") == name if order is None else (pl.col("test") == name) & (pl.col("order") == order)
        tests = drift.tables["tests"].with_columns(
            status=pl.lit("ok"), effect=pl.when(asked).then(pl.lit(effect)).otherwise(pl.lit(0.5)),
            p=pl.when(asked).then(pl.lit(p)).otherwise(pl.lit(0.5)),
            p_family=pl.when(asked).then(pl.lit(p)).otherwise(pl.lit(0.5)),
        )  # fmt: skip
        turns = drift.tables["change_points"].clear()
        return replace(drift, tables=dict(drift.tables) | {"tests": tests, "change_points": turns})

    second = replace(held.second, drift=told(held.second.drift, p if again is None else again))
    return View(replace(held, drift=told(held.drift, p), second=second))


def test_answers_that_keep_their_theme_are_told_where_both_looks_say_so(held):
    one = topic_moved(weighed(held, KEEPS, 0.01, 2.0), SAY)
    assert one.text.startswith("Answers keep to the theme of what they answer")
    assert (one.figure, one.lacking) == ("transitions", False)
    assert topic_moved(weighed(held, KEEPS, 0.01, 0.5), SAY).text.startswith("Answers leave the theme")
    for view in (weighed(held, KEEPS, 0.01, 2.0, again=0.2), weighed(held, KEEPS, 0.04, 2.0, again=0.01)):
        assert NOTHING in topic_moved(view, SAY).text
        assert topic_moved(view, SAY).lacking


def test_a_change_along_an_order_is_told(held):
    name = "distance from the article changes"
    one = topic_moved(weighed(held, name, 0.01, 0.4, order="clock"), SAY)
    assert "the distance from the article grows" in one.text
    assert one.figure == "drift-order"


def test_answers_that_stay_close_are_told_last(held):
    view = weighed(held, NEARER, 0.01, -0.2)
    assert topic_moved(view, SAY).text == "Answers stay closer to what they answer than shuffled ones would."


def test_what_was_never_measured_or_is_small_is_passed_over(held):
    assert topic_moved(View(analysis(60)), SAY) is None
    assert topic_moved(View(full(14, seed=2)), SAY) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_stands_at_a_glance_in_every_language(held, lang):
    say = catalogue(lang)
    view = weighed(held, KEEPS, 0.01, 2.0)
    assert topic_moved(view, say) in at_a_glance(view, say)


def test_the_figure_of_steps_does_not_contradict_it(held):
    steps = held.drift.tables["transitions"].with_columns(status=pl.lit("ok"), p_family=pl.lit(0.4))

    def titled(p, effect):
        view = weighed(held, KEEPS, p, effect)
        tables = dict(view.analysis.drift.tables) | {"transitions": steps}
        one = View(replace(view.analysis, drift=replace(view.analysis.drift, tables=tables)))
        return transitions.make(one, SAY).title

    assert titled(0.01, 2.0) == "Answers keep their theme more than in shuffled threads; no single step stands out"
    assert "no step is clearly" in titled(0.4, 2.0)
    assert "no step is clearly" in titled(0.01, 0.5)
