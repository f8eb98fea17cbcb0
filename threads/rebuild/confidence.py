"""How sure a link is where marks are lost: the stated probability, corrected by how many comments lost their name.

The odds of a link are sharpened or flattened with the share of unsigned comments, so that nothing changes where every
comment is signed. ``losses.json`` holds, by layout and link basis, how the slope and the offset of the log-odds move
with that share, and what it was learned from; ``tests/benchmarks/calibrate_losses.py`` makes it.
"""

from __future__ import annotations

import json
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from .evidence.model import default_model, recalibrated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .blocks import Block

    #: How slope and offset of the log-odds change with each unit of the unsigned share.
    Change = tuple[float, float]

LOSSES: Final = "losses.json"
#: Least slope of a correction, so that what is surer stays surer.
FLATTEST: Final = 0.05


def unsigned_share(blocks: Sequence[Block]) -> float:
    """Share of comments that show no author."""
    return sum("author" not in block.fields for block in blocks) / max(1, len(blocks))


def confidence_of(blocks: Sequence[Block], layout: str) -> Callable[[str, float], float]:
    """Return what maps a link basis and a probability to how often such links of such a dump are right.

    ``layout`` is ``flat`` or ``indented``.
    """
    return partial(_corrected, losses().get(layout, {}), unsigned_share(blocks))


def _corrected(changes: Mapping[str, Change], unsigned: float, basis: str, probability: float) -> float:
    return after_losses(changes.get(basis, (0.0, 0.0)), unsigned, default_model().calibrated(basis, probability))


def after_losses(change: Change, unsigned: float, probability: float) -> float:
    """Move the log-odds by what each unit of the unsigned share changes of their slope and offset."""
    return recalibrated(probability, max(1.0 + change[0] * unsigned, FLATTEST), change[1] * unsigned)


@cache
def losses() -> Mapping[str, Mapping[str, Change]]:
    """Change of slope and offset by layout and link basis, as it ships."""
    data = json.loads(files(__package__).joinpath(LOSSES).read_text("utf-8"))
    return {
        layout: {basis: (float(slope), float(offset)) for basis, (slope, offset) in by_basis.items()}
        for layout, by_basis in data["by_layout"].items()
    }
