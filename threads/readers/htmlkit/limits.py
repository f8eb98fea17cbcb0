"""What a page may ask of the parser: tags are counted and nesting is estimated before anything is built."""

from __future__ import annotations

from typing import Final

from ...errors import BrokenSource

#: Far more than saved pages have; the parser holds each character some twenty times.
MAX_CHARACTERS: Final = 150_000_000
#: The parser holds some hundred bytes a tag.
MAX_TAGS: Final = 6_000_000
#: The parser's work grows with the square of the nesting of elements.
MAX_NESTING: Final = 30_000
#: Up to so many tags even the worst nesting takes seconds only.
FEW_TAGS: Final = 100_000
#: Elements that stay open until they are closed.
_CLOSED: Final = ("div", "span", "ul", "table", "blockquote")


def check_page(text: str, *, name: str) -> None:
    """Refuse a page that would take unbounded time or memory.

    Raises
    ------
    BrokenSource
        More than :data:`MAX_CHARACTERS` or :data:`MAX_TAGS` tags, or more than :data:`MAX_NESTING` elements open at once.
    """
    if len(text) > MAX_CHARACTERS:
        raise BrokenSource(f"{name} has more than {MAX_CHARACTERS:,} characters, the limit for a page.", name=name)
    tags = text.count("<")
    if tags > MAX_TAGS:
        raise BrokenSource(f"{name} holds more than {MAX_TAGS:,} tags, the limit for an HTML page.", name=name)
    if tags > FEW_TAGS and _nesting(text) > MAX_NESTING:
        raise BrokenSource(f"{name} nests more than {MAX_NESTING:,} elements, the limit for an HTML page.", name=name)


def _nesting(text: str) -> int:
    """Estimate the greatest nesting: tags opened without a closing one between, and tags never closed."""
    run = max(piece.count("<") for piece in text.split("</"))
    return max(run, sum(text.count(f"<{tag}") - text.count(f"</{tag}") for tag in _CLOSED))
