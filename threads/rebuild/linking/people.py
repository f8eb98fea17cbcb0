"""Who wrote what, as far as a dump says or implies it."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...names import fold_name, is_nameless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..comments.blocks import Block


def persons(known: Sequence[str | None], shown: Sequence[Sequence[str]]) -> list[str | None]:
    """Return one key a person; none for those who share what a page calls people without a name ("Anonymous").

    ``shown`` are the names that each comment's author goes by.
    """
    nameless = [bool(names) and is_nameless(names[0]) for names in shown]
    return [None if none else who for who, none in zip(known, nameless, strict=True)]


@dataclass(eq=False)
class Names:
    """Who wrote what, as far as it is known; grows while marks are matched."""

    known: list[str | None]
    shown: dict[str, str]
    aliases: dict[str, str] = field(default_factory=dict)
    inferred: set[int] = field(default_factory=set)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    unsigned: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, known: list[str | None], shown: dict[str, str], aliases: dict[str, str]) -> Names:
        """Say who wrote what where each comment's key, or that nobody signed it, is known."""
        names = cls(known, shown, aliases)
        for at, name in enumerate(known):
            if name is None:
                names.unsigned.append(at)
            else:
                names.by_name.setdefault(name, []).append(at)
        return names

    def key(self, name: str) -> str:
        """Return one key a person: a folded name, an alias led back to the name that it is stated with."""
        folded = fold_name(name)
        return self.aliases.get(folded, folded)

    def copy(self) -> Names:
        """Return names that grow apart from these."""
        by_name = {name: [*mine] for name, mine in self.by_name.items()}
        return Names([*self.known], self.shown, self.aliases, {*self.inferred}, by_name, [*self.unsigned])

    def settle(self, at: int, name: str) -> None:
        """Attribute an unsigned comment."""
        if self.known[at] is not None:
            return
        self.known[at] = name
        self.inferred.add(at)
        self.unsigned.pop(bisect_left(self.unsigned, at))
        insort(self.by_name.setdefault(name, []), at)


def names_of(blocks: Sequence[Block]) -> Names:
    """Take the stated names; an alias stands for the name that it is stated with."""
    known: list[str | None] = []
    shown: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for block in blocks:
        author = block.fields.get("author")
        alias = block.fields.get("alias")
        known.append(fold_name(author) if author else None)
        if author:
            shown.setdefault(fold_name(author), author)
        if author and alias:
            for one in alias.replace("”", '"').replace("“", '"').split('"'):
                if one.strip(" ,"):
                    aliases.setdefault(fold_name(one), fold_name(author))
    known = [None if name is None else aliases.get(name, name) for name in known]
    names = Names.of(known, shown, aliases)
    for block in blocks:
        for name in (*block.leads, *block.replies):
            shown.setdefault(fold_name(name), name)
    return names
