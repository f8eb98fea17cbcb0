"""Comments and stated links that the HTML readers find on real saved pages, against the pages' known counts.

``python -m tests.benchmarks.bench_readers [--update-floors] [--allow-lower]``

Three tables: every page with the registry; every page with the miner alone; how right the miner's links are, by the
sign that it used, where the registry knows the platform.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commentariat import threads
from commentariat.threads.errors import ReadError
from tests.benchmarks import floors
from tests.shared import SHARED

if TYPE_CHECKING:
    from pathlib import Path

    from commentariat.threads import Discussion

FORMATS = SHARED / "data" / "formats"
PART = "readers_html"
STATED = ("explicit", "nesting", "missing")
#: Why a count differs from the list of known counts, page by page.
REASONS = {
    "gluster-ufo.html": "the list counts a pingback; a pingback is nobody's comment, it is left out with a note",
    "gizmodo-2010.html": "the list counts five comments on other articles, in a box of the newest ones",
    "spektrum-scilogs.html": "the page says 54; the list counts five on other articles, in a box of the newest",
    "forumieren.html": "the list counts an advert behind the last post, which the board numbers 0",
    "stackoverflow-2011.html": "the list counts the 10 comments; the 5 answers are comments here as well, and what "
    "stands below an answer answers it",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page with the counts that are known of it (``None``: the page does not say)."""

    path: Path
    comments: int | None
    linked: int | None


def pages() -> list[Page]:
    """Every HTML page of the list of known counts."""
    with (FORMATS / "TRUTH.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Page(FORMATS / row["format"] / row["file"], _count(row["comments"]), _count(row["with_parent"]))
        for row in rows
        if row["file"].endswith(".html")
    ]


def _count(text: str) -> int | None:
    found = re.match(r"\d+", text)
    return int(found.group()) if found else None


def read(path: Path, platform: str | None = None) -> Discussion | None:
    """Read a page; ``None`` when no comment section is found."""
    try:
        return threads.read(path, platform=platform)
    except ReadError:
        return None


def linked(discussion: Discussion | None) -> int:
    """How many comments have a parent that the source states, present or not."""
    return 0 if discussion is None else sum(basis in STATED for basis in discussion.comments["link_basis"])


def measure() -> tuple[list[list[object]], dict[str, float], dict[str, Counter[bool]]]:
    """Read every page both ways; return the rows of the table, the figures, and link hits by the miner's sign."""
    rows: list[list[object]] = []
    signs: dict[str, Counter[bool]] = defaultdict(Counter)
    sums: Counter[str] = Counter()
    for page in pages():
        known, mined = read(page.path), read(page.path, "html-mined")
        exact = page.comments is None or (known is not None and known.comments.height == page.comments)
        links = page.linked is None or linked(known) == page.linked
        explained = page.path.name in REASONS
        sums.update(pages=1, exact=exact or explained, links=links or explained, strict=exact and links)
        found, stated, wanted = _recall(known, mined, signs)
        sums.update(
            comments=0 if known is None else known.comments.height, mined=found, stated=wanted, mined_links=stated
        )
        rows.append(
            [
                f"{page.path.parent.name}/{page.path.name}"[:60], known.source.reader if known else "-",
                known.comments.height if known else 0, page.comments, linked(known), page.linked,
                mined.comments.height if mined else 0, linked(mined), REASONS.get(page.path.name, ""),
            ]
        )  # fmt: skip
    figures = {
        "pages with exact comments (or a reason)": sums["exact"] / sums["pages"],
        "pages with exact links (or a reason)": sums["links"] / sums["pages"],
        "pages exact without a reason": sums["strict"] / sums["pages"],
        "miner alone: comments found": sums["mined"] / sums["comments"],
        "miner alone: stated links found": sums["mined_links"] / sums["stated"],
    }
    return rows, figures, signs


def _recall(
    known: Discussion | None, mined: Discussion | None, signs: dict[str, Counter[bool]]
) -> tuple[int, int, int]:
    """Match the mined comments to the known ones by their words; count comments found, links right, links stated."""
    if known is None:
        return 0, 0, 0
    parents = dict(zip(known.comments["comment_id"], known.comments["parent_id"], strict=True))
    wanted = sum(parent is not None for parent in parents.values())
    if mined is None:
        return 0, 0, wanted
    pairs = _pairs(known, mined)
    mined_parents = dict(zip(mined.comments["comment_id"], mined.comments["parent_id"], strict=True))
    sign = next(
        (n.message.partition("parents from ")[2].partition(" for ")[0] for n in mined.notes if n.code == "mined"), ""
    )
    right = 0
    for own, other in pairs.items():
        parent, guess = parents[own], mined_parents[other]
        if guess is not None:
            signs[sign][parent is not None and pairs.get(parent) == guess] += 1
        right += parent is not None and guess is not None and pairs.get(parent) == guess
    return len(pairs), right, wanted


def _pairs(known: Discussion, mined: Discussion, ahead: int = 8) -> dict[str, str]:
    """Match comments in page order: a mined one that holds the middle of the known one's words."""
    theirs = [(comment_id, _letters(text)) for comment_id, text in _texts(mined)]
    out: dict[str, str] = {}
    at = 0
    for comment_id, text in _texts(known):
        letters = _letters(text)
        sample = letters[len(letters) // 2 : len(letters) // 2 + 24]
        for step in range(at, min(at + ahead, len(theirs))):
            if sample in theirs[step][1]:
                out[comment_id] = theirs[step][0]
                at = step + 1
                break
    return out


def _texts(discussion: Discussion) -> list[tuple[str, str]]:
    return list(zip(discussion.comments["comment_id"], discussion.comments["text"], strict=True))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def main(arguments: list[str]) -> int:
    """Print the tables; fail when a figure falls below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    floors.add_options(parser)
    options = parser.parse_args(arguments)
    rows, figures, signs = measure()
    print(f"{'page':60} {'platform':16} {'n':>4} {'true':>4} {'par':>4} {'true':>4} {'mined':>5} {'par':>4}")
    for name, platform, n, true_n, par, true_par, mined, mined_par, reason in rows:
        print(f"{name:60} {platform:16} {n:>4} {true_n if true_n is not None else '?':>4} {par:>4} "
              f"{true_par if true_par is not None else '?':>4} {mined:>5} {mined_par:>4} {reason}")  # fmt: skip
    print()
    for name, value in figures.items():
        print(f"{name:42} {value:.3f}")
    print("\nmined links by sign: right / all")
    for sign, hits in sorted(signs.items()):
        print(f"{sign or '-':42} {hits[True]} / {hits.total()}")
    return int(floors.settle(PART, figures, options))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
