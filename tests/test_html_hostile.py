"""Pages made to hurt: a clear error or a result, in bounded time."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from commentariat import threads
from commentariat.threads.errors import BrokenSource, NoCommentsFound, ReadError
from commentariat.threads.payload import looks_like_html

HEAD = b"<!doctype html><html><body>"
pytestmark = pytest.mark.usefixtures("no_hang")


def one(number: int, words: str) -> bytes:
    return (
        f'<li id="comment-{number}" class="comment depth-1"><cite class="fn">Ann</cite>'
        f'<div class="comment-content">{words}</div>'
    ).encode()


def test_ten_thousand_nested_elements_are_read() -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(HEAD + b"<div>" * 10_000 + b"<p>deep")


def test_a_chain_of_nested_comments_keeps_every_link() -> None:
    page = HEAD + b"".join(one(number, "words enough to read") + b"<ul>" for number in range(2_000))
    comments = threads.read(page, article=False).comments
    assert comments.height == 2_000
    assert comments["depth"].max() == 1_999


@pytest.mark.parametrize("page", [b"<div>" * 200_000, b"<div>" * 150_000 + b"</div>" * 150_000, b"<" * 7_000_000])
def test_a_page_beyond_the_limits_is_refused_in_a_sentence(page: bytes) -> None:
    with pytest.raises(BrokenSource, match="limit"):
        threads.read(HEAD + page)


def test_nul_bytes_and_lone_surrogates_become_marks_of_replacement() -> None:
    discussion = threads.read(HEAD + one(1, "be\x00fore") + b"</li>" + one(2, "and &#xD800; after") + b"</li>")
    assert discussion.comments["text"].to_list() == ["be\ufffdfore", "and \ufffd after"]
    assert any(note.code == "nul-bytes" for note in discussion.notes)


def test_text_with_a_few_tags_is_no_page() -> None:
    assert not looks_like_html("Ann says:\n<b>Hello</b> there.\n\nBo says:\nHello.")
    assert looks_like_html("<div class='x'><p>Hello</p></div>")
    assert not looks_like_html("<?xml version='1.0'?><rss><channel></channel></rss>")


def test_a_form_is_no_comment_section() -> None:
    page = HEAD + b"<h1>Title</h1><p>Some article text that goes on for a while, so that it is one.</p>"
    form = b'<div id="respond" class="comment-respond"><form class="comment-form"><p>Name</p></form></div>'
    with pytest.raises(NoCommentsFound) as caught:
        threads.read(page + form)
    assert caught.value.article is not None
    assert caught.value.article.title == "Title"


def test_every_fixture_cut_anywhere_is_read_or_refused() -> None:
    for path in sorted((Path(__file__).parent / "fixtures" / "html").glob("*.html")):
        data = path.read_bytes()
        for share in (0.3, 0.6, 0.9):
            try:
                threads.read(data[: int(len(data) * share)])
            except ReadError:
                continue


def test_a_mined_page_that_is_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parent / "fixtures" / "html" / "html-mined.html").read_bytes()
    elements = len(LexborHTMLParser(page).css("body *"))
    whole = threads.read(page, platform="html-mined")
    assert "page-cut-short" not in [note.code for note in whole.notes]
    monkeypatch.setattr("commentariat.threads.readers.mining.outline.MAX_ELEMENTS", elements - 3)
    assert "page-cut-short" in [note.code for note in threads.read(page, platform="html-mined").notes]
