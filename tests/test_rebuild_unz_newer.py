"""The newer look of the Unz Review: dates with word counts, reactions, buttons, a reply form with a heading."""

from __future__ import annotations

from commentariat import threads

# ruff: noqa: E501 -- lines of a dump are as long as they are
DUMP = """\
The Lantern Debate
Why the Canal Tax Will Not Hold
Nobody in the lower wards believed that the canal tax would survive a winter, and now the winter is here. The barges stand idle and the clerks count empty ledgers.

The council has promised a review in spring, when the ice is gone and the voters have forgotten what they were asked to pay.

← Older article
Current Commenter says:
Leave a Reply - Comments on articles more than two weeks old will be judged much more strictly on quality and tone

  1. Anonymous[265] • Disclaimer says:
    December 13, 2016 at 3:14 pm GMT • 200 Words ↑
    The barges stand idle because the owners want them idle. Nobody taxed an empty hold yet.
    • Agree: Piers Holloway
    • Replies: @Quentin Rasp, @old bargeman
    Reply • Show Comment
  2. Piers Holloway [AKA "Lock 14"] says: • Website
    December 13, 2016 at 3:40 pm GMT
    The clerks count ledgers because nobody reads them. I worked there nine years.
    • Thanks: Anonymous[265]
    • LOL: old bargeman
  3. Quentin Rasp says:
    December 13, 2016 at 4:02 pm GMT
    @Anonymous

    That is not true in the upper lock. We paid in October and we paid again in November.
    • Replies: @Anonymous
  6. old bargeman says:
    December 13, 2016 at 5:12 pm GMT
    @Anonymous

    I own two of those barges. Come and look at them, they are frozen in.
  8. Anonymous[265] • Disclaimer says:
    December 14, 2016 at 1:12 am GMT
    @Quentin Rasp

    Then the upper lock is run by fools.
  9. @Piers Holloway

    Nine years? I count eleven, Piers, you started under the old harbour master.
  10. Tabitha Crane says:
    December 14, 2016 at 2:00 am GMT • 100 Words ↑
    @Nobody Here

    Agreed with all of it.
"""


def test_the_newer_look_is_read() -> None:
    rows = threads.read_text(DUMP).comments.to_dicts()
    assert [row["author"] for row in rows] == [
        "Anonymous", "Piers Holloway", "Quentin Rasp", "old bargeman", "Anonymous", None, "Tabitha Crane"
    ]  # fmt: skip
    assert [row["parent_id"] for row in rows[:6]] == [None, None, "c1", "c1", "c3", "c2"]
    assert [row["created"] is not None for row in rows] == [True, True, True, True, True, False, True]
    assert not [row["text"] for row in rows if "•" in row["text"] or "@" in row["text"] or "GMT" in row["text"]]


def test_the_reply_form_is_no_comment() -> None:
    assert "Current Commenter" not in threads.read_text(DUMP).comments["author"].to_list()


BUTTONS = """\
The Lantern Debate
Nobody in the lower wards believed that the canal tax would survive a winter, and now the winter is here.

3 Comments to "The Lantern Debate"
Commenters to Ignore
Commenters to Endorse Only
Trim Comments?

  1. Imke Vorn says:
    December 13, 2016 at 3:14 pm GMT • 20 Words
    The barges stand idle because the owners want them idle. Nobody taxed an empty hold yet.
    • Agree: Piers Holloway
    • Replies: @Quentin Rasp
    • LOL: old bargeman
    Reply Agree/Disagree/Etc. More... This Commenter This Thread Hide Thread Display All Comments
  Quentin Rasp says:
    December 13, 2016 at 4:02 pm GMT • 18 Words
    @Imke Vorn

    That is not true in the upper lock. We paid in October and we paid again in November.
Reply
Agree/Disagree/Etc.
More...
This Commenter
Display All Comments
  3. Imke Vorn says:
    December 13, 2016 at 5:12 pm GMT • 12 Words
    Then show us the receipts of the upper lock, all of them.
    Reply Agree/Disagree/Etc. More... This Commenter Display All Comments
"""


def test_reactions_around_replies_and_rows_of_buttons_are_no_words() -> None:
    rows = threads.read_text(BUTTONS).comments.to_dicts()
    assert [(row["author"], row["parent_id"]) for row in rows] == [
        ("Imke Vorn", None), ("Quentin Rasp", "c1"), ("Imke Vorn", None)
    ]  # fmt: skip
    assert [evidence["kind"] for evidence in rows[1]["link_evidence"]][:2] == ["back-reference", "lead-mention"]
    assert not [row["text"] for row in rows if "Agree" in row["text"] or "Commenter" in row["text"]]
