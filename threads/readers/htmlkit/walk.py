"""One walk over a page for several selectors: walking costs more than matching does."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from .selectors import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selectolax.lexbor import LexborNode

#: Selectors a walk: the list doubles in length with each of them.
TOGETHER: Final = 4


def walk(scope: LexborNode, selectors: Sequence[str]) -> Iterable[tuple[LexborNode, int]]:
    """Return each element that matches any selector, in document order, with a bit set for each selector it matches.

    The parser reports an element once for each selector of a list that it matches. Selector ``i`` stands ``2**i``
    times in the list, so that the number of reports is the set of bits; ``:is()`` makes one report of the
    alternatives of a selector.

    Parameters
    ----------
    scope : the element below which to look
    selectors : up to a handful; those that match most come cheapest first
    """
    single = [one if len(parts(one)) == 1 else f":is({one})" for one in selectors]
    nodes = scope.css(", ".join(one for at, one in enumerate(single) for _ in range(2**at)))
    ids = np.fromiter(map(attrgetter("mem_id"), nodes), np.uint64, len(nodes))
    starts = np.flatnonzero(np.diff(ids, prepend=np.uint64(0)))
    reports = np.diff(starts, append=len(nodes))
    return zip([nodes[at] for at in starts.tolist()], reports.tolist(), strict=True)


def select_together(scope: LexborNode, selectors: Iterable[str]) -> dict[str, list[LexborNode]]:
    """Return the elements that match each selector, in document order, from as few walks as are cheap."""
    # Relations to what stands below are costly to test, and each is tested as often as it is repeated.
    ranked = sorted(dict.fromkeys(selectors), key=lambda selector: (":has(" not in selector, -len(selector)))
    found: dict[str, list[LexborNode]] = {selector: [] for selector in ranked}
    for start in range(0, len(ranked), TOGETHER):
        group = ranked[start : start + TOGETHER]
        taken = [[found[one] for at, one in enumerate(group) if bits >> at & 1] for bits in range(2 ** len(group))]
        for node, bits in walk(scope, group):
            for nodes in taken[bits]:
                nodes.append(node)
    return found
