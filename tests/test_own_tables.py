"""A table of one's own: columns that are named, dates as people write them, and what is no table."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commentariat.threads import BrokenSource, NoCommentsFound, read

COLUMNS = {"id": "No", "parent": "To", "author": "Who", "text": "Words", "created": "When"}
HEAD = "No,To,Who,When,Words\n"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("3 janvier 2024 à 10h15", datetime(2024, 1, 3, 10, 15, tzinfo=UTC)),
        ("5. März 2024", datetime(2024, 3, 5, tzinfo=UTC)),
        ("25/03/2024 18:30", datetime(2024, 3, 25, 18, 30, tzinfo=UTC)),
        ("2024-03-05T10:00:00+02:00", datetime(2024, 3, 5, 8, tzinfo=UTC)),
        ("1709632800", datetime(2024, 3, 5, 10, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, moment: datetime) -> None:
    found = read(f'{HEAD}1,,Ada,"{written}",The bridge is closed.\n'.encode(), columns=COLUMNS)
    assert found.comments["created"].to_list() == [moment]


def test_the_order_of_day_and_month_is_that_of_the_whole_column() -> None:
    rows = "1,,Ada,04/03/2024,The bridge is closed.\n2,1,Bo,25/03/2024,Since when?\n"
    found = read((HEAD + rows).encode(), columns=COLUMNS)
    assert [when.month for when in found.comments["created"]] == [3, 3]


def test_a_relative_date_stays_text_with_a_note() -> None:
    found = read(f"{HEAD}1,,Ada,vor 3 Stunden,The bridge is closed.\n".encode(), columns=COLUMNS)
    assert found.comments["created"].to_list() == [None]
    assert found.comments["created_text"].to_list() == ["vor 3 Stunden"]
    assert "relative-dates" in {note.code for note in found.notes}


def test_names_without_a_row_are_a_table_without_comments() -> None:
    with pytest.raises(NoCommentsFound, match="no row below them"):
        read(HEAD.encode(), columns=COLUMNS)


def test_rows_of_any_width_are_no_table() -> None:
    with pytest.raises(BrokenSource, match="check quotes and delimiters"):
        read((HEAD + "1\n2,a\n,,,,,,,,\n").encode(), columns=COLUMNS)


def test_a_part_that_no_comment_has_is_refused() -> None:
    with pytest.raises(ValueError, match="no part 'auhtor'"):
        read((HEAD + "1,,Ada,2024,Words here.\n").encode(), columns={"text": "Words", "auhtor": "Who"})


@pytest.mark.parametrize(
    ("rest", "noted"), [(b"", False), (b"\n", False), (b'{"id": "3", "te', True), (b"<rss>words</rss>", True)]
)
def test_what_stands_behind_json_is_noted(rest: bytes, noted: bool) -> None:
    lines = b"".join(
        b'{"id": "%d", "parent": null, "author": "Ada", "text": "Words, number %d."}\n' % (at, at) for at in range(3)
    )
    found = read(lines + rest)
    assert found.comments.height == 3
    assert ("json-rest" in {note.code for note in found.notes}) is noted
