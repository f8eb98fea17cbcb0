"""The words of elements, read the short way where their tags allow it: most comments are a few plain paragraphs."""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Final

from .fields import plain
from .flow import SILENT, Flow, flow, visible
from .selectors import possible
from .suspects import OPENING, Suspects

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from .page import Page

#: Tags without attributes that part words (``p``, ``br``) or change nothing.
SIMPLE: Final = frozenset(("<p>", "<br>", "<b>", "<strong>", "<i>", "<em>", "<u>", "<s>", "<del>", "<small>", "<span>"))
#: Elements inside each other are written out again and again: no more than so many times the page in all.
ALLOWANCE: Final = 3
_PARAGRAPHS: Final = {"<p>"}
_BREAKS: Final = re.compile("\n{2,}")
#: Elements that show something other than their text, or nothing.
_SHOWN_OTHERWISE: Final = SILENT | {"br", "img"}


class Content:
    """Reads the words of a page's elements. The page is searched for what is no words only where a tag could be it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        platform, names = page.platform, page.payload.names
        self._noise = Suspects(possible(platform.noise, names))
        self._heads = Suspects(possible(platform.heads, names))
        self._quotes = Suspects(possible(platform.quotes, names))
        self._frames = Suspects(", ".join(filter(None, (platform.comment, platform.framed, platform.followers))))
        self._quiet: dict[str, bool] = {}
        self._kept_spaces = page.payload.holds("<pre")
        self._spare = ALLOWANCE * len(page.payload.text)

    @cached_property
    def _simple(self) -> frozenset[str]:
        """The simple tags that nothing on this page could give another meaning."""
        roles = (self._noise, self._heads, self._quotes, self._frames)
        return frozenset(tag for tag in SIMPLE if not any(role(tag) for role in roles))

    def flow(self, node: LexborNode) -> Flow:
        """Read an element's words with paragraphs and quotations, without author lines, buttons and other comments."""
        page = self._page
        if self._spare < 0:
            return flow(node, page.outside_body, page.quotations)
        html = self._written_out(node)
        tags = _tags(html)
        if tags <= self._simple and "<!--" not in html and not self._kept_spaces:
            words = simple_words(html, tags)
            return Flow([words], len(words))
        outside = page.outside_body if any(self._noise(tag) or self._heads(tag) for tag in tags) else page.frames
        quotes = page.quotations if any(map(self._quotes, tags)) else {}
        return flow(node, outside, quotes)

    def plain(self, node: LexborNode) -> str:
        """Read the text below an element on one line, without buttons and hidden labels."""
        child = node.first_child
        if child is None:
            return ""
        if child.is_text_node and child.next is None:
            return child.text_content or ""
        if self._spare < 0:
            return plain(node, self._page.noise)
        tags = OPENING.findall(self._written_out(node))
        if all(map(self._is_quiet, tags)):
            return node.text()
        return plain(node, self._page.noise if any(map(self._noise, tags)) else frozenset())

    def _written_out(self, node: LexborNode) -> str:
        html = node.inner_html or ""
        self._spare -= len(html)
        return html

    def _is_quiet(self, tag: str) -> bool:
        known = self._quiet.get(tag)
        if known is None:
            name = tag[1:-1].partition(" ")[0]
            known = self._quiet[tag] = name not in _SHOWN_OTHERWISE and not self._noise(tag)
        return known


def _tags(html: str) -> set[str]:
    # Most comments hold paragraphs and nothing else; counting tells so at a tenth of the price.
    if html.count("<") == html.count("<p>") + html.count("</p>"):
        return _PARAGRAPHS if "<p>" in html else set()
    return set(OPENING.findall(html))


def simple_words(html: str, tags: set[str]) -> str:
    """Return the words of an element in which there are :data:`SIMPLE` tags only, as :func:`.flow.flow` reads them."""
    html = visible(html)
    for tag in tags - {"<p>", "<br>"}:
        html = html.replace(tag, "").replace(f"</{tag[1:]}", "")
    found = html.replace("</p>", "<p>").split("<p>")
    read = _lines if "<br>" in tags else _line
    return "\n\n".join(filter(None, map(read, found)))


def _line(html: str) -> str:
    return " ".join((unescape(html) if "&" in html else html).split())


def _lines(html: str) -> str:
    return _BREAKS.sub("\n\n", "\n".join(map(_line, html.split("<br>"))).strip("\n"))
