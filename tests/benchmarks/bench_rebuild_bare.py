"""Text in which nothing marks a comment: what is found when each paragraph is taken for one, and how many links are right.

    python -m tests.benchmarks.bench_rebuild_bare [--update-floors]

Held-out discussions without any mark, the article above them and without it, and what trafilatura leaves of saved pages whose
markup tells the truth, where the text is refused unless asked for: as it stands, and with a heading above the first comment.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from commentariat import threads
from commentariat.threads.degradation.render import degrade
from commentariat.threads.evaluation import pool
from commentariat.threads.model import Article
from commentariat.threads.words import words

from .. import threads_data
from . import floors
from .bench_rebuild_extractors import installed, pages, trafilatura
from .bench_rebuild_templates import judged

PART = "rebuild_bare"
SETS = ("wordpress_wxr", "disqus_xml", "wiki_talk", "cypherpunks", "irc_ubuntu")
READER = "bare-text"
#: Words by which the line is found that begins the first comment.
OPENING = 5


def bare(known, *, article):
    """Evaluate one known discussion whose marks are all gone."""
    truth = known.discussion if article else replace(known.discussion, article=Article())
    return judged(truth, degrade(truth, "bare"), platform=READER)


def headed(text, truth):
    """Put a heading above the first line that begins a comment, as a user would; unchanged where there is none."""
    openings = {words(one).tokens[:OPENING] for one in truth.comments["text"]}
    lines = text.split("\n")
    for at, line in enumerate(lines):
        first = words(line).tokens[:OPENING]
        if len(first) == OPENING and first in openings:
            return "\n".join([*lines[:at], "Comments", *lines[at:]])
    return text


def refused(text):
    """Whether a text is taken for one without comments."""
    try:
        threads.read_text(text)
    except threads.NoCommentsFound:
        return True
    return False


def rows(sets=SETS, *, extracted=True):
    """Pairs of a row's name and the pooled evaluation."""
    for name in sets:
        held = [one for one in threads_data.known_discussions(name) if one.held_out]
        held = [one for one in held if one.discussion.comments.height >= 3]
        yield f"{name}, comments alone", pool(bare(one, article=False) for one in held)
        if any(one.discussion.article.paragraphs for one in held):
            yield f"{name}, below the article", pool(bare(one, article=True) for one in held)
    if extracted and installed("trafilatura"):
        texts = [(truth, text) for path, truth in pages() if refused(text := trafilatura(path))]
        yield "trafilatura, as it stands", pool(judged(truth, text, platform=READER) for truth, text in texts)
        yield (
            "trafilatura, with a heading",
            pool(judged(truth, headed(text, truth), platform=READER) for truth, text in texts),
        )


def figures(name, one):
    return {
        f"{name}: comment recall": one.comment_recall,
        f"{name}: comment precision": one.comment_precision,
        f"{name}: edge accuracy": one.edge_accuracy_all,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    floors.add_options(parser)
    options = parser.parse_args()
    print(f"{'text':36} {'n':>5} {'found':>6} {'real':>6} {'edge':>6} {'edge*':>6} {'F1':>6} {'undec.':>6} {'ece':>6}")
    measured = {}
    for name, one in rows():
        print(
            f"{name:36} {one.gold_comments:5} {one.comment_recall:6.3f} {one.comment_precision:6.3f} {one.edge_accuracy:6.3f} "
            f"{one.edge_accuracy_all:6.3f} {one.reply_f1:6.3f} {one.undecided:6.3f} {one.ece:6.3f}",
            flush=True,
        )
        measured |= figures(name, one)
    print("edge*: lost comments counted as wrong")
    pinned = {key: value - 0.01 for key, value in measured.items()}
    sys.exit(floors.settle(PART, measured, options, pinned=pinned))


if __name__ == "__main__":
    main()
