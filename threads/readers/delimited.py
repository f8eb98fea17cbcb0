"""Delimited text as rows under names of columns: whatever parts them, however quotes are written inside of quotes."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from ..payload import DELIMITERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

#: So many characters tell what parts the columns, and so few rows may be lines of prose.
_HEAD: Final = 200_000
_FEWEST_ROWS: Final = 5
_SAMPLE_ROWS: Final = 50
#: So many rows of a table are as wide as its first; others were torn by hand or by a program.
_EVEN: Final = 0.9
#: So many will do under names of columns as programs write them, which open no prose.
_TORN: Final = 0.5
#: So many cells at the end of a row may be missing.
_MISSING: Final = 2
#: Names of columns are shorter than this.
_LONGEST_NAME: Final = 80
#: What Excel writes above the names of columns, and blank lines there.
_TOLD: Final = re.compile(r"\n*(?:\"?sep=([^\n])\"?[ \t]*\n+)?", re.IGNORECASE)
#: Where the cells of a row lie that no column has a name for.
SURPLUS: Final = "(surplus)"
#: Parts the rows of a table of one column: no text holds it.
_NOTHING_PARTS: Final = "\x1f"
#: How the lines of a chat's log begin.
_CLOCK: Final = re.compile(r"[\[(]?(?:\d[\d./-]*[ T])?\d{1,2}:\d\d")


@dataclass(frozen=True, slots=True)
class Dialect:
    """What parts the columns, and whether quotes inside of quotes have a backslash before them or are doubled."""

    delimiter: str
    backslash: bool = False

    def rows(self, text: str) -> Iterator[list[str]]:
        """Every row that is not blank; raises ``csv.Error``."""
        lines = io.StringIO(text, newline="")
        csv.field_size_limit(max(csv.field_size_limit(), 10_000_000))
        escape = "\\" if self.backslash else None
        reader = csv.reader(lines, delimiter=self.delimiter, doublequote=not self.backslash, escapechar=escape)
        return (row for row in reader if row)


def csv_rows(text: str, limit: int | None = None, named: Collection[str] = ()) -> Iterator[dict[str, Any]]:
    """Yield the rows of delimited text under its first line; nothing where the text is no such table.

    Where columns are ``named``, a first line that has them makes a table of rows of which half are as wide. Numbers
    that it has not count the columns of a table without names, from one.
    """
    head = _TOLD.match(text)
    body = text[head.end() :] if head else text
    dialect = _with_names(body, named) or _dialect(body) or _numbered(body, named)
    if dialect is None:
        return
    rows = dialect.rows(body)
    first = next(rows)
    header = [name.strip() for name in first]
    if _are_numbers(named) and not set(named) <= set(header):
        widest = max(map(len, _some_rows(_head(body), dialect)))
        rows, header = chain((first,), rows), [str(at + 1) for at in range(widest)]
    for row in islice(rows, limit):
        record: dict[str, Any] = dict(zip(header, row, strict=False))
        if len(row) > len(header):
            record[SURPLUS] = row[len(header) :]
        yield record


def uneven(rows: Sequence[dict[str, Any]]) -> int:
    """How many rows have more or fewer cells than there are columns."""
    widest = max((len(row) - (SURPLUS in row) for row in rows), default=0)
    return sum(SURPLUS in row or len(row) < widest for row in rows)


def is_table(text: str) -> bool:
    """Whether a text is rows of one width, whatever they hold: never a text dump."""
    return any(
        (_is_small_table(rows) if len(rows) < _FEWEST_ROWS else len(rows[0]) > 2 or _is_header(rows[0]))
        and not _is_prose(rows)
        and not (dialect.delimiter == "\t" and _is_log(rows))
        for dialect, rows in _parted(text)
    )


def _is_small_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a few rows are a table: as lines of prose might be of one width, its columns need names."""
    return _are_names(rows[0]) and all(len(row) == len(rows[0]) for row in rows)


def lone_column(text: str) -> str | None:
    """The name over a text that is a table of one column: where cells hold what parts columns, they stand in quotes."""
    head = text[:_HEAD].lstrip("\ufeff")
    first = head.partition("\n")[0].strip().strip('"')
    if not first.isidentifier() or '"' not in head:
        return None
    rows = _some_rows(head, Dialect(","))
    quoted = sum("," in row[0] for row in rows[1:])
    return first if len(rows) > _FEWEST_ROWS and quoted and all(len(row) == 1 for row in rows) else None


def _dialect(text: str) -> Dialect | None:
    """How a table is written, judged by its first rows; ``None`` where the text is no table."""
    headed = [(len(rows[0]), dialect) for dialect, rows in _parted(text) if _is_header(rows[0])]
    return max(headed, key=lambda one: one[0])[1] if headed else None


def _with_names(text: str, named: Collection[str]) -> Dialect | None:
    """How a table is written whose first line has some names; ``None`` where none has them, or rows of one width do."""
    if not named or _dialect(text) is not None:
        return None
    for delimiter in (*DELIMITERS, _NOTHING_PARTS):
        for dialect in (Dialect(delimiter), Dialect(delimiter, backslash=True)):
            rows = _some_rows(_head(text), dialect)
            if not rows or not set(named) <= {name.strip() for name in rows[0]}:
                continue
            if (len(rows[0]) > 1) != (delimiter == _NOTHING_PARTS) and _mostly_even(rows):
                return dialect
    return None


def _are_numbers(named: Collection[str]) -> bool:
    return bool(named) and all(re.fullmatch("[1-9][0-9]?", name) for name in named)


def _numbered(text: str, named: Collection[str]) -> Dialect | None:
    """How rows of one width are written, whose columns are counted because nothing names them."""
    if not _are_numbers(named):
        return None
    even = next((dialect for dialect, _ in _parted(text)), None)
    return even if even is not None else _wide_enough(text, max(map(int, named)))


def _wide_enough(text: str, last: int) -> Dialect | None:
    """What parts rows whose last cells may be missing: into the most cells, and nowhere into many more or fewer."""
    found = [(Dialect(delimiter), _some_rows(_head(text), Dialect(delimiter))) for delimiter in DELIMITERS]
    widths = [(sorted(map(len, rows)), dialect) for dialect, rows in found if rows]
    fitting = [
        (sum(wide), dialect) for wide, dialect in widths
        if wide[0] > 1 and wide[-1] >= last and wide[-1] - wide[0] <= _MISSING
    ]  # fmt: skip
    return max(fitting, key=lambda one: one[0])[1] if fitting else None


def _mostly_even(rows: Sequence[Sequence[str]]) -> bool:
    return 2 * sum(len(row) == len(rows[0]) for row in rows) >= len(rows)


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows go on after a blank, as sentences do after a comma."""
    return 2 * sum(any(cell.startswith(" ") for cell in row[1:]) for row in rows) > len(rows)


def _is_log(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows, the first too, open with a clock and end in words: what a chat logs, under no names of columns."""
    spoken = sum(" " in row[-1].strip() for row in rows)
    return 2 * spoken > len(rows) and all(_CLOCK.match(row[0]) for row in rows)


def _parted(text: str) -> Iterator[tuple[Dialect, list[list[str]]]]:
    """Yield each way in which the first lines are rows of one width, and the rows."""
    head = _head(text)
    first = head.split("\n", 1)[0]
    ways = (False, True) if '\\"' in head else (False,)
    for delimiter in DELIMITERS:
        for backslash in ways if delimiter in first else ():
            dialect = Dialect(delimiter, backslash)
            rows = _some_rows(head, dialect)
            width = len(rows[0]) if rows else 0
            even = sum(len(row) == width for row in rows)
            if width >= 2 and even >= (_TORN if _are_names(rows[0]) else _EVEN) * len(rows):
                yield dialect, rows
                break


def _head(text: str) -> str:
    """The first lines of a text, to the end of the one that runs past the bound: one comment may be longer than it."""
    end = text.find("\n", _HEAD)
    return text if end < 0 else text[:end]


def _some_rows(head: str, dialect: Dialect) -> list[list[str]]:
    try:
        rows = list(islice(dialect.rows(head), 1 + _SAMPLE_ROWS))
    except csv.Error:
        return []
    # The last of a cut sample may be torn.
    return rows[:-1] if len(head) >= _HEAD and len(rows) > 2 else rows


def _are_names(cells: Sequence[str]) -> bool:
    """Whether all cells are names as programs write them: one word, begun with a letter or an underline."""
    return all(cell.strip().isidentifier() for cell in cells)


def _is_header(names: Sequence[str]) -> bool:
    return all(
        len(name) < _LONGEST_NAME and not re.fullmatch(r"[\d.,\s]*", name) for name in names if name.strip()
    ) and any(names)
