"""Vectors, themes and drift."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from .cache import VectorCache
    from .encoder import Encoder
    from .encoder_models import ModelError
    from .named import NamedTheme
    from .semantic_links import relink
    from .tables import Drift, Themes
    from .theme_corrections import correct
    from .theme_edits import merge, rename
    from .theme_model import ThemeModel
    from .themes import fit, fit_unlinked, learn, theme_rows
    from .units import split_units, whole_comments

#: Where each public name lives; imported when it is asked for, because numpy-heavy modules load slowly.
_HOME: Final = {
    "Drift": "tables",
    "Encoder": "encoder",
    "ModelError": "encoder_models",
    "NamedTheme": "named",
    "ThemeModel": "theme_model",
    "Themes": "tables",
    "VectorCache": "cache",
    "correct": "theme_corrections",
    "fit": "themes",
    "fit_unlinked": "themes",
    "learn": "themes",
    "merge": "theme_edits",
    "relink": "semantic_links",
    "rename": "theme_edits",
    "split_units": "units",
    "theme_rows": "themes",
    "whole_comments": "units",
}

__all__ = [
    "Drift",
    "Encoder",
    "ModelError",
    "NamedTheme",
    "ThemeModel",
    "Themes",
    "VectorCache",
    "correct",
    "fit",
    "fit_unlinked",
    "learn",
    "merge",
    "relink",
    "rename",
    "split_units",
    "theme_rows",
    "whole_comments",
]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
