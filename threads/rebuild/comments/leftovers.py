"""What a reading leaves unexplained: times and names of people between the words, and signatures that are no names.

A layout that is understood leaves no line above or below what is said that states a time or names somebody who comments
here. Where two layouts fit the same lines, the one that leaves less of this is the better one, whatever it is called.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...names import fold_name
from ..text.furniture import keys_of
from ..text.namelike import NAMELESS, namelike
from ..text.timed import timed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .blocks import Block, Cut

#: Log-odds that each unexplained line costs, and each comment too many that lacks the name or time that others have.
LINE: Final = 3.5
LACKING: Final = 2.5
#: What each comment costs for which the numbers have no room: numbers are lost and misread, so that it shows less.
MISCOUNTED: Final = 1.0
#: What each line costs that the page draws with at least this share of the comments.
DRAWN: Final = 1.2
RECURS: Final = 0.5
#: What a reading is worth at least that convinces.
LEAST: Final = 0.5
#: So many times as many of one kind are no more than chance.
EVEN: Final = 1.5
MOST_BY_CHANCE: Final = 3.0
#: What marks tell of a comment, if they tell anything that no other line tells.
_TOLD: Final = frozenset({"author", "date", "level", "number", "parent", "parent_number"})
#: What a signature costs at most that is no name.
WORST: Final = 2.0
#: Share of comments with the same name, of more than so many, from which on it is a button rather than a name.
ALIKE: Final = 0.8
FEWEST: Final = 3
#: Share of comments that end in what looks like a name at these log-odds, from which on the names are those lines.
UNCLAIMED: Final = 0.6
LIKELY: Final = 1.0
#: So many lines at either end of a comment are looked at, so short.
ENDS: Final = 2
SHORT: Final = 60
#: So much may stand beside a time for the line to be more than words that happen to say when.
BESIDE: Final = 25


def at_most(gain: float) -> float:
    """Return what a reading can be worth that explains so much (log-odds) and leaves nothing."""
    return max(LEAST, gain)


def reduced(gain: float, pieces: Cut) -> float:
    """Return what a reading explains (log-odds), less what it leaves; a reading that convinces keeps a little."""
    said = [block for block in pieces.blocks if "gone" not in block.fields]
    left = unexplained(said) + WORST * pieces.tidied + LACKING * pieces.misread
    return max(LEAST, gain - left)


def unexplained(blocks: Sequence[Block]) -> float:
    """Return what a reading leaves unexplained, as a cost in log-odds."""
    names = {fold_name(block.fields["author"]) for block in blocks if "author" in block.fields}
    left = sum(
        _left(line, names - {fold_name(block.fields.get("author", ""))})
        for block in blocks
        for line in _ends(block.text)
    )
    beyond = MISCOUNTED * _miscounted(blocks)
    return (
        LINE * left
        + (LINE + WORST) * _unclaimed(blocks)  # what was taken for a name instead is none
        + beyond
        + DRAWN * _drawn(blocks)
        + LACKING * _lopsided(blocks)
        + _misnamed(blocks)
    )


def _unclaimed(blocks: Sequence[Block]) -> int:
    """How many comments end in a line that looks like a name, where nearly all do but the last: they head the next."""
    last = [block.text.rpartition("\n\n")[2] for block in blocks[:-1] if "\n\n" in block.text]
    named = sum("\n" not in line and 0 < len(line) <= SHORT and namelike(line, {}) >= LIKELY for line in last)
    return named if named >= max(FEWEST, UNCLAIMED * (len(blocks) - 1)) else 0


def _miscounted(blocks: Sequence[Block]) -> int:
    """How many comments too many stand between two numbers: those of a list with lists in it do not count comments."""
    told = [block.fields.get("number", "") for block in blocks]
    numbers = [(at, int(number)) for at, number in enumerate(told) if number.isdecimal()]
    return sum(max(0, at - before - abs(high - low)) for (before, low), (at, high) in pairwise(numbers))


def _drawn(blocks: Sequence[Block]) -> int:
    """How many lines above or below what is said recur from comment to comment, but for their numbers."""
    shown = Counter(key for block in blocks for key in set(keys_of(list(_ends(block.text)))))
    often = max(FEWEST + 1, RECURS * len(blocks))
    return sum(count for count in shown.values() if count >= often)


def _ends(text: str) -> Iterator[str]:
    lines = text.split("\n", ENDS)
    below = text.rsplit("\n", ENDS)
    for line in (*lines[:ENDS], *(below[-ENDS:] if len(lines) > ENDS else ())):
        if line and len(line) <= SHORT:
            yield line


def _left(line: str, names: set[str]) -> bool:
    """Whether a line names somebody else who comments here, or states a time and hardly more (no quotation)."""
    words = line.strip(" \t*+#•·")
    if fold_name(words.rstrip(":")) in names:
        return True
    if words.endswith(":") or not any(sign.isdigit() for sign in words) or words[-1] in ".!?":
        return False
    found = timed(words)
    return found is not None and len(found.before) + len(found.after) <= BESIDE and len(found.time) > len(words) / 3


def _lopsided(blocks: Sequence[Block]) -> float:
    """By how many comments with a name and no time, or the other way round, outnumber what losses explain.

    Marks are lost at random, so that names without a time are about as many as times without a name, and comments that
    lost both no more; short lines that are no names at all, and times that are none of comments, are not.
    """
    named = sum("author" in block.fields and "date" not in block.fields for block in blocks)
    dated = sum("date" in block.fields and "author" not in block.fields for block in blocks)
    untold = sum(not (_TOLD & block.fields.keys() or block.leads or block.replies) for block in blocks)
    more, fewer = max(named, dated), min(named, dated)
    if more >= len(blocks) - FEWEST:
        return 0.0
    both = sum({"author", "date"} <= block.fields.keys() for block in blocks)
    if fewer > FEWEST * both + FEWEST:
        # Names and times that hardly ever meet are the two ends of one comment.
        return fewer - FEWEST * both
    chance = EVEN * fewer + min(MOST_BY_CHANCE, math.sqrt(len(blocks)))
    return max(0.0, more - chance) + max(0.0, untold - chance)


def _misnamed(blocks: Sequence[Block]) -> float:
    """What those names cost that hardly are any, or that nearly all comments show."""
    signed = [block.fields["author"] for block in blocks if "author" in block.fields]
    named = [name for name in signed if not NAMELESS.fullmatch(name)]
    cost = sum(max(0.0, min(WORST, -namelike(name, {}))) for name in named)
    count = max(Counter(named).values(), default=0)
    return cost + (WORST * count if count > max(FEWEST, ALIKE * len(signed)) else 0.0)
