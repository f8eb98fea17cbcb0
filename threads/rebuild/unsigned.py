"""Comments whose author lines are gone and that no list marks: parted by running numbers, or by gaps.

A page may number what is said, on a line of its own; or its heading counts the comments, and as many pieces stand
below it, parted by other gaps than paragraphs are. Either is weighed as lists of comments are.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from .announced import BUTTON, COUNTED, END, agree, announces_end, buttons, ends_at, heading_of, number_of
from .blocks import Block, finished
from .counted import running
from .footers import drop_footer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .blocks import Cut
    from .lines import Lines
    from .spans import Span

#: Log-odds that such parts are no comments to begin with, of a piece between gaps, of one with the next number, and
#: how many of either count.
PRIOR: Final = -9.0
PIECE: Final = 0.3
NUMBERED: Final = 0.5
MOST: Final = 40
#: So few pieces between wider gaps may be as many as a heading counts by chance.
FEWEST: Final = 8
#: A line that counts the comments is no longer than this.
COUNTING: Final = 160
#: Blank lines between two comments: more than between their paragraphs, or none, where paragraphs have one.
WIDER: Final = range(2, 1_000)
NARROWER: Final = range(1)
#: Ways to number a comment on a line of its own.
_WAYS: Final = (
    re.compile(r"(?:[•*] )?#(\d{1,5})"),
    re.compile(r"(\d{1,5}):"),
    re.compile(
        r"(?:[Pp]ost|[Cc]omment|[Rr]eply|[Bb]eitrag|[Mm]essage|[Mm]ensaje|[Сс]ообщение) #?(\d{1,5})(?: of \d+)?"
    ),
)
_CLAIM: Final = re.compile(
    r"(?<![\w.,])(?P<claimed>\d{1,3}(?:[.,]\d{3})+|\d+)\s"
    r"(?i:comments?|responses?|replies|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties)\b"
)


class Parted(NamedTuple):
    """Parts of a text that are comments: the lines of each, the first of which is a number where ``numbered``."""

    parts: tuple[range, ...]
    numbers: tuple[str, ...]
    heading: int
    claimed: int | None
    gain: float


def find_parts(lines: Lines) -> Parted | None:
    """Find comments that are numbered or counted; ``None`` where nothing shows that there are any."""
    found = [one for one in (*_numbered(lines), _spaced(lines)) if one is not None]
    best = max(found, key=lambda one: one.gain, default=None)
    return best if best is not None and best.gain > 0 else None


def cut_parts(lines: Lines, found: Parted) -> Cut:
    """Take the parts for comments."""
    drawn = buttons(lines, found.parts)
    inside = {at for part in found.parts for at in part}
    spans: list[Span] = [
        (lines.begin[at], lines.end(at), "residue", None)
        for at in range(found.heading, len(lines))
        if lines.content[at] and at not in inside
    ]
    blocks: list[Block] = []
    for place, part in enumerate(found.parts):
        block = Block(lines.indent[part.start])
        blocks.append(block)
        if found.numbers:
            block.fields["number"] = found.numbers[place]
        for at in part:
            span = (lines.begin[at], lines.end(at))
            marks = at in drawn or (bool(found.numbers) and at == part.start)
            if lines.content[at]:
                spans.append((*span, "marker" if marks else "body", place))
            if lines.content[at] and not marks:
                block.body.append(span)
    spans.sort()
    drop_footer(lines, blocks, spans)
    return finished(lines, found.heading, blocks, found.claimed, spans)


def _numbered(lines: Lines) -> Iterator[Parted]:
    for way in _WAYS:
        hits = [(at, hit[1]) for at, words in enumerate(lines.content) if words and (hit := way.fullmatch(words))]
        heads = set(running([(at, int(number)) for at, number in hits]))
        if not heads:
            continue
        starts = sorted(heads)
        parts = [range(*pair) for pair in pairwise((*starts, ends_at(lines, starts[-1])))]
        heading, claimed, gain = heading_of(lines, starts[0], (len(parts),))
        gain += BUTTON * min(MOST, len(buttons(lines, parts)))
        # Without any of these, numbers may count the places of a ranking.
        gain += END * announces_end(lines, parts[-1].stop)
        numbers = tuple(number for at, number in hits if at in heads)
        yield Parted(
            tuple(parts), numbers, heading, claimed, PRIOR + gain + NUMBERED * min(MOST, len(parts)) if gain else PRIOR
        )


def _spaced(lines: Lines) -> Parted | None:
    """Pieces that gaps part, as many as a line above them counts."""
    for at, words in enumerate(lines.bare):
        claim = _CLAIM.search(words) if len(words) <= COUNTING else None
        if claim is None:
            continue
        claimed = number_of(claim["claimed"])
        for gaps in (WIDER, NARROWER):
            parts = _pieces(lines, at + 1, gaps)
            if len(parts) >= FEWEST and agree(claimed, len(parts)):
                return Parted(tuple(parts), (), at, claimed, PRIOR + COUNTED + PIECE * min(MOST, len(parts)))
    return None


def _pieces(lines: Lines, first: int, gaps: range) -> list[range]:
    """What gaps of the given numbers of blank lines part, from a line on to the end of the comments."""
    parts: list[range] = []
    for at in range(first, ends_at(lines, first)):
        if not lines.content[at]:
            continue
        if parts and at - parts[-1].stop not in gaps:
            parts[-1] = range(parts[-1].start, at + 1)
        else:
            parts.append(range(at, at + 1))
    return parts
