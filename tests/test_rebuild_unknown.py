"""Layouts that no grammar describes: what stands around names and times, and what a better reading leaves unsaid."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.comments.blocks import Block, Cut
from commentariat.threads.rebuild.comments.leftovers import reduced, unexplained
from commentariat.threads.rebuild.text.affixes import bare_span, said_twice, usual_words
from commentariat.threads.rebuild.text.lines import split_lines
from commentariat.threads.rebuild.text.timed import timed

from .text_data import ARTICLE, BODIES, NAMES, dump


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("3 червня 2021 о 09:41", "3 червня 2021 о 09:41"),
        ("2021年6月3日 上午9:41", "2021年6月3日 上午9:41"),
        ("3 يونيو، 2021 الساعة 9:41 ص", "3 يونيو، 2021 الساعة 9:41 ص"),
        ("50 Minuten 46 Sekunden her", "50 Minuten 46 Sekunden her"),
        ("3小时前", "3小时前"),
        ("Marlo · 03/Jun/21 9:41 AM", "03/Jun/21 9:41 AM"),
        ("May 2015", "May 2015"),
        ("· 2y", "2y"),
        ("06/03/21(Thu)09:41:05 No.1234", "06/03/21(Thu)09:41:05"),
    ],
)
def test_times_are_found_in_many_languages(line, time):
    found = timed(line)
    assert found is not None
    assert found.time == time


@pytest.mark.parametrize("line", ["1.17", "version 1.2.3", "page 40 or so", "Chapter 12", "22 years old now", "99:99"])
def test_other_numbers_are_no_times(line):
    assert timed(line) is None


@pytest.mark.parametrize(
    "lines",
    [
        ("{name}", "{body}", "{day} июн 2021 в 10:{minute}", "Нравится", "Ответить"),
        ("{name}'s profile picture", "{name}", "{body}", "{day}d", "Reply"),
        ("{name}", "Share this comment", "{body}", "{n}", "{day} Stunden {minute} Minuten her"),
    ],
)
def test_a_comment_may_stand_between_name_and_time(lines):
    found = threads.read_text(dump(*lines).replace(ARTICLE, f"{ARTICLE}6 comments\n\n")).comments
    assert found["author"].to_list() == list(NAMES)
    assert found["text"].to_list() == list(BODIES)


def test_the_day_somebody_joined_is_no_time_of_a_comment():
    profile = ("Miller's hand", "Joined", "Mar 3, 2008", "Messages", "{id}")
    text = dump("June {day}, 2021", "#{n}", "{name}", "{name}", *profile, "", "{body}", "")
    found = threads.read_text(text).comments
    assert found["author"].to_list() == list(NAMES)
    assert found["text"].to_list() == list(BODIES)


def test_a_menu_is_no_list_of_comments():
    menu = "\n\n".join(f"{one}\n\n* Opening hours and prices" for one in ("Garden Tools", "Flour Types", "Mill News"))
    head = ("Picture of {name}", "{name}", "{id}", "{name}", "{day}.06.2021, 10:{minute} Antworten #")
    text = dump(*head, "", "{body}", "")
    found = threads.read_text(f"{menu}\n\n{text}").comments
    assert found["author"].to_list() == list(NAMES)


def test_words_that_stand_beside_all_names_are_no_part_of_them():
    names = ["message 1: by Ansel (new)", "message 2: by Mirja (new)", "message 3: by Pavel Orn (new)"]
    first, last = usual_words([name.split() for name in names])
    spans = [bare_span(name, (0, len(name)), first, last) for name in names]
    assert [name[slice(*span)] for name, span in zip(names, spans, strict=True)] == ["Ansel", "Mirja", "Pavel Orn"]
    assert said_twice("Mirja Mirja")
    assert not said_twice("Mirja Tau")


def test_what_a_reading_leaves_costs_it():
    def read(*texts):
        fields = {"author": "Mirja", "date": "3 June 2021"}
        return [Block(0, fields={**fields, "author": f"Mirja {at}"}, text=text) for at, text in enumerate(texts)]

    clean = read(*BODIES)
    left = read(*(f"4 June 2021\n{body}" for body in BODIES))
    assert unexplained(clean) < unexplained(left)
    assert reduced(20.0, Cut(0, tuple(clean), None, ())) > reduced(20.0, Cut(0, tuple(left), None, ()))
    assert reduced(0.0, Cut(0, tuple(left), None, ())) > 0


def test_addresses_that_an_extractor_breaks_over_lines_are_no_words():
    picture = "[avatar.php?gravatar_id=71a90b0e9b47&rating=pg&default=http%3A%2F%2Fmill.example\nel.png]\nMirja"
    assert split_lines(picture).bare == ["", "", "Mirja"]
    links = "".join(f"[one](https://mill.example/{at}) " for at in range(6))
    lines = split_lines(f"{links}\n**[Mirja\nTau](https://mill.example/a-\nlong-address)** said:\n")
    assert lines.bare[1:4] == ["Mirja", "Tau", "said:"]


def test_a_first_line_that_says_who_is_answered_is_no_word_of_the_comment():
    found = threads.read_text(
        dump("{name}", "{day} June, 2021", "?In reply to {whom}", "{body}", "Report", "")
    ).comments
    assert found["text"].to_list() == list(BODIES)
    assert found["parent_id"].to_list()[1] == "c1"


def test_somebody_who_writes_most_comments_keeps_a_first_name():
    names = ("Marta Quell", "Marta Quell", "Ewan Brisk", "Marta Quell", "Marta Quell", "Marta Quell", "Marta Quell")
    text = "The Weir\n\nThe weir will be lowered.\n\n" + "\n\n".join(
        f"{at}. {name} says:\nMarch {at}, 2019 at 9:1{at} am\n\nOpinion number {at} about the weir and the trout."
        for at, name in enumerate(names, 1)
    )
    assert threads.read_text(text).comments["author"].to_list() == [*names]


def test_words_behind_a_declaration_of_xml_are_text():
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n\n[Logo]\nThe Weir\n\nIt will be lowered.\n\nComments\n\n'
        + "\n\n".join(
            f"{name} says:\nMarch {at}, 2019 at 9:1{at} am\n\nWhat {name} thinks of it would fill a book."
            for at, name in enumerate(("Marta Quell", "Ewan Brisk", "Ilva Dorn"), 1)
        )
    )
    assert threads.read_text(text).comments.height == 3
