"""Tables of what comments are about, whose cells hold lists of them, as JSON or as Python writes lists."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..payload import Payload
from ..platform import Recognition
from .json_guess import GuessedJson, best
from .table import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..draft import Reading
    from ..platform import ReadOptions

#: So many rows tell whether their cells hold lists.
_SAMPLE: Final = 50
#: Surer than the table alone, which would leave the lists out.
_SURE: Final = 0.95
#: So many signs are looked at for a list.
_HEAD: Final = 1_000_000
_BEGIN: Final = ("[{", "[\n", "[ {")
_NO_LIST: Final = (ValueError, SyntaxError, RecursionError, MemoryError)


@dataclass(frozen=True)
class ListedInCells:
    """A table with one post a row, and its comments in a cell."""

    name: str = "table-cells"
    title: str = "Table of posts, comments in a cell"
    carrier: str = "table"
    keeps: tuple[str, ...] = GuessedJson().keeps
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "A table whose cells hold lists of comments, as JSON or as Python writes them: a row is a discussion where it"
        " has a heading. Keys are guessed, which is noted."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim a table whose cells hold lists of records that look like comments."""
        if payload.is_json or (not payload.is_parquet and "[" not in payload.text[:_HEAD]):
            return None
        opened = _opened(payload, _SAMPLE)
        found = best(opened) if opened is not None else None
        return None if found is None else Recognition(_SURE, f"cells with lists of records with {found.sentence()}")

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:
        """Yield each discussion of the table."""
        opened = _opened(payload, None)
        return GuessedJson().read(opened, options) if opened is not None else ()


def _opened(payload: Payload, limit: int | None) -> Payload | None:
    """The rows as JSON, lists in cells as lists; ``None`` where no cell holds one."""
    rows = rows_of(payload, limit)
    names = [name for name in (rows[0] if rows else {}) if _holds_lists(rows[:_SAMPLE], name)]
    if not names:
        return None
    opened = [{**row, **{name: _listed(row.get(name)) or row.get(name) for name in names}} for row in rows]
    return Payload(payload.name, json.dumps(opened, default=str).encode("utf-8", "surrogatepass"))


def _holds_lists(rows: Sequence[dict[str, Any]], name: str) -> bool:
    """Whether most cells of a column that begin with a list hold one of records."""
    cells = [row.get(name) for row in rows]
    begun = [cell for cell in cells if isinstance(cell, list) or (isinstance(cell, str) and cell.startswith(_BEGIN))]
    return bool(begun) and 2 * sum(_listed(cell) is not None for cell in begun) > len(begun)


def _listed(cell: object) -> list[dict[str, Any]] | None:
    """The records that a cell lists."""
    value: Any = cell if isinstance(cell, list) else None
    if isinstance(cell, str) and cell.startswith(_BEGIN):
        for way in (json.loads, ast.literal_eval):
            try:
                value = way(cell)
                break
            except _NO_LIST:
                continue
    return value if isinstance(value, list) and all(isinstance(one, dict) for one in value) else None


PLATFORMS: Final = (ListedInCells(),)
