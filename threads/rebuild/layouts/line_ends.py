"""Comments that end on a line with a dash, who wrote them and when: "words – NAME Mar 3 at 12:04".

So question pages print the comments on a question; copied without their page, such lines are all that is there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..grammar import fits
from ..grammars.common import ENDS
from ..segmentation.segment import BODY, FIRST_MARK, Label
from ..text.affixes import bare_span, usual_words
from ..text.headings import heading_above, heading_below, last_heading
from .answers import END, line_end, signature
from .authors import name_worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..text.lines import Lines
    from .answers import Sign

#: So many lines end so, this share of the paragraphs from the first to the last; mean log-odds that names stand there.
FEWEST: Final = 4
DENSE: Final = 0.6
NAMED: Final = 0.25
#: So much is said before a signature at least.
SAID: Final = 8
_DASH: Final = re.compile(r"\s[–—-]\s?\S")


def find_line_ends(lines: Lines) -> list[Sign]:
    """Return the signatures at the ends of lines; none where most paragraphs have none."""
    dashed = [line for line, words in enumerate(lines.bare) if words and _DASH.search(words[-END:])]
    heading = heading_below(lines, dashed[0], last_heading(lines)) if dashed else None
    if heading is not None:
        # Above the heading of the comments stands the article, and whom it quotes.
        dashed = [line for line in dashed if line > heading]
    if len(dashed) < FEWEST:
        return []
    signs = [sign for line in dashed if (sign := line_end(lines, line)) is not None and sign.said >= SAID]
    first_words, last_words = usual_words([sign.author.split() for sign in signs])
    names = [
        sign.author[slice(*bare_span(sign.author, (0, len(sign.author)), first_words, last_words))] for sign in signs
    ]
    if len(signs) < FEWEST or sum(map(name_worth, names)) < NAMED * len(signs):
        return []
    first, last = signs[0].first, signs[-1].last
    paragraphs = sum(
        bool(lines.bare[line]) and not (line > first and lines.bare[line - 1]) for line in range(first, last + 1)
    )
    if len(signs) < DENSE * paragraphs:
        return []
    return [sign._replace(author=name) for sign, name in zip(signs, names, strict=True)]


def line_end_labels(lines: Lines, signs: Sequence[Sign], head: int) -> Iterator[Label]:
    """Label the lines; ``head`` is the position of the mark for signatures."""
    begin = _start(lines, signs[0].first)
    for sign in signs:
        opened = False
        for line in range(begin, sign.last + 1):
            if lines.content[line] and line < sign.first:
                yield Label(line, BODY, not opened, None)
                opened = True
            elif line == sign.first:
                yield Label(line, FIRST_MARK + head, not opened, signature(lines, sign))
                opened = True
            elif lines.content[line]:
                yield Label(line, FIRST_MARK + head, False, None)
        begin = sign.last + 1


def _start(lines: Lines, first: int) -> int:
    """Where the first comment begins: with its paragraph, behind a heading."""
    heading = heading_above(lines, first)
    while first > 0 and lines.content[first - 1] and first - 1 != heading and not fits(lines.bare[first - 1], ENDS):
        first -= 1
    return first
