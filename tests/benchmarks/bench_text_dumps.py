"""Real text dumps, file by file: comments and replies found against what the page itself says.

    python -m tests.benchmarks.bench_text_dumps [--update-floors]

``T`` = truth, ``?`` = the page does not say. ``hidden`` replies are indented below a comment that the dump does
not show; they count as replies on the page and have no parent here.
"""

from __future__ import annotations

import argparse
import sys
import time

from commentariat import threads

from ..shared import SHARED
from . import floors

PART = "text_dumps"
FORMATS = ("text-", "unz-")


def truths():
    rows = (SHARED / "data/formats/TRUTH.tsv").read_text("utf-8").splitlines()[1:]
    for row in rows:
        kind, name, comments, replies, *_ = row.split("\t")
        path = SHARED / "data/formats" / kind / name
        if kind.startswith(FORMATS) and path.exists():
            yield path, _number(comments), _number(replies)


def _number(stated):
    return int(stated) if stated.isdigit() else None


def measure(files=None):
    rows = []
    for path, comments, replies in files or truths():
        began = time.perf_counter()
        found = threads.read(path)
        took = time.perf_counter() - began
        marked = found.comments.filter(found.comments["link_basis"].is_in(["explicit", "nesting", "mention"]))
        hidden = int((found.comments["link_basis"] == "missing").sum())
        rows.append(
            (path.name, found.source.reader, comments, found.comments.height, replies, marked.height, hidden, took)
        )
    return rows


def figures(rows):
    """Share of files whose counts are met, and the mean relative error of each count."""
    counted = [(truth, read) for _, _, truth, read, *_ in rows if truth is not None]
    linked = [(truth, read + hidden) for _, _, _, _, truth, read, hidden, _ in rows if truth is not None]
    return {
        "files with the right number of comments": sum(a == b for a, b in counted) / len(counted),
        "closeness of comment counts": 1 - sum(abs(a - b) / a for a, b in counted) / len(counted),
        "closeness of reply counts": 1 - sum(abs(a - b) / max(a, 1) for a, b in linked) / len(linked),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    floors.add_options(parser)
    options = parser.parse_args()
    rows = measure()
    print(f"{'file':24} {'grammar':24} {'T':>4} {'read':>4}  {'T':>4} {'replies':>7} {'hidden':>6} {'s':>5}")
    for name, reader, truth, read, replies, linked, hidden, took in rows:
        print(
            f"{name:24} {reader:24} {'?' if truth is None else truth:>4} {read:>4}  "
            f"{'?' if replies is None else replies:>4} {linked:>7} {hidden:>6} {took:5.2f}"
        )
    measured = figures(rows)
    for name, value in measured.items():
        print(f"{name}: {value:.3f}")
    return floors.settle(PART, measured, options)


if __name__ == "__main__":
    sys.exit(main())
