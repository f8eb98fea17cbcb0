"""The title of an article where only the window's title names it: without the name of the site."""

from __future__ import annotations

import pytest

from commentariat.threads.errors import NoCommentsFound
from commentariat.threads.reading import read

PAGE = "<html><head><title>{window}</title></head><body>{body}<p>{words}</p></body></html>"


def title_of(window: str, body: str) -> str | None:
    words = "The ferry was late again, and nobody on the pier could say why. " * 4
    page = PAGE.format(window=window, body=body, words=words)
    with pytest.raises(NoCommentsFound) as told:
        read(page.encode("utf-8"))
    return told.value.article.title


@pytest.mark.parametrize("sign", ["|", "-", "–", "—", "::", "»"])
def test_the_name_of_the_site_is_cut_where_the_rest_stands_on_the_page(sign):
    link = '<a href="/">Pier</a><a href="/late">A ferry that is always late</a>'
    assert title_of(f"A ferry that is always late {sign} Pier News", link) == "A ferry that is always late"


def test_a_title_that_stands_nowhere_else_is_left_whole():
    assert title_of("A ferry - always late", '<a href="/">Pier</a>') == "A ferry - always late"


def test_a_single_word_of_a_menu_is_no_title():
    assert title_of("Breaking - the ferry is late", '<a href="/">Breaking</a>') == "Breaking - the ferry is late"


HEADED = """<html><head><title>Pier Notes: A ferry that is always late</title></head><body><h1>Pier Notes</h1>
<div class="post"><h3 class="post-title entry-title">{title}</h3><p>{words}</p>
<p class="byline">Posted by Ada Quill</p></div>
</body></html>"""


def article_below_the_sites_name(title: str):
    words = "The ferry was late again, and nobody on the pier could say why. " * 4
    with pytest.raises(NoCommentsFound) as told:
        read(HEADED.format(title=title, words=words).encode("utf-8"))
    return told.value.article


def test_the_heading_that_the_window_names_is_the_title_and_not_the_sites_own():
    assert article_below_the_sites_name("A ferry that is always late").title == "A ferry that is always late"


def test_a_heading_of_a_post_that_the_window_does_not_name_is_not_taken_for_it():
    assert article_below_the_sites_name("").title == "Pier Notes"


def test_a_byline_begins_with_the_name():
    assert article_below_the_sites_name("A ferry that is always late").byline == "Ada Quill"
