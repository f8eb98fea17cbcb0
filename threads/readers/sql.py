"""The rows that the dump of a database writes: ``INSERT`` of any dialect, and the data of PostgreSQL's ``COPY``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from .sql_signs import HEAD

if TYPE_CHECKING:
    from collections.abc import Collection

_STATEMENT: Final = re.compile(
    r"^[ \t]*(?:(?P<create>CREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?)|(?P<copy>COPY\s+)|"
    r"(?:INSERT|REPLACE)\s+(?:LOW_PRIORITY\s+|DELAYED\s+|IGNORE\s+|OR\s+\w+\s+)?(?:INTO\s+)?)(?P<name>[^\s(;]{1,200})",
    re.IGNORECASE | re.MULTILINE,
)
_COLUMNS: Final = re.compile(
    r"\s*+(?:\(([^()]{1,20000})\)\s*+)?(?:OVERRIDING\s+\w+\s+VALUE\s+)?VALUES?\s*+", re.IGNORECASE
)
_COPIED: Final = re.compile(r"\s*+\(([^()]{1,20000})\)\s+FROM\s+stdin[^\n]*\n", re.IGNORECASE)
_ROW: Final = re.compile(r"\s*+,?\s*+\(")
#: One value and what ends it, and what stands inside of a call; strings as they are quoted in each dialect.
_VALUE: Final = (
    r"\s*+(?:(?:(?:_\w+|[nNeExX])\s?+)?(?P<text>'{inside}'|\"[^\"]*+(?:\"\"[^\"]*+)*+\")|(?P<bare>[^\s,()'\"]++))"
    r"(?:::[\w ]++)?\s*+(?P<end>[,)])"
)
_PART: Final = r"\s*+(?:[nNeExX]\s?+(?='))?(?P<text>'{inside}')?[^,()']*+(?:\([\w ,]{{0,20}}\)\s*+)?(?P<end>[,)])"
_ESCAPES: Final = r"[^'\\]*+(?:(?:\\.|'')[^'\\]*+)*+"
_DOUBLES: Final = r"[^']*+(?:''[^']*+)*+"
_CALL: Final = re.compile(r"\s*+(\w+)\s*+\(")
_REST: Final = re.compile(r"[^,()']*+([,)])")
_MYSQL: Final = re.compile(r"`|MySQL|MariaDB|phpMyAdmin", re.IGNORECASE)
_BACKSLASH: Final = re.compile(r"\\(.)", re.DOTALL)
_MEANT: Final = {"n": "\n", "r": "\r", "t": "\t", "0": "", "b": "", "Z": ""}
#: What opens the part of a ``CREATE TABLE`` that names no column.
_NO_COLUMN: Final = re.compile(
    r"(?:PRIMARY|KEY|UNIQUE|CONSTRAINT|INDEX|FULLTEXT|SPATIAL|FOREIGN|CHECK|EXCLUDE|LIKE)\b", re.IGNORECASE
)
_MAKING: Final = re.compile(r"'[^']*+'|[(),;']|[^(),;']++")
_WORDS: Final[dict[str, Any]] = {"null": None, "true": True, "false": False, "default": None}
#: A table is made in fewer characters.
_LONGEST_MAKING: Final = 100_000


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a dump writes its values, and whether a backslash is a sign of its own there."""

    value: re.Pattern[str]
    part: re.Pattern[str]
    backslash: bool


MYSQL: Final = Dialect(
    re.compile(_VALUE.format(inside=_ESCAPES), re.DOTALL), re.compile(_PART.format(inside=_ESCAPES), re.DOTALL), True
)
STANDARD: Final = Dialect(re.compile(_VALUE.format(inside=_DOUBLES)), re.compile(_PART.format(inside=_DOUBLES)), False)


@dataclass(slots=True)
class Dump:
    """The rows of each table, in the order of the dump, and how many rows break off."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    torn: int = 0


def read_dump(text: str) -> Dump:
    """Return the rows of a dump."""
    dump, made = Dump(), dict[str, list[str]]()
    dialect = MYSQL if _MYSQL.search(text[:HEAD]) else STANDARD
    at = 0
    while (found := _STATEMENT.search(text, at)) is not None:
        at, name = found.end(), _bare(found["name"])
        if found["create"]:
            made[name], at = _made(text, at)
            continue
        opened = (_COPIED if found["copy"] else _COLUMNS).match(text, at)
        if opened is None:
            continue
        columns = _names(opened[1]) if opened[1] else made.get(name, [])
        rows = dump.tables.setdefault(name, [])
        if found["copy"]:
            at = _copied(text, opened.end(), columns, rows)
        else:
            at = _inserted(text, opened.end(), (dialect, columns), (dump, rows))
    return dump


def rows_with(dump: Dump, named: Collection[str]) -> list[dict[str, Any]]:
    """The rows of the first table that has the columns which somebody names.

    Raises
    ------
    LookupError
        No table has all of them; the message lists each with its columns.
    """
    tables = dump.tables
    for rows in tables.values():
        if rows and set(named) <= set(rows[0]):
            return rows
    raise LookupError("; ".join(f"{name}: {', '.join(rows[0])}" for name, rows in tables.items() if rows))


def _inserted(
    text: str,
    at: int,
    how: tuple[Dialect, list[str]],
    into: tuple[Dump, list[dict[str, Any]]],
) -> int:
    """Add the rows of one statement; returns where it ends."""
    (dialect, columns), (dump, rows) = how, into
    while (opened := _ROW.match(text, at)) is not None:
        cells, at = _cells(text, opened.end(), dialect)
        if cells is None:
            dump.torn += 1
            break
        named = columns if len(columns) == len(cells) else [str(one + 1) for one in range(len(cells))]
        rows.append(dict(zip(named, cells, strict=True)))
    return at


def _cells(text: str, at: int, dialect: Dialect) -> tuple[list[Any] | None, int]:
    """The values up to the bracket that closes a row, ``None`` where it breaks off, and where it ends."""
    cells: list[Any] = []
    end = ","
    while end == ",":
        found = dialect.value.match(text, at)
        if found is not None:
            cells.append(_said(found["text"], dialect) if found["bare"] is None else _told(found["bare"]))
            at, end = found.end(), found["end"]
            continue
        cell, at = _called(text, at, dialect)
        cells.append(cell)
        rest = _REST.match(text, at)
        if rest is None:
            return None, at
        at, end = rest.end(), rest[1]
    return cells, at


def _called(text: str, at: int, dialect: Dialect) -> tuple[Any, int]:
    """What a call is made with first, as it stands inside of others: ``CAST('2021-05-01' AS date)``; its end."""
    depth, first = 0, None
    spelt = text[at : at + 8].lower().startswith("replace(")
    while (called := _CALL.match(text, at)) is not None:
        at, depth = called.end(), depth + 1
    while depth:
        part = dialect.part.match(text, at)
        if part is None:
            inner = _CALL.match(text, at)
            if inner is None:
                return None, at
            at, depth = inner.end(), depth + 1
            continue
        if first is None and part["text"] is not None:
            first = _said(part["text"], dialect)
        at, depth = part.end(), depth - (part["end"] == ")")
    # SQLite spells the ends of lines: replace('one\ntwo', '\n', char(10)).
    return (_unescaped(first) if spelt and first is not None else first), at


def _said(quoted: str, dialect: Dialect) -> str:
    """The words of a string as the dump quotes them."""
    sign, inside = quoted[0], quoted[1:-1]
    if sign in inside:
        inside = inside.replace(2 * sign, sign)
    if dialect.backslash and "\\" in inside:
        inside = _unescaped(inside)
    return inside


def _unescaped(text: str) -> str:
    return _BACKSLASH.sub(lambda found: _MEANT.get(found[1], found[1]), text)


def _told(bare: str) -> Any:
    """The value of a word or a number."""
    if bare.lower() in _WORDS:
        return _WORDS[bare.lower()]
    for kind in (int, float):
        try:
            return kind(bare)
        except ValueError:
            continue
    return bare


def _copied(text: str, at: int, columns: list[str], rows: list[dict[str, Any]]) -> int:
    """Add the rows of PostgreSQL's own form, a line each; returns where they end."""
    end = text.find("\n\\.", at - 1)
    for line in text[at : end if end >= 0 else len(text)].split("\n"):
        cells = [None if cell == r"\N" else _unescaped(cell) for cell in line.split("\t")]
        if len(cells) == len(columns):
            rows.append(dict(zip(columns, cells, strict=True)))
    return end + 3 if end >= 0 else len(text)


def _made(text: str, at: int) -> tuple[list[str], int]:
    """The columns that a table is made with, and where its making ends."""
    parts, depth = [""], 0
    for found in _MAKING.finditer(text, at, at + _LONGEST_MAKING):
        at, sign = found.end(), found[0]
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign in (")", ";"):
            break
        if sign == "," and depth == 1:
            parts.append("")
        elif depth and not (sign == "(" and depth == 1):
            parts[-1] += sign
    named = (part.strip() for part in parts)
    return [_bare(part.split()[0]) for part in named if part and not _NO_COLUMN.match(part)], at


def _names(listed: str) -> list[str]:
    return [_bare(name.strip()) for name in listed.split(",")]


def _bare(name: str) -> str:
    """A name without the schema before it and the signs around it."""
    return name.replace("].[", ".").rpartition(".")[2].strip('`"[]')
