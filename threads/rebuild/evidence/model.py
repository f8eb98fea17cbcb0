"""The learned scorer: a conditional-logit model over candidate parents, in two passes of small networks.

The score of a candidate is a linear function of its features plus one hidden layer (Kummerfeld et al. 2019 use
the same form for chat); the softmax of the scores over a comment's candidates, "no parent" among them, is the
probability of each. Several networks are averaged. The weights and what they were learned from are in
``weights.json``; ``tests/benchmarks/train_links.py`` makes that file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson

from .features import NAMES
from .structure import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

WEIGHTS: Final = "weights.json"
#: Rows a product. So little work is never divided among threads, which would add up in another order: the numbers
#: would depend on how many threads a machine has. It is also faster, since what is between two products stays near.
ROWS: Final = 64


@dataclass(frozen=True, eq=False)
class Network:
    """``linear @ x + out @ tanh(hidden @ x + bias)``; arrays of shape (d,), (d, h), (h,), (h,)."""

    linear: Floats
    hidden: Floats
    bias: Floats
    out: Floats

    def score(self, x: Floats) -> Floats:
        """Score rows of features; the same bits whatever the number of threads."""
        scores = np.empty(len(x), np.float32)
        for at in range(0, len(x), ROWS):
            products = x[at : at + ROWS] @ self._weights
            scores[at : at + ROWS] = products[:, -1] + np.tanh(products[:, :-1] + self.bias) @ self.out
        return scores

    @cached_property
    def _weights(self) -> Floats:
        """The hidden layer's weights and the linear ones as one matrix, of shape (d, h + 1)."""
        return np.ascontiguousarray(np.column_stack([self.hidden, self.linear]))


@dataclass(frozen=True, eq=False)
class LinkModel:
    """Two passes of averaged networks, and what makes their scores probabilities.

    ``temperature`` divides the second pass's scores; ``threshold`` is the probability below which a comment is left
    undecided; ``about`` says what the weights were learned from.
    """

    first: tuple[Network, ...]
    second: tuple[Network, ...]
    temperature: float
    threshold: float
    about: Mapping[str, Any]

    def first_pass(self, x: Floats) -> Floats:
        """Score candidates by themselves."""
        return _average(self.first, x)

    def second_pass(self, x: Floats) -> Floats:
        """Score candidates in the light of the first pass."""
        return _average(self.second, x) / np.float32(self.temperature)


def _average(networks: Sequence[Network], x: Floats) -> Floats:
    total: Floats = np.mean([network.score(x) for network in networks], axis=0, dtype=np.float32)
    return total


def softmax(scores: NDArray[np.floating[Any]], start: Ints) -> NDArray[np.float64]:
    """Softmax within each comment's candidates, which lie between consecutive offsets of ``start``."""
    if not scores.size:
        return np.zeros(0)
    group = np.repeat(np.arange(start.size - 1), np.diff(start))
    top = np.maximum.reduceat(scores, start[:-1])
    shares = np.exp(scores.astype(np.float64) - top[group])
    return np.asarray(shares / np.add.reduceat(shares, start[:-1])[group], dtype=np.float64)


@cache
def default_model() -> LinkModel:
    """Load the weights that ship with the package."""
    return from_json(orjson.loads(files(__package__).joinpath(WEIGHTS).read_bytes()))


def from_json(data: Mapping[str, Any]) -> LinkModel:
    """Build a model from its file; raises ``ValueError`` when the file was made for other features."""
    if tuple(data["features"]) != NAMES or tuple(data["structure"]) != STRUCTURE:
        raise ValueError("the weights were learned for other features; run tests/benchmarks/train_links.py again")
    first, second = (tuple(_network(one) for one in data[name]) for name in ("first", "second"))
    return LinkModel(first, second, float(data["temperature"]), float(data["threshold"]), data["about"])


def _network(data: Mapping[str, Any]) -> Network:
    return Network(*(np.array(data[name], dtype=np.float32) for name in ("linear", "hidden", "bias", "out")))
