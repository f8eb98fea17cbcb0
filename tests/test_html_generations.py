"""Rare forms of known markup: clocks beside days, popups, bare frames, layouts in layouts, topics of one answer."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

from .fixtures import fixture

WORDS = "I saw the lantern go by at noon, and it was painted in a green that nobody liked."


def page(*parts: str) -> bytes:
    body = "".join(parts)
    return f"<!doctype html><html lang='en'><head><title>Lantern</title></head><body>{body}</body></html>".encode()


def rows(source: bytes) -> list[tuple[str | None, str | None, str]]:
    table = threads.read(source).comments
    created = table["created"].dt.strftime("%Y-%m-%d %H:%M")
    return list(zip(table["author"], created, table["text"], strict=True))


@pytest.mark.parametrize(
    "one",
    [
        (
            "<div class='comment-author vcard'><p>{words}</p><p><cite>Kommentar von <span class='fn'>{who}</span> "
            "&#8212; 2019-01-0{n} @ <a href='#comment-{n}'>00:39</a></cite></p></div>"
        ),
        (
            "<div class='comment_author vcard'><strong class='fn'>{who}</strong> said, on January {n}, 2019 at "
            "<a href='#comment-{n}'>12:39 am</a></div><p>{words}</p>"
        ),
    ],
)
def test_the_day_before_a_linked_clock_is_read(one: str) -> None:
    items = "".join(
        f"<li class='comment depth-1' id='comment-{n}'>{one.format(n=n, who=who, words=WORDS)}</li>"
        for n, who in enumerate(("Osk Varn", "Mirel Dant"), 1)
    )
    assert rows(page(f"<ol class='commentlist'>{items}</ol>")) == [
        ("Osk Varn", "2019-01-01 00:39", WORDS),
        ("Mirel Dant", "2019-01-02 00:39", WORDS),
    ]


def test_frames_of_wordpress_without_the_class_of_a_comment() -> None:
    one = (
        "<li id='li-comment-{n}' class='depth-1'><div class='box'><div id='comment-{n}' class='comment-wrapper'>"
        "<div class='comment-author vcard meta'><span class='date'>Am 29. Mai 2017 um 14:3{n}</span>"
        "<span class='author'> von <cite class='fn'>{who}</cite></span></div><div class='comment_text'><p>{words}</p>"
        "</div><div class='reply'></div></div></div></li>"
    )
    items = "".join(one.format(n=n, who=who, words=WORDS) for n, who in ((1, "Osk Varn"), (2, "Mirel Dant")))
    source = page(f"<ul class='bullets'>{items}</ul>")
    assert rows(source) == [("Osk Varn", "2017-05-29 14:31", WORDS), ("Mirel Dant", "2017-05-29 14:32", WORDS)]
    assert threads.read(source).source.reader == "wordpress"


def test_the_popup_of_movable_type_2_signs_without_a_colon() -> None:
    one = (
        "<div class='comments-body'><p>{words}</p><span class='comments-post'>Posted by {who} at "
        "January 1{n}, 2004 10:56 AM</span></div>"
    )
    signed = [("<a href='http://quay.example/'>Osk Varn</a>", 1), ("Mirel Dant", 2), ("", 3)]
    items = "".join(one.format(n=n, who=who, words=WORDS) for who, n in signed)
    assert [row[:2] for row in rows(page(f"<div class='comments-head'>Comments: Lantern</div>{items}"))] == [
        ("Osk Varn", "2004-01-11 10:56"),
        ("Mirel Dant", "2004-01-12 10:56"),
        (None, "2004-01-13 10:56"),
    ]


INFO = "<div class='info'><small><a href='#post_{n}'>#{n}</a> - 2020-5-4 10:5{n}</small></div>"
ANSWER = "<a href='javascript:void(0);' class='tip_i'>回复</a>"
TOPIC = (
    f"<div id='post_{{n}}' class='postTopic'>{INFO}<div class='inner'><strong>"
    "<a href='/user/{n}' class='l'>{who}</a></strong><div class='topic_content'>{words}</div></div></div>"
)
ROW = (
    f"<div id='post_{{n}}' class='row_reply'>{INFO}<div class='inner'><span class='userInfo'><strong>"
    f"<a href='/user/{{n}}' class='l post_author_{{n}}'>{{who}}</a></strong>{ANSWER}"
    "<span class='tip'>(every quay has an end)</span></span><div class='reply_content'>"
    "<div class='message'>{words}</div><div class='topic_sub_reply'>{inner}</div></div></div></div>"
)
SUB = (
    f"<div id='post_{{n}}' class='sub_reply'>{INFO}<div class='inner'><strong class='userName'>"
    f"<a href='/user/{{n}}' class='l'>{{who}}</a></strong>{ANSWER}"
    "<div class='cmt_sub_content'>{words}</div></div></div>"
)


def test_answers_in_a_layout_of_their_own_have_names_and_words() -> None:
    names = ("Osk Varn", "Mirel Dant", "Tell Ombra", "Una Brisk", "Ines Rook", "Pell Garrow", "Tove Almqu", "Omar")
    said = [f"{WORDS} {n}" for n in range(8)]
    parts = [{"n": n, "who": who, "words": words} for n, (who, words) in enumerate(zip(names, said, strict=True))]
    subs = "".join(SUB.format(**one) for one in parts[2:6])
    rows_of = ROW.format(**parts[1], inner=subs) + "".join(ROW.format(**one, inner="") for one in parts[6:])
    table = threads.read(page(TOPIC.format(**parts[0]), f"<div id='comment_list'>{rows_of}</div>")).comments
    assert table["author"].to_list() == list(names)
    assert table["text"].to_list()[1:] == said[1:]


def test_nameless_comments_of_the_same_layout_stay_nameless() -> None:
    one = (
        "<div id='c{n}' class='comment-item'><h4 class='subject-author'>About lamps {n}</h4>{who}"
        "<span class='when'>May {n}, 2014 10:00</span><div class='message'>{words} {n}</div></div>"
    )
    names = ["Osk Varn", "Mirel Dant", "Tell Ombra", "Una Brisk", None, None]
    items = "".join(
        one.format(n=n, who=f"<b class='user'>{who}</b>" if who else "", words=WORDS) for n, who in enumerate(names, 1)
    )
    assert threads.read(page(f"<div id='comments'>{items}</div>")).comments["author"].to_list()[4:] != [
        "10:00",
        "10:00",
    ]


POST = (
    "<article class='post' id='msg{n}'><div class='post-head'><span class='post-author'>{who}</span>"
    "<span class='post-date'>2018-01-1{n} 11:39 UTC</span></div><div class='post-body'>{title}{words}</div></article>"
)


def topic(*names: str, title: str = "", foot: str = "") -> bytes:
    post = POST.replace("</article>", f"{foot}</article>")
    posts = "".join(post.format(n=n, who=who, words=WORDS, title=title) for n, who in enumerate(names, 1))
    return page("<h1>Which green?</h1><p class='meta'>Started by Osk Varn</p>", posts)


@pytest.mark.parametrize("second", ["Mirel Dant", "Osk Varn"])
def test_a_topic_of_one_answer_is_read_where_its_parts_are_named(second: str) -> None:
    assert rows(topic("Osk Varn", second)) == [
        ("Osk Varn", "2018-01-11 11:39", WORDS),
        (second, "2018-01-12 11:39", WORDS),
    ]


@pytest.mark.parametrize(
    "source",
    [
        topic("Osk Varn", "Osk Varn", foot="<a href='/lamp/'>Permalink</a>"),
        topic("Osk Varn", "Mirel Dant", title="<h3>A lamp</h3>"),
        topic("Osk Varn"),
    ],
)
def test_two_entries_of_a_blog_are_no_topic(source: bytes) -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(source)


def test_articles_with_comments_are_no_comments() -> None:
    one = (
        "<article class='archive-view has-comments post type-post hentry'>"
        "<time datetime='2020-04-2{n}'>April 2{n}, 2020</time><p>{words} {n}</p></article>"
    )
    said = ("A bell would do.", "Green is dear this year.", "Oil costs more than wicks.", "Who asked the pilots?")
    items = "".join(one.format(n=n, words=f"{words} {words}") for n, words in enumerate(said, 1))
    with pytest.raises(NoCommentsFound):
        threads.read(page(f"<div class='discussion'>{items}</div>"))


def test_boxes_of_a_form_are_no_comments() -> None:
    boxes = (
        "Do track, do not track, community standards, discussion",
        "Comment with us, comment with somebody else",
        "By clicking the button you agree that we keep your words",
        "Thank you, it will be looked at before it is shown",
    )
    items = "".join(f"<div>{box} <button>Report</button></div>" for box in boxes)
    with pytest.raises(NoCommentsFound):
        threads.read(page(f"<div class='comments'>{items}</div>"))


def test_a_notice_behind_signed_letters_is_no_letter() -> None:
    one = "<div class='leserbrief'><b class='name'>{who}</b> <i>0{n}.04.2020</i><p>{words} {n}</p></div>"
    names = ("Osk Varn", "Mirel Dant", "Tell Ombra", "Una Brisk", "Ines Rook")
    items = "".join(one.format(n=n, who=who, words=WORDS) for n, who in enumerate(names, 1))
    notice = f"<div class='leserbrief'><p>Letters are printed on the day that they come. {WORDS}</p></div>"
    assert [row[0] for row in rows(page(f"<div id='comments'>{items}{notice}</div>"))] == list(names)


def test_a_timeline_of_x_is_no_discussion() -> None:
    status = fixture("html", "x-page").read_bytes()
    timeline = status.replace(b'href="https://x.example/oskvarn/status/171"', b'href="https://x.example/oskvarn"')
    assert threads.read(status).source.reader == "x-page"
    with pytest.raises(NoCommentsFound):
        threads.read(timeline)
