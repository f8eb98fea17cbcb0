"""Evidence in the shape of the exchange: what a first guess at all links says about each of them.

The first pass scores every candidate by itself. Its probabilities then tell whether a candidate answered this
author before (A–B–A), was the previous comment's parent too, has been answered already, stands in the thread in
which this author was last seen, and how far back, and how often, this discussion replies at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ...forest import Forest
from ..linking.decode import ROOT
from .features import last_by_same

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .pairs import Pairs

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

STRUCTURE: Final = (
    "first-pass", "first-pass-best", "alternation", "parent-of-previous", "popularity", "parent-is-root", "depth",
    "thread-of-author", "thread-of-previous", "latest-in-thread", "root-share-before", "previous-is-root",
    "on-path", "path-steps", "answered-by-author", "parent-of-own-last", "parent-of-alike", "unanswered",
    "alternation-after", "popularity-after", "parent-of-next", "root-of-next",
    "ctx-root-share", "ctx-log-gap", "ctx-previous-share", "ctx-depth", "ctx-off-path",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Guess:
    """What a first guess at all links comes to; ``root`` to ``latest`` have one entry a comment, the others a row.

    ``root`` is the probability to be a root, ``depth`` the expected depth, ``thread`` that of the best guess and
    ``latest`` the members of each thread; ``popularity`` counts answers before the row's comment, ``on_path`` and
    ``steps`` say whether, and how far, the candidate stands above the comment right before.
    """

    probability: NDArray[np.float64]
    root: NDArray[np.float64]
    depth: NDArray[np.float64]
    thread: Ints
    latest: list[Ints]
    popularity: NDArray[np.float64]
    on_path: NDArray[np.bool_]
    steps: Ints

    @classmethod
    def of(cls, pairs: Pairs, probability: NDArray[np.float64], n: int) -> _Guess:
        best, is_root, root = _best(pairs, probability), pairs.parent == ROOT, np.zeros(n)
        root[pairs.child[is_root]] = probability[is_root]
        depth = _soft_depth(pairs, probability, n)
        return cls(probability, root, depth, *_threads(best), _popularity(pairs, probability), *_path(pairs, best))


def structure(
    pairs: Pairs, person: Ints, alike: Ints, own: NDArray[np.float64], probability: NDArray[np.float64]
) -> Floats:
    """Compute the second pass's columns; shape (pairs, len(STRUCTURE)).

    ``own`` holds the first pass's probabilities, ``probability`` the same with what markers settle made certain: a
    settled link is evidence for its neighbours, not for itself.
    """
    guess = _Guess.of(pairs, probability, person.size)
    columns = {
        "first-pass": np.log(own + 1e-6),
        "first-pass-best": pairs.parent == _best(pairs, own)[pairs.child],
        **_tree(pairs, guess),
        **_exchange(pairs, person, alike, guess),
        **_afterwards(pairs, person, guess),
        **_habits(pairs, guess),
    }
    shape = pairs.child.shape
    return np.column_stack([np.broadcast_to(columns[name], shape) for name in STRUCTURE]).astype(np.float32)


def _tree(pairs: Pairs, guess: _Guess) -> dict[str, NDArray[Any]]:
    """Where the candidate stands in the tree, and how often it was answered."""
    real = pairs.parent != ROOT
    child, parent, before = pairs.child, np.maximum(pairs.parent, 0), np.maximum(pairs.child - 1, 0)
    n = guess.root.size
    share = np.concatenate(([0.0], np.cumsum(guess.root)[:-1])) / np.maximum(np.arange(n), 1)
    return {
        "popularity": np.where(real, np.log1p(guess.popularity), 0.0),
        "unanswered": np.where(real, np.exp(-guess.popularity), 0.0),
        "parent-is-root": np.where(real, guess.root[parent], 0.0),
        "depth": np.where(real, np.log1p(guess.depth[parent]), 0.0),
        "thread-of-previous": real & (guess.thread[before] == guess.thread[parent]),
        "latest-in-thread": real & _is_latest(pairs, guess.latest, guess.thread),
        "on-path": real & guess.on_path,
        "path-steps": np.where(real & guess.on_path, np.log1p(guess.steps), 0.0),
        "root-share-before": np.where(real, 0.0, share[child]),
        "previous-is-root": np.where(real, 0.0, guess.root[before]),
    }


def _exchange(pairs: Pairs, person: Ints, alike: Ints, guess: _Guess) -> dict[str, NDArray[Any]]:
    """Who answered whom before: this author the candidate's, and comments that are like this one."""
    real, probability = pairs.parent != ROOT, guess.probability
    own = last_by_same(person)
    thread = guess.thread[own[pairs.child]] == guess.thread[np.maximum(pairs.parent, 0)]
    return {
        "alternation": np.where(real, _alternation(pairs, person, probability), 0.0),
        "thread-of-author": real & (own[pairs.child] >= 0) & thread,
        "answered-by-author": np.where(real, np.minimum(_answered_by_author(pairs, person, probability), 1.0), 0.0),
        "parent-of-previous": np.where(real, _parent_of_previous(pairs, probability), 0.0),
        "parent-of-own-last": np.where(real, _parent_of(pairs, own, probability), 0.0),
        "parent-of-alike": np.where(real, _parent_of(pairs, alike, probability), 0.0),
    }


def _best(pairs: Pairs, probability: NDArray[np.float64]) -> Ints:
    out = np.full(pairs.start.size - 1, ROOT, dtype=np.int64)
    for at, (start, end) in enumerate(zip(pairs.start[:-1].tolist(), pairs.start[1:].tolist(), strict=True)):
        out[at] = pairs.parent[start + int(np.argmax(probability[start:end]))]
    return out


def _threads(best: Ints) -> tuple[Ints, list[Ints]]:
    """Thread of each comment under the first guess, and per comment the last one of its thread before it."""
    thread = np.arange(best.size)
    members: list[list[int]] = [[] for _ in range(best.size)]
    for at, parent in enumerate(best.tolist()):
        if parent != ROOT:
            thread[at] = thread[parent]
        members[int(thread[at])].append(at)
    return thread, [np.array(one, dtype=np.int64) for one in members]


def _is_latest(pairs: Pairs, members: list[Ints], thread: Ints) -> NDArray[np.bool_]:
    following = np.full(thread.size, thread.size, dtype=np.int64)
    for one in members:
        following[one[:-1]] = one[1:]
    return following[np.maximum(pairs.parent, 0)] >= pairs.child


def _soft_depth(pairs: Pairs, probability: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    depth = np.zeros(n)
    for at, (start, end) in enumerate(zip(pairs.start[:-1].tolist(), pairs.start[1:].tolist(), strict=True)):
        depth[at] = float(np.dot(probability[start + 1 : end], 1 + depth[pairs.parent[start + 1 : end]]))
    return depth


def _alternation(pairs: Pairs, person: Ints, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability that the candidate answers a comment by this comment's author."""
    known = (pairs.parent != ROOT) & (person[pairs.parent] >= 0)
    size = int(person.max(initial=0)) + 1
    keys = pairs.child[known] * size + person[pairs.parent[known]]
    answered, where = np.unique(keys, return_inverse=True)
    mass = np.bincount(where, weights=probability[known], minlength=answered.size)
    if not answered.size:
        return np.zeros(pairs.child.size)
    wanted = np.maximum(pairs.parent, 0) * size + person[pairs.child]
    at = np.minimum(np.searchsorted(answered, wanted), answered.size - 1)
    return np.where((answered[at] == wanted) & (person[pairs.child] >= 0), mass[at], 0.0)


def _parent_of_previous(pairs: Pairs, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability that the candidate is the parent of the comment right before."""
    return _parent_of(pairs, np.arange(-1, pairs.start.size - 2), probability)


def _parent_of(pairs: Pairs, other: Ints, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability that the candidate is the parent of another earlier comment, one per child (-1: of none)."""
    return _chance_of(pairs, other[pairs.child], pairs.parent, probability)


def _chance_of(pairs: Pairs, child: Ints, parent: Ints, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probability that comments answer certain earlier ones; 0 for a child of -1 and for what is no candidate."""
    n = pairs.start.size
    keys = pairs.child * n + pairs.parent + 1
    wanted = child * n + parent + 1
    at = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    return np.where((keys[at] == wanted) & (child >= 0), probability[at], 0.0)


def _path(pairs: Pairs, best: Ints) -> tuple[NDArray[np.bool_], Ints]:
    """Whether the candidate is the comment right before or above it, and how many levels above."""
    forest = Forest(best)
    enter = forest.rank.astype(np.int64)
    leave = enter + forest.size
    before, parent = np.maximum(pairs.child - 1, 0), np.maximum(pairs.parent, 0)
    above = (enter[parent] <= enter[before]) & (enter[before] < leave[parent]) & (pairs.child > 0)
    return above, np.where(above, forest.depth[before].astype(np.int64) - forest.depth[parent], 0)


def _answered_by_author(pairs: Pairs, person: Ints, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Answers that the candidate is expected to have had before from the author of this comment."""
    size = int(person.max(initial=0)) + 2
    key = (pairs.parent + 1) * size + person[pairs.child] + 1
    total = _running(key, pairs.child, probability)
    return np.where(person[pairs.child] >= 0, total, 0.0)


def _popularity(pairs: Pairs, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Answers that the candidate is expected to have had before this comment."""
    return _running(pairs.parent, pairs.child, probability)


def _afterwards(pairs: Pairs, person: Ints, guess: _Guess) -> dict[str, NDArray[Any]]:
    """What the comments after this one make of the candidate: answers back, answers besides, and the next comment's."""
    real, last, probability = pairs.parent != ROOT, pairs.start.size - 2, guess.probability
    parent, following = np.maximum(pairs.parent, 0), np.minimum(pairs.child + 1, last)
    answers = np.bincount(parent[real], weights=probability[real], minlength=last + 1)
    beside = np.maximum(answers[parent] - guess.popularity - probability, 0.0)
    not_last = pairs.child < last
    next_parent = _chance_of(pairs, following, pairs.parent, probability)
    return {
        "alternation-after": np.where(real, np.minimum(_answers_back(pairs, person, probability), 1.0), 0.0),
        "popularity-after": np.where(real, np.log1p(beside), 0.0),
        "parent-of-next": np.where(real & not_last, next_parent, 0.0),
        "root-of-next": np.where(~real & not_last, guess.root[following], 0.0),
    }


def _answers_back(pairs: Pairs, person: Ints, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Answers that this comment is expected to have from the candidate's author."""
    size = int(person.max(initial=0)) + 2
    answers, where = np.unique((pairs.parent + 1) * size + person[pairs.child] + 1, return_inverse=True)
    mass = np.bincount(where, weights=probability, minlength=answers.size)
    other = person[np.maximum(pairs.parent, 0)]
    wanted = (pairs.child + 1) * size + other + 1
    at = np.minimum(np.searchsorted(answers, wanted), answers.size - 1)
    return np.where((answers[at] == wanted) & (other >= 0), mass[at], 0.0)


def _running(key: Ints, child: Ints, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum of the probabilities of earlier rows with the same key, in the order of children."""
    order = np.lexsort((child, key))
    total = np.cumsum(probability[order])
    sorted_key = key[order]
    first = np.concatenate(([True], sorted_key[1:] != sorted_key[:-1]))
    base = (total - probability[order])[first][np.cumsum(first) - 1]
    out = np.zeros(child.size)
    out[order] = total - probability[order] - base
    return out


def _habits(pairs: Pairs, guess: _Guess) -> dict[str, NDArray[Any]]:
    """How far back, and how often, this discussion replies at all: one number each for all rows."""
    real = pairs.parent != ROOT
    mass = guess.probability[real]
    total = max(float(mass.sum()), 1e-6)
    gap = (pairs.child - pairs.parent)[real]
    told = {
        "ctx-root-share": float(guess.root[1:].mean()) if guess.root.size > 1 else 0.0,
        "ctx-log-gap": float((np.log(gap) * mass).sum()) / total,
        "ctx-previous-share": float(mass[gap == 1].sum()) / total,
        "ctx-depth": float(np.log1p(guess.depth.mean())) if guess.depth.size else 0.0,
        "ctx-off-path": float(guess.probability[real & ~guess.on_path].sum()) / total,
    }
    return {name: np.array(value) for name, value in told.items()}
