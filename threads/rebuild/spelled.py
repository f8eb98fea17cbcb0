"""Links that an extractor spells out: Markdown's ``[words](address "title")``, broken over lines or not.

Their words belong to a comment's text, their addresses do not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .dialects import dialect_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: An address, which an extractor may have broken behind a hyphen or a slash.
_ADDRESS: Final = r"<?(?:[^()\s<>\"]|\([^()\s]*\)|(?<=[-/])\n)*>?"
LINK: Final = re.compile(rf"(!?)\[((?:[^\[\]]|\[[^\[\]]*\]){{0,400}})\]\(\s*{_ADDRESS}(?:\s+\"[^\"]{{0,300}}\")?\s*\)")


def spells_links(text: str) -> bool:
    """Whether an extractor spelled links out, rather than a writer now and then."""
    dialect = dialect_of(text) if "](" in text else None
    return dialect is not None and dialect.name == "markdown"


def addresses(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Find what is no word of a text: addresses, and pictures whole."""
    for found in LINK.finditer(text, begin, end):
        if found[1]:
            yield found.span()
        else:
            yield found.start(), found.start(2)
            yield from addresses(text, *found.span(2))
            yield found.end(2), found.end()


def without(
    spans: Sequence[tuple[int, int]], gaps: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Part spans into what is left and what falls into the gaps; both in order."""
    left: list[tuple[int, int]] = []
    taken: list[tuple[int, int]] = []
    at = 0
    for begin, end in spans:
        while at < len(gaps) and gaps[at][1] <= begin:
            at += 1
        here, reached = at, begin
        while here < len(gaps) and gaps[here][0] < end:
            first, last = max(reached, gaps[here][0]), min(end, gaps[here][1])
            if reached < first:
                left.append((reached, first))
            if first < last:
                taken.append((first, last))
            reached = max(reached, last)
            here += 1
        if reached < end:
            left.append((reached, end))
    return left, taken
