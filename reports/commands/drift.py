"""``commentariat drift``: how the topic moves, and whether that means anything."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..drift_tables import show_comparison, show_drift
from ..models import EncoderSpec, encoder_for, named_themes, progress_bar, theme_edits, warn_of_language
from ..options import OnlyFile, model_options, output_option, seed_option, source_options, theme_options
from ..output import STDOUT, check_writable, say, table_bytes, write_bytes
from ..sources import SourceSpec, read_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from commentariat.embeddings.tables import Drift
    from commentariat.threads.model import Discussion

#: Those of :data:`commentariat.embeddings.drift.nulls.NULLS`, whose import would make ``--help`` slow.
NULLS: Final = ("thread", "strata", "rewired", "author")
#: Endings that hold one table; ``.json`` holds all of them, ``.zip`` one Parquet file each.
ONE_TABLE: Final = ("csv", "jsonl", "parquet")


@click.command(epilog="\b\nExample: commentariat drift examples/besieged-city.txt --permutations 199 -o drift.json")
@source_options
@theme_options
@click.option(
    "--labels",
    "labels_file",
    metavar="FILE",
    type=OnlyFile(),
    help="Your own labels (comment_id, label) instead of themes.",
)
@click.option("--vectors", metavar="FILE", type=OnlyFile(), help="Vectors that `simulate` wrote, instead of a model.")
@click.option(
    "--null", "nulls", multiple=True, type=click.Choice(NULLS),
    help="Null model for patterns along replies; may be repeated. [default: all]",
)  # fmt: skip
@click.option(
    "--permutations", type=click.IntRange(min=19), default=999, show_default=True, help="Permutations of each null."
)
@click.option("--table", metavar="NAME", help="Which table to write, for .csv, .jsonl and .parquet.")
@model_options
@seed_option
@output_option("Write every table to FILE.json or FILE.zip (Parquet), or one --table to .csv, .jsonl, .parquet")
def command(
    *,
    sources: SourceSpec,
    named: tuple[str, ...],
    themes_file: str | None,
    labels_file: str | None,
    vectors: str | None,
    nulls: tuple[str, ...],
    permutations: int,
    table: str | None,
    encoding: EncoderSpec,
    seed: int,
    output: str | None,
) -> None:
    """Measure how the topic moves: away from the article, down the replies, among siblings, along the clock.

    A plain summary comes first, then the tables. Several sources are measured with one set of themes and compared.
    Links that were guessed from wording are never tested on.
    """
    from commentariat.embeddings import correct
    from commentariat.embeddings import drift as measuring
    from commentariat.embeddings import themes as finding

    check_writable(output)
    _check_table(output, table)
    if labels_file and (named or themes_file):
        raise click.UsageError("--labels stands in for themes: leave --theme and --themes out.")
    labels = measuring.read_labels(labels_file) if labels_file else None
    spoken = named_themes(named, themes_file)
    if any(theme_edits(themes_file)):
        told = f"drift finds themes of its own: [merge] and [rename] of {themes_file} have no part in it."
        say(told, quiet=sources.quiet)
    encoder = _encoder(vectors, encoding)
    discussions = read_sources(sources)
    with progress_bar("encoding", quiet=sources.quiet) as progress:
        themes = finding.fit_unlinked(discussions, named=spoken, encoder=encoder, seed=seed, progress=progress)
    themes = correct(themes, discussions)
    drifts = [
        measuring.measure(one, themes, encoder=encoder, labels=labels, nulls=nulls or NULLS, permutations=permutations,
                          seed=seed)
        for one in discussions
    ]  # fmt: skip
    comparison = measuring.compare(discussions, drifts, themes) if len(discussions) > 1 else None
    if output is not None:
        write_bytes(_written(output, table, drifts, comparison), output)
    if output is None or (output != STDOUT and not sources.quiet):
        _show(discussions, drifts, comparison)
    if not vectors:
        warn_of_language(themes, encoder, quiet=sources.quiet)
        say("Every table, with all its columns: -o FILE.json.", quiet=sources.quiet or output is not None)


def _encoder(vectors: str | None, encoding: EncoderSpec) -> Any:
    """Return the model, or stored vectors, which answer to the same calls."""
    if vectors is None:
        return encoder_for(encoding)
    from commentariat.embeddings.stored import StoredVectors

    return StoredVectors.load(vectors)


def _check_table(output: str | None, table: str | None) -> None:
    """Refuse a combination of --table and -o that says nothing, before the work."""
    from commentariat.embeddings.drift.schemas import SCHEMAS

    if table is not None and table not in SCHEMAS:
        raise click.UsageError(f"there is no table {table!r}; there are {', '.join(SCHEMAS)}.")
    if table is not None and output is None:
        raise click.UsageError("--table says what to write: name a file with -o (- is standard output).")
    ending = _ending(output)
    if ending in ONE_TABLE and table is None:
        raise click.UsageError(f"a .{ending} file holds one table: name it with --table ({', '.join(SCHEMAS)}).")
    if output is not None and ending not in {*ONE_TABLE, "json", "zip"}:
        raise click.UsageError(f"{output}: the ending says no format; use .json, .zip, .{', .'.join(ONE_TABLE)}.")


def _ending(output: str | None) -> str:
    if output is None:
        return ""
    return "json" if output == STDOUT else Path(output).suffix.lower().lstrip(".")


def _written(output: str, table: str | None, drifts: Sequence[Drift], comparison: pl.DataFrame | None) -> bytes:
    """Serialise all tables of all discussions stacked, or the one that was asked for."""
    tables = _stacked(drifts, comparison)
    ending = _ending(output)
    if table is not None and ending in ONE_TABLE:
        return table_bytes(tables[table], ending)
    chosen = tables if table is None else {table: tables[table]}
    account = {
        "summary": [list(one.summary) for one in drifts], "notes": [list(one.notes) for one in drifts],
        "manifest": [dict(one.manifest) for one in drifts], "comparison_summary": _compared(comparison),
    }  # fmt: skip
    if ending == "zip":
        return _zipped(chosen, account)
    rows = {name: json.loads(frame.write_json()) for name, frame in chosen.items()}
    return (json.dumps({**account, "tables": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def _compared(comparison: pl.DataFrame | None) -> list[str]:
    """What differs between several discussions, in words; nothing for one."""
    from commentariat.embeddings.drift import summarise_comparison

    return [] if comparison is None else list(summarise_comparison(comparison))


def _stacked(drifts: Sequence[Drift], comparison: pl.DataFrame | None) -> dict[str, pl.DataFrame]:
    import polars as pl

    out = {name: pl.concat([one.tables[name] for one in drifts]) for name in drifts[0].tables}
    if comparison is not None:
        out["comparison"] = comparison
    return out


def _zipped(tables: dict[str, pl.DataFrame], account: dict[str, Any]) -> bytes:
    """One Parquet file a table and ``drift.json`` beside them; no time stamps, so the same run gives the same bytes."""
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.parquet"), table_bytes(frame, "parquet"))
        text = json.dumps(account, ensure_ascii=False, indent=1) + "\n"
        archive.writestr(zipfile.ZipInfo("drift.json"), text)
    return buffer.getvalue()


def _show(discussions: Sequence[Discussion], drifts: Sequence[Drift], comparison: pl.DataFrame | None) -> None:
    """Print the summary and the tables of each discussion, then the comparison."""
    for one, drift in zip(discussions, drifts, strict=True):
        signed = one.comments.select("author_id", "author").drop_nulls().unique("author_id", keep="first")
        show_drift(one.article.title or one.discussion_id, drift, dict(signed.iter_rows()))
    if comparison is not None:
        show_comparison(comparison)
