"""How sure a link has to be to count as certain."""

from __future__ import annotations

from typing import Final

#: Below this confidence a place in the tree counts as not certain, in figures and in words.
UNSURE: Final = 0.9
