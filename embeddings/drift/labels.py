"""A researcher's own labels (stance, claim, frame …) in place of themes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
import polars as pl

from commentariat.threads.errors import CommentariatError

from .material import Labels, share_matrix

if TYPE_CHECKING:
    from collections.abc import Callable

    from commentariat.threads.model import Discussion

_NEEDED: Final = ("comment_id", "label")


class LabelError(CommentariatError):
    """The file of labels cannot be used."""

    exit_code: ClassVar[int] = 2


def read_labels(path: str | Path) -> pl.DataFrame:
    """Read labels: columns ``comment_id, label`` and, where they are there, ``discussion_id, start, end, weight``.

    ``start`` and ``end`` are code points of the comment's text; a span weighs its length, a whole comment 1 unless
    ``weight`` says otherwise. CSV, TSV, Parquet or JSON lines, by the ending.

    Raises
    ------
    LabelError
        The file is missing, unreadable, or lacks a column.
    """
    where = Path(path)
    if not where.is_file():
        raise LabelError(f"{where}: no such file.")
    try:
        table = _READERS.get(where.suffix.lower(), _csv)(where)
    except (OSError, pl.exceptions.PolarsError, UnicodeDecodeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise LabelError(f"{where} cannot be read as a table of labels: {reason}") from error
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        raise LabelError(f"{where} has no column {missing[0]!r}; labels need comment_id and label.")
    return table.with_columns(pl.col("comment_id", "label").cast(pl.String)).drop_nulls(["comment_id", "label"])


def _csv(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False)


def _tsv(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, separator="\t", infer_schema=False)


_READERS: Final[dict[str, Callable[[Path], pl.DataFrame]]] = {
    ".csv": _csv,
    ".tsv": _tsv,
    ".parquet": pl.read_parquet,
    ".jsonl": pl.read_ndjson,
}


def labels_of(table: pl.DataFrame, discussion: Discussion) -> Labels:
    """Turn a table of labels into shares of this discussion's comments.

    Raises
    ------
    LabelError
        No row concerns a comment of the discussion, or a number is none.
    """
    comments = discussion.comments.select("discussion_id", "comment_id").with_row_index("row")
    keys = [name for name in ("discussion_id", "comment_id") if name in table.columns]
    found = table.join(comments, on=keys, how="inner", maintain_order="left")
    if not found.height:
        raise LabelError(
            f"none of the {table.height} labels names a comment of {discussion.discussion_id} "
            f"(its comments are named like {comments['comment_id'][0]!r})."
        )
    names = found["label"].unique().sort().to_list()
    places = {name: at for at, name in enumerate(names)}
    label = np.array([places[name] for name in found["label"]], dtype=np.int64)
    shares = share_matrix(found["row"].to_numpy().astype(np.int64), label, _weights(found), comments.height, len(names))
    return Labels(tuple(names), tuple(names), shares, "label")


def unmatched(table: pl.DataFrame, discussion: Discussion) -> str | None:
    """Say how many rows that could concern this discussion name none of its comments; None where all do."""
    here = table
    if "discussion_id" in table.columns:
        here = table.filter(pl.col("discussion_id") == discussion.discussion_id)
    lost = here.filter(~pl.col("comment_id").is_in(discussion.comments["comment_id"].implode())).height
    if not lost:
        return None
    return f"Left out, because they name no comment of this discussion: {lost:,} of {here.height:,} labels."


def _weights(found: pl.DataFrame) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    try:
        if "weight" in found.columns:
            weight = found["weight"].cast(pl.Float64).fill_null(1.0)
        elif {"start", "end"} <= set(found.columns):
            weight = (found["end"].cast(pl.Float64) - found["start"].cast(pl.Float64)).fill_null(1.0)
        else:
            return np.ones(found.height)
    except pl.exceptions.PolarsError as error:
        raise LabelError("a weight, start or end among the labels is no number.") from error
    if (weight <= 0).any():
        raise LabelError("a label has an empty span or a weight that is not above 0.")
    return weight.to_numpy()
