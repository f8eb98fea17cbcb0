"""Two names in the place of one: "Marlo → Tessa", "Marlo in reply to Tessa" or "Marlo  Tessa" is Marlo, who answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from .authors import ADDRESSING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .blocks import Block

#: Share of comments with two names side by side, from which on the second is whom a comment answers.
ADDRESSED: Final = 0.15
#: Where a picture of an arrow stood.
_GAP: Final = re.compile(r"\s{2,}")
#: So few names that end in another's are no habit of the page.
FEWEST: Final = 3


class _Two(NamedTuple):
    """An author and whom the comment answers; ``said`` where words, a sign or the gap of one stand between them."""

    author: str
    parent: str
    said: bool


def part_names(blocks: Sequence[Block]) -> None:
    """Part the names of authors from those of whom they answer, where these are known to comment as well."""
    signed = [block for block in blocks if "author" in block.fields and "parent" not in block.fields]
    whole = {block.fields["author"] for block in blocks if "author" in block.fields}
    known = whole | {_first(name) for name in whole} - {""}
    split = [(block, two) for block in signed if (two := _two_names(block.fields["author"], known)) is not None]
    usual = sum(not two.said for _, two in split) >= max(FEWEST, ADDRESSED * len(blocks))
    for block, two in split:
        if two.said or two.author in known or usual:
            block.fields.update(author=two.author, parent=two.parent)


def _two_names(names: str, known: Collection[str]) -> _Two | None:
    for space in re.finditer(r"\s+", names):
        before, parent = names[: space.start()], names[space.end() :].lstrip("@")
        author = _first(before)
        if author and parent in known:
            return _Two(author, parent, len(author) < len(before) or len(space.group()) > 1)
    return None


def _first(names: str) -> str:
    """What stands before the words or the sign that say who is answered, or before a gap."""
    return _GAP.split(ADDRESSING.split(names, maxsplit=1)[0], maxsplit=1)[0]
