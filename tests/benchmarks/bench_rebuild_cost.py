"""Processor time of rebuilding a dump, by its number of comments.

    python -m tests.benchmarks.bench_rebuild_cost [--sizes 100 300 1000 3000 10000] [--repeat N]

Two kinds of text: the known discussions joined into one (there are some nine thousand comments in all), and comments
of words drawn evenly from a small vocabulary, where every comment shares words with every other. Two kinds of dump:
that of Blogger, which shows no replies, so that all links come from words, and that of the Unz Review with half of
all marks lost.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

import numpy as np

from commentariat import threads
from commentariat.threads.degradation import Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.rebuild.grammars.unz import GRAMMAR as UNZ
from commentariat.threads.rebuild.segmentation.segment import segment
from commentariat.threads.rebuild.text.lines import split_lines
from commentariat.threads.schema import comment_frame, empty_ledger

from .. import threads_data

SIZES = (100, 300, 1000, 3000, 10_000)
#: Template and share of marks that are lost.
DUMPS = {"Blogger": ("blogger", 0.0), "Unz, half lost": ("unz", 0.5)}
#: Words of the vocabulary, and the least and most words of a drawn comment.
VOCABULARY, SHORT, LONG = 3000, 8, 80


def drawn(comments, seed=0):
    """A discussion whose words, authors and parents are drawn."""
    rng = np.random.default_rng(seed)
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    vocabulary = ["".join(rng.choice(letters, size)) for size in rng.integers(4, 10, VOCABULARY)]
    people = ["".join(rng.choice(letters, 6)).capitalize() for _ in range(max(comments // 10, 5))]
    rows = []
    for at in range(comments):
        words = rng.choice(vocabulary, int(rng.integers(SHORT, LONG)))
        reply = at and rng.random() < 0.7
        parent = max(0, at - int(rng.geometric(0.2))) if reply else None
        rows.append((" ".join(words).capitalize() + ".", str(rng.choice(people)), parent))
    return _discussion(rows)


def joined(comments, seed=0):
    """The first of all known discussions, in an order that is drawn, as if they were one."""
    known = [one for name in threads_data.SETS for one in threads_data.known_discussions(name)]
    rows = []
    for at in np.random.default_rng(seed).permutation(len(known)):
        base, one = len(rows), known[at]
        parents = [min(some) if some else -1 for some in (found or frozenset() for found in one.parents)]
        table = one.discussion.comments
        for text, author, parent in zip(table["text"], table["author"], parents, strict=True):
            rows.append((text, author, base + parent if parent >= 0 else None))
        if len(rows) >= comments:
            break
    return _discussion(rows[:comments])


def _discussion(rows):
    depth = []
    for _, _, parent in rows:
        depth.append(0 if parent is None else depth[parent] + 1)
    parents = [None if parent is None else f"c{parent + 1}" for _, _, parent in rows]
    frame = comment_frame(
        {
            "discussion_id": ["cost"] * len(rows),
            "comment_id": [f"c{at + 1}" for at in range(len(rows))],
            "position": range(len(rows)),
            "parent_id": parents,
            "depth": depth,
            "author": [author for _, author, _ in rows],
            "author_basis": ["stated" if author else "unknown" for _, author, _ in rows],
            "text": [text for text, _, _ in rows],
            "deleted": [False] * len(rows),
            "link_basis": ["root" if parent is None else "explicit" for parent in parents],
            "link_confidence": [1.0] * len(rows),
        }
    )
    return shifted(Discussion(Article(), frame, (), Source("cost", "", 0, "known", "1"), empty_ledger()))


@dataclass(frozen=True)
class Cost:
    comments: int
    found: int
    megabytes: float
    seconds: float


def cost(discussion, template, loss, repeat=1):
    """Processor time of reading the dump, the least of some runs."""
    text = degrade(discussion, template, Loss.marks(loss))
    spent = []
    for _ in range(repeat):
        began = time.process_time()
        found = threads.read_text(text)
        spent.append(time.process_time() - began)
    return Cost(discussion.comments.height, found.comments.height, len(text.encode()) / 1e6, min(spent))


def segmentation_speed(text, repeat=3):
    """MB/s of cutting a dump with a grammar that is known."""
    spent = []
    for _ in range(repeat):
        began = time.process_time()
        segment(split_lines(text), UNZ)
        spent.append(time.process_time() - began)
    return len(text.encode()) / 1e6 / min(spent)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    sources = {"drawn words": drawn} | ({"known discussions": joined} if threads_data.available() else {})
    threads.read_text(degrade(drawn(100), "unz"))
    for source, make in sources.items():
        print(
            f"{source:18} {'dump':14} {'comments':>8} {'found':>6} {'MB':>6} {'seconds':>7} {'ms each':>8} {'MB/s':>6}"
        )
        for name, (template, loss) in DUMPS.items():
            for size in options.sizes:
                one = cost(make(size), template, loss, options.repeat)
                print(
                    f"{'':18} {name:14} {one.comments:8,} {one.found:6,} {one.megabytes:6.2f} {one.seconds:7.2f} "
                    f"{1000 * one.seconds / one.comments:8.2f} {one.megabytes / one.seconds:6.2f}",
                    flush=True,
                )
        whole = degrade(make(max(options.sizes)), "unz", 0.5)
        print(f"cutting with a known grammar, half of the marks lost: {segmentation_speed(whole):.1f} MB/s")


if __name__ == "__main__":
    main()
