"""``commentariat parse``: comment sections in, one table out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from ..links import aside
from ..options import format_option, output_option, semantic_option, source_options
from ..output import STDOUT, check_folder_writable, check_writable, counted, format_of, on_terminal, say, write_bytes
from ..sources import SourceSpec, read_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commentariat.threads.model import Discussion

GRAPHS: Final = ("graphml", "gexf")
FORMATS: Final = ("parquet", "jsonl", "csv", "json", "convokit", "graphml", "gexf")
#: Formats that hold the notes of reading, or have a file beside them that does.
KEEPING: Final = ("parquet", "jsonl", "csv", "json")
NOTES_SHOWN: Final = 5
ACCOUNTS_SHOWN: Final = 5


@click.command(epilog="\b\nExample: commentariat parse examples/besieged-city.txt -o comments.jsonl")
@source_options
@output_option("Write the comment table to FILE; the ending says the format")
@format_option(*FORMATS)
@semantic_option
def command(sources: SourceSpec, output: str | None, to: str | None, semantic: bool) -> None:
    """Read comment sections and write one row a comment: who, when, what, in answer to whom, and how sure that is.

    Without -o and --to, a terminal shows the debate as an outline and a pipe gets JSON lines. A table file has
    the article, the notes and the ledger with it (inside Parquet and JSON, in FILE.meta.json beside the others).
    """
    wanted = format_of(output, to, FORMATS)
    if wanted == "convokit":
        check_folder_writable(output)
    else:
        check_writable(output)
    discussions = read_sources(sources)
    if semantic:
        from ..models import relinked

        discussions = relinked(discussions)
    if output is None and to is None and on_terminal():
        from ..outline import outline

        for discussion in discussions:
            click.echo(outline(discussion))
    else:
        _write(discussions, output, wanted)
    kept = output not in {None, STDOUT} and wanted in KEEPING
    for discussion in discussions[:ACCOUNTS_SHOWN]:
        _account(discussion, " in the saved file" if kept else "", quiet=sources.quiet)
    if len(discussions) > ACCOUNTS_SHOWN:
        comments = sum(one.comments.height for one in discussions)
        say(
            f"… in all {counted(len(discussions), 'discussion')} with {counted(comments, 'comment')}.",
            quiet=sources.quiet,
        )


def _write(discussions: Sequence[Discussion], output: str | None, fmt: str) -> None:
    from commentariat.threads.store import save, serialise

    if output is not None and output != STDOUT:
        save(discussions, output, fmt)
    elif fmt == "convokit":
        raise click.UsageError("a ConvoKit corpus is a folder: name it with -o.")
    elif fmt in GRAPHS:
        from commentariat.threads.export_graph import gexf, graphml

        lines = {"graphml": graphml, "gexf": gexf}[fmt](discussions)
        write_bytes("\n".join(lines).encode("utf-8") + b"\n", None)
    else:
        write_bytes(serialise(discussions, "comments", fmt)["comments"], None)


def _account(discussion: Discussion, where: str, *, quiet: bool) -> None:
    """Say on standard error what was read and what was mended, and where the rest of it stands."""
    frame, source = discussion.comments, discussion.source
    replies = frame["parent_id"].count()
    claimed = source.capture.claimed
    of_claimed = f" of {claimed:,} claimed" if claimed is not None and claimed != frame.height else ""
    read = counted(frame.height, "comment") + of_claimed
    answers = "1 answers another" if replies == 1 else f"{replies:,} answer another"
    answers += aside(frame)
    say(f"{source.name}: {read}, {answers}, read as {source.reader}.", quiet=quiet)
    for note in discussion.notes[:NOTES_SHOWN]:
        say(f"  {note.comment_id + ': ' if note.comment_id else ''}{note.message}", quiet=quiet)
    if len(discussion.notes) > NOTES_SHOWN:
        say(f"  … and {counted(len(discussion.notes) - NOTES_SHOWN, 'more note')}{where}.", quiet=quiet)
