"""Which earlier comments are worth scoring as a parent: the recent, the named, the quoted, the alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Final

import numpy as np

from ..decode import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from .names import Naming
    from .overlap import Overlap
    from .view import LinkView

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


def candidate_pairs(
    view: LinkView,
    named: Sequence[Sequence[Naming]],
    shared: Overlap,
    also: Mapping[int, Sequence[int]] | None = None,
) -> Pairs:
    """List the candidates of every comment; ``also`` adds candidates that markers suggest."""
    sources = _quoted(view)
    by_person: dict[int, list[int]] = defaultdict(list)
    spoke_to: dict[int, list[int]] = defaultdict(list)
    children: list[int] = []
    parents: list[int] = []
    start = [0]
    for at in range(len(view)):
        author = int(view.person[at])
        wanted = set(range(max(0, at - WINDOW), at)) | {0, *sources[at], *(also or {}).get(at, ())}
        wanted |= set(nlargest(ALIKE, shared[at], key=lambda p, s=shared[at]: (s[p][0], p)))  # type: ignore[misc]
        for naming in named[at]:
            wanted |= set(by_person[naming.person][-PER_PERSON:])
        if author >= 0:
            wanted |= set(by_person[author][-2:]) | set(spoke_to[author][-PER_PERSON:])
        ordered = [ROOT, *sorted(p for p in wanted if 0 <= p < at)]
        children += [at] * len(ordered)
        parents += ordered
        start.append(len(children))
        by_person[author].append(at)
        for naming in named[at]:
            spoke_to[naming.person].append(at)
    return Pairs(*(np.array(one, dtype=np.int64) for one in (children, parents, start)))


def _quoted(view: LinkView) -> list[list[int]]:
    place = {name: at for at, name in enumerate(view.comment_ids)}
    return [[place[q["source_id"]] for q in quotes if q["source_id"] in place] for quotes in view.quotes]
