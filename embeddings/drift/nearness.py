"""How strongly a unit seems to make a claim: particular nearness of the vectors, and words that few others use.

Every unit of a discussion is near every claim of its article, and some claims are near to everything. What counts is
what a pair has beyond both: vectors are looked at from the mean of their own kind, and the mean nearness of the unit
and of the claim is taken away (double centring). Rare words in common say the same in another way.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np

from ..language import stem, words
from ..vectors import normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scipy.sparse import csr_matrix

    from .material import Ints, Reals, Vectors

#: Log-odds that a pair is labelled as making the point, by logistic regression on 24 topics of ArgKP-2021 (Bar-Haim
#: et al. 2020): constant, per spread of surplus, per share of the claim's rare words (``bench_uptake`` fits them).
WEIGHTS: Final = (-2.4, 1.03, 4.3)
#: Pairs that are in memory at a time.
_CELLS: Final = 2_000_000


@dataclass(frozen=True, eq=False)
class Pairs:
    """A run of units beside all claims; all matrices have shape (rows, claims).

    ``cosine`` is around the background, ``surplus`` the particular nearness in spreads, ``shared`` the share of the
    claim's words, weighted by rarity, that the unit holds too.
    """

    rows: Ints
    cosine: Reals
    surplus: Reals
    shared: Reals

    @cached_property
    def log_odds(self) -> Reals:
        """The two joined by :data:`WEIGHTS`."""
        constant, surplus, shared = WEIGHTS
        return np.asarray(constant + surplus * self.surplus + shared * self.shared)


def pairs(
    claims: Vectors, claim_texts: Sequence[str], units: Vectors, unit_texts: Sequence[str]
) -> Iterator[Pairs]:  # fmt: skip
    """Go through all pairs of units and claims, in runs that keep memory linear.

    Parameters
    ----------
    claims, units : float32 arrays, shapes (m, d) and (n, d)
        Around the background.
    """
    if not len(claims) or not len(units):
        return
    held, wanted = _rare_words(claim_texts, unit_texts)
    own_claims, own_units = (normalised(rows - rows.mean(axis=0)) for rows in (claims, units))
    spread = _spread(own_claims, own_units)
    for rows in _runs(len(units), len(claims)):
        yield Pairs(
            rows, np.asarray(units[rows] @ claims.T, dtype=np.float64),
            _surplus(own_claims, own_units, rows) / spread, np.asarray((held[rows] @ wanted).toarray()),
        )  # fmt: skip


def _runs(units: int, claims: int) -> Iterator[Ints]:
    step = max(1, _CELLS // claims)
    for at in range(0, units, step):
        yield np.arange(at, min(at + step, units), dtype=np.int64)


def _surplus(claims: Vectors, units: Vectors, rows: Ints) -> Reals:
    """Cosines less the unit's and the claim's mean cosine, plus the mean of all."""
    middle_claim, middle_unit = claims.mean(axis=0), units.mean(axis=0)
    of_claim = claims @ middle_unit - float(middle_claim @ middle_unit)
    part = units[rows]
    return np.asarray(part @ claims.T - (part @ middle_claim)[:, None] - of_claim, dtype=np.float64)


def _spread(claims: Vectors, units: Vectors) -> float:
    """Root mean square of the surplus below zero, where nothing in particular ties unit and claim."""
    squares, count = 0.0, 0
    for rows in _runs(len(units), len(claims)):
        surplus = _surplus(claims, units, rows)
        below = surplus[surplus < 0]
        squares, count = squares + float(below @ below), count + below.size
    return float(np.sqrt(squares / count)) if squares > 0 else float("inf")


def _rare_words(claim_texts: Sequence[str], unit_texts: Sequence[str]) -> tuple[csr_matrix, csr_matrix]:
    """Which unit holds which word (n, w), and each word's part of each claim's weight (w, m)."""
    from scipy.sparse import csr_matrix

    of_claims = [{stem(word) for word in words(text)} for text in claim_texts]
    place = {word: at for at, word in enumerate(sorted(set().union(*of_claims)))}
    used = Counter(word for one in of_claims for word in one)
    of_units = [[place[one] for one in {stem(word) for word in words(text)} if one in place] for text in unit_texts]
    names = list(place)
    used.update(names[at] for one in of_units for at in one)
    total = len(claim_texts) + len(unit_texts)
    weight = np.array([log(total / used[word]) for word in names])
    rows = np.repeat(np.arange(len(of_units)), [len(one) for one in of_units])
    held = csr_matrix(
        (np.ones(rows.size), (rows, np.array([at for one in of_units for at in one], dtype=np.int64))),
        shape=(len(unit_texts), len(place)),
    )  # fmt: skip
    column = np.repeat(np.arange(len(of_claims)), [len(one) for one in of_claims])
    row = np.array([place[word] for one in of_claims for word in sorted(one)], dtype=np.int64)
    whole = np.bincount(column, weights=weight[row], minlength=len(of_claims))
    part = weight[row] / np.maximum(whole[column], 1e-9)
    return held, csr_matrix((part, (row, column)), shape=(len(place), len(of_claims)))
