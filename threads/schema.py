"""The comment table: one fixed set of columns for every platform, carrier and saved file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from .nested import nested_series

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA_VERSION: Final = "1"

QUOTE: Final = pl.Struct(
    {
        "start": pl.UInt32,
        "end": pl.UInt32,
        "kind": pl.String,
        "source_id": pl.String,
        "source_start": pl.UInt32,
        "source_end": pl.UInt32,
    }
)
ALTERNATIVE: Final = pl.Struct({"parent_id": pl.String, "probability": pl.Float32})
EVIDENCE: Final = pl.Struct({"kind": pl.String, "ref": pl.String, "weight": pl.Float32})

COMMENT_SCHEMA: Final[dict[str, pl.DataType]] = {
    "discussion_id": pl.String(),
    "comment_id": pl.String(),
    "position": pl.UInt32(),
    "parent_id": pl.String(),
    "stated_parent": pl.String(),
    "other_parents": pl.List(pl.String),
    "depth": pl.UInt32(),
    "author": pl.String(),
    "author_id": pl.String(),
    "author_basis": pl.String(),
    "author_alias": pl.String(),
    "created": pl.Datetime("us", "UTC"),
    "created_basis": pl.String(),
    "created_text": pl.String(),
    "text": pl.String(),
    "quotes": pl.List(QUOTE),
    "score": pl.Int64(),
    "deleted": pl.Boolean(),
    "link_basis": pl.String(),
    "link_confidence": pl.Float32(),
    "link_alternatives": pl.List(ALTERNATIVE),
    "link_evidence": pl.List(EVIDENCE),
    "permalink": pl.String(),
    "extra": pl.String(),
}

LEDGER_SCHEMA: Final[dict[str, pl.DataType]] = {
    "start": pl.UInt32(),
    "end": pl.UInt32(),
    "role": pl.String(),
    "comment_id": pl.String(),
}

AUTHOR_BASES: Final = ("stated", "inferred", "human", "unknown")
CREATED_BASES: Final = ("stated", "assumed-zone", "relative")
LINK_BASES: Final = (
    "explicit",
    "nesting",
    "mention",
    "quote",
    "inferred",
    "human",
    "root",
    "missing",
    "undecided",
)
QUOTE_KINDS: Final = ("comment", "article", "unattributed")

_REQUIRED: Final = (
    "discussion_id", "comment_id", "position", "depth", "author_basis", "text", "deleted", "link_basis",
    "link_confidence",
)  # fmt: skip


def comment_frame(columns: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """Build a comment table from column lists; a column that is left out is null throughout."""
    height = len(next(iter(columns.values())))
    data: dict[str, Any] = {name: columns[name] if name in columns else [None] * height for name in COMMENT_SCHEMA}
    for name, kind in COMMENT_SCHEMA.items():
        if isinstance(kind, pl.List) and isinstance(kind.inner, pl.Struct) and name in columns:
            data[name] = nested_series(name, columns[name], kind)
    frame = pl.DataFrame(data, schema=COMMENT_SCHEMA, strict=False)
    empty = [name for name, kind in COMMENT_SCHEMA.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(name).fill_null([]) for name in empty)


def fit_columns(columns: Mapping[str, Any]) -> pl.DataFrame:
    """Build a comment table from columns that are series or lists of the right kind; absent ones are null or empty."""
    height = len(columns["comment_id"])
    series = []
    for name, kind in COMMENT_SCHEMA.items():
        values = columns.get(name)
        if values is None:
            empty: list[Any] | None = [] if isinstance(kind, pl.List) else None
            series.append(pl.repeat(empty, height, dtype=kind, eager=True).alias(name))
        else:
            series.append(pl.Series(name, values, dtype=kind))
    return pl.DataFrame(series)


def empty_ledger() -> pl.DataFrame:
    """Return a ledger without rows, as every carrier but text has it."""
    return pl.DataFrame(schema=LEDGER_SCHEMA)


def check_comments(frame: pl.DataFrame) -> None:
    """Raise ``ValueError`` with the first way in which a table breaks the contract of the comment table."""
    if frame.schema != pl.Schema(COMMENT_SCHEMA):
        wrong = [name for name in COMMENT_SCHEMA if frame.schema.get(name) != COMMENT_SCHEMA[name]]
        raise ValueError(f"not a comment table: columns {wrong or list(frame.schema)} differ from the schema")
    for name in _REQUIRED:
        if frame[name].null_count():
            raise ValueError(f"column {name} has empty cells")
    if frame.select(pl.struct("discussion_id", "comment_id").is_duplicated().any()).item():
        raise ValueError("a comment_id occurs twice within one discussion")
    for name, allowed in (("author_basis", AUTHOR_BASES), ("link_basis", LINK_BASES), ("created_basis", CREATED_BASES)):
        odd = frame.filter(pl.col(name).is_not_null() & ~pl.col(name).is_in(allowed))[name]
        if odd.len():
            raise ValueError(f"column {name} holds {odd[0]!r}, which is none of {', '.join(allowed)}")
