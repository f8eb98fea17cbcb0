"""What the marks of a dump leave open: which comment may fill which reply slot, who may have written it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ...distinct import distinct
from ..evidence.pairs import Pairs
from .decode import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ..comments.blocks import Block
    from .people import Names

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

NOBODY: Final = -1
#: How many later comments are tried for a slot, signed and unsigned ones each.
LATER: Final = 30
#: How many earlier comments are tried for a lead, signed and unsigned ones each, and for a comment without marks.
EARLIER: Final = 10
#: Exponent of the power law of the distance between a reply and its parent, where words are not yet weighed.
DECAY: Final = 1.5


@dataclass(frozen=True, eq=False)
class Marks:
    """The marks of a dump in numbers: people are numbered, comments are positions.

    Attributes
    ----------
    people : tuple of str
        The key of each person that an author line or a mark names.
    author, lead : int arrays, shape (n,)
        Who signed a comment, whom its lead addresses; ``NOBODY`` where that is lost.
    slot_parent, slot_name : int arrays, shape (slots,)
        Which comment says that it is answered, and by whom; in the order of each list.
    hidden : float
        Share of the comments that the surviving numbers count and the dump does not show.
    """

    people: tuple[str, ...]
    author: Ints
    lead: Ints
    slot_parent: Ints
    slot_name: Ints
    hidden: float

    @property
    def share(self) -> Floats:
        """How probable each person is, a priori, as the author of a comment, shape (people,)."""
        signed = np.bincount(self.author[self.author >= 0], minlength=len(self.people))
        out: Floats = np.asarray((signed + 0.5) / (self.author.size + len(self.people) / 2))
        return out


def marks_of(blocks: Sequence[Block], names: Names) -> Marks:
    """Number the people and collect the marks."""
    number: dict[str, int] = {}

    def person(key: str | None) -> int:
        return NOBODY if key is None else number.setdefault(key, len(number))

    author = [person(key) for key in names.known]
    lead = [person(names.key(block.leads[0]) if block.leads else None) for block in blocks]
    slots = [(at, person(names.key(name))) for at, block in enumerate(blocks) for name in block.replies]
    columns = np.array(slots, dtype=np.int64).reshape(-1, 2)
    return Marks(
        tuple(number), np.array(author, dtype=np.int64), np.array(lead, dtype=np.int64),
        columns[:, 0], columns[:, 1], _hidden(blocks),
    )  # fmt: skip


def _hidden(blocks: Sequence[Block]) -> float:
    numbered = [(at, int(block.fields["number"])) for at, block in enumerate(blocks) if "number" in block.fields]
    if not numbered:
        return 0.0
    (first, low), (last, high) = numbered[0], numbered[-1]
    counted = high - low + 1
    return max(0.0, 1.0 - (last - first + 1) / max(counted, 1))


def parents_named(marks: Marks) -> dict[int, list[int]]:
    """Return the earlier comments that each comment's marks, or a slot that it may fill, point at."""
    out: defaultdict[int, list[int]] = defaultdict(list)
    for slot, child in _fillings(marks):
        out[child].append(int(marks.slot_parent[slot]))
    by_person, unsigned = _by_person(marks)
    for child in np.flatnonzero(marks.lead >= 0).tolist():
        for some in (by_person[int(marks.lead[child])], unsigned):
            end = bisect_left(some, child)
            out[child] += some[max(0, end - EARLIER) : end]
    return dict(out)


def nearby(n: int, named: Mapping[int, Sequence[int]]) -> tuple[Pairs, Floats]:
    """Candidate parents by distance alone: the last few comments and those that marks name, with their scores."""
    children: list[int] = []
    parents: list[int] = []
    start = [0]
    for child in range(n):
        mine = [ROOT, *sorted({*range(max(0, child - EARLIER), child), *named.get(child, ())})]
        children += [child] * len(mine)
        parents += mine
        start.append(len(children))
    pairs = Pairs(*(np.array(one, dtype=np.int64) for one in (children, parents, start)))
    return pairs, np.where(pairs.parent == ROOT, 0.0, -DECAY * np.log(pairs.child - pairs.parent))


def _by_person(marks: Marks) -> tuple[defaultdict[int, list[int]], list[int]]:
    """Comments by each person, and comments by nobody known, in order."""
    by_person: defaultdict[int, list[int]] = defaultdict(list)
    for at, who in enumerate(marks.author.tolist()):
        by_person[who].append(at)
    return by_person, by_person.pop(NOBODY, [])


def _fillings(marks: Marks) -> Iterator[tuple[int, int]]:
    """Every slot with every comment that may fill it."""
    by_person, unsigned = _by_person(marks)
    for slot, (parent, name) in enumerate(zip(marks.slot_parent.tolist(), marks.slot_name.tolist(), strict=True)):
        signed = by_person[name]
        first = bisect_right(signed, parent)
        yield from ((slot, at) for at in signed[first : first + LATER])
        by = int(marks.author[parent])
        first = bisect_right(unsigned, parent)
        for at in unsigned[first : first + LATER]:
            lead = int(marks.lead[at])
            if lead in {NOBODY, by} or (by == NOBODY and lead != name):
                yield slot, at


@dataclass(frozen=True, eq=False)
class Ties:
    """Slots and the comments that may fill them, and what either way says about unsigned comments.

    A *claim* is "this unsigned comment is by this person".

    Attributes
    ----------
    slot, row : int arrays, shape (ties,)
        The slot, and the candidate link (a row of the pairs) that it would make.
    claim : int array, shape (ties,)
        The claim that a tie makes on its child; ``NOBODY`` where the child is signed.
    row_claim : int array, shape (pairs,)
        The claim that a child's lead makes on the parent; ``NOBODY`` where there is none.
    comment, person : int arrays, shape (claims,)
    """

    slot: Ints
    row: Ints
    claim: Ints
    row_claim: Ints
    comment: Ints
    person: Ints


def ties_of(marks: Marks, pairs: Pairs) -> Ties:
    """Find the ties among the candidate links."""
    slot, child = np.array([*_fillings(marks)], dtype=np.int64).reshape(-1, 2).T
    n = marks.author.size + 1
    row = np.searchsorted(pairs.child * n + pairs.parent + 1, child * n + marks.slot_parent[slot] + 1)
    people = len(marks.people) + 1
    on_child = np.where(marks.author[child] == NOBODY, child * people + marks.slot_name[slot], NOBODY)
    parent, lead = pairs.parent, marks.lead[pairs.child]
    unsigned = (parent != ROOT) & (marks.author[np.maximum(parent, 0)] == NOBODY)
    on_parent = np.where(unsigned & (lead != NOBODY), parent * people + lead, NOBODY)
    claims = distinct(np.concatenate((on_child, on_parent)))
    claims = claims[claims >= 0]
    return Ties(slot, row, _index(claims, on_child), _index(claims, on_parent), claims // people, claims % people)


def _index(claims: Ints, keys: Ints) -> Ints:
    return np.where(keys >= 0, np.searchsorted(claims, keys), NOBODY)


def orders(marks: Marks) -> dict[int, list[int]]:
    """Return the slots of each list that names several, in order."""
    counts = Counter(marks.slot_parent.tolist())
    out: defaultdict[int, list[int]] = defaultdict(list)
    for slot, parent in enumerate(marks.slot_parent.tolist()):
        if counts[parent] > 1:
            out[parent].append(slot)
    return dict(out)
