"""The words of elements, read the shortest way that their tags allow: most comments are a few plain paragraphs.

Three ways lead to the same words: bare paragraphs of text are read off the tree; other plain markup (links, line
breaks, emphasis) as the parser writes it out; anything else by the walk of :func:`.flow.flow`, which defines the words.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from weakref import proxy

from .fields import collapsed, plain
from .flow import PARAGRAPH, SILENT, Flow, flow, in_pre, visible
from .selectors import possible
from .suspects import OPENING, Suspects, shape

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from .page import Page

#: Elements that change nothing about the words in them.
INLINE: Final = frozenset(
    (
        *("a", "abbr", "b", "bdi", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s"),
        *("samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
#: Elements inside each other are written out again and again: no more than so many times the page in all.
ALLOWANCE: Final = 3
_PARAGRAPHS: Final = {"<p>"}
_COMMENT: Final = re.compile("<!--.*?-->", re.DOTALL)
_BREAKS: Final = re.compile("\n{2,}")
_PLAIN_BLOCKS: Final = PARAGRAPH - {"pre"}
#: Elements that show something other than their text, or nothing.
_SHOWN_OTHERWISE: Final = SILENT | {"br", "img"}


class Content:
    """Reads the words of a page's elements. The page is searched for what is no words only where a tag could be it."""

    def __init__(self, page: Page) -> None:
        # The page owns its reader: held both ways, a tree would stay in memory until cycles are looked for.
        self._page = proxy(page)
        platform, names = page.platform, page.payload.names
        self._noise = Suspects(possible(platform.noise, names))
        self._heads = Suspects(possible(platform.heads, names))
        self._quotes = Suspects(possible(platform.quotes, names))
        self._frames = Suspects(", ".join(filter(None, (platform.comment, platform.framed, platform.followers))))
        self._quiet: dict[str, bool] = {}
        self._quiet_words: dict[str, str] = {}
        self._meanings: dict[str, str | None] = {}
        self._kept_spaces = bool(possible("pre", names)) and page.payload.holds("<pre")
        self._spare = ALLOWANCE * len(page.payload.text)

    def flow(self, node: LexborNode) -> Flow:
        """Read an element's words with paragraphs and quotations, without author lines, buttons and other comments."""
        page = self._page
        words = self._paragraphs(node)
        if words is not None:
            return Flow([words], len(words))
        if self._spare < 0:
            return flow(node, page.outside_body, page.quotations)
        html = self._written_out(node)
        shapes = {tag: shape(tag) for tag in _tags(html)}
        meant = {tag: meaning for tag, known in shapes.items() if (meaning := self._meaning(known)) is not None}
        if len(meant) == len(shapes) and not (self._kept_spaces and _stands_in_pre(node)):
            words = _words(html, meant)
            return Flow([words], len(words))
        kinds = set(shapes.values())
        outside = page.outside_body if any(self._noise(one) or self._heads(one) for one in kinds) else page.frames
        quotes = page.quotations if any(map(self._quotes, kinds)) else {}
        return flow(node, outside, quotes)

    def _paragraphs(self, node: LexborNode) -> str | None:
        """Read an element that holds nothing but text and bare paragraphs of text; ``None`` for any other."""
        if self._kept_spaces or self._meaning("<p>") is None:
            return None
        blocks = []
        child = node.first_child
        while child is not None:
            text = child if child.is_text_node else _text_of_paragraph(child)
            if text is None:
                return None
            words = text.text_content or ""
            if not words.isspace() and (words := collapsed(visible(words))):
                blocks.append(words)
            child = child.next
        return "\n\n".join(blocks)

    def _meaning(self, known: str) -> str | None:
        """Return what tags of a shape mean for the words in them: ``<p>``, ``<br>``, nothing; ``None``: more than that."""
        if known not in self._meanings:
            name = known[1:-1].partition(" ")[0]
            plain = "" if name in INLINE else "<p>" if name in _PLAIN_BLOCKS else "<br>" if name == "br" else None
            special = any(role(known) for role in (self._noise, self._heads, self._quotes, self._frames))
            self._meanings[known] = None if special else plain
        return self._meanings[known]

    def plain(self, node: LexborNode) -> str:
        """Read the text below an element on one line, without buttons and hidden labels."""
        child = node.first_child
        if child is None:
            return ""
        if child.is_text_node and child.next is None:
            return child.text_content or ""
        if self._spare < 0:
            return plain(node, self._page.noise)
        html = self._written_out(node)
        words = self._quiet_words.get(html)
        if words is not None:
            return words
        tags = OPENING.findall(html)
        if all(map(self._is_quiet, tags)):
            words = self._quiet_words[html] = node.text()
            return words
        return plain(node, self._page.noise if any(map(self._noise, map(shape, tags))) else frozenset())

    def _written_out(self, node: LexborNode) -> str:
        html = node.inner_html or ""
        self._spare -= len(html)
        return html

    def _is_quiet(self, tag: str) -> bool:
        known = self._quiet.get(tag)
        if known is None:
            name = tag[1:-1].partition(" ")[0]
            known = self._quiet[tag] = name not in _SHOWN_OTHERWISE and not self._noise(shape(tag))
        return known


def _text_of_paragraph(node: LexborNode) -> LexborNode | None:
    """Return the text in a paragraph without attributes that holds nothing else; ``None`` for any other element."""
    text = node.first_child
    if node.tag != "p" or text is None or not text.is_text_node or text.next is not None or node.attributes:
        return None
    return text


def _tags(html: str) -> set[str]:
    # Most comments hold paragraphs and nothing else; counting tells so at a tenth of the price.
    if html.count("<") == html.count("<p>") + html.count("</p>"):
        return _PARAGRAPHS if "<p>" in html else set()
    return set(OPENING.findall(html))


def _stands_in_pre(node: LexborNode) -> bool:
    first = node.first_child
    return first is not None and in_pre(first)


def _words(html: str, meant: dict[str, str]) -> str:
    """Return the words of an element of which all tags are plain, as :func:`.flow.flow` reads them."""
    html = visible(_COMMENT.sub("", html) if "<!--" in html else html)
    for tag, meaning in meant.items():
        if tag != meaning:
            html = html.replace(tag, meaning)
        if meaning != "<br>":
            html = html.replace(f"</{tag[1:-1].partition(' ')[0]}>", meaning)
    blocks = html.replace("&nbsp;", " ").split("<p>") if "&nbsp;" in html else html.split("<p>")
    read = _lines if "<br>" in meant.values() else collapsed
    words = "\n\n".join([words for block in map(str.strip, blocks) if block and (words := read(block))])
    return unescape(words) if "&" in words else words


def _lines(block: str) -> str:
    lines = "\n".join(map(collapsed, block.split("<br>"))).strip("\n")
    return _BREAKS.sub("\n\n", lines)
