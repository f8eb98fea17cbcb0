"""Read a damaged dump, show why each reply was linked, measure the tree, and list the themes."""

from __future__ import annotations

import sys

import polars as pl

from commentariat import embeddings, threads


def main(path: str) -> None:
    discussion = threads.read(path)
    print(f"{discussion.article.title}: {discussion.comments.height} comments, read by {discussion.source.reader}\n")

    replies = discussion.comments.filter(pl.col("parent_id").is_not_null())
    for reply in replies.iter_rows(named=True):
        why = ", ".join(f"{one['kind']} {one['ref']}" for one in reply["link_evidence"])
        print(f"{reply['comment_id']} answers {reply['parent_id']} ({reply['link_confidence']:.2f}): {why}")

    print("\n", threads.measure(discussion).select("title", "value", "low", "high"), sep="")

    themes = embeddings.fit(discussion, named=("Deal between presidents", "Evacuation buses", "Teal plateau"))
    print(themes.themes.select("theme", "basis", "comments", "authors", "raised_once"))


if __name__ == "__main__":
    main(sys.argv[1])
