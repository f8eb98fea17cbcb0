"""``commentariat report``: one interactive HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..models import (
    EncoderSpec,
    edited,
    encoder_for,
    named_themes,
    progress_bar,
    relinked,
    theme_edits,
    warn_of_language,
)
from ..options import (
    OnlyFile,
    model_options,
    output_option,
    seed_option,
    semantic_option,
    source_options,
    theme_options,
)
from ..options_report import SECTIONS, ReportOptions
from ..output import STDOUT, check_writable, say, write_bytes
from ..say import LANGUAGES
from ..sources import SourceSpec, read_sources

if TYPE_CHECKING:
    from commentariat.threads.model import Discussion

    from ..models import ThemeEdits
    from ..view import Analysis


def _sections(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    if value is None:
        return SECTIONS
    wanted = tuple(one.strip() for one in value.split(",") if one.strip())
    odd = [one for one in wanted if one not in SECTIONS]
    if odd or not wanted:
        raise click.BadParameter(f"{odd[0] if odd else 'nothing'} is no section; there are {', '.join(SECTIONS)}.")
    return wanted


def _manifest(discussions: list[Discussion], encoding: EncoderSpec, seed: int) -> dict[str, Any]:
    """What the report was asked for, and how much of it was set by hand."""
    from commentariat.threads.corrections import count_corrections

    by_hand = sum(count_corrections(one) for one in discussions)
    return {"model": encoding.model, "seed": seed, "corrections": by_hand or "none"}


def _measured(discussions: list[Discussion], edits: ThemeEdits, *, quiet: bool, **asked: Any) -> list[Analysis]:
    """Measure all discussions, their themes renamed and merged as the user's file says."""
    from ..analysing import analyse

    with progress_bar("encoding", quiet=quiet) as progress:
        return analyse(discussions, edit=lambda themes: edited(themes, edits, discussions), progress=progress, **asked)


def _pseudonymised(discussions: list[Discussion], key_file: str | None) -> tuple[list[Discussion], str]:
    from ..pseudonyms import fingerprint, load_key, pseudonymise

    key = load_key(key_file)
    return [pseudonymise(one, key) for one in discussions], fingerprint(key)


@click.command(epilog="\b\nExample: commentariat report examples/besieged-city.txt -o report.html")
@source_options
@theme_options
@click.option("--title", metavar="TEXT", help="Title of the report; the article's own when left out.")
@click.option("--sections", metavar="LIST", callback=_sections, help=f"Some of {','.join(SECTIONS)}.")
@click.option(
    "--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the interface."
)
@click.option("--pseudonymise", is_flag=True, help="Replace the commenters' names everywhere.")
@click.option(
    "--key",
    "key_file",
    metavar="FILE",
    type=OnlyFile(),
    help="Key of the pseudonyms (made when missing); the same key gives the same names.",
)
@click.option("--no-text", is_flag=True, help="Leave the comments' words out.")
@semantic_option
@click.option("--open", "open_", is_flag=True, help="Open the report in the browser when it is written.")
@model_options
@seed_option
@output_option("Write the report to FILE", required=True)
def command(
    *,
    sources: SourceSpec,
    named: tuple[str, ...],
    themes_file: str | None,
    title: str | None,
    sections: tuple[str, ...],
    lang: str,
    pseudonymise: bool,
    key_file: str | None,
    no_text: bool,
    semantic: bool,
    open_: bool,
    encoding: EncoderSpec,
    seed: int,
    output: str,
) -> None:
    """Write one interactive HTML report: one file that opens anywhere, offline, and runs nothing from a comment."""
    from ..building import build

    if key_file and not pseudonymise:
        raise click.UsageError("--key belongs to --pseudonymise.")
    check_writable(output)
    spoken, edits = named_themes(named, themes_file), theme_edits(themes_file)
    encoder = encoder_for(encoding)
    discussions = read_sources(sources)
    manifest = _manifest(discussions, encoding, seed)
    if semantic:
        discussions = relinked(discussions, encoder)
        manifest["links"] = "ranked again by meaning (--semantic)"
    if pseudonymise:
        discussions, manifest["pseudonym key"] = _pseudonymised(discussions, key_file)
    asked = {"named": spoken, "encoder": encoder, "seed": seed, "drift": "drift" in sections}
    analyses = _measured(discussions, edits, quiet=sources.quiet, **asked)
    if analyses[0].themes is not None:
        warn_of_language(analyses[0].themes, encoder, quiet=sources.quiet)
    options = ReportOptions(
        title=title, lang=lang, sections=sections, text=not no_text, pseudonymised=pseudonymise, manifest=manifest
    )
    page = build(analyses, options)
    write_bytes(page, output)
    if output != STDOUT:
        say(f"{output}: {len(page) / 1e6:.1f} MB.", quiet=sources.quiet)
        if open_:
            click.launch(Path(output).resolve().as_uri())
