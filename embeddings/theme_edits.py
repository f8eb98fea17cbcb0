"""What a reader knows better: themes given another name, or put together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from .tables import THEME_SCHEMA, Themes
from .theme_tables import MIN_AUTHORS, MIN_COMMENTS, people, sizes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commentariat.threads.model import Discussion


def rename(themes: Themes, names: Mapping[str, str]) -> Themes:
    """Return the themes with other labels.

    Parameters
    ----------
    names : mapping
        From an id or a label to the new label.

    Raises
    ------
    ValueError
        No such theme, or two themes with one label.
    """
    table = renamed(themes.themes, names)
    label = dict(zip(table["theme_id"], table["theme"], strict=True))
    rows = themes.memberships.with_columns(pl.col("theme_id").replace_strict(label, default=None).alias("theme"))
    return replace(themes, themes=table, memberships=rows.cast(themes.memberships.schema))


def renamed(table: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """Put new labels into a table of themes; see :func:`rename`."""
    new = {theme_id(table, old): label for old, label in names.items()}
    out = table.with_columns(pl.col("theme_id").replace_strict(new, default=pl.col("theme")).alias("theme"))
    twice = out["theme"].filter(out["theme"].is_duplicated())
    if len(twice):
        raise ValueError(f"two themes would be called {twice[0]!r}")
    return out


def theme_id(table: pl.DataFrame, wanted: str) -> str:
    """Find a theme by id, else by label whatever its case; ``ValueError`` where there is none."""
    for theme, label in table.select("theme_id", "theme").iter_rows():
        if theme == wanted or label.casefold() == wanted.casefold():
            return str(theme)
    raise ValueError(f"there is no theme {wanted!r}")


def merge(themes: Themes, groups: Mapping[str, Sequence[str]], discussions: Sequence[Discussion]) -> Themes:
    """Return the themes with some put together.

    Parameters
    ----------
    groups : mapping
        From the label of the new theme to the ids or labels of those it is made of. It takes the id of the first.
    discussions : sequence of Discussion
        Those that the themes were found in, to count the authors.

    Raises
    ------
    ValueError
        No such theme, or one in two groups.
    """
    out = themes
    for label, members in groups.items():
        ids = list(dict.fromkeys(theme_id(out.themes, one) for one in members))
        out = _merged(out, label, ids, people(themes.units, discussions))
    return out


def _merged(themes: Themes, label: str, ids: Sequence[str], persons: pl.DataFrame) -> Themes:
    into = dict.fromkeys(ids, ids[0])
    inside = pl.col("theme_id").is_in(ids)
    keys = ["discussion_id", "unit_id"]
    rows = themes.memberships.with_columns(
        pl.when(inside).then(pl.lit(label)).otherwise("theme").alias("theme"),
        pl.col("theme_id", "nearest_theme_id").replace(into),
    )
    # A unit that carried two of them carries one now, with the greater strength.
    rows = rows.sort("strength", descending=True, nulls_last=True, maintain_order=True).unique(
        [*keys, "theme_id"], keep="first", maintain_order=True
    )
    order = themes.units.select(*keys).with_row_index("row")
    rows = rows.join(order, on=keys, how="left").sort("row", "theme_id", maintain_order=True).drop("row")
    held = persons.join(rows.filter(pl.col("theme_id") == ids[0]), on=keys, how="semi")
    units, comments, authors = sizes(held)
    old = themes.themes.filter(inside).sort("comments", descending=True, maintain_order=True)
    terms = list(dict.fromkeys(term for own in old["terms"] for term in own[:4]))
    new = {
        **old.row(0, named=True), "theme_id": ids[0], "theme": label, "terms": terms, "units": units,
        "comments": comments, "authors": authors, "stability": None,
        "raised_once": comments < MIN_COMMENTS or authors < MIN_AUTHORS,
    }  # fmt: skip
    kept = [
        new if row["theme_id"] == ids[0] else row for row in themes.themes.to_dicts() if row["theme_id"] not in ids[1:]
    ]
    table = pl.DataFrame(kept, schema=THEME_SCHEMA)
    arguments = themes.arguments.with_columns(pl.col("parent_theme_id").replace(into))
    return replace(
        themes,
        themes=table,
        memberships=rows.cast(themes.memberships.schema),
        arguments=arguments,
        layout=_merged_places(themes.layout, into),
    )


def _merged_places(layout: pl.DataFrame, into: Mapping[str, str]) -> pl.DataFrame:
    """Put the theme's place at the mean of the old ones; its units stay where they are."""
    moved = layout.with_columns(pl.col("theme_id").replace(into))
    themes, units = moved.filter(pl.col("unit_id").is_null()), moved.filter(pl.col("unit_id").is_not_null())
    places = themes.group_by("theme_id", maintain_order=True).agg(pl.col("x", "y").mean())
    return pl.concat(
        [themes.unique("theme_id", keep="first", maintain_order=True).update(places, on="theme_id"), units]
    )
