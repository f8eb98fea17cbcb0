"""Which claims of the article the comments took up, by whom, and which nobody mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .schemas import UPTAKE, empty

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .material import Ints, Material, Reals, Vectors

#: Probability that as many units from unrelated discussions would hold one that passes for taking a claim up.
FALSE_ALARMS: Final = 0.05
#: Spreads by which a pair of unit and claim must exceed what each one's nearness to everything else explains.
PARTICULAR: Final = 1.3
_SHORTEST_CLAIM: Final = 5
_CELLS: Final = 8_000_000


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


def claim_spans(paragraphs: Sequence[str], language: str, byline: str | None = None) -> list[tuple[int, int, int]]:
    """Cut paragraphs into sentences of at least five words: (paragraph, start, end) in the joined text.

    A paragraph that names the ``byline`` is about the author and claims nothing.
    """
    from ..language import words
    from ..units import sentences

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
    material: Material, claims: Claims, units: Vectors, owner: Ints, *, bank: Vectors | None
) -> tuple[pl.DataFrame, str | None]:
    """Build the ``uptake`` table, in the article's order; also a sentence where it cannot be built.

    A claim is *quoted* by comments that repeat its words. It is *close* to a comment when one of the comment's units
    lies nearer to it than to any other claim, nearer than as many units of unrelated discussions would come, and
    particularly near: beyond what the unit's and the claim's own nearness to everything else explain. Nearness says
    that a comment speaks of the same thing, not that it agrees.

    Parameters
    ----------
    units, owner : arrays, shapes (m, d) and (m,)
        Unit vectors around the background and the comment of each.
    bank : float32 array, shape (b, d), or None
        Units of unrelated discussions; without it only quotations count.
    """
    if not claims.texts:
        return empty("uptake"), "Uptake cannot be told: the source has no article text."
    threshold = _thresholds(claims.vectors, bank, len(units))
    takers = _close(claims.vectors, units, owner, threshold) if bank is not None else [_NOBODY] * len(claims.texts)
    similarity, nearest = _best_match(claims.vectors, units)
    rows = [
        _row(material, claims, at, takers[at])
        | _nearness(material, float(similarity[at]), owner[nearest[at]] if len(units) else None, float(threshold[at]))
        for at in range(len(claims.texts))
    ]
    note = None if bank is not None else (
        "Uptake counts quotations only: this model has no comparison with comments on other articles."
    )  # fmt: skip
    return pl.DataFrame(rows, schema=UPTAKE, orient="row"), note


_NOBODY: Final = np.zeros(0, dtype=np.int64)


def _thresholds(claims: Vectors, bank: Vectors | None, units: int) -> Reals:
    """Cosine that the nearest of as many foreign units would exceed with probability FALSE_ALARMS (normal tail)."""
    if bank is None or not len(bank):
        return np.full(len(claims), np.inf)
    foreign = (bank @ claims.T).astype(np.float64)
    tail = NormalDist().inv_cdf(1 - FALSE_ALARMS / max(units, 1))
    return np.asarray(foreign.mean(axis=0) + tail * foreign.std(axis=0))


def _close(claims: Vectors, units: Vectors, owner: Ints, threshold: Reals) -> list[Ints]:
    """For each claim the comments that take it up without quoting it."""
    bound = _particular(claims, units)
    takers: list[list[Ints]] = [[] for _ in claims]
    for rows, cosine, surplus in _blocks(claims, units):
        best = cosine.argmax(axis=1)
        at = np.arange(len(best))
        kept = (cosine[at, best] > threshold[best]) & (surplus[at, best] >= bound)
        for claim in np.unique(best[kept]):
            takers[claim].append(owner[rows[kept & (best == claim)]])
    return [np.unique(np.concatenate(found)) if found else _NOBODY for found in takers]


def _blocks(claims: Vectors, units: Vectors) -> Iterator[tuple[Ints, Vectors, Vectors]]:
    """Unit rows with their cosines to all claims, and the cosines less both means: memory is linear."""
    middle_claim = claims.mean(axis=0)
    middle_unit = units.mean(axis=0) if len(units) else middle_claim
    of_claim = claims @ middle_unit - float(middle_claim @ middle_unit)
    step = max(1, _CELLS // max(len(claims), 1))
    for at in range(0, len(units), step):
        part = units[at : at + step]
        cosine = part @ claims.T
        surplus = np.asarray(cosine - (part @ middle_claim)[:, None] - of_claim, dtype=np.float32)
        yield np.arange(at, at + len(part), dtype=np.int64), np.asarray(cosine, dtype=np.float32), surplus


def _particular(claims: Vectors, units: Vectors) -> float:
    """Spread of the surplus below zero, where nothing in particular ties unit and claim, times PARTICULAR."""
    squares, count = 0.0, 0
    for _, _, surplus in _blocks(claims, units):
        below = surplus[surplus < 0].astype(np.float64)
        squares, count = squares + float(below @ below), count + below.size
    return PARTICULAR * float(np.sqrt(squares / count)) if count else float("inf")


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
        "similarity": similarity if np.isfinite(similarity) else None,
        "threshold": threshold if np.isfinite(threshold) else None,
        "status": "ok" if np.isfinite(threshold) else "described: quotations only",
    }
