"""Dates as pages write them, absolute and relative, in several languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commentariat.threads.ages import relative
from commentariat.threads.dates import DateReader, absolute, parse_date
from commentariat.threads.day_order import day_first_of, dots_day_first_of
from commentariat.threads.readers.htmlkit.capture import saved_at

SAVED = datetime(2021, 1, 5, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected", "zone"),
    [
        ("2016-06-23T18:47:47+02:00", "2016-06-23 16:47:47", True),
        ("2024-02-03T17:14:33 1706980473", "2024-02-03 17:14:33", True),
        ("23. Juni 2016 um 18:47 Uhr", "2016-06-23 18:47:00", False),
        ("December 20, 2016 at 11:19 am", "2016-12-20 11:19:00", False),
        ("June 28, 2017 at 4:14 pmPermalink", "2017-06-28 16:14:00", False),
        ("12 de enero de 2015 a las 12:01", "2015-01-12 12:01:00", False),
        ("le 12 mars 2013 à 14h05", "2013-03-12 14:05:00", False),
        ("2013年4月5日 14:05", "2013-04-05 14:05:00", False),
        ("Sun Mar 20, 2011 10:14 am PDT", "2011-03-20 17:14:00", True),
        ("09:06, 29 wrz 2018 (CEST)", "2018-09-29 07:06:00", True),
        ("Jan 5 '12 at 12:03", "2012-01-05 12:03:00", False),
        ("1325764980", "2012-01-05 12:03:00", True),
        ("30th July 2008 at 5pm", "2008-07-30 17:00:00", False),
        ("2008. 7. 3. 오후 3:11", "2008-07-03 15:11:00", False),
        ("2008.7.3. 10:11", "2008-07-03 10:11:00", False),
        ("2008/7/3 10:11", "2008-07-03 10:11:00", False),
        ("Jul 3, 2008, 10:11 UTC+2", "2008-07-03 08:11:00", True),
        ("Jul 3, 2008, 10:11 GMT-10", "2008-07-03 20:11:00", True),
        ("3. juuli 2008 10:11", "2008-07-03 10:11:00", False),
        ("1394/11/27, 00:31", "2016-02-16 00:31:00", False),
        ("1403-04-31T10:20:00+03:30", "2024-07-21 06:50:00", True),
        ("27/11/1394 10:11", "2016-02-16 10:11:00", False),
        ("۲۷ بهمن ۱۳۹۴ در ۱۲:۳۱", "2016-02-16 12:31:00", False),
        ("27 بهمن 94", "2016-02-16 00:00:00", False),
        ("30 اسفند 1399", "2021-03-20 00:00:00", False),
        ("12 มกราคม 2567 เวลา 10:15 น.", "2024-01-12 10:15:00", False),
        ("12 ม.ค. 2567", "2024-01-12 00:00:00", False),
        ("13/01/2567 10:15", "2024-01-13 10:15:00", False),
        ("令和3年5月3日 10:15", "2021-05-03 10:15:00", False),
        ("平成元年5月3日", "1989-05-03 00:00:00", False),
        ("民國110年5月3日", "2021-05-03 00:00:00", False),
        ("3 Tháng Chín, 2019 lúc 10:15 chiều", "2019-09-03 22:15:00", False),
        ("10:15, 3 tháng 9 năm 2019", "2019-09-03 10:15:00", False),
        ("12 كانون الثاني 2021", "2021-01-12 00:00:00", False),
        ("৩ মে, ২০২১ সময়: ১০:১৫", "2021-05-03 10:15:00", False),
        ("2021 m. gegužės 3 d. 10:15", "2021-05-03 10:15:00", False),
    ],
)
def test_absolute_dates(text: str, expected: str, zone: bool) -> None:
    found = absolute(text)
    assert found is not None
    assert found[0].strftime("%Y-%m-%d %H:%M:%S") == expected
    assert found[1] is zone


@pytest.mark.parametrize(("year", "full"), [("69", 2069), ("70", 1970), ("99", 1999), ("00", 2000)])
def test_years_of_two_digits(year: str, full: int) -> None:
    found = parse_date(f"5 January {year}")
    assert found is not None
    assert found.year == full


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("5 hours ago", timedelta(hours=5)),
        ("۳ روز پیش", timedelta(days=3)),
        ("منذ يومين", timedelta(days=2)),
        ("منذ ساعة", timedelta(hours=1)),
        ("3 दिन पहले", timedelta(days=3)),
        ("3 godz. temu", timedelta(hours=3)),
        ("pred 3 dňami", timedelta(days=3)),
        ("một ngày trước", timedelta(days=1)),
        ("vor 8 Stunden", timedelta(hours=8)),
        ("il y a 3 jours", timedelta(days=3)),
        ("hace 2 días", timedelta(days=2)),
        ("an hour ago", timedelta(hours=1)),
        ("1 day, 2 hours ago", timedelta(days=1, hours=2)),
        ("3天前", timedelta(days=3)),
    ],
)
def test_relative_dates(text: str, passed: timedelta) -> None:
    assert relative(text) == passed
    assert DateReader(SAVED).read(text) == (SAVED - passed, "relative")


@pytest.mark.parametrize(
    ("text", "days"),
    [("Yesterday, 9:12 am", 1), ("Вчора о 9:12", 1), ("昨天 9:12", 1), ("Bugün 9:12", 0), ("今日 9:12", 0)],
)
def test_days_that_are_named_by_where_they_stand(text: str, days: int) -> None:
    wanted = datetime(2021, 1, 5, 9, 12, tzinfo=UTC) - timedelta(days=days)
    assert DateReader(SAVED).read(text) == (wanted, "relative")


def test_a_relative_date_without_a_moment_of_saving_stays_text() -> None:
    reader = DateReader()
    assert reader.read("5 hours ago") == (None, None)
    assert [note.code for note in reader.notes()] == ["relative-dates"]


def test_an_ambiguous_date_stays_text_until_the_page_decides() -> None:
    assert parse_date("3/4/2012") is None
    assert day_first_of("12/31/2011 and 3/4/2012", "de") is False
    assert day_first_of("31/12/2011 and 3/4/2012", "en-US") is True
    assert parse_date("3/4/2012", day_first=True) == datetime(2012, 4, 3, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "Reply", "99/99/2012", "2012-13-45", "12:30", "3.4. 21:19", "x" * 500])
def test_what_is_no_date_is_none(text: str) -> None:
    assert absolute(text) is None


def test_the_moment_of_saving_is_read_off_the_file() -> None:
    page = "<!--\n Page saved with SingleFile\n saved date: Tue Jan 05 2021 12:13:14 GMT+0100 (CET)\n-->"
    assert saved_at(page) == datetime(2021, 1, 5, 11, 13, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "3 дні тому", "před 3 dny", "for 3 dager siden", "3 päivää sitten", "3 napja", "acum 3 zile",
        "πριν από 3 ημέρες", "3일 전", "منذ 3 أيام", "לפני 3 ימים", "3 ngày trước", "3 hari yang lalu",
        "3 วันที่ผ่านมา", "fa 3 dies",
    ],
)  # fmt: skip
def test_three_days_ago_in_further_languages(text: str) -> None:
    assert relative(text) == timedelta(days=3)


@pytest.mark.parametrize(
    "text", ["3 Μαΐου 2014 στις 9:12", "3 de maig de 2014 a les 9:12", "3 toukokuun, 2014 klo 9:12"]
)
def test_months_of_further_languages(text: str) -> None:
    assert parse_date(text) == datetime(2014, 5, 3, 9, 12, tzinfo=UTC)


def test_weekdays_tell_the_order_of_day_and_month() -> None:
    assert day_first_of("Sat, 05/03/2014 - 09:12", "en") is False
    assert day_first_of("Sat, 03/05/2014 - 09:12", "en") is True
    assert day_first_of("Mon, 05/03/2014 - 09:12", "en") is None


@pytest.mark.parametrize(
    ("text", "day_first"),
    [
        ("12.03.09", True), ("03.31.2009", False), ("3.31.2009", False), ("31.3.2009 and 3.31.2009", True),
        ("version 3.31.09", True), ("lib-11.24.10.js", True), ("v=11.24.10", True), ("11.24.10.2", True),
        ("(12.31.09)", False), ("12.31.09, 16:06", False), ("13.13.09", True),
    ],
)  # fmt: skip
def test_dots_part_the_day_from_the_month_unless_a_page_proves_otherwise(text: str, day_first: bool) -> None:
    assert dots_day_first_of(text) is day_first


def test_a_guessed_order_is_noted() -> None:
    reader = DateReader(None, None, "en", "05/03/2014 09:12")
    assert reader.read("05/03/2014 09:12")[0] == datetime(2014, 5, 3, 9, 12, tzinfo=UTC)
    assert [note.code for note in reader.notes()] == ["ambiguous-dates"]


@pytest.mark.parametrize(
    ("dates", "day_first"),
    [
        ("4/7/11 9:12, 4/9/11 10:00, 5/1/11 8:00, 5/2/11 8:00", False),
        ("7/4/11 9:12, 9/4/11 10:00, 1/5/11 8:00, 2/5/11 8:00", True),
        # Newest first; who joined when is not in order, and has no clock.
        ("5/2/11 8:00 2/3/09, 5/1/11 8:00 1/9/10, 4/9/11 10:00 3/3/08, 4/7/11 9:12 2/3/09", False),
        # Both ways round they go on, or neither way.
        ("4/4/11 9:12, 5/5/11 10:00, 6/6/11 8:00, 7/7/11 8:00", None),
        ("4/7/11 9:12, 2/9/11 10:00, 5/1/11 8:00, 3/2/11 8:00", None),
        ("4/7/11 9:12, 4/9/11 10:00, 5/1/11 8:00", None),
    ],
)
def test_the_order_of_the_dates_tells_the_order_of_day_and_month(dates: str, day_first: bool | None) -> None:
    assert day_first_of(dates, "en") is day_first
    assert day_first_of(dates, "en-US") is False
