"""Comment bodies as platforms store them (HTML, half-HTML, Markdown) to plain text with paragraphs."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, Final

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]*)>")
_INVISIBLE: Final = re.compile(
    r"<!--.*?-->|<(script|style|template|noscript)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE
)
_PRE: Final = re.compile(r"(<pre\b[^>]*>.*?</pre\s*>)", re.DOTALL | re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\r\n\f\xa0]+")
_AROUND_BREAK: Final = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*")
_BREAKS: Final = re.compile(r"\n{3,}")
_KEPT: Final = "\x1f"
_ALT: Final = re.compile(r"""\balt\s*=\s*["']([^"']{1,24})["']""", re.IGNORECASE)
_EMOJI: Final = re.compile(r"emoji|smil", re.IGNORECASE)

#: Keys under which a node of a document says something, and what follows nodes.
_SAID: Final = ("text", "shortName", "url")
_AFTER: Final = {
    "paragraph": "\n\n", "heading": "\n\n", "codeBlock": "\n\n", "blockquote": "\n\n", "listItem": "\n",
    "hardBreak": "\n", "tableRow": "\n", "tableCell": " ", "rule": "\n\n",
}  # fmt: skip
#: Elements that stand in paragraphs of their own, and those that only start a new line.
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_LINES: Final = frozenset(("br", "li", "tr", "figcaption"))


def html_text(source: str) -> str:
    """Return the words of an HTML fragment; blank lines part paragraphs, as in the ``text`` column.

    White space means nothing but inside ``pre``; scripts, styles and comments are dropped; an emoji that is a
    picture is replaced by its alternative text.
    """
    if "<" not in source and "&" not in source:
        return _tidy(_SPACE.sub(" ", source))
    source = _INVISIBLE.sub("", source) if "<" in source else source
    parts = _PRE.split(source) if "<pre" in source.lower() else [source]
    # Spaces of preformatted text are hidden from tidying.
    plain = [
        _tagless(part).replace(" ", _KEPT) if at % 2 else _tagless(_SPACE.sub(" ", part))
        for at, part in enumerate(parts)
    ]
    return _tidy("".join(plain)).replace(_KEPT, " ")


def broken_text(source: str) -> str:
    """Return the words of text with some HTML in it, in which line breaks count: WordPress and its kin store that."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    return _tidy(_tagless(_INVISIBLE.sub("", source))) if "<" in source or "&" in source else _tidy(source)


def plain_text(source: str) -> str:
    """Return plain text or Markdown as it is, but for line ends and outer white space."""
    return source.replace("\r\n", "\n").replace("\r", "\n").strip()


def document_text(document: dict[str, Any]) -> str:
    """Return the words of a tree of nodes, the Atlassian Document Format: blocks are paragraphs, items are lines."""
    parts: list[str] = []
    stack: list[Any] = [document]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        told = node.get("attrs") if isinstance(node.get("attrs"), dict) else {}
        inner = [one for one in node.get("content") or () if isinstance(one, dict)]
        after = _AFTER.get(str(node.get("type")), "")
        stack += [
            after,
            *inner[::-1],
            next((one for key in _SAID if isinstance(one := (node | told).get(key), str)), ""),
        ]
    return _tidy("".join(parts))


def escaped_text(source: str) -> str:
    """Return plain text or Markdown in which ``&``, ``<`` and ``>`` were escaped, as Reddit stores it."""
    return plain_text(unescape(source) if "&" in source else source)


def _tagless(source: str) -> str:
    return unescape(_TAG.sub(_replacement, source))


def _replacement(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _BLOCKS:
        return "\n\n"
    if name in _LINES:
        return "" if tag[1] else "\n"
    if name in ("td", "th"):
        return " "
    if name == "img" and _EMOJI.search(tag[3]):
        alternative = _ALT.search(tag[3])
        return alternative[1] if alternative else ""
    return ""


def _tidy(text: str) -> str:
    return _BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", text.replace("\xa0", " "))).strip()
