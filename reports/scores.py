"""How sure a link has to be to count as certain, and whether its confidence is a score and no probability."""

from __future__ import annotations

from typing import Final

from commentariat.threads.scores import SCORED, are_scores

__all__ = ["SCORED", "UNSURE", "are_scores"]

#: Below this confidence a place in the tree counts as not certain, in figures and in words.
UNSURE: Final = 0.9
