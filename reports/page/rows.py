"""The comments as columns for the page's scripts: numbers where numbers do, each name once, spans in UTF-16."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from commentariat.threads.scores import are_scores

from ..escape import plain
from ..pace import DAY, grain
from ..palette import ROLES, theme_role, theme_symbol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..say import Say
    from ..view import View

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
_SAFE_LINK: Final = re.compile(r"https?://[^\s\"'<>]+\Z", re.IGNORECASE)


def rows_payload(views: Sequence[View], say: Say, *, text: bool) -> dict[str, Any]:
    """Return what the page knows of the comments, apart from their words."""
    columns = [_columns(view) for view in views]
    return {
        "lang": say.lang,
        "ui": say.interface(),
        "roles": {name: list(pair) for name, pair in ROLES.items()},
        "hasText": text,
        "discussions": [_discussion(view) for view in views],
        "authors": [shown_name(name) for view in views for name in view.people],
        "themes": [
            {"name": name, "role": theme_role(at), "symbol": theme_symbol(at)}
            for at, name in enumerate(views[0].theme_names)
        ],
        "c": {name: _joined(columns, name) for name in columns[0]},
        "order": [int(at) + view.offset for view in views for at in view.forest.preorder.tolist()],
        "thread": [int(at) + view.offset for view in views for at in view.forest.thread.tolist()],
        "quotes": _merged(_quotes(view) for view in views) if text else {},
        "evidence": _merged(_evidence(view) for view in views),
        "alternatives": _merged(_alternatives(view) for view in views),
        "stated": _merged(_sparse(view, "stated_parent") for view in views),
        "permalinks": _merged(_permalinks(view) for view in views),
    }


def _columns(view: View) -> dict[str, list[Any] | None]:
    frame = view.comments
    created = frame["created"].dt.epoch("s") if frame["created"].null_count() < frame.height else None
    return {
        "id": frame["comment_id"].to_list(),
        "number": (frame["position"] + 1).to_list(),
        "parent": [at + view.offset if at >= 0 else -1 for at in view.forest.parent.tolist()],
        "depth": view.forest.depth.tolist(),
        "author": [at + view.author_offset if at >= 0 else -1 for at in view.person.tolist()],
        "authorBasis": frame["author_basis"].to_list(),
        "alias": _unless_empty(_alias(frame)),
        "created": None if created is None else created.to_list(),
        "createdText": _unless_empty(frame["created_text"].set(frame["created"].is_not_null(), None)),
        "score": _unless_empty(frame["score"]),
        "deleted": frame["deleted"].cast(pl.UInt8).to_list(),
        "linkBasis": frame["link_basis"].to_list(),
        "confidence": (frame["link_confidence"].fill_nan(0) * 100).round().cast(pl.Int64).to_list(),
        "themes": [held or None for held in view.row_themes],
        "length": frame["text"].str.len_chars().to_list(),
    }


def shown_name(name: str) -> str:
    """A name as it was written, on one line, without the marks that would turn the order of its letters."""
    return plain(name) or "?"


def _alias(frame: pl.DataFrame) -> pl.Series:
    """The other name of each row's author, where it is another."""
    same = pl.col("author_alias").str.to_lowercase() == pl.col("author").str.to_lowercase()
    other = frame.select(pl.when(~same.fill_null(False)).then("author_alias").alias("alias"))["alias"]
    return pl.Series("alias", [None if one is None else shown_name(one) for one in other.to_list()], dtype=pl.String)


def _unless_empty(column: pl.Series) -> list[Any] | None:
    return None if column.null_count() == column.len() else column.to_list()


def _joined(columns: Sequence[dict[str, list[Any] | None]], name: str) -> list[Any] | None:
    if all(one[name] is None for one in columns):
        return None
    out: list[Any] = []
    for one in columns:
        held = one[name]
        out += held if held is not None else [None] * len(one["id"] or ())
    return out


def _discussion(view: View) -> dict[str, Any]:
    article = view.analysis.discussion.article
    return {
        "id": view.analysis.discussion.discussion_id,
        "title": article.title,
        "site": article.site,
        "url": safe_link(article.url),
        "first": view.offset,
        "count": len(view),
        "scored": are_scores(view.analysis.discussion),
        "dayed": grain(view.comments["created"]) == DAY,
    }


def safe_link(address: str | None) -> str | None:
    """Return an address of the web, or ``None`` for anything else (a ``javascript:`` link among it)."""
    return address if address and _SAFE_LINK.match(address) else None


def _merged(parts: Any) -> dict[int, Any]:
    return {row: value for part in parts for row, value in part.items()}


def _filled(view: View, column: str) -> Any:
    """Rows whose list is not empty: a small part of a large table."""
    frame = view.comments.select(column).with_row_index("row").filter(pl.col(column).list.len() > 0)
    return frame.iter_rows()


def _quotes(view: View) -> dict[int, list[list[Any]]]:
    out = {}
    texts = view.comments["text"]
    for row, quotes in _filled(view, "quotes"):
        shift = Utf16(texts[row])
        out[row + view.offset] = [
            [
                shift(one["start"]),
                shift(one["end"]),
                one["kind"],
                _global(view, one["source_id"]),
                one["source_start"] or 0,
            ]
            for one in sorted(quotes, key=lambda one: one["start"])
        ]
    return out


class Utf16:
    """Code-point offsets of one text as a browser counts them."""

    def __init__(self, text: str) -> None:
        self._wide = [found.start() for found in _ASTRAL.finditer(text)]

    def __call__(self, at: int) -> int:
        """Convert one offset."""
        from bisect import bisect_left

        return at + bisect_left(self._wide, at)


def _global(view: View, comment_id: str | None) -> int:
    row = view.row_of.get(comment_id, -1) if comment_id is not None else -1
    return row + view.offset if row >= 0 else -1


def _evidence(view: View) -> dict[int, list[list[Any]]]:
    # What the source states is its own evidence, and the page says the basis of every link anyway.
    basis = view.comments["link_basis"]
    return {
        row + view.offset: [
            [one["kind"], _global(view, one["ref"]), one["ref"], round(100 * (one["weight"] or 0))] for one in held
        ]
        for row, held in _filled(view, "link_evidence")
        if [one["kind"] for one in held] != [basis[row]]
    }


def _alternatives(view: View) -> dict[int, list[list[int]]]:
    return {
        row + view.offset: [[_global(view, one["parent_id"]), round(100 * (one["probability"] or 0))] for one in held]
        for row, held in _filled(view, "link_alternatives")
    }


def _sparse(view: View, column: str) -> dict[int, Any]:
    # The stated parent is worth saying only where it is not the parent that was found.
    frame = view.comments.with_row_index("row").filter(pl.col(column).is_not_null() & pl.col("parent_id").is_null())
    return {row + view.offset: value for row, value in frame.select("row", column).iter_rows()}


def _permalinks(view: View) -> dict[int, str]:
    frame = view.comments.select("permalink").with_row_index("row").drop_nulls()
    return {row + view.offset: link for row, link in frame.iter_rows() if safe_link(link)}
