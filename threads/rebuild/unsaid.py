"""Texts in which nobody speaks to anybody, told by a look that costs less than any line grammar.

A list of words, of hosts, of settings or of figures has next to no line with so many words as a sentence: below the
shortest comments, names, clocks and buttons every tenth line or so has. Subtitles time what is heard, programs log
under their number or a level, collections of sayings part them by a sign alone.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from ..words import is_dense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .text.lines import Lines

#: So few lines may be short by chance.
FEWEST: Final = 100
#: Words of a line that may say something; signs of one in a script that parts no words.
SAYING: Final = 5
SAYING_SIGNS: Final = 10
#: Share of lines that say something, below which a text is a list: terse sections have ten times so many.
SAID: Final = 0.01
#: Share of lines that time a subtitle: they have a number, this line, and one to three of words.
TIMED: Final = 0.1
#: Share of lines under which a program logged something; how much of a line is looked at.
LOGGED: Final = 0.5
BEGIN: Final = 120
#: Share of lines that only part sayings, in a text of so many: fewer may be typed.
PARTING: Final = 0.05
FEWEST_PARTING: Final = 5
_CUE: Final = re.compile(r"(?:\d+:)?\d\d?:\d\d[,.]\d{1,3}\s+-->\s+(?:\d+:)?\d\d?:\d\d[,.]\d{1,3}\b")
_LOG: Final = re.compile(r"\w\[\d{1,8}\]: |\b(?:DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|TRACE|NOTICE|CRITICAL)\b")
#: Where a log holds what people say, or a subtitle names who is heard.
_SPEAKER: Final = re.compile(r"<[^<>\s/][^<>]{0,40}>")


def nobody_speaks(lines: Lines) -> bool:
    """Whether a text is a list, a log, subtitles or a collection of sayings, so that no grammar needs to be tried."""
    filled = [content for content in lines.content if content]
    if _is_list(filled) or filled.count("%") > max(FEWEST_PARTING, PARTING * len(filled)):
        return True
    timed = sum(_CUE.match(content) is not None for content in filled) > TIMED * len(filled)
    logged = sum(_LOG.search(content, 0, BEGIN) is not None for content in filled) > LOGGED * len(filled)
    return (timed or logged) and len(filled) >= FEWEST and not any(map(_SPEAKER.search, filled))


def _is_list(filled: Sequence[str]) -> bool:
    if len(filled) < FEWEST:
        return False
    most = int(SAID * len(filled))
    return len(list(islice(filter(_says, filled), most + 1))) <= most


def _says(content: str) -> bool:
    """Whether a line has the words of a short sentence."""
    return (content.count(" ") + 1 >= SAYING and len(content.split()) >= SAYING) or _says_unparted(content)


def _says_unparted(content: str) -> bool:
    return not content.isascii() and sum(map(is_dense, content)) >= SAYING_SIGNS
