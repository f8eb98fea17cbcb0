"""The comment table as bytes and back, in the four formats that ``parse`` writes and reads."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from .schema import COMMENT_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable

#: A cell that starts like this would run as a formula, or could be mistaken for a guarded one.
_FORMULA: Final = r"^['=+\-@\t\r\n＝＋－＠]"
_GUARD: Final = "'"
_LISTS: Final = tuple(name for name, kind in COMMENT_SCHEMA.items() if isinstance(kind, pl.List))
_TEXTS: Final = tuple(name for name, kind in COMMENT_SCHEMA.items() if kind == pl.String)
_TIME: Final = "%Y-%m-%dT%H:%M:%S%.6fZ"
_FLAT: Final = {name: pl.String() if isinstance(kind, pl.Datetime) else kind for name, kind in COMMENT_SCHEMA.items()}


def to_jsonl(frame: pl.DataFrame) -> bytes:
    """One comment a line, lists as JSON lists, times as ISO 8601 in UTC."""
    buffer = io.BytesIO()
    _times_as_text(frame).write_ndjson(buffer)
    return buffer.getvalue()


def from_jsonl(data: bytes) -> pl.DataFrame:
    """Read what :func:`to_jsonl` wrote; columns that are left out come back as null."""
    if not data.strip():
        return pl.DataFrame(schema=COMMENT_SCHEMA)
    return fit(pl.read_ndjson(data, schema=_FLAT))


def to_csv(frame: pl.DataFrame) -> bytes:
    """Comma-separated UTF-8; lists as JSON; text that looks like a formula gets a leading apostrophe.

    An empty cell is null; the empty string is a lone apostrophe, so that both survive a round trip.
    """
    flat = _times_as_text(frame).with_columns(
        pl.col(name).map_elements(_cell, return_dtype=pl.String, skip_nulls=False) for name in _LISTS
    )
    guarded = flat.with_columns(
        pl.when((pl.col(name) == "") | pl.col(name).str.contains(_FORMULA))
        .then(_GUARD + pl.col(name))
        .otherwise(pl.col(name))
        .alias(name)
        for name in _TEXTS
    )
    buffer = io.BytesIO()
    guarded.write_csv(buffer)
    return buffer.getvalue()


def from_csv(data: bytes) -> pl.DataFrame:
    """Read what :func:`to_csv` wrote."""
    # The standard reader keeps every character of a quoted cell, carriage returns and NULs included.
    previous = csv.field_size_limit(len(data) + 1)
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    finally:
        csv.field_size_limit(previous)
    header, body = rows[0], rows[1:]
    columns = {name: [row[at] or None for row in body] for at, name in enumerate(header) if name in COMMENT_SCHEMA}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    frame = frame.with_columns(
        pl.when(pl.col(name).str.starts_with(_GUARD))
        .then(pl.col(name).str.slice(1))
        .otherwise(pl.col(name))
        .alias(name)
        for name in _TEXTS
        if name in columns
    )
    lists = {name: [json.loads(cell) if cell else [] for cell in columns[name]] for name in _LISTS if name in columns}
    frame = frame.with_columns(pl.Series(name, cells, dtype=COMMENT_SCHEMA[name]) for name, cells in lists.items())
    if "deleted" in columns:
        frame = frame.with_columns(pl.col("deleted").str.to_lowercase() == "true")
    return fit(frame)


def to_parquet(frame: pl.DataFrame, metadata: dict[str, str]) -> bytes:
    """Parquet with zstd, the account of the reading in the file's key-value metadata."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", metadata=metadata)
    return buffer.getvalue()


def from_parquet(data: bytes) -> tuple[pl.DataFrame, dict[str, str]]:
    """Return the table with its key-value metadata."""
    return fit(pl.read_parquet(io.BytesIO(data))), dict(pl.read_parquet_metadata(io.BytesIO(data)))


def to_rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """One plain dictionary a comment, for a JSON document."""
    return [json.loads(line) for line in to_jsonl(frame).splitlines()]


def from_rows(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Read what :func:`to_rows` gave."""
    return from_jsonl("\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode("utf-8"))


def fit(frame: pl.DataFrame) -> pl.DataFrame:
    """Give a table exactly the columns of the schema, in order; absent ones are null or empty lists."""
    out = []
    for name, kind in COMMENT_SCHEMA.items():
        column = pl.col(name) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)
        if isinstance(kind, pl.Datetime) and frame.schema.get(name) == pl.String:
            column = column.str.to_datetime("%Y-%m-%dT%H:%M:%S%.fZ", time_unit="us", time_zone="UTC")
        column = column.cast(kind)
        out.append(column.fill_null([]) if isinstance(kind, pl.List) else column)
    return frame.select(out)


def _times_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("created").dt.strftime(_TIME))


def _cell(value: Any) -> str:
    plain = value.to_list() if isinstance(value, pl.Series) else value
    return json.dumps(plain or [], ensure_ascii=False)


#: Formats without room for the account of the reading: it goes into a sidecar file.
TEXT_FORMATS: Final[dict[str, tuple[Callable[[pl.DataFrame], bytes], Callable[[bytes], pl.DataFrame]]]] = {
    "jsonl": (to_jsonl, from_jsonl),
    "csv": (to_csv, from_csv),
}
