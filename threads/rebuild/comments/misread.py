"""Comments that are none: what a layout cut out before the first, behind the last and between two, where nobody speaks.

Menus, lists of articles and what a page says of itself hold lines that look like heads as well. Their entries lack the
name or the time that all comments have; parts of a head that were cut off say no more than a name, a button or signs.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from ..text.furniture import keys_of
from ..text.namelike import is_unparted, namelike

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .blocks import Block

#: So many comments, this share of them whole, show what all have; so many that lack it stand outside.
FEWEST: Final = 4
WHOLE: Final = 0.9
OUTSIDE: Final = 2
TIMELESS: Final = 0.75
#: Of so many times the comments themselves, times may be lost.
MOST_OUTSIDE: Final = 2
#: Share of the comments that are no more than parts of heads, from which on these were cut wrong, and their fewest.
PARTS: Final = 0.1
FEWEST_PARTS: Final = 3
#: Share of comments that lack what nearly all others have and say nothing, from which on all of these are such parts.
MOSTLY_PARTS: Final = 0.3
USUAL: Final = 0.8
#: Nothing is said in so few characters, so few of a script that parts no words, in lines of so few words, no sentence.
SHORT: Final = 60
SHORT_UNPARTED: Final = 8
FEW_WORDS: Final = 4
#: A name is at least this likely one.
LIKELY: Final = 0.0
_TOLD: Final = frozenset(("gone", "id", "level", "number", "parent", "parent_number"))
_SENTENCE: Final = frozenset(".!?…。！？")


def misread(blocks: Sequence[Block]) -> tuple[frozenset[int], frozenset[int]]:
    """Which comments are none: those outside the section, and parts of heads within it.

    A name that such a part holds goes to the next comment, where that has none.
    """
    out = _outside(blocks) | _unlevelled(blocks)
    inner = [at for at in range(len(blocks)) if at not in out]
    parts = _parts([blocks[at] for at in inner]) or _name_of_first([blocks[at] for at in inner])
    for place in parts:
        if place + 1 < len(inner) and place + 1 not in parts:
            _hand_name_on(blocks[inner[place]], blocks[inner[place + 1]])
    return out, frozenset(inner[place] for place in parts)


def _outside(blocks: Sequence[Block]) -> frozenset[int]:
    """Those before the first and behind the last of the comments that have both a name and a time, as nearly all do."""
    whole = [_is_whole(block) for block in blocks]
    start, end = _densest(whole)
    if end - start < FEWEST or sum(whole[start:end]) < WHOLE * (end - start):
        return frozenset()
    sides = (range(start), range(end, len(blocks)))
    most = MOST_OUTSIDE * (end - start)
    return frozenset(
        at for side in sides if len(side) <= most and _lack_times([blocks[at] for at in side]) for at in side
    )


def _unlevelled(blocks: Sequence[Block]) -> frozenset[int]:
    """Those before the first and behind the last with a level, where nearly all between them have one."""
    levels = [at for at, block in enumerate(blocks) if "level" in block.fields]
    if len(levels) < FEWEST or len(levels) < WHOLE * (levels[-1] + 1 - levels[0]):
        return frozenset()
    return frozenset(at for at in range(len(blocks)) if not levels[0] <= at <= levels[-1])


def _lack_times(side: Sequence[Block]) -> bool:
    """Whether few have a time of what stands at one side: the article has one, or a story that the page goes on to."""
    if any(map(_is_told, side)):
        return False
    return len(side) >= OUTSIDE and sum("date" not in block.fields for block in side) >= TIMELESS * len(side)


def _densest(flags: Sequence[bool]) -> tuple[int, int]:
    """The stretch with the most flags that are set less those that are not, as (begin, end)."""
    best, start, total, found = 0, 0, 0, (0, 0)
    for at, flag in enumerate(flags):
        total += 1 if flag else -1
        if total <= 0:
            start, total = at + 1, 0
        elif total > best:
            best, found = total, (start, at + 1)
    return found


def _parts(blocks: Sequence[Block]) -> frozenset[int]:
    """Those that are parts of heads, by their places, where there are enough to tell that the cut is wrong."""
    silent = [at for at, block in enumerate(blocks) if _says_nothing(block.text) and not _is_told(block)]
    if len(silent) < FEWEST_PARTS:
        return frozenset()
    usual = _usual([block for block in blocks if not _says_nothing(block.text)])
    lacking = frozenset(at for at in silent if not usual <= blocks[at].fields.keys())
    if len(lacking) >= max(FEWEST_PARTS, MOSTLY_PARTS * len(blocks)):
        return lacking
    keys = keys_of([block.text for block in blocks])
    counts = Counter(keys)
    again = frozenset(at for at in lacking if keys[at] and counts[keys[at]] >= FEWEST_PARTS)
    found = again.union(at for at in silent if _announces(blocks[at], blocks[at + 1 : at + 2]))
    return found if len(found) >= max(FEWEST_PARTS, PARTS * len(blocks)) else frozenset()


def _name_of_first(blocks: Sequence[Block]) -> frozenset[int]:
    """The first comment, where it is no more than the name that the next lacks, and something above was its name."""
    if len(blocks) < FEWEST + 2 or not all(map(_is_whole, blocks[2:])) or "date" in blocks[0].fields:
        return frozenset()
    lacks_name = "date" in blocks[1].fields and "author" not in blocks[1].fields
    named = "\n" not in blocks[0].text and _says_nothing(blocks[0].text) and namelike(blocks[0].text, {}) >= LIKELY
    return frozenset((0,)) if lacks_name and named else frozenset()


def _usual(blocks: Sequence[Block]) -> frozenset[str]:
    """What is told of nearly all who say something."""
    return frozenset(
        name for name in ("author", "date") if sum(name in block.fields for block in blocks) > USUAL * len(blocks)
    )


def _is_whole(block: Block) -> bool:
    return {"author", "date"} <= block.fields.keys()


def _is_told(block: Block) -> bool:
    """Whether a mark says that this is a comment: it counts it, or says whom it answers or who answers it."""
    return bool(block.leads or block.replies) or not _TOLD.isdisjoint(block.fields)


def _says_nothing(text: str) -> bool:
    if len(text) > SHORT or sum(map(is_unparted, text)) > SHORT_UNPARTED:
        return False
    return all(len(line.split()) <= FEW_WORDS and line[-1] not in _SENTENCE for line in text.split("\n") if line)


def _announces(block: Block, following: Iterable[Block]) -> bool:
    """Whether what a comment holds is told again by the next, which says something: its time, or who wrote it."""
    first = block.text.partition("\n")[0].strip().casefold()
    for after in following:
        if _says_nothing(after.text):
            return False
        date = block.fields.get("date")
        if date is not None and len(date) > 5 and date == after.fields.get("date") and "author" not in block.fields:
            return True
        if first and first in (after.fields.get("author", "").casefold(), after.text.partition("\n")[0].casefold()):
            return True
    return False


def _hand_name_on(part: Block, block: Block) -> None:
    first = part.text.partition("\n")[0].strip()
    if "author" not in block.fields and namelike(first, {}) >= LIKELY:
        block.fields["author"] = first
