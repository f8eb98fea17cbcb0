"""What makes large pages quick to read changes nothing about what is read."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from commentariat.threads import registry
from commentariat.threads.errors import NoCommentsFound
from commentariat.threads.payload import Payload
from commentariat.threads.platform import ReadOptions
from commentariat.threads.readers.htmlkit.fields import collapsed
from commentariat.threads.readers.htmlkit.flow import flow
from commentariat.threads.readers.htmlkit.page import Page
from commentariat.threads.readers.htmlkit.paging import _number_in, _numbers_in
from commentariat.threads.readers.htmlkit.platform import HtmlPlatform
from commentariat.threads.readers.htmlkit.selectors import Names, possible
from commentariat.threads.readers.htmlkit.suspects import OPENING, Suspects, shape
from commentariat.threads.readers.htmlkit.trim import _BUTTON_LINE, _is_buttons
from commentariat.threads.readers.htmlkit.walk import select_together
from commentariat.threads.reading import read_payload

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "html").glob("*.html"))
PLATFORMS = [platform for platform in registry.platforms() if isinstance(platform, HtmlPlatform)]


def payload_of(path: Path) -> Payload:
    return Payload(path.name, path.read_bytes())


def selectors_of(platform: HtmlPlatform) -> list[str]:
    picks = [pick.css for choices in platform.fields.values() for pick in choices]
    whole = (platform.comment, platform.framed, platform.noise, platform.heads, platform.quotes)
    return [one for one in (*whole, *platform.body, *picks) if one]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_best_claim_is_the_first_of_all_claims(path: Path) -> None:
    assert registry.best_claim(payload_of(path)) == registry.recognise(payload_of(path))[0]


@pytest.mark.parametrize("path", FIXTURES[::5], ids=lambda path: path.stem)
def test_one_walk_finds_what_single_ones_find(path: Path) -> None:
    root = payload_of(path).html.root
    for platform in PLATFORMS:
        selectors = selectors_of(platform)
        together = select_together(root, selectors)
        for selector in selectors:
            single = dict.fromkeys(node.mem_id for node in root.css(selector))
            assert [node.mem_id for node in together[selector]] == list(single), (platform.name, selector)


@pytest.mark.parametrize("path", FIXTURES[::5], ids=lambda path: path.stem)
def test_a_name_or_a_tag_that_rules_a_selector_out_is_right(path: Path) -> None:
    payload = payload_of(path)
    root = payload.html.root
    for platform in PLATFORMS:
        for selector in selectors_of(platform):
            matched = root.css(selector)
            assert not matched or possible(selector, payload.names), (platform.name, selector)
            could = Suspects(selector)
            for node in matched:
                assert could(shape(OPENING.match(node.html)[0])), (platform.name, selector, node.html[:80])


BODIES = (
    "<p>One  <b>two</b> three</p><p>Four<br>five<br><br>six</p>",
    "plain words, &amp; signs &lt;here&gt; &nbsp; and there",
    "<div class='inner'><p class='x'>One</p> two <span title='a > b'>three</span><a href='#c5'>four</a></div>",
    "<p>Before<!-- a <p>note</p> -->after</p>",
    "one<em>\u200b</em>one",
    "<blockquote><p>Said before by somebody else</p></blockquote><p>Answered</p>",
    "<p>Words</p><div class='reply'><a class='comment-reply-link' href='#'>Reply</a></div>",
    "<ul><li>One</li><li>Two</li></ul><pre>  kept\n  lines</pre>",
    "<p>Soft\u00adly <em>spo</em>ken</p><br><br><p></p>end",
    "<p>A smile <img class='emoji' alt=':)' src='x'> and <script>no()</script> more</p>",
)


PIECES = (
    *("<p>", "</p>", "<p class='x'>", "<p/>", "<br>", "<em>", "</em>", "<a href='#c5'>", "</a>", "<div>", "</div>"),
    *("<pre>", "</pre>", "<blockquote>", "</blockquote>", "<li>", "<span class='says'>", "</span>", "<!-- a note -->"),
    *("<script>x</script>", "one", "two  three", " ", "\n\t", "&nbsp;", "\u00a0four", "&amp;", "a &lt;b&gt; c"),
    *("so\u00adft", "\u3000wide", "\u200b", "\u2028"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_words_read_from_any_markup_are_those_read_from_the_tree(body: str) -> None:
    test_words_read_from_markup_are_those_read_from_the_tree(body)


@pytest.mark.parametrize("body", BODIES)
def test_words_read_from_markup_are_those_read_from_the_tree(body: str) -> None:
    source = (
        "<!doctype html><html><body><ol class='commentlist'><li class='comment depth-1' id='comment-7'>"
        f"<cite class='fn'>Osk Varn</cite><div class='comment-content'>{body}</div></li></ol></body></html>"
    )
    platform = next(one for one in PLATFORMS if one.name == "wordpress")
    page = Page.of(Payload("page", source.encode()), platform)
    node = page.scope.css_first(".comment-content")
    quick, slow = page.content.flow(node), flow(node, page.outside_body, page.quotations)
    assert quick.text == slow.text
    assert quick.length == slow.length
    assert [(span.start, span.end) for span in quick.quotes] == [(span.start, span.end) for span in slow.quotes]


def test_names_are_found_however_attributes_are_written() -> None:
    names = Names(
        '<div class="one two"><p class=\'three\' id=four-12><b class=five data-six="1">'
        "<i class = 'seven' itemprop=eight>"
    )
    for name in ("one", "two", "three", "four-", "four-99", "five", "data-six", "seven", "itemprop"):
        assert name in names, name
    assert "eight-not" not in names
    assert "typeof" not in names
    assert "comment" in Names('<TD CLASS="Comment" ID=C5>')


@given(st.text(alphabet="ab \t\n\u00a0\u3000\u2028\x1f\u00ad", max_size=12))
def test_white_space_collapses_as_by_splitting(text: str) -> None:
    assert collapsed(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "line",
    [
        "Reply",
        "reply to this",
        "Antworten",
        "#",
        "12 likes",
        "ответить",
        "Rebuilding it",
        "Qu",
        "R",
        "Share · Link",
        "Top",
        "TopReply",
        "Repetition",
        "To",
    ],
)
def test_lines_of_buttons_are_told_from_others_as_by_their_pattern(line: str) -> None:
    for one in (line, line.lower(), line.upper(), f"· {line}"):
        assert _is_buttons(one) == (_BUTTON_LINE.match(one) is not None), one


def test_page_numbers_are_found_whatever_stands_at_the_end_of_addresses() -> None:
    stated = {
        "http://example.org/a/comment-page-3#comment-12": 3,
        "http://example.org/a/?page=4": 4,
        "http://example.org/a/?page=41234": None,
        "http://example.org/2019/page/7": 7,
        "http://example.org/a/#comment-99": None,
    }
    for address, number in stated.items():
        assert _number_in(address) == number
    assert _numbers_in((*stated, None, "")) == {3, 4, 7}


def test_a_tag_that_the_page_lacks_rules_a_selector_out() -> None:
    names = Names("<!doctype html><DL><DT>one<dd class=x>two</dl><table><td>three</table>")
    assert [one for one in ("dl", "dt", "dd", "tr", "tbody", "time", "blockquote") if possible(one, names)] == [
        "dl", "dt", "dd", "tr", "tbody",
    ]  # fmt: skip


def test_a_tree_is_walked_for_nothing_when_nothing_can_match() -> None:
    root = LexborHTMLParser("<p>nothing</p>").root
    assert select_together(root, []) == {}
    assert select_together(root, [".absent"]) == {".absent": []}


def test_a_page_without_comments_does_not_stay_in_memory() -> None:
    payload = Payload("about.html", b"<!doctype html><title>About us</title><article><p>We sell lamps.</p></article>")
    held = weakref.ref(payload)
    was_on = gc.isenabled()
    gc.disable()
    try:
        with pytest.raises(NoCommentsFound):
            read_payload(payload, ReadOptions())
        del payload
        assert held() is None
    finally:
        if was_on:
            gc.enable()
