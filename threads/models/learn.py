"""Learn the growth parameters that ship with the package from discussions whose links are known.

``python -m commentariat.threads.models.learn FOLDER shipped.json`` reads ``FOLDER/*.jsonl``, one comment a line
(``set, thread_id, id, parent_id, created, pos``), and writes one distribution of parameters a kind of platform.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from ..forest import Forest
from .growth import arrivals
from .population import Population, learn_population

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The name that a set of discussions has in the learning data, and the name under which its parameters ship.
SETS: Final[dict[str, str]] = {
    "wordpress_wxr": "wordpress",
    "disqus_xml": "disqus",
    "wiki_talk": "wiki_talk",
    "cypherpunks": "mailing_list",
    "irc_ubuntu": "chat",
}
_NOTE: Final = (
    "Growth of discussions by kind of platform: mean and covariance between discussions of log alpha (popularity), "
    "log beta (article) and logit tau (novelty). Order of arrival by time, else by position; no depth cap assumed. "
    "one_thread: every discussion learned from is a single thread. The discussions of the learning data are not to be "
    "tested against these values."
)


def ordered(frame: pl.DataFrame) -> Iterator[tuple[str, Forest]]:
    """Yield each discussion's id and forest, comments in order of arrival.

    By times, else by positions; discussions in which both contradict the links are left out.
    """
    for one in frame.partition_by("thread_id", maintain_order=True):
        for keys in (("created", "pos"), ("pos",)):
            comments = one.sort(keys).select(discussion_id="thread_id", comment_id="id", parent_id="parent_id")
            forest = Forest.from_comments(comments)
            if (forest.parent < np.arange(len(forest))).all():
                yield str(comments.item(0, "discussion_id")), forest
                break


def learn(folder: Path) -> dict[str, Population]:
    """Learn one population from each file of the folder that is in :data:`SETS`."""
    wanted = {"thread_id": pl.String, "id": pl.String, "parent_id": pl.String, "created": pl.String, "pos": pl.Int64}
    out = {}
    for file, name in SETS.items():
        frame = pl.read_ndjson(folder / f"{file}.jsonl", schema=wanted)
        forests = [forest for _, forest in ordered(frame)]
        out[name] = learn_population([arrivals(forest, np.arange(len(forest))) for forest in forests])
    return out


def _entry(found: Population) -> dict[str, Any]:
    return {
        "mean": [round(float(one), 5) for one in found.mean],
        "spread": [[round(float(cell), 5) for cell in row] for row in found.spread],
        "choices": found.choices,
        "discussions": found.discussions,
        "largest": found.largest,
        "one_thread": found.one_thread,
    }


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    asked = parser.parse_args()
    learned = {"note": _NOTE, "sets": {name: _entry(found) for name, found in learn(asked.folder).items()}}
    asked.output.write_text(json.dumps(learned, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
