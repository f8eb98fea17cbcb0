"""What text extractors leave on names: the file of a picture before them, a verb at their ends, half of a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..text.affixes import FEWEST, USUAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block

_GLUED: Final = (
    re.compile(r"^(?:\d{1,3}\.\s+|\W+)?\[?[\w.-]{1,24}\]\s*(?=\S)"),
    # Where somebody writes from, or how often.
    re.compile(r"(?<=\S)\s*[\[【][^\[\]【】]{1,24}[\]】]$"),
    re.compile(
        r"(?<=\w)(?:says|said|wrote|dit|ha|dijo|dice|escribió|disse|scrive|schreibt|schrieb|sagte?|meint|zegt|schreef|skrev|pisze)$"
    ),
)
#: The half of the day behind a clock, and where it stands before a name.
_HALF: Final = re.compile(r"\d\s?[ap]m$")
_BEFORE: Final = re.compile(r"([ap]m)(?=[^\W\d_]{2})")


def give_halves_back(blocks: Sequence[Block]) -> None:
    """Names take no half of the day with them: "9:57 pmmarlo", where other times end in "am" or "pm"."""
    if not any(_HALF.search(block.fields.get("date", "")) for block in blocks):
        return
    for block in blocks:
        date, half = block.fields.get("date", ""), _BEFORE.match(block.fields.get("author", ""))
        if half is not None and date[-1:].isdigit():
            block.fields["date"] = f"{date} {half[1]}"
            block.fields["author"] = block.fields["author"][half.end() :]


def unglued(names: Sequence[str]) -> list[str]:
    """Take off what most of the different names have glued to them; one name alone may end so by itself."""
    out = list(names)
    for pattern in _GLUED:
        different = set(out)
        glued = sum(pattern.search(name) is not None for name in different)
        if glued >= max(FEWEST, USUAL * len(different)):
            out = [pattern.sub("", name) or name for name in out]
    return out
