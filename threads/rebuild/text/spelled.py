"""What an extractor adds inside the words: the addresses of links, names of pictures, signs it does not decode.

The words of a link belong to a comment's text, its address does not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: An address, which an extractor may have broken behind a hyphen or a slash.
_ADDRESS: Final = r"<?(?:[^()\s<>\"]|\([^()\s]*\)|(?<=[-/])\n(?:> ?)*)*>?"
#: An address with words in it, as of a button that shares what somebody says: what it is called ends it.
_WORDY: Final = r"https?://[^()\"]{0,1200}(?<=\s)\"[^\"]{0,300}\""
LINK: Final = re.compile(
    rf"(!?)\[((?:[^\[\]]|\[[^\[\]]*\]){{0,400}})\]\(\s*(?:{_ADDRESS}(?:\s+\"[^\"]{{0,300}}\")?|{_WORDY})\s*\)"
)
_PICTURE: Final = re.compile(r"\[[^\]\s]{1,60}\.(?:gif|png|jpe?g|svg|webp)\][ \t]*|\(BUTTON\)[ \t]*")
#: What a text browser writes as well: the number of a link before its words.
_NUMBERED: Final = re.compile(rf"{_PICTURE.pattern}|\[\d{{1,4}}\](?=\S)")
#: The first of the signs before a line that is marked as a quotation.
_QUOTING: Final = re.compile(r"^> ?", re.MULTILINE)
#: What Markdown puts around the rows of a table and before what a list of definitions says.
_FRAME: Final = re.compile(r"^[ \t]*(?:\|[ \t]|:[ \t]{2,3}(?=\S))|[ \t]\|$", re.MULTILINE)
_REFERENCE: Final = re.compile(r"&#(?:x[0-9A-Fa-f]{2,6}|\d{2,7});")


def added(text: str, begin: int, end: int, extractor: str, *, indented: bool = False) -> list[tuple[int, int]]:
    """Find what an extractor (a dialect's name) wrote into a body, in order.

    ``indented`` says that all it says is marked as a quotation, because the page moved it to the right.
    """
    if extractor == "markdown":
        marks = [found.span() for found in _QUOTING.finditer(text, begin, end)] if indented else []
        frames = [found.span() for found in _FRAME.finditer(text, begin, end)]
        return _apart(sorted([*addresses(text, begin, end), *frames, *marks]))
    pattern = _NUMBERED if extractor == "lynx" else _PICTURE
    return [found.span() for found in pattern.finditer(text, begin, end)]


def _apart(gaps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what begins inside of another."""
    out: list[tuple[int, int]] = []
    for gap in gaps:
        if not out or gap[0] >= out[-1][1]:
            out.append(gap)
    return out


def decoded(text: str) -> str:
    """Decode the numeric references that an extractor left as they stand in the page."""
    return _REFERENCE.sub(lambda found: unescape(found.group()), text) if "&#" in text else text


def addresses(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Find what is no word of a text: addresses, and pictures whole."""
    for found in LINK.finditer(text, begin, end):
        if found[1]:
            yield found.span()
        else:
            yield found.start(), found.start(2)
            yield from addresses(text, *found.span(2))
            yield found.end(2), found.end()


def between(text: str, gaps: Sequence[tuple[int, int]], begin: int, end: int) -> str:
    """Return what a part of a text says outside of the gaps, which are in order and apart."""
    here = max(0, bisect_right(gaps, (begin, begin)) - 1)
    parts, reached = [], begin
    while here < len(gaps) and gaps[here][0] < end:
        if gaps[here][1] > reached:
            parts.append(text[reached : max(reached, gaps[here][0])])
            reached = gaps[here][1]
        here += 1
    return "".join([*parts, text[reached:end]]).strip()


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
