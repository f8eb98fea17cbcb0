"""Names apart from times: with a country, a trade or a town on their own lines, below or before what is said."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.layouts.runs import find_run
from commentariat.threads.rebuild.text.lines import split_lines
from commentariat.threads.rebuild.text.timed import timed

from .text_data import ARTICLE, BODIES, NAMES

TOWNS = {"Ansel Brook": "Oakmere", "Mirja Tau": "Lund", "Pavel Orn": "Oakmere", "Dunja Reeve": "Sela"}


def read(lines, heading="Comments", below="\nRelated stories\nThe fair was a success\nContact\n"):
    """Read the six comments in a layout: each line filled in with what there is of a comment."""
    blocks = []
    for at, (name, body) in enumerate(zip(NAMES, BODIES, strict=True)):
        told = {
            "name": name, "caps": name.upper(), "town": TOWNS[name], "land": TOWNS[name].upper(), "body": body,
            "at": at + 1, "day": 10 + at, "age": 20 - at, "minute": 10 + at,
        }  # fmt: skip
        blocks.append("\n".join(line.format(**told) for line in lines))
    return threads.read_text(f"{ARTICLE}{heading}\n\n" + "\n".join(blocks) + "\n" + below)


def told(found):
    return found.comments["author"].to_list(), found.comments["text"].to_list()


@pytest.mark.parametrize(
    "lines",
    [
        ("{name}", "{land}", "{body}", ""),
        ("{name}", "{town}", "{body}", "", "Report", ""),
        ("{name} ({town})", "{body}", ""),
        ("{body}", "{name}, {town}", ""),
        ("{body}", "", "{name}", "{town}", ""),
        ("{body}", "({name}, by mail)", ""),
    ],
)
def test_names_with_a_place_on_lines_of_their_own(lines):
    assert told(read(lines)) == (list(NAMES), list(BODIES))


def test_letters_are_signed_in_capitals():
    names, texts = told(read(("{body}", "{caps}, {town}", ""), heading="Letters to the editor"))
    assert names == [name.upper() for name in NAMES]
    assert texts == list(BODIES)


def test_without_a_heading_lines_in_turns_are_no_comments():
    turns = "\n\n".join(f"{body}\n{name}, {TOWNS[name]}" for name, body in zip(NAMES, BODIES, strict=True))
    assert find_run(split_lines(f"{ARTICLE}{turns}\n")) is None
    assert find_run(split_lines(f"{ARTICLE}Letters\n\n{turns}\n")) is not None


def test_dates_beside_names_are_of_another_layout():
    both = enumerate(zip(NAMES, BODIES, strict=True))
    turns = "\n\n".join(f"{name}\n{3 + at} June 2021\n\n{body}" for at, (name, body) in both)
    assert find_run(split_lines(f"{ARTICLE}Comments\n\n{turns}\n")) is None


@pytest.mark.parametrize(
    ("lines", "heading"),
    [
        (("{name}：{body}", "6月{day}日 13:{minute}  来自Oakmere", "", "回复", "{at}", ""), "评论"),
        (("{name}:{body}", "6-{day} 13:{minute}  来自Oakmere", "转发 回复 2{at}"), "评论"),
        (("{name} {body}", "Like · Reply · {age}d"), "Comments"),
    ],
)
def test_names_open_what_is_said_where_times_stand_below(lines, heading):
    assert told(read(lines, heading=heading)) == (list(NAMES), list(BODIES))


def test_signs_for_and_against_stand_before_names():
    found = read(("推 {name}: {body} 06/{day} 10:{minute}",), heading="推文")
    assert told(found) == (list(NAMES), list(BODIES))
    assert found.comments["created_text"][0] == "06/10 10:10"


def test_comments_on_a_question_end_in_a_dash_a_name_and_a_time():
    found = read(("{body} – {name} el {day} jul. 2021 a las 10:{minute}", ""))
    assert told(found) == (list(NAMES), list(BODIES))


def test_a_town_behind_the_name_of_a_signature_is_no_part_of_it():
    found = read(("{body}", "- {name}, {town}, {day}/07/2021 10:{minute}", "Report this comment", ""))
    assert told(found) == (list(NAMES), list(BODIES))


@pytest.mark.parametrize(
    "lines",
    [
        ("{name}", "{body}", "J’aime · Répondre · {age} j"),
        ("{name}", "{body}", "{age} d · Like · Reply · 2{at}"),
        ("{name}", "{body}", "{age} d", "Curtir", "Responder", ""),
    ],
)
def test_the_page_below_the_last_age_is_no_comment(lines):
    below = "\nVotre nom\nE-mail\nEnvoyer\n\nLire aussi\nLa fête bat son record\nMentions légales\nContact\n"
    assert told(read(lines, below=below)) == (list(NAMES), list(BODIES))


def test_a_trade_stands_between_a_name_and_how_long_ago_it_was():
    trades = ("{name}", "Miller in {town}", "{age} Woche(n)", "{body}", "Gefällt mir", "Antworten")
    assert told(read(trades)) == (list(NAMES), list(BODIES))


def test_a_country_above_a_date_is_nobody():
    found = read(("{name}", "{land}", "{day}/06/2021 a las 10:{minute}", "", "{body}", "", "Responder", ""))
    assert told(found) == (list(NAMES), list(BODIES))


def test_places_and_votes_beside_times_are_nobody():
    found = read(("{name}", "{body}", "06-{day} · IP 属地Oakmere", "回复", "1{at}"), heading="评论")
    assert told(found) == (list(NAMES), list(BODIES))
    found = read(
        ("{name}さん", "{body}", "2021年6月{day}日 10:{minute}", "返信する", "いいね 1{at}"), heading="コメント"
    )
    assert [name.removesuffix("さん") for name in found.comments["author"]] == list(NAMES)


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("Like · Reply · 3d", "3d"),
        ("3 d · Like · Reply · 25", "3 d"),
        ("03-27 · IP 属地Lund", "03-27"),
        ("6月3日 09:41", "6月3日 09:41"),
        ("2 Wochen", "2 Wochen"),
    ],
)
def test_times_among_buttons(line, time):
    found = timed(line)
    assert found is not None
    assert found.time == time


@pytest.mark.parametrize("line", ["Rooms 3 d long | Beds 4 d wide", "13-45 people came", "3 d and more · Like"])
def test_figures_among_words_are_no_ages(line):
    found = timed(line)
    assert found is None or found.shape != "ago"


def test_headings_and_what_follows_in_other_languages():
    for heading, below in (("Комментарии", "Читайте также"), ("Reacties", "Lees ook"), ("댓글", "관련기사")):
        found = read(
            ("{name}", "{day}.06.2021 10:{minute}", "{body}", ""), heading=heading, below=f"\n{below}\nX Y\nZ\n"
        )
        assert told(found) == (list(NAMES), list(BODIES))
