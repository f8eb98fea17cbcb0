"""How sure a link is: the stated probability, corrected for lost marks and for discussions unlike those learned from.

The log-odds of a link are flattened and moved. How much depends on the damage, by link basis, and on how strange the
discussion is; both are learned apart where words decide alone and where there are marks. ``confidence.json`` holds the
numbers and what they were learned from; ``tests/benchmarks/learn_confidence.py`` makes it.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .strange import Sources, portrait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..comments.blocks import Block
    from ..evidence import LinkView

    #: What the slope of the log-odds gains with the damage and with its square root, and the offset with the damage.
    Change = tuple[float, float, float]

CORRECTION: Final = "confidence.json"
#: Least slope of a correction, so that what is surer stays surer.
FLATTEST: Final = 0.05
#: Damage beyond this was hardly learned from and counts as this.
MOST: Final = 0.6
UNCHANGED: Final = (0.0, 0.0, 0.0)


class Circumstances(NamedTuple):
    """What bears on how far the links of a discussion can be trusted.

    Attributes
    ----------
    damage : float
        Share of comments that lost their author.
    alone : bool
        Nothing but words tells which comments are replies, and to what.
    strange : float
        How unlike the sources learned from the discussion is, 0 to 1.
    """

    damage: float
    alone: bool
    strange: float


class Way(NamedTuple):
    """How links are corrected that were found in one way.

    Attributes
    ----------
    losses : mapping of str to three floats
        By link basis, what the slope gains with the damage and with its square root, and the offset with the damage.
    flatter : float
        By how much the slope sinks in discussions that are altogether strange.
    """

    losses: Mapping[str, Change]
    flatter: float

    def corrected(self, damage: float, strange: float, basis: str, probability: float) -> float:
        """Return how often links of this basis and probability are right, under this damage and strangeness."""
        slope, by_root, offset = self.losses.get(basis, UNCHANGED)
        steep = 1.0 + slope * damage + by_root * math.sqrt(damage) - self.flatter * strange
        return recalibrated(probability, max(steep, FLATTEST), offset * damage)


@dataclass(frozen=True, eq=False)
class Correction:
    """From stated probabilities to how often such links are right.

    Attributes
    ----------
    alone, marked : Way
        Where words decide alone, and where there are marks.
    sources : Sources
    """

    alone: Way
    marked: Way
    sources: Sources

    def under(self, known: Circumstances) -> Callable[[str, float], float]:
        """Return what maps a link basis and a stated probability to a corrected one."""
        way = self.alone if known.alone else self.marked
        return partial(way.corrected, min(known.damage, MOST), known.strange)


def recalibrated(probability: float, slope: float, offset: float) -> float:
    """Move the log-odds of a probability (Platt 1999), which is kept off 0 and 1."""
    kept = min(max(probability, 1e-4), 1.0 - 1e-4)
    return 1.0 / (1.0 + math.exp(-slope * math.log(kept / (1.0 - kept)) - offset))


def unsigned_share(blocks: Sequence[Block]) -> float:
    """Share of comments that show no author."""
    return sum("author" not in block.fields for block in blocks) / max(1, len(blocks))


def damage_of(share: float, count: int) -> float:
    """Estimate damage from the share of comments that lost a mark: a few may all keep it by chance."""
    return (share * count + 0.5) / (count + 1.0)


def confidence_of(blocks: Sequence[Block], view: LinkView, *, alone: bool) -> Callable[[str, float], float]:
    """Return what maps a link basis and a probability to how often such links of such a dump are right.

    ``alone`` says that nothing but words tells which comments are replies, and to what.
    """
    return _under(unsigned_share(blocks), view, alone=alone)


def confidence_alone(view: LinkView) -> Callable[[str, float], float]:
    """Return the same for a discussion in whose source nothing tells of replies."""
    return _under(sum(one is None for one in view.authors) / max(1, len(view)), view, alone=True)


def _under(unsigned: float, view: LinkView, *, alone: bool) -> Callable[[str, float], float]:
    learned, damage = correction(), damage_of(unsigned, len(view))
    return learned.under(Circumstances(damage, alone, learned.sources.strangeness(portrait(view))))


@cache
def correction() -> Correction:
    """Load the correction that ships."""
    return from_json(json.loads(files(__package__).joinpath(CORRECTION).read_text("utf-8")))


def from_json(data: Mapping[str, Any]) -> Correction:
    """Build a correction from its file."""
    return Correction(_way(data["alone"]), _way(data["marked"]), Sources.from_json(data["sources"]))


def _way(data: Mapping[str, Any]) -> Way:
    losses = {
        basis: (float(slope), float(by_root), float(offset))
        for basis, (slope, by_root, offset) in data["losses"].items()
    }
    return Way(losses, float(data["flatter"]))
