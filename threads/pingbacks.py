"""Entries among comments that no reader wrote: other pages that link here."""

from __future__ import annotations

import re
from typing import Final

from .model import Note

#: The excerpt around the link, as blog engines cut it.
_EXCERPT: Final = re.compile(r"^\[(?:…|\.\.\.)\].*\[(?:…|\.\.\.)\]$", re.DOTALL)
#: What Movable Type shows of a trackback.
_TRACKED: Final = re.compile(r"^Excerpt: .*^Weblog: ", re.DOTALL | re.MULTILINE)
_AUTHOR: Final = re.compile(r"^(?:pingback|trackback)\b\s*(?:by|from|von|de|par|:|\W)", re.IGNORECASE)


def is_pingback(author: str | None, text: str) -> bool:
    """Whether who is named and what is said show a page that links here rather than a reader who wrote.

    >>> is_pingback("Harbour Notes", "[…] as the minutes of May say […]")
    True
    >>> is_pingback("Marlo", "[…] is how you quote.")
    False
    """
    shown = _EXCERPT.match(text) or (text.startswith("Excerpt: ") and _TRACKED.match(text))
    return bool(shown or (author and _AUTHOR.match(author)))


def left_out(number: int) -> Note:
    """Say how many entries of a comment list are no comments."""
    if number == 1:
        return Note("not-a-comment", "1 entry such as a pingback was left out.")
    return Note("not-a-comment", f"{number:,} entries such as pingbacks were left out.")
