"""Is the confidence honest? Per link basis: Brier skill, calibration error with its upper bound, risk by coverage.

    python -m tests.benchmarks.bench_rebuild_calibration                 # held-out discussions, shipped weights
    python -m tests.benchmarks.bench_rebuild_calibration --leave-out     # each source judged by weights that never saw it

Links come from held-out discussions twice: from texts, order and authors alone, and from dumps of several templates
at a loss of one half. Bounds are 95 % quantiles over resampled discussions, with bins of equal mass.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import sys

import numpy as np

from commentariat import threads
from commentariat.threads.degradation import Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.evaluation import brier_skill, evaluate, expected_calibration_error, reliability
from commentariat.threads.rebuild.decode import decode
from commentariat.threads.rebuild.evidence import score_links
from commentariat.threads.rebuild.evidence.model import default_model, from_json

from .. import threads_data
from . import floors
from .links import view_of

PART = "rebuild_calibration"
TEMPLATES = ("unz", "guardian", "slashdot", "disqus", "typepad")
RESAMPLES = 200
LOSS = 0.5


def from_words(sets, model_of):
    """(discussion, basis, confidence, right) of every judged, decided link, from texts, order and authors."""
    rows = []
    for name in sets:
        model = model_of(name)
        for known in threads_data.known_discussions(name):
            if not known.held_out:
                continue
            view = view_of(known)
            links = decode(len(view), {}, score_links(view, model=model), threshold=model.threshold)
            for at, gold in enumerate(known.parents):
                if gold is not None and links.basis[at] != "undecided":
                    rows.append(
                        (known.thread_id, links.basis[at], links.confidence[at], int(links.parents[at]) in gold)
                    )
    return rows


def from_dumps(sets, templates=TEMPLATES, loss=LOSS, limit=40):
    """The same from damaged dumps, read as text."""
    rows = []
    for name in sets:
        held = [one for one in threads_data.known_discussions(name) if one.held_out and len(one.parents) >= 3][:limit]
        for known in held:
            truth = shifted(known.discussion)
            for template in templates:
                try:
                    read = threads.read_text(degrade(truth, template, Loss.marks(loss), 1))
                except threads.NoCommentsFound:
                    continue
                pairs = evaluate(truth, read).pairs.drop_nulls("link_right")
                rows += [
                    (known.thread_id, basis, confidence, right)
                    for basis, confidence, right in pairs.select("link_basis", "confidence", "link_right").iter_rows()
                    if basis != "undecided"
                ]
    return rows


def judged(rows):
    """Figures of one set of links."""
    sure = np.array([row[2] for row in rows], dtype=float)
    right = np.array([row[3] for row in rows], dtype=float)
    order = np.argsort(-sure, kind="stable")
    risk = 1 - np.cumsum(right[order]) / np.arange(1, right.size + 1)
    return {
        "links": right.size,
        "right": right.mean(),
        "said": sure.mean(),
        "skill": brier_skill(sure, right),
        "ece": expected_calibration_error(reliability(sure, right)),
        "bound": upper_bound(rows),
        "risk": [float(risk[min(int(share * right.size), right.size - 1)]) for share in (0.25, 0.5, 0.75, 1.0)],
    }


def upper_bound(rows, resamples=RESAMPLES, seed=0):
    by_discussion = {}
    for row in rows:
        by_discussion.setdefault(row[0], []).append(row[2:])
    groups = [np.array(one, dtype=float) for one in by_discussion.values()]
    rng = np.random.default_rng(seed)
    errors = []
    for _ in range(resamples):
        drawn = np.concatenate([groups[at] for at in rng.integers(len(groups), size=len(groups))])
        errors.append(expected_calibration_error(reliability(drawn[:, 0], drawn[:, 1])))
    return float(np.quantile(errors, 0.95))


def show(title, rows):
    print(
        f"\n{title}\n{'basis':12} {'links':>6} {'right':>6} {'said':>6} {'skill':>6} {'ECE':>6} {'<=95%':>6}   risk at 25/50/75/100 % coverage"
    )
    out = {}
    for basis in ("all", *sorted({row[1] for row in rows})):
        mine = rows if basis == "all" else [row for row in rows if row[1] == basis]
        if len(mine) < 50:
            continue
        one = judged(mine)
        out[basis] = one
        print(
            f"{basis:12} {one['links']:6} {one['right']:6.3f} {one['said']:6.3f} {one['skill']:6.3f} {one['ece']:6.3f} {one['bound']:6.3f}   "
            + " ".join(f"{risk:.3f}" for risk in one["risk"])
        )
    return out


def left_out(name):
    """Weights learned from the other sets only."""
    from .train_links import as_json, load, train

    many = load([one for one in threads_data.SETS if one != name])
    first, second, temperature, threshold = train(many, networks=1)
    return from_json(as_json(first, second, temperature, threshold, {}))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--sets", nargs="+", default=threads_data.SETS)
    parser.add_argument("--update-floors", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    options = parser.parse_args()
    model_of = left_out if options.leave_out else lambda name: default_model()
    words = show("from texts, order and authors", from_words(options.sets, model_of))
    measured = {f"words, {basis}: 1 - ECE": 1 - one["ece"] for basis, one in words.items()}
    measured |= {
        f"words, {basis}: Brier skill": one["skill"] for basis, one in words.items() if np.isfinite(one["skill"])
    }
    if not options.leave_out:
        sets = [name for name in options.sets if name != "irc_ubuntu"]
        dumps = show(f"from dumps ({', '.join(TEMPLATES)}) at loss {LOSS}", from_dumps(sets))
        measured |= {f"dumps, {basis}: 1 - ECE": 1 - one["ece"] for basis, one in dumps.items()}
        if options.update_floors:
            floors.update(PART, measured, allow_lower=options.allow_lower)
        problems = floors.failures(PART, measured)
        print("\n".join(problems) or "no floor is broken")
        sys.exit(bool(problems))


if __name__ == "__main__":
    main()
