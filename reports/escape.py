"""The one way by which outside words (names, titles, themes) reach a Plotly label.

Plotly's labels honour a small markup: ``<b>``, ``<span style=…>``, live ``<a href>`` links, entities, and
``%{…}`` in templates. Text that passed :func:`label` is shown as it stands, on one line, and cannot reorder its
neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LABEL_LENGTH: Final = 48
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "$": "&#36;", "%": "&#37;", "\\": "&#92;"}
)
_SPACES: Final = re.compile(r"\s+")
#: Italics are the one mark-up that our own labels carry.
_ITALIC: Final = re.compile(r"</?i>")
#: Marks that one letter may carry: Hebrew with points and accents has four; a tower of more leaves its line.
MARKS: Final = 4
#: Joiners are format characters too, but emoji and several scripts are spelt with them.
_JOINERS: Final = frozenset("\u200c\u200d")


def plain(text: str, length: int | None = None) -> str:
    """One line of visible characters: no control, no bidirectional override, no separator, no tower of marks.

    Parameters
    ----------
    text : str
        Anything.
    length : int, optional
        Cut to so many characters, with an ellipsis.
    """
    spaced = _SPACES.sub(" ", text)
    kept = "".join(
        one for one in spaced if one in _JOINERS or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co")
    )
    kept = "".join(_within_line(kept)).strip()
    return kept if length is None or len(kept) <= length else kept[: length - 1].rstrip() + "…"


def _within_line(text: str) -> Iterator[str]:
    """Leave out the marks above or below a letter that no script would write there."""
    marks = 0
    for one in text:
        stacked = unicodedata.combining(one) or unicodedata.category(one) == "Me"
        marks = marks + 1 if stacked else 0
        if marks <= MARKS:
            yield one


def label(text: str, length: int = LABEL_LENGTH) -> str:
    """Make outside text safe as (part of) a Plotly label, title, hover text or category."""
    return cut(plain(text), length).translate(_ENTITIES)


def inferred(written: str) -> str:
    """Mark a safe label as a name that was attributed by inference."""
    return f"<i>{written}</i>"


def shorter(written: str, length: int) -> str:
    """Cut a safe label further, never within an entity, and leave its italics."""
    if written.startswith("<i>"):
        return inferred(shorter(_ITALIC.sub("", written), length))
    return cut(unescape(written), length).translate(_ENTITIES)


def breadth(written: str) -> int:
    """How broad a safe label is, in Latin letters: an entity is one, a letter of Chinese, Japanese or Korean is two."""
    return sum(_broad(one) for one in unescape(_ITALIC.sub("", written)))


def cut(text: str, length: int) -> str:
    """Cut a text to the breadth of so many Latin letters, with an ellipsis."""
    if sum(map(_broad, text)) <= length:
        return text
    reached = accumulate(map(_broad, text))
    return "".join(one for one, far in zip(text, reached, strict=True) if far < length).rstrip() + "…"


def _broad(one: str) -> int:
    if unicodedata.combining(one) or one in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(one) in ("W", "F") else 1
