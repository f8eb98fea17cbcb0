"""How fast a debate was: no finer than its dates, and only of the comments that bear one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from commentariat.reports.figures import rhythm
from commentariat.reports.pace import DAY, MINUTE, grain, pace, told
from commentariat.reports.say import catalogue
from commentariat.reports.view import Analysis, View
from tests.report_data import discussion

SAY = catalogue("en")
START = datetime(2021, 3, 4, tzinfo=UTC)


def times(*offsets):
    values = [None if one is None else START + one for one in offsets]
    return pl.Series(values, dtype=pl.Datetime("us", "UTC"))


def days(*numbers):
    return times(*(None if one is None else timedelta(days=one) for one in numbers))


def sentence(created):
    return told(pace(created), SAY)


def test_bare_days_tell_no_minutes():
    created = days(0, 0, 0, 1, 7)
    assert grain(created) == DAY
    assert sentence(created) == "Half of the comments came within one day of the first; the last came after seven days"
    abroad = times(*(timedelta(days=one, hours=5) for one in (0, 0, 0, 1, 7)))
    assert grain(abroad) == DAY


@pytest.mark.parametrize(
    "created", [times(timedelta(hours=5)), times(timedelta(hours=5), timedelta(hours=5, minutes=9))]
)
def test_times_of_day_are_told_from_bare_days(created):
    assert grain(created) == MINUTE


def test_the_same_length_is_not_said_twice():
    assert sentence(days(0, 11, 11.2, 11.3)) == "All comments came within eleven days"


def test_half_of_the_dated_is_not_half_of_all():
    created = times(timedelta(), timedelta(hours=2), timedelta(hours=30), None, None)
    assert sentence(created).startswith("Half of the dated comments came within two hours of the first")
    assert sentence(days(0, None, 11, 11.2, 11.3)) == "All dated comments came within eleven days"


def test_no_pace_without_two_moments():
    assert pace(days(0, 0)) is None
    assert pace(days(None)) is None


def test_the_rhythm_of_bare_days_has_no_bars_of_hours():
    one = discussion(20)
    comments = one.comments.with_columns(created=pl.col("created").dt.truncate("1d"))
    comments = comments.with_columns(
        created=pl.when(pl.col("position") < 15).then("created").otherwise(pl.col("created") + pl.duration(days=3))
    )
    comments = comments.with_columns(
        created=pl.when(pl.col("position") < 18).then("created").otherwise(pl.col("created") + pl.duration(days=1))
    )
    sheet = rhythm.make(View(Analysis(replace(one, comments=comments))), SAY)
    assert "one minute" not in sheet.title
    assert "comments of one day" in sheet.reading


def test_a_count_of_undated_comments_begins_with_a_capital():
    one = discussion(30)
    comments = one.comments.with_columns(created=pl.when(pl.col("position") >= 3).then("created"))
    sheet = rhythm.make(View(Analysis(replace(one, comments=comments))), SAY)
    assert "Three comments carry no date." in sheet.reading
    assert "Half of the dated comments" in sheet.title


def test_the_first_and_the_last_year_are_drawn():
    ends = [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC), START]
    when = pl.Series([ends[at % 3] for at in range(12)], dtype=pl.Datetime("us", "UTC"))
    base = discussion(12)
    view = View(Analysis(replace(base, comments=base.comments.with_columns(created=when))))
    assert rhythm.make(view, SAY).table["comments"].sum() == 12
    assert rhythm.rhythm(view).data[0].x[0].startswith("00")
