"""How the links of a discussion are known: by marks in the source, from words alone, or by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

#: What a link rests on, and the bases that say so, in the order in which they are told.
KNOWN_BY: Final[dict[str, tuple[str, ...]]] = {
    "marks": ("explicit", "nesting", "mention"),
    "words": ("inferred", "quote"),
    "hand": ("human",),
}
_ENGLISH: Final = {
    "marks": ("as the source states", "as the source states"),
    "words": ("going by its words alone", "going by their words alone"),
    "hand": ("as set by hand", "as set by hand"),
}


def replies_known_by(comments: pl.DataFrame) -> dict[str, int]:
    """Count the comments that stand under a parent by what says so; what says nothing here is left out."""
    basis = comments.filter(comments["parent_id"].is_not_null())["link_basis"]
    counts = {way: int(basis.is_in(bases).sum()) for way, bases in KNOWN_BY.items()}
    return {way: count for way, count in counts.items() if count}


def aside(comments: pl.DataFrame) -> str:
    """Say on a terminal, after a count of replies, what they rest on; nothing where all are marked in the source."""
    counts = replies_known_by(comments)
    told = [(count, _ENGLISH[way][count != 1]) for way, count in counts.items()]
    if not counts or list(counts) == ["marks"]:
        return ""
    if len(told) == 1:
        return f", {told[0][1]}"
    return f" ({', '.join(f'{count:,} {words}' for count, words in told)})"
