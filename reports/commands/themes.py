"""``commentariat themes``: what the argument is about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..models import (
    EncoderSpec,
    as_kept,
    edited,
    encoder_for,
    named_themes,
    progress_bar,
    theme_edits,
    warn_of_language,
)
from ..options import (
    Number,
    OnlyFile,
    format_option,
    model_options,
    output_option,
    seed_option,
    source_options,
    theme_options,
)
from ..output import STDOUT, TABLE_FORMATS, atomic_write, check_writable, format_of, say, write_table
from ..sources import SourceSpec, read_sources

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from commentariat.embeddings import ThemeModel, Themes
    from commentariat.threads.model import Discussion

    from ..models import ThemeEdits

    Split = Callable[[Discussion], pl.DataFrame]


@click.command(
    epilog='\b\nExample: commentariat themes examples/besieged-city.txt --theme "evacuation buses" -o themes.csv'
)
@source_options
@theme_options
@click.option(
    "--min-size", type=click.IntRange(min=1), default=2, show_default=True, help="Comments a found theme needs."
)
@click.option(
    "--reply-share",
    type=Number(0, 1),
    help="Weight of parent and replies in a comment's meaning: a reply tends to keep the theme.  [default: 0.5]",
)
@click.option("--whole-comments", is_flag=True, help="Cluster whole comments instead of the points they make.")
@model_options
@seed_option
@click.option(
    "--save-model", metavar="FILE", type=OnlyFile(), help="Keep the themes, to read other discussions with them."
)
@click.option(
    "--with-model",
    metavar="FILE",
    type=OnlyFile(),
    help="Read with the themes of a saved model instead of looking for new ones.",
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

    if with_model and (save_model or named or reply_share is not None):
        raise click.UsageError(
            "--with-model takes the themes as they were saved: no --theme, --reply-share or --save-model."
        )
    check_writable(output)
    check_writable(save_model)
    fmt = format_of(output, to) if output or to else None
    spoken, edits = named_themes(named, themes_file), theme_edits(themes_file)
    encoder, split = encoder_for(encoding), _split(whole_comments=whole_comments)
    discussions = read_sources(sources)
    if with_model:
        model = _saved(with_model)
        edits = as_kept(edits, spoken, [*model.themes["theme_id"], *model.themes["theme"]], with_model)
        themes = model.predict(discussions, encoder=encoder, split=split, min_size=min_size)
    else:
        asked: dict[str, Any] = {} if reply_share is None else {"reply_share": reply_share}
        asked |= {"named": spoken, "encoder": encoder, "seed": seed, "min_size": min_size, "split": split}
        themes, model = _learnt(discussions, quiet=sources.quiet, **asked)
        if save_model:
            _keep(model, save_model, edits, quiet=sources.quiet)
    themes = correct(edited(themes, edits, discussions), discussions)
    if fmt is not None:
        write_table(theme_rows(themes), output, fmt)
    if fmt is None or (output not in {None, STDOUT} and not sources.quiet):
        _show(themes, everything=everything)
    warn_of_language(themes, encoder, quiet=sources.quiet)


def _split(*, whole_comments: bool) -> Split:
    from commentariat.embeddings import units

    return units.whole_comments if whole_comments else units.split_units


def _show(themes: Themes, *, everything: bool) -> None:
    from ..themes_tables import show_themes

    shown = {"most": themes.themes.height, "inner": themes.arguments.height} if everything else {}
    show_themes(themes, **shown)


def _learnt(discussions: list[Discussion], *, quiet: bool, **asked: Any) -> tuple[Themes, ThemeModel]:
    from commentariat.embeddings import learn

    with progress_bar("encoding", quiet=quiet) as progress:
        return learn(discussions, **asked, progress=progress)


def _keep(model: ThemeModel, path: str, edits: ThemeEdits, *, quiet: bool) -> None:
    """Save a model with the names that the user gave its themes."""
    names, merged = edits
    known = {name.casefold() for row in model.themes.select("theme_id", "theme").iter_rows() for name in row}
    renamed = model.rename({old: new for old, new in names.items() if old.casefold() in known})
    atomic_write(path, renamed.to_bytes())
    if merged:
        say(f"{path} keeps [merge]d themes apart: give the same file with --with-model.", quiet=quiet)


def _saved(path: str) -> ThemeModel:
    from commentariat.embeddings import ThemeModel

    if not Path(path).is_file():
        raise click.UsageError(f"{path}: no such file.")
    return ThemeModel.load(path)
