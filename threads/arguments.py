"""What a caller hands to a public function, looked at before the work: a sentence names the argument that is wrong."""

from __future__ import annotations

import errno
import operator
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

from .model import Discussion

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

Kind = TypeVar("Kind")
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
Readable = str | Path | bytes | IO[bytes] | IO[str]


def checked(value: object, kind: type[Kind], argument: str, what: str) -> Kind:
    """Return a value of the kind that is needed.

    Raises
    ------
    TypeError
        It is another; the message names the argument and says what to hand over (``what``).
    """
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{argument} must be {what}, not {called(value)}")
    return value


def optional(value: object, kind: type[Kind], argument: str, what: str) -> Kind | None:
    """Return None, or a value of the kind that is needed; errors are those of :func:`checked`."""
    return None if value is None else checked(value, kind, argument, f"{what} or None")


def a_seed(value: object, argument: str = "seed") -> int:
    """Return a whole number from 0 on, numpy's too; ``TypeError`` or ``ValueError`` for anything else."""
    try:
        number = operator.index(value)  # type: ignore[arg-type]  # what is no number gets the sentence
    except TypeError:
        raise TypeError(f"{argument} must be a whole number, not {called(value)}") from None
    if number < 0:
        raise ValueError(f"{argument} must be 0 or more, not {number}")
    return number


def called(value: object) -> str:
    """Name what somebody handed over, for a message."""
    return "None" if value is None else type(value).__name__


def a_path(value: object, argument: str = "path") -> Path:
    """Return a path; ``TypeError`` for anything else, ``FileNotFoundError`` for an empty one."""
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{argument} must be a path, not {called(value)}")
    if not os.fspath(value):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), value)
    return Path(value)


def one_discussion(value: object, argument: str = "discussion") -> Discussion:
    """Return the discussion; ``TypeError`` for anything else."""
    return checked(value, Discussion, argument, "a Discussion, as read returns it")


def many_discussions(value: object, argument: str = "discussions") -> list[Discussion]:
    """Return one discussion, or several, as a list.

    Raises
    ------
    TypeError
        There is something else in it.
    ValueError
        There is none.
    """
    found = listed_discussions(value, argument)
    if not found:
        raise ValueError(f"{argument} holds no discussion")
    return found


def listed_discussions(value: object, argument: str = "discussions") -> list[Discussion]:
    """Return one discussion, several or none, as a list; ``TypeError`` where there is something else in it."""
    what = "a Discussion, as read returns it, or several"
    if isinstance(value, Discussion):
        return [value]
    found: list[Any]
    try:
        found = list(value)  # type: ignore[call-overload]  # what cannot be listed gets the sentence
    except TypeError:
        raise TypeError(f"{argument} must be {what}, not {called(value)}") from None
    odd = [one for one in found if not isinstance(one, Discussion)]
    if odd:
        held = called(value) if isinstance(value, (str, bytes)) else f"{called(value)} of {called(odd[0])}"
        raise TypeError(f"{argument} must be {what}, not {held}")
    return found


def comment_table(value: object, *needed: str) -> pl.DataFrame:
    """Return a comment table, as ``Discussion.comments`` is one.

    Raises
    ------
    TypeError
        It is something else.
    ValueError
        It lacks one of the columns that are needed.
    """
    import polars as pl

    table = checked(value, pl.DataFrame, "comments", "a comment table, such as the .comments of a Discussion")
    missing = [name for name in needed if name not in table.columns]
    if missing:
        raise ValueError(f"the comment table has no column {missing[0]!r}")
    return table


def one_source(value: object) -> Readable:
    """Return what can be read: a path, bytes or a file object.

    Raises
    ------
    TypeError
        It is none of them, or a text in place of a path.
    FileNotFoundError
        The path is empty.
    """
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if isinstance(value, os.PathLike) and not isinstance(value, Path):
        value = os.fspath(value)
    if isinstance(value, str):
        if "\n" in value or "\0" in value:
            raise TypeError("source must be a path, bytes or a file object, not a text; read_text takes one")
        if not value:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), value)
    if not isinstance(value, (str, Path, bytes)) and not hasattr(value, "read"):
        raise TypeError(f"source must be a path, bytes or a file object, not {called(value)}")
    return value  # type: ignore[return-value]  # a file object is known by what it can do


def the_columns(value: object) -> Mapping[str, str] | None:
    """Return None, or a mapping of our names of columns to a table's own.

    Raises
    ------
    TypeError, ValueError
        It is something else, or names a part that no comment has.
    """
    if value is None:
        return None
    from .readers.guess import given

    if not isinstance(value, Mapping):
        raise TypeError(f"columns must be a mapping of our names of columns to yours, not {called(value)}")
    for part, column in value.items():
        checked(column, str, f"columns[{part!r}]", "a string, the name of a column")
    given(value)
    return value


def is_address(source: str) -> bool:
    """Whether a name is an address (``https://…``, ``file://…``) and no path."""
    return _ADDRESS.match(source) is not None


def many_sources(value: object) -> Iterable[Any]:
    """Return sources to go through: of one alone, a list of it."""
    if isinstance(value, (str, bytes, bytearray, memoryview, os.PathLike)) or hasattr(value, "read"):
        return [value]
    try:
        iter(value)  # type: ignore[call-overload]  # asked for the error
    except TypeError:
        raise TypeError(f"sources must be one source or several, not {called(value)}") from None
    return value  # type: ignore[return-value]  # what can be gone through was just asked
