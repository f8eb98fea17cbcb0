"""What has recurring lines with names or dates and is no discussion is refused; names alone are enough where people speak."""

# ruff: noqa: E501 -- lines of a dump are as long as they are
from __future__ import annotations

import pytest

from commentariat import threads

CHANGELOG = "\n".join(
    f"kestrel ({version}) stable; urgency=medium\n\n  * Close the lamp socket when the beacon is dark.\n  * New upstream release.\n"
    f"  * Drop the patch for the fog horn.\n\n -- Odda Brim <odda@skarne.example>  Mon, {day:02d} Mar 2021 10:1{version}:00 +0100\n"
    for version, day in enumerate((1, 8, 15, 22))
)
NEWS = "\n".join(
    f"Release {version}, 2021-03-0{version}\n\nBug fixes\n\n  - The horn sounds again.\n  - The lamp turns the right way.\n\nNew features\n\n  - A second lamp.\n"
    for version in (1, 2, 3, 4)
)
MANUAL = """HORN(1)

NAME
       horn - sound the fog horn of a lighthouse

SYNOPSIS
       horn [--long] [--times N]

DESCRIPTION
       Sounds the horn once, or as often as it is told to.

OPTIONS
       --long
              Three seconds instead of one.

EXIT STATUS
       horn returns 0 when somebody heard it.

SEE ALSO
       lamp(1), fog(7)
"""
CODE = '''import horn
from lamp import turn


@cached
def sound(times):
    """Sound the horn."""
    for _ in range(times):
        horn.blow(1.0)
    return times


@cached
def signal(pattern):
    """Turn the lamp."""
    for part in pattern:
        turn(part)
    return None


@cached
def main():
    sound(3)
    signal("--.")
'''
LICENCE = "\n\n".join(
    f"{number}. {title}\n--------------\n\n{number}.1. {text}"
    for number, (title, text) in enumerate(
        (
            ("Definitions", "The Lamp means the lamp of the tower, and everything that turns with it."),
            ("Grants", "Each Keeper hereby grants You the right to look at the Lamp from any ship."),
            ("Conditions", "You may not cover the Lamp, nor sell what it shines upon as your own."),
            ("Termination", "The right to look ends when the Lamp does, or on the first day of fog."),
            ("Miscellaneous", "Where a part of this cannot be held, the other parts hold all the same."),
        ),
        1,
    )
)
LOG = "\n".join(f"2021-03-0{day} 10:1{day}:05 status half-installed horn:all 1.{day}" for day in range(1, 9))
CHRONICLE = "\n\n".join(
    f"{day} March 1921\n\nThe keeper lit the lamp at dusk and wrote that {what}." for day, what in
    ((3, "no ship passed"), (4, "the oil was low"), (5, "two ships passed and one of them answered"), (6, "there was fog"))
)  # fmt: skip


@pytest.mark.parametrize("text", [CHANGELOG, NEWS, MANUAL, CODE, LICENCE, LOG, CHRONICLE])
def test_what_is_no_discussion_is_refused(text):
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(text)


SPEAKERS = ("marenoyle", "Tobias Finch", "greta", "marenoyle", "Tobias Finch", "Ivo Stark")
SAID = (
    "The horn kept the whole village awake on Sunday and nobody could say why.",
    "It was tested, and the test was announced on the board at the harbour.",
    "Nobody reads the board, it has hung upside down since the storm.",
    "Tobias Finch, you announced it yourself, so of course you knew.",
    "I did, and I would do it again.",
    "Can we please have one spring without this debate?",
)


def test_names_alone_are_a_layout_where_they_come_back():
    dump = "The Horn\n\nIt sounded twice.\n\n" + "\n\n".join(
        f"{who}\n\n{what}" for who, what in zip(SPEAKERS, SAID, strict=True)
    )
    found = threads.read_text(dump).comments
    assert found["author"].to_list()[-6:] == list(SPEAKERS)
    assert found["text"].to_list()[-6:] == list(SAID)


def test_headings_that_never_come_back_are_no_names():
    titles = ("The Tower", "The Lamp", "The Horn", "The Keeper", "The Board", "The Storm")
    text = "\n\n".join(f"{title}\n\n{what}" for title, what in zip(titles, SAID, strict=True))
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(text.replace("Tobias Finch, you", "They"))


def test_a_version_is_nobody():
    told = "".join(
        f"v{n}: Jun 2{n}, 2015 * the bell hangs lower\nin (the) rope\nMay 1{n}, 2014 * it rings\n" for n in (4, 3, 2, 1)
    )
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text("History of the bell\n\n" + told)


def test_a_calendar_of_fairs_is_no_discussion() -> None:
    places = ("Harbour hall, Varen", "Old mill, Lund", "Market hall, Tarn", "Boat yard, Holm", "Town hall, Varen")
    fairs = "\n\n".join(
        f"{place}\nMarch {3 * at + 2}, 2031 at 10:00\nRope fair\nStands by the harbour hall and the mill\nFree entry\n"
        "Market opens early\nTown band\nBoat rides"
        for at, place in enumerate(places)
    )
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text(f"Fairs of this spring\n\n{fairs}\n")
