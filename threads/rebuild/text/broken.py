"""Times that an extractor broke over two lines where it wrapped them: "March 5, 2021," and below it "4:31 pm"."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from .timed import LONGEST, timed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Widths at which extractors wrap lines.
NARROWEST: Final = 60
WIDEST: Final = 210
#: How much shorter lines may be because a word did not fit, how much longer than most, how many show the width.
RAGGED: Final = 12
SLACK: Final = 4
FEWEST: Final = 6
#: So many lines show it; a word longer than this is wrapped wherever it stands.
SAMPLE: Final = 5_000
LONGEST_WORD: Final = 30
#: A time reaches so far over the end of its line; what may stand behind it there is as short.
REACH: Final = 30
BEHIND: Final = 12
_DIGIT: Final = re.compile(r"\d")
#: A day at the end of a line that goes on, and a clock alone.
_DAY: Final = re.compile(r"\d,$")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?Uhr)?")


def mend(content: Sequence[str], bare: list[str], skip: list[int]) -> None:
    """Put times that were broken over two lines back on the first; what that leaves of the second stays there.

    ``bare`` and ``skip`` are those of :class:`.Lines`, and are changed.
    """
    width = _width(content)
    for line in (*_parted(bare), *(_wrapped(content, width) if width is not None else ())):
        above, below = bare[line], bare[line + 1]
        if not (_DIGIT.search(above, max(0, len(above) - REACH)) and _DIGIT.search(below, 0, REACH)):
            continue
        reach = _reach(above, below)
        if reach:
            bare[line], bare[line + 1] = f"{above} {below[:reach]}".rstrip(), below[reach:].lstrip()
            skip[line + 1] += len(below) - len(bare[line + 1])


def _parted(bare: Sequence[str]) -> list[int]:
    """Lines that end in a day and a comma, above a clock alone: the page itself breaks them there."""
    both = enumerate(pairwise(bare))
    return [
        line for line, (above, below) in both if above.endswith(",") and _DAY.search(above) and _CLOCK.fullmatch(below)
    ]


def _width(content: Sequence[str]) -> int | None:
    """How wide a text was wrapped, by the lines that go on; ``None`` where most differ in length."""
    lengths = Counter(len(line) for line, below in pairwise(content[:SAMPLE]) if line and below)
    near = {
        width: sum(lengths[length] for length in range(width - RAGGED, width + 1))
        for width in lengths
        if NARROWEST <= width <= WIDEST
    }
    width = max(near, key=lambda one: (near[one], -one), default=None)
    return width if width is not None and near[width] >= FEWEST else None


def _wrapped(content: Sequence[str], width: int) -> Iterator[int]:
    """Lines that the first word of the next would have made too long."""
    least = width - SLACK - 1
    for line, (above, below) in enumerate(pairwise(content)):
        if below and len(above) > least - LONGEST_WORD and len(above) + len(below.split(maxsplit=1)[0]) >= least:
            yield line


def _reach(above: str, below: str) -> int:
    """How much of the line below belongs to a time that begins on the line above."""
    above = above[REACH - LONGEST :]
    both = f"{above} {below[:REACH]}"
    found = timed(both)
    if found is None:
        return 0
    begin = both.index(found.time)
    end = begin + len(found.time)
    if not begin < len(above) < end - 1:
        return 0
    rest = len(below) - (end - len(above) - 1)
    return len(below) if rest <= BEHIND else end - len(above) - 1
