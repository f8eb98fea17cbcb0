"""Texts in which nobody speaks, told by a look that costs less than any line grammar.

A list of words, of hosts, of settings or of figures has next to no line with so many words as a sentence: below the
shortest comments, names, clocks and buttons every tenth line or so has. Subtitles time what is heard, and name nobody.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from ..words import is_dense

if TYPE_CHECKING:
    from .lines import Lines

#: So few lines may be short by chance.
FEWEST: Final = 100
#: Words of a line that may say something; signs of one in a script that parts no words.
SAYING: Final = 5
SAYING_SIGNS: Final = 10
#: Share of lines that say something, below which a text is a list: terse sections have ten times so many.
SAID: Final = 0.01
#: Share of lines that time a subtitle: they have a number, this line, and one to three of words.
TIMED: Final = 0.1
_CUE: Final = re.compile(r"(?:\d+:)?\d\d?:\d\d[,.]\d{1,3}\s+-->\s+(?:\d+:)?\d\d?:\d\d[,.]\d{1,3}\b")


def nobody_speaks(lines: Lines) -> bool:
    """Whether a text is a list or subtitles, so that no grammar needs to be tried on it."""
    filled = [content for content in lines.content if content]
    if sum(_CUE.match(content) is not None for content in filled) > TIMED * len(filled):
        return not any(content.startswith("<v ") for content in filled)
    if len(filled) < FEWEST:
        return False
    most = int(SAID * len(filled))
    return len(list(islice(filter(_says, filled), most + 1))) <= most


def _says(content: str) -> bool:
    """Whether a line has the words of a short sentence."""
    return (content.count(" ") + 1 >= SAYING and len(content.split()) >= SAYING) or _says_unparted(content)


def _says_unparted(content: str) -> bool:
    return not content.isascii() and sum(map(is_dense, content)) >= SAYING_SIGNS
