"""Discussions with known links among the saved pages, answers and dumps: sources that no weights were learned from."""

from __future__ import annotations

from commentariat import threads

from ..shared import SHARED
from ..threads_data import Known

#: Files under data/formats by the kind of site; sites of one kind are left out together.
FILES = {
    "hacker-news": ("hn-html/hn-39232976.html",),
    "reddit": (
        "reddit-json/praw-test_replace__all.listing0.derived.json",
        "reddit-json/praw-test_replace__all_large.listing0.derived.json",
        "reddit-html-redesign/www.reddit.com.html",
    ),
    "slashdot": tuple(f"text-slashdot/dragnet-{number}.txt" for number in (131, 239, 360)),
    "names-indented": ("text-nameonly/dragnet-R980.txt",),
    "wordpress-pages": (
        *(
            f"wordpress-html/{name}.html"
            for name in (
                "thepoliticalinsider", "autopager-157", "netzpolitik", "cubadebate", "grossefragen",
                "youhadmeatgardening", "thenervousbreakdown", "happyface313", "gigaom-2011", "fightcopyrighttrolls",
            )
        ),
        "wordpress-html-flat-depth/golfpost.html",
        "wordpress-html-flat-depth/d71bf.html",
    ),
    "wordpress-dumps": tuple(
        f"text-wordpress/dragnet-{name}.txt" for name in ("418", "431", "R118", "R382", "R385", "R47", "R620", "T84")
    ),
}  # fmt: skip


def other_discussions(kind):
    """Discussions of one kind in the order of the page; a reply whose parent is not shown is not judged."""
    for name in FILES[kind]:
        for discussion in threads.read_many([SHARED / "data" / "formats" / name]):
            comments = discussion.comments
            index = {one: at for at, one in enumerate(comments["comment_id"])}
            parents = tuple(
                None if basis == "missing" else frozenset({-1 if parent is None else index[parent]})
                for basis, parent in comments.select("link_basis", "parent_id").iter_rows()
            )
            yield Known(kind, name, discussion, parents)
