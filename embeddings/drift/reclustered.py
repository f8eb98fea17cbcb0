"""Would another clustering say the same? The tie between reply and parent, measured again on other groupings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ..vectors import normalised
from .link_tests import surplus
from .material import Labels, share_matrix
from .significance import Draws
from .transitions import labelled_links, principal_labels, transitions

if TYPE_CHECKING:
    from .material import Ints, Material, Vectors

#: Units between which groupings are repeated: fewer say nothing, more cost too much.
FEWEST, MOST = 40, 2_000
KEPT: Final = 0.8
#: Only expectation and effect are used of these, and they are exact.
_DRAWS: Final = 1


def regrouped_surplus(material: Material, units: Vectors, owner: Ints, seed: int) -> list[float]:
    """Surplus of kept themes against ``strata`` for each way of grouping, each on four comments in five.

    Groups are found anew from the units' own vectors, by the ways of looking that found themes are voted from; what
    cannot be tested is left out, so that the list may be empty.
    """
    from ..cluster import VIEWS, group

    if not FEWEST <= len(units) <= MOST:
        return []
    rng = np.random.default_rng(seed)
    centred = normalised(units - units.mean(axis=0))
    out = []
    for view in VIEWS:
        rows = np.flatnonzero((rng.random(len(material)) < KEPT)[owner])
        found = _surplus(material.with_labels(_labels(group(centred[rows], view), owner[rows], len(material))), seed)
        if found is not None:
            out.append(found)
    return out


def _labels(cluster: Ints, owner: Ints, n: int) -> Labels:
    kept = np.flatnonzero(cluster >= 0)
    count = int(cluster.max(initial=-1)) + 1
    names = tuple(str(at) for at in range(count))
    shares = share_matrix(owner[kept], cluster[kept].astype(np.int64), np.ones(kept.size), n, count)
    return Labels(names, names, shares)


def _surplus(material: Material, seed: int) -> float | None:
    links = labelled_links(material, material.tested_links)
    if not links.size:
        return None
    shares, _ = principal_labels(material.labels, np.union1d(links, material.forest.parent[links]))
    outcome = transitions(material, links, shares, "strata", Draws(_DRAWS, seed))
    return surplus(outcome) if outcome.status == "ok" else None
