"""Links of many discussions, read by column from tables of any size: the fast way to structure metrics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from .errors import UnknownFormat

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TEXTS: Final = ("discussion_id", "comment_id", "parent_id", "author_id")
#: What the metrics look at, of all the columns of the comment table.
LINKS: Final = (*_TEXTS, "author", "created", "link_basis")


def read_links(path: str | Path, columns: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Read only the columns that structure needs, from a table of comments of any size.

    Parameters
    ----------
    path : path
        ``.jsonl``, ``.csv`` or ``.parquet``; a folder of Parquet files is one table. One comment a line.
    columns : mapping, optional
        Our column names to the table's own, ``comment_id`` and ``parent_id`` at least; by default the table has
        ours. Without ``discussion_id`` all comments are one discussion.

    Returns
    -------
    polars.DataFrame
        ``discussion_id, comment_id, parent_id``, and ``author_id``, ``created``, ``link_basis`` where they are there.
        Numbers in ``created`` are seconds since 1970.

    Raises
    ------
    UnknownFormat
        For another kind of file, or one that lacks a column.
    """
    meant = columns if columns is not None else {name: name for name in LINKS}
    found = _scan(Path(path), [there for ours, there in meant.items() if ours in _TEXTS])
    names = found.collect_schema().names()
    wanted = dict(columns) if columns is not None else {name: name for name in LINKS if name in names}
    absent = [there for there in wanted.values() if there not in names]
    if absent or not {"comment_id", "parent_id"} <= wanted.keys():
        raise UnknownFormat(f"{Path(path).name} has no column {absent[0] if absent else 'comment_id or parent_id'}.")
    frame = found.select(pl.col(there).alias(ours) for ours, there in wanted.items()).collect(engine="streaming")
    if "discussion_id" not in wanted:
        frame = frame.with_columns(discussion_id=pl.lit(Path(path).stem))
    return frame.with_columns(*_typed(frame))


def _scan(path: Path, ids: Sequence[str]) -> pl.LazyFrame:
    """Open a table; ids are read as they stand, or 7.1 and 7.10 would be one number."""
    if path.is_dir():
        return pl.scan_parquet(path / "**/*.parquet")
    ending = path.suffix.lower()
    if ending == ".parquet":
        return pl.scan_parquet(path)
    if ending == ".csv":
        return pl.scan_csv(path, schema_overrides=dict.fromkeys(ids, pl.String))
    if ending in {".jsonl", ".ndjson"}:
        return pl.scan_ndjson(path)
    raise UnknownFormat(f"{path.name} is no table: .jsonl, .csv and .parquet are.", name=path.name)


def _typed(frame: pl.DataFrame) -> list[pl.Expr]:
    out = [pl.col(name).cast(pl.String) for name in _TEXTS if name in frame.columns]
    if "created" in frame.columns and frame.schema["created"].is_numeric():
        out.append(pl.from_epoch((pl.col("created").cast(pl.Float64) * 1e6).cast(pl.Int64), "us").alias("created"))
    if "created" in frame.columns and frame.schema["created"] == pl.String:
        out.append(pl.col("created").str.to_datetime("%+", strict=False, time_zone="UTC", time_unit="us"))
    return out
