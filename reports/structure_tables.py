"""Structure on a terminal: tables of plain sentences, and a row a unit."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Final

from .outline import printable
from .structure_words import compared_with, figure, sentences, untold, without_ranges

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl
    from rich.console import RenderableType

ROWS: Final = 30
#: The columns that fit a terminal, by unit; a file gets all.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "discussion": ("discussion_id", "comments", "authors", "replies", "threads", "max_depth", "h_index", "reciprocity"),
    "several": ("title", "discussion_id", "comments", "authors", "replies", "threads", "max_depth", "h_index"),
    "thread": ("root_id", "comments", "authors", "max_depth", "max_width", "longest_exchange", "structural_virality"),
    "author": (
        "author", "comments", "roots", "replies", "threads", "answers_received", "people_answered", "people_answering",
    ),
    "site": ("site", "discussions", "title", "low", "median", "high"),
}  # fmt: skip
#: Units that stand within one discussion.
_WITHIN: Final = frozenset(("thread", "author"))


def account_table(measured: pl.DataFrame, heading: str, replies: str = "") -> RenderableType:
    """Lay out one discussion: facts under headings, ranges beside them, and what could not be told.

    ``replies`` says after their count what the replies rest on.
    """
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    told = sentences(measured, replies)
    ranges = any(row[1] for rows in told.values() for row in rows)
    yardsticks = any(row[2] for rows in told.values() for row in rows)
    grid = Table(box=None, pad_edge=False, show_header=ranges or yardsticks, header_style="dim")
    grid.add_column("", ratio=3, overflow="fold")
    if ranges:
        grid.add_column("given the links", overflow="fold")
    if yardsticks:
        grid.add_column("to be expected", overflow="fold")
    for section, rows in told.items():
        grid.add_row(Text(section, style="bold"))
        for said, given, expected in rows:
            grid.add_row(
                Text(f"  {said}"), *([Text(given)] if ranges else []), *([Text(expected)] if yardsticks else [])
            )
    lines = (*untold(measured), *without_ranges(measured), *compared_with(measured))
    silent = [Text(f"  {line}", style="dim") for line in lines]
    last = [Text("Not told, and compared with what", style="bold"), *silent] if silent else []
    return Group(Text(printable(heading), style="bold underline"), grid, *last, Text(""))


def unit_table(frame: pl.DataFrame, by: str) -> RenderableType:
    """Lay out one row a unit, the largest first."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    # A root's id or an author's name says little where several discussions are listed together.
    several = by in _WITHIN and frame["discussion_id"].n_unique() > 1
    names = [name for name in (*(("discussion_id",) if several else ()), *COLUMNS[by]) if name in frame.columns]
    ordered = frame.sort("comments", descending=True, maintain_order=True) if "comments" in frame.columns else frame
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        number = frame.schema[name].is_numeric()
        grid.add_column(name.replace("_", " "), justify="right" if number else "left", overflow="fold")
    for row in ordered.select(names).head(ROWS).iter_rows():
        grid.add_row(*(Text(_cell(value)) for value in row))
    more = frame.height - ROWS
    return Group(grid, Text(f"… and {more:,} more rows (-o FILE keeps them all)", style="dim")) if more > 0 else grid


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return figure(float(value), "") if isinstance(value, (int, float)) else printable(str(value))


def print_all(parts: Iterable[RenderableType]) -> None:
    """Print to standard output: as wide as the terminal, or 100 columns where there is none."""
    from rich.console import Console

    width = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    console = Console(file=sys.stdout, width=width, highlight=False, emoji=False, markup=False)
    for part in parts:
        console.print(part)
