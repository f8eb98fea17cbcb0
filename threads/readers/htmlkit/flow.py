"""The words of a comment: an element's text with paragraphs parted, quotations marked, buttons left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

    from selectolax.lexbor import LexborNode

PARAGRAPH: Final = frozenset(
    [
        "p",
        "div",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "pre",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "figure",
        "hr",
        "fieldset",
        "details",
        "center",
    ]
)
LINE: Final = frozenset(["li", "dt", "dd", "tr", "figcaption", "summary", "legend", "caption"])
#: White space that an element owes before and after itself: 2 a line, 3 a paragraph.
GAPS: Final = {**dict.fromkeys(PARAGRAPH, 3), **dict.fromkeys(LINE, 2)}
SILENT: Final = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "svg",
        "iframe",
        "object",
        "head",
        "-comment",
    ]
)
#: Marks that only allow a line break, and a byte order mark: no part of the words. Joiners stay, scripts need them.
_INVISIBLE: Final = ("\u00ad", "\u200b", "\ufeff")
_SHOWN_IMAGES: Final = ("emoji", "smil", "emoticon", "emote")


@dataclass(slots=True)
class QuoteSpan:
    """A quotation element within the text: which (its ``mem_id``), and where it begins and ends."""

    key: int
    start: int
    end: int = -1


@dataclass(slots=True)
class Flow:
    """Text in the making. ``gap`` is what white space is owed: 0 none, 1 a space, 2 a line, 3 a paragraph."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    gap: int = 0
    quotes: list[QuoteSpan] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything so far."""
        return "".join(self.parts)

    def owe(self, gap: int) -> None:
        """Ask for white space before the next word."""
        self.gap = max(self.gap, gap)

    def line_break(self) -> None:
        """A second line break in a row parts paragraphs."""
        self.gap = 3 if self.gap >= 2 else 2

    def add(self, text: str) -> None:
        """Add words, white space collapsed."""
        words = " ".join(text.split())
        if not words:
            # Nothing is left of a text of marks that nobody sees, not even a space.
            self.owe(1 if text else 0)
            return
        if text[0].isspace():
            self.owe(1)
        self.put(words)
        if text[-1].isspace():
            self.owe(1)

    def put(self, words: str) -> None:
        """Add characters as they are, after the white space that is owed."""
        if self.length and self.gap:
            space = ("", " ", "\n", "\n\n")[self.gap]
            self.parts.append(space)
            self.length += len(space)
        self.gap = 0
        self.parts.append(words)
        self.length += len(words)

    def place(self) -> int:
        """Return where the next word will begin."""
        return self.length + ((0, 1, 1, 2)[self.gap] if self.length else 0)


def shows_pictures(node: LexborNode) -> bool:
    """Whether an element holds a picture or a film: where it says nothing, that is all there is to a comment."""
    return node.css_first("img, picture, video, audio, iframe") is not None


def flow(node: LexborNode, skip: Container[int], quotes: Container[int] = ()) -> Flow:
    """Read an element's words in document order.

    Parameters
    ----------
    node : the element
    skip : ``mem_id`` of elements to leave out (nested comments, author lines, buttons)
    quotes : ``mem_id`` of the elements whose extent is recorded as a quotation
    """
    out = Flow()
    top = node.mem_id
    open_quotes: list[QuoteSpan] = []
    here = node.first_child
    while here is not None:
        child = None
        if here.is_text_node:
            _take(out, here)
        else:
            tag = here.tag or ""
            if tag not in SILENT and here.mem_id not in skip:
                _open(out, here, tag, quotes, open_quotes)
                child = here.first_child
        if child is not None:
            here = child
            continue
        after = here.next
        if after is None or open_quotes or not here.is_text_node:
            _leave(out, here, open_quotes)
        while after is None:
            here = here.parent
            if here is None or here.mem_id == top:
                return out
            _leave(out, here, open_quotes)
            after = here.next
        here = after
    return out


def visible(text: str) -> str:
    """Leave out characters that nobody sees."""
    if text.isascii() or not any(mark in text for mark in _INVISIBLE):
        return text
    return "".join(char for char in text if char not in _INVISIBLE)


def _take(out: Flow, node: LexborNode) -> None:
    text = visible(node.text_content or "")
    if "\n" in text and not text.isspace() and in_pre(node):
        _add_lines(out, text)
    else:
        out.add(text)


def _open(out: Flow, node: LexborNode, tag: str, quotes: Container[int], open_quotes: list[QuoteSpan]) -> None:
    gap = GAPS.get(tag)
    if gap is not None:
        out.gap = max(out.gap, gap)
    elif tag == "br":
        out.line_break()
    elif tag == "img":
        _add_image(out, node)
    elif tag in ("td", "th"):
        out.owe(1)
    if quotes and node.mem_id in quotes and node.first_child is not None:
        span = QuoteSpan(node.mem_id, out.place())
        open_quotes.append(span)
        out.quotes.append(span)


def _leave(out: Flow, node: LexborNode, open_quotes: list[QuoteSpan]) -> None:
    gap = GAPS.get(node.tag or "")
    if gap is not None and gap > out.gap:
        out.gap = gap
    if open_quotes and open_quotes[-1].key == node.mem_id:
        open_quotes.pop().end = out.length


def in_pre(node: LexborNode) -> bool:
    """Whether white space counts in a text: it stands in ``pre``, at most three elements up."""
    above = node.parent
    for _ in range(3):
        if above is None:
            return False
        if above.tag == "pre":
            return True
        above = above.parent
    return False


def _add_lines(out: Flow, text: str) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            out.line_break()
        if line.strip():
            out.put(line.rstrip())


def _add_image(out: Flow, node: LexborNode) -> None:
    """Smileys are words; other images are not."""
    attrs = node.attrs
    alt = attrs.get("alt")
    kind = f"{attrs.get('class') or ''} {attrs.get('src') or ''}".lower()
    if alt and len(alt) < 32 and any(mark in kind for mark in _SHOWN_IMAGES):
        out.put(alt)
