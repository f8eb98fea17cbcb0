"""How far a discussion is from those that the weights of words were learned from.

Looked at are four things that damage hardly touches: how many comments quote another, how long comments are, how many
persons there are for each signed comment, and how many comments. Every source has a centre and a spread of each; the
distance is that to the nearest source, in spreads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ..evidence.view import LinkView

    Floats = NDArray[np.float64]
    Portrait = tuple[float, ...]

PORTRAIT: Final = ("quoting", "log-length", "persons", "log-comments")


def portrait(view: LinkView) -> Portrait:
    """Describe a discussion by ``PORTRAIT``."""
    n = max(len(view), 1)
    quoting = sum(any(quote["kind"] == "comment" for quote in quotes) for quotes in view.quotes)
    length = sum(float(np.log1p(len(own))) for own in view.own)
    signed = [author for author in view.authors if author is not None]
    return quoting / n, length / n, len({*signed}) / max(len(signed), 1), float(np.log(n))


@dataclass(frozen=True, eq=False)
class Sources:
    """What the sources look like that were learned from.

    Attributes
    ----------
    centres, spreads : float array, shape (sources, len(PORTRAIT))
    near, far : float
        Distances up to which a discussion counts as known, and from which on as altogether strange.
    """

    centres: Floats
    spreads: Floats
    near: float
    far: float

    def distance(self, seen: Portrait) -> float:
        """Distance to the nearest source: root mean square over the portrait, in spreads."""
        apart = (np.asarray(seen) - self.centres) / self.spreads
        return float(np.sqrt((apart**2).mean(axis=1)).min())

    def strangeness(self, seen: Portrait) -> float:
        """0 for what is like a source learned from, 1 for what is like none; in between by distance."""
        return float(np.clip((self.distance(seen) - self.near) / (self.far - self.near), 0.0, 1.0))

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Sources:
        """Read what :meth:`to_json` wrote."""
        return cls(np.array(data["centres"]), np.array(data["spreads"]), float(data["near"]), float(data["far"]))

    def to_json(self) -> dict[str, Any]:
        """Write numbers to three digits."""
        tables = {name: getattr(self, name).round(3).tolist() for name in ("centres", "spreads")}
        return {**tables, "near": round(self.near, 3), "far": round(self.far, 3)}
