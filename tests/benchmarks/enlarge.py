"""A page with thousands of comments out of one with a few: its comment list repeated, ids made new in each copy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commentariat.threads.payload import Payload
from commentariat.threads.readers.htmlkit.page import Page
from commentariat.threads.readers.htmlkit.platform import HtmlPlatform
from commentariat.threads.registry import best_claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode

#: Attributes that hold ids, and what in them is one: a number that is part of no date.
_IDS = re.compile(
    r"\b(?:id|name|for|href|cite|about|resource|thingid|parentid|postid|permalink|data-[\w-]*(?:id|key|parent|content)[\w-]*)"
    r'="[^"]*"'
)
_NUMBER = re.compile(r"(?<!\d)(?<!\d[-:T])\d+(?!\d|:|-\d\d\b)")


def enlarged(data: bytes, comments: int, change: Callable[[str, int], str] = lambda html, _: html) -> bytes | None:
    """Repeat the comment list of a page until it holds as many comments as asked; ``None`` where none is found.

    ``change`` is given the HTML of each copy and its number, and returns what to put in its place.
    """
    payload = Payload("page", data)
    claim = best_claim(payload)
    if claim is None or not isinstance(claim[0], HtmlPlatform):
        return None
    page = Page.of(payload, claim[0])
    if not page.records:
        return None
    around = _around([record.node for record in page.records])
    inner = around.inner_html or ""
    copies = -(-comments // len(page.records))
    repeated = "".join(change(_renumbered(inner, copy), copy) for copy in range(copies))
    return (payload.html.html or "").replace(inner, repeated, 1).encode("utf-8", "replace")


def _around(nodes: list[LexborNode]) -> LexborNode:
    """Return the smallest element that holds all of several."""
    paths = [_path(nodes[0]), _path(nodes[-1])]
    shared = [a for a, b in zip(*paths, strict=False) if a.mem_id == b.mem_id]
    best = shared[-1]
    return best if best.mem_id != nodes[0].mem_id else shared[-2]


def _path(node: LexborNode) -> list[LexborNode]:
    path = [node]
    while (above := path[-1].parent) is not None:
        path.append(above)
    return path[::-1]


def _renumbered(html: str, copy: int) -> str:
    if not copy:
        return html
    return _IDS.sub(lambda found: _NUMBER.sub(lambda number: f"{number[0]}{copy:04d}", found[0]), html)
