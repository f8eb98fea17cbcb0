"""The account of a reading (article, notes, source, ledger) as JSON and back: what a saved table carries along."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from .forest import Forest
from .model import Article, Capture, Discussion, Note, Source
from .schema import LEDGER_SCHEMA, SCHEMA_VERSION, check_comments, empty_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def account_of(discussions: Sequence[Discussion]) -> dict[str, Any]:
    """Describe each discussion but for its comments; the dictionary is plain JSON."""
    return {"schema_version": SCHEMA_VERSION, "discussions": [describe(one) for one in discussions]}


def describe(discussion: Discussion) -> dict[str, Any]:
    """Describe one discussion but for its comments."""
    return {
        "discussion_id": discussion.discussion_id if discussion.comments.height else None,
        "article": _plain(asdict(discussion.article)),
        "notes": [_plain(asdict(note)) for note in discussion.notes],
        "source": _plain(asdict(discussion.source)),
        "ledger": discussion.ledger.to_dict(as_series=False),
    }


def rebuild(comments: pl.DataFrame, described: Mapping[str, Any]) -> Discussion:
    """Put comments and their description together again; ``ValueError`` says how the table breaks the contract.

    Parents that somebody changed in the table may dangle or run in circles: they are repaired and noted.
    """
    check_comments(comments)
    mended, repairs = _mended(comments)
    return Discussion(
        article=_article(described.get("article") or {}),
        comments=mended,
        notes=(*(Note(**note) for note in described.get("notes") or ()), *repairs),
        source=_source(described["source"]),
        ledger=pl.DataFrame(described["ledger"], schema=LEDGER_SCHEMA) if described.get("ledger") else empty_ledger(),
    )


def _mended(comments: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Note, ...]]:
    """Make parents and depths fit each other; what was not touched comes back as it is, without a note."""
    forest, notes = Forest.from_ids(comments["comment_id"], comments["parent_id"])
    fitting = bool((forest.depth == comments["depth"].to_numpy()).all())
    if not notes and fitting:
        return comments, ()
    lost = pl.Series(forest.parent < 0) & comments["parent_id"].is_not_null()
    absent = comments["comment_id"].is_in([note.comment_id for note in notes if note.code == "dangling-parent"])
    mended = comments.with_columns(
        stated_parent=pl.when(lost).then(pl.coalesce("stated_parent", "parent_id")).otherwise("stated_parent"),
        parent_id=pl.when(~lost).then("parent_id"),
        link_basis=pl.when(lost & absent)
        .then(pl.lit("missing"))
        .when(lost)
        .then(pl.lit("undecided"))
        .otherwise("link_basis"),
        link_confidence=pl.when(lost & ~absent).then(pl.lit(0.0, pl.Float32)).otherwise("link_confidence"),
        depth=pl.Series(forest.depth, dtype=pl.UInt32),
    )
    return mended, notes or (Note("depths", "Depths that did not fit the parents were counted anew."),)


def undescribed(name: str, sha256: str, size: int, comments: int) -> dict[str, Any]:
    """Describe a table whose account is not there: the article is unknown, and a note says why."""
    note = Note(
        "no-account",
        f"{name} came without its account (FILE.meta.json, or what a Parquet file holds of it): article and notes are"
        " unknown.",
    )
    source = Source(name, sha256, size, "saved", "1", "utf-8", Capture(read=comments))
    return {"article": {}, "notes": [asdict(note)], "source": asdict(source), "ledger": None}


def _article(plain: Mapping[str, Any]) -> Article:
    article = Article(**plain)
    return replace(article, published=_time(article.published), paragraphs=tuple(article.paragraphs))


def _source(plain: Mapping[str, Any]) -> Source:
    capture = Capture(**(plain.get("capture") or {}))
    capture = replace(capture, saved=_time(capture.saved))
    return Source(**{**plain, "capture": capture})


def _time(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value
