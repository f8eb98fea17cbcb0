"""How likely each tag is for each line: two passes of small networks, the second in the light of the first.

The first pass sees a line and its neighbours. The second sees what the first one thinks of the neighbours and of all
lines of the same text that say the same, are of one shape, state a time in the same way or stand in the same column:
so a layout that no line was learned from is told by what recurs in it. The weights, and what they were learned from,
are in ``weights.npz``; ``tests/benchmarks/train_tags.py`` makes that file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import orjson

from .features import NAMES
from .tags import Tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from .features import Rows

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

WEIGHTS: Final = "weights.npz"
#: So many lines on either side are seen by the first pass, by the second as they are, and as the first one took them.
AROUND: Final = 5
BESIDE: Final = 1
THOUGHT: Final = 6
#: Rows a product: so little work is never divided among threads, which would add up in another order.
ROWS: Final = 64
#: No network has more layers than this.
MOST_LAYERS: Final = 9


@dataclass(frozen=True, eq=False)
class Network:
    """Layers of weights (outputs, inputs) and biases, with what is below nought cut off between them; softmax last."""

    mean: Floats
    spread: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def shares(self, x: Floats) -> Floats:
        """Return the probability of each tag for each row."""
        out = np.empty((len(x), len(Tag)), np.float32)
        for at in range(0, len(x), ROWS):
            out[at : at + ROWS] = self._of_few((x[at : at + ROWS] - self.mean) / self.spread)
        return out

    def _of_few(self, x: Floats) -> Floats:
        for weights, bias in self.layers[:-1]:
            x = np.maximum(x @ weights.T + bias, 0)
        weights, bias = self.layers[-1]
        scores = x @ weights.T + bias
        shares = np.exp(scores - scores.max(1, keepdims=True))
        return np.asarray(shares / shares.sum(1, keepdims=True), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class TagModel:
    """Two passes of averaged networks, how often tags follow each other, and what all was learned from."""

    first: tuple[Network, ...]
    second: tuple[Network, ...]
    follows: Floats
    about: Mapping[str, Any]

    def shares(self, rows: Rows) -> Floats:
        """Return the probability of each tag, of shape (n, len(Tag))."""
        before = _mean(self.first, first_view(rows))
        return _mean(self.second, second_view(rows, before))


def _mean(networks: Sequence[Network], x: Floats) -> Floats:
    total: Floats = np.mean([network.shares(x) for network in networks], axis=0, dtype=np.float32)
    return total


def first_view(rows: Rows) -> Floats:
    """What the first pass sees: each line with its neighbours."""
    return _window(rows.values, AROUND)


def second_view(rows: Rows, before: Floats) -> Floats:
    """What the second pass sees, given the first one's probabilities."""
    alike = [_means(before, kinds) for kinds in rows.alike]
    whole = np.broadcast_to(before.mean(0), before.shape)
    return np.concatenate([_window(rows.values, BESIDE), _window(before, THOUGHT), *alike, whole], axis=1)


def _window(values: Floats, reach: int) -> Floats:
    """Each row beside those around it; nought beyond the ends."""
    padded = np.zeros((len(values) + 2 * reach, values.shape[1]), np.float32)
    padded[reach : reach + len(values)] = values
    return np.concatenate([padded[at : at + len(values)] for at in range(2 * reach + 1)], axis=1)


def _means(shares: Floats, kinds: Ints) -> Floats:
    """The mean over all rows of the same kind; nought for those of none (-1)."""
    out = np.zeros_like(shares)
    known = kinds >= 0
    if known.any():
        numbers = kinds[known]
        count = np.bincount(numbers).astype(np.float32)
        total = np.column_stack([np.bincount(numbers, shares[known, tag]) for tag in range(shares.shape[1])])
        out[known] = (total / np.maximum(count, 1)[:, None])[numbers]
    return out


@cache
def default_tags() -> TagModel:
    """Load the weights that ship with the package."""
    with files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as data:
        return from_arrays(data)


def from_arrays(data: Mapping[str, Any]) -> TagModel:
    """Build a model from its file; raises ``ValueError`` when the file was made for other features."""
    about = orjson.loads(bytes(data["about"]))
    if tuple(about["features"]) != NAMES:
        raise ValueError("the weights were learned for other features; run tests/benchmarks/train_tags.py again")
    first, second = (tuple(_network(data, f"{name}{at}") for at in range(about[name])) for name in ("first", "second"))
    return TagModel(first, second, np.asarray(data["follows"], np.float32), about)


def _network(data: Mapping[str, Any], name: str) -> Network:
    def array(part: str) -> Floats:
        return np.asarray(data[f"{name}_{part}"], np.float32)

    layers = range(sum(f"{name}_weights{at}" in data for at in range(MOST_LAYERS)))
    pairs = tuple((array(f"weights{at}"), array(f"bias{at}")) for at in layers)
    return Network(array("mean"), array("spread"), pairs)


def to_arrays(model: TagModel) -> dict[str, Any]:
    """What :func:`from_arrays` reads, the weights in half precision."""
    data: dict[str, Any] = {"about": np.frombuffer(orjson.dumps(dict(model.about)), np.uint8), "follows": model.follows}
    for name, networks in (("first", model.first), ("second", model.second)):
        for at, one in enumerate(networks):
            data |= {f"{name}{at}_mean": one.mean, f"{name}{at}_spread": one.spread}
            for layer, (weights, bias) in enumerate(one.layers):
                data[f"{name}{at}_weights{layer}"] = weights.astype(np.float16)
                data[f"{name}{at}_bias{layer}"] = bias
    return data
