"""Pages that a program wrote as XML: empty elements that close themselves, which HTML leaves open, are written out."""

from __future__ import annotations

import re
from typing import Final

#: Elements that HTML leaves open where they close themselves, so that they take in what follows: all of the page, where
#: it is a script or a frame.
_LEFT_OPEN: Final = frozenset(
    [
        "script", "style", "iframe", "noscript", "title", "textarea", "div", "span", "i", "a", "b", "strong", "em", "small",
        "p", "section", "article", "aside", "header", "footer", "main", "nav", "h1", "h2", "h3", "h4", "h5", "h6", "form",
        "label", "button", "select", "option", "legend", "fieldset", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead",
        "tbody", "tfoot", "tr", "td", "th", "figure", "figcaption", "blockquote", "cite", "q", "pre", "code", "abbr", "time",
        "center", "font", "u", "s", "del", "ins", "sub", "sup", "video", "canvas", "object",
    ]
)  # fmt: skip
#: Elements without contents: a program that writes XML closes each of them, and the first ones stand in the head.
_EMPTY: Final = ("<meta", "<link")
_HEAD: Final = 20_000
_SCRIPT: Final = "<script"
_END: Final = re.compile("/>")
_LONGEST_NAME: Final = max(map(len, _LEFT_OPEN)) + 1


def written_out(text: str) -> str:
    """Give each empty element of a page in XML its closing tag; any other page is returned as it is.

    What stands in scripts is left alone: ``$("<div/>")`` is a common way to make an element.
    """
    if not _is_xml(text) or _LEFT_OPEN.isdisjoint(_closing_themselves(text)) or "<br>" in text:
        return text
    parts: list[str] = []
    at = done = 0
    script = text.find(_SCRIPT)
    while (end := text.find("/>", at)) >= 0:
        if 0 <= script < end:
            at = _behind(text, script)
            script = text.find(_SCRIPT, max(at, script + 1))
            if at > end:
                continue
        name = _closes_itself(text, text.rfind("<", at, end), end)
        at = end + 2
        if name in _LEFT_OPEN:
            parts += [text[done:end], f"></{name}>"]
            done = at
    return "".join([*parts, text[done:]]) if parts else text


def _is_xml(text: str) -> bool:
    """Whether the first empty elements of the head close themselves."""
    ends = [text.find(">", at) for tag in _EMPTY if (at := text.find(tag, 0, _HEAD)) >= 0]
    return all(text[end - 1] == "/" for end in ends)


def _closing_themselves(text: str) -> set[str]:
    """Return the names of the tags that close themselves, and of what in scripts looks like one."""
    names: set[str] = set()
    at = 0
    for found in _END.finditer(text):
        end = found.start()
        start = text.rfind("<", at, end) + 1
        words = text[start : min(end, start + _LONGEST_NAME)].split(None, 1) if start else ()
        names.update(words[:1])
        at = end + 2
    return {name.lower() for name in names}


def _behind(text: str, script: int) -> int:
    """Return where a script ends, or where its tag begins if that closes itself."""
    opened = text.find(">", script)
    if opened < 0 or text[opened - 1] == "/":
        return script
    closed = text.find("</script", opened)
    return closed if closed >= 0 else len(text)


def _closes_itself(text: str, start: int, end: int) -> str:
    """Return the name of the tag that ends here; nothing for an address without quotation marks that ends in a slash."""
    tag = text[start + 1 : end] if start >= 0 else ""
    words = tag.split(None, 1)
    plain = "=" not in tag or tag[-1] in "\"' \t\r\n"
    return words[0].lower() if words and plain else ""
