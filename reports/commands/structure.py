"""``commentariat structure``: the shape of the debate, in words for a person and in tables for a program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..options import format_option, output_option, seed_option, source_options
from ..output import TABLE_FORMATS, check_writable, format_of, write_table
from ..sources import SourceSpec, read_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from commentariat.threads.model import Discussion

UNITS: Final = ("discussion", "thread", "author", "site")


@click.command(epilog="\b\nExample: commentariat structure examples/besieged-city.txt")
@source_options
@output_option("Write the table to FILE; the ending says the format")
@format_option(*TABLE_FORMATS)
@click.option(
    "--by", type=click.Choice(UNITS), help="One row a discussion, thread, author or site; one column a metric."
)
@click.option(
    "--null/--no-null", "yardsticks", default=True, show_default=True,
    help="Compare with discussions grown, and authors shuffled, at random.",
)  # fmt: skip
@seed_option
def command(
    *,
    sources: SourceSpec,
    output: str | None,
    to: str | None,
    by: str | None,
    yardsticks: bool,
    seed: int,
) -> None:
    """Measure the reply trees: how many, how deep, who answers whom, how fast.

    Without --by, every metric of every discussion is one row, with the interval that uncertain links leave
    (low, high), the range that a yardstick gives, and a note where a figure cannot be estimated. Without -o and
    --to a person reads one discussion in words, and several as a row each.
    """
    check_writable(output)
    if _is_file(output, to):
        format_of(output, to)
    if by is not None:
        frame = rows(sources, by)
        if _is_file(output, to):
            write_table(frame, output, to)
        else:
            show_units(frame, by)
        return
    discussions = read_sources(sources)
    if _is_file(output, to):
        write_table(accounts(discussions, seed=seed, compare=yardsticks, quiet=sources.quiet), output, to)
    elif len(discussions) == 1:
        show_account(accounts(discussions, seed=seed, compare=yardsticks, quiet=True), discussions[0])
    else:
        show_several(discussions)


def _is_file(output: str | None, to: str | None) -> bool:
    """Whether a program reads the outcome, rather than a person."""
    return output is not None or to is not None


def accounts(discussions: Sequence[Discussion], *, seed: int, compare: bool, quiet: bool) -> pl.DataFrame:
    """Measure each discussion in full, one row a metric."""
    import polars as pl

    from commentariat.threads.metrics import observed, with_intervals, with_yardsticks
    from commentariat.threads.models.others import models_for

    from ..models import progress_bar

    models = models_for(discussions) if compare else {}
    parts = []
    with progress_bar("measuring", quiet=quiet or len(discussions) == 1) as advance:
        for at, one in enumerate(discussions):
            table = with_intervals(observed(one), one, seed=seed)
            if compare:
                table = with_yardsticks(table, one, model=models.get(at), seed=seed)
            parts.append(table.select(pl.lit(one.discussion_id).alias("discussion_id"), pl.all()))
            if advance is not None:
                advance(at + 1, len(discussions))
    return pl.concat(parts)


def rows(sources: SourceSpec, by: str) -> pl.DataFrame:
    """Measure all discussions in one pass, one row a unit."""
    from commentariat.threads.forest import CycleError
    from commentariat.threads.metrics import by_author, by_discussion, by_site, by_thread

    if by == "site":
        discussions = read_sources(sources)
        return by_site(
            stacked(discussions), {one.discussion_id: one.article.site or "unknown site" for one in discussions}
        )
    measured = {"discussion": by_discussion, "thread": by_thread, "author": by_author}[by]
    try:
        return measured(_links(sources))
    except CycleError:
        # Somebody edited the table; read as a whole, its circles are cut.
        return measured(stacked(read_sources(sources)))


def _links(sources: SourceSpec) -> pl.DataFrame:
    """Take the columns that structure needs: straight from Parquet files, which may hold any number of comments."""
    import polars as pl

    from commentariat.threads.corpus import LINKS, read_links

    if sources.from_ is None and sources.corrections is None and not sources.pages and not sources.discussion:
        tables = [path for path in sources.paths if _is_table(path)]
        if len(tables) == len(sources.paths):
            links = pl.concat((read_links(path) for path in tables), how="diagonal_relaxed")
            # A discussion that is there twice is told apart, or refused, where all of it is read.
            if not links.select(pl.struct("discussion_id", "comment_id").is_duplicated().any()).item():
                return links
    return stacked(read_sources(sources)).select(LINKS)


def stacked(discussions: Sequence[Discussion]) -> pl.DataFrame:
    """Lay the comment tables of several discussions end to end."""
    import polars as pl

    return pl.concat(one.comments for one in discussions)


def _is_table(path: str) -> bool:
    """Whether a path is a Parquet file with the columns of the comment table, or a folder of such files only."""
    import polars as pl

    found = Path(path)
    files = [one for one in found.rglob("*") if one.is_file()] if found.is_dir() else [found]
    if not files or any(one.suffix.lower() != ".parquet" for one in files):
        return False
    try:
        names = pl.read_parquet_schema(files[0])
    except (pl.exceptions.PolarsError, OSError):
        return False
    return {"discussion_id", "comment_id", "parent_id", "author_id", "link_basis"} <= names.keys()


def show_account(frame: pl.DataFrame, discussion: Discussion) -> None:
    """Print one discussion in words."""
    from ..links import aside
    from ..structure_tables import account_table, print_all

    print_all([account_table(frame, name(discussion), aside(discussion.comments))])


def show_several(discussions: Sequence[Discussion]) -> None:
    """Print a row a discussion."""
    import polars as pl

    from commentariat.threads.metrics import by_discussion

    titles = pl.DataFrame(
        {"discussion_id": [one.discussion_id for one in discussions], "title": [name(one) for one in discussions]}
    )
    measured = by_discussion(stacked(discussions))
    show_units(titles.join(measured, on="discussion_id", how="right", maintain_order="right"), "several")
    click.echo("\nOne discussion alone is told in words (--discussion ID); -o FILE keeps every figure of every one.")


def name(discussion: Discussion) -> str:
    """Name a discussion for a person: its article and site, where the source says them."""
    known = [part for part in (discussion.article.title, discussion.article.site) if part]
    return " · ".join(known) or discussion.source.name


def show_units(frame: pl.DataFrame, by: str) -> None:
    """Print the largest units, a row each."""
    from ..structure_tables import print_all, unit_table

    print_all([unit_table(frame, by)])
