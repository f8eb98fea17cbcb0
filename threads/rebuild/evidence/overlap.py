"""Shared words: an inverted index of terms weighed by rarity, the article's own words discounted."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from .view import LinkView

#: Most recent comments that are looked up per term: what everybody says connects nobody.
POSTINGS: Final = 64
#: A term of the article counts this much: the article, not the other comment, may be where it comes from.
ARTICLE_DISCOUNT: Final = 0.4

Overlap = list[dict[int, tuple[float, float]]]


def overlaps(view: LinkView) -> Overlap:
    """Return, for each comment, {earlier comment: (cosine of rarity weights, weight of the rarest shared terms)}."""
    weight = _weights(view)
    norms = [float(np.sqrt(sum(weight[term] ** 2 for term in terms))) or 1.0 for terms in view.terms]
    postings: dict[str, list[int]] = defaultdict(list)
    out: Overlap = []
    for at, terms in enumerate(view.terms):
        shared: dict[int, float] = defaultdict(float)
        total: dict[int, float] = defaultdict(float)
        for term in sorted(terms):
            for earlier in postings[term][-POSTINGS:]:
                shared[earlier] += weight[term] ** 2
                total[earlier] += weight[term]
        out.append({p: (value / (norms[at] * norms[p]), total[p]) for p, value in shared.items()})
        for term in terms:
            postings[term].append(at)
    return out


def _weights(view: LinkView) -> dict[str, float]:
    counts = Counter(term for terms in view.terms for term in terms)
    n = len(view)
    # Smoothed towards a discussion of a few dozen comments: in a tiny one nothing is proved to be common.
    weight = {term: float(np.log((n + 10) / (count + 0.5))) for term, count in counts.items()}
    for term in view.article_terms & weight.keys():
        weight[term] *= ARTICLE_DISCOUNT
    return weight
