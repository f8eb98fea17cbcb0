"""What stands inside comments and looks like marks: numbered lists, footers in mid-sentence; weak heads in a column."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import ReadError

LISTS = """Harbour rules

  Ines Vale says:

    The council has sent me its draft, and this is what it says, in the council's own order:

       2. Boats longer than nine metres pay by the week and no longer by the day.

       3. Nobody sleeps aboard between November and March.

       4. The crane is for members.

       5. Visitors sign the book.

    I asked why there is no first rule.

    Nobody knew.

    It may have been the one about dogs.

    That is all of it.

    • Replies: @Otto Brandt
  Otto Brandt says:
    @Ines Vale

    Number three is aimed at me, I think.

    I have nothing against the crane.

  3. Who else sleeps there? I have never seen a light in winter, and I pass by every evening.
"""

FOOTER = """Harbour rules

  1. Ines Vale says:

    Whoever draws a chart may forbid that others print it, which is how the harbour office understands the
    copyright laws of this country, and it says so on every sheet.

    It has never gone to court.

  2. Otto Brandt says:
    @Ines Vale

    And it never will: charts are facts, and the office knows very well what a judge would say about its
    copyright on them.

    Ask them why no lawyer signed that letter.

    It was the cook.
"""

COLUMN = """Harbour rules

  Ines Vale says:

    The crane is for members now.

    So it was before, nobody minded.

  Otto Brandt says:

    I minded.

  Marek says:

    So did I, and I told you so at the time.
"""


def test_items_of_a_list_further_right_are_no_numbers_of_comments():
    found = threads.read_text(LISTS)
    assert found.comments.height == 3
    assert found.comments["text"][0].startswith("The council has sent")
    assert found.comments["text"][0].endswith("That is all of it.")
    assert found.comments["text"][2].startswith("Who else sleeps there?")


def test_a_sentence_that_goes_on_is_no_footer():
    found = threads.read_text(FOOTER)
    assert found.comments["text"][1].endswith("It was the cook.")


def test_a_footer_of_its_own_is_one():
    found = threads.read_text(f"{FOOTER}\nCopyright harbour office\n\nImprint\n")
    assert found.comments["text"][1].endswith("It was the cook.")


def test_names_left_of_what_they_say_are_heads():
    found = threads.read_text(COLUMN)
    assert found.comments["author"].to_list() == ["Ines Vale", "Otto Brandt", "Marek"]


def test_names_in_the_column_of_what_they_say_are_not_enough():
    with pytest.raises(ReadError):
        threads.read_text("\n".join(line.strip() for line in COLUMN.split("\n")))
