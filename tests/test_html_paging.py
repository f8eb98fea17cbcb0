"""A saved page says which page of its discussion it is, as far as the page says so itself."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.pages import merge_pages
from commentariat.threads.payload import Payload
from commentariat.threads.readers.htmlkit.paging import page_of, pages_text


def shown(body: str, head: str = "", address: str | None = None, permalinks: tuple[str, ...] = ()) -> str | None:
    page = f"<!doctype html><html><head><title>Quay</title>{head}</head><body>{body}</body></html>"
    return pages_text(page_of(Payload("page", page.encode()), address, permalinks))


def links(*numbers: int, form: str = "/t/quay?page={}") -> str:
    return " ".join(f'<a href="{form.format(number)}">{number}</a>' for number in numbers)


@pytest.mark.parametrize(
    ("widget", "expected"),
    [
        (f'<div class="pagination"><strong class="current">2</strong>{links(1, 3, 9)}</div>', "2 of 9"),
        (f'<div class="pagination">{links(1, 3, 4)}<span>2</span></div>', "2 of 4"),
        (f'<div class="pagination">{links(2, 3)} <b>1</b></div>', "1 of 3"),
        (f'<div class="pagination">{links(1, 4, 5, 12)}</div>', "one of 12"),
        ('<div class="pager">Seite 3 von 7 <a href="/t/quay?page=4">weiter</a></div>', "3 of 7"),
        ('<div class="pager">Page 1 of 1</div>', None),
        (f'<nav class="comment-navigation">{links(1, 3, form="/quay/comment-page-{}/#comments")}</nav>', "2 of 3"),
        # Addresses that count from 0: what the links show counts.
        ('<ul class="pager"><li class="current">1<li><a href="?page=1">2</a><a href="?page=2">3</a></ul>', "1 of 3"),
        # To the posts before and after, and to the parts of an article: no pages of comments.
        ('<div class="nav-links"><a href="/2012/05/bell/">Before</a> <a href="/2012/07/ferry/">After</a></div>', None),
        ('<div class="pagination"><a href="/quay/2/">2</a> <a href="/quay/3/">3</a></div>', None),
    ],
)  # fmt: skip
def test_page_links_say_which_page_of_how_many(widget: str, expected: str | None) -> None:
    assert shown(widget) == expected


def test_the_head_names_the_pages_around() -> None:
    assert shown("", '<link rel="prev" href="/t/quay?page=2"><link rel="next" href="/t/quay?page=4">') == "3 of 4"
    assert shown("", '<link rel="next" href="/2012/07/ferry/">') is None


def test_the_address_and_the_permalinks_of_comments_name_the_page() -> None:
    assert shown("", address="https://quay.example/lantern/comment-page-4/") == "4"
    there = (
        "https://quay.example/lantern/comment-page-2/#comment-7",
        "https://quay.example/lantern/comment-page-2/#comment-8",
    )
    assert shown("", permalinks=there) == "2"
    assert shown("", permalinks=(*there, "https://quay.example/lantern/comment-page-3/#comment-9")) is None
    assert shown("", address="https://quay.example/lantern/") is None


def saved_page(number: int, others: tuple[int, ...], first: int) -> bytes:
    comment = (
        '<li class="comment depth-1" id="comment-{0}"><cite class="fn">Osk {0}</cite>'
        '<div class="comment-content"><p>Words {0}</p></div></li>'
    )
    around = links(*others, form="/lantern/comment-page-{}/#comments")
    comments = comment.format(first) + comment.format(first + 1)
    return (
        f"<!doctype html><html><body><ol class='comment-list'>{comments}</ol>"
        f"<div class='comment-navigation'><b class='current'>{number}</b>{around}</div></body></html>"
    ).encode()


def test_a_capture_states_the_page_and_a_note_says_that_it_is_not_the_whole() -> None:
    discussion = threads.read(saved_page(2, (1, 3), 21))
    assert discussion.source.capture.pages == "2 of 3"
    assert any(note.code == "one-of-pages" and "page 2 of 3" in note.message for note in discussion.notes)


def test_merged_pages_say_which_of_them_are_here() -> None:
    second, third = threads.read(saved_page(2, (1, 3, 4), 21)), threads.read(saved_page(3, (1, 2, 4), 23))
    merged = merge_pages([second, third])
    assert merged.comments.height == 4
    assert merged.source.capture.pages == "2–3 of 4"
    assert [note.message for note in merged.notes if note.code == "one-of-pages"] == [
        "Of 4 pages 2 are not here: 1, 4."
    ]
    whole = merge_pages([threads.read(saved_page(1, (2,), 11)), threads.read(saved_page(2, (1,), 21))])
    assert whole.source.capture.pages == "1–2 of 2"
    assert not any(note.code == "one-of-pages" for note in whole.notes)


def board(*posts: tuple[int, str, str, str]) -> bytes:
    """A page of a board whose quotations name people, not posts: number, author, who is quoted and how, words."""
    listed = "".join(
        f"<div id='p{number}' class='blockpost'><h2><span><a href='viewtopic.php?pid={number}#p{number}'>"
        f"2012-05-0{number} 10:15:00</a></span></h2>"
        f"<div class='postleft'><dl><dt><strong>{name}</strong></dt></dl></div>"
        f"<div class='postmsg'>{quoted}<p>{said}</p></div></div>"
        for number, name, quoted, said in posts
    )
    return f"<html><body><div id='punviewtopic'>{listed}</div></body></html>".encode()


def test_words_quoted_from_an_earlier_page_tell_who_is_answered() -> None:
    lamp = "The lamp on the quay was never lit before midnight, as far as I remember."
    quoted = f"<div class='quotebox'><cite>Osk wrote:</cite><blockquote><div><p>{lamp}</p></div></blockquote></div>"
    first = board((1, "Osk", "", lamp), (2, "Mirel", "", "Then you slept too early."))
    second = board((3, "Tove", quoted, "It was, in winter."), (4, "Osk", "", "Winter is long here."))
    merged = merge_pages([threads.read(first), threads.read(second)]).comments
    assert merged["parent_id"].to_list() == [None, None, "1", None]
    assert merged["link_basis"].to_list() == ["root", "undecided", "quote", "undecided"]
    assert merged["quotes"][2][0]["source_id"] == "1"


def test_the_first_comment_of_a_later_page_of_a_flat_list_opens_nothing() -> None:
    first, second = board((1, "Osk", "", "One."), (2, "Tove", "", "Two.")), board((3, "Mirel", "", "Three."))
    merged = merge_pages([threads.read(first), threads.read(second)]).comments
    assert merged["link_basis"].to_list() == ["root", "undecided", "undecided"]
