"""What a filled line of a dump is."""

from __future__ import annotations

from enum import IntEnum


class Tag(IntEnum):
    """One line: outside of the comments, the author's name, what else belongs to no body, or said by somebody."""

    OUTSIDE = 0
    NAME_ABOVE = 1
    BESIDE = 2
    FIRST = 3
    BODY = 4
    NAME_BELOW = 5
