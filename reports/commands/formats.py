"""``commentariat formats``: what can be read, and what each platform keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from commentariat.threads.platform import CARRIERS

from ..options import format_option, output_option
from ..output import TABLE_FORMATS, write_table

if TYPE_CHECKING:
    import polars as pl


@click.command(epilog="\b\nExample: commentariat formats --carrier text")
@click.option("--carrier", type=click.Choice(CARRIERS), help="Only what arrives in this shape.")
@output_option("Write the list as a table")
@format_option(*TABLE_FORMATS)
def command(carrier: str | None, output: str | None, to: str | None) -> None:
    """List the platforms, line grammars and file formats that can be read, with what each of them keeps."""
    frame = formats_table(carrier)
    if output is not None or to is not None:
        write_table(frame, output, to)
        return
    _print(frame)


def formats_table(carrier: str | None = None) -> pl.DataFrame:
    """One row a platform: ``name, carrier, title, keeps, depth_cap, doc``; of one carrier, or of all."""
    import polars as pl

    from commentariat.threads.registry import platforms

    rows = [
        (one.name, one.carrier, one.title, list(one.keeps), one.depth_cap, one.doc)
        for one in platforms()
        if carrier in (None, one.carrier)
    ]
    schema: dict[str, Any] = {
        "name": pl.String, "carrier": pl.String, "title": pl.String, "keeps": pl.List(pl.String),
        "depth_cap": pl.Int64, "doc": pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row").sort(
        pl.col("carrier").replace_strict({name: at for at, name in enumerate(CARRIERS)}, return_dtype=pl.Int64), "name"
    )


def _print(frame: pl.DataFrame) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("name (--from)", "carrier", "what it is", "keeps beside the text"):
        table.add_column(heading, overflow="fold")
    for row in frame.iter_rows(named=True):
        table.add_row(row["name"], row["carrier"], row["title"], ", ".join(row["keeps"]))
    Console().print(table)
