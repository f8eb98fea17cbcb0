"""``commentariat evaluate``: how well a reading agrees with the truth."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Final

import click

from ..options import FileName, output_option
from ..output import STDOUT, check_writable, counted, format_of, say, write_bytes
from ..sources import STDIN, SourceSpec, read_sources

if TYPE_CHECKING:
    import polars as pl

    from commentariat.threads.evaluation import Evaluation
    from commentariat.threads.model import Discussion

#: Groups of measures as they are printed, with the words for them.
SHOWN: Final = (
    ("comments", (("found", "comment_recall"), ("real", "comment_precision"))),
    ("authors", (("right", "author_accuracy"), ("given", "author_coverage"))),
    ("links", (("right", "edge_accuracy"), ("right, lost comments counted wrong", "edge_accuracy_all"),
               ("whole path right", "path_accuracy"), ("undecided", "undecided"))),
    ("replies", (("precision", "reply_precision"), ("recall", "reply_recall"), ("F1", "reply_f1"))),
    ("roots", (("precision", "root_precision"), ("recall", "root_recall"))),
    ("confidence", (("calibration error", "ece"), ("Brier score", "brier"), ("Brier skill", "brier_skill"))),
)  # fmt: skip


@click.command(
    epilog="\b\nExample: commentariat evaluate examples/besieged-city.txt examples/besieged-city.txt",
)
@click.argument("gold", type=FileName())
@click.argument("predicted", type=FileName())
@click.option("--from-gold", metavar="PLATFORM", help="Read GOLD as this platform.")
@click.option("--from-predicted", metavar="PLATFORM", help="Read PREDICTED as this platform.")
@click.option(
    "--pairs",
    metavar="FILE",
    type=FileName(),
    help="Also write the comments side by side (.csv .jsonl .json .parquet).",
)
@output_option("Write all measures and tables as JSON to FILE")
@click.option("-q", "--quiet", is_flag=True, help="No notes.")
def command(  # noqa: PLR0917 -- one parameter an option
    gold: str, predicted: str, from_gold: str | None, from_predicted: str | None,
    pairs: str | None, output: str | None, quiet: bool,
) -> None:  # fmt: skip
    """Compare PREDICTED, a reading of a discussion, with GOLD, the truth.

    Both are anything that `parse` reads or wrote, with the same discussions. Comments are aligned by their words,
    never by their ids. Several discussions are counted together, paired in order.
    """
    from commentariat.threads.evaluation import evaluate, pool

    if output not in (None, STDOUT) and not output.lower().endswith(".json"):
        raise click.UsageError(f"{output}: measures are written as JSON; name a .json file.")
    _check_streams((gold, predicted), (output, pairs))
    check_writable(output)
    check_writable(pairs)
    if pairs is not None:
        format_of(pairs, None)
    left = read_sources(SourceSpec((gold,), from_=from_gold, quiet=quiet))
    right = read_sources(SourceSpec((predicted,), from_=from_predicted, quiet=quiet))
    if len(left) != len(right):
        held = f"{gold} holds {counted(len(left), 'discussion')} and {predicted} {len(right):,}"
        raise click.UsageError(f"{held}; pair them first.")
    result = pool(evaluate(one, other) for one, other in _paired(left, right))
    if pairs is not None:
        from ..output import write_table

        write_table(result.pairs, pairs)
    if output is not None:
        write_bytes(as_json(result), output)
    elif pairs != STDOUT:
        show(result)
        say(f"{counted(result.lost_comments, 'comment')} lost, {result.spurious_comments} spurious.", quiet=quiet)


def _check_streams(read: tuple[str, ...], written: tuple[str | None, ...]) -> None:
    """Refuse to read standard input twice, and to write two things to standard output."""
    if read.count(STDIN) > 1:
        raise click.UsageError("standard input can be read only once.")
    if written.count(STDOUT) > 1:
        raise click.UsageError("only one of -o and --pairs can go to standard output.")


def _paired(left: list[Discussion], right: list[Discussion]) -> list[tuple[Discussion, Discussion]]:
    by_id = {one.discussion_id: one for one in right}
    if len(left) > 1 and {one.discussion_id for one in left} == set(by_id):
        return [(one, by_id[one.discussion_id]) for one in left]
    return list(zip(left, right, strict=True))


def as_json(result: Evaluation) -> bytes:
    """Serialise the measures and the tables; what could not be counted is null."""
    measures = {name: None if math.isnan(value) else value for name, value in result.measures().items()}
    tables = {name: _rows(getattr(result, name)) for name in ("reliability", "by_basis", "authors_by_basis")}
    return (json.dumps({**measures, **tables}, indent=2, ensure_ascii=False) + "\n").encode()


def _rows(frame: pl.DataFrame) -> list[dict[str, object]]:
    return frame.fill_nan(None).to_dicts()


def show(result: Evaluation) -> None:
    """Print for a person."""
    click.echo(
        f"{result.gold_comments} comments in truth, {result.predicted_comments} read, "
        f"{result.aligned_comments} aligned by their words"
    )
    for group, measures in SHOWN:
        parts = "   ".join(f"{words} {_number(getattr(result, name))}" for words, name in measures)
        click.echo(f"{group:<12}{parts}")
    _table("links by basis", result.by_basis)
    _table("authors by basis", result.authors_by_basis)
    _table("reliability (links in bins of equal mass)", result.reliability)


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"


def _table(title: str, frame: pl.DataFrame) -> None:
    if not frame.height:
        return
    click.echo(f"\n{title}")
    cells = [frame.columns, *([_cell(value) for value in row] for row in frame.iter_rows())]
    widths = [max(len(row[at]) for row in cells) for at in range(len(cells[0]))]
    for row in cells:
        click.echo("  " + "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


def _cell(value: object) -> str:
    return _number(value) if isinstance(value, float) else str(value)
