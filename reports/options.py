"""Options that several commands share, as decorators."""

from __future__ import annotations

import math
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from .models import EncoderSpec
from .output import STDOUT
from .sources import SourceSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., Any]


def source_options(command: Command) -> Command:
    """Add ``SOURCE…`` and the options of reading; the command gets them as one ``sources: SourceSpec``."""

    @wraps(command)
    def gathered(**options: Any) -> Any:
        names = (
            "paths", "from_", "discussion", "url", "columns", "pages", "infer", "corrections", "max_bytes", "strict",
            "quiet",
        )  # fmt: skip
        spec = SourceSpec(**{name: options.pop(name) for name in names})
        return command(sources=spec, **options)

    for decorate in reversed(_READING):
        gathered = decorate(gathered)
    return gathered


class FileName(click.ParamType[str]):
    """The name of a file or folder, or ``-``; an empty one would be the folder one stands in."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse an empty name, and what is none."""
        if not isinstance(value, str) or not value.strip():
            self.fail("name a file.", param, ctx)
        return value


class OnlyFile(FileName):
    """The name of a file where standard input or output will not do."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Refuse ``-`` too."""
        if value == STDOUT:
            self.fail("it cannot be standard input or output; name a file.", param, ctx)
        return super().convert(value, param, ctx)


class Number(click.FloatRange):
    """A number within bounds; what is no number ("nan") or has no end lies within none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Refuse what is not finite."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{value} is no number.", param, ctx)
        return number


def _columns(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dict[str, str] | None:
    if value is None:
        return None
    pairs = [pair.partition("=") for pair in value.split(",")]
    if any(not name.strip() or not there.strip() for name, _, there in pairs):
        raise click.BadParameter("write it as id=…,parent=…,author=…,text=…")
    columns = {name.strip(): there.strip() for name, _, there in pairs}
    if len(columns) < len(pairs):
        raise click.BadParameter("one part of a comment stands there twice.")
    from commentariat.threads.readers.guess import given

    try:
        given(columns)
    except ValueError as error:
        raise click.BadParameter(f"{error}.") from error
    return columns


_READING: Final = (
    click.argument("paths", nargs=-1, required=True, metavar="SOURCE...", type=FileName()),
    click.option("--from", "from_", metavar="PLATFORM", help="Read as this platform (see `commentariat formats`)."),
    click.option("--discussion", metavar="ID", help="Which discussion to take of an export that holds several."),
    click.option("--url", metavar="URL", help="Where the source was saved from."),
    click.option(
        "--columns", metavar="PAIRS", callback=_columns, help="For a table of your own: id=…,parent=…,author=…,text=…."
    ),
    click.option("--pages", is_flag=True, help="The sources are pages 1…n of one discussion: merge them."),
    click.option("--infer", is_flag=True,
                 help="Where a source shows no replies at all, tell from words who answers whom."),
    click.option("--corrections", metavar="FILE", type=FileName(),
                 help="CSV (comment_id, field, value) of what you know better."),
    click.option("--max-bytes", type=click.IntRange(min=1), default=2_000_000_000, show_default=True,
                 help="Refuse larger sources."),
    click.option("--strict", is_flag=True, help="Fail at the first source that cannot be read."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no notes; with -o FILE nothing is shown."),
)  # fmt: skip


def output_option(what: str, *, required: bool = False) -> Callable[[Command], Command]:
    """Add ``-o FILE``; ``-`` is standard output."""
    return click.option(
        "-o", "--output", metavar="FILE", type=FileName(), required=required, help=f"{what} (- is standard output)."
    )


def format_option(*formats: str) -> Callable[[Command], Command]:
    """Add ``--to FORMAT``."""
    return click.option("--to", "to", type=click.Choice(formats), help="The format, where the ending does not say it.")


def seed_option(command: Command) -> Command:
    """Add ``--seed``: the same seed gives the same bytes."""
    return click.option(
        "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of all sampling."
    )(command)


def semantic_option(command: Command) -> Command:
    """Add ``--semantic``."""
    return click.option(
        "--semantic", is_flag=True,
        help="Where words alone say whom a comment answers, weigh what it means too (a little better in chat).",
    )(command)  # fmt: skip


def model_options(command: Command) -> Command:
    """Add ``--model`` and how it is run; the command gets them as one ``encoding: EncoderSpec``."""

    @wraps(command)
    def gathered(**options: Any) -> Any:
        spec = EncoderSpec(**{name: options.pop(name) for name in ("model", "backend", "device", "no_cache")})
        return command(encoding=spec, **options)

    for decorate in reversed(_ENCODING):
        gathered = decorate(gathered)
    return gathered


_ENCODING: Final = (
    click.option(
        "--model", default="default", show_default=True, metavar="NAME",
        help="Embedding model: default (English), multilingual, static, or a sentence-transformers name or path.",
    ),
    click.option(
        "--backend", type=click.Choice(("torch", "onnx")), default="torch", show_default=True,
        help="What runs the default model or a model's folder: onnx (an extra) is faster on a processor.",
    ),
    click.option("--device", metavar="NAME", help="Where torch runs it: cpu, cuda, mps; else the best there is."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache of vectors."),
)  # fmt: skip


def theme_options(command: Command) -> Command:
    """Add ``--theme`` and ``--themes``: the themes that the user names."""
    command = click.option(
        "--themes", "--theme-file", "themes_file", metavar="FILE", type=FileName(), help="TOML file of named themes."
    )(command)
    return click.option(
        "--theme",
        "named",
        multiple=True,
        metavar="NAME[=DESCRIPTION]",
        help="A theme to look for; may be repeated.",
    )(command)
