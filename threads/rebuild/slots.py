"""Names and links from marks that stand at both ends of a reply, solved together to a fixed point.

A *lead* of comment c is a slot "my parent's author is L". A *reply slot* of comment p is "a later comment by R
answers me". Slots are matched one to one, child after parent; a match of which one end is known names the other
end, which may settle further matches, and so on until nothing moves.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .blocks import Block

#: How many unsigned comments are tried for a slot of which neither end is signed.
NEAREST: Final = 40
MOST_TRIED: Final = 12
#: How fast a parent becomes less likely with the number of comments in between (log-odds per doubling).
DECAY: Final = 0.35


class Slot(NamedTuple):
    """Comment ``parent`` says, in its ``order``-th back-reference, that ``name`` answers it."""

    parent: int
    order: int
    name: str


class Match(NamedTuple):
    """A reply slot and the comment that fills it; ``rivals`` other comments or slots would have done as well."""

    slot: Slot
    child: int
    both_named: bool
    rivals: int


@dataclass(eq=False)
class Names:
    """Who wrote what, as far as it is known; grows while slots are matched."""

    known: list[str | None]
    shown: dict[str, str]
    inferred: set[int] = field(default_factory=set)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    unsigned: list[int] = field(default_factory=list)

    def settle(self, at: int, name: str) -> None:
        """Attribute an unsigned comment."""
        if self.known[at] is not None:
            return
        self.known[at] = name
        self.inferred.add(at)
        self.unsigned.pop(bisect_left(self.unsigned, at))
        insort(self.by_name.setdefault(name, []), at)


def fold(name: str) -> str:
    """Reduce a name to what two spellings of it share."""
    return " ".join(name.casefold().split())


def names_of(blocks: Sequence[Block]) -> Names:
    """Take the stated names; an alias stands for the name that it is stated with."""
    known: list[str | None] = []
    shown: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for block in blocks:
        author = block.fields.get("author")
        alias = block.fields.get("alias")
        known.append(fold(author) if author else None)
        if author:
            shown.setdefault(fold(author), author)
        if author and alias:
            aliases[fold(alias.strip('"“” '))] = fold(author)
    known = [None if name is None else aliases.get(name, name) for name in known]
    names = Names(known, shown)
    for at, name in enumerate(known):
        if name is None:
            names.unsigned.append(at)
        else:
            names.by_name.setdefault(name, []).append(at)
    for block in blocks:
        for name in (*block.leads, *block.replies):
            shown.setdefault(fold(name), name)
    return names


@dataclass(eq=False)
class Solver:
    """The state of the matching: open slots, open leads, and what has been matched."""

    names: Names
    lead: list[str | None]
    open_slots: list[Slot]
    affinity: Callable[[int, int], float]
    matches: dict[int, Match] = field(default_factory=dict)

    def run(self) -> None:
        """Match until nothing moves, the surest kind of match first."""
        steps = (self.both_named, self.one_named, self.none_named)
        at = 0
        while at < len(steps):
            at = 0 if steps[at]() else at + 1

    # Kinds of match, surest first. Each returns whether it matched anything.

    def both_named(self) -> bool:
        """Both authors known: in order, slot by slot."""
        groups: dict[tuple[str, str], list[Slot]] = {}
        for slot in self.open_slots:
            parent = self.names.known[slot.parent]
            if parent is not None:
                groups.setdefault((parent, slot.name), []).append(slot)
        moved = False
        for (parent, child), slots in groups.items():
            free = [
                at for at in self.names.by_name.get(child, ()) if at not in self.matches and self.lead[at] == parent
            ]
            pairs = align(sorted(slots), free)
            for slot, at in pairs:
                self._match(slot, at, both_named=True, rivals=max(len(slots), len(free)) - 1)
            moved = moved or bool(pairs)
        return moved

    def one_named(self) -> bool:
        """One author known: where slot and comment have only each other, else where each is the other's nearest."""
        return self._mutual(self._half_named)

    def none_named(self) -> bool:
        """Neither author known: by elimination, else by nearness."""
        return self._mutual(self._unsigned_pairs)

    def _half_named(self, slot: Slot) -> Iterator[int]:
        parent = self.names.known[slot.parent]
        if parent is not None:
            waiting = self._waiting.get(parent, [])
            yield from (at for at in waiting[bisect_right(waiting, slot.parent) :] if self.names.known[at] is None)
            return
        signed = self.names.by_name.get(slot.name, [])
        for at in signed[bisect_right(signed, slot.parent) :]:
            lead = self.lead[at]
            if lead is not None and at not in self.matches:
                yield at

    def _unsigned_pairs(self, slot: Slot) -> Iterator[int]:
        if self.names.known[slot.parent] is not None:
            return
        unsigned = self.names.unsigned
        for at in unsigned[bisect_right(unsigned, slot.parent) :][:NEAREST]:
            if self.lead[at] is not None and at not in self.matches:
                yield at

    def _mutual(self, options: Callable[[Slot], Iterator[int]]) -> bool:
        self._waiting: dict[str, list[int]] = {}
        for at, lead in enumerate(self.lead):
            if lead is not None and at not in self.matches:
                self._waiting.setdefault(lead, []).append(at)
        by_slot = {slot: [at for at in options(slot) if self._possible(slot, at)] for slot in self.open_slots}
        by_child: dict[int, list[Slot]] = {}
        for slot, children in by_slot.items():
            for at in children:
                by_child.setdefault(at, []).append(slot)
        moved = False
        unique = [
            (slot, children[0], 0)
            for slot, children in by_slot.items()
            if len(children) == 1 and len(by_child[children[0]]) == 1
        ]
        for slot, at, rivals in unique or self._best_pair(by_slot, by_child):
            if at not in self.matches and self._possible(slot, at):
                self._match(slot, at, both_named=False, rivals=rivals)
                moved = True
        return moved

    def _best_pair(
        self, by_slot: dict[Slot, list[int]], by_child: dict[int, list[Slot]]
    ) -> list[tuple[Slot, int, int]]:
        """The one pair that shares most words for the comments in between; slots are otherwise served in order."""
        pairs = [(slot, at) for slot, children in by_slot.items() for at in children[:MOST_TRIED]]
        if not pairs:
            return []
        slot, at = max(
            pairs,
            key=lambda pair: (
                self.affinity(pair[0].parent, pair[1]) - DECAY * math.log2(pair[1] - pair[0].parent),
                -pair[0].parent,
                -pair[1],
            ),
        )
        return [(slot, at, len(by_slot[slot]) + len(by_child[at]) - 2)]

    def _possible(self, slot: Slot, at: int) -> bool:
        """Whether a slot and a comment contradict each other nowhere."""
        parent, child, lead = self.names.known[slot.parent], self.names.known[at], self.lead[at]
        if parent is not None and lead is not None and parent != lead:
            return False
        if parent is None and lead == slot.name:
            return False
        return child is None or child == slot.name

    def _match(self, slot: Slot, at: int, *, both_named: bool, rivals: int) -> None:
        self.matches[at] = Match(slot, at, both_named, rivals)
        self.open_slots.remove(slot)
        self.names.settle(at, slot.name)
        lead = self.lead[at]
        if lead is not None:
            self.names.settle(slot.parent, lead)


def align(slots: Sequence[Slot], children: Sequence[int]) -> list[tuple[Slot, int]]:
    """Pair slots with comments in order, child after parent: as many as possible, then the nearest.

    A monotone alignment by dynamic programming, O(slots x children); both lists ascend.
    """
    width = len(children) + 1
    # cost[i][j]: best (pairs missed, distance) of the first i slots and j children.
    cost = [[(0, 0.0)] * width]
    for index, slot in enumerate(slots, 1):
        row = [(index, 0.0)]
        above = cost[-1]
        for j in range(1, width):
            best = min((above[j][0] + 1, above[j][1]), row[j - 1])
            if children[j - 1] > slot.parent:
                missed, distance = above[j - 1]
                best = min(best, (missed, distance + math.log2(children[j - 1] - slot.parent)))
            row.append(best)
        cost.append(row)
    return _walk(slots, children, cost)


def _walk(
    slots: Sequence[Slot], children: Sequence[int], cost: Sequence[Sequence[tuple[int, float]]]
) -> list[tuple[Slot, int]]:
    """Read the pairs back from an alignment's costs."""
    pairs: list[tuple[Slot, int]] = []
    i, j = len(slots), len(children)
    while i and j:
        here = cost[i][j]
        if here == cost[i][j - 1]:
            j -= 1
        elif here == (cost[i - 1][j][0] + 1, cost[i - 1][j][1]):
            i -= 1
        else:
            pairs.append((slots[i - 1], children[j - 1]))
            i, j = i - 1, j - 1
    return pairs[::-1]


def solve(blocks: Sequence[Block]) -> tuple[Names, Solver]:
    """Match the slots of a dump; where marks leave a choice, shared rare words decide."""
    from .affinity import Affinity

    names = names_of(blocks)
    slots = [Slot(at, order, fold(name)) for at, block in enumerate(blocks) for order, name in enumerate(block.replies)]
    solver = Solver(
        names,
        [fold(block.leads[0]) if block.leads else None for block in blocks],
        slots,
        Affinity([block.text for block in blocks]),
    )
    solver.run()
    return names, solver
