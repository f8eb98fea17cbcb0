"""Every real JSON and XML file of the sample: comments and stated links, exact or with a written reason.

``python -m tests.benchmarks.bench_readers_json [--update-floors [--allow-lower]]``
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from commentariat.threads import ReadError
from commentariat.threads.platform import ReadOptions
from commentariat.threads.reading import load_payload, read_payloads
from commentariat.threads.registry import recognise
from tests.benchmarks import floors
from tests.shared import SHARED

PART = "readers_json"
FORMATS = SHARED / "data" / "formats"
CARRIERS = ("-json", "wxr", "-xml")

#: Where ours differs from the sheet: our figure, and why. The figure is checked like any other.
COMMENT_REASONS = {
    "praw-test_replace__all.cassette.json": (
        541,
        "the sheet counts the first recorded answer (476); the later ones add 65",
    ),
    "andylockran-wordpress.xml": (94, "4 of the 98 entries are pingbacks, which are no comments"),
    "bhardin-wordpress.xml": (72, "100 of the 172 entries are pingbacks, which are no comments"),
    "bitcoinfrance-wordpress.xml": (193, "42 of the 235 entries are pingbacks, which are no comments"),
}
LINK_REASONS = {
    "praw-test_replace__all.cassette.json": (397, "58 of the 65 comments of the later answers reply to a comment"),
    "comments_p2.json": (1, "no parent field was requested, but one permalink names the comment that it answers"),
}
#: The platform that must claim a folder's files.
PLATFORMS = {
    "4chan-json": "4chan", "activitypub-json": "activitypub", "bluesky-json": "bluesky", "coral-json": "coral",
    "discourse-json": "discourse", "disqus-api-json": "disqus-api", "disqus-export-xml": "disqus-export",
    "facebook-graph-json": "facebook-graph", "github-json": "github", "guardian-json": "guardian-json",
    "instagram-graph-json": "instagram-graph", "livefyre-json": "livefyre", "mastodon-json": "mastodon",
    "nyt-json": "nyt", "peertube-json": "peertube", "reddit-json": "reddit-json", "soundcloud-json": "soundcloud",
    "substack-json": "substack", "wp-rest-json": "wordpress-rest", "wxr": "wxr", "youtube-api-json": "youtube-api",
    "youtube-innertube-json": "youtube-innertube",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One file: what the sheet says (``None``: it does not), what was read, and the reason for a difference."""

    folder: str
    name: str
    reader: str
    comments: tuple[int | None, int]
    links: tuple[int | None, int]
    reason: str
    seconds: float

    def exact(self, part: str) -> bool:
        """Whether a figure is the sheet's, or the one that a written reason foretells."""
        said, ours = self.comments if part == "comments" else self.links
        reasons = COMMENT_REASONS if part == "comments" else LINK_REASONS
        return ours == (reasons[self.name][0] if self.name in reasons else said) or said is None


def _number(cell: str) -> int | None:
    found = re.match(r"\d+", cell)
    return int(found[0]) if found else None


def truth() -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """Return the sheet of true counts by folder and file."""
    with (FORMATS / "TRUTH.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {(row["format"], row["file"]): (_number(row["comments"]), _number(row["with_parent"])) for row in rows}


def read_one(path: Path, said: tuple[int | None, int | None]) -> Row:
    """Read one file as a user would, and compare."""
    start = time.perf_counter()
    comments = links = 0
    try:
        payload = load_payload(path)
        claims = recognise(payload)
        reader = claims[0][0].name if claims else "-"
        for one in read_payloads(payload, ReadOptions(article=False)):
            comments += one.comments.height
            links += int(one.comments["stated_parent"].is_not_null().sum())
    except ReadError as error:
        reader = type(error).__name__
    reasons = [table[path.name][1] for table in (COMMENT_REASONS, LINK_REASONS) if path.name in table]
    seconds = time.perf_counter() - start
    return Row(path.parent.name, path.name, reader, (said[0], comments), (said[1], links), "; ".join(reasons), seconds)


def measure() -> tuple[list[Row], dict[str, float]]:
    """Read every file of our carriers; returns the table and the pinned figures."""
    sheet = truth()
    files = sorted(path for path in FORMATS.glob("*/*") if path.parent.name.endswith(CARRIERS))
    rows = [read_one(path, sheet.get((path.parent.name, path.name), (None, None))) for path in files]
    counted = [row for row in rows if row.comments[0] is not None]
    linked = [row for row in rows if row.links[0] is not None]
    return rows, {
        "files with exact comments (or a reason)": sum(row.exact("comments") for row in counted) / len(counted),
        "files with exact links (or a reason)": sum(row.exact("links") for row in linked) / len(linked),
        "files claimed by the right platform": sum(PLATFORMS[row.folder] == row.reader for row in rows) / len(rows),
        "files without a reason": sum(not row.reason for row in rows) / len(rows),
    }


def main() -> bool:
    """Print the table; pin the figures when asked to."""
    parser = argparse.ArgumentParser()
    floors.add_options(parser)
    options = parser.parse_args()
    rows, figures = measure()
    for row in rows:
        mark = " " if row.exact("comments") and row.exact("links") else "!"
        said = f"{row.comments[1]:5}/{row.comments[0] if row.comments[0] is not None else '?':<5}"
        linked = f"{row.links[1]:4}/{row.links[0] if row.links[0] is not None else '?':<4}"
        name = f"{mark} {row.folder:24} {row.name[:44]:44} {row.reader:18}"
        print(f"{name} {said} {linked} {row.seconds:5.2f} s  {row.reason}")
    for name, value in figures.items():
        print(f"{name}: {value:.3f}")
    return floors.settle(PART, figures, options)


if __name__ == "__main__":
    sys.exit(main())
