"""Lines that recur because the page draws them with every comment: ranks, profile links, buttons in any language."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from .namelike import NAMELESS
from .timed import timed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .lines import Lines

LONGEST: Final = 60
#: A line must recur this often, and this share of the time right beside one and the same other line.
FEWEST: Final = 4
TOGETHER: Final = 0.6
_DIGITS: Final = re.compile(r"\d+")
_PICTURES: Final = re.compile(r"\[[^\[\]]{1,24}\](?:\s+\[[^\[\]]{1,24}\]){1,4}")
_SIGNS: Final = "9 #.,-+|"


def keys_of(words: Sequence[str], longest: int = LONGEST) -> list[str]:
    """Each line in small letters with its numbers blanked out; empty where it is too long to be furniture.

    Lines of nothing but names of pictures are all alike.
    """
    return [_key(line) if len(line) <= longest else "" for line in words]


def _key(line: str) -> str:
    if line[:1] == "[" and is_pictures(line):
        return "[]"
    return _DIGITS.sub("9", line).casefold()


def is_pictures(line: str) -> bool:
    """Whether a line holds names of several pictures, as a text browser writes them, and nothing else."""
    return _PICTURES.fullmatch(line) is not None


def _drawn(words: str) -> bool:
    return timed(words) is None and not NAMELESS.fullmatch(words)


def furniture(lines: Lines) -> frozenset[int]:
    """Lines that always come together, one right below the other.

    A name recurs as well, but what stands below and above it differs each time: another name, a date, or what is
    said. Times are never furniture.
    """
    at = [line for line, words in enumerate(lines.bare) if words]
    keys = keys_of([lines.bare[line] for line in at])
    counts = Counter(keys)
    shown = dict(zip(keys, at, strict=True))
    often = {key for key, count in counts.items() if key and count >= FEWEST and key.strip(_SIGNS)}
    pairs = Counter((a, b) for a, b in pairwise(keys) if a in often and b in often and a != b)
    together = [pair for pair, count in pairs.items() if count >= TOGETHER * max(counts[key] for key in pair)]
    # Few lines come together, so that few need to be asked whether they state a time.
    drawn = {key: _drawn(lines.bare[shown[key]]) for key in dict.fromkeys(chain.from_iterable(together))}
    tied = {key for pair in together if all(drawn[one] for one in pair) for key in pair}
    return frozenset(line for line, key in zip(at, keys, strict=True) if key in tied)
