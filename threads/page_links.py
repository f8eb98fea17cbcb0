"""What only the pages of a discussion together tell: who is quoted across a page's end, and that no page opens anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from .quotes import find_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The quoted words stand in the earlier comment: as sure as on one page.
QUOTED: Final = 0.95


def without_openers(tables: Sequence[pl.DataFrame]) -> list[pl.DataFrame]:
    """Leave open what the first comment of a later page answers, where a list shows no tree.

    On its own page it looked like the opener of the discussion; lists with more than one root a page have a tree.
    """
    roots = [(table["link_basis"] == "root").sum() for table in tables]
    flat = max(roots, default=0) <= 1 and any("undecided" in table["link_basis"] for table in tables)
    if not flat:
        return list(tables)
    opener = pl.col("link_basis") == "root"
    undecided = (
        pl.when(opener).then(pl.lit("undecided")).otherwise(pl.col("link_basis")).alias("link_basis"),
        pl.when(opener).then(pl.lit(0.0, pl.Float32)).otherwise(pl.col("link_confidence")).alias("link_confidence"),
    )
    return [tables[0], *(table.with_columns(undecided) for table in tables[1:])]


def linked_by_quotes(comments: pl.DataFrame, paragraphs: Sequence[str]) -> pl.DataFrame:
    """Link comments of open parent to the earlier comment in which the words stand that their markup quotes.

    Only quotations that a page marked without knowing their source are looked at; their words are searched in all
    comments before, and the first that is found gives the parent.
    """
    bases, quotes = comments["link_basis"].to_list(), comments["quotes"].to_list()
    asking = [at for at, basis in enumerate(bases) if basis == "undecided" and _unattributed(quotes[at])]
    if not asking:
        return comments
    ids = comments["comment_id"].to_list()
    texts = comments["text"].to_list()
    found = find_quotes(texts, ids, paragraphs)
    parents: list[str | None] = [None] * comments.height
    for at in asking:
        quotes[at] = [_attributed(one, found[at]) for one in quotes[at]]
        said = [one for one in quotes[at] if one["kind"] == "comment"]
        nearest = min(said, key=lambda one: _marks(texts[at], one["start"]), default=None)
        parents[at] = nearest["source_id"] if nearest is not None else None
    parent = pl.Series(parents, dtype=pl.String)
    linked = pl.lit(parent.is_not_null())
    return comments.with_columns(
        pl.Series("quotes", quotes, dtype=comments.schema["quotes"]),
        parent_id=pl.lit(parent).fill_null(pl.col("parent_id")),
        link_basis=pl.when(linked).then(pl.lit("quote")).otherwise(pl.col("link_basis")),
        link_confidence=pl.when(linked).then(pl.lit(QUOTED, pl.Float32)).otherwise(pl.col("link_confidence")),
    )


def _marks(text: str, start: int) -> int:
    """Count the signs before a quoted line: what is quoted inside of a quotation has more, and was said before it."""
    line = text[text.rfind("\n", 0, start) + 1 : start + 1]
    return line.count(">") if line.lstrip().startswith(">") else 0


def _unattributed(quotes: Sequence[dict[str, Any]]) -> bool:
    return any(one["source_id"] is None and one["kind"] == "unattributed" for one in quotes)


def _attributed(quote: dict[str, Any], found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Give a marked quotation the source of what was found within it."""
    if quote["source_id"] is not None:
        return quote
    inside = (
        one for one in found if one["kind"] == "comment" and one["start"] < quote["end"] and quote["start"] < one["end"]
    )
    source = next(inside, None)
    if source is None:
        return quote
    return {**quote, "kind": "comment", "source_id": source["source_id"]}
