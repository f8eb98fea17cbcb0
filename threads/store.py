"""Saving discussions and loading them again: Parquet, JSON lines, CSV with a sidecar, or one JSON document."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from . import tabular
from .account import account_of, describe, rebuild, undescribed
from .apart import apart
from .arguments import a_path, listed_discussions
from .atomic import atomic_write_together, is_stream
from .decode import without_surrogates
from .errors import BrokenSource, SeveralDiscussions, WriteError
from .folders import SIDECAR, is_sidecar
from .schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .model import Discussion

FORMATS: Final = ("parquet", "jsonl", "csv", "json")
GRAPHS: Final = ("graphml", "gexf", "convokit")
META_KEY: Final = "commentariat"
_ENDINGS: Final = {"ndjson": "jsonl"}


def save(discussion: Discussion | Iterable[Discussion], path: str | Path, fmt: str | None = None) -> None:
    """Write one discussion, or several stacked into one table: all of its files, whole, or none.

    Parameters
    ----------
    discussion : Discussion or iterable of Discussion
    path : path
        The ending says the format: ``.parquet .jsonl .csv .json .graphml .gexf``.
    fmt : str, optional
        The format where the ending does not say it; ``convokit`` makes ``path`` a corpus folder.

    Notes
    -----
    ``.jsonl`` and ``.csv`` get a sidecar ``PATH.meta.json`` with article, notes, source and ledger (a device or a pipe
    gets none). The graph formats and ConvoKit hold the comments and links only; :func:`load` reads the other four back
    unchanged.

    Raises
    ------
    WriteError
        The ending names no format, there is no discussion to save, or the file cannot be written.
    TypeError
        There is something else to save than discussions.
    """
    many = listed_discussions(discussion, "discussion")
    target = a_path(path)
    chosen = fmt or format_of(target)
    if chosen in GRAPHS:
        from .export_graph import write_graph

        write_graph(many, target, chosen)
        return
    files = serialise(many, target.name, chosen)
    # What stands beside a device is none of ours.
    beside = not is_stream(target)
    atomic_write_together(
        {target.with_name(name): data for name, data in files.items() if beside or name == target.name}
    )


def format_of(path: Path) -> str:
    """Name the format that a file's ending asks for; ``WriteError`` when it asks for none."""
    ending = path.suffix.lower().lstrip(".")
    chosen = _ENDINGS.get(ending, ending)
    if chosen not in (*FORMATS, *GRAPHS):
        raise WriteError(f"{path}: the ending says no format; use one of .{', .'.join((*FORMATS, *GRAPHS[:2]))}.")
    return chosen


def serialise(discussions: Sequence[Discussion], name: str, fmt: str) -> dict[str, bytes]:
    """Return the files of one of the four table formats by name: the table, and its sidecar where it needs one."""
    if not discussions:
        raise WriteError(f"{name}: there is no discussion to save.")
    discussions = apart(discussions)
    account = account_of(discussions)
    if fmt == "json":
        return {name: _document(discussions)}
    stacked = pl.concat([one.comments for one in discussions])
    if fmt == "parquet":
        return {name: tabular.to_parquet(stacked, {META_KEY: json.dumps(account, ensure_ascii=False)})}
    if fmt not in tabular.TEXT_FORMATS:
        raise WriteError(f"{name}: {fmt!r} is no format; use one of {', '.join(FORMATS)}.")
    write, _ = tabular.TEXT_FORMATS[fmt]
    return {name: write(stacked), sidecar_name(name): _json(account)}


def sidecar_name(name: str) -> str:
    """Name the file that holds the account of a ``.jsonl`` or ``.csv`` table."""
    return f"{name}{SIDECAR}"


def load(path: str | Path) -> Discussion:
    """Load the one discussion of a saved file; :func:`~.reading.read_many` takes several.

    Parameters
    ----------
    path : path
        What :func:`save` or ``commentariat parse`` wrote (``.parquet .jsonl .csv .json``), or a folder with one of
        them.

    Returns
    -------
    Discussion
        As it was saved; without article, notes and ledger where their file is gone.

    Raises
    ------
    SeveralDiscussions
        The file holds several; the exception lists them.
    BrokenSource
        The file is damaged, or was written by a newer version.
    FileNotFoundError
        No such file.
    """
    found = load_many(path)
    if not found:
        raise BrokenSource(f"{Path(path).name} holds no table that commentariat saved.", name=Path(path).name)
    if len(found) > 1:
        listed = tuple((one.discussion_id, one.article.title, one.comments.height) for one in found)
        name = Path(path).name
        raise SeveralDiscussions(
            f"{name} holds {len(found)} discussions; read_many takes them all.", name=name, discussions=listed
        )
    return found[0]


def load_many(path: str | Path) -> list[Discussion]:
    """Load every discussion of a saved file, or of a folder of saved files, in order."""
    source = a_path(path)
    if source.is_dir():
        return [one for file in sorted(source.iterdir()) if _is_table(file) for one in load_many(file)]
    data = source.read_bytes()
    sidecar = source.with_name(sidecar_name(source.name))
    account = sidecar.read_bytes() if sidecar.is_file() else None
    # A table without a row has nothing in it that would say its format.
    fmt = saved_format(data) or (format_of(source) if account and not data else "")
    return from_bytes(data, source.name, fmt, account)


def _is_table(file: Path) -> bool:
    return file.is_file() and file.suffix.lower().lstrip(".") in (*FORMATS, *_ENDINGS) and not is_sidecar(file)


def saved_format(data: bytes) -> str | None:
    """Say in which of the four formats these bytes hold a saved comment table; ``None`` when they hold none."""
    if data[:4] == b"PAR1":
        return "parquet" if META_KEY.encode() in data[-(1 << 20) :] or _has_our_columns(data) else None
    head = data[:8192].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"{"):
        end = data.find(b"\n")
        if head.startswith(b'{"discussion_id":') and data.find(b'"link_basis":', 0, end if end > 0 else None) > 0:
            return "jsonl"
        return "json" if b'"schema_version"' in head[:200] and b'"discussion' in head else None
    header = head.split(b"\n", 1)[0]
    return "csv" if header.startswith(b"discussion_id,") and b"link_basis" in header else None


def _has_our_columns(data: bytes) -> bool:
    import io

    try:
        names = pl.read_parquet_schema(io.BytesIO(data))
    except pl.exceptions.PolarsError:
        return False
    return "discussion_id" in names and "link_basis" in names


def from_bytes(data: bytes, name: str, fmt: str, sidecar: bytes | None = None) -> list[Discussion]:
    """Rebuild the discussions of a saved file from its bytes; see :func:`load`."""
    name = without_surrogates(name)
    try:
        if fmt == "json":
            return _from_document(json.loads(data), name)
        if fmt == "parquet":
            comments, metadata = tabular.from_parquet(data)
            sidecar = metadata[META_KEY].encode() if META_KEY in metadata else None
        elif fmt in tabular.TEXT_FORMATS:
            comments = tabular.TEXT_FORMATS[fmt][1](data)
        else:
            raise BrokenSource(f"{name} is no table that commentariat saved.", name=name)
        return _split(
            comments,
            _account(sidecar, name, fmt),
            undescribed(name, hashlib.sha256(data).hexdigest(), len(data), comments.height),
            name,
        )
    except (ValueError, KeyError, TypeError, pl.exceptions.PolarsError) as error:
        lacking = "it lacks " if isinstance(error, KeyError) else ""
        reason = lacking + " ".join(str(error).split())[:200]
        raise BrokenSource(f"{name} is damaged as a saved table: {reason}.", name=name) from error


def _account(sidecar: bytes | None, name: str, fmt: str) -> Mapping[str, Any] | None:
    """Read what tells of article, notes and source; where it is a file of its own, that is what may be damaged."""
    try:
        account: Mapping[str, Any] | None = json.loads(sidecar) if sidecar is not None else None
    except ValueError as error:
        where = name if fmt == "parquet" else sidecar_name(name)
        raise BrokenSource(f"{where} is damaged as the account of a saved table: {error}.", name=name) from error
    return account


def _split(
    comments: pl.DataFrame, account: Mapping[str, Any] | None, unknown: Mapping[str, Any], name: str
) -> list[Discussion]:
    _check_version(account, name)
    described = {one["discussion_id"]: one for one in (account or {}).get("discussions", ())}
    if not comments.height:
        return [rebuild(comments, described.get(None, unknown))]
    tables = comments.partition_by("discussion_id", maintain_order=True)
    return [rebuild(table, described.get(table.item(0, "discussion_id"), unknown)) for table in tables]


def _document(discussions: Sequence[Discussion]) -> bytes:
    documents = [{**describe(one), "comments": tabular.to_rows(one.comments)} for one in discussions]
    if len(documents) == 1:
        return _json({"schema_version": SCHEMA_VERSION, **documents[0]})
    return _json({"schema_version": SCHEMA_VERSION, "discussions": documents})


def _from_document(document: Mapping[str, Any], name: str) -> list[Discussion]:
    _check_version(document, name)
    return [rebuild(tabular.from_rows(one["comments"]), one) for one in document.get("discussions", [document])]


def _check_version(account: Mapping[str, Any] | None, name: str) -> None:
    version = (account or {}).get("schema_version", SCHEMA_VERSION)
    if int(version) > int(SCHEMA_VERSION):
        raise BrokenSource(f"{name} was saved by a newer commentariat (table version {version}).", name=name)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
