"""Compare a reading of a discussion with the truth: comments, authors, links, and how honest the confidence is."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from .align import align

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Discussion

BINS: Final = 10

#: One row a comment of either reading; ids are null on the side that lacks it.
PAIR_SCHEMA: Final[dict[str, pl.DataType]] = {
    "gold_id": pl.String(),
    "predicted_id": pl.String(),
    "similarity": pl.Float64(),
    "author_right": pl.Boolean(),
    "author_basis": pl.String(),
    "gold_link": pl.String(),
    "predicted_link": pl.String(),
    "link_right": pl.Boolean(),
    "path_right": pl.Boolean(),
    "link_basis": pl.String(),
    "confidence": pl.Float64(),
}


@dataclass(frozen=True, eq=False)
class Evaluation:
    """How well a reading agrees with the truth; shares are in [0, 1], NaN where nothing could be counted.

    Attributes
    ----------
    gold_comments, predicted_comments, aligned_comments, lost_comments, spurious_comments : int
    comment_recall, comment_precision : float
        Share of the true (of the read) comments that have a partner with the same words.
    author_accuracy, author_coverage : float
        Of aligned comments whose author is known: share read right; share given any author.
    edge_accuracy : float
        Of aligned comments whose truth is known: share whose parent, or having none, is right. ``undecided`` is
        never right.
    edge_accuracy_all : float
        The same over all true comments: a lost comment counts as wrong.
    reply_precision, reply_recall, reply_f1 : float
        Over comment-to-comment links; a true reply that was lost counts against recall.
    root_precision, root_recall : float
        Over comments without a parent.
    path_accuracy : float
        Share whose whole chain of ancestors up to the root is right.
    undecided : float
        Share of aligned comments that were left undecided.
    ece, brier, brier_skill : float
        Expected calibration error over equal-mass bins (Naeini et al. 2015), Brier score, and its skill against
        always stating the base rate; over decided links.
    pairs, reliability, by_basis, authors_by_basis : polars.DataFrame
        The alignment comment by comment, and the tables behind the figures.
    """

    gold_comments: int
    predicted_comments: int
    aligned_comments: int
    lost_comments: int
    spurious_comments: int
    comment_recall: float
    comment_precision: float
    author_accuracy: float
    author_coverage: float
    edge_accuracy: float
    edge_accuracy_all: float
    reply_precision: float
    reply_recall: float
    reply_f1: float
    root_precision: float
    root_recall: float
    path_accuracy: float
    undecided: float
    ece: float
    brier: float
    brier_skill: float
    pairs: pl.DataFrame
    reliability: pl.DataFrame
    by_basis: pl.DataFrame
    authors_by_basis: pl.DataFrame

    def measures(self) -> dict[str, float]:
        """Return every number by name, in order."""
        named = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: float(value) for name, value in named if isinstance(value, (int, float))}


def evaluate(gold: Discussion, predicted: Discussion) -> Evaluation:
    """Compare a reading with the truth.

    Comments are aligned by their words (:func:`~.align.align`), never by id. A true link whose parent is not in
    the truth's own table (``missing``, ``undecided``) is not judged; any of a comment's several true parents is
    right.

    References
    ----------
    Naeini, Cooper & Hauskrecht (2015), Obtaining well calibrated probabilities using Bayesian binning, AAAI; Brier
    (1950), Verification of forecasts expressed in terms of probability, Monthly Weather Review 78.
    """
    return summarise(pair_comments(gold.comments, predicted.comments))


def pool(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Count several evaluations as one: every comment weighs the same."""
    return summarise(pl.concat([one.pairs for one in evaluations]))


def pair_comments(gold: pl.DataFrame, predicted: pl.DataFrame) -> pl.DataFrame:
    """Lay two comment tables side by side; see :data:`PAIR_SCHEMA`."""
    aligned = align(gold["text"].to_list(), predicted["text"].to_list())
    left, right = gold.to_dicts(), predicted.to_dicts()
    partner = {left[a]["comment_id"]: right[b]["comment_id"] for a, b, _ in aligned}
    rows = [_pair(left[a], right[b], alike, partner) for a, b, alike in aligned]
    rows += [{"gold_id": left[a]["comment_id"], "gold_link": _link(left[a])} for a in _others(len(left), aligned, 0)]
    rows += [{"predicted_id": right[b]["comment_id"]} for b in _others(len(right), aligned, 1)]
    return _with_paths(pl.DataFrame(rows, schema=PAIR_SCHEMA), gold)


def _others(n: int, aligned: list[tuple[int, int, float]], side: int) -> list[int]:
    taken = {pair[side] for pair in aligned}
    return [at for at in range(n) if at not in taken]


def _pair(gold: dict[str, object], read: dict[str, object], alike: float, partner: dict[str, str]) -> dict[str, object]:
    truth = {partner.get(str(parent)) for parent in (gold["parent_id"], *_list(gold["other_parents"])) if parent}
    known, said = _link(gold), _link(read)
    right = None if known == "unknown" else said == known and (known == "root" or read["parent_id"] in truth - {None})
    return {
        "gold_id": gold["comment_id"],
        "predicted_id": read["comment_id"],
        "similarity": alike,
        "author_right": None if not gold["author"] else _same_author(gold, read),
        "author_basis": read["author_basis"],
        "gold_link": known,
        "predicted_link": "undecided" if said == "unknown" else said,
        "link_right": right,
        "link_basis": read["link_basis"],
        "confidence": read["link_confidence"],
    }


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _link(comment: dict[str, object]) -> str:
    if comment["parent_id"] is not None:
        return "reply"
    return "unknown" if comment["link_basis"] in {"missing", "undecided"} else "root"


def _same_author(gold: dict[str, object], read: dict[str, object]) -> bool:
    names = {_fold(read[name]) for name in ("author", "author_alias") if read[name]}
    return bool(names & {_fold(gold[name]) for name in ("author", "author_alias") if gold[name]})


def _fold(name: object) -> str:
    # Spaces, dots and underscores come and go between a page and its copy.
    text = str(name).casefold()
    return re.sub(r"[\W_]+", "", text) or text


def _with_paths(pairs: pl.DataFrame, gold: pl.DataFrame) -> pl.DataFrame:
    """A path is right when the link is and the parent's path is; parents first, by their depth in the truth."""
    right = dict(zip(pairs["gold_id"], pairs["link_right"], strict=True))
    path: dict[str | None, bool] = {None: True}
    for comment, parent in gold.sort("depth").select("comment_id", "parent_id").iter_rows():
        path[comment] = bool(right.get(comment)) and path.get(parent, False)
    told = [
        path[one] if one is not None and ok is not None else None
        for one, ok in zip(pairs["gold_id"], pairs["link_right"], strict=True)
    ]
    return pairs.with_columns(pl.Series("path_right", told, dtype=pl.Boolean))


def summarise(pairs: pl.DataFrame) -> Evaluation:
    """Turn the aligned comments into figures."""
    aligned = pairs.filter(pl.col("gold_id").is_not_null() & pl.col("predicted_id").is_not_null())
    judged = aligned.filter(pl.col("link_right").is_not_null())
    decided = judged.filter(pl.col("predicted_link") != "undecided")
    gold, read = pairs["gold_id"].count(), pairs["predicted_id"].count()
    signed = aligned.filter(pl.col("author_right").is_not_null())
    precision, recall = _prf(pairs, judged, "reply")
    root_precision, root_recall = _prf(pairs, judged, "root")
    table = reliability(decided["confidence"].to_numpy(), decided["link_right"].cast(pl.Float64).to_numpy())
    return Evaluation(
        gold_comments=gold,
        predicted_comments=read,
        aligned_comments=aligned.height,
        lost_comments=gold - aligned.height,
        spurious_comments=read - aligned.height,
        comment_recall=_share(aligned.height, gold),
        comment_precision=_share(aligned.height, read),
        author_accuracy=_mean(signed["author_right"]),
        author_coverage=_mean(signed["author_basis"] != "unknown"),
        edge_accuracy=_mean(judged["link_right"]),
        edge_accuracy_all=_share(_true(judged["link_right"]), pairs.filter(pl.col("gold_link") != "unknown").height),
        reply_precision=precision,
        reply_recall=recall,
        reply_f1=f1(precision, recall),
        root_precision=root_precision,
        root_recall=root_recall,
        path_accuracy=_mean(judged["path_right"]),
        undecided=_mean(aligned["predicted_link"] == "undecided"),
        ece=expected_calibration_error(table),
        brier=_brier(decided),
        brier_skill=brier_skill(decided["confidence"].to_numpy(), decided["link_right"].cast(pl.Float64).to_numpy()),
        pairs=pairs,
        reliability=table,
        by_basis=_by_basis(judged),
        authors_by_basis=_authors_by_basis(signed),
    )


def _prf(pairs: pl.DataFrame, judged: pl.DataFrame, link: str) -> tuple[float, float]:
    said = judged.filter(pl.col("predicted_link") == link)
    hits = _true(said["link_right"])
    return _share(hits, said.height), _share(hits, pairs.filter(pl.col("gold_link") == link).height)


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of precision and recall; 0 where either is 0 or nothing was predicted."""
    if np.isnan(recall):
        return float("nan")
    total = precision + recall
    return 2 * precision * recall / total if total > 0 else 0.0


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> pl.DataFrame:
    """Cut links into bins of equal mass by confidence; per bin: range, count, mean confidence, share right."""
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, min(bins, max(order.size, 1))) if part.size]
    return pl.DataFrame(
        {
            "low": [float(confidence[part].min()) for part in parts],
            "high": [float(confidence[part].max()) for part in parts],
            "links": [part.size for part in parts],
            "confidence": [float(confidence[part].mean()) for part in parts],
            "right": [float(right[part].mean()) for part in parts],
        },
        schema={
            "low": pl.Float64,
            "high": pl.Float64,
            "links": pl.Int64,
            "confidence": pl.Float64,
            "right": pl.Float64,
        },
    )


def expected_calibration_error(table: pl.DataFrame) -> float:
    """Mean distance between confidence and share right over the bins of :func:`reliability`, by mass; 0 … 1."""
    if not table.height:
        return float("nan")
    gap = (table["confidence"] - table["right"]).abs().to_numpy()
    return float(np.average(gap, weights=table["links"].to_numpy()))


def brier_skill(confidence: np.ndarray, right: np.ndarray) -> float:
    """1 − Brier score / that of always stating the base rate; NaN where every link is right, or every one wrong."""
    if right.size == 0 or right.min() == right.max():
        return float("nan")
    return float(1 - np.mean((confidence - right) ** 2) / np.mean((right - right.mean()) ** 2))


def _brier(links: pl.DataFrame) -> float:
    return _mean((links["confidence"] - links["link_right"].cast(pl.Float64)) ** 2)


def _by_basis(judged: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for (basis,), part in judged.group_by("link_basis", maintain_order=False):
        confidence, right = part["confidence"].to_numpy(), part["link_right"].cast(pl.Float64).to_numpy()
        rows.append(
            {
                "link_basis": basis,
                "links": part.height,
                "accuracy": _mean(part["link_right"]),
                "confidence": _mean(part["confidence"]),
                "ece": expected_calibration_error(reliability(confidence, right)),
                "brier_skill": brier_skill(confidence, right),
            }
        )
    names = ("accuracy", "confidence", "ece", "brier_skill")
    schema = {"link_basis": pl.String, "links": pl.Int64, **dict.fromkeys(names, pl.Float64)}
    return pl.DataFrame(rows, schema=schema).sort("links", "link_basis", descending=[True, False])


def _authors_by_basis(signed: pl.DataFrame) -> pl.DataFrame:
    grouped = signed.group_by("author_basis").agg(
        pl.len().cast(pl.Int64).alias("comments"), pl.col("author_right").mean().alias("accuracy")
    )
    return grouped.sort("comments", "author_basis", descending=[True, False])


def _true(values: pl.Series) -> int:
    return int(values.fill_null(value=False).sum())


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def _mean(values: pl.Series) -> float:
    mean = values.cast(pl.Float64).mean()
    return mean if isinstance(mean, float) else float("nan")
