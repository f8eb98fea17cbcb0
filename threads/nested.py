"""Columns that hold a list of structs in each row, built from plain dictionaries in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def nested_series(name: str, rows: Sequence[Sequence[Mapping[str, Any]] | None], kind: pl.List) -> pl.Series:
    """Return a list-of-struct column.

    Building a series row by row costs a small frame for each row that is not empty; here all structs are built
    flat and then grouped.
    """
    inner = kind.inner
    if not isinstance(inner, pl.Struct):
        raise TypeError(f"column {name} holds no structs")
    height = len(rows)
    owner = [at for at, row in enumerate(rows) for _ in row or ()]
    if not owner:
        return (
            pl.Series(name, [[]], dtype=kind).new_from_index(0, height) if height else pl.Series(name, [], dtype=kind)
        )
    columns = {field.name: [one.get(field.name) for row in rows for one in row or ()] for field in inner.fields}
    schema = {field.name: field.dtype for field in inner.fields}
    flat = pl.DataFrame(columns, schema=schema, strict=False).select(pl.struct(pl.all()).alias("value"))
    grouped = (
        flat.with_columns(pl.Series("at", owner, dtype=pl.UInt32)).group_by("at", maintain_order=True).agg("value")
    )
    every = pl.DataFrame({"at": pl.Series(range(height), dtype=pl.UInt32)})
    joined = every.join(grouped, on="at", how="left", maintain_order="left")
    return joined["value"].fill_null(pl.Series([[]], dtype=kind)).alias(name)
