"""Read a comment section, rebuild who replied to whom, measure the tree. Start with :func:`read`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from . import metrics, models
    from .degradation import degrade
    from .errors import (
        BrokenSource,
        CommentariatError,
        NoCommentsFound,
        ReadError,
        SeveralDiscussions,
        UnknownFormat,
        WriteError,
    )
    from .evaluation import evaluate
    from .forest import Forest
    from .metrics import measure
    from .model import Article, Capture, Discussion, Note, Source
    from .reading import read, read_many, read_text
    from .rebuild.linking.inferring import infer_links
    from .scanning import scan
    from .schema import COMMENT_SCHEMA
    from .store import load, save

#: Where each public name lives; imported when it is asked for, so that importing the package costs nothing.
_HOME: Final = {
    "Article": "model", "BrokenSource": "errors", "COMMENT_SCHEMA": "schema", "Capture": "model",
    "CommentariatError": "errors", "Discussion": "model", "Forest": "forest", "NoCommentsFound": "errors",
    "Note": "model", "ReadError": "errors", "SeveralDiscussions": "errors", "Source": "model",
    "UnknownFormat": "errors", "WriteError": "errors", "degrade": "degradation", "evaluate": "evaluation",
    "infer_links": "rebuild.linking.inferring", "load": "store", "measure": "metrics", "read": "reading",
    "read_many": "reading", "read_text": "reading", "save": "store",
    "scan": "scanning",
}  # fmt: skip
_MODULES: Final = ("metrics", "models")

__all__ = [
    "COMMENT_SCHEMA", "Article", "BrokenSource", "Capture", "CommentariatError", "Discussion", "Forest",
    "NoCommentsFound", "Note", "ReadError", "SeveralDiscussions", "Source", "UnknownFormat", "WriteError",
    "degrade", "evaluate", "infer_links", "load", "measure", "metrics", "models", "read", "read_many", "read_text",
    "save", "scan",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f".{name}", __name__)
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
