"""Two readings of one discussion laid side by side: one row a comment, and what of it was read right."""

from __future__ import annotations

import re
from typing import Final

import polars as pl

from .align import align

#: One row a comment of either reading; ids are null on the side that lacks it.
PAIR_SCHEMA: Final[dict[str, pl.DataType]] = {
    "gold_id": pl.String(),
    "predicted_id": pl.String(),
    "similarity": pl.Float64(),
    "author_right": pl.Boolean(),
    "author_basis": pl.String(),
    "gold_link": pl.String(),
    "predicted_link": pl.String(),
    "link_right": pl.Boolean(),
    "path_right": pl.Boolean(),
    "link_basis": pl.String(),
    "confidence": pl.Float64(),
}


def pair_comments(gold: pl.DataFrame, predicted: pl.DataFrame) -> pl.DataFrame:
    """Lay two comment tables side by side; see :data:`PAIR_SCHEMA`."""
    aligned = align(gold["text"].to_list(), predicted["text"].to_list())
    left, right = gold.to_dicts(), predicted.to_dicts()
    partner = {left[a]["comment_id"]: right[b]["comment_id"] for a, b, _ in aligned}
    rows = [_pair(left[a], right[b], alike, partner) for a, b, alike in aligned]
    rows += [{"gold_id": left[a]["comment_id"], "gold_link": _link(left[a])} for a in _others(len(left), aligned, 0)]
    rows += [{"predicted_id": right[b]["comment_id"]} for b in _others(len(right), aligned, 1)]
    return _with_paths(pl.DataFrame(rows, schema=PAIR_SCHEMA), gold)


def _others(n: int, aligned: list[tuple[int, int, float]], side: int) -> list[int]:
    taken = {pair[side] for pair in aligned}
    return [at for at in range(n) if at not in taken]


def _pair(gold: dict[str, object], read: dict[str, object], alike: float, partner: dict[str, str]) -> dict[str, object]:
    truth = {partner.get(str(parent)) for parent in (gold["parent_id"], *_list(gold["other_parents"])) if parent}
    known, said = _link(gold), _link(read)
    right = None if known == "unknown" else said == known and (known == "root" or read["parent_id"] in truth - {None})
    return {
        "gold_id": gold["comment_id"],
        "predicted_id": read["comment_id"],
        "similarity": alike,
        "author_right": None if not gold["author"] else _same_author(gold, read),
        "author_basis": read["author_basis"],
        "gold_link": known,
        "predicted_link": "undecided" if said == "unknown" else said,
        "link_right": right,
        "link_basis": read["link_basis"],
        "confidence": read["link_confidence"],
    }


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _link(comment: dict[str, object]) -> str:
    if comment["parent_id"] is not None:
        return "reply"
    return "unknown" if comment["link_basis"] in {"missing", "undecided"} else "root"


def _same_author(gold: dict[str, object], read: dict[str, object]) -> bool:
    names = {_fold(read[name]) for name in ("author", "author_alias") if read[name]}
    return bool(names & {_fold(gold[name]) for name in ("author", "author_alias") if gold[name]})


def _fold(name: object) -> str:
    # Spaces, dots and underscores come and go between a page and its copy.
    text = str(name).casefold()
    return re.sub(r"[\W_]+", "", text) or text


def _with_paths(pairs: pl.DataFrame, gold: pl.DataFrame) -> pl.DataFrame:
    """A path is right when the link is and the parent's path is; it ends at a root or where the truth ends.

    Parents first, by their depth in the truth; what was lost, or goes through it, is wrong.
    """
    found = pairs.filter(pl.col("gold_id").is_not_null() & pl.col("predicted_id").is_not_null())
    right = dict(found.select("gold_id", "link_right").iter_rows())
    path: dict[str | None, bool] = {None: True}
    for comment, parent in gold.sort("depth").select("comment_id", "parent_id").iter_rows():
        path[comment] = right.get(comment, False) is not False and path.get(parent, False)
    told = [
        path[one] if one is not None and ok is not None else None
        for one, ok in zip(pairs["gold_id"], pairs["link_right"], strict=True)
    ]
    return pairs.with_columns(pl.Series("path_right", told, dtype=pl.Boolean))
