"""Comments beside the list that was read are told of, and a refusal says why a page has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

FIXTURES = Path(__file__).parent / "fixtures" / "html"
TAIL = "</body>"


def _with(name: str, more: str) -> bytes:
    """A fixture with more markup at the end of its body."""
    return (FIXTURES / f"{name}.html").read_text("utf-8").replace(TAIL, more + TAIL).encode()


def _messages(source: bytes, code: str) -> list[str]:
    return [note.message for note in threads.read(source).notes if note.code == code]


def _body(name: str) -> str:
    return (FIXTURES / f"{name}.html").read_text("utf-8").partition("<body>")[2].partition(TAIL)[0]


def test_a_second_list_is_told_of_with_the_reader_that_finds_it() -> None:
    page = _with("wordpress", _body("disqus"))
    read = threads.read(page).source.reader
    (message,) = _messages(page, "other-comments")
    other = {"wordpress": "disqus", "disqus": "wordpress"}[read]
    assert f"the platform {other} reads them" in message
    assert threads.read(page, platform=other).comments.height > 0


@pytest.mark.parametrize(
    ("place", "system"),
    [
        ('<div id="disqus_thread"><noscript>Scripts show the comments.</noscript></div>', "Disqus"),
        ('<div class="fb-comments" data-href="https://example.org/quay"></div>', "Facebook"),
        ("<vf-conversations></vf-conversations>", "Viafoura"),
        ('<div data-spotim-module="conversation"></div>', "OpenWeb"),
    ],
)
def test_comments_that_were_not_saved_are_told_of(place: str, system: str) -> None:
    (message,) = _messages(_with("wordpress", place), "comments-elsewhere")
    assert system in message
    with pytest.raises(NoCommentsFound, match=system):
        threads.read(f"<html><body><h1>The quay</h1><p>A lantern hung there.</p>{place}</body></html>".encode())


@pytest.mark.parametrize("name", ["wordpress", "disqus", "disqus-page", "coral-html", "giscus", "isso-html", "blogger"])
def test_a_page_with_one_list_tells_of_no_other(name: str) -> None:
    page = (FIXTURES / f"{name}.html").read_bytes()
    assert not _messages(page, "other-comments")
    assert not _messages(page, "comments-elsewhere")
