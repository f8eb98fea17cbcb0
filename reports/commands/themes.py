"""``commentariat themes``: what the argument is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..models import EncoderSpec, edited, encoder_for, named_themes, progress_bar, theme_edits
from ..options import format_option, model_options, output_option, seed_option, source_options, theme_options
from ..outline import printable
from ..output import STDOUT, TABLE_FORMATS, atomic_write, check_writable, format_of, say, write_table
from ..sources import SourceSpec, read_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl
    from rich.table import Table

    from commentariat.embeddings import Encoder, Themes
    from commentariat.threads.model import Discussion

    Split = Callable[[Discussion], pl.DataFrame]

#: Characters of a quotation that a terminal shows.
QUOTED: Final = 220
#: Hennig (2007): clusters whose mean Jaccard index falls below this are not recovered often enough to be trusted.
UNSTABLE: Final = 0.6
#: Fewer units than this are counted, not turned into percentages.
SHARES_FROM: Final = 50


@click.command(
    epilog='Example: commentariat themes examples/besieged-city.txt --theme "evacuation buses" -o themes.csv'
)
@source_options
@theme_options
@click.option(
    "--min-size", type=click.IntRange(min=1), default=2, show_default=True, help="Comments a found theme needs."
)
@click.option("--whole-comments", is_flag=True, help="Cluster whole comments instead of the points they make.")
@model_options
@seed_option
@click.option("--save-model", metavar="FILE", help="Keep the themes, to read other discussions with them.")
@click.option(
    "--with-model", metavar="FILE", help="Read with the themes of a saved model instead of looking for new ones."
)
@output_option("Write one row per (unit, theme) to FILE")
@format_option(*TABLE_FORMATS)
def command(
    *,
    sources: SourceSpec,
    named: tuple[str, ...],
    themes_file: str | None,
    min_size: int,
    whole_comments: bool,
    encoding: EncoderSpec,
    seed: int,
    save_model: str | None,
    with_model: str | None,
    output: str | None,
    to: str | None,
) -> None:
    """Find what the argument is about: themes that you name, and themes that are there.

    The terminal shows each theme's label, size, stability and one quotation; -o writes the rows. Several sources
    are read with one set of themes.
    """
    from commentariat.embeddings.themes import theme_rows
    from commentariat.embeddings.units import split_units
    from commentariat.embeddings.units import whole_comments as whole

    check_writable(output)
    check_writable(save_model)
    fmt = format_of(output, to) if output or to else None
    spoken = named_themes(named, themes_file)
    edits = theme_edits(themes_file)
    encoder = encoder_for(encoding)
    discussions = read_sources(sources)
    split = whole if whole_comments else split_units
    if with_model:
        themes = _with_model(with_model, discussions, encoder, split)
    else:
        with progress_bar("encoding", quiet=sources.quiet) as progress:
            themes = _learn(
                discussions, save_model, named=spoken, encoder=encoder, seed=seed, min_size=min_size, split=split,
                progress=progress,
            )  # fmt: skip
    themes = edited(themes, edits, discussions)
    if fmt is not None:
        write_table(theme_rows(themes), output, fmt)
    if output not in {None, STDOUT} or fmt is None:
        _show(themes)
    language = themes.manifest.get("language", "en")
    if encoder.is_default and language != "en":
        say(
            f"The default model reads English; this looks like {language!r}: take --model multilingual.",
            quiet=sources.quiet,
        )


def _learn(discussions: list[Discussion], save_model: str | None, **options: Any) -> Themes:
    """Find the themes; keep the model where the user wants it."""
    from commentariat.embeddings import learn

    themes, model = learn(discussions, **options)
    if save_model:
        atomic_write(save_model, model.to_bytes())
    return themes


def _with_model(path: str, discussions: list[Discussion], encoder: Encoder, split: Split) -> Themes:
    from commentariat.embeddings import ThemeModel

    if not Path(path).is_file():
        raise click.UsageError(f"{path}: no such file.")
    return ThemeModel.load(path).predict(discussions, encoder=encoder, split=split)


def _show(themes: Themes) -> None:
    """Print one row a theme, then what belongs to none."""
    from rich.console import Console

    console = Console()
    kept = themes.themes.filter(~pl_raised())
    if kept.height:
        console.print(_table(themes, kept.to_dicts()))
    else:
        console.print("No theme: no point is made in two comments by two authors.")
    for row in themes.themes.filter(pl_raised()).iter_rows(named=True):
        console.print(_raised_once(themes, row), markup=False, highlight=False)
    console.print(_unclustered(themes), markup=False, highlight=False)


def pl_raised() -> Any:
    """Select the themes below two comments by two authors."""
    import polars as pl

    return pl.col("raised_once")


def _table(themes: Themes, rows: list[dict[str, Any]]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("id", "theme", "comments", "authors", "stability", "for example"):
        table.add_column(heading, overflow="fold", justify="right" if heading in {"comments", "authors"} else "left")
    for row in rows:
        cells = (
            row["theme_id"], printable(row["theme"]), f"{row['comments']:,}", f"{row['authors']:,}",
            _stability(row["stability"]), _quotation(themes, row["quotation_unit_id"]),
        )  # fmt: skip
        table.add_row(*(Text(cell) for cell in cells))
        for part in themes.arguments.filter(themes.arguments["parent_theme_id"] == row["theme_id"]).iter_rows(
            named=True
        ):
            inner = ("", f"– {printable(part['theme'])}", f"{part['comments']:,}", f"{part['authors']:,}",
                     _stability(part["stability"]), "")  # fmt: skip
            table.add_row(*(Text(cell, style="dim") for cell in inner))
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
    where = "1 comment" if row["comments"] == 1 else f"{row['comments']} comments"
    return f"A point raised once [{row['theme_id']}], {where}: {printable(row['theme'])}: " + _quotation(
        themes, row["quotation_unit_id"]
    )


def _unclustered(themes: Themes) -> str:
    """Say how many units carry no theme, and how many of those make no point."""
    import polars as pl

    units = themes.units
    bare = themes.memberships.filter(pl.col("theme_id").is_null()).height
    lone = themes.themes.filter("raised_once")["theme_id"].implode()
    once = themes.memberships.filter(pl.col("theme_id").is_in(lone)).height
    plain = int(units["boilerplate"].sum())
    share = f" ({bare / units.height:.0%})" if units.height >= SHARES_FROM else ""
    return (
        f"{bare:,} of {units.height:,} units carry no theme{share}, {plain:,} of them because they make no point "
        f"(greetings, links); {once:,} more make points raised once."
    )
