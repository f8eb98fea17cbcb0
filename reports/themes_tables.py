"""Themes for a terminal: a row each for the largest, their largest arguments, then what belongs to none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .outline import printable

if TYPE_CHECKING:
    from rich.table import Table

    from commentariat.embeddings import Themes

#: Themes that a terminal shows, and arguments of each.
LISTED: Final = 20
ARGUMENTS: Final = 3
#: Characters of a quotation that a terminal shows.
QUOTED: Final = 220
#: Hennig (2007): clusters whose mean Jaccard index falls below this are not recovered often enough to be trusted.
UNSTABLE: Final = 0.6
#: Fewer units than this are counted, not turned into percentages.
SHARES_FROM: Final = 50


def show_themes(themes: Themes, *, most: int = LISTED, inner: int = ARGUMENTS) -> None:
    """Print one row for each of the largest themes, with their largest arguments; then what belongs to none."""
    import polars as pl
    from rich.console import Console

    console = Console()
    kept = themes.themes.filter(~pl.col("raised_once"))
    if kept.height:
        console.print(_table(themes, kept.head(most).to_dicts(), inner))
    else:
        console.print(_none(themes))
    once = themes.themes.filter("raised_once")
    for row in once.head(most).iter_rows(named=True):
        console.print(_raised_once(themes, row), markup=False, highlight=False)
    for line in (_hidden(kept.height - most, once.height - most), _unclustered(themes), _linked(themes)):
        if line:
            console.print(line, markup=False, highlight=False)


def _none(themes: Themes) -> str:
    """Say why there is no theme."""
    if not themes.units.height:
        return "No theme: no comment has words of its own."
    least = max(themes.manifest.get("min_size", 2), 2)
    return f"No theme: no point is made in {'two' if least == 2 else least} comments by two authors."


def _hidden(themes: int, once: int) -> str | None:
    """Say what is not shown."""
    parts = [
        f"{count:,} more {what}" for count, what in ((themes, "themes"), (once, "points raised once")) if count > 0
    ]
    return f"Not shown: {' and '.join(parts)} (--all)." if parts else None


def _linked(themes: Themes) -> str | None:
    """Say that comments were placed with what they answer and what answers them, where they were."""
    share, linked = themes.manifest["reply_share"], themes.manifest.get("linked_units", 0)
    if not share or not linked:
        return None
    return f"{linked:,} units were placed with a share of {share:g} of parent and replies (see --reply-share)."


def _table(themes: Themes, rows: list[dict[str, Any]], inner: int) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    for heading in ("id", "theme", "comments", "authors", "stability", "for example"):
        table.add_column(heading, overflow="fold", justify="right" if heading in {"comments", "authors"} else "left")
    for row in rows:
        cells = (
            row["theme_id"], printable(row["theme"]), f"{row['comments']:,}", f"{row['authors']:,}",
            _stability(row["stability"]), _quotation(themes, row["quotation_unit_id"]),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
        arguments = themes.arguments.filter(themes.arguments["parent_theme_id"] == row["theme_id"])
        for part in arguments.head(inner).iter_rows(named=True):
            cells = ("", f"– {printable(part['theme'])}", f"{part['comments']:,}", f"{part['authors']:,}",
                     _stability(part["stability"]), "")  # fmt: skip
            table.add_row(*(Text(cell, style="dim") for cell in cells))
        if arguments.height > inner:
            table.add_row("", Text(f"– and {arguments.height - inner} more", style="dim"))
    return table


def _stability(value: float | None) -> str:
    """Say how much of a theme survives when a fifth of the comments is left out."""
    if value is None:
        return "not estimable"
    return f"{value:.2f} unstable" if value < UNSTABLE else f"{value:.2f}"


def _quotation(themes: Themes, unit_id: str | None) -> str:
    import polars as pl

    if unit_id is None:
        return "(claimed by no unit)"
    text = printable(themes.units.filter(pl.col("unit_id") == unit_id)["text"][0])
    return f"“{text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + '…'}”"


def _raised_once(themes: Themes, row: dict[str, Any]) -> str:
    if not row["units"]:
        return f"{printable(row['theme'])} [{row['theme_id']}]: no unit speaks of it."
    from commentariat.embeddings.theme_tables import MIN_AUTHORS, MIN_COMMENTS

    alone = row["comments"] >= MIN_COMMENTS and row["authors"] < MIN_AUTHORS
    what = "Raised by one author alone" if alone else "A point raised once"
    where = "1 comment" if row["comments"] == 1 else f"{row['comments']} comments"
    return f"{what} [{row['theme_id']}], {where}: {printable(row['theme'])}: " + _quotation(
        themes, row["quotation_unit_id"]
    )


def _unclustered(themes: Themes) -> str:
    """Say how many units carry no theme, and how many of those make no point."""
    import polars as pl

    units = themes.units
    if not units.height:
        return ""
    bare = themes.memberships.filter(pl.col("theme_id").is_null()).height
    lone = themes.themes.filter("raised_once")["theme_id"].implode()
    once = themes.memberships.filter(pl.col("theme_id").is_in(lone)).height
    plain = int(units["boilerplate"].sum())
    share = f" ({bare / units.height:.0%})" if units.height >= SHARES_FROM else ""
    return (
        f"{bare:,} of {units.height:,} units carry no theme{share}, {plain:,} of them because they make no point "
        f"(greetings, links); {once:,} more make points raised once."
    )
