"""Which claims of the article the comments took up, by whom, and which nobody mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from ..language import words
from ..units import sentences
from .nearness import pairs
from .schemas import UPTAKE, empty, nullable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .material import Ints, Material, Reals, Vectors

#: Spreads by which a claim must lie nearer to a unit than to the mean unit of unrelated discussions: below it one
#: claim in twenty is "taken up" by arguments about something else (``bench_uptake``).
FOREIGN: Final = 6.5
#: Log-odds (:data:`~.nearness.WEIGHTS`) from which on a unit counts as taking a claim up: chosen for a precision of
#: 0.8 on labelled arguments (``bench_uptake``).
BOUND: Final = -0.16
#: Words of a sentence that claims something.
_SHORTEST_CLAIM: Final = 5
#: Cosines that are in memory at a time.
_CELLS: Final = 8_000_000
_NOBODY: Final = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Claims:
    """The article's sentences.

    ``spans`` are (paragraph, start, end) within the article's text (paragraphs parted by blank lines);
    ``vectors`` (m, d) lie around the background; ``quoted`` holds for each claim the rows of comments that quote it.
    """

    texts: tuple[str, ...]
    spans: tuple[tuple[int, int, int], ...]
    vectors: Vectors
    quoted: tuple[Ints, ...]


@dataclass(frozen=True, eq=False)
class Units:
    """The comments' units: texts, vectors (m, d) around the background, and the row of each one's comment (m,)."""

    texts: Sequence[str]
    vectors: Vectors
    owner: Ints


def claim_spans(paragraphs: Sequence[str], language: str, byline: str | None = None) -> list[tuple[int, int, int]]:
    """Cut paragraphs into sentences of at least five words: (paragraph, start, end) in the joined text.

    A paragraph that names the ``byline`` is about the author and claims nothing.
    """
    out = []
    offset = 0
    for number, paragraph in enumerate(paragraphs):
        about_author = bool(byline) and str(byline).casefold() in paragraph.casefold()
        for start, end in () if about_author else sentences(paragraph, language):
            text = paragraph[start:end]
            if len(words(text)) >= _SHORTEST_CLAIM:
                lead = len(text) - len(text.lstrip())
                out.append((number, offset + start + lead, offset + start + len(text.rstrip())))
        offset += len(paragraph) + 2
    return out


def uptake(
    material: Material, claims: Claims, units: Units, *, bank: Vectors | None
) -> tuple[pl.DataFrame, str | None]:
    """Build the ``uptake`` table, in the article's order; also a sentence where it cannot be built.

    A claim is *quoted* by comments that repeat its words. It is *close* to a comment when one of the comment's units
    fits it better than any other claim, lies much nearer to it than units of unrelated discussions do, and fits it
    well: particular nearness and rare words in common (:mod:`~.nearness`) together exceed :data:`BOUND`. That says
    that a comment speaks of the same thing, not that it agrees.

    Parameters
    ----------
    bank : float32 array, shape (b, d), or None
        Units of unrelated discussions; without it only quotations count.
    """
    if not claims.texts:
        return empty("uptake"), "Uptake cannot be told: the source has no article text."
    threshold = thresholds(claims.vectors, bank)
    takers = _close(claims, units, threshold) if bank is not None else [_NOBODY] * len(claims.texts)
    similarity, nearest = _best_match(claims.vectors, units.vectors)
    owner = units.owner[nearest] if len(units.owner) else [None] * len(claims.texts)
    rows = [
        _row(material, claims, at, takers[at])
        | _nearness(material, float(similarity[at]), owner[at], float(threshold[at]))
        for at in range(len(claims.texts))
    ]
    note = None if bank is not None else (
        "Uptake counts quotations only: this model has no comparison with comments on other articles."
    )  # fmt: skip
    return pl.DataFrame(rows, schema=UPTAKE, orient="row"), note


def thresholds(claims: Vectors, bank: Vectors | None) -> Reals:
    """Cosine that a unit must exceed so as not to be taken for one of an unrelated discussion, shape (m,)."""
    if bank is None or not len(bank):
        return np.full(len(claims), np.inf)
    mean, spread = foreign_nearness(claims, bank)
    return mean + FOREIGN * spread


def foreign_nearness(claims: Vectors, bank: Vectors) -> tuple[Reals, Reals]:
    """Mean and spread of each claim's cosine with the units of unrelated discussions, shapes (m,)."""
    foreign = (bank @ claims.T).astype(np.float64)
    return foreign.mean(axis=0), foreign.std(axis=0)


def _close(claims: Claims, units: Units, threshold: Reals) -> list[Ints]:
    """For each claim the comments that take it up without quoting it."""
    takers: list[list[Ints]] = [[] for _ in claims.texts]
    for run in pairs(claims.vectors, claims.texts, units.vectors, units.texts):
        best = run.log_odds.argmax(axis=1)
        at = np.arange(len(best))
        kept = (run.cosine[at, best] > threshold[best]) & (run.log_odds[at, best] >= BOUND)
        for claim in np.unique(best[kept]):
            takers[claim].append(units.owner[run.rows[kept & (best == claim)]])
    return [np.unique(np.concatenate(found)) if found else _NOBODY for found in takers]


def _best_match(rows: Vectors, others: Vectors) -> tuple[Reals, Ints]:
    """Highest cosine of each of ``rows`` with ``others``, and where; NaN where there are no others."""
    best = np.full(len(rows), np.nan)
    where = np.zeros(len(rows), dtype=np.int64)
    step = max(1, _CELLS // max(len(others), 1))
    for at in range(0, len(rows) if len(others) else 0, step):
        cosine = rows[at : at + step] @ others.T
        where[at : at + step] = cosine.argmax(axis=1)
        best[at : at + step] = cosine.max(axis=1)
    return best, where


def _row(material: Material, claims: Claims, at: int, close: Ints) -> dict[str, Any]:
    quoting = claims.quoted[at]
    comments = np.unique(np.concatenate((quoting, close)))
    ids = material.frame["comment_id"]
    authors = material.frame["author_id"].gather(comments).drop_nulls().unique(maintain_order=True).to_list()
    return {
        "discussion_id": material.discussion_id,
        "claim_id": at + 1,
        "paragraph": claims.spans[at][0] + 1,
        "claim": claims.texts[at],
        "basis": "quoted" if quoting.size else "close" if close.size else None,
        "comments": int(comments.size),
        "authors": len(authors),
        "comment_ids": ids.gather(comments).to_list(),
        "author_ids": authors,
        "quoting_ids": ids.gather(quoting).to_list(),
    }


def _nearness(material: Material, similarity: float, nearest: int | None, threshold: float) -> dict[str, Any]:
    return {
        "nearest_comment_id": None if nearest is None else material.frame["comment_id"][int(nearest)],
        "similarity": nullable(similarity),
        "threshold": nullable(threshold),
        "status": "ok" if np.isfinite(threshold) else "described: quotations only",
    }
