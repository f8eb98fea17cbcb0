"""From a discussion to candidate parents with log-odds: everything that no marker says.

Call :func:`score_links` with a :class:`~.view.LinkView` and what markers have settled; add its candidates to those of
the markers and hand both to :func:`~..decode.decode`::

    view = LinkView(texts, authors, names, quotes, comment_ids, article.paragraphs, created)
    found = score_links(view, fixed)
    links = decode(len(view), fixed, [a + b for a, b in zip(by_markers, found, strict=True)])
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from ..linking.decode import ELSEWHERE, ROOT, Candidate
from .features import GROUPS, NAMES, features, prepare
from .habit import habit
from .model import LinkModel, default_model, softmax
from .structure import STRUCTURE, structure

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from .features import Scene
    from .view import LinkView

    Floats = NDArray[np.float32]

#: Candidates per comment that are handed on; the others are summed up as "elsewhere".
KEPT: Final = 7
#: Groups of features that a reader is told of by name; the rest is ``prior``.
TOLD: Final = ("quote", "vocative", "overlap", "recency", "dialogue", "exchange")
#: The columns that tell of the exchange between two authors and of the thread.
EXCHANGE: Final = (
    *GROUPS["author"],
    *GROUPS["standing"],
    *GROUPS["after"],
    *(name for name in STRUCTURE if not name.startswith(("first-pass", "ctx"))),
)
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
    named: Mapping[int, Sequence[int]] | None = None,
    lost: float | None = None,
    scorers: Sequence[LinkScorer] = (),
    model: LinkModel | None = None,
) -> list[list[Candidate]]:
    """Score the likely parents of every comment.

    Parameters
    ----------
    view : LinkView
    fixed : mapping of int to int, optional
        What markers settle: child to parent, or to ``ROOT``.
    named : mapping of int to indices, optional
        Parents that markers suggest without settling them. Whether such a comment (or a settled one) is a reply is
        for the markers to say: the best of the parents they name gets 0 here, the others what they are less
        likely by, all comments that no marker names at most 0 together.
    lost : float, optional
        Probability that a reply lost its mark, where the layout marks replies. A comment without a mark is then a
        root, or a reply that lost it; how often this discussion replies is estimated along with it (:mod:`.habit`).
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
    settled_by_marks = fixed or {}
    marked = _marked(named or {}, settled_by_marks)
    rated = rate(view, settled_by_marks, marked, model=model)
    pairs = rated.scene.pairs
    extra = {one.kind: one.score(view, pairs.child, pairs.parent) for one in scorers}
    total = rated.scores.astype(np.float64) + sum(extra.values(), np.zeros(len(pairs)))
    if lost is not None:
        total = _unmarked(total, rated.scene, {*settled_by_marks, *marked}, lost)
    _left_to_marks(total, rated.scene, marked)
    return explained(rated, total, extra)


@dataclass(frozen=True, eq=False)
class Rated:
    """The candidate links of a discussion, their features, and what the model makes of them; one row a candidate."""

    scene: Scene
    x: Floats
    scores: Floats
    model: LinkModel


def rate(
    view: LinkView,
    fixed: Mapping[int, int],
    also: Mapping[int, Sequence[int]],
    *,
    model: LinkModel | None = None,
) -> Rated:
    """Score candidate links by words alone, in the light of links that are settled; ``also`` adds candidates."""
    scene, learned = prepare(view, also), model or default_model()
    return Rated(scene, *passes(scene, fixed, learned), learned)


def explained(
    rated: Rated, total: NDArray[np.float64], extra: Mapping[str, NDArray[np.float64]]
) -> list[list[Candidate]]:
    """Write down the likely parents of every comment, and the reasons.

    Parameters
    ----------
    rated : Rated
    total : float array
        Final score of each row; the softmax within a comment is the probability of each parent.
    extra : mapping of str to float array
        Kinds of evidence beside the model's that ``total`` holds, with their part in each row.
    """
    start = rated.scene.pairs.start
    kept = _kept(total, start)
    told = _contributions(rated.x, rated.scores, kept, start, rated.model)
    return _candidates(rated.scene, total, kept, {**told, **{kind: values[kept] for kind, values in extra.items()}})


def passes(scene: Scene, fixed: Mapping[int, int], model: LinkModel) -> tuple[Floats, Floats]:
    """Run both passes; returns the second pass's features and scores."""
    x = features(scene)
    own = softmax(model.first_pass(x), scene.pairs.start)
    x = np.concatenate(
        [x, structure(scene.pairs, scene.view.person, scene.alike, own, settled(own, scene, fixed))], axis=1
    )
    return x, model.second_pass(x)


def settled(own: NDArray[np.float64], scene: Scene, fixed: Mapping[int, int]) -> NDArray[np.float64]:
    """Make the probabilities of settled comments certain; a parent that is no candidate leaves them as they are."""
    pairs, chance = scene.pairs, own.copy()
    for child, parent in fixed.items():
        rows = slice(int(pairs.start[child]), int(pairs.start[child + 1]))
        hit = pairs.parent[rows] == parent
        if hit.any():
            chance[rows] = hit
    return chance


def _marked(named: Mapping[int, Sequence[int]], fixed: Mapping[int, int]) -> dict[int, list[int]]:
    """Parents that markers name, by comment, the settled ones among them."""
    out = {child: list(parents) for child, parents in named.items() if parents}
    for child, parent in fixed.items():
        if parent != ROOT:
            out.setdefault(child, []).append(parent)
    return out


def _left_to_marks(total: NDArray[np.float64], scene: Scene, marked: Mapping[int, Sequence[int]]) -> None:
    """Rank the parents of marked comments without a word on whether they are replies, in place."""
    pairs = scene.pairs
    for child, parents in marked.items():
        start, end = int(pairs.start[child]), int(pairs.start[child + 1])
        hit = np.isin(pairs.parent[start:end], parents)
        if hit.any():
            relative = total[start:end] - total[start:end][hit].max()
            hit[0] = False
            others = ~hit
            others[0] = False
            relative[others] -= max(0.0, _log_sum(relative[others]))
            total[start:end] = relative
            total[start] = 0.0


def _unmarked(total: NDArray[np.float64], scene: Scene, marked: Collection[int], lost: float) -> NDArray[np.float64]:
    """Weigh for unmarked comments that a reply would have to have lost its mark."""
    pairs = scene.pairs
    is_root = pairs.parent == ROOT
    told = np.array([at in marked for at in range(len(scene.view))], dtype=np.float64)
    likely = softmax(total, pairs.start)[is_root]
    replies = np.zeros(told.size)
    replies[1:] = habit(likely[1:], told[1:], lost) + np.log(lost)
    return np.where(is_root & (told[pairs.child] == 0), total - replies[pairs.child], total)


def _candidates(
    scene: Scene, total: NDArray[np.float64], kept: NDArray[np.int64], told: Mapping[str, NDArray[np.floating[Any]]]
) -> list[list[Candidate]]:
    """Write the kept candidates down, each as contributions that add up to its score against "no parent"."""
    pairs, ids = scene.pairs, scene.view.comment_ids
    out: list[list[Candidate]] = []
    bounds = np.searchsorted(kept, pairs.start)
    for child, (start, end) in enumerate(pairwise(pairs.start.tolist())):
        mine: list[Candidate] = []
        against = total[start:end] - total[start]
        listed = [0]
        for at in range(int(bounds[child]), int(bounds[child + 1])):
            row = int(kept[at])
            listed.append(row - start)
            parent = int(pairs.parent[row])
            parts = {kind: float(values[at]) for kind, values in told.items() if abs(values[at]) >= SLIGHT}
            parts["prior"] = float(against[row - start]) - sum(parts.values())
            mine += [Candidate(parent, kind, ids[parent], value) for kind, value in parts.items()]
        mine.append(Candidate(ELSEWHERE, "elsewhere", None, _log_sum(np.delete(against, listed))))
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
    """How much each group of features moves a candidate's score, against this comment's average candidate.

    A group is replaced by its average in both passes; what the first pass would have said without it reaches the
    second through the first pass's column.
    """
    group = np.repeat(np.arange(start.size - 1), np.diff(start))
    means = np.add.reduceat(x, start[:-1], axis=0) / np.diff(start)[:, None]
    rows, usual = x[kept], means[group[kept]]
    columns = {name: at for at, name in enumerate((*NAMES, *STRUCTURE))}
    first, before = columns["first-pass"], model.first_pass(rows[:, : len(NAMES)])
    out = {}
    for kind in TOLD:
        at = [columns[name] for name in (EXCHANGE if kind == "exchange" else GROUPS[kind])]
        without = rows.copy()
        without[:, at] = usual[:, at]
        without[:, first] += model.first_pass(without[:, : len(NAMES)]) - before
        out[kind] = scores[kept] - model.second_pass(without)
    return out
