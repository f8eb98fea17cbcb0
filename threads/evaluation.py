"""Compare a reading of a discussion with the truth: comments, authors, links, and how honest the confidence is."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import polars as pl

from .arguments import one_discussion
from .calibration import brier, brier_skill, expected_calibration_error, reliability
from .side_by_side import pair_comments

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Discussion


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
        Share whose whole chain of ancestors is right, up to the root or to a comment whose parent the truth does
        not know.
    undecided : float
        Share of aligned comments that were left undecided.
    ece, brier, brier_skill : float
        Expected calibration error over equal-mass bins (Naeini et al. 2015), Brier score, and its skill against
        always stating the base rate; over decided links. See :mod:`~.calibration`.
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

    Comments are aligned by their words (:func:`~.align.align`), never by id.

    Parameters
    ----------
    gold : Discussion
        The truth. A link of it whose parent is not in its own table (``missing``, ``undecided``) is not judged;
        any of a comment's several parents is right.
    predicted : Discussion
        The reading.

    Returns
    -------
    Evaluation
        Shares from 0 to 1, NaN where there is nothing to count; tables of the pairs, and by basis.

    Raises
    ------
    TypeError
        One of the two is no discussion.
    """
    truth, reading = one_discussion(gold, "gold"), one_discussion(predicted, "predicted")
    return summarise(pair_comments(truth.comments, reading.comments))


def pool(evaluations: Iterable[Evaluation]) -> Evaluation:
    """Count several evaluations as one: every comment weighs the same."""
    return summarise(pl.concat([one.pairs for one in evaluations]))


def summarise(pairs: pl.DataFrame) -> Evaluation:
    """Turn comments laid side by side (:data:`~.side_by_side.PAIR_SCHEMA`) into figures."""
    aligned = pairs.filter(pl.col("gold_id").is_not_null() & pl.col("predicted_id").is_not_null())
    signed = aligned.filter(pl.col("author_right").is_not_null())
    judged = aligned.filter(pl.col("link_right").is_not_null())
    return Evaluation(
        **_found(pairs, aligned),
        author_accuracy=_mean(signed["author_right"]),
        author_coverage=_mean(signed["author_basis"] != "unknown"),
        **_linked(pairs, judged),
        path_accuracy=_mean(judged["path_right"]),
        undecided=_mean(aligned["predicted_link"] == "undecided"),
        **_honesty(judged.filter(pl.col("predicted_link") != "undecided")),
        pairs=pairs,
        by_basis=_by_basis(judged),
        authors_by_basis=_authors_by_basis(signed),
    )


def _found(pairs: pl.DataFrame, aligned: pl.DataFrame) -> dict[str, Any]:
    """Which comments were found, and which were made up."""
    gold, read = pairs["gold_id"].count(), pairs["predicted_id"].count()
    return {
        "gold_comments": gold,
        "predicted_comments": read,
        "aligned_comments": aligned.height,
        "lost_comments": gold - aligned.height,
        "spurious_comments": read - aligned.height,
        "comment_recall": _share(aligned.height, gold),
        "comment_precision": _share(aligned.height, read),
    }


def _linked(pairs: pl.DataFrame, judged: pl.DataFrame) -> dict[str, Any]:
    """How right the links are, of aligned comments and of all."""
    precision, recall = _precision_recall(pairs, judged, "reply")
    root_precision, root_recall = _precision_recall(pairs, judged, "root")
    known = pairs.filter(pl.col("gold_link") != "unknown").height
    return {
        "edge_accuracy": _mean(judged["link_right"]),
        "edge_accuracy_all": _share(_true(judged["link_right"]), known),
        "reply_precision": precision,
        "reply_recall": recall,
        "reply_f1": f1(precision, recall),
        "root_precision": root_precision,
        "root_recall": root_recall,
    }


def _honesty(decided: pl.DataFrame) -> dict[str, Any]:
    """Whether the confidence of decided links is what it says."""
    confidence, right = decided["confidence"].to_numpy(), decided["link_right"].cast(pl.Float64).to_numpy()
    table = reliability(confidence, right)
    return {
        "ece": expected_calibration_error(table),
        "brier": brier(confidence, right),
        "brier_skill": brier_skill(confidence, right),
        "reliability": table,
    }


def _precision_recall(pairs: pl.DataFrame, judged: pl.DataFrame, link: str) -> tuple[float, float]:
    said = judged.filter(pl.col("predicted_link") == link)
    hits = _true(said["link_right"])
    return _share(hits, said.height), _share(hits, pairs.filter(pl.col("gold_link") == link).height)


def f1(precision: float, recall: float) -> float:
    """Harmonic mean of precision and recall; 0 where either is 0 or nothing was predicted."""
    if math.isnan(recall):
        return float("nan")
    total = precision + recall
    return 2 * precision * recall / total if total > 0 else 0.0


def _by_basis(judged: pl.DataFrame) -> pl.DataFrame:
    rows = []
    for (basis,), part in judged.group_by("link_basis", maintain_order=False):
        honesty = _honesty(part)
        rows.append(
            {
                "link_basis": basis,
                "links": part.height,
                "accuracy": _mean(part["link_right"]),
                "confidence": _mean(part["confidence"]),
                "ece": honesty["ece"],
                "brier_skill": honesty["brier_skill"],
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
