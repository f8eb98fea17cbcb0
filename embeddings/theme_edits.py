"""What a reader knows better: themes given another name, or put together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from commentariat.threads.arguments import checked, many_discussions

from .tables import THEME_SCHEMA, Themes
from .theme_tables import MIN_COMMENTS, people, sizes, too_few

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commentariat.threads.model import Discussion

_KEYS: Final = ["discussion_id", "unit_id"]
#: Terms that each theme brings into the one it is merged with.
MERGED_TERMS: Final = 4


def rename(themes: Themes, names: Mapping[str, str]) -> Themes:
    """Return the themes with other labels.

    Parameters
    ----------
    names : mapping
        From an id or a label to the new label.

    Raises
    ------
    ValueError
        No such theme, an empty label, or two themes with one label.
    """
    table = renamed(checked(themes, Themes, "themes", "Themes, as fit returns them").themes, names)
    label = dict(zip(table["theme_id"], table["theme"], strict=True))
    rows = themes.memberships.with_columns(pl.col("theme_id").replace_strict(label, default=None).alias("theme"))
    return replace(themes, themes=table, memberships=rows.cast(themes.memberships.schema))


def renamed(table: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """Put new labels into a table of themes; see :func:`rename`."""
    new: dict[str, str] = {}
    for old, label in names.items():
        if not label.strip():
            raise ValueError(f"{old!r} needs a name")
        if new.setdefault(theme_id(table, old), label.strip()) != label.strip():
            raise ValueError(f"one theme would be called {new[theme_id(table, old)]!r} and {label!r}")
    out = table.with_columns(pl.col("theme_id").replace_strict(new, default=pl.col("theme")).alias("theme"))
    _refuse_twins(out)
    return out


def _refuse_twins(table: pl.DataFrame) -> None:
    """Raise ``ValueError`` where two labels differ in nothing but capitals."""
    folded = [label.casefold() for label in table["theme"]]
    twin = next((label for label, small in zip(table["theme"], folded, strict=True) if folded.count(small) > 1), None)
    if twin is not None:
        raise ValueError(f"two themes would be called {twin!r}")


def theme_id(table: pl.DataFrame, wanted: str) -> str:
    """Find a theme by id or label, whatever its case; ``ValueError`` where there is none."""
    small = wanted.strip().casefold()
    for theme, label in table.select("theme_id", "theme").iter_rows():
        if small in {theme.casefold(), label.casefold()}:
            return str(theme)
    raise ValueError(f"there is no theme {wanted!r}")


def merge(
    themes: Themes, groups: Mapping[str, Sequence[str]], discussions: Discussion | Sequence[Discussion]
) -> Themes:
    """Return the themes with some put together.

    Parameters
    ----------
    groups : mapping
        From the label of the new theme to the ids or labels of those it is made of. It takes the id of the first.
    discussions : Discussion or sequence of Discussion
        Those that the themes were found in, to count the authors.

    Raises
    ------
    ValueError
        No such theme, fewer than two, one in two groups, an empty label, or one that another theme has.
    """
    several = many_discussions(discussions)
    out = themes
    taken: set[str] = set()
    for label, members in groups.items():
        ids = list(dict.fromkeys(theme_id(themes.themes, one) for one in members))
        if not label.strip():
            raise ValueError("the themes put together need a name")
        if len(ids) < 2:
            raise ValueError(f"{label!r} is to be made of two themes or more")
        twice = taken & set(ids)
        if twice:
            raise ValueError(f"the theme {min(twice)!r} is to be in two others")
        taken |= set(ids)
        out = _merged(out, label.strip(), ids, people(themes.units, several))
    _refuse_twins(out.themes)
    return out


def _merged(themes: Themes, label: str, ids: Sequence[str], persons: pl.DataFrame) -> Themes:
    into = dict.fromkeys(ids, ids[0])
    rows = _merged_rows(themes, label, ids)
    counted = sizes(persons.join(rows.filter(pl.col("theme_id") == ids[0]), on=_KEYS, how="semi"))
    return replace(
        themes,
        themes=_merged_table(themes, label, ids, counted),
        memberships=rows.cast(themes.memberships.schema),
        arguments=themes.arguments.with_columns(pl.col("parent_theme_id").replace(into)),
        layout=_merged_places(themes.layout, into),
    )


def _merged_rows(themes: Themes, label: str, ids: Sequence[str]) -> pl.DataFrame:
    """Put memberships under the first id; a unit that carried two of them carries one, with the greater strength."""
    rows = themes.memberships.with_columns(
        pl.when(pl.col("theme_id").is_in(ids)).then(pl.lit(label)).otherwise("theme").alias("theme"),
        pl.col("theme_id", "nearest_theme_id").replace(dict.fromkeys(ids, ids[0])),
    )
    strongest = rows.sort("strength", descending=True, nulls_last=True, maintain_order=True).unique(
        [*_KEYS, "theme_id"], keep="first", maintain_order=True
    )
    order = themes.units.select(_KEYS).with_row_index("row")
    return strongest.join(order, on=_KEYS, how="left").sort("row", "theme_id", maintain_order=True).drop("row")


def _merged_table(themes: Themes, label: str, ids: Sequence[str], counted: tuple[int, int, int]) -> pl.DataFrame:
    """Put one row in the place of several; what the largest says of itself stays, but for its stability."""
    table, (units, comments, authors) = themes.themes, counted
    old = table.filter(pl.col("theme_id").is_in(ids)).sort("comments", descending=True, maintain_order=True)
    largest = old.row(0, named=True)
    new = {
        **largest, "theme_id": ids[0], "theme": label,
        "terms": list(dict.fromkeys(term for own in old["terms"] for term in own[:MERGED_TERMS])),
        "units": units, "comments": comments, "authors": authors, "stability": None,
        "raised_once": too_few(counted, largest["basis"], themes.manifest.get("min_size", MIN_COMMENTS)),
    }  # fmt: skip
    kept = [new if row["theme_id"] == ids[0] else row for row in table.to_dicts() if row["theme_id"] not in ids[1:]]
    return pl.DataFrame(kept, schema=THEME_SCHEMA)


def _merged_places(layout: pl.DataFrame, into: Mapping[str, str]) -> pl.DataFrame:
    """Put the theme's place at the mean of the old ones; its units stay where they are."""
    moved = layout.with_columns(pl.col("theme_id").replace(into))
    themes, units = moved.filter(pl.col("unit_id").is_null()), moved.filter(pl.col("unit_id").is_not_null())
    places = themes.group_by("theme_id", maintain_order=True).agg(pl.col("x", "y").mean())
    return pl.concat(
        [themes.unique("theme_id", keep="first", maintain_order=True).update(places, on="theme_id"), units]
    )
