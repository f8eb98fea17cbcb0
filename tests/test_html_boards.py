"""Boards in themes of their own, and boards that set posts as rows of a table beside a cell with the name."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

SAID = (
    ("Ferrin", "12 Jan 2009, 10:12", "The hinge of the gate squeaks again, which oil do you take for it?"),
    ("Mattea", "12 Jan 2009, 11:40", "Linseed, and never too much of it on the pin."),
    ("Ferrin", "13 Jan 2009, 08:01", "That helped for a night, and now it squeaks as before."),
    ("Orla Wend", "13 Jan 2009, 09:30", "Take the gate down and look at the pin, it may be bent."),
)


def page(inside: str) -> bytes:
    return (
        f"<html><head><title>Which oil for the hinge</title></head><body><h1>Which oil for the hinge</h1>"
        f"{inside}</body></html>"
    ).encode()


def rows(number: int, name: str, when: str, said: str, beside: str = "") -> str:
    """A post as three rows: who and when, the words, the buttons."""
    return (
        f'<tr><td rowspan="3"><font><b>{name}</b></font><br><font><b>Regular of the harbour</b></font><br>'
        f"<font>Joined: {number + 3} May 2004</font>{beside}</td>"
        f'<td><a name="{number + 71}"></a><font>Posted: {when}</font></td></tr>'
        f'<tr><td>{said}</td></tr><tr><td><a href="quote?p={number}">Quote</a></td></tr>'
        '<tr><td colspan="2"></td></tr>'
    )


def table(*posts: str) -> bytes:
    return page(f"<table><tr><td>Author</td><td>Post</td></tr>{''.join(posts)}<tr><td>Page 1 of 1</td></tr></table>")


def test_a_cell_beside_several_rows_says_who_wrote_what_they_hold() -> None:
    comments = threads.read(table(*(rows(number, *post) for number, post in enumerate(SAID)))).comments
    assert comments["author"].to_list() == [name for name, _, _ in SAID]
    assert comments["text"].to_list() == [said for _, _, said in SAID]
    assert comments["comment_id"].to_list() == ["71", "72", "73", "74"]


def test_the_day_of_joining_is_not_that_of_the_post() -> None:
    comments = threads.read(table(*(rows(number, *post) for number, post in enumerate(SAID)))).comments
    assert [when.strftime("%d %H:%M") for when in comments["created"]] == [
        "12 10:12", "12 11:40", "13 08:01", "13 09:30",
    ]  # fmt: skip


def test_a_label_before_it_tells_the_day_of_joining_as_well() -> None:
    posts = (
        rows(number, *post).replace("Joined: ", "<dl><dt>Member since</dt><dd>").replace("2004<", "2004</dd></dl><")
        for number, post in enumerate(SAID)
    )
    comments = threads.read(table(*posts)).comments
    assert {when.year for when in comments["created"]} == {2009}


def test_two_posts_of_such_a_table_are_enough() -> None:
    comments = threads.read(table(*(rows(number, *SAID[number]) for number in range(2)))).comments
    assert comments["author"].to_list() == ["Ferrin", "Mattea"]


def test_heads_may_be_the_same_where_the_words_differ() -> None:
    """People who write without a name, all on one day, repeat no sentence."""
    posts = [
        rows(number, "Anonymous" if number else "Ferrin", "12 Jan 2009, 10:12", said)
        for number, (_, _, said) in enumerate((*SAID, *SAID[1:]))
    ]
    assert threads.read(table(*posts)).comments.height == len(posts)


def test_a_timetable_with_cells_beside_rows_is_no_discussion() -> None:
    days = "".join(
        f'<tr><td rowspan="2"><b>{day}</b></td><td>09:00</td></tr><tr><td>The ferry leaves for the island.</td></tr>'
        for day in ("Monday 12 Jan 2009", "Tuesday 13 Jan 2009", "Wednesday 14 Jan 2009")
    )
    with pytest.raises(NoCommentsFound):
        threads.read(page(f"<table>{days}</table>"))


def test_words_that_a_further_class_marks_are_words() -> None:
    """An advert stands below some posts, whose class says so; the rank above is nobody's word there either."""
    ranks = ("Stays for the summer", "Has gone to sea", "Comes now and then", "Knows the harbour")
    posts = "".join(
        f'<div class="reply" id="post-{number + 5}"><div class="whose"><b>{name}</b> <i>{ranks[number % 4]}</i></div>'
        f'<span class="when">{when}</span>'
        f'<div class="post-text{" with-ad" * (number == 1)}">{said}</div></div>'
        for number, (name, when, said) in enumerate(SAID)
    )
    comments = threads.read(page(f'<div class="replies">{posts}</div>'), platform="html-mined").comments
    assert comments["text"].to_list() == [said for _, _, said in SAID]


def invision(number: int, name: str, when: str, said: str) -> str:
    return (
        f"<article id='elComment_{number + 40}' class='cPost ipsBox ipsComment'>"
        "<div class='cAuthorPane cAuthorPane_mobile'><span class='cAuthorPane_author'>"
        f"<span style='color:#'>{name}</span> <span class='ipsRepBadge'>12</span></span></div>"
        "<aside class='ipsComment_author cAuthorPane'><h3 class='ipsType_sectionHead cAuthorPane_author'><strong>"
        f"<button class='ipsButton'>OP</button> <span style='color:#'>{name}</span></strong> "
        "<span><span class='ipsRepBadge ipsRepBadge_positive'>17,536</span></span></h3></aside>"
        f"<div class='ipsComment_meta'>Posted <time datetime='2020-04-0{number + 1}T19:10:49Z'>{when}</time></div>"
        f"<div data-role='commentContent' class='ipsType_richText'><p>{said}</p></div></article>"
    )


def test_badges_and_buttons_beside_a_name_are_not_in_it() -> None:
    found = threads.read(page("".join(invision(number, *post) for number, post in enumerate(SAID))))
    assert found.source.reader == "invision"
    assert found.comments["author"].to_list() == [name for name, _, _ in SAID]


def xenforo(number: int, name: str, when: str, said: str) -> str:
    """A theme that has moved the date beside the name."""
    return (
        f'<li id="post-{number + 90}" class="message" data-author="{name}"><div class="messageUserInfo">'
        f'<h3 class="userText">{name}<em class="userTitle">Regular</em><small><span>{when}</span></small></h3>'
        f'<dl class="pairsJustified"><dt>Registered:</dt><dd>{number + 3} January 2004</dd></dl></div>'
        '<div class="messageInfo"><div class="messageContent"><article>'
        f'<blockquote class="messageText">{said}</blockquote>'
        "</article></div></div></li>"
    )


def test_dates_that_a_theme_moved_are_found_by_their_shape() -> None:
    found = threads.read(
        page(f'<ol class="messageList">{"".join(xenforo(n, *post) for n, post in enumerate(SAID))}</ol>')
    )
    assert found.source.reader == "xenforo"
    assert found.comments["created_text"].to_list() == [when for _, when, _ in SAID]


def test_the_head_of_a_quotation_is_nobodys_word_on_phpbb() -> None:
    posts = "".join(
        f'<div id="p{number + 30}" class="post bg1"><div class="inner"><div class="postbody"><p class="author">by '
        f'<strong><a class="username">{name}</a></strong> » {when}</p>'
        f'<div class="content">{quoted}{said}</div></div></div></div>'
        for number, ((name, when, said), quoted) in enumerate(
            zip(
                SAID[:2],
                ("", "<blockquote><div><cite>Ferrin wrote:</cite>which oil do you take</div></blockquote>"),
                strict=True,
            )
        )
    )
    comments = threads.read(page(posts)).comments
    assert comments["text"].to_list()[1] == f"which oil do you take\n\n{SAID[1][2]}"
    assert comments["parent_id"].to_list() == [None, "30"]


@pytest.mark.parametrize("wrote", ["έγραψε:", "писав:", "je napisao:", "rašė:", "đã viết:"])
def test_who_is_quoted_is_told_in_further_languages(wrote: str) -> None:
    posts = "".join(
        f'<div id="p{number + 30}" class="post bg1"><div class="inner"><div class="postbody"><p class="author">by '
        f'<strong><a class="username">{name}</a></strong> » {when}</p>'
        f'<div class="content">{quoted}{said}</div></div></div></div>'
        for number, ((name, when, said), quoted) in enumerate(
            zip(SAID[:2], ("", f"<blockquote><div><cite>Ferrin {wrote}</cite>the gate</div></blockquote>"), strict=True)
        )
    )
    assert threads.read(page(posts)).comments["parent_id"].to_list() == [None, "30"]


def test_guests_whose_names_lead_nowhere_have_names() -> None:
    names = ("Ferrin", "Mattea", "Orla Wend", "Pell (guest)", "Ferrin", "Tessa (guest)")
    posts = "".join(
        f'<div class="post" id="post-{number + 61}"><div class="who"><b>'
        + (name if "guest" in name else f'<a href="member.php?u={number}">{name}</a>')
        + f'</b></div><div class="date">{number + 2} Jan 2009, 10:1{number}</div>'
        f'<div class="text">{SAID[number % 4][2]} So it was on day {number} as well.</div></div>'
        for number, name in enumerate(names)
    )
    comments = threads.read(page(f'<div class="posts">{posts}</div>'), platform="html-mined").comments
    assert comments["author"].to_list() == list(names)


def member(number: int, name: str) -> str:
    return f"<b>{name}</b><br><small>Deckhand<br>Joined: {number + 3}.05.2004<br>Posts: {number + 12}</small>"


def in_one_row(number: int, name: str, when: str, said: str) -> str:
    words = f"<small>Posted - {when}</small><hr><span>{said}</span>"
    return f"<tr><td>{member(number, name)}</td><td>{words}</td></tr>"


def in_its_own_table(number: int, name: str, when: str, said: str) -> str:
    return f"<table>{in_one_row(number, name, when, said)}</table><br>"


def dated_below(number: int, name: str, when: str, said: str) -> str:
    return (
        f"<tr><td>{member(number, name)}</td><td>{said}</td></tr><tr><td>{when}</td><td><a href='m'>Mail</a></td></tr>"
    )


def dated_beside(number: int, name: str, when: str, said: str) -> str:
    return (
        f'<tr><td rowspan="2"><p>{member(number, name)}</p><p>{when}</p></td><td>About the hinge</td></tr>'
        f"<tr><td>{said}</td></tr>"
    )


@pytest.mark.parametrize("laid_out", [in_one_row, in_its_own_table, dated_below])
def test_a_cell_that_shows_a_member_says_who_wrote_what_stands_beside_it(laid_out) -> None:
    posts = "".join(laid_out(number, *post) for number, post in enumerate(SAID))
    inside = posts if laid_out is in_its_own_table else f"<table>{posts}<tr><td>All times GMT</td></tr></table>"
    comments = threads.read(page(f"<div>{inside}</div>")).comments
    assert comments["author"].to_list() == [name for name, _, _ in SAID]
    assert comments["text"].to_list() == [said for _, _, said in SAID]
    assert [when.day for when in comments["created"]] == [12, 12, 13, 13]


def test_a_list_of_members_is_no_discussion() -> None:
    listed = "".join(
        f"<tr><td>{member(number, name)}</td><td>Last seen {when}</td><td>Rope and tar</td></tr>"
        for number, (name, when, _) in enumerate(SAID)
    )
    with pytest.raises(NoCommentsFound):
        threads.read(page(f"<table>{listed}</table>"))


def test_the_day_may_stand_below_the_name() -> None:
    comments = threads.read(page(f"<table>{''.join(dated_beside(n, *post) for n, post in enumerate(SAID))}</table>"))
    assert [when.day for when in comments.comments["created"]] == [12, 12, 13, 13]


def test_lists_of_discussions_are_none_of_what_was_said() -> None:
    listed = "".join(
        f'<li id="Discussion_{number}" class="Item ItemDiscussion"><div class="ItemContent Discussion">'
        f'<a href="/discussion/{number}/rope">Rope and tar {number}</a></div></li>'
        for number in range(4)
    )
    said = "".join(
        f'<li class="Item ItemComment" id="Comment_{number}"><div class="Comment"><span class="Author">'
        f'<a class="Username">{name}</a></span><time datetime="2009-01-1{number}T10:00:00+00:00">2009</time>'
        f'<div class="Message">{words}</div></div></li>'
        for number, (name, _, words) in enumerate(SAID)
    )
    inside = f'<ul class="DataList Discussions">{listed}</ul><ul class="MessageList Comments">{said}</ul>'
    assert threads.read(page(inside)).comments.height == len(SAID)


def test_a_phpbb_theme_without_links_to_its_posts_is_known_by_their_parts() -> None:
    posts = "".join(
        f'<div id="p{number + 30}" class="row"><dl id="profile{number + 30}"><dt><a class="username">{name}</a></dt>'
        f'<dd class="profile-joined"><b>Joined:</b> <span class="timestamp">{number + 3} May 2004</span></dd></dl>'
        f'<div class="postbody"><div id="post_content{number + 30}"><h3><a href="#p{number + 30}">Hinge</a></h3>'
        f'<p class="author"><span class="timestamp">{when}</span></p>'
        f'<div class="content">{said}</div></div></div></div>'
        for number, (name, when, said) in enumerate(SAID)
    )
    found = threads.read(page(posts))
    assert found.source.reader == "phpbb-themed"
    assert [when.year for when in found.comments["created"]] == [2009] * 4
    assert found.comments["text"].to_list() == [said for _, _, said in SAID]


def test_dates_of_joining_before_those_of_posts_do_not_hide_them() -> None:
    """Where one kind of element shows both, the first of each record tells nothing, and no words are a date."""
    posts = "".join(
        f'<div class="comment" id="c-{number + 30}"><div class="by"><b>{name}</b>'
        f'<p>Joined: <i class="at">{number + 3} May 2004</i></p></div>'
        f'<p><i class="at">{when}</i></p><div class="words">{said} It was on 3 May 2008.</div></div>'
        for number, (name, when, said) in enumerate(SAID)
    )
    comments = threads.read(page(f'<div class="comments">{posts}</div>'), platform="html-mined").comments
    assert comments["created_text"].to_list() == [when for _, when, _ in SAID]
