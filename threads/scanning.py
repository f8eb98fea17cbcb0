"""Stream comment tables from files too big to hold: JSON lines of any known platform, compressed or not."""

from __future__ import annotations

import io
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import polars as pl

from .arguments import Readable, checked, one_source, optional, the_columns
from .assemble import draft_columns
from .collection import without_collection
from .decompress import is_compressed, opened, read_chunk
from .errors import BrokenSource, NoCommentsFound
from .pages import relink
from .payload import Payload
from .platform import ReadOptions
from .schema import comment_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .readers.json_platform import JsonPlatform

#: Rows of a table that is yielded.
BATCH: Final = 20_000
#: Read at a time: few enough records to stay, decoded, in the processor's cache.
_CHUNK: Final = 128 << 10
_HEAD: Final = 1 << 20
MAX_LINE: Final = 64_000_000
#: Records by which the columns of a table of one's own are guessed.
_GUESSED_FROM: Final = 200


def scan(
    source: Readable,
    *,
    platform: str | None = None,
    columns: Mapping[str, str] | None = None,
    batch: int = BATCH,
) -> Iterator[pl.DataFrame]:
    """Yield comment tables of at most ``batch`` rows, in source order, in bounded memory.

    Parents are looked up within a batch; one that stands in another batch stays ``missing`` with its
    ``stated_parent``, and depth counts links within the batch: :func:`~.pages.relink` resolves both over the whole
    once it is stacked. Quotes are not looked for, nor is mojibake mended. A source that is not JSON lines (one
    document, CSV, HTML), or a saved table, is read as a whole and yielded discussion by discussion.

    Parameters
    ----------
    source : path, bytes or file object
        JSON lines, plain or compressed (``.zst .gz .bz2 .xz``).
    platform : str, optional
        A name from ``commentariat formats``; recognised from the first megabyte when left out.
    columns : mapping, optional
        For a table of your own: our column name to yours.
    batch : int
        Rows a table, at most.

    Raises
    ------
    BrokenSource
        A damaged file, a line of more than :data:`MAX_LINE` bytes, or a bomb.
    NoCommentsFound
        Lines in which nothing looks like comments.
    FileNotFoundError
        No such file.
    TypeError, ValueError
        An argument is of another kind, or out of its bounds; the message names it.
    """
    optional(platform, str, "platform", "a name that `commentariat formats` lists")
    if checked(batch, int, "batch", "a whole number") < 1:
        raise ValueError("batch must be at least 1")
    options = ReadOptions(article=False, columns=the_columns(columns))
    return _scanned(one_source(source), options, platform, batch)


def _scanned(source: Readable, options: ReadOptions, platform: str | None, batch: int) -> Iterator[pl.DataFrame]:
    with _raw(source) as (stream, name):
        head = read_chunk(stream, _HEAD, name)
        chosen = _platform(head, name, platform, options.columns) if is_lines(head) else None
        if chosen is None:
            # What was read of a stream is gone from it.
            known = isinstance(source, (str, Path, bytes))
            yield from _whole(source if known else head + stream.read(), options, platform)
            return
        read = _by_column if chosen.flat else _by_record
        yield from read(chosen, _lines(stream, head, name), name, batch)


@contextmanager
def _raw(source: Readable) -> Iterator[tuple[IO[bytes], str]]:
    if isinstance(source, (str, Path)):
        with Path(source).open("rb") as file:
            yield _plain(file), Path(source).name
    elif isinstance(source, bytes):
        yield _plain(io.BytesIO(source)), "bytes"
    else:
        data: Any = source
        yield _plain(data), Path(str(getattr(source, "name", "stream"))).name


def _plain(file: Any) -> IO[bytes]:
    head = file.peek(8)[:8] if hasattr(file, "peek") else file.read(8)
    if not hasattr(file, "peek"):
        file.seek(0)
    return opened(file, head) if is_compressed(head) else file


def is_lines(head: bytes) -> bool:
    """Whether a source begins with two JSON objects on two lines."""
    first, _, rest = head.lstrip(b"\xef\xbb\xbf \r\n\t").partition(b"\n")
    return first.rstrip().endswith(b"}") and first.startswith(b"{") and rest.lstrip()[:1] in (b"{", b"")


def _whole(source: Readable, options: ReadOptions, platform: str | None) -> Iterator[pl.DataFrame]:
    from .reading import load_payload, read_payloads

    for one in read_payloads(load_payload(source), options, platform=platform):
        yield one.comments


def _platform(head: bytes, name: str, wanted: str | None, columns: Mapping[str, str] | None) -> JsonPlatform | None:
    """Whose records the lines are, guessed columns included; ``None`` for what is read as a whole: a saved table."""
    from .readers.guess import given, guess
    from .readers.json_platform import JsonPlatform
    from .readers.table import AnyTable, checked_columns, platform_for, rows_of
    from .registry import platform_named, recognise

    payload = Payload(name, head[: head.rfind(b"\n") + 1 or len(head)])
    if columns and wanted in (None, "table"):
        return platform_for(checked_columns(given(columns), rows_of(payload, _GUESSED_FROM), name))
    claims = [platform_named(wanted)] if wanted else [claim[0] for claim in recognise(payload)]
    if claims and isinstance(claims[0], AnyTable):
        found = guess(rows_of(payload, _GUESSED_FROM), nested=True)
        if found.plausible:
            return platform_for(found)
    elif claims and claims[0].carrier == "table":
        return None
    for one in claims:
        if isinstance(one, JsonPlatform):
            return one
    raise NoCommentsFound(f"{name} has lines in which nothing looks like comments (`commentariat formats`).", name=name)


def _lines(stream: IO[bytes], head: bytes, name: str) -> Iterator[list[bytes]]:
    """Yield blocks of complete lines; the torn end of a chunk is carried into the next."""
    carried = b""
    chunk = head.removeprefix(b"\xef\xbb\xbf")
    while chunk:
        lines = (carried + chunk).split(b"\n")
        carried = lines.pop()
        if len(carried) > MAX_LINE:
            raise BrokenSource(f"{name} has a line of more than the limit of {MAX_LINE:,} bytes.", name=name)
        yield [line for line in lines if line and not line.isspace()]
        chunk = read_chunk(stream, _CHUNK, name)
    if carried.strip():
        yield [carried]


def _decoded(lines: list[bytes], before: int, name: str) -> list[Any]:
    import orjson

    try:
        return [orjson.loads(line) for line in lines]
    except orjson.JSONDecodeError:
        return [_second_try(line, before + at, name) for at, line in enumerate(lines, 1)]


def _second_try(line: bytes, number: int, name: str) -> Any:
    """Lone surrogates and NaN stop the fast decoder, not the standard one."""
    import json

    from .readers.embedded import scrubbed

    try:
        return scrubbed(json.loads(line.decode("utf-8", "replace"), strict=False))
    except (ValueError, RecursionError) as error:
        raise BrokenSource(f"{name}, record {number} is no JSON: {error}.", name=name) from error


def _by_column(platform: JsonPlatform, blocks: Iterable[list[bytes]], name: str, batch: int) -> Iterator[pl.DataFrame]:
    """Make tables of flat records: a block is decoded, its values go to columns, and it is dropped."""
    from .readers.json_columns import Gathered, comment_columns, gather

    found, done = Gathered(), 0
    for lines in blocks:
        with without_collection():
            gather(platform, _decoded(lines, done, name), found)
        done += len(lines)
        if len(found) >= batch:
            yield from _linked(comment_columns(platform, found), batch)
            found = Gathered()
    if len(found):
        yield from _linked(comment_columns(platform, found), batch)


def _by_record(platform: JsonPlatform, blocks: Iterable[list[bytes]], name: str, batch: int) -> Iterator[pl.DataFrame]:
    """Make tables of records that are nested or need more than data says."""
    held: list[Any] = []
    done = 0
    for lines in blocks:
        held += _decoded(lines, done, name)
        done += len(lines)
        if len(held) >= batch:
            yield from _linked(_drafted(platform, held), batch)
            held = []
    if held:
        yield from _linked(_drafted(platform, held), batch)


def _drafted(platform: JsonPlatform, values: list[Any]) -> pl.DataFrame:
    from .readers.json_engine import named_drafts
    from .readers.json_walk import walk

    drafts, names = named_drafts(platform, walk(platform, values))
    columns = draft_columns(drafts)
    columns["link_basis"] = ["root" if draft.stated_parent is None else "missing" for draft in drafts]
    count = len(drafts)
    placed = {"discussion_id": [name or "" for name in names], "position": range(count), "depth": [0] * count}
    return comment_frame({**columns, **placed})


def _linked(table: pl.DataFrame, batch: int) -> Iterator[pl.DataFrame]:
    """Cut a table into batches, drop repeats, look parents up; nested records can make more comments than lines."""
    for start in range(0, table.height, batch):
        unique = table.slice(start, batch).unique(["discussion_id", "comment_id"], keep="first", maintain_order=True)
        yield relink(unique.with_columns(position=pl.int_range(pl.len(), dtype=pl.UInt32)))
