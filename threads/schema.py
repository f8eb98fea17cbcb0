"""The comment table: one fixed set of columns for every platform, carrier and saved file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA_VERSION: Final = "1"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

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


def comment_frame(columns: Mapping[str, Sequence[Any] | pl.Series]) -> pl.DataFrame:
    """Build a comment table from columns, lists or series; one that is left out is null, or empty lists, throughout."""
    height = len(next(iter(columns.values())))
    return pl.DataFrame([_series(name, columns.get(name), height) for name in COMMENT_SCHEMA])


def _series(name: str, values: Sequence[Any] | pl.Series | None, height: int) -> pl.Series:
    # Column by column: a frame built at once and filled afterwards costs a small discussion several times as much.
    kind = COMMENT_SCHEMA[name]
    if isinstance(values, pl.Series):
        return values.cast(kind).alias(name)
    if isinstance(kind, pl.Datetime) and values is not None:
        # Moments one by one cost polars thirty times what numbers cost.
        return pl.Series(name, [None if one is None else _microseconds(one) for one in values], pl.Int64).cast(kind)
    if not isinstance(kind, pl.List):
        return pl.Series(name, [None] * height if values is None else values, dtype=kind, strict=False)
    lists = [one or [] for one in values] if values is not None else []
    if not any(lists):
        return pl.Series(name, [[]], dtype=kind).new_from_index(0, height)
    if isinstance(kind.inner, pl.Struct):
        return _structs(name, lists, kind.inner)
    return pl.Series(name, lists, dtype=kind, strict=False)


def _microseconds(moment: datetime) -> int:
    passed = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH
    return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds


def _structs(name: str, lists: Sequence[Sequence[Mapping[str, Any]]], kind: pl.Struct) -> pl.Series:
    """Build a column of lists of records field by field: record by record costs ten times as much."""
    rows = [row for row, found in enumerate(lists) for _ in found]
    fields = [
        pl.Series(field.name, [one.get(field.name) for found in lists for one in found], field.dtype, strict=False)
        for field in kind.fields
    ]
    records = pl.DataFrame(fields).to_struct(name)
    grouped = pl.DataFrame([pl.Series("row", rows, pl.Int64), records]).group_by("row", maintain_order=True).agg(name)
    every = pl.DataFrame({"row": range(len(lists))}, schema={"row": pl.Int64})
    return every.join(grouped, on="row", how="left", maintain_order="left")[name].fill_null([])


def with_stated_evidence(comments: pl.DataFrame) -> pl.DataFrame:
    """Give links that the source itself states their evidence: the basis, the parent, and the confidence as weight."""
    unexplained = pl.col("parent_id").is_not_null() & (pl.col("link_evidence").list.len() == 0)
    stated = pl.concat_list(pl.struct(kind="link_basis", ref="parent_id", weight="link_confidence"))
    evidence = pl.when(unexplained).then(stated).otherwise(pl.col("link_evidence"))
    return comments.with_columns(evidence.cast(COMMENT_SCHEMA["link_evidence"]).alias("link_evidence"))


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
    if not frame["link_confidence"].is_between(0, 1).all():
        raise ValueError("column link_confidence holds what is no probability")
    kinds = frame["quotes"].explode().struct.field("kind").drop_nulls().unique()
    strange = kinds.filter(~kinds.is_in(QUOTE_KINDS))
    if strange.len():
        raise ValueError(f"a quote is of the kind {strange[0]!r}, which is none of {', '.join(QUOTE_KINDS)}")
