"""The name that an element shows: its first line, without the date where it holds that too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..htmlkit.flow import PARAGRAPH
from ..htmlkit.values import author_of
from .parts import date_text

if TYPE_CHECKING:
    from .outline import Outline


def shown_name(page: Outline, at: int, dated: int | None) -> str | None:
    """Return the words of a name's element, up to the first line that ends in it, without a date inside it or like it."""
    inside = page.text_of(dated, 120) if dated is not None and at < dated < page.ends[at] else None
    words = first_line(page, at)
    for date in (inside, date_text(page, dated) if dated is not None else None):
        if date and date != words and any(char.isdigit() for char in date):
            words = " ".join(words.replace(date, " ", 1).split())
    return author_of(words[:80])


def first_line(page: Outline, at: int) -> str:
    """Return the words of an element up to the first line or paragraph that ends in it."""
    parts: list[str] = []
    for node in page.nodes[at].traverse(include_text=True):
        if node.is_text_node:
            parts.append(node.text_content or "")
        elif (node.tag == "br" or node.tag in PARAGRAPH) and "".join(parts).strip():
            break
    return " ".join("".join(parts).split())
