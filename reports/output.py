"""Writing: whole files or none, tables in four formats, and sentences for a terminal."""

from __future__ import annotations

import io
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from commentariat.threads.atomic import atomic_write, is_stream, refuse_protected, told
from commentariat.threads.errors import WriteError
from commentariat.threads.folders import is_file

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "STDOUT", "TABLE_FORMATS", "atomic_write", "check_folder_writable", "check_writable", "counted", "format_of",
    "on_terminal", "say", "table_bytes", "write_bytes", "write_table",
]  # fmt: skip

TABLE_FORMATS: Final = ("csv", "json", "jsonl", "parquet")
STDOUT: Final = "-"
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def check_writable(path: str | Path | None) -> None:
    """Fail before long work, not after it: ``WriteError`` when the output's folder is missing or closed."""
    if path is None or str(path) == STDOUT or is_stream(path):
        return
    with told(path):
        _check_parent(Path(path))
        refuse_protected(Path(path))


def check_folder_writable(path: str | Path | None) -> None:
    """Fail before long work where the output is a folder: a new one, or one that is there and open."""
    if path is None or str(path) == STDOUT:
        return
    if is_file(path):
        raise WriteError(f"{path} is a file; name a folder.")
    _check_parent(Path(path))


def _check_parent(path: Path) -> None:
    folder = path.absolute().parent
    if not folder.is_dir():
        why = "is no folder" if folder.exists() else "is missing"
        raise WriteError(f"{path} cannot be written: {folder.name or folder} {why}.")
    if not os.access(folder, os.W_OK):
        raise WriteError(f"{path} cannot be written: the folder is not writable.")


def format_of(path: str | Path | None, wanted: str | None, allowed: tuple[str, ...] = TABLE_FORMATS) -> str:
    """Name the format: as asked, else by the file's ending; JSON lines on standard output."""
    if wanted is not None:
        return wanted
    if path is None or str(path) == STDOUT:
        return "jsonl"
    ending = Path(path).suffix.lower().lstrip(".").replace("ndjson", "jsonl")
    if ending not in allowed:
        raise click.UsageError(f"{path}: the ending says no format; use one of .{', .'.join(allowed)}.")
    return ending


def write_table(frame: pl.DataFrame, path: str | Path | None, wanted: str | None = None) -> None:
    """Write one table to a file (whole or not at all) or, for ``None`` and ``-``, to standard output."""
    write_bytes(table_bytes(frame, format_of(path, wanted)), path)


def write_bytes(data: bytes, path: str | Path | None) -> None:
    """Write bytes to a file, or to standard output for ``None`` and ``-``."""
    if path is None or str(path) == STDOUT:
        sys.stdout.flush()
        stream: Any = getattr(sys.stdout, "buffer", None)
        if stream is None:
            sys.stdout.write(data.decode("utf-8"))
        else:
            stream.write(data)
            stream.flush()
        return
    atomic_write(path, data)


def table_bytes(frame: pl.DataFrame, fmt: str) -> bytes:
    """Serialise a table; lists and structs become JSON in CSV, where cells are guarded against formulas."""
    buffer = io.BytesIO()
    if fmt == "parquet":
        frame.write_parquet(buffer)
    elif fmt == "jsonl":
        frame.write_ndjson(buffer)
    elif fmt == "json":
        frame.write_json(buffer)
    else:
        _flat(frame).write_csv(buffer)
    return buffer.getvalue()


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    import json

    import polars as pl

    nested = [name for name, kind in frame.schema.items() if kind.is_nested()]
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]

    def as_json(value: Any) -> str:
        plain = value.to_list() if isinstance(value, pl.Series) else value
        return json.dumps(plain, ensure_ascii=False, default=str)

    return frame.with_columns(
        *(pl.col(name).map_elements(as_json, return_dtype=pl.String) for name in nested),
        *(
            pl.when(pl.col(name).str.contains(r"^[=+\-@\t\r']"))
            .then("'" + pl.col(name))
            .otherwise(pl.col(name))
            .alias(name)
            for name in texts
        ),
    )


def say(message: str, *, quiet: bool = False) -> None:
    """Print a sentence to standard error, unless the user asked for silence.

    Names out of a source stand in it: control characters are replaced, so that they cannot drive the terminal.
    """
    if not quiet:
        # Nobody may be listening any more; what was asked for is made all the same.
        with suppress(OSError):
            click.echo(_CONTROL.sub("\ufffd", message), err=True)


def counted(number: int, thing: str) -> str:
    """``1 comment``, ``2 comments``, ``1,200 comments``."""
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def on_terminal() -> bool:
    """Whether standard output is a terminal, where a person reads rather than a program."""
    return sys.stdout.isatty()
