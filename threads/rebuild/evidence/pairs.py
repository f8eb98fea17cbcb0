"""Which earlier comments are worth scoring as a parent: the recent, the named, the quoted, the alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from ..linking.decode import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from .names import Naming
    from .overlap import Shared
    from .view import LinkView

#: So many comments before, and so many alike by rare words: about 25 candidates a comment.
WINDOW: Final = 20
ALIKE: Final = 8
#: Comments per named person, and per person who spoke to this comment's author.
PER_PERSON: Final = 3


@dataclass(frozen=True, eq=False)
class Pairs:
    """Candidate links, grouped by child: ``child[k]`` may answer ``parent[k]`` (``ROOT`` first in each group)."""

    child: NDArray[np.int64]
    parent: NDArray[np.int64]
    start: NDArray[np.int64]

    def __len__(self) -> int:
        return int(self.child.size)


@dataclass(frozen=True, eq=False)
class Likeness:
    """Shared words of candidate links: ``cosine`` and ``weight`` a pair, the two best cosines a comment."""

    cosine: NDArray[np.float64]
    weight: NDArray[np.float64]
    best: NDArray[np.float64]
    second: NDArray[np.float64]


def candidate_pairs(
    view: LinkView,
    named: Sequence[Sequence[Naming]],
    shared: Iterable[Shared],
    also: Mapping[int, Sequence[int]] | None = None,
) -> tuple[Pairs, Likeness]:
    """List the candidates of every comment, and how alike they are; ``also`` adds candidates that markers suggest."""
    known = _known(view, named, also or {})
    best, second = np.zeros(len(view)), np.zeros(len(view))
    rows = [(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))]
    alike = [(np.zeros(0), np.zeros(0))]
    for some in shared:
        parents: list[int] = []
        sizes: list[int] = []
        children = range(some.first, some.first + len(some))
        for at in children:
            nearest, cosine = some.alike(at, ALIKE)
            best[at], second[at] = (*cosine[:2].tolist(), 0.0, 0.0)[:2]
            ordered = [ROOT, *sorted({*known[at], *nearest.tolist()})]
            parents += ordered
            sizes.append(len(ordered))
        rows.append((np.repeat(np.array(children, dtype=np.int64), sizes), np.array(parents, dtype=np.int64)))
        alike.append(some.of(*rows[-1]))
    child, parent = (np.concatenate(some) for some in zip(*rows, strict=True))
    cosine, weight = (np.concatenate(some) for some in zip(*alike, strict=True))
    start = np.searchsorted(child, np.arange(len(view) + 1))
    return Pairs(child, parent, start), Likeness(cosine, weight, best, second)


def _known(view: LinkView, named: Sequence[Sequence[Naming]], also: Mapping[int, Sequence[int]]) -> list[set[int]]:
    """The candidates of each comment that no shared word suggests."""
    sources = _quoted(view)
    by_person: dict[int, list[int]] = defaultdict(list)
    spoke_to: dict[int, list[int]] = defaultdict(list)
    out: list[set[int]] = []
    for at in range(len(view)):
        author = int(view.person[at])
        wanted = {*range(max(0, at - WINDOW), at), 0, *sources[at], *also.get(at, ())}
        for naming in named[at]:
            wanted.update(by_person[naming.person][-PER_PERSON:])
        if author >= 0:
            wanted.update(by_person[author][-2:], spoke_to[author][-PER_PERSON:])
        out.append({p for p in wanted if 0 <= p < at})
        by_person[author].append(at)
        for naming in named[at]:
            spoke_to[naming.person].append(at)
    return out


def _quoted(view: LinkView) -> list[list[int]]:
    place = {name: at for at, name in enumerate(view.comment_ids)}
    return [[place[q["source_id"]] for q in quotes if q["source_id"] in place] for quotes in view.quotes]
