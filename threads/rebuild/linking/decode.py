"""Global decoding: from scored candidates to one parent a comment, with probabilities and reasons.

Call it like this, indices being positions of comments in the dump and ``ROOT`` (-1) standing for "no parent"::

    links = decode(
        n=3,
        fixed={1: 0},                          # settled by markers: child -> parent
        candidates=[
            [],
            [Candidate(0, "back-reference", "c1", 3.5)],
            [Candidate(ROOT, "prior", None, 0.4), Candidate(1, "lead-mention", "c2", 2.2)],
        ],
    )
    links.parents        # array([-1, 0, 1])
    links.confidence     # probability of each choice
    links.alternatives   # up to five (parent, probability) a comment, the choice included
    links.evidence       # (kind, ref, weight) of each choice, strongest first

Candidates of one child that name the same parent add up: their log-odds are independent pieces of evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

ROOT: Final = -1
#: Stands, as a candidate's parent, for all earlier comments that are not listed; never chosen.
ELSEWHERE: Final = -2
#: How many alternatives a link keeps.
ALTERNATIVES: Final = 5
#: Probability of a link that markers settle, against the best of the others, where no candidate says how sure they are.
SETTLED: Final = 0.97
#: Log-odds of all comments that are not listed against "no parent", where no candidate says it.
UNLISTED: Final = -4.0

#: Which ``link_basis`` a kind of evidence stands for; everything else is ``inferred``.
BASES: Final = {
    "back-reference": "mention",
    "lead-mention": "mention",
    "mention": "mention",
    "stated": "explicit",
    "nesting": "nesting",
    "indentation": "nesting",
    "quote": "quote",
}


class Candidate(NamedTuple):
    """One piece of evidence for one parent: ``log_odds`` above 0 speaks for it, below against it."""

    parent: int
    kind: str
    ref: str | None
    log_odds: float


class Evidence(NamedTuple):
    """A reason as the comment table shows it: ``weight`` is the logistic of the log-odds."""

    kind: str
    ref: str | None
    weight: float


@dataclass(frozen=True, eq=False)
class Links:
    """A decoded forest; every sequence has one entry a comment.

    Attributes
    ----------
    parents : int64 array
        Index of the parent; ``ROOT`` for a root and for an undecided comment.
    basis : tuple of str
        ``mention``, ``quote``, ``nesting``, ``inferred``, ``root``, ``undecided`` …
    confidence : float64 array
        Probability of the chosen parent (or of "no parent"); of the best guess where undecided.
    alternatives : tuple of tuples of (parent, probability)
        At most five, most probable first, ``ROOT`` for "no parent"; what is left of 1 is other comments.
    evidence : tuple of tuples of Evidence
        Reasons of the choice, strongest first; of the best guess where undecided.
    """

    parents: NDArray[np.int64]
    basis: tuple[str, ...]
    confidence: NDArray[np.float64]
    alternatives: tuple[tuple[tuple[int, float], ...], ...]
    evidence: tuple[tuple[Evidence, ...], ...]


def decode(
    n: int,
    fixed: Mapping[int, int],
    candidates: Sequence[Sequence[Candidate]],
    *,
    threshold: float = 0.0,
    calibrate: Callable[[str, float], float] | None = None,
) -> Links:
    """Choose one parent for every comment so that the forest has no cycle and the choices score best.

    Parameters
    ----------
    n : int
        Number of comments.
    fixed : mapping of int to int
        What markers settle: child to parent, or to ``ROOT``.
    candidates : sequence of sequences of Candidate
        Per child, its possible parents. A child without any is a root.
    threshold : float
        Below this probability a comment is ``undecided`` rather than given its best guess.
    calibrate : callable, optional
        Maps a link basis and the probability of a choice to a calibrated one; applied to choices that are not fixed.
        The threshold is compared with the probability before.
    """
    scores = [_parent_scores(candidates[child], fixed.get(child)) for child in range(n)]
    odds = [_probabilities(score) for score in scores]
    parents = _without_cycles([_best(score, fixed.get(child)) for child, score in enumerate(scores)], scores, fixed)
    basis: list[str] = []
    confidence = np.zeros(n)
    reasons: list[tuple[Evidence, ...]] = []
    guesses = parents.tolist()
    for child, chosen in enumerate(guesses):
        reasons.append(_reasons(candidates[child], chosen))
        sure = odds[child].get(chosen, 0.0)
        if child in fixed:
            confidence[child] = sure
            basis.append(_basis(chosen, reasons[child]))
            continue
        said = _basis(chosen, reasons[child])
        confidence[child] = calibrate(said, sure) if calibrate else sure
        odds[child] = _with(odds[child], chosen, float(confidence[child]))
        if sure < threshold:
            parents[child] = ROOT
            said = "undecided"
        basis.append(said)
    return Links(parents, tuple(basis), confidence, tuple(map(_top, odds, guesses)), tuple(reasons))


def _parent_scores(candidates: Sequence[Candidate], settled: int | None) -> dict[int, float]:
    scores: dict[int, float] = {ROOT: 0.0}
    if all(one.parent != ELSEWHERE for one in candidates):
        scores[ELSEWHERE] = UNLISTED
    for one in candidates:
        scores[one.parent] = scores.get(one.parent, 0.0) + one.log_odds
    if settled is not None and settled not in scores:
        scores[settled] = max(scores.values()) + float(np.log(SETTLED / (1 - SETTLED)))
    return scores


def _probabilities(scores: Mapping[int, float]) -> dict[int, float]:
    """Softmax over the candidates and what is not listed, which is left out of the result."""
    values = np.array([*scores.values()])
    shares = np.exp(values - values.max())
    shares /= shares.sum()
    return {parent: share for parent, share in zip(scores, shares.tolist(), strict=True) if parent != ELSEWHERE}


def _best(scores: Mapping[int, float], settled: int | None) -> int:
    if settled is not None:
        return settled
    # Equal scores: the later comment, because a reply tends to follow what it answers.
    return max((parent for parent in scores if parent != ELSEWHERE), key=lambda parent: (scores[parent], parent))


def _without_cycles(
    choice: list[int], scores: Sequence[Mapping[int, float]], fixed: Mapping[int, int]
) -> NDArray[np.int64]:
    """Break each cycle where it costs least: one member takes its best parent that does not lead back."""
    parents = np.array(choice, dtype=np.int64)
    for start in range(parents.size):
        cycle = _cycle_from(start, parents)
        if not cycle:
            continue
        options = [(cost, node, other) for node in cycle for cost, other in _exits(node, parents, scores, fixed)]
        if options:
            _, node, other = min(options)
            parents[node] = other
        else:
            parents[min(cycle)] = ROOT
    return parents


def _cycle_from(start: int, parents: NDArray[np.int64]) -> list[int]:
    # Every cycle holds a link to a later comment: only those need a walk.
    if parents[start] <= start:
        return []
    path, node = [start], int(parents[start])
    seen = {start}
    while node != ROOT and node not in seen:
        seen.add(node)
        path.append(node)
        node = int(parents[node])
    return path[path.index(node) :] if node != ROOT else []


def _exits(
    node: int, parents: NDArray[np.int64], scores: Sequence[Mapping[int, float]], fixed: Mapping[int, int]
) -> list[tuple[float, int]]:
    if node in fixed:
        return []
    top = max(scores[node].values())
    return [
        (top - score, parent)
        for parent, score in scores[node].items()
        if parent != ELSEWHERE and (parent == ROOT or not _leads_to(parent, node, parents))
    ]


def _leads_to(start: int, goal: int, parents: NDArray[np.int64]) -> bool:
    """Whether the chain of parents from ``start`` passes ``goal``, or runs in a circle that is still to be cut."""
    seen = set()
    while start != ROOT:
        if start == goal or start in seen:
            return True
        seen.add(start)
        start = int(parents[start])
    return False


def _with(odds: Mapping[int, float], chosen: int, confidence: float) -> dict[int, float]:
    """The probabilities with that of the choice replaced, the others in proportion.

    None gets likelier than the choice that was not so before: what is more goes to comments that are not listed.
    """
    before = odds.get(chosen, 0.0)
    rest = (1.0 - confidence) / max(1.0 - before, 1e-12)
    most = confidence if before >= max(odds.values()) else 1.0
    return {parent: confidence if parent == chosen else min(share * rest, most) for parent, share in odds.items()}


def _reasons(candidates: Sequence[Candidate], chosen: int) -> tuple[Evidence, ...]:
    mine = sorted((one for one in candidates if one.parent == chosen), key=lambda one: -one.log_odds)
    return tuple(Evidence(one.kind, one.ref, float(1 / (1 + np.exp(-one.log_odds)))) for one in mine)


def _basis(chosen: int, reasons: Sequence[Evidence]) -> str:
    if chosen == ROOT:
        return "root"
    told = {reason.kind for reason in reasons if reason.weight > 0.5}
    for kind, basis in BASES.items():
        # What a mark says comes before what words say, however sure the words are.
        if kind in told:
            return basis
    return "inferred"


def _top(odds: Mapping[int, float], chosen: int) -> tuple[tuple[int, float], ...]:
    """The most probable; where several are equally so, the choice first, then the later comments."""
    ranked = sorted(odds.items(), key=lambda pair: (-pair[1], pair[0] != chosen, -pair[0]))
    return tuple(ranked[:ALTERNATIVES])
