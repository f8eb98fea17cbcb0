"""The likeliest sequence of tags, by the networks' probabilities and by how tags follow each other (Viterbi)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from .tags import Tag

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

#: What the order of tags counts against the lines themselves, which show most of it already; how rare a step may be.
ORDER: Final = 0.7
RAREST: Final = -6.0
NEVER: Final = -50.0
LEAST: Final = 1e-4
#: Words go on only behind words, or behind what stands among them.
_GOES_ON: Final = (Tag.FIRST, Tag.BODY, Tag.BESIDE)


def steps(follows: Floats) -> Floats:
    """Log-odds of each tag (column) behind each (row), from how often that was seen."""
    shares = np.log((follows + 1) / (follows.sum(1, keepdims=True) + len(Tag)))
    out = np.maximum(shares, RAREST) * ORDER
    out[[tag for tag in Tag if tag not in _GOES_ON], Tag.BODY] = NEVER
    return np.asarray(out, dtype=np.float32)


def decode(shares: Floats, follows: Floats) -> list[Tag]:
    """Return the best tag of every line."""
    if not len(shares):
        return []
    odds, step = np.log(shares + LEAST), steps(follows)
    best = np.empty_like(odds)
    source = np.zeros(odds.shape, np.int64)
    best[0] = odds[0]
    best[0, Tag.BODY] += NEVER
    for row in range(1, len(odds)):
        reached = best[row - 1][:, None] + step
        source[row] = reached.argmax(0)
        best[row] = reached.max(0) + odds[row]
    tags = [int(best[-1].argmax())]
    for row in range(len(odds) - 1, 0, -1):
        tags.append(int(source[row, tags[-1]]))
    return [Tag(tag) for tag in reversed(tags)]
