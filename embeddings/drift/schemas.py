"""The columns of every drift table. They are promised: columns may be added, none renamed or removed.

Shared conventions
------------------
``status`` is ``ok``, ``described`` (a value without a test or an interval), or ``not estimable: <why>``.
``low`` and ``high`` bound a 95 % interval and are null where nothing could be resampled; ``resampled`` in the
manifest says what was. ``p`` is ``(b + 1) / (B + 1)``; ``p_family`` is corrected over its table by max-T.
Distances are cosine distances (0 same direction, 1 unrelated, 2 opposite) around the fixed background vector.
"""

from __future__ import annotations

from math import isfinite
from typing import Final

import polars as pl

_TEXT, _REAL, _COUNT, _FLAG = pl.String(), pl.Float64(), pl.UInt32(), pl.Boolean()
_TIME: Final = pl.Datetime("us", "UTC")

#: Theme mix of a stretch of comments: shares sum to 1.
MIX: Final = pl.List(pl.Struct({"theme_id": pl.String, "theme": pl.String, "share": pl.Float64}))

#: One row a comment. ``article_percentile``: share of comments on *other* articles that lie further from this one.
DISTANCES: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "comment_id": _TEXT, "position": _COUNT, "created": _TIME, "depth": _COUNT,
    "thread_id": _TEXT, "author_id": _TEXT, "words": _COUNT, "quoted_share": _REAL, "link_basis": _TEXT,
    "tested_link": _FLAG, "to_article": _REAL, "article_rank": _COUNT, "article_percentile": _REAL,
    "to_root": _REAL, "to_parent": _REAL, "to_sibling": _REAL,
}  # fmt: skip

#: One row per (measure, depth). ``length_matched``: mean as if all depths had the same comment lengths;
#: ``within_thread``: mean change against the comment's own root, which survivorship by depth cannot move.
BY_DEPTH: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "measure": _TEXT, "depth": _COUNT, "comments": _COUNT, "threads": _COUNT,
    "mean": _REAL, "low": _REAL, "high": _REAL, "null_low": _REAL, "null_high": _REAL,
    "length_matched": _REAL, "within_thread": _REAL, "status": _TEXT,
}  # fmt: skip

#: One row per (measure, order, bin). ``order``: ``sequence`` (source order), ``clock`` or ``siblings``.
BY_ORDER: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "measure": _TEXT, "order": _TEXT, "bin": _COUNT, "from_position": _COUNT,
    "to_position": _COUNT, "from_time": _TIME, "to_time": _TIME, "comments": _COUNT, "threads": _COUNT,
    "mean": _REAL, "low": _REAL, "high": _REAL, "status": _TEXT,
}  # fmt: skip

#: One row per (order, bin, theme). ``share`` of the bin's comments; null theme: no theme.
SHARES: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "order": _TEXT, "bin": _COUNT, "from_position": _COUNT, "to_position": _COUNT,
    "from_time": _TIME, "to_time": _TIME, "theme_id": _TEXT, "theme": _TEXT, "comments": _COUNT,
    "threads": _COUNT, "share": _REAL, "low": _REAL, "high": _REAL, "status": _TEXT,
}  # fmt: skip

#: One row a change point: the comment that begins a new stretch. ``low_position``/``high_position`` bound where it
#: falls over resamples, ``stability`` is the share of resamples that find it; mixes before and after.
CHANGE_POINTS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "order": _TEXT, "position": _COUNT, "comment_id": _TEXT, "created": _TIME,
    "low_position": _COUNT, "high_position": _COUNT, "stability": _REAL, "p": _REAL, "before": MIX, "after": MIX,
    "status": _TEXT,
}  # fmt: skip

#: One row per (links, null, parent theme, reply theme). ``links``: ``tested`` (explicit, nesting, mention, human)
#: or ``all`` (the sensitivity row). ``ratio``: observed over expected.
TRANSITIONS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "links": _TEXT, "null": _TEXT, "from_theme_id": _TEXT, "from_theme": _TEXT,
    "to_theme_id": _TEXT, "to_theme": _TEXT, "observed": _REAL, "expected": _REAL, "ratio": _REAL,
    "low": _REAL, "high": _REAL, "z": _REAL, "p": _REAL, "p_family": _REAL, "status": _TEXT,
}  # fmt: skip

#: The replies behind each seen cell of ``transitions``, in source order; ``count`` is the cell's ``observed``.
TRANSITION_LINKS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "links": _TEXT, "from_theme_id": _TEXT, "from_theme": _TEXT, "to_theme_id": _TEXT,
    "to_theme": _TEXT, "count": _REAL, "comment_ids": pl.List(pl.String), "parent_ids": pl.List(pl.String),
}  # fmt: skip

#: One row a test. ``test``: what is claimed; ``null``: what was shuffled; ``effect`` in ``unit``.
#: ``distinct``: log10 of the number of distinct permutations.
TESTS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "test": _TEXT, "order": _TEXT, "links": _TEXT, "null": _TEXT, "observed": _REAL,
    "expected": _REAL, "effect": _REAL, "unit": _TEXT, "low": _REAL, "high": _REAL, "p": _REAL,
    "p_family": _REAL, "permutations": _COUNT, "distinct": _REAL, "cases": _COUNT, "threads": _COUNT,
    "status": _TEXT,
}  # fmt: skip

#: One row per (comment, window), in bits (Barron et al. 2018).
NOVELTY: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "comment_id": _TEXT, "position": _COUNT, "window": _COUNT, "novelty": _REAL,
    "transience": _REAL, "resonance": _REAL,
}  # fmt: skip

#: One row a reply path (root to leaf). ``circuitousness``: length over the shortest way through the same points.
PATHS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "thread_id": _TEXT, "leaf_id": _TEXT, "comments": _COUNT, "length": _REAL,
    "net": _REAL, "circuitousness": _REAL, "status": _TEXT,
}  # fmt: skip

#: One row a reply that parts two theme mixes. ``change``: Jensen–Shannon divergence in bits.
PIVOTS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "comment_id": _TEXT, "thread_id": _TEXT, "position": _COUNT, "author_id": _TEXT,
    "change": _REAL, "before": MIX, "after": MIX, "before_comments": _COUNT, "after_comments": _COUNT,
    "p_family": _REAL, "status": _TEXT,
}  # fmt: skip

#: One row a claim (sentence) of the article. ``basis``: ``quoted``, ``close`` (in meaning) or null (ignored).
UPTAKE: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "claim_id": _COUNT, "paragraph": _COUNT, "claim": _TEXT, "basis": _TEXT,
    "comments": _COUNT, "authors": _COUNT, "comment_ids": pl.List(pl.String), "author_ids": pl.List(pl.String),
    "quoting_ids": pl.List(pl.String), "nearest_comment_id": _TEXT, "similarity": _REAL, "threshold": _REAL,
    "status": _TEXT,
}  # fmt: skip

#: One row an author. ``stays``: share of the author's successive comments on the same theme.
AUTHORS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "author_id": _TEXT, "author": _TEXT, "comments": _COUNT, "labelled": _COUNT,
    "theme_id": _TEXT, "theme": _TEXT, "theme_share": _REAL, "steps": _COUNT, "stays": _REAL, "expected": _REAL,
    "step_distance": _REAL, "status": _TEXT,
}  # fmt: skip

#: One row per (control, what it concerns).
CONTROLS: Final[dict[str, pl.DataType]] = {
    "discussion_id": _TEXT, "control": _TEXT, "subject": _TEXT, "value": _REAL, "low": _REAL, "high": _REAL,
    "unit": _TEXT, "status": _TEXT,
}  # fmt: skip

#: One row per (measure, theme or claim, discussion), the same themes for all discussions.
COMPARISON: Final[dict[str, pl.DataType]] = {
    "measure": _TEXT, "theme_id": _TEXT, "theme": _TEXT, "discussion_id": _TEXT, "title": _TEXT, "site": _TEXT,
    "comments": _COUNT, "threads": _COUNT, "value": _REAL, "low": _REAL, "high": _REAL, "unit": _TEXT,
    "status": _TEXT,
}  # fmt: skip

#: Every table of :class:`~commentariat.embeddings.tables.Drift` by its name.
SCHEMAS: Final[dict[str, dict[str, pl.DataType]]] = {
    "distances": DISTANCES, "by_depth": BY_DEPTH, "by_order": BY_ORDER, "shares": SHARES,
    "change_points": CHANGE_POINTS, "transitions": TRANSITIONS,
    "transition_links": TRANSITION_LINKS, "tests": TESTS, "novelty": NOVELTY, "paths": PATHS,
    "pivots": PIVOTS, "uptake": UPTAKE, "authors": AUTHORS, "controls": CONTROLS, "comparison": COMPARISON,
}  # fmt: skip


def nullable(value: float) -> float | None:
    """Write what could not be estimated, NaN, as null."""
    return float(value) if isfinite(value) else None


def empty(name: str) -> pl.DataFrame:
    """Return the named table without rows."""
    return pl.DataFrame(schema=SCHEMAS[name])
