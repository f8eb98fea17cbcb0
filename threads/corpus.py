"""Many discussions at once: growth parameters for each that were fitted to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .models.fit import MIN_CHOICES, fit
from .models.growth import arrivals
from .models.order import OrderUnknownError, arrival_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Discussion
    from .models.fit import Fit
    from .models.growth import Arrivals

#: Fewer other discussions of the same kind than this are no corpus to be compared with.
MIN_OTHERS: Final = 10
#: Up to this many discussions each is left out by itself; beyond, they are left out in this many groups.
FOLDS: Final = 50


def models_for(discussions: Sequence[Discussion]) -> dict[int, tuple[str, Fit]]:
    """Fit growth parameters for each discussion to the other ones that the same reader read.

    Returns
    -------
    dict
        By place in ``discussions``: a name for the corpus, and the fit. Discussions whose order of arrival is not
        known, and those with fewer than ten others (or too few choices among these), are not in it. With more than
        fifty discussions, they are left out in fifty groups rather than one by one.
    """
    known = _known(discussions)
    kinds: dict[str, list[int]] = {}
    for at in known:
        kinds.setdefault(discussions[at].source.reader, []).append(at)
    out: dict[int, tuple[str, Fit]] = {}
    for reader, members in kinds.items():
        if len(members) > MIN_OTHERS:
            out |= _left_out(members, known, reader)
    return out


def _known(discussions: Sequence[Discussion]) -> dict[int, Arrivals]:
    out = {}
    for at, one in enumerate(discussions):
        forest = one.forest()
        try:
            order = arrival_order(one, forest)
        except OrderUnknownError:
            continue
        out[at] = arrivals(forest, order, one.source.capture.depth_cap)
    return out


def _left_out(members: Sequence[int], known: dict[int, Arrivals], reader: str) -> dict[int, tuple[str, Fit]]:
    folds = [members[fold::FOLDS] for fold in range(min(FOLDS, len(members)))]
    out: dict[int, tuple[str, Fit]] = {}
    for fold in folds:
        others = [known[at] for at in members if at not in set(fold)]
        if sum(int((one.standing > 1).sum()) for one in others) < MIN_CHOICES:
            continue
        found = fit(others)
        out |= {at: (f"the {len(others)} other discussions here ({reader})", found) for at in fold}
    return out
