"""Growth parameters for each discussion of a corpus, learned from the other ones: none is tested against itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .fit import MIN_CHOICES
from .growth import arrivals
from .order import OrderUnknownError, arrival_order
from .population import learn_population

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model import Discussion
    from .growth import Arrivals
    from .population import Population

#: Fewer other discussions of the same kind than this are no corpus to be compared with.
MIN_OTHERS: Final = 10
#: Up to this many discussions each is left out by itself; beyond, they are left out in this many groups.
FOLDS: Final = 20
#: At most this many others are learned from, spread evenly over the corpus.
MOST_OTHERS: Final = 300
#: Rounds that update what was learned from all discussions to what all but a few of them say.
_ROUNDS: Final = 12


def models_for(discussions: Sequence[Discussion]) -> dict[int, tuple[str, Population]]:
    """Learn growth parameters for each discussion from the other ones that the same reader read.

    Returns
    -------
    dict
        By place in ``discussions``: a name for the corpus, and what was learned. Discussions whose order of
        arrival is not known, and those with fewer than ten others (or too few choices among these), are not in
        it. With more than twenty discussions, they are left out in twenty groups rather than one by one.
    """
    known = _known(discussions)
    kinds: dict[str, list[int]] = {}
    for at in known:
        kinds.setdefault(discussions[at].source.reader, []).append(at)
    out: dict[int, tuple[str, Population]] = {}
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


def _left_out(members: Sequence[int], known: dict[int, Arrivals], reader: str) -> dict[int, tuple[str, Population]]:
    if _choices(known[at] for at in members) < 2 * MIN_CHOICES:
        return {}
    whole = learn_population(_some([known[at] for at in members]))
    out: dict[int, tuple[str, Population]] = {}
    for fold in (members[first::FOLDS] for first in range(min(FOLDS, len(members)))):
        others = _some([known[at] for at in members if at not in set(fold)])
        if _choices(others) >= MIN_CHOICES:
            found = learn_population(others, whole, _ROUNDS)
            out |= {at: (f"the {len(others)} other discussions here ({reader})", found) for at in fold}
    return out


def _choices(given: Iterable[Arrivals]) -> int:
    return sum(int((one.standing > 1).sum()) for one in given)


def _some(given: list[Arrivals]) -> list[Arrivals]:
    return given[:: -(-len(given) // MOST_OTHERS)]
