"""Discussions whose source shows no replies: who answers whom, told from the words of the comments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ...arguments import one_discussion
from ...assemble import TOLD_FROM_WORDS
from ...forest import Forest
from ...model import Note
from ...names import fold_name
from ...schema import COMMENT_SCHEMA
from ..evidence import LinkView
from .confidence import confidence_alone
from .links import by_calling, weighed
from .people import Names, persons
from .subject import about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...model import Discussion
    from .decode import Links

#: Orders of a page in which a later comment stands above an earlier one.
NEWEST: Final = "newest-first"
ASKED: Final = (
    "The source shows no replies: who answers whom was told from words alone, as asked for, and confidences are scores."
)


def infer_links(discussion: Discussion) -> Discussion:
    """Tell from words whom the comments of a discussion answer whose source says it of none.

    Blogs and boards that show one flat list, and tables without a column of parents, are such sources.

    Parameters
    ----------
    discussion : Discussion

    Returns
    -------
    Discussion
        With parents, depths, confidences, alternatives and evidence, and a note that they are told from words;
        untouched where the source names a parent, or where fewer than two comments say anything.
    """
    one_discussion(discussion)
    comments = discussion.comments
    told = comments["parent_id"].drop_nulls().len() + comments["stated_parent"].drop_nulls().len()
    if told or (comments["text"] != "").sum() < 2:
        return discussion
    order = _as_written(discussion)
    view, names = _looked_at(discussion, comments[order])
    links = weighed(by_calling(view.texts, names, view.comment_ids), view, None, confidence_alone(view))
    columns = _columns(links, view.comment_ids)[order.arg_sort()]
    linked = comments.with_columns(columns)
    depth = pl.Series(Forest.from_comments(linked).depth, dtype=pl.UInt32)
    notes = (*discussion.notes, Note("words-alone", ASKED))
    return replace(discussion, comments=linked.with_columns(depth=depth), notes=notes)


def _as_written(discussion: Discussion) -> pl.Series:
    """The places of the comments in the order of writing: by time where all have one, else as the page has them."""
    comments = discussion.comments
    place = pl.int_range(comments.height, eager=True)
    if discussion.source.capture.sort_order == NEWEST:
        place = place.reverse()
    if comments["created"].null_count():
        return place
    return place[comments["created"][place].arg_sort()]


def _looked_at(discussion: Discussion, comments: pl.DataFrame) -> tuple[LinkView, Names]:
    texts, ids = comments["text"].to_list(), comments["comment_id"].to_list()
    known, shown = comments["author_id"].to_list(), comments["author"].to_list()
    names = Names.of(known, {}, {fold_name(name): who for who, name in zip(known, shown, strict=True) if who and name})
    displayed = [tuple(filter(None, both)) for both in comments.select("author", "author_alias").rows()]
    story = about(discussion.article.paragraphs, texts, names)
    quotes, created = comments["quotes"].to_list(), comments["created"].to_list()
    view = LinkView(texts, persons(known, displayed), displayed, quotes, ids, story, created)
    return view, names


def _columns(links: Links, ids: Sequence[str]) -> pl.DataFrame:
    """What is known of each comment's link, as columns of the comment table."""

    def name(at: int) -> str | None:
        return ids[at] if at >= 0 else None

    rows: list[dict[str, Any]] = [
        {
            "parent_id": name(parent),
            "stated_parent": None if basis in TOLD_FROM_WORDS else name(parent),
            "link_basis": basis,
            "link_confidence": sure,
            "link_alternatives": [{"parent_id": name(one), "probability": share} for one, share in others],
            "link_evidence": [one._asdict() for one in evidence],
        }
        for parent, basis, sure, others, evidence in zip(
            links.parents.tolist(), links.basis, links.confidence.tolist(), links.alternatives, links.evidence,
            strict=True,
        )
    ]  # fmt: skip
    return pl.DataFrame(rows, schema={name: COMMENT_SCHEMA[name] for name in rows[0]})
