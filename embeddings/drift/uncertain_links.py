"""What uncertain links leave open of the figures along replies: ranges over the forests that stay possible.

Tests and intervals take the links as they were read. Where a link has a probability, so has each figure that rests on
it: forests are drawn as for the ranges of structure, each comment's parent by the probabilities of its candidates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from commentariat.threads.metrics.intervals import candidates, draw
from commentariat.threads.scores import are_scores

from .distances import link_distances
from .transitions import principal_labels

if TYPE_CHECKING:
    from collections.abc import Callable

    from commentariat.threads.model import Discussion

    from .material import Ints, Material, Reals

    Figure = Callable[[Material, Ints, Ints], Reals]

CONTROL: Final = "uncertain links"
#: Forests that are drawn, up to how many comments, and the share of them that lies within the bounds.
FORESTS: Final = 200
UP_TO: Final = 20_000
SHARE: Final = 0.9
#: Of fewer replies the rows are no sentence: a part of a handful is no share.
ENOUGH_REPLIES: Final = 20
DISTANCE: Final = "distance of a reply from the comment answered"
KEPT: Final = "replies that keep the theme of the comment answered"
_BOUNDS: Final = "bounds hold nine in ten of the forests that the links leave possible"


def uncertain_links(material: Material, discussion: Discussion, seed: int) -> list[dict[str, Any]]:
    """Rows of ``controls``: each figure as read, and between which bounds it lies; none where all links are certain."""
    given = candidates(discussion.comments)
    if not given.comment.size:
        return []
    told = {DISTANCE: f"mean cosine distance; {_BOUNDS}", KEPT: f"share of replies; {_BOUNDS}"}
    why = _obstacle(discussion)
    if why is not None:
        return [_row(name, unit, None, (None, None), why) for name, unit in told.items()]
    forests = draw(given, FORESTS, np.random.default_rng(seed)).astype(np.int64)
    figures = ((DISTANCE, link_distances), (KEPT, _kept))
    return [_measured(name, told[name], material, forests, figure) for name, figure in figures]


def _obstacle(discussion: Discussion) -> str | None:
    if are_scores(discussion):
        return "not estimable: the confidences of links are scores"
    return f"not estimable: more than {UP_TO:,} comments" if discussion.comments.height > UP_TO else None


def _measured(name: str, unit: str, material: Material, forests: Ints, figure: Figure) -> dict[str, Any]:
    """The mean of a figure over the replies as read, and over those of each forest."""
    stacked = np.concatenate([material.forest.parent[None, :].astype(np.int64), forests])
    copy, reply = np.nonzero(stacked >= 0)
    pairs, pair = np.unique(reply * len(material) + stacked[copy, reply], return_inverse=True)
    values = figure(material, pairs // len(material), pairs % len(material))[pair]
    known = np.isfinite(values)
    total = np.bincount(copy[known], values[known], minlength=len(stacked))
    count = np.bincount(copy[known], minlength=len(stacked))
    means = np.divide(total, count, out=np.full(len(stacked), np.nan), where=count > 0)
    drawn = means[1:][np.isfinite(means[1:])]
    if not np.isfinite(means[0]) or drawn.size < SHARE * FORESTS:
        return _row(name, unit, None, (None, None), "not estimable: too few replies")
    low, high = np.quantile(drawn, [(1 - SHARE) / 2, (1 + SHARE) / 2])
    return _row(name, unit, float(means[0]), (float(low), float(high)), "described")


def _kept(material: Material, replies: Ints, parents: Ints) -> Reals:
    """How far each pair shares its themes; NaN where one of the two has none."""
    labels = material.labels
    if not labels.labelled.any():
        return np.full(replies.size, np.nan)
    shares, _ = principal_labels(labels, np.flatnonzero(labels.labelled))
    alike = np.einsum("ij,ij->i", shares[replies], shares[parents])
    return np.where(labels.labelled[replies] & labels.labelled[parents], alike, np.nan)


def _row(
    name: str, unit: str, value: float | None, bounds: tuple[float | None, float | None], status: str
) -> dict[str, Any]:
    low, high = bounds
    return {
        "control": CONTROL,
        "subject": name,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "status": status,
    }
