"""Lists of unknown make: names beside dates and counts, boards without numbers, captions, and lists that are none."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

NAMES = ("Osk Varn", "Mirel Dant", "Tell Ombra", "Pell Rook")
WORDS = "I saw the lantern go by at noon, and it was painted in a green that nobody liked."


def _page(items: str) -> bytes:
    return f"<!doctype html><html><head><title>The quay</title></head><body>{items}</body></html>".encode()


def _items(template: str) -> str:
    return "".join(template.format(at=at, who=who, words=f"{WORDS} So says {at}.") for at, who in enumerate(NAMES, 3))


def test_a_name_before_its_date_in_one_element():
    one = (
        '<div class="comment-x"><div class="top">{who} · <span>May {at}, 2014 10:0{at}</span></div><p>{words}</p></div>'
    )
    comments = threads.read(_page(f'<div id="comments">{_items(one)}</div>')).comments
    assert comments["author"].to_list() == list(NAMES)
    assert comments["created"].dt.day().to_list() == [3, 4, 5, 6]


def test_clocks_and_counts_are_no_names():
    one = (
        '<div class="comment-x"><h5>{who}</h5><a class="user-when" href="#c{at}">1{at}:15 am</a>'
        '<span class="user-count">{at} posts</span><span class="day">May {at}, 2014</span>'
        '<p class="said">{words}</p></div>'
    )
    comments = threads.read(_page(f'<div id="comments">{_items(one)}</div>')).comments
    assert comments["author"].to_list() == list(NAMES)


def test_posts_of_a_board_without_numbers():
    one = (
        '<div class="postItem2"><a href="/members/{at}/x">{who}</a> <span class="when">May {at}, 2014</span>'
        '<div class="said">{words}</div></div>'
    )
    comments = threads.read(_page(_items(one))).comments
    assert comments["author"].to_list() == list(NAMES)


def test_a_caption_in_the_shape_of_a_record_is_no_comment():
    one = '<div class="comment-y"><b>{who}</b> <i>May {at}, 2014</i><p>{words}</p></div>'
    caption = '<div class="comment-y"><p>Post a new comment</p></div>'
    comments = threads.read(_page(f'<div id="comments">{_items(one)}{caption}</div>')).comments
    assert comments.height == len(NAMES)


@pytest.mark.parametrize(
    "one",
    [
        (
            '<div class="post-card"><a href="/told/{at}/"><h3>{words}</h3></a><b>{who}</b> <i>May {at}, 2014</i>'
            "<p>{words}</p></div>"
        ),
        '<div class="testimonial-comment"><p>{words}</p><b>{who}</b></div>',
        (
            '<li class="forum-post" id="f{at}"><h4>Boats {at}</h4><p>{words}</p>'
            '<div class="lastPoster"><a href="/t/{at}">Oars</a> May {at}, 2014</div></li>'
        ),
    ],
)
def test_cards_praise_and_boards_are_no_comments(one: str):
    with pytest.raises(NoCommentsFound):
        threads.read(_page(f"<div>{_items(one)}</div>"))


def test_answers_of_a_site_to_its_own_questions_are_no_comments():
    answer = '{"@type": "Question", "name": "Which colour?", "acceptedAnswer": {"@type": "Answer", "text": "Green."}}'
    data = '{"@context": "https://schema.org", "@type": "WebPage", "mainEntity": [' + answer + "]}"
    with pytest.raises(NoCommentsFound):
        threads.read(_page(f'<p>The quay has a lantern.</p><script type="application/ld+json">{data}</script>'))
