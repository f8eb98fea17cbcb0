"""Tables as the page holds them: plain values for downloads, cells with links for reading."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

from .static import anchor

if TYPE_CHECKING:
    import polars as pl

    from ..say import Say
    from ..view import View


def table_payload(table: pl.DataFrame, say: Say) -> dict[str, Any]:
    """Return columns, their titles in the reader's language, and rows of plain values."""
    return {
        "columns": table.columns,
        "titles": [title(one, say) for one in table.columns],
        "rows": [[plain_value(cell) for cell in row] for row in table.iter_rows()],
    }


def title(column: str, say: Say) -> str:
    """Name a column: by its message, else by its own name in words."""
    key = f"column.{column}"
    return say(key) if key in say.messages else column.replace("_", " ")


def plain_value(cell: Any) -> Any:
    """Return a cell as JSON can hold it."""
    if isinstance(cell, float):
        return None if math.isnan(cell) or math.isinf(cell) else round(cell, 4)
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    if isinstance(cell, list):
        return "; ".join(str(plain_value(one)) for one in cell)
    if isinstance(cell, dict):
        return " ".join(str(plain_value(one)) for one in cell.values())
    return cell


def static_rows(view: View, table: pl.DataFrame) -> list[list[dict[str, Any]]]:
    """Return the rows as the template shows them."""
    return [
        [_cell(view, name, plain_value(cell)) for name, cell in zip(table.columns, row, strict=True)]
        for row in table.iter_rows()
    ]


def _cell(view: View, column: str, value: Any) -> dict[str, Any]:
    if column == "row" and value is not None:
        row = int(value) - view.offset
        number = int(view.comments["position"][row]) + 1
        return {"text": f"#{number}", "href": anchor(view, row), "number": True}
    return {"text": "" if value is None else value, "href": None, "number": isinstance(value, int | float)}
