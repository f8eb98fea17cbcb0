"""Pages as sites printed them: votes beside a body of its own, people told by the class of their link."""

from __future__ import annotations

import pytest

from commentariat import threads

WORDS = (
    "The lantern hung crooked long before the quay was painted.",
    "I saw it well enough from my boat, thank you.",
    "A bell would have done; it is cheaper than glass.",
)


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>The lantern</title></head><body>{body}</body></html>".encode()


def test_votes_stand_beside_the_words_of_a_comment_and_are_its_score() -> None:
    one = """<li class="content-list__item js-comment" rel="{n}"><div class="comment" id="comment_{n}">
      <div class="comment__head"><a href="/users/{name}/" class="user-info">
      <span class="user-info__nickname">{name}</span></a>
      <time class="comment__date-time">22.04.18 в 2{n}:19</time>
      <div class="voting-wjt js-comment-vote"><button type="button" class="btn"></button>
      <span class="voting-wjt__counter js-score">{score}</span><button type="button" class="btn"></button></div></div>
      <div class="comment__message"><p>{text}</p></div><div class="comment__footer"></div></div></li>"""
    votes = ("0", "–2", "+11")
    people = ("osk_varn", "mirel", "tove")
    items = [one.format(n=n, name=people[n], score=votes[n], text=WORDS[n]) for n in range(3)]
    comments = threads.read(page(f'<ul id="comments-list">{"".join(items)}</ul>')).comments
    assert comments["text"].to_list() == list(WORDS)
    assert comments["score"].to_list() == [0, -2, 11]
    assert comments["author"].to_list() == list(people)


def test_people_of_a_marked_list_are_told_by_the_class_of_their_link() -> None:
    one = """<div itemscope="" itemtype="http://schema.org/UserComments" class="boardComment">
      <div class="boardCommentDetails"><a href="https://b.example/~{id}" class="sprite person{state}">{name}</a> wrote
      <time itemprop="commentTime" datetime="2018-04-2{n}T12:21:27+00:00">on 2018-04-2{n}</time>:
      <a itemprop="url" href="https://b.example/+bug/56/comments/{n}">#{n}</a></div>
      <div class="comment-text" itemprop="commentText"><p>{text}</p></div></div>"""
    people = (
        ("Osk Varn (osk)", "osk", ""),
        ("mirel-64 (mirel-64-gone)", "mirel-64-gone", "-inactive"),
        ("Tove (t)", "t", ""),
    )
    items = [
        one.format(n=n, name=name, id=key, state=state, text=WORDS[n]) for n, (name, key, state) in enumerate(people)
    ]
    comments = threads.read(page("".join(items))).comments
    assert comments["author"].to_list() == [name for name, _, _ in people]


@pytest.mark.parametrize("when", ["сегодня в 11:49", "Today, 11:49", "gestern um 11:49", "вчера в 9:05"])
def test_a_clock_on_a_day_near_by_dates_a_comment_of_unknown_make(when: str) -> None:
    one = """<div class="b-comment" id="b-comment-{n}">
      <div class="b-comment__body"><div class="x-ugc">{text}</div></div>
      <div class="b-comment__footer"><a class="b-user" href="https://d.example/user/{name}/">{name}</a>
      <a class="b-action b-comment__when" href="https://g.example/nu-15/#{n}">{when}</a></div></div>"""
    people = ("gena_p", "jermontaz", "hepcat")
    items = [one.format(n=22744083 + n, name=people[n], text=WORDS[n], when=when) for n in range(3)]
    comments = threads.read(page("".join(items))).comments
    assert comments["created_text"].to_list() == [when] * 3
    assert comments["author"].to_list() == list(people)
