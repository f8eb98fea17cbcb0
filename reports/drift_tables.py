"""Drift for a terminal: the summary in words, then the tables that have something to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .outline import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from commentariat.embeddings.tables import Drift

_WAYS: Final = {"reply-path": " down the replies", "clock": " over time", "siblings": " among siblings"}
_MEASURES: Final = {"to_article": "from the article", "to_parent": "from the parent"}
#: Characters of an id that a narrow column shows, from its end.
_ID: Final = 14
#: Rows that a terminal shows of any table.
SHOWN: Final = 20
#: Characters of a claim that a row shows.
_CLAIM: Final = 70


@dataclass(frozen=True)
class View:
    """How one table is shown: its title, which rows, and each column's heading with what to print."""

    title: str
    select: Callable[[pl.DataFrame], pl.DataFrame]
    columns: Mapping[str, Callable[[dict[str, Any]], str]]


def show_drift(title: str, drift: Drift, authors: Mapping[str, str]) -> None:
    """Print the summary of one discussion and the tables that have rows; ``authors`` are the names by author id."""
    from rich.console import Console

    console = Console(emoji=False)
    console.print(f"\n{printable(title)}\n", markup=False, highlight=False)
    for sentence in drift.summary:
        console.print(f"• {printable(sentence)}", markup=False, highlight=False)
    for name, view in VIEWS.items():
        _show(console, view, _with_names(drift.tables[name], authors))
    for line in (*_untested(drift.tables["tests"]), *(note for note in drift.notes if note not in drift.summary)):
        console.print(f"• {printable(line)}", markup=False, highlight=False)


def _with_names(table: pl.DataFrame, authors: Mapping[str, str]) -> pl.DataFrame:
    """Show people under the names that readers know."""
    import polars as pl

    return table.with_columns(pl.col("author_id").replace(authors)) if "author_id" in table.columns else table


def show_comparison(table: pl.DataFrame) -> None:
    """Print what differs in words, then one row a measure and one column a discussion."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from commentariat.embeddings.drift import summarise_comparison

    console = Console(emoji=False)
    ids = table["discussion_id"].unique(maintain_order=True).to_list()
    titles = dict(table.select("discussion_id", "title").iter_rows())
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, title="Side by side", title_justify="left", title_style="bold")
    for heading in ("measure", *(f"[{number}]" for number in range(1, len(ids) + 1))):
        drawn.add_column(Text(heading), overflow="fold")
    for (measure, theme), rows in table.group_by("measure", "theme", maintain_order=True):
        cells = {row["discussion_id"]: _compared(row) for row in rows.iter_rows(named=True)}
        name = f"{measure}: {theme}" if theme is not None else str(measure)
        drawn.add_row(Text(printable(name)), *(Text(cells.get(one, "·")) for one in ids))
    for sentence in summarise_comparison(table):
        console.print(f"• {printable(sentence)}", markup=False, highlight=False)
    console.print(drawn)
    for number, one in enumerate(ids, start=1):
        console.print(f"[{number}] {printable(titles[one] or one)}", markup=False, highlight=False)


def _compared(row: dict[str, Any]) -> str:
    """A value with its interval; without one a share is a count, as small numbers are said."""
    from commentariat.embeddings.drift.comparison import counted_among

    if row["low"] is not None:
        return f"{row['value']:.2f} ({row['low']:.2f} … {row['high']:.2f})"
    whole = counted_among(row["unit"])
    return f"{row['value']:.2f}" if whole is None else f"{row['value'] * whole:.3g} of {whole}"


def _show(console: Any, view: View, table: pl.DataFrame) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    rows = view.select(table)
    if not rows.height:
        return
    drawn = Table(
        box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True, title=view.title, title_justify="left",
        title_style="bold",
    )  # fmt: skip
    for heading in view.columns:
        drawn.add_column(heading, overflow="fold")
    for row in rows.head(SHOWN).iter_rows(named=True):
        drawn.add_row(*(Text(printable(cell(row))) for cell in view.columns.values()))
    console.print(drawn)
    if rows.height > SHOWN:
        console.print(f"… and {rows.height - SHOWN:,} more rows in the written table.", markup=False, highlight=False)


def _text(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: "" if row[name] is None else str(row[name])


def _id(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: row[name] if len(row[name]) <= _ID else f"…{row[name][-_ID:]}"


def _measure(row: dict[str, Any]) -> str:
    return _MEASURES[row["measure"]]


def _number(name: str, places: int = 2) -> Callable[[dict[str, Any]], str]:
    return lambda row: "·" if row[name] is None else f"{row[name]:.{places}f}"


def _figures(name: str) -> Callable[[dict[str, Any]], str]:
    """Three figures that count: effects and p-values are of any size."""
    return lambda row: "·" if row[name] is None else f"{row[name]:.3g}"


def _interval(row: dict[str, Any]) -> str:
    return "·" if row["low"] is None else f"{row['low']:.3g} … {row['high']:.3g}"


def _against(row: dict[str, Any]) -> str:
    return str(row["order"] if row["test"].endswith("changes") else row["null"])


def _mix(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: ", ".join(one["theme"] for one in row[name][:2])


def _cut(name: str) -> Callable[[dict[str, Any]], str]:
    return lambda row: row[name] if len(row[name]) <= _CLAIM else row[name][: _CLAIM - 1].rstrip() + "…"


def _by_depth(table: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return table.filter(pl.col("measure").is_in(list(_MEASURES)))


def _tests(table: pl.DataFrame) -> pl.DataFrame:
    """Tests that were made; the reasons for the others are said below."""
    import polars as pl

    return table.filter(pl.col("p").is_not_null() & ((pl.col("links") == "tested") | (pl.col("order") == "author")))


def _untested(table: pl.DataFrame) -> list[str]:
    """One line a reason for which tests could not be made."""
    import polars as pl

    left = table.filter(pl.col("p").is_null() & ((pl.col("links") == "tested") | (pl.col("order") == "author")))
    way = pl.col("order").replace_strict(_WAYS, default="")
    named = left.with_columns(
        pl.col("test").str.replace("^share of .*", "a theme's share changes")
        + pl.when(pl.col("test").str.ends_with(" changes")).then(way).otherwise(pl.lit(""))
    )
    reasons = named.group_by("status", maintain_order=True).agg(pl.col("test").unique(maintain_order=True))
    return [f"“{'”, “'.join(tests)}”: {status}." for status, tests in reasons.iter_rows()]


def _told(table: pl.DataFrame) -> pl.DataFrame:
    """Transitions that stand out from the null that keeps threads, strongest first."""
    import polars as pl

    from commentariat.embeddings.drift.significance import LEVEL

    told = table.filter((pl.col("null") == "thread") & (pl.col("links") == "tested") & (pl.col("p_family") <= LEVEL))
    return told.sort(pl.col("z").abs(), descending=True)


def _taken_up(table: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return table.filter(pl.col("basis").is_not_null()).sort("comments", descending=True, maintain_order=True)


def _several(table: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    return table.filter(pl.col("comments") > 1)


def _all(table: pl.DataFrame) -> pl.DataFrame:
    return table


VIEWS: Final[dict[str, View]] = {
    "distances": View(
        "Distances of each comment's own words (0 the same, 1 unrelated)", _all,
        {"comment": _id("comment_id"), "depth": _text("depth"), "author": _text("author_id"), "words": _text("words"),
         "from article": _number("to_article"), "rank": _text("article_rank"), "from root": _number("to_root"),
         "from parent": _number("to_parent"), "from sibling before": _number("to_sibling")},
    ),
    "by_depth": View(
        "Distances by depth", _by_depth,
        {"distance": _measure, "depth": _text("depth"), "comments": _text("comments"), "mean": _number("mean"),
         "95 % interval": _interval, "within thread": _number("within_thread")},
    ),
    "tests": View(
        "Tests (the written table names the unit of each effect)", _tests,
        {"claim": _text("test"), "along / against": _against, "effect": _figures("effect"), "95 % interval": _interval,
         "p": _figures("p")},
    ),
    "transitions": View(
        "Theme transitions that stand out", _told,
        {"from": _text("from_theme"), "to": _text("to_theme"), "seen": _number("observed", 1),
         "expected": _number("expected", 1), "ratio": _number("ratio"), "95 % interval": _interval,
         "p (family)": _figures("p_family")},
    ),
    "change_points": View(
        "Turning points", _all,
        {"comment": _id("comment_id"), "from": _text("low_position"), "to": _text("high_position"),
         "found again": _number("stability"), "before": _mix("before"), "after": _mix("after"), "p": _figures("p")},
    ),
    "pivots": View(
        "Replies that part two theme mixes", _all,
        {"comment": _id("comment_id"), "thread": _id("thread_id"), "change": _number("change"),
         "before": _mix("before"), "after": _mix("after"), "p (family)": _figures("p_family")},
    ),
    "uptake": View(
        "The article's sentences that comments took up", _taken_up,
        {"sentence": _cut("claim"), "how": _text("basis"), "comments": _text("comments"), "authors": _text("authors")},
    ),
    "authors": View(
        "Authors with several comments", _several,
        {"author": _text("author_id"), "comments": _text("comments"), "theme": _text("theme"),
         "stays on it": _number("stays"), "anyone would": _number("expected")},
    ),
}  # fmt: skip
