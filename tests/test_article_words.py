"""The words of an article: paragraphs, or one block divided by line breaks; never those of comments or menus."""

from __future__ import annotations

from commentariat.threads.errors import NoCommentsFound
from commentariat.threads.reading import read

from .fixtures import FIXTURES

LATE = "The ferry was late again on Sunday, and nobody on the pier could say why that was so. " * 3
TIDE = "The captain blames the tide, the council blames the captain, and both have gone home. " * 3


def paragraphs_of(body: str) -> tuple[str, ...]:
    try:
        article = read(f"<html><body>{body}</body></html>".encode()).article
    except NoCommentsFound as told:
        article = told.article
    return article.paragraphs


def one(words: str) -> str:
    return " ".join(words.split())


def test_line_breaks_part_paragraphs_where_nothing_else_does():
    question = 'The <b>captain</b>: <a href="/x">who</a> knows of it?'
    body = f'<div class="post-body">{LATE}<br/><br/>{question}<br><br>{TIDE}</div>'
    assert paragraphs_of(body) == (one(LATE), "The captain: who knows of it?", one(TIDE))


def test_single_line_breaks_do_where_none_is_double():
    assert paragraphs_of(f"<div>{LATE}<br>{TIDE}</div>") == (one(LATE), one(TIDE))


def test_the_block_with_more_words_is_the_article():
    told = f"<div>{LATE}<br><br>{TIDE}</div>"
    assert paragraphs_of(f"<div><p>{LATE[:90]}</p></div>{told}") == (one(LATE), one(TIDE))
    assert paragraphs_of(f"<div><p>{LATE}</p><p>{TIDE}</p><p>{LATE}</p></div>{told}") == tuple(
        map(one, (LATE, TIDE, LATE))
    )


def test_lists_of_links_addresses_and_furniture_are_no_article():
    links = "<br>".join(f'<a href="/{at}">{LATE[:80]} {at}</a>' for at in range(12))
    assert paragraphs_of(f"<div>{links}</div>") == ()
    assert paragraphs_of("<div>Pier Office<br>Harbour Street 4<br>Open from nine to five on most days</div>") == ()
    assert paragraphs_of(f"<footer><div>{LATE}<br>{TIDE}</div></footer>") == ()


def test_words_of_comments_in_the_elements_that_follow_their_heads_are_none_of_the_articles():
    source = (FIXTURES / "html" / "blogger-flat.html").read_text("utf-8")
    long = "This is said by a reader and by nobody else, and at some length, to be sure of it. " * 3
    read_ = read(source.replace("</dd>", f"<p>{long}</p><p>{long}</p></dd>").encode())
    assert any(one(long) in one(text) for text in read_.comments["text"])
    assert not any(one(long) in text for text in read_.article.paragraphs)
