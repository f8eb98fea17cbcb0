"""Names at the beginning of what is said, where no line of a head holds any: "NAME：words", or "NAME Words".

A layout whose times stand below the words may have its names on their first line. That is so where nearly every comment
opens with a name and a colon, or with a name whose words all begin with a capital, as does the word behind it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..layouts.authors import are_people
from .spans import starting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text.lines import Lines
    from .blocks import Block
    from .spans import Span

#: So many comments, this share of all, open in such a way.
FEWEST: Final = 4
USUAL: Final = 0.8
_COLON: Final = re.compile(r"(?P<author>[^\s:：@][^:：\n]{0,30}?)\s?[:：]\s?(?=[^\s/\d])")
#: Two words, and what begins behind them.
_WORDS: Final = re.compile(r"(?P<author>[^\W\d_][\w'’-]+ [^\W\d_][\w'’-]+)\s+[\"“„«¿¡]?(?=[^\W\d_])")


def take_openers(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Give the names with which nearly all comments open to the marks, where no others are known."""
    said = [block for block in blocks if block.body]
    if len(said) < FEWEST or sum("author" in block.fields for block in blocks) > (1 - USUAL) * len(blocks):
        return
    for style in (_colon, _capitals):
        found = {at: one for at, block in enumerate(blocks) if block.body and (one := style(lines, block)) is not None}
        if len(found) >= USUAL * len(said) and are_people([one["author"] for one in found.values()]):
            for at, one in found.items():
                _take(blocks[at], at, one, spans)
            return


def _colon(lines: Lines, block: Block) -> re.Match[str] | None:
    return _COLON.match(lines.text, *block.body[0])


def _capitals(lines: Lines, block: Block) -> re.Match[str] | None:
    """Two words with capitals before the first of a sentence, which has one as well."""
    found = _WORDS.match(lines.text, *block.body[0])
    if found is None or not lines.text[found.end()].isupper():
        return None
    return found if all(word[0].isupper() and not word.isupper() for word in found["author"].split()) else None


def _take(block: Block, at: int, found: re.Match[str], spans: list[Span]) -> None:
    begin, end = block.body[0]
    first = found.end()
    block.fields["author"] = found["author"]
    place = starting(spans, begin)
    spans[place : place + 1] = [(begin, first, "marker", at), (first, end, "body", at)]
    block.body[0] = (first, end)
