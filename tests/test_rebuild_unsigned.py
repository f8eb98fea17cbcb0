"""Comments without author lines: parted by running numbers, or by as many gaps as a heading counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound
from commentariat.threads.rebuild.cutters.unsigned import cut_parts, find_parts
from commentariat.threads.rebuild.text.lines import split_lines

FIXTURE = Path(__file__).parent / "fixtures" / "text" / "counted-text.txt"
SAID = [
    "Green is the colour of a safe quay.",
    "Safe for whom? The pilots asked for white.\n\nThey have asked every year since the wreck.",
    "I can see it from my boat well enough.",
    "From a boat with no mast you see everything.",
    "A bell would do, and it never needs oil.",
    "Who pays for the oil? The council never said.",
    "My uncle kept the old lamp, and it was white.",
    "Then let him hang it out again.",
    "He sold it to the chandler when he left.",
]


def _numbered(sign: str, first: int = 1, foot: str = "") -> str:
    return "\n".join(f"{sign.format(first + at)}\n{said}\n{foot}" for at, said in enumerate(SAID))


def test_numbers_on_lines_of_their_own_part_comments():
    found = threads.read(FIXTURE)
    assert found.source.reader == "counted-text"
    assert found.source.capture.claimed == 5
    assert found.comments.height == 5
    assert found.comments["text"][1].endswith("since the wreck.")
    assert found.comments["text"][4] == "A bell would do, and it never needs oil at all."
    assert "names-lost" in {note.code for note in found.notes}


@pytest.mark.parametrize("sign", ["#{}", "{}:", "Post #{}", "• #{}"])
def test_every_way_to_number_is_read(sign):
    found = threads.read_text(f"A lantern\n\nIt hangs at the quay.\n\n9 Comments\n\n{_numbered(sign)}")
    assert found.comments["text"].to_list() == SAID


def test_numbers_of_a_later_page_with_buttons_need_no_heading():
    found = threads.read_text(f"A lantern\n\nIt hangs at the quay.\n\n{_numbered('#{}', 31, 'Reply')}")
    assert found.comments["text"].to_list() == SAID


def test_numbers_without_any_sign_of_comments_are_a_ranking():
    with pytest.raises(NoCommentsFound):
        threads.read_text(f"Nine lanterns\n\nWe looked at all of them.\n\n{_numbered('#{}')}")


@pytest.mark.parametrize("gap", ["\n\n\n", "\n"])
def test_as_many_pieces_as_a_heading_counts_are_comments(gap):
    above = "The lantern on the quay (quay.example)\n31 points by ferryman | hide | 9 comments\n\n\n\n"
    found = threads.read_text(above + gap.join(SAID))
    assert found.source.reader == "counted-text"
    assert found.comments["text"].to_list() == SAID


@pytest.mark.parametrize("stated", ["", "19 comments", "4 comments", "9 lanterns"])
def test_another_count_makes_them_no_comments(stated):
    with pytest.raises(NoCommentsFound):
        threads.read_text(f"The lantern on the quay\n{stated}\n\n\n\n" + "\n\n\n".join(SAID))


def test_a_list_of_articles_that_counts_comments_time_and_again_is_no_discussion():
    teasers = "\n\n\n".join(f"{said}\n\n{3 + at} comments" for at, said in enumerate(SAID * 3))
    with pytest.raises(NoCommentsFound):
        threads.read_text(f"News of the harbour\n\n\n{teasers}\n")


def test_every_character_below_the_heading_is_accounted_for():
    lines = split_lines(FIXTURE.read_text("utf-8"))
    found = find_parts(lines)
    assert found is not None
    covered = {at for begin, end, _, _ in cut_parts(lines, found).spans for at in range(begin, end)}
    start = lines.begin[found.heading]
    assert all(sign.isspace() or at in covered for at, sign in enumerate(lines.text) if at >= start)


def test_levels_part_and_nest_comments_without_names():
    said = "\n\n".join(f"level {1 + at % 3}\n\n{words}\n\n{at + 2}" for at, words in enumerate(SAID))
    found = threads.read_text(f"A lantern\n\nIt hangs at the quay.\n\n{said}\n")
    assert found.source.reader == "reddit-text"
    assert found.comments["depth"].to_list() == [0, 1, 2] * 3


def test_votes_tell_who_speaks_where_the_age_is_gone():
    said = "\n\n".join(
        f"[–]ferry_{at} {at} points{at + 1} points  (2 children)\n\n{words}" for at, words in enumerate(SAID)
    )
    found = threads.read_text(f"A lantern\n\nIt hangs at the quay.\n\n{said}\n")
    assert found.comments["author"].to_list() == [f"ferry_{at}" for at in range(9)]


def _titled(title: str, head: str = "") -> str:
    return "\n\n".join(f"{title}\n{head.format(1 + at)}\n{said}" for at, said in enumerate(SAID))


def test_subjects_that_say_what_they_answer_part_comments():
    found = threads.read_text(f"A lantern\n\nIt hangs at the quay.\n\n{_titled('Re: A lantern')}\n")
    assert found.source.reader == "counted-text"
    assert found.comments["text"].to_list() == SAID
    assert json.loads(found.comments["extra"][0])["title"] == "A lantern"


def test_a_profile_below_the_subject_is_no_part_of_what_is_said_and_its_time_is_kept():
    head = "Posted: May {}, 2014 9:12 am\nDeckhand\nJoined: Mar 2011\nPosts: 33"
    found = threads.read_text(f"A lantern\n\nIt hangs at the quay.\n\n{_titled('Post subject: Re: A lantern', head)}\n")
    assert found.comments["text"].to_list() == SAID
    assert [when.day for when in found.comments["created"]] == list(range(1, 10))


def test_an_index_of_subjects_is_no_discussion():
    with pytest.raises(NoCommentsFound):
        threads.read_text("Mails of May\n\n" + "\n".join(["Re: A lantern"] * 12))
