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
    from collections.abc import Callable, Mapping

    import polars as pl
    from rich.table import Table

    from commentariat.embeddings import Encoder, Themes
    from commentariat.threads.model import Discussion

    Split = Callable[[Discussion], pl.DataFrame]

#: Themes that a terminal shows, and arguments of each; ``--all`` shows the others.
LISTED: Final = 20
ARGUMENTS: Final = 3
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
@click.option(
    "--reply-share",
    type=click.FloatRange(0, 1),
    help="Weight of parent and replies in a comment's meaning: a reply tends to keep the theme.  [default: 0.5]",
)
@click.option("--whole-comments", is_flag=True, help="Cluster whole comments instead of the points they make.")
@model_options
@seed_option
@click.option("--save-model", metavar="FILE", help="Keep the themes, to read other discussions with them.")
@click.option(
    "--with-model", metavar="FILE", help="Read with the themes of a saved model instead of looking for new ones."
)
@click.option("--all", "everything", is_flag=True, help="Show every theme and argument, not only the largest.")
@output_option("Write one row per (unit, theme) to FILE")
@format_option(*TABLE_FORMATS)
def command(
    *,
    sources: SourceSpec,
    named: tuple[str, ...],
    themes_file: str | None,
    min_size: int,
    reply_share: float | None,
    whole_comments: bool,
    encoding: EncoderSpec,
    seed: int,
    save_model: str | None,
    with_model: str | None,
    everything: bool,
    output: str | None,
    to: str | None,
) -> None:
    """Find what the argument is about: themes that you name, and themes that are there.

    The terminal shows each theme's label, size, stability and one quotation; -o writes the rows. Several sources
    are read with one set of themes.
    """
    from commentariat.embeddings import correct
    from commentariat.embeddings.themes import theme_rows
    from commentariat.embeddings.units import split_units
    from commentariat.embeddings.units import whole_comments as whole

    if with_model and (save_model or named):
        raise click.UsageError("--with-model takes the themes as they were saved: no --theme and no --save-model.")
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
                discussions, save_model, edits[0], named=spoken, encoder=encoder, seed=seed, min_size=min_size,
                split=split, progress=progress, **({} if reply_share is None else {"reply_share": reply_share}),
            )  # fmt: skip
    if save_model and edits[1]:
        say(f"{save_model} keeps [merge]d themes apart: give the same file with --with-model.", quiet=sources.quiet)
    themes = correct(edited(themes, edits, discussions), discussions)
    if fmt is not None:
        write_table(theme_rows(themes), output, fmt)
    if output not in {None, STDOUT} or fmt is None:
        shown = {"most": themes.themes.height, "inner": themes.arguments.height} if everything else {}
        _show(themes, **shown)
    language = themes.manifest.get("language", "en")
    if encoder.is_default and language != "en":
        say(
            f"The default model reads English; this looks like {language!r}: take --model multilingual.",
            quiet=sources.quiet,
        )


def _learn(discussions: list[Discussion], save_model: str | None, names: Mapping[str, str], **options: Any) -> Themes:
    """Find the themes; keep the model, with the user's names, where the user wants it."""
    from commentariat.embeddings import learn

    themes, model = learn(discussions, **options)
    if save_model:
        known = {name.casefold() for row in model.themes.select("theme_id", "theme").iter_rows() for name in row}
        renamed = model.rename({old: new for old, new in names.items() if old.casefold() in known})
        atomic_write(save_model, renamed.to_bytes())
    return themes


def _with_model(path: str, discussions: list[Discussion], encoder: Encoder, split: Split) -> Themes:
    from commentariat.embeddings import ThemeModel

    if not Path(path).is_file():
        raise click.UsageError(f"{path}: no such file.")
    return ThemeModel.load(path).predict(discussions, encoder=encoder, split=split)


def _show(themes: Themes, *, most: int = LISTED, inner: int = ARGUMENTS) -> None:
    """Print one row for each of the largest themes, with their largest arguments; then what belongs to none."""
    from rich.console import Console

    console = Console()
    kept = themes.themes.filter(~pl_raised())
    if kept.height:
        console.print(_table(themes, kept.head(most).to_dicts(), inner))
    else:
        console.print(_none(themes))
    once = themes.themes.filter(pl_raised())
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


def pl_raised() -> Any:
    """Select the themes below two comments by two authors."""
    import polars as pl

    return pl.col("raised_once")


def _table(themes: Themes, rows: list[dict[str, Any]], inner: int) -> Table:
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
