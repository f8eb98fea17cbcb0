"""``commentariat simulate``: discussions with known drift."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import click

from ..options import FileName, Number, seed_option
from ..output import STDOUT, check_writable, counted, format_of, say, table_bytes

if TYPE_CHECKING:
    from commentariat.embeddings.simulate import Plan

_SHARE: Final = Number(0, 1)


@click.command(epilog="\b\nExample: commentariat simulate --stay 0.4 -o simulated.jsonl")
@click.option("--comments", type=click.IntRange(min=1), default=300, show_default=True, help="Comments to make.")
@click.option("--authors", type=click.IntRange(min=1), default=60, show_default=True, help="Authors at most.")
@click.option("--themes", type=click.IntRange(2, 8), default=4, show_default=True, help="Themes.")
@click.option("--roots", type=_SHARE, default=0.2, show_default=True, help="Share of comments that open a thread.")
@click.option(
    "--stay", type=_SHARE, default=0.0, show_default=True, help="Chance that a reply keeps its parent's theme."
)
@click.option(
    "--shift", type=_SHARE, default=0.0, show_default=True, help="Chance that a reply moves to the next theme."
)
@click.option("--clock", type=_SHARE, default=0.0, show_default=True, help="How far the mix moves from first to last.")
@click.option("--threads-differ", type=_SHARE, default=0.0, show_default=True, help="Weight of each thread's own mix.")
@click.option("--authors-differ", type=_SHARE, default=0.0, show_default=True, help="Weight of each author's own mix.")
@click.option("--noise", type=Number(min=0), default=0.6, show_default=True, help="Spread about a theme.")
@seed_option
@click.option("-q", "--quiet", is_flag=True, help="No notes.")
@click.option(
    "-o", "--output", metavar="FILE", type=FileName(), required=True, help="Where to: .jsonl, .parquet, .csv or .json."
)
def command(*, output: str, seed: int, quiet: bool, **planted: float) -> None:
    """Make a discussion with known drift, to see what `drift` recovers and how often it cries wolf.

    Beside simulated.jsonl stand simulated.vectors.npz (read it with `drift simulated.jsonl --vectors …`) and
    simulated.labels.csv, the planted themes (for `drift --labels`). With neither --stay, --shift nor --clock nothing
    is planted.
    """
    from commentariat.embeddings.simulate import as_discussion, simulate, truth
    from commentariat.threads.atomic import atomic_write_together
    from commentariat.threads.store import serialise

    if output == STDOUT:
        raise click.UsageError("three files are written side by side: name one with -o.")
    fmt, target = format_of(output, None), Path(output)
    check_writable(output)
    made = simulate(_plan(planted), seed)
    discussion, vectors = as_discussion(made)
    beside = target.with_suffix("")
    table = {target.with_name(name): data for name, data in serialise([discussion], target.name, fmt).items()}
    planted_in = {Path(f"{beside}.vectors.npz"): vectors.to_bytes()}
    planted_in[Path(f"{beside}.labels.csv")] = table_bytes(truth(made), "csv")
    atomic_write_together(table | planted_in)
    comments = counted(discussion.comments.height, "comment")
    say(f"{comments} in {output}, with {beside}.vectors.npz and {beside}.labels.csv.", quiet=quiet)


def _plan(planted: dict[str, float]) -> Plan:
    from commentariat.embeddings.simulate import Plan

    try:
        return Plan(**cast("Any", planted))
    except ValueError as error:
        raise click.UsageError(f"{error}.") from error
