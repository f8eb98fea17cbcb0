"""``commentariat degrade``: a known discussion as a damaged text dump."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import click

from commentariat.threads.degradation.loss import Loss
from commentariat.threads.degradation.templates import TEMPLATES

from ..options import Number, output_option, seed_option, source_options
from ..output import check_writable, counted, say, write_bytes
from ..sources import SourceSpec, read_sources

if TYPE_CHECKING:
    from collections.abc import Callable

_SHARE: Final = Number(0.0, 1.0)
_KINDS: Final = tuple(field.name for field in fields(Loss))


def _loss_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for name in reversed(_KINDS):
        command = click.option(
            f"--{name.replace('_', '-')}",
            name,
            type=_SHARE,
            metavar="P",
            help=f"Loss of {name.replace('_', ' ')} alone.",
        )(command)
    return command


@click.command(epilog="\b\nExample: commentariat degrade examples/besieged-city.txt --template guardian --loss 0.25")
@source_options
@click.option("--template", type=click.Choice(tuple(TEMPLATES)), default="unz", show_default=True, help="The layout.")
@click.option("--loss", type=_SHARE, default=0.0, show_default=True, help="Probability that a mark is lost.")
@_loss_options
@click.option("--unmarked", is_flag=True, help="Let comments lose the last mark that parts them from their neighbours.")
@seed_option
@output_option("Write the dump to FILE")
def command(  # noqa: PLR0917 -- one parameter an option
    sources: SourceSpec, template: str, loss: float, unmarked: bool, seed: int, output: str | None,
    **alone: float | None,
) -> None:  # fmt: skip
    """Render a discussion as a text dump in which marks are lost, to see how much of it can be rebuilt.

    --loss takes every mark that tells who and to whom (numbers, authors, leads, back-references, dates, buttons,
    indentation) with one probability; the options below it set a single kind, the layout's blank lines, quotation
    marks and line wrapping included. A comment keeps one mark that parts it from its neighbours, drawn at random,
    unless --unmarked lets it lose that too; what then runs together is counted on standard error. Rebuild with `parse`,
    compare with `evaluate`.
    """
    from dataclasses import replace

    from commentariat.threads.degradation.render import render

    check_writable(output)
    found = read_sources(sources)
    if len(found) > 1:
        raise click.UsageError(f"the sources hold {len(found)} discussions; choose one with --discussion.")
    chances = replace(Loss.marks(loss), **{name: value for name, value in alone.items() if value is not None})
    dump = render(found[0], template, chances, seed, unmarked=unmarked)
    write_bytes(dump.text.encode(), output)
    if dump.unmarked:
        runs = counted(len(dump.unmarked), "comment")
        say(f"Nothing parts {runs} of {found[0].comments.height:,} from the one above or below.", quiet=sources.quiet)
