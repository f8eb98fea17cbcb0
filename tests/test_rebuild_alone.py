"""Names alone, without a date or heading: people speak below them, the headings of an article are nobody."""

from __future__ import annotations

import pytest

from commentariat import threads

ARTICLE = "The Horn\n\nThe harbour tested its horn on Sunday night. It sounded twice, and nobody had been told.\n\n"
ONCE = (
    ("greta", "I was awake all night, thanks for nothing."),
    ("Tobias Finch", "Does anybody know who ordered it?"),
    ("marenoyle", "No, and the office does not answer. My neighbour called three times."),
)
NESTED = """\
Ines Varga

    The horn is older than the harbour.

    Tobias Finch

        It was cast in the same year as the bell.

        marenoyle

            That is what the plate on its foot says.

Ivo Stark

    The plate was put there much later.
"""
REVIEW = """\
Three Lamps For The Harbour

Every lamp was tried for a month above the northern mole.

{}
"""
SECTION = """\
Summary

{} is a lamp for small boats and shallow water, and the summary of its makers promises a long life.

Pros

The pros are a warm light and a glass that salt does not reach. It weighs little.

Cons

Among the cons are its price and the noise of the shutter. The oil has to be fetched.
"""


def _flat(said):
    return "\n\n".join(f"{who}\n\n{what}" for who, what in said)


def test_three_people_who_each_write_once_are_a_discussion():
    found = threads.read_text(ARTICLE + _flat(ONCE))
    assert found.comments["author"].to_list() == [who for who, _ in ONCE]
    assert found.comments["text"].to_list() == [what for _, what in ONCE]


def test_replies_to_the_right_of_what_they_answer_speak_for_a_discussion():
    found = threads.read_text(ARTICLE + NESTED).comments
    assert found["author"].to_list() == ["Ines Varga", "Tobias Finch", "marenoyle", "Ivo Stark"]
    assert found["parent_id"].to_list() == [None, "c1", "c2", None]


def test_headings_that_come_back_are_nobody():
    sections = "\n".join(SECTION.format(name) for name in ("The Petrel", "The Gannet", "The Tern"))
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(REVIEW.format(sections))


def test_who_says_nothing_is_nobody():
    steps = "\n\n".join(
        f"{title}\n\n{what}"
        for title, what in (
            ("Oil", "The oil is poured in from above until the gauge stands at nine."),
            ("Wick", "The wick is cut straight, and the lamp is left to stand for an hour."),
            ("Glass", "The glass is cleaned with vinegar. The shutter stays closed."),
            ("Shutter", "The shutter is opened last."),
        )
    )
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(ARTICLE + steps)


def test_a_reply_whose_name_is_lost_is_told_by_its_column():
    lost = NESTED.replace("    Tobias Finch\n\n", "")
    found = threads.read_text(ARTICLE + lost).comments
    assert found["author"].to_list() == ["Ines Varga", None, "marenoyle", "Ivo Stark"]
    assert found["parent_id"].to_list() == [None, "c1", "c2", None]


def test_a_list_at_the_end_of_a_comment_that_announces_it_is_no_reply():
    listed = (
        "The plate names three founders:\n\n"
        "        the harbour office, which paid for most of it (without the bell)\n"
        "        a guild of bell-makers, with the northern founders and the southern ones\n"
        "        a lamp society with its members, the northern founders and some others"
    )
    found = threads.read_text(f"{NESTED.replace(NESTED.splitlines()[-1].strip(), listed)}\n{NESTED}").comments
    assert found["author"].null_count() == 0
    assert found.height == 8
