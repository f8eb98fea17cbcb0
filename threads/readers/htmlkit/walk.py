"""One walk over a page for several selectors, where walking costs more than matching does."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from .selectors import parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from selectolax.lexbor import LexborNode


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
    single = map(_single, selectors)
    nodes = scope.css(", ".join(one for at, one in enumerate(single) for _ in range(2**at)))
    ids = np.fromiter(map(attrgetter("mem_id"), nodes), np.uint64, len(nodes))
    starts = np.flatnonzero(np.diff(ids, prepend=np.uint64(0)))
    reports = np.diff(starts, append=len(nodes))
    return zip([nodes[at] for at in starts.tolist()], reports.tolist(), strict=True)


def select_together(scope: LexborNode, selectors: Iterable[str]) -> dict[str, list[LexborNode]]:
    """Return the elements that match each selector, in document order, from as few walks as are cheap.

    Two selectors share a walk; those with alternatives or relations to what stands below have one each, for testing
    them costs more than walking does.
    """
    wanted = dict.fromkeys(selectors)
    simple = sorted((one for one in wanted if len(parts(one)) == 1 and ":has(" not in one), key=len, reverse=True)
    pairs = list(zip(simple[::2], simple[1::2], strict=False))
    shared = {one for pair in pairs for one in pair}
    found = {one: [] if one in shared else scope.css(_single(one)) for one in wanted}
    for pair in pairs:
        first, second = (found[one] for one in pair)
        for node, bits in walk(scope, pair):
            if bits & 1:
                first.append(node)
            if bits & 2:
                second.append(node)
    return found


def _single(selector: str) -> str:
    """Return a selector that reports an element once, however many of the alternatives it matches."""
    return selector if len(parts(selector)) == 1 else f":is({selector})"
