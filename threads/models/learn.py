"""Learn the growth parameters that ship with the package from discussions whose links are known.

``python -m commentariat.threads.models.learn FOLDER shipped.json`` reads ``FOLDER/*.jsonl``, one comment a line
(``set, thread_id, id, parent_id, created, pos``), and writes one set of parameters a kind of platform.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from ..forest import Forest
from .fit import Fit, fit
from .growth import Arrivals, arrivals

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
    "Growth parameters by kind of platform: alpha (popularity), beta (article), tau (novelty); covariance of "
    "log alpha, log beta, logit tau. Order of arrival by time, else by position; no depth cap assumed. Do not test the "
    "discussions of the learning data against them."
)


def discussions(frame: pl.DataFrame) -> Iterator[Arrivals]:
    """Describe each discussion's growth by its times, else its positions; left out where both contradict its links."""
    for one in frame.partition_by("thread_id", maintain_order=True):
        for keys in (("created", "pos"), ("pos",)):
            comments = one.sort(keys).select(discussion_id="thread_id", comment_id="id", parent_id="parent_id")
            forest = Forest.from_comments(comments)
            order = np.arange(len(forest))
            if (forest.parent < order).all():
                yield arrivals(forest, order)
                break


def learn(folder: Path) -> dict[str, Fit]:
    """Fit one set of parameters to each file of the folder that is in :data:`SETS`."""
    wanted = {"thread_id": pl.String, "id": pl.String, "parent_id": pl.String, "created": pl.String, "pos": pl.Int64}
    out = {}
    for file, name in SETS.items():
        frame = pl.read_ndjson(folder / f"{file}.jsonl", schema=wanted)
        out[name] = fit(list(discussions(frame)))
    return out


def _entry(found: Fit) -> dict[str, Any]:
    growth = found.growth
    return {
        "alpha": round(float(growth.alpha), 6),
        "beta": round(float(growth.beta), 6),
        "tau": round(float(growth.tau), 6),
        "covariance": [[round(float(cell), 8) for cell in row] for row in found.covariance],
        "log_likelihood": round(found.log_likelihood, 2),
        "choices": found.choices,
        "discussions": found.discussions,
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
