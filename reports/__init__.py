"""Figures, the page and the commands. Start with :func:`analyse` and :func:`build`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .analysing import analyse
    from .building import build
    from .figures import draw
    from .options_report import ReportOptions
    from .view import Analysis

_HOME: Final = {
    "Analysis": "view", "ReportOptions": "options_report", "analyse": "analysing", "build": "building",
    "draw": "figures",
}  # fmt: skip

__all__ = ["Analysis", "ReportOptions", "analyse", "build", "draw"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
