"""Lists within lists: their numbers begin anew, count no comments, and are no part of names; farewells are no names."""

from __future__ import annotations

from commentariat import threads
from commentariat.threads.rebuild.text.namelike import namelike

SAID = (
    "The ferry ought to run until midnight, or nobody on the far shore can go to a concert.",
    "Who is going to pay the second crew? The council has cut the harbour budget twice.",
    "A smaller boat would do after nine; the big one is empty then.",
    "My sister has waited in the rain for the last crossing more than once this winter.",
)
NAMES = ("Ottilie Marsh", "Bram", "Sunniva Dahl", "Quill", "Teodor Lang", "Wanda Frey")


def dump() -> str:
    """Write what a text browser leaves of an ordered list: every third comment has two answers, one of them signed."""
    out = ["The last ferry", "", "   8 comments below", ""]
    number = 0
    for at in range(12):
        name, day = NAMES[at % len(NAMES)], f"{at + 3:02}.05.2019 // 1{at % 9}:2{at % 7}"
        if at % 3 == 0:
            number += 1
            out += [f"   {number:2}. {name} {day}", f"       {SAID[at % 4]}", "       Reply"]
        else:
            out += [f"          {at % 3}. {name} {day}", f"             {SAID[at % 4]}"]
            out += ["             Kind regards", f"             {name} of the harbour office"] * (at % 3 == 1)
            out += ["             Reply"]
    return "\n".join(out) + "\n"


def test_numbers_of_lists_within_a_list_count_no_comments() -> None:
    comments = threads.read_text(dump()).comments
    assert comments.height == 12
    assert comments["author"].to_list() == [NAMES[at % len(NAMES)] for at in range(12)]
    parents = [None if at % 3 == 0 else f"c{at - at % 3 + 1}" for at in range(12)]
    assert comments["parent_id"].to_list() == parents


def test_lines_of_farewell_are_hardly_names() -> None:
    for line in ("Liebe Grüße", "Sportliche Grüße", "Best regards", "Met vriendelijke groeten"):
        assert namelike(line, {}) < namelike("Sunniva Dahl", {}) - 3.0
        assert namelike(line, {}) < 0.0
