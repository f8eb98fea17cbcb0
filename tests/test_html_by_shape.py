"""Lists with comment ids in markup nobody knows: words, days and what all comments share are told by their shape."""

from __future__ import annotations

from commentariat import threads

SAID = (
    "The lantern hung crooked long before the council painted the quay.",
    "I could see it from my boat well enough, crooked or not, and so could you.",
    "A bell would have done, for it is cheaper and can be heard in any fog.",
)
NAMES = ("Mirel Dant", "Osk Varn", "Tove Almqu")
DAYS = ("03.04.2017", "04.04.2017", "05.04.2017")


def listed(*comments: str, around: str = '<div class="talk">{}</div>') -> threads.Discussion:
    inside = around.format("".join(comments))
    return threads.read(f"<html><body><h1>The quay</h1>{inside}</body></html>".encode())


def below(number: int) -> str:
    """A comment whose words bear no class, above its name, its day, its clock and its buttons."""
    return (
        f'<div id="comment{700 + number}" class="comment"><div class="txt"><div>{SAID[number]}</div>'
        f'<div class="bottom"><a class="who_said" href="/user/{number}">{NAMES[number]}</a>'
        f'<span class="comment_date"><span><span>{DAYS[number]}</span><span>1{number}:20</span></span></span>'
        '<a href="#" class="resp">put in a word</a></div></div></div>'
    )


def registered(number: int) -> str:
    """A comment of a blog whose foot shows votes and the day on which its author joined."""
    return (
        f'<li class="comment neutral" id="comment-{900 + number}"><header class="byline">'
        f'<span class="author">{NAMES[number]}</span> '
        f'<a class="ago" href="/a#comment-{900 + number}" title="2014-03-1{number}T19:44:42-05:00">Wed</a></header>'
        f'<div class="said">{SAID[number]}</div><footer><aside>up ( <b>{number + 4}</b> ) down</aside>'
        f'<span>{number}2 notes | registered <time class="reg-date">Dec {number + 9}, 2002</time></span></footer></li>'
    )


def test_words_that_no_class_marks_are_read_without_name_day_and_buttons() -> None:
    comments = listed(*map(below, range(3))).comments
    assert comments["text"].to_list() == list(SAID)
    assert comments["author"].to_list() == list(NAMES)


def test_a_clock_right_behind_the_day_is_read() -> None:
    created = listed(*map(below, range(3))).comments["created"]
    assert [one.isoformat()[:16] for one in created] == ["2017-04-03T10:20", "2017-04-04T11:20", "2017-04-05T12:20"]


def test_the_day_of_joining_is_not_the_day_of_a_comment() -> None:
    found = listed(*map(registered, range(3)), around='<link href="/wp-content/x.css"><ol class="commentlist">{}</ol>')
    assert found.source.reader == "wordpress"
    assert [one.isoformat()[:10] for one in found.comments["created"]] == ["2014-03-11", "2014-03-12", "2014-03-13"]
    assert found.comments["text"].to_list() == list(SAID)


def test_labels_that_all_comments_share_are_nobodys_words() -> None:
    comments = [
        f'<div id="comment-{40 + number}" class="comment"><b class="author">{NAMES[number]}</b>'
        f'<div class="comment-body"><p>{SAID[number]}</p>'
        '<ul class="tools"><li>Hand this on to a neighbour</li></ul></div></div>'
        for number in range(3)
    ]
    assert listed(*comments).comments["text"].to_list() == list(SAID)


def test_brackets_that_held_the_day_are_nobodys_words() -> None:
    comments = [
        f'<div class="comment" id="comment-{60 + number}"><div class="comment-body"><p>{SAID[number]}</p>'
        f'<div class="tools"><a class="author" href="/users/{number}/">{NAMES[number]}</a><span class="age">&nbsp;('
        f'<abbr class="ago" title="2012-05-1{number} 16:30:01 -0600"> 2012-05-1{number} 16:30:01 -0600 </abbr>)</span>'
        "<a>change it</a></div></div></div>"
        for number in range(3)
    ]
    assert listed(*comments).comments["text"].to_list() == list(SAID)
