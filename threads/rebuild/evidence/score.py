"""From a discussion to candidate parents with log-odds: everything that no marker says.

Call :func:`score_links` with a :class:`~.view.LinkView` and what markers have settled; add its candidates to those of
the markers and hand both to :func:`~..decode.decode`::

    view = LinkView(texts, authors, names, quotes, comment_ids, article.paragraphs, created)
    found = score_links(view, fixed)
    links = decode(len(view), fixed, [a + b for a, b in zip(by_markers, found, strict=True)])
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from ..decode import ELSEWHERE, ROOT, Candidate
from .features import GROUPS, NAMES, features, prepare
from .model import LinkModel, default_model, softmax
from .structure import STRUCTURE, structure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from .features import Scene
    from .view import LinkView

    Floats = NDArray[np.float32]

#: Candidates per comment that are handed on; the others are summed up as "elsewhere".
KEPT: Final = 7
#: Groups of features that a reader is told of by name; the rest is ``prior``.
TOLD: Final = ("quote", "vocative", "overlap", "recency", "dialogue", "exchange")
#: Contributions smaller than this are not worth a line of evidence.
SLIGHT: Final = 0.05


class LinkScorer(Protocol):
    """Evidence that a caller adds: embedding similarity, a model of one's own."""

    kind: str

    def score(self, view: LinkView, child: NDArray[np.int64], parent: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return log-odds, above 0 for a link, for candidate pairs; ``parent`` is ``ROOT`` for "no parent"."""
        ...


def score_links(
    view: LinkView,
    fixed: Mapping[int, int] | None = None,
    *,
    also: Mapping[int, Sequence[int]] | None = None,
    lost_replies: float | None = None,
    scorers: Sequence[LinkScorer] = (),
    model: LinkModel | None = None,
) -> list[list[Candidate]]:
    """Score the likely parents of every comment.

    Parameters
    ----------
    view : LinkView
    fixed : mapping of int to int, optional
        What markers settle: child to parent, or to ``ROOT``.
    also : mapping of int to indices, optional
        Candidates that markers suggest without settling them.
    lost_replies : float, optional
        How many replies are expected among the comments that are not fixed, where the layout marks replies and
        the survival of its marks tells how many were lost. The prior for "no parent" is shifted until the
        probabilities agree (Saerens et al. 2002).
    scorers : sequence of LinkScorer
        Evidence of the caller's own, added to the model's.
    model : LinkModel, optional
        Other weights than those that ship.

    Returns
    -------
    list of lists of Candidate
        Per comment. The log-odds of one parent add up to its score against "no parent", which has 0; a candidate
        ``ELSEWHERE`` sums up the comments that are not listed.
    """
    if not len(view):
        return []
    scene = prepare(view, also)
    learned = model or default_model()
    x, scores = passes(scene, fixed or {}, learned)
    pairs = scene.pairs
    extra = {one.kind: one.score(view, pairs.child, pairs.parent) for one in scorers}
    total = scores.astype(np.float64) + sum(extra.values(), np.zeros(len(pairs)))
    if lost_replies is not None:
        total = _shifted(total, scene, fixed or {}, lost_replies)
    return _candidates(scene, x, scores, total, extra, learned)


def passes(scene: Scene, fixed: Mapping[int, int], model: LinkModel) -> tuple[Floats, Floats]:
    """Run both passes; returns the second pass's features and scores."""
    x = features(scene)
    chance = softmax(model.first_pass(x), scene.pairs.start)
    settle(chance, scene, fixed)
    x = np.concatenate([x, structure(scene.pairs, scene.view.person, chance)], axis=1)
    return x, model.second_pass(x)


def settle(chance: NDArray[np.float64], scene: Scene, fixed: Mapping[int, int]) -> None:
    """Make the probabilities of settled comments certain, in place; a parent that is no candidate is left alone."""
    pairs = scene.pairs
    for child, parent in fixed.items():
        rows = slice(int(pairs.start[child]), int(pairs.start[child + 1]))
        hit = pairs.parent[rows] == parent
        if hit.any():
            chance[rows] = hit


def _shifted(
    total: NDArray[np.float64], scene: Scene, fixed: Mapping[int, int], lost_replies: float
) -> NDArray[np.float64]:
    """Shift "no parent" for all comments alike until the expected number of replies is the given one."""
    pairs = scene.pairs
    is_root = pairs.parent == ROOT
    open_ = np.array([at not in fixed for at in range(len(scene.view))], dtype=bool)
    wanted = float(np.clip(lost_replies, 1e-3, max(open_.sum() - 0.5, 1e-3)))
    low, high = -30.0, 30.0
    for _ in range(40):
        shift = (low + high) / 2
        chance = softmax(np.where(is_root, total + shift, total), pairs.start)[is_root]
        low, high = (shift, high) if (1 - chance[open_]).sum() > wanted else (low, shift)
    return np.where(is_root, total + low, total)


def _candidates(
    scene: Scene,
    x: Floats,
    scores: Floats,
    total: NDArray[np.float64],
    extra: Mapping[str, NDArray[np.float64]],
    model: LinkModel,
) -> list[list[Candidate]]:
    pairs, ids = scene.pairs, scene.view.comment_ids
    kept = _kept(total, pairs.start)
    told = _contributions(x, scores, kept, pairs.start, model)
    out: list[list[Candidate]] = []
    at = 0
    for child, (start, end) in enumerate(zip(pairs.start[:-1].tolist(), pairs.start[1:].tolist(), strict=True)):
        mine: list[Candidate] = []
        root = float(total[start])
        rest = np.ones(end - start, dtype=bool)
        rest[0] = False
        while at < kept.size and kept[at] < end:
            row = int(kept[at])
            rest[row - start] = False
            parent = int(pairs.parent[row])
            parts = {kind: float(told[kind][at]) for kind in TOLD} | {kind: float(v[row]) for kind, v in extra.items()}
            parts = {kind: value for kind, value in parts.items() if abs(value) >= SLIGHT}
            mine += [Candidate(parent, kind, ids[parent], value) for kind, value in parts.items()]
            mine.append(Candidate(parent, "prior", ids[parent], float(total[row]) - root - sum(parts.values())))
            at += 1
        mine.append(Candidate(ELSEWHERE, "elsewhere", None, _log_sum(total[start:end][rest] - root)))
        del child
        out.append(mine)
    return out


def _kept(total: NDArray[np.float64], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows of the best candidates of each comment, "no parent" not among them, in row order."""
    group = np.repeat(np.arange(start.size - 1), np.diff(start))
    order = np.lexsort((-total, group))
    order = order[~np.isin(order, start[:-1])]
    rank = np.arange(order.size) - np.searchsorted(group[order], group[order])
    return np.sort(order[rank < KEPT])


def _log_sum(values: NDArray[np.float64]) -> float:
    if not values.size:
        return -30.0
    top = float(values.max())
    return top + float(np.log(np.exp(values - top).sum()))


def _contributions(
    x: Floats, scores: Floats, kept: NDArray[np.int64], start: NDArray[np.int64], model: LinkModel
) -> dict[str, Floats]:
    """How much each group of features moves a candidate's score against this comment's average candidate."""
    group = np.repeat(np.arange(start.size - 1), np.diff(start))
    means = np.add.reduceat(x, start[:-1], axis=0) / np.diff(start)[:, None]
    rows, usual = x[kept], means[group[kept]]
    columns = {name: at for at, name in enumerate((*NAMES, *STRUCTURE))}
    out = {}
    for kind in TOLD:
        names = (*GROUPS["author"], *STRUCTURE) if kind == "exchange" else GROUPS[kind]
        at = [columns[name] for name in names]
        without = rows.copy()
        without[:, at] = usual[:, at]
        out[kind] = scores[kept] - model.second_pass(without)
    return out
