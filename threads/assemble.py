"""From drafts to a discussion: ids made unique, parents resolved, damage repaired and noted, depth computed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .forest import Forest
from .model import Discussion, Note, Source
from .mojibake import mend_drafts
from .names import author_ids
from .parents import cycle_cuts
from .schema import comment_frame, empty_ledger, with_stated_evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from .draft import Draft, Reading
    from .payload import Payload
    from .platform import Platform, ReadOptions

#: Links whose parent no source names: words that are repeated, or wording and place, tell it.
TOLD_FROM_WORDS: Final = ("inferred", "quote")


def assemble(reading: Reading, payload: Payload, platform: Platform, options: ReadOptions) -> Discussion:
    """Turn a reading into a discussion; nothing here is fatal, every repair is a note."""
    if reading.ready is not None:
        return reading.ready
    decoded = payload.decoded if payload.data and not payload.is_parquet else None
    notes = [*(decoded.notes if decoded else ()), *payload.notes, *reading.notes]
    drafts = unique_ids(reading.drafts, notes)
    if reading.ledger is None:
        # Where a ledger counts the characters of the source, they stay as they are.
        mend_drafts(drafts, notes)
    parents = resolve_parents(drafts, notes)
    forest = Forest(parents)
    stated = reading.capture.depth_cap
    capture = replace(reading.capture, read=len(drafts), depth_cap=stated if stated is not None else platform.depth_cap)
    if capture.depth_cap is not None:
        doubt_links_at_cap(drafts, forest, capture.depth_cap)
    if options.article and not reading.quotes_known:
        _add_quotes(drafts, reading)
    frame = _frame(drafts, forest, reading.discussion_id or options.url or content_id(drafts))
    source = Source(
        name=payload.name, sha256=payload.sha256, bytes=len(payload.data), reader=platform.name,
        reader_version=platform.version, encoding=decoded.encoding if decoded else None, capture=capture,
    )  # fmt: skip
    ledger = reading.ledger if reading.ledger is not None else empty_ledger()
    return Discussion(reading.article, frame, tuple(notes), source, ledger)


def content_id(drafts: list[Draft]) -> str:
    """Name a discussion by its words, where no platform names it: 16 hexadecimal digits."""
    words = "".join([f"{draft.author}\x1f{draft.text}\x1e" for draft in drafts])
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]


def unique_ids(drafts: list[Draft], notes: list[Note]) -> list[Draft]:
    """Number the nameless, drop exact repeats, rename ids that two different comments share."""
    seen: dict[str, Draft] = {}
    kept: list[Draft] = []
    for draft in drafts:
        if draft.comment_id is None:
            draft.comment_id = f"c{len(kept) + 1}"
        known = seen.get(draft.comment_id)
        if known is not None:
            if known.text == draft.text and known.author == draft.author:
                notes.append(
                    Note("duplicate", "The same comment occurs twice; the second was dropped.", known.comment_id)
                )
                continue
            fresh = _fresh_id(draft.comment_id, seen)
            notes.append(
                Note("duplicate-id", f"Two comments share the id {draft.comment_id}; one is {fresh} here.", fresh)
            )
            draft.comment_id = fresh
        seen[draft.comment_id] = draft
        kept.append(draft)
    return kept


def _fresh_id(wanted: str, taken: dict[str, Draft]) -> str:
    number = 2
    while f"{wanted}~{number}" in taken:
        number += 1
    return f"{wanted}~{number}"


def resolve_parents(drafts: list[Draft], notes: list[Note]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Look each stated parent up, repair what cannot stand, and return parent indices (-1 for none)."""
    index = {draft.comment_id: at for at, draft in enumerate(drafts)}
    parent = np.full(len(drafts), -1, dtype=np.int64)
    for at, draft in enumerate(drafts):
        if draft.stated_parent is None:
            continue
        if draft.stated_parent == draft.comment_id:
            notes.append(Note("self-parent", "The comment names itself as its parent.", draft.comment_id))
            draft.link_basis, draft.link_confidence = "undecided", 0.0
        elif draft.stated_parent in index:
            parent[at] = index[draft.stated_parent]
        else:
            notes.append(
                Note("dangling-parent", f"The parent {draft.stated_parent} is not in the source.", draft.comment_id)
            )
            draft.link_basis = "missing"
    for at in cycle_cuts(parent).tolist():
        notes.append(Note("cycle", "The stated parents form a circle; it was cut here.", drafts[at].comment_id))
        drafts[at].link_basis, drafts[at].link_confidence = "undecided", 0.0
        parent[at] = -1
    return parent


def doubt_links_at_cap(drafts: list[Draft], forest: Forest, depth_cap: int) -> None:
    """Lower the confidence of nesting at the depth cap: there an answer to a sibling looks like one to its parent.

    Half the weight stays with the parent that the markup shows; the other half is shared evenly by that parent and
    the earlier siblings. A convention, not a measurement: the page holds nothing that could tell.
    """
    elder: dict[int, list[int]] = {}
    for at in np.flatnonzero(forest.depth >= depth_cap).tolist():
        draft, parent = drafts[at], int(forest.parent[at])
        siblings = elder.setdefault(parent, [])
        if draft.link_basis == "nesting" and draft.link_confidence is None:
            share = 0.5 / (1 + len(siblings))
            draft.link_confidence = 0.5 + share
            draft.link_alternatives = [
                {"parent_id": drafts[one].comment_id, "probability": share} for one in siblings[-5:][::-1]
            ]
        siblings.append(at)


def _frame(drafts: list[Draft], forest: Forest, discussion_id: str) -> pl.DataFrame:
    ids = [draft.comment_id for draft in drafts]
    placed = {
        "discussion_id": [discussion_id] * len(drafts),
        "position": range(len(drafts)),
        "parent_id": [None if at < 0 else ids[at] for at in forest.parent.tolist()],
        "depth": forest.depth.tolist(),
    }
    return with_stated_evidence(comment_frame({**draft_columns(drafts), **placed}))


def draft_columns(drafts: list[Draft]) -> dict[str, list[Any]]:
    """Return the columns that drafts alone can fill: all but the discussion, position, parent and depth."""
    written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode
    return {
        "comment_id": [draft.comment_id for draft in drafts],
        "stated_parent": [None if draft.link_basis in TOLD_FROM_WORDS else draft.stated_parent for draft in drafts],
        "other_parents": [list(draft.other_parents) for draft in drafts],
        "author": [draft.author for draft in drafts],
        "author_id": author_ids(drafts),
        "author_basis": [draft.author_basis or ("stated" if draft.author else "unknown") for draft in drafts],
        "author_alias": [draft.author_alias for draft in drafts],
        "created": [draft.created for draft in drafts],
        "created_basis": [draft.created_basis or ("stated" if draft.created else None) for draft in drafts],
        "created_text": [draft.created_text for draft in drafts],
        "text": [draft.text for draft in drafts],
        "quotes": [list(draft.quotes or ()) for draft in drafts],
        "score": [draft.score for draft in drafts],
        "deleted": [draft.deleted for draft in drafts],
        "link_basis": [draft.link_basis for draft in drafts],
        "link_confidence": [1.0 if draft.link_confidence is None else draft.link_confidence for draft in drafts],
        "link_alternatives": [list(draft.link_alternatives) for draft in drafts],
        "link_evidence": [list(draft.link_evidence) for draft in drafts],
        "permalink": [draft.permalink for draft in drafts],
        "extra": [written(draft.extra) if draft.extra else None for draft in drafts],
    }


def _add_quotes(drafts: list[Draft], reading: Reading) -> None:
    from .quotes import find_quotes

    found = find_quotes(
        [draft.text for draft in drafts], [str(draft.comment_id) for draft in drafts], reading.article.paragraphs
    )
    for draft, quotes in zip(drafts, found, strict=True):
        draft.quotes = merge_quotes(draft.quotes or (), quotes)


def merge_quotes(marked: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join quotations that the markup marks with those found by their words, in order, without overlaps.

    Markup that names its source comes first, then what was found, then markup that names none.
    """
    kept: list[dict[str, Any]] = []
    named = [quote for quote in marked if quote["source_id"] is not None]
    for quote in (*named, *found, *(quote for quote in marked if quote["source_id"] is None)):
        if all(quote["end"] <= one["start"] or quote["start"] >= one["end"] for one in kept):
            kept.append(quote)
    return sorted(kept, key=lambda quote: int(quote["start"]))
