"""Tables about people: one row an author, and who answered whom."""

from __future__ import annotations

from typing import Final

import polars as pl

from ..arguments import comment_table

_KEY: Final = ["discussion_id", "author_id"]


def answers(comments: pl.DataFrame) -> pl.DataFrame:
    """List every answer between comments: who wrote it, whom it answers; either may be null."""
    comments = comment_table(comments, "discussion_id", "comment_id", "parent_id", "author_id")
    asked = comments.select("discussion_id", parent_id="comment_id", answered_id="author_id")
    return comments.filter(pl.col("parent_id").is_not_null()).join(
        asked, on=["discussion_id", "parent_id"], how="inner", maintain_order="left"
    )


def reply_network(comments: pl.DataFrame) -> pl.DataFrame:
    """Count who answered whom: ``discussion_id, author_id, answered_id, answers``, most first.

    Self-replies are edges of their own; comments without a known author are left out. An edge runs from the one
    who answers to the one who is answered.
    """
    known = answers(comments).filter(pl.col("author_id").is_not_null() & pl.col("answered_id").is_not_null())
    edges = known.group_by("discussion_id", "author_id", "answered_id").agg(answers=pl.len())
    return edges.sort("answers", "discussion_id", "author_id", "answered_id", descending=[True, False, False, False])


def by_author(comments: pl.DataFrame) -> pl.DataFrame:
    """Measure every known author of every discussion in one pass: one row each, most comments first.

    Columns
    -------
    discussion_id, author_id, author : str
        ``author`` is the name as first displayed.
    comments, roots, replies, threads : int
        Comments written, of these without and with a parent, and threads taken part in.
    answers_received, comments_answered : int
        Answers by others (or unsigned) to this author's comments, and how many of the comments drew one.
    people_answered, people_answering, people_both_ways : int
        Other authors this one answered, was answered by, and both.
    """
    comments = comment_table(comments, "discussion_id", "comment_id", "parent_id", "author_id", "author")
    signed = _with_thread(comments).filter(pl.col("author_id").is_not_null())
    written = signed.group_by(_KEY, maintain_order=True).agg(
        author=pl.col("author").drop_nulls().first(),
        comments=pl.len(),
        roots=pl.col("parent_id").is_null().sum(),
        replies=pl.col("parent_id").count(),
        threads=pl.col("thread").n_unique(),
    )
    parts = (_received(comments), *_people(comments))
    for part in parts:
        written = written.join(part, on=_KEY, how="left")
    counts = pl.selectors.numeric()
    out = written.with_columns(counts.fill_null(0).cast(pl.Int64))
    return out.sort("comments", "discussion_id", "author_id", descending=[True, False, False])


def _with_thread(comments: pl.DataFrame) -> pl.DataFrame:
    from ..forest import Forest

    author = pl.col("author") if "author" in comments.columns else pl.col("author_id").alias("author")
    slim = comments.select(*_KEY, author, "parent_id")
    return slim.with_columns(pl.Series("thread", Forest.from_comments(comments).thread))


def _received(comments: pl.DataFrame) -> pl.DataFrame:
    others = answers(comments).filter(
        pl.col("answered_id").is_not_null() & pl.col("author_id").ne_missing(pl.col("answered_id"))
    )
    return others.group_by("discussion_id", author_id="answered_id").agg(
        answers_received=pl.len(), comments_answered=pl.col("parent_id").n_unique()
    )


def _people(comments: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    edges = reply_network(comments).filter(pl.col("author_id") != pl.col("answered_id"))
    turned = edges.select("discussion_id", author_id="answered_id", answered_id="author_id")
    both = edges.join(turned, on=["discussion_id", "author_id", "answered_id"], how="semi")
    return (
        edges.group_by(_KEY).agg(people_answered=pl.len()),
        turned.group_by(_KEY).agg(people_answering=pl.len()),
        both.group_by(_KEY).agg(people_both_ways=pl.len()),
    )
