"""Learn how confidence sinks with damage and with strangeness; writes threads/rebuild/linking/confidence.json.

    python -m tests.benchmarks.learn_confidence FOLDER [--sample N] [--unseen N] [--rows FILE] [--dry]

Links of the training half teach what losses do, each read by the networks of each pass that did not learn from
it: what the weights know by heart would look too sure to be right. What strangeness does is learned from sources judged
by weights that never saw them (kept in FOLDER, learned there when missing), and from other kinds of sites.
"""

from __future__ import annotations

import argparse
import json
import pickle
from pathlib import Path

from commentariat.threads.rebuild.linking import confidence

from .. import threads_data
from .calibrate import Lessons, learned
from .dumped import held_rows, other_rows, sources_learned_from, training_rows, unseen_rows

TARGET = Path(confidence.__file__).parent / confidence.CORRECTION
#: Discussions of each source that are rendered as dumps: training, of sources judged as unseen, held out.
SAMPLE, UNSEEN, HELD = 45, 16, 30


def gathered(folder, sample=SAMPLE, unseen=UNSEEN):
    """Every link that something is learned from or judged by, as stated, by what it is; and the known sources."""
    sources = sources_learned_from(threads_data.SETS)
    return {
        "sources": sources,
        "training": training_rows(sample, sources),
        "unseen": unseen_rows(folder, unseen),
        "other": other_rows(sources),
        "held": held_rows(HELD, sources),
    }


def kept(path, folder, **counts):
    """What :func:`gathered` gives, read from a file where there is one and written to it where there is none."""
    if path is None:
        return gathered(folder, **counts)
    if not path.exists():
        path.write_bytes(pickle.dumps(gathered(folder, **counts)))
    return pickle.loads(path.read_bytes())


def lessons_of(found):
    """What the shipped correction is learned from: everything but held-out discussions."""
    return Lessons(found["training"], [*found["unseen"], *found["other"]], found["sources"])


def _written(way):
    losses = {basis: [round(one, 2) for one in change] for basis, change in way.losses.items()}
    return {"losses": losses, "flatter": round(way.flatter, 2)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="weights learned without one source each")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="training discussions of each source")
    parser.add_argument("--unseen", type=int, default=UNSEEN, help="discussions of each source judged as unseen")
    parser.add_argument("--rows", type=Path, help="keep the links here, for the benchmark as well")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    options = parser.parse_args()
    found = kept(options.rows, options.folder, sample=options.sample, unseen=options.unseen)
    lessons = lessons_of(found)
    correction = learned(lessons)
    data = {
        "note": "Where words decide alone, and where there are marks: by link basis, change of the slope of the "
        "log-odds per unit of the damage and of its square root, and of the offset per unit of the damage; loss of "
        "slope in discussions unlike the sources learned from. From "
        f"{len(lessons.known)} links of discussions and {len(lessons.strange)} of sources that the networks had not "
        "seen, public development data. Made by tests/benchmarks/learn_confidence.py.",
        "alone": _written(correction.alone),
        "marked": _written(correction.marked),
        "sources": correction.sources.to_json(),
    }
    print(json.dumps(data, indent=1))
    if not options.dry:
        TARGET.write_text(json.dumps(data, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
