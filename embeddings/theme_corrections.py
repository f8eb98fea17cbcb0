"""Themes that a person set: comments put under a theme by hand, whatever their words are near to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from commentariat.threads.arguments import many_discussions
from commentariat.threads.corrections import themes_by_hand

from .tables import MEMBERSHIP_SCHEMA, THEME_SCHEMA, Themes
from .theme_tables import MIN_COMMENTS, people, sizes, too_few

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commentariat.threads.model import Discussion

_KEYS: Final = ["discussion_id", "unit_id"]


def correct(themes: Themes, discussions: Discussion | Sequence[Discussion]) -> Themes:
    """Return the themes with what was set by hand in the discussions (``--corrections``).

    Every unit of a corrected comment carries the themes that were set and no other, with the basis ``human`` and a
    strength of 1; an empty value leaves it without a theme. A name that no theme has, by id or label, makes a new
    theme (``h1``, ``h2``, …). Sizes are counted anew; ``manifest["themes_by_hand"]`` counts the comments.
    """
    several = many_discussions(discussions)
    wanted = _wanted(themes, several)
    if not wanted.height:
        return themes
    table = pl.concat([themes.themes, _new_themes(themes.themes, wanted)])
    rows = _memberships(themes, wanted, table)
    return replace(
        themes,
        memberships=rows,
        themes=_counted(table, themes, rows, several),
        manifest={**themes.manifest, "themes_by_hand": wanted.select("discussion_id", "comment_id").n_unique()},
    )


def _wanted(themes: Themes, discussions: Sequence[Discussion]) -> pl.DataFrame:
    """One row per comment and theme that was set: the theme's id, null for none; new themes keep their name."""
    known = {
        name.casefold(): theme_id
        for theme_id, label in themes.themes.select("theme_id", "theme").iter_rows()
        for name in (theme_id, label)
    }
    rows = [
        (one.discussion_id, comment_id, name, known.get(name.casefold()))
        for one in discussions
        for comment_id, names in themes_by_hand(one).items()
        for name in names
    ]
    found = pl.DataFrame(
        rows, schema=dict.fromkeys(("discussion_id", "comment_id", "theme", "theme_id"), pl.String), orient="row"
    )
    fresh = found.filter(pl.col("theme_id").is_null() & (pl.col("theme") != ""))["theme"].unique(maintain_order=True)
    ids = {name: f"h{number}" for number, name in enumerate(fresh, start=1)}
    return found.with_columns(pl.coalesce("theme_id", pl.col("theme").replace_strict(ids, default=None)))


def _new_themes(table: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    known = table["theme_id"].implode()
    new = wanted.filter(pl.col("theme_id").is_not_null() & ~pl.col("theme_id").is_in(known))
    rows = new.select("theme_id", "theme").unique("theme_id", keep="first", maintain_order=True)
    return pl.DataFrame(
        [{"theme_id": theme_id, "theme": label, "basis": "human", "terms": []} for theme_id, label in rows.iter_rows()],
        schema=THEME_SCHEMA,
    )


def _memberships(themes: Themes, wanted: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """Put the rows of corrected comments in the place of those that were found."""
    labels = dict(table.select("theme_id", "theme").iter_rows())
    units = themes.units.select(*_KEYS, "comment_id")
    nearest = themes.memberships.select(*_KEYS, "nearest_theme_id").unique(_KEYS, keep="first")
    set_ = pl.col("theme_id").is_not_null()
    ours = units.join(wanted.drop("theme"), on=["discussion_id", "comment_id"]).join(nearest, on=_KEYS, how="left")
    ours = ours.with_columns(
        theme=pl.col("theme_id").replace_strict(labels, default=None),
        strength=pl.when(set_).then(1.0),
        basis=pl.when(set_).then(pl.lit("human")),
    ).select(pl.col(name).cast(kind) for name, kind in MEMBERSHIP_SCHEMA.items())
    kept = themes.memberships.join(ours, on=_KEYS, how="anti")
    order = units.select(_KEYS).with_row_index("row")
    both = pl.concat([kept, ours]).join(order, on=_KEYS, how="left")
    return both.sort("row", "theme_id", maintain_order=True).drop("row")


def _counted(
    table: pl.DataFrame, themes: Themes, rows: pl.DataFrame, discussions: Sequence[Discussion]
) -> pl.DataFrame:
    """Count units, comments and authors anew, and quote a unit where a new theme has none yet."""
    persons, least = people(themes.units, discussions), themes.manifest.get("min_size", MIN_COMMENTS)
    counts: Mapping[str, pl.DataFrame] = {
        str(theme_id): persons.join(rows.filter(pl.col("theme_id") == theme_id), on=_KEYS, how="semi")
        for theme_id in table["theme_id"]
    }
    out = []
    for row in table.iter_rows(named=True):
        held = counts[row["theme_id"]]
        units, comments, authors = counted = sizes(held)
        quoted = row["quotation_unit_id"] or (held["unit_id"][0] if held.height else None)
        out.append({
            **row, "units": units, "comments": comments, "authors": authors, "quotation_unit_id": quoted,
            "raised_once": too_few(counted, row["basis"], least),
        })  # fmt: skip
    return pl.DataFrame(out, schema=THEME_SCHEMA)
