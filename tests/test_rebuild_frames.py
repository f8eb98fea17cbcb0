"""What stands around name and date on one line, short sections below a heading, and signatures below the words."""

from __future__ import annotations

import pytest

from commentariat import threads

ARTICLE = "The ropewalk\n\nThe old ropewalk is to be let to a brewery, and the harbour has opinions about that.\n\n"
HEADING = "Comments\n\n"
SAID = (
    "My grandfather spun hemp there until the roof came down over the eastern end.",
    "A brewery needs water, and the well behind it has been dry since the war.",
    "Then they can bring it in barrels, as everybody does with everything else here.",
)
NAMES = ("Ilse Mohr", "tern_42", "Old Bo")

#: Lines above the words, with one comment or two, whose head says who and when.
ABOVE = {
    "said-on": "{name} on August 2{n}, 2012 at 6:29 pm said:",
    "posted-by": "Posted by {name} August {n}, 2012 at 11:44 am",
    "glued": "{name}October 2{n}, 2012 10:46 AM",
    "dash": "{n}. {name} - 2{n} October, 2011",
    "said-dots": "On October 2{n}, 2012 at 2:08am, {name} said...",
    "on-date": "on 2{n} Oct 2012 at 7:20 pm {name}",
    "writes": "{name} writes\n1{n}/06/12 at 12:15 pm",
    "slash": "1{n}. Jul, 2012 / {name} says:",
    "drupal": "Fri, 2012-11-0{n} 18:05 — {name}",
}
#: Lines below them.
BELOW = {
    "date-name": "October 2{n}, 2012  {name}",
    "name-date": " {name}  September 1{n}, 2012 at 03:16 PM",
    "posted-on": "posted on Tuesday, October {n}, 2012 at 9:46 AM by {name}",
    "sbn": "by {name} on Aug {n}, 2012 9:37 AM MST via Android app   up",
    "two-blanks": "Posted by: {name}  September 2{n}, 2012 at 04:48 PM",
}


def _above(head: str, count: int) -> str:
    told = zip(NAMES, SAID[:count], strict=False)
    return "".join(f"{head.format(name=name, n=n)}\n\n{said}\n\n" for n, (name, said) in enumerate(told, 1))


def _below(foot: str, count: int) -> str:
    told = zip(NAMES, SAID[:count], strict=False)
    return "".join(f"{said}\n\n{foot.format(name=name, n=n)}\n\n" for n, (name, said) in enumerate(told, 1))


def _read(text: str, count: int) -> None:
    comments = threads.read_text(ARTICLE + HEADING + text).comments
    assert comments["author"].to_list() == list(NAMES[:count])
    assert comments["text"].to_list() == list(SAID[:count])
    assert comments["created_text"].null_count() == 0


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("head", ABOVE.values(), ids=ABOVE)
def test_one_line_above_the_words_says_who_and_when(head, count):
    _read(_above(head, count), count)


def test_a_date_in_numbers_may_follow_a_name_without_a_blank():
    _read(_above("{name}9/2{n}/12 12:10 AM", 1), 1)


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("foot", BELOW.values(), ids=BELOW)
def test_one_line_below_the_words_says_who_and_when(foot, count):
    _read(_below(foot, count), count)


@pytest.mark.parametrize("verb", ["wrote:", "said:", "said,"])
def test_a_name_above_and_a_date_below(verb):
    told = zip(NAMES, SAID, strict=True)
    text = "".join(
        f"{name} {verb}\n\n{said}\n\nNovember {n}, 2012 4:26 AM\n\n" for n, (name, said) in enumerate(told, 1)
    )
    _read(text, 3)
    _read(text[: text.index(NAMES[1])], 1)


def test_ages_below_with_votes():
    told = zip(NAMES, SAID, strict=True)
    text = "".join(f"{name}\n\n{said}\n\n{n}4 minutes ago +{n}\n\n" for n, (name, said) in enumerate(told, 1))
    _read(text, 3)


def test_days_without_a_clock_below_names():
    said = (*SAID, *SAID)
    names = (*NAMES, "Wendel Harg", "Ilse Mohr", "tern_42")
    told = zip(names, said, strict=True)
    text = "".join(f"{name}\nNovember {n}, 2012,\n\n{words}\n\n" for n, (name, words) in enumerate(told, 1))
    comments = threads.read_text(ARTICLE + HEADING + text).comments
    assert comments["author"].to_list() == list(names)
    assert comments["created_text"].null_count() == 0


def test_whom_a_head_says_that_it_answers():
    text = (
        f"Ilse Mohr / November 13, 2012 at 02:49 pm\n\n{SAID[0]}\n\n"
        f"Old Bo / November 13, 2012 at 03:01 pm\n\n{SAID[1]}\n\n"
        f"tern_42 replying to a comment from Ilse Mohr / November 13, 2012 at 03:16 pm\n\n{SAID[2]}\n"
    )
    comments = threads.read_text(ARTICLE + HEADING + text).comments
    assert comments["author"].to_list() == ["Ilse Mohr", "Old Bo", "tern_42"]
    assert comments["parent_id"].to_list()[2] == "c1"


def test_what_the_article_says_of_itself_is_no_comment():
    byline = "The ropewalk\n\nIlse Mohr on 08/09/2012 at 10:00\n\nThe ropewalk is to be let, says the harbour.\n\n"
    found = threads.read_text(byline + "Comments\n\n" + _above("{name} on 08/0{n}/2012 at 11:30", 3))
    assert found.comments["author"].to_list() == list(NAMES)


def test_lines_of_a_log_are_neither_heads_nor_words():
    log = "".join(f"2021-03-0{n} 10:1{n}:05 status unpacked bell:all 1.{n}\n" for n in range(1, 9))
    with pytest.raises(threads.NoCommentsFound):
        threads.read_text("Log of the bell\n\n" + log)


def test_somebody_who_enumerates_speaks():
    items = "My plan for the ropewalk:\n- mend the roof over the eastern end\n- dig the well deeper\n- ask the guild"
    text = f"Ilse Mohr says:\nMay 2, 2012 at 8:44 pm\n\n{items}\n\ntern_42 says:\nMay 3, 2012 at 8:44 pm\n\n{SAID[1]}\n"
    comments = threads.read_text(ARTICLE + HEADING + text).comments
    assert comments["author"].to_list() == list(NAMES[:2])


def test_a_smile_is_no_sign_of_code():
    comments = threads.read_text(ARTICLE + HEADING + "Ilse Mohr writes\n11/06/12 at 12:15 pm\n\nYay! :)\n").comments
    assert comments["text"].to_list() == ["Yay! :)"]


def test_what_closes_a_page_of_signed_comments_is_none():
    text = (
        _below("Posted by: {name} | September 2{n}, 2012 at 04:48 PM", 3) + "The comments to this entry are closed.\n"
    )
    _read(text, 3)


def test_a_first_line_that_lost_its_blanks_is_no_parent_of_what_follows():
    people = enumerate(zip(NAMES, SAID, strict=True), 1)
    told = "".join(f"    {name}\n    May {n}, 2012 at 5:49 am\n\n    {said}\n\n" for n, (name, said) in people)
    answer = "        Wendel Harg\n        May 4, 2012 at 5:49 am\n\n        Quite so, and nobody asked the well.\n"
    comments = threads.read_text(ARTICLE + HEADING + told.lstrip() + answer).comments
    assert comments["parent_id"].to_list() == [None, None, None, "c3"]
