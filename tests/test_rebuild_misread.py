"""What a layout takes for comments and is none, and beginnings of comments that stand twice. All of it invented."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.rebuild.comments.blocks import Block
from commentariat.threads.rebuild.comments.excerpts import SHORTEST
from commentariat.threads.rebuild.comments.misread import misread
from commentariat.threads.rebuild.comments.plausible import reads_as_speech
from commentariat.threads.rebuild.layouts.authors import companions
from commentariat.threads.rebuild.layouts.page import page_of
from commentariat.threads.rebuild.text.lines import split_lines
from commentariat.threads.rebuild.text.spelled import LINK
from tests.test_rebuild_signatures import NAMES, SAID, read

COMMENTS = list(zip(NAMES, SAID, strict=True))


def whole(at: int) -> Block:
    return Block(0, fields={"author": NAMES[at % 6], "date": f"{at + 3} May 2031"}, text=SAID[at % 6])


def block(text: str, **fields: str) -> Block:
    return Block(0, fields=dict(fields), text=text)


def test_entries_of_a_menu_above_and_below_lack_what_all_comments_have():
    menu = [block("Boats", author="Harbour"), block("Prices", author="Ferry"), block("Tides", author="Weather")]
    found = misread([*menu, *map(whole, range(6)), *menu[:2]])
    assert found == (frozenset({0, 1, 2, 9, 10}), frozenset())


@pytest.mark.parametrize("lacking", [1, 20])
def test_where_times_are_lost_comments_stay(lacking):
    told = [block(SAID[at % 6], author=NAMES[at % 6]) for at in range(lacking)]
    assert misread([*map(whole, range(6)), *told]) == (frozenset(), frozenset())


def test_what_has_a_time_stands_not_outside():
    told = [block(SAID[at], date=f"{at + 3} May 2031") for at in range(2)]
    assert misread([*told, *map(whole, range(6))]) == (frozenset(), frozenset())


def test_a_head_that_is_cut_in_two_is_one_comment_and_names_who_wrote():
    pairs = [
        one
        for at in range(4)
        for one in (
            block(f"{NAMES[at]}\n\n***", date=f"{at + 3} May 2031"),
            block(SAID[at], date=f"{at + 3} May 2031"),
        )
    ]
    assert misread(pairs) == (frozenset(), frozenset({0, 2, 4, 6}))
    assert [one.fields["author"] for one in pairs[1::2]] == list(NAMES[:4])


def test_buttons_that_were_cut_off_are_no_comments():
    pairs = [one for at in range(4) for one in (whole(at), block("* Report", date=f"{at + 3} May 2031"))]
    assert misread(pairs) == (frozenset(), frozenset({1, 3, 5, 7}))


def test_what_is_counted_is_a_comment_however_short():
    votes = [block("Hear", number=str(at)) for at in range(1, 5)]
    assert misread([*map(whole, range(6)), *votes]) == (frozenset(), frozenset())
    mixed = [one for at in range(4) for one in (whole(at), votes[at])]
    assert misread(mixed) == (frozenset(), frozenset())


def test_who_says_the_same_as_others_says_it():
    assert misread([block("Hear hear", author=name, date="3 May 2031") for name in NAMES]) == (frozenset(), frozenset())


def headed(heads, below=("Log in to post comments", "")) -> str:
    """A copy of comments below headings; ``heads`` makes one of what somebody says."""
    lines = [
        "The bell of the mill",
        "",
        "It is cracked since the flood, and nobody pays for a new one.",
        "",
        "Comments",
    ]
    for at, (name, said) in enumerate(COMMENTS):
        lines += [heads(said), f"Submitted by {name} on {at + 3} May 2031 - 13:2{at}.", "", said, "", *below]
    return "\n".join(lines)


@pytest.mark.parametrize("dots", ["...", "…", ""])
def test_a_heading_that_begins_what_is_said_is_no_word_of_the_comment_above(dots):
    assert read(headed(lambda said: said[:28].rstrip() + dots).split("\n")) == COMMENTS


def test_a_heading_right_above_the_words_that_it_begins_is_the_pages():
    lines = ["The bell of the mill", ""]
    for at, (name, said) in enumerate(COMMENTS):
        lines += [f"{name} wrote on {at + 3} May 2031", "", f"{said[: SHORTEST + 8]}...", "", said, "", "Reply", ""]
    assert read(lines) == COMMENTS


def test_what_the_page_offers_to_share_is_no_word_of_the_comment():
    lines = ["The bell of the mill", "", "6 comments", ""]
    for at, (name, said) in enumerate(COMMENTS):
        handle = name.replace(" ", "_")
        lines += [name, f"03:2{at} AM on {at + 3}/19/2031", said, f"{handle}: {said[:40]}"]
        lines += [
            f"http://mill.example/social/{handle}/bell_{at * 7919 + 60947946}.html",
            "History | Permalink | Share it",
        ]
    assert read(lines) == COMMENTS


def test_answers_without_a_button_have_the_heads_of_comments():
    lines = ["The bell of the mill", "", "6 comments", ""]
    told = [(name, f"{said} Or so they say on day {day}.") for day in (1, 2) for name, said in COMMENTS]
    for at, (name, said) in enumerate(told):
        answers = at % 4 == 1
        lines += [name, f"{28 - 2 * at + 3 * answers} May, 2031 |{'' if answers else ' Reply'}", "", said, ""]
    assert read(lines) == told


def test_words_of_the_page_behind_some_times_make_no_other_layout():
    lines = ["Millers > The bell", "", "Page 1 of 3"]
    for at, (name, said) in enumerate(COMMENTS):
        starter = " Thread Starter" if at % 2 == 0 else ""
        lines += [f"post #{at + 1} of 23 (permalink) Old 04-{at + 10}-2031, 09:4{at} PM{starter}", name, "Boat hand"]
        lines += [
            "",
            f"Join Date: Jan 200{at}",
            f"Posts: {at + 20}",
            said,
            f"{name} is offline",
            "Quote Quick Reply",
            "",
        ]
    assert [text.partition("\n")[0] for _, text in read(lines)] == list(SAID)


def test_heads_that_read_like_those_of_quotations_are_heads_where_there_are_no_others():
    lines = ["The bell of the mill", "", "It is cracked since the flood.", ""]
    for at, (name, said) in enumerate(COMMENTS):
        lines += [f"Report this On May {at + 3}, 2031, at 9:1{at} AM, {name} wrote:", "", said, ""]
    assert read(lines) == COMMENTS


def test_names_of_pictures_on_a_line_are_nobody():
    lines = ["The bell of the mill", "", "It is cracked.", "", "6 drops of oil:", ""]
    for at, (name, said) in enumerate(COMMENTS):
        lines += [f"[bla] [{name[:3]}]", f"{name} said...", "", f"    {said}", "", f"    {at + 3}:14 AM [icon_delet]"]
    names = [name for name, _ in read(lines)]
    assert not any("[" in (name or "") for name in names)
    assert len(names) == len(COMMENTS)


def test_lines_that_the_page_lists_with_every_comment_are_no_list():
    told = [block(f"{said}\n* Report\n* Share {at}\n* Answer") for at, said in enumerate(SAID)]
    assert reads_as_speech(told)
    assert not reads_as_speech(
        [block(f"{said}\n* rope {said[:5]}\n* oil {said[5:9]}\n* tar {said[9:14]}") for said in SAID]
    )


def test_an_address_that_holds_words_is_an_address():
    button = '[__](https://sail.example/share?text=How many\nropes do... &url=https%3A%2F%2Fmill.example "Share it")'
    found = LINK.fullmatch(button)
    assert found is not None
    assert found[2] == "__"


def test_who_likes_a_comment_is_told_in_markdown_as_well():
    lines = ["# The bell of the mill", "", "[Mill](https://mill.example/) [Boats](https://mill.example/boats)", ""]
    for at, (name, said) in enumerate(COMMENTS):
        lines += [f"[{name}](https://mill.example/u/{at})", "", f"{at + 3} May 2031 at 9:1{at}", "", said, ""]
        if at in (0, 3):
            lines += ["[Orlen](https://mill.example/u/2) and [Sefa](https://mill.example/u/4) like this.", ""]
    comments = threads.read_text("\n".join(lines)).comments
    assert list(comments.select("author", "text").iter_rows()) == COMMENTS


def test_of_lines_that_all_heads_have_the_nearest_comes_first():
    lines = [
        words for at in range(4) for words in ("Bell", "Clapper", "Wheel", "Rope", f"{at + 3} May 2031", SAID[at], "")
    ]
    page = page_of(split_lines("\n".join(lines)))
    rows = sorted(page.times)
    drawn = {row for row in range(len(page)) if page.words(row) in ("Bell", "Clapper", "Wheel", "Rope")}
    assert companions(page, rows, drawn) == ["rope", "wheel", "clapper", "bell"]
