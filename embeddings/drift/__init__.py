"""Drift: how far comments move from the article and from each other, and whether that means anything."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .comparison import compare
    from .comparison_summary import summarise_comparison
    from .labels import read_labels
    from .measuring import measure
    from .schemas import SCHEMAS

_HOME: Final = {
    "SCHEMAS": "schemas", "compare": "comparison", "measure": "measuring", "read_labels": "labels",
    "summarise_comparison": "comparison_summary",
}  # fmt: skip

__all__ = ["SCHEMAS", "compare", "measure", "read_labels", "summarise_comparison"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
