"""Names and links from marks that stand at both ends of a reply, solved together to a fixed point.

A *lead* of comment c is a slot "my parent's author is L". A *reply slot* of comment p is "a later comment by R
answers me". Slots are matched one to one, child after parent; a match of which one end is known names the other
end, which may settle further matches, and so on until nothing moves.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .blocks import Block

#: How many comments are tried for a slot.
NEAREST: Final = 40
#: Weight of shared rare words against distance.
WORDS: Final = 1.0
#: Cost of taking an unsigned comment for one by the person that a lead names.
UNSIGNED: Final = 1.0
#: Groups larger than this (slots x comments) are aligned by distance alone.
MANY: Final = 400
#: Rounds of estimating the losses and matching again.
ROUNDS: Final = 3


@dataclass(frozen=True)
class Rates:
    """What a dump loses, and how far its replies stand from what they answer; costs are in nats.

    Attributes
    ----------
    decay : float
        Exponent of the power law of the distance between a reply and its parent.
    no_slot : float
        Cost of a lead whose back-reference is lost.
    no_lead : float
        Cost of a back-reference whose reply lost its lead or its author.
    """

    decay: float = 0.5
    no_slot: float = 50.0
    no_lead: float = 50.0


class Slot(NamedTuple):
    """Comment ``parent`` says, in its ``order``-th back-reference, that ``name`` answers it."""

    parent: int
    order: int
    name: str


class Match(NamedTuple):
    """A reply slot and the comment that fills it.

    ``doubt`` is in log-odds: 0 where the names on both sides say so, more for each name or mark that is lost and
    for each rival that would have done as well.
    """

    slot: Slot
    child: int
    doubt: float


@dataclass(eq=False)
class Names:
    """Who wrote what, as far as it is known; grows while slots are matched."""

    known: list[str | None]
    shown: dict[str, str]
    aliases: dict[str, str] = field(default_factory=dict)
    inferred: set[int] = field(default_factory=set)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    unsigned: list[int] = field(default_factory=list)

    def key(self, name: str) -> str:
        """Return one key a person: a folded name, an alias led back to the name that it is stated with."""
        folded = fold(name)
        return self.aliases.get(folded, folded)

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
            for one in alias.replace("”", '"').replace("“", '"').split('"'):
                if one.strip(" ,"):
                    aliases.setdefault(fold(one), fold(author))
    known = [None if name is None else aliases.get(name, name) for name in known]
    names = Names(known, shown, aliases)
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
    rates: Rates = Rates()
    matches: dict[int, Match] = field(default_factory=dict)
    waiting: dict[str, list[int]] = field(default_factory=dict)

    def run(self) -> None:
        """Match until nothing moves, the surest kind of match first."""
        kinds = self._kinds()
        steps: tuple[Callable[[], bool], ...] = (
            self.both_named,
            *(partial(self.mutual, options, doubt, self._worth) for options, doubt in kinds),
            # What a back-reference names stands somewhere below it, however far.
            *(partial(self.mutual, options, doubt + 1.0, self._possible) for options, doubt in kinds),
        )
        at = 0
        while at < len(steps):
            at = 0 if steps[at]() else at + 1

    def _kinds(self) -> tuple[tuple[Callable[[Slot], Iterator[int]], float], ...]:
        return ((self._half_told, 1.0), (self._unsigned_pairs, 2.0), (self._silent, 3.0))

    def both_named(self) -> bool:
        """Both authors and the lead known: in order, slot by slot, unsigned parents in competition."""
        signed: dict[tuple[str, str], list[Slot]] = {}
        unsigned: dict[str, list[Slot]] = {}
        for slot in self.open_slots:
            parent = self.names.known[slot.parent]
            if parent is None:
                unsigned.setdefault(slot.name, []).append(slot)
            else:
                signed.setdefault((parent, slot.name), []).append(slot)
        moved = False
        for (parent, child), slots in signed.items():
            mine = self.names.by_name.get(child, ())
            free = [at for at in mine if at not in self.matches and self.lead[at] == parent]
            rivals = [
                one for one in unsigned.get(child, ()) if self.names.known[one.parent] is None and child != parent
            ]
            moved = self._align_group(sorted(slots + rivals), free) or moved
        return moved

    def _align_group(self, slots: Sequence[Slot], free: Sequence[int]) -> bool:
        if not free:
            return False
        doubt = 0.3 * math.log1p(max(len(slots), len(free)) - 1)
        # The reply to an unsigned comment may address somebody else: its slot may stay open at no cost.
        open_cost = [0.0 if self.names.known[slot.parent] is None else self.rates.no_lead for slot in slots]
        pairs = align(slots, free, self._cost_table(slots, free), open_cost, self._alone(free))
        for slot, at in pairs:
            self._match(slot, at, doubt + (1.0 if self.names.known[slot.parent] is None else 0.0))
        return bool(pairs)

    def mutual(
        self, options: Callable[[Slot], Iterator[int]], doubt: float, worth: Callable[[Slot, int], bool]
    ) -> bool:
        """Match where slot and comment have only each other; failing that, where each is the other's best."""
        self.waiting = {}
        for at, lead in enumerate(self.lead):
            if lead is not None and at not in self.matches:
                self.waiting.setdefault(lead, []).append(at)
        by_slot = {slot: [at for at in options(slot) if self._possible(slot, at)] for slot in self.open_slots}
        by_child: dict[int, list[Slot]] = {}
        for slot, children in by_slot.items():
            for at in children:
                by_child.setdefault(at, []).append(slot)
        pairs = [
            (slot, children[0], doubt)
            for slot, children in by_slot.items()
            if len(children) == 1 and len(by_child[children[0]]) == 1
        ]
        moved = False
        for slot, at, unsure in pairs or self._best_pairs(by_slot, by_child, doubt):
            if at not in self.matches and self._possible(slot, at) and worth(slot, at):
                self._match(slot, at, unsure)
                moved = True
        return moved

    def _best_pairs(
        self, by_slot: dict[Slot, list[int]], by_child: dict[int, list[Slot]], doubt: float
    ) -> list[tuple[Slot, int, float]]:
        """Pairs of which each side is the other's best: shared words, less the comments in between."""
        fit = {(slot, at): self._fit(slot, at) for slot, children in by_slot.items() for at in children}
        best_child = {
            slot: max(children, key=lambda at, slot=slot: (fit[slot, at], -at))  # type: ignore[misc]
            for slot, children in by_slot.items()
            if children
        }
        best_slot = {
            at: max(by_child[at], key=lambda slot, at=at: (fit[slot, at], slot))  # type: ignore[misc]
            for at in set(best_child.values())
        }
        return [
            (slot, at, doubt + 0.5 * math.log1p(len(by_slot[slot]) + len(by_child[at]) - 2))
            for slot, at in best_child.items()
            if best_slot[at] == slot
        ]

    def _cost_table(self, slots: Sequence[Slot], children: Sequence[int]) -> list[list[float]]:
        """Cost of each pair; infinite where the child does not come after the parent."""
        cost = self._cost if 1 < len(slots) * len(children) <= MANY else self._distance
        return [
            [
                cost(slot.parent, at) + (UNSIGNED if self.names.known[slot.parent] is None else 0.0)
                if at > slot.parent
                else math.inf
                for at in children
            ]
            for slot in slots
        ]

    def _distance(self, parent: int, at: int) -> float:
        return self.rates.decay * math.log(at - parent)

    def _cost(self, parent: int, at: int) -> float:
        return self._distance(parent, at) - WORDS * self.affinity(parent, at)

    def _alone(self, children: Sequence[int]) -> list[float]:
        """Cost of leaving each comment unmatched: its back-reference was lost, on the best of its other parents."""
        return [self.rates.no_slot + self._nearest_namesake(at) for at in children]

    def _nearest_namesake(self, at: int) -> float:
        mine = self.names.by_name.get(self.lead[at] or "", [])
        before = bisect_left(mine, at)
        return self._distance(mine[before - 1], at) if before else 0.0

    def _fit(self, slot: Slot, at: int) -> float:
        """Log-odds, up to a constant, that a comment fills a slot: less for each name or mark that is lost."""
        missing = (self.lead[at] is None) + (self.names.known[at] is None) + (self.names.known[slot.parent] is None)
        return -self._cost(slot.parent, at) - missing

    def _worth(self, slot: Slot, at: int) -> bool:
        """Whether a pair is likelier than that both have lost their other ends."""
        alone = self.rates.no_lead + (self._alone([at])[0] if self.lead[at] is not None else self.rates.no_slot)
        return self._cost(slot.parent, at) < alone

    # Kinds of pairs, surest first.

    def _half_told(self, slot: Slot) -> Iterator[int]:
        """The slot's author is known and addressed by an unsigned comment; or the replier is known."""
        parent = self.names.known[slot.parent]
        if parent is not None:
            addressed = self.waiting.get(parent, [])
            yield from (
                at for at in addressed[bisect_right(addressed, slot.parent) :][:NEAREST] if self.names.known[at] is None
            )
        signed = self.names.by_name.get(slot.name, [])
        yield from (
            at
            for at in signed[bisect_right(signed, slot.parent) :][:NEAREST]
            if at not in self.matches and (self.lead[at] is None or parent is None)
        )

    def _unsigned_pairs(self, slot: Slot) -> Iterator[int]:
        """Neither is signed, but the comment addresses somebody."""
        if self.names.known[slot.parent] is None:
            yield from (at for at in self._unsigned_after(slot) if self.lead[at] is not None)

    def _silent(self, slot: Slot) -> Iterator[int]:
        """The comment has lost both its author and its lead."""
        yield from (at for at in self._unsigned_after(slot) if self.lead[at] is None)

    def _unsigned_after(self, slot: Slot) -> list[int]:
        unsigned = self.names.unsigned
        return [at for at in unsigned[bisect_right(unsigned, slot.parent) :][:NEAREST] if at not in self.matches]

    def _possible(self, slot: Slot, at: int) -> bool:
        """Whether a slot and a comment contradict each other nowhere."""
        parent, child, lead = self.names.known[slot.parent], self.names.known[at], self.lead[at]
        if parent is not None and lead is not None and parent != lead:
            return False
        if parent is None and lead == slot.name:
            return False
        return child is None or child == slot.name

    def _match(self, slot: Slot, at: int, doubt: float) -> None:
        self.matches[at] = Match(slot, at, doubt)
        self.open_slots.remove(slot)
        self.names.settle(at, slot.name)
        lead = self.lead[at]
        if lead is not None:
            self.names.settle(slot.parent, lead)


def align(
    slots: Sequence[Slot],
    children: Sequence[int],
    cost: Sequence[Sequence[float]],
    no_lead: Sequence[float],
    alone: Sequence[float],
) -> list[tuple[Slot, int]]:
    """Pair slots with comments in order at the least cost, either of which may stay alone.

    A monotone alignment by dynamic programming, O(slots x children).

    Parameters
    ----------
    cost : pairs, shape (slots, children)
    no_lead : of each slot that stays alone
    alone : of each comment that stays alone
    """
    best = [[0.0] * (len(children) + 1) for _ in range(len(slots) + 1)]
    for j, single in enumerate(alone, 1):
        best[0][j] = best[0][j - 1] + single
    for i in range(1, len(slots) + 1):
        row, above, prices = best[i], best[i - 1], cost[i - 1]
        row[0] = above[0] + no_lead[i - 1]
        for j in range(1, len(children) + 1):
            row[j] = min(above[j] + no_lead[i - 1], row[j - 1] + alone[j - 1], above[j - 1] + prices[j - 1])
    return _walk(slots, children, best, no_lead, alone)


def _walk(
    slots: Sequence[Slot],
    children: Sequence[int],
    best: Sequence[Sequence[float]],
    no_lead: Sequence[float],
    alone: Sequence[float],
) -> list[tuple[Slot, int]]:
    """Read the pairs back from an alignment's costs."""
    pairs: list[tuple[Slot, int]] = []
    i, j = len(slots), len(children)
    while i and j:
        here = best[i][j]
        if here == best[i][j - 1] + alone[j - 1]:
            j -= 1
        elif here == best[i - 1][j] + no_lead[i - 1]:
            i -= 1
        else:
            pairs.append((slots[i - 1], children[j - 1]))
            i, j = i - 1, j - 1
    return pairs[::-1]


def estimate(solver: Solver, slots: int) -> Rates:
    """Estimate the losses and the distances of a dump from one round of matching."""
    gaps = [match.child - match.slot.parent for match in solver.matches.values()]
    told = sum(solver.lead[at] is not None for at in solver.matches)
    leads = sum(lead is not None for lead in solver.lead)
    # One pseudo-count of each kind keeps a small or undamaged dump from being certain.
    no_slot = (leads - told + 0.5) / (leads + 1.0)
    no_lead = (len(solver.open_slots) + len(solver.matches) - told + 0.5) / (slots + 1.0)
    # Maximum likelihood of a power law (Clauset, Shalizi & Newman 2009, eq. 3.7), shrunk to 1.5 by five gaps.
    spread = sum(math.log(gap / 0.5) for gap in gaps)
    decay = 1.0 + (len(gaps) + 5.0) / (spread + 10.0)
    return Rates(decay, -math.log(no_slot), -math.log(no_lead))


def solve(blocks: Sequence[Block]) -> tuple[Names, Solver]:
    """Match the slots of a dump; where marks leave a choice, shared rare words decide."""
    from .affinity import Affinity

    key = names_of(blocks).key
    slots = [Slot(at, order, key(name)) for at, block in enumerate(blocks) for order, name in enumerate(block.replies)]
    leads = [key(block.leads[0]) if block.leads else None for block in blocks]
    affinity = Affinity([block.text for block in blocks])
    rates = Rates()
    for _ in range(ROUNDS):
        solver = Solver(names_of(blocks), leads, list(slots), affinity, rates)
        solver.run()
        rates = estimate(solver, len(slots))
    return solver.names, solver
