"""Pages of unknown make on which nothing is called a comment: people are told by how they write, labels recur."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound
from commentariat.threads.payload import Payload
from commentariat.threads.readers.htmlkit.closing import written_out

SAID = (
    "The lantern hung crooked long before the council painted the quay.",
    "I could see it from my boat well enough, crooked or not, and so could you.",
    "A bell would have done, for it is cheaper and can be heard in any fog.",
    "You cannot hear a bell over the winter wind, as every keeper knows.",
)
NOTED = ("Una Brisk", "Pell Garrow", "Ines Rook")
NAMES = ("Mirel Dant", "Osk Varn", "Tove Almqu", "Osk Varn")


def page(inside: str, head: str = "") -> bytes:
    return f"<html><head><title>The quay</title>{head}</head><body><h1>The quay</h1>{inside}</body></html>".encode()


def cell(number: int, said: str | None = None, *, extra: str = "") -> str:
    """What somebody wrote, in elements whose names say nothing of comments."""
    return (
        f'<div class="well"><a class="w-nm" href="memberlist.php?mode=viewprofile&amp;u={NAMES[number][0]}7">'
        f"{NAMES[number]}</a>"
        f'<span class="w-st">{number + 3} May 2014, 09:1{number}</span>'
        f'<div class="w-in">{said or SAID[number]}</div>{extra}</div>'
    )


def mined(source: bytes) -> threads.Discussion:
    return threads.read(source, platform="html-mined")


def test_people_who_write_in_turn_are_found_whatever_the_page_calls_it() -> None:
    comments = mined(page("".join(map(cell, range(4))))).comments
    assert comments["author"].to_list() == list(NAMES)
    assert comments["text"].to_list() == list(SAID)


def test_articles_of_several_writers_newest_first_are_nobodys_talk() -> None:
    more = '<a href="/story/9">Read more</a>'
    with pytest.raises(NoCommentsFound):
        mined(page("".join(cell(number, extra=more) for number in range(4))))
    with pytest.raises(NoCommentsFound):
        mined(
            page(
                "".join(cell(number).replace("memberlist.php?mode=viewprofile", "/writers?by") for number in (2, 1, 0))
            )
        )


def test_posts_in_a_table_that_nothing_names() -> None:
    rows = "".join(
        f'<tr><td><a href="user_info.pl?id={number}">{NAMES[number]}</a></td><td>2020.03.1{number} 13:17</td></tr>'
        f"<tr><td colspan=2>{SAID[number]}</td></tr>"
        for number in range(4)
    )
    comments = mined(
        page(f"<table><tr><td>Author</td><td>Words</td></tr>{rows}<tr><td>1 2 3</td></tr></table>")
    ).comments
    assert comments["author"].to_list() == list(NAMES)
    assert [said in text for said, text in zip(SAID, comments["text"], strict=True)] == [True] * 4


def test_posts_for_browsers_without_scripts_are_read_where_there_are_no_others() -> None:
    inside = "".join(map(cell, range(4)))
    assert mined(page(f"<noscript>{inside}</noscript>")).comments["text"].to_list() == list(SAID)


def test_a_headline_that_leads_to_a_member_makes_no_teaser() -> None:
    posts = "".join(
        cell(number)
        .replace('<a class="w-nm"', '<h4><a class="w-nm"')
        .replace("</a>", "-of-the-northern-harbour</a></h4>")
        for number in range(4)
    )
    assert mined(page(posts)).comments.height == 4


def test_a_day_between_dashes_with_a_month_in_letters_is_a_date() -> None:
    posts = "".join(
        f'<div class="post" id="p{number}"><b class="nick">{NAMES[number]}</b>'
        f' <i class="p-t">Tue 1{number}-Jun-20 16:12:14</i>'
        f"<p>{SAID[number]}</p></div>"
        for number in range(4)
    )
    assert [str(day.date()) for day in mined(page(posts)).comments["created"]] == [
        f"2020-06-1{number}" for number in range(4)
    ]


def comment(number: int, inside: str = "", *, head: str = "", foot: str = "") -> str:
    return (
        f'<div class="comment" id="comment-{number + 11}"><b class="c-author">{NAMES[number]}</b>{head}'
        f'<span class="c-date">{number + 3} May 2014, 09:12</span>'
        f'<div class="c-text">{inside}{SAID[number]}</div>{foot}</div>'
    )


@pytest.mark.parametrize(
    "foot",
    [
        '<span class="press">Show larger</span>',
        '<span class="c-ed">Changed 9 May 2014 by the watch</span>',
        '<div class="c-signature">Sail on, sail on, whatever the weather of {number}</div>',
        '<div class="c-likes">Ines Rook and {number} more</div>',
    ],
)
def test_what_all_share_and_what_a_class_calls_so_is_nobodys_words(foot: str) -> None:
    posts = "".join(comment(number, foot=foot.format(number=number)).replace("c-text", "part") for number in range(4))
    assert mined(page(posts)).comments["text"].to_list() == list(SAID)


def test_the_line_over_a_quotation_belongs_to_nobody() -> None:
    inside = f'<div class="q-by">Mirel Dant said:</div><div>{SAID[0]}</div><div class="q-x">Open it</div>'
    quoted = f"<blockquote>{inside}</blockquote>"
    posts = "".join(comment(number, quoted if number else "") for number in range(4))
    comments = mined(page(posts)).comments
    assert not any("said:" in text or "Open it" in text for text in comments["text"])
    assert all(SAID[0] in text for text in comments["text"])


def test_a_name_beside_the_record_is_taken_with_it() -> None:
    posts = "".join(
        f'<div class="row"><aside><b class="who-name">{NAMES[number]}</b></aside>'
        f'<div class="comment" id="comment-{number}">'
        f'<span class="c-date">{number + 3} May 2014, 09:12</span><div class="c-text">{SAID[number]}</div></div></div>'
        for number in range(4)
    )
    comments = mined(page(posts)).comments
    assert comments["author"].to_list() == list(NAMES)
    assert comments["text"].to_list() == list(SAID)


def test_answers_and_the_comments_on_them_are_one_discussion() -> None:
    def note(number: int, said: str) -> str:
        return (
            f'<li class="comment" id="comment-{number}"><p class="c-said">{said}</p>'
            f'<a class="c-user" href="/users/{number}">{NOTED[number - 1]}</a>'
            f'<span class="c-date">{number} June 2014, 10:00</span></li>'
        )

    notes = {
        0: note(1, SAID[3]) + note(2, "It works in fog, too, as far as the old keeper could tell us then."),
        1: "",
        2: note(3, "Who says so, if nobody has ever heard it from a boat in winter?"),
    }
    answers = "".join(
        f'<div class="reply-full" id="reply-{number + 70}"><div class="r-said">{SAID[number]}</div>'
        f'<a class="r-user" href="/users/7{number}">{NAMES[number]}</a>'
        f'<span class="r-date">{number + 3} May 2014, 09:12</span>'
        f"<ul>{notes[number]}</ul></div>"
        for number in range(3)
    )
    comments = mined(page(answers)).comments
    assert comments.height == 6
    assert comments["author"].to_list() == [
        "Mirel Dant",
        "Una Brisk",
        "Pell Garrow",
        "Osk Varn",
        "Tove Almqu",
        "Ines Rook",
    ]
    ids = comments["comment_id"].to_list()
    assert [ids.index(one) if one else None for one in comments["parent_id"]] == [None, 0, 0, None, None, 4]


def test_comments_that_stand_in_pairs_by_chance_are_not_taken_for_one() -> None:
    def pair(first: int) -> str:
        return f'<li>{comment(first)}<ul class="children"><li>{comment(first + 1)}</li></ul></li>'

    once = page(f'<ol class="commentlist">{pair(0)}{pair(2)}{pair(0).replace("comment-1", "comment-9")}</ol>')
    assert mined(once).comments.height == 6


def test_elements_that_close_themselves_are_written_out_in_pages_of_xml() -> None:
    head = '<meta charset="utf-8"/><script src="a.js"/><link rel="x" href="y"/>'
    inside = '<i class="icon"/>' + "".join(map(cell, range(4))).replace("<br>", "<br/>")
    assert mined(page(inside, head)).comments["text"].to_list() == list(SAID)
    assert Payload("page.html", page(inside, head)).html.css_first("i").text() == ""


@pytest.mark.parametrize(
    "text",
    [
        '<meta charset="utf-8"><div class="clear"/>words',
        '<meta charset="utf-8"/><p>one<br>two</p><div/>',
        '<meta charset="utf-8"/><script>$("<div/>").hide()</script>',
        "<a href=http://quay.example/>the quay</a>",
        "<br/><img src='a'/><hr/>",
        '<div class="quay">one<br/>two /> and three</div>',
    ],
)
def test_other_pages_stay_as_they_are(text: str) -> None:
    assert written_out(text) == text


def remark(number: int, said: str, when: str = "") -> str:
    return (
        f'<li class="comment" id="r-{30 + number}"><a class="author" href="/members/{number}">{NAMES[number]}</a>'
        f'<p class="when">{when or f"{number + 3} May 2014, 09:1{number}"}</p><div class="words">{said}</div></li>'
    )


def test_a_comment_that_is_only_a_picture_has_no_words() -> None:
    said = [SAID[0], '<img src="quay.jpg">', SAID[2], SAID[3]]
    found = mined(page(f"<ul>{''.join(remark(number, one) for number, one in enumerate(said))}</ul>"))
    assert found.comments["text"].to_list() == [SAID[0], "", SAID[2], SAID[3]]


def test_a_day_is_found_among_the_white_space_of_a_template() -> None:
    wide = "\n" + " " * 90
    days = [f"{wide}- Harbour,{wide}Upper Town,{wide}1{number}/6/2013 20:5{number}{wide}" for number in range(4)]
    remarks = "".join(remark(number, SAID[number], day) for number, day in enumerate(days))
    assert mined(page(f"<ul>{remarks}</ul>")).comments["created"].null_count() == 0


def test_the_link_that_shows_the_day_names_nobody() -> None:
    notes = "".join(
        f'<li class="comment"><b>Mirel Dant</b><div class="words">{SAID[number]}</div>'
        f'<a href="/wall1_{number}"><span class="day">{number + 3} янв в 9:1{number}</span></a></li>'
        for number in range(4)
    )
    days = {f"{number + 3} янв в 9:1{number}" for number in range(4)}
    assert not days & set(mined(page(f"<ul>{notes}</ul>")).comments["author"])


def test_a_comment_of_several_paragraphs_is_read_whole() -> None:
    said = [f"<p>{one}</p>" for one in SAID]
    said[1] = f"<p>{SAID[1]}</p><blockquote>Nobody hears it.</blockquote><p>{SAID[2]}</p><ul><li>Not I.</li></ul>"
    remarks = "".join(
        f'<li class="comment"><p class="by"><a class="author" href="/members/{number}">{NAMES[number]}</a>, '
        f"<span>{number + 3} May 2014</span></p>{one}</li>"
        for number, one in enumerate(said)
    )
    texts = mined(page(f"<ul>{remarks}</ul>")).comments["text"]
    assert texts[1] == f"{SAID[1]}\n\nNobody hears it.\n\n{SAID[2]}\n\nNot I."
    assert texts[0] == SAID[0]


def signed(number: int, when: str, inner: str = "") -> tuple[str, str]:
    """A line with name and day, and the comment that it belongs to, in an element of its own."""
    line = f'<div class="line">{when} <a href="/people/{number}">{NAMES[number]}</a> | points: {number + 2}</div>'
    return line, f'<div id="comment{number + 1}"><div class="said">{SAID[number]}</div>{inner}</div>'


@pytest.mark.parametrize("when", ["{}.9.2014 14:25", "{}.9. 14:25"])
def test_lines_before_the_comments_sign_them_answers_inside_included(when: str) -> None:
    inner = f'<div class="in">{"".join(signed(1, when.format(4)))}</div>'
    parts = [*signed(0, when.format(3), inner), *signed(2, when.format(5)), *signed(3, when.format(6))]
    comments = mined(page(f"<h3>Comments</h3><div>{''.join(parts)}</div>")).comments
    assert comments["author"].to_list() == list(NAMES)
    assert [when.format(3) in one for one in comments["created_text"]] == [True, False, False, False]
    assert comments["text"].to_list() == list(SAID)
    assert comments["link_basis"].to_list() == ["root", "nesting", "root", "root"]


def test_lines_behind_the_comments_sign_them() -> None:
    parts = [one for number in range(4) for one in reversed(signed(number, f"{number + 3}.9.2014 14:25"))]
    comments = mined(page(f"<h3>Comments</h3><div>{''.join(parts)}</div>")).comments
    assert comments["author"].to_list() == list(NAMES)
    assert comments["text"].to_list() == list(SAID)
