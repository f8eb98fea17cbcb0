"""Which claims of the article the comments took up, by whom, and which nobody mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .schemas import UPTAKE, empty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .material import Ints, Material, Reals, Vectors

#: Probability that as many units from unrelated discussions would hold one that passes for taking a claim up.
FALSE_ALARMS: Final = 0.05
_SHORTEST_CLAIM = 5
_CELLS: Final = 8_000_000


@dataclass(frozen=True, eq=False)
class Claims:
    """The article's sentences.

    ``spans`` are (paragraph, start, end) within the article's text (paragraphs parted by blank lines);
    ``vectors`` (m, d) lie around the background.
    """

    texts: tuple[str, ...]
    spans: tuple[tuple[int, int, int], ...]
    vectors: Vectors


def claim_spans(paragraphs: Sequence[str], language: str) -> list[tuple[int, int, int]]:
    """Cut paragraphs into sentences of at least five words: (paragraph, start, end) in the joined text."""
    from ..language import words
    from ..units import sentences

    out = []
    offset = 0
    for number, paragraph in enumerate(paragraphs):
        for start, end in sentences(paragraph, language):
            text = paragraph[start:end]
            if len(words(text)) >= _SHORTEST_CLAIM:
                lead = len(text) - len(text.lstrip())
                out.append((number, offset + start + lead, offset + start + len(text.rstrip())))
        offset += len(paragraph) + 2
    return out


def uptake(
    material: Material, claims: Claims, units: Vectors, owner: Ints, quoted: Sequence[Ints], bank: Vectors | None
) -> tuple[pl.DataFrame, str | None]:
    """Build the ``uptake`` table, in the article's order; also a sentence where it cannot be built.

    A claim is *quoted* by comments that repeat its words, and *close* to comments one of whose units lies nearer
    to it than to any other claim, and nearer than as many units of unrelated discussions would come. Nearness says
    that a comment speaks of the same thing, not that it agrees.

    Parameters
    ----------
    units, owner : arrays, shapes (m, d) and (m,)
        Unit vectors around the background and the comment of each.
    quoted : sequence of int64 arrays
        For each claim the comments that quote it.
    """
    if not claims.texts:
        return empty("uptake"), "Uptake cannot be told: the source has no article text."
    threshold = _thresholds(claims, bank, len(units))
    similarity, nearest = _nearest_unit(claims, units)
    own_best, own_claim = _best_match(units, claims.vectors)
    rows = []
    for at, text in enumerate(claims.texts):
        close = np.unique(owner[(own_claim == at) & (own_best > threshold[at])])
        rows.append(_row(material, at, text, claims.spans[at][0], quoted[at], close, similarity[at],
                         int(owner[nearest[at]]) if len(units) else None, threshold[at]))  # fmt: skip
    note = None if bank is not None else (
        "Uptake counts quotations only: this model has no comparison with comments on other articles."
    )  # fmt: skip
    return pl.DataFrame(rows, schema=UPTAKE, orient="row"), note


def _thresholds(claims: Claims, bank: Vectors | None, units: int) -> Reals:
    """Cosine that the nearest of as many foreign units would exceed with probability FALSE_ALARMS (normal tail)."""
    if bank is None or not len(bank):
        return np.full(len(claims.texts), np.inf)
    from statistics import NormalDist

    foreign = (bank @ claims.vectors.T).astype(np.float64)
    tail = NormalDist().inv_cdf(1 - FALSE_ALARMS / max(units, 1))
    return np.asarray(foreign.mean(axis=0) + tail * foreign.std(axis=0))


def _nearest_unit(claims: Claims, units: Vectors) -> tuple[Reals, Ints]:
    """Cosine and row of the unit that lies nearest to each claim."""
    if not len(units):
        return np.full(len(claims.texts), np.nan), np.zeros(len(claims.texts), dtype=np.int64)
    best, where = _best_match(claims.vectors, units)
    return best, where


def _best_match(rows: Vectors, others: Vectors) -> tuple[Reals, Ints]:
    """Highest cosine of each of ``rows`` with ``others``, and where; memory is linear in either."""
    best = np.empty(len(rows))
    where = np.empty(len(rows), dtype=np.int64)
    step = max(1, _CELLS // max(len(others), 1))
    for at in range(0, len(rows), step):
        cosine = rows[at : at + step] @ others.T
        where[at : at + step] = cosine.argmax(axis=1)
        best[at : at + step] = cosine.max(axis=1)
    return best, where


def _row(
    material: Material, at: int, text: str, paragraph: int, quoting: Ints, close: Ints, similarity: float,
    nearest: int | None, threshold: float,
) -> dict[str, Any]:  # fmt: skip
    comments = np.unique(np.concatenate((quoting, close)))
    ids = material.frame["comment_id"]
    authors = material.frame["author_id"].gather(comments).drop_nulls().unique(maintain_order=True).to_list()
    return {
        "discussion_id": material.discussion_id, "claim_id": at + 1, "paragraph": paragraph + 1, "claim": text,
        "basis": "quoted" if quoting.size else "close" if close.size else None, "comments": int(comments.size),
        "authors": len(authors), "comment_ids": ids.gather(comments).to_list(), "author_ids": authors,
        "quoting_ids": ids.gather(quoting).to_list(),
        "nearest_comment_id": ids[nearest] if nearest is not None else None,
        "similarity": float(similarity) if np.isfinite(similarity) else None,
        "threshold": float(threshold) if np.isfinite(threshold) else None,
        "status": "ok" if np.isfinite(threshold) else "described: quotations only",
    }  # fmt: skip
