"""Exports of messengers as text: every message, its author and its moment, in every order of day and month."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commentariat.threads import read_text
from commentariat.threads.payload import Payload
from commentariat.threads.registry import recognise

from .fixtures import fixture


def test_all_messages_and_no_notices() -> None:
    path = fixture("text", "messenger-text")
    assert path is not None
    found = read_text(path.read_text(encoding="utf-8"))
    assert found.source.reader == "messenger-text"
    assert found.comments["author"].to_list() == [
        "Maren Oyle", "Tobias Finch", "Maren Oyle", "Greta Holm", "Tobias Finch", "Greta Holm", "Maren Oyle",
    ]  # fmt: skip
    assert found.comments["created"][0] == datetime(2021, 6, 3, 10, 11, tzinfo=UTC)
    assert found.comments["created_text"][0] == "03/06/2021, 10:11"
    assert found.comments["text"][3] == (
        "The blue one.\nAnd close it afterwards, please.\n\nThe wind takes it otherwise."
    )


@pytest.mark.parametrize(
    ("shown", "day"),
    [
        ("[03.06.21, 10:{}:05]", (2021, 6, 3)),
        ("[2021-06-03 10:{}]", (2021, 6, 3)),
        ("13/6/21, 10:{} -", (2021, 6, 13)),
        ("6/13/21, 10:{} AM -", (2021, 6, 13)),
        ("13/06/2021 10:{}:01:", (2021, 6, 13)),
        ("2021년 6월 3일 오전 10:{},", (2021, 6, 3)),
    ],
)
def test_stamps_of_many_programs(shown: str, day: tuple[int, int, int]) -> None:
    names = ("Maren Oyle", "Tobias Finch", "+49 151 000", "Maren Oyle", "Tobias Finch", "Maren Oyle")
    text = "\n".join(f"{shown.format(10 + at)} {name}: the rope is gone again" for at, name in enumerate(names))
    found = read_text(text)
    assert found.source.reader == "messenger-text"
    assert found.comments["author"].to_list() == list(names)
    assert {(one.year, one.month, one.day) for one in found.comments["created"]} == {day}


@pytest.mark.parametrize(
    ("shown", "hour"),
    [
        ("28/11/2021 à 16:{} -", 16), ("[28/11/2021 à 16:{}:05]", 16), ("28.11.2021 klo 16.{} -", 16),
        ("2021/11/28 下午4:{} -", 16), ("28/11/2021 上午4:{} -", 4), ("2021. 11. 28. 오후 4:{},", 16),
        ("2021. 11. 28. 16:{} -", 16), ("28. 11. 2021 16:{} -", 16), ("28. 11. 21, 16:{} -", 16),
        ("28.11.2021 г., 16:{} -", 16), ("16:{}, 28/11/2021 -", 16), ("28/11/2564 16:{} -", 16),
        ("28/11/21, 4:{} μ.μ. -", 16), ("28/11/21, 4:{} π.μ. -", 4), ("28.11.21, 4:{} nachm. -", 16),
        ("28/11/21, 4:{} p.\u00a0m. -", 16), ("28\u200f/11\u200f/2021، 4:{} م -", 16), ("28/11/21، 4:{} AM -", 4),
    ],
)  # fmt: skip
def test_stamps_of_many_languages(shown: str, hour: int) -> None:
    names = ("Maren Oyle", "Tobias Finch", "Maren Oyle", "Maren Oyle", "Tobias Finch", "Maren Oyle")
    text = "\n".join(f"{shown.format(10 + at)} {name}: the rope is gone again" for at, name in enumerate(names))
    found = read_text(text)
    assert found.source.reader == "messenger-text"
    assert found.comments["author"].to_list() == list(names)
    assert found.comments["created"][2].replace(second=0) == datetime(2021, 11, 28, hour, 12, tzinfo=UTC)


def test_digits_of_another_script_and_names_that_all_differ() -> None:
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    text = "\n".join(
        f"{f'28/11/2021, 16:{10 + at}'.translate(digits)} - {name}: the rope is gone again"
        for at, name in enumerate(("Ann", "Bo", "Cy", "Di", "Ed", "Flo"))
    )
    found = read_text(text)
    assert found.comments["author"].to_list() == ["Ann", "Bo", "Cy", "Di", "Ed", "Flo"]
    assert found.comments["created"][5] == datetime(2021, 11, 28, 16, 15, tzinfo=UTC)


def test_an_afternoon_in_words_and_a_day_that_tells_the_order() -> None:
    text = "\n".join(
        f"{month}/{day}/21, {hour}:05\u202fPM - {name}: the rope is gone again"
        for month, day, hour, name in ((6, 3, 1, "Ann Roe"), (6, 4, 2, "Bo"), (6, 9, 12, "Ann Roe"), (6, 30, 4, "Bo"))
    )
    found = read_text(text)
    assert found.comments["created"].to_list()[:3] == [
        datetime(2021, 6, 3, 13, 5, tzinfo=UTC), datetime(2021, 6, 4, 14, 5, tzinfo=UTC),
        datetime(2021, 6, 9, 12, 5, tzinfo=UTC),
    ]  # fmt: skip


def test_a_short_year_in_front_is_told_by_the_order_of_messages() -> None:
    days = ("21-05-30", "21-06-02", "21-06-30", "21-07-01", "21-07-04")
    text = "\n".join(f"[{day} 10:05:07] {name}: the rope is gone" for day, name in zip(days, "ABABA", strict=True))
    assert read_text(text).comments["created"].to_list()[2] == datetime(2021, 6, 30, 10, 5, 7, tzinfo=UTC)


def test_a_log_in_columns_is_a_chat_and_no_table() -> None:
    names = ("Maren", "Tobias", "Maren", "Greta", "Tobias", "Maren")
    log = "\n".join(f"10:1{at}\t{name}\tthe rope is gone again" for at, name in enumerate(names))
    assert read_text(log).comments["author"].to_list() == list(names)


def test_logs_of_programs_are_no_messages() -> None:
    levels = ("INFO", "DEBUG", "app.ERROR", "INFO", "WARNING", "INFO")
    text = "\n".join(f"[2021-06-03 10:1{at}:00] {level}: disk is full" for at, level in enumerate(levels))
    claims = [platform.name for platform, _ in recognise(Payload("log.txt", text.encode()))]
    assert "messenger-text" not in claims
