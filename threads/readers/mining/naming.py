"""The name that an element shows: its first line, without the date where it holds that too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...dates import date_start
from ..htmlkit.flow import PARAGRAPH
from ..htmlkit.values import author_of
from .parts import date_text

if TYPE_CHECKING:
    from .outline import Outline


def shown_name(page: Outline, at: int, dated: int | None) -> str | None:
    """Return the words of a name's element, up to the first line that ends in it, without a date inside it or like it."""
    inside = page.text_of(dated, 120) if dated is not None and at < dated < page.ends[at] else None
    words = beside_points(page, at) or first_line(page, at)
    if dated == at and (start := date_start(words)):
        words = words[:start].rstrip(" ,;:.|·•–—-(")
    for date in (inside, date_text(page, dated) if dated is not None else None):
        if date and date != words and any(char.isdigit() for char in date):
            words = " ".join(words.replace(date, " ", 1).split())
    return author_of(words[:80])


def beside_points(page: Outline, at: int) -> str:
    """Return an element's own words where all that stands inside it are points, stars and the date; else nothing."""
    own = page.texts[at].strip(" /|·-")
    below = [one for one in page.below(at) if page.texts[one].strip()]
    if not below or not any(map(str.isalpha, own)) or "\n" in own.strip():
        return ""
    return (
        ""
        if any(not page.is_date(one) and any(map(str.isalpha, page.texts[one])) for one in below)
        else " ".join(own.split())
    )


def first_line(page: Outline, at: int) -> str:
    """Return the words of an element up to the first line or paragraph that ends in it."""
    parts: list[str] = []
    for node in page.nodes[at].traverse(include_text=True):
        if node.is_text_node:
            parts.append(node.text_content or "")
        elif (node.tag == "br" or node.tag in PARAGRAPH) and "".join(parts).strip():
            break
    return " ".join("".join(parts).split())
