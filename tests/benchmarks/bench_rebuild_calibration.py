"""Is the confidence honest? Per link basis: Brier skill, calibration error with its upper bound, risk by coverage.

    python -m tests.benchmarks.bench_rebuild_calibration              # held-out discussions, as it ships
    python -m tests.benchmarks.bench_rebuild_calibration --crossed    # and training ones, by networks that never saw them
    python -m tests.benchmarks.bench_rebuild_calibration --templates  # corrected by what other templates teach
    python -m tests.benchmarks.bench_rebuild_calibration --unseen     # sources and templates that nothing was learned from

Links come from texts, order and authors alone ("words"), and from dumps of several templates that lost half their marks.
All but the first need ``--weights FOLDER``, where weights learned without one source each are kept (or learned now), and take long;
``--rows FILE`` keeps the links that were read, for the next of them and for ``learn_confidence``. Bounds are 95 % quantiles
over resampled discussions, with bins of equal mass; "honest" is the bound that the same links would show if their
confidence were exactly right.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import sys
import zlib
from pathlib import Path

import numpy as np

from commentariat import threads
from commentariat.threads.calibration import brier_skill, expected_calibration_error, reliability
from commentariat.threads.degradation import Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.evaluation import evaluate
from commentariat.threads.rebuild.evidence.model import default_model
from commentariat.threads.rebuild.linking import confidence

from .. import threads_data
from . import floors
from .calibrate import Row, corrected, crossed, left_out
from .dumped import LOSS, word_rows
from .learn_confidence import HELD, kept, lessons_of

PART = "rebuild_calibration"
TEMPLATES = ("unz", "guardian", "slashdot", "disqus", "typepad")
#: Layouts in which nothing marks replies: the reader calls such confidences scores.
FLAT = ("blogger", "typepad")
RESAMPLES = 200
#: A basis with fewer links is not judged by itself.
FEWEST = 50
#: Links of one discussion that count where few and large discussions would outweigh the others.
CAPPED = 100


def from_words(chosen, model):
    """Every judged, decided link from texts, order and authors, as confidence is stated."""
    correction = confidence.correction()
    return [row for known in chosen for row in corrected(word_rows(known, model, correction.sources), correction)]


def from_dumps(name, chosen, most=HELD, templates=TEMPLATES, loss=LOSS):
    """The same from damaged dumps, read as text."""
    rows = []
    for known in [one for one in chosen if len(one.parents) >= 3][:most]:
        truth = shifted(known.discussion)
        for template in templates:
            try:
                # Losses of its own for every discussion: with one seed, short ones would lose the same marks.
                read = threads.read_text(
                    degrade(truth, template, Loss.marks(loss), zlib.crc32(known.thread_id.encode()))
                )
            except threads.NoCommentsFound:
                continue
            pairs = evaluate(truth, read).pairs.drop_nulls("link_right")
            rows += [
                Row(name, template, known.thread_id, basis, sure, right)
                for basis, sure, right in pairs.select("link_basis", "confidence", "link_right").iter_rows()
                if basis != "undecided"
            ]
    return rows


def judged(rows, *, bounds=True):
    """Figures of one set of links; bounds take long."""
    sure = np.array([row.sure for row in rows], dtype=float)
    right = np.array([row.right for row in rows], dtype=float)
    order = np.argsort(-sure, kind="stable")
    risk = 1 - np.cumsum(right[order]) / np.arange(1, right.size + 1)
    return {
        "links": right.size,
        "right": right.mean(),
        "said": sure.mean(),
        "skill": brier_skill(sure, right),
        "ece": expected_calibration_error(reliability(sure, right)),
        "bound": upper_bound(rows) if bounds else float("nan"),
        "honest": honest_bound(rows) if bounds else float("nan"),
        "risk": [float(risk[min(int(share * right.size), right.size - 1)]) for share in (0.25, 0.5, 0.75, 1.0)],
    }


def upper_bound(rows, resamples=RESAMPLES, seed=0):
    by_discussion = {}
    for row in rows:
        by_discussion.setdefault(row.discussion, []).append((row.sure, row.right))
    groups = [np.array(one, dtype=float) for one in by_discussion.values()]
    rng = np.random.default_rng(seed)
    errors = []
    for _ in range(resamples):
        drawn = np.concatenate([groups[at] for at in rng.integers(len(groups), size=len(groups))])
        errors.append(expected_calibration_error(reliability(drawn[:, 0], drawn[:, 1])))
    return float(np.quantile(errors, 0.95))


def honest_bound(rows, draws=3, seed=0):
    """The bound where links are right exactly as often as stated: what so many links can show at best."""
    rng = np.random.default_rng(seed)
    drawn = ([row._replace(right=bool(rng.random() < row.sure)) for row in rows] for _ in range(draws))
    return float(np.mean([upper_bound(one, RESAMPLES // 2) for one in drawn]))


def show(title, rows):
    print(
        f"\n{title}\n{'basis':12} {'links':>6} {'right':>6} {'said':>6} {'skill':>6} {'ECE':>6} {'<=95%':>6} {'honest':>6}   risk at 25/50/75/100 % coverage"
    )
    out = {}
    for basis in ("all", *sorted({row.basis for row in rows})):
        mine = rows if basis == "all" else [row for row in rows if row.basis == basis]
        if len(mine) < FEWEST:
            continue
        one = judged(mine)
        out[basis] = one
        print(
            f"{basis:12} {one['links']:6} {one['right']:6.3f} {one['said']:6.3f} {one['skill']:6.3f} {one['ece']:6.3f} {one['bound']:6.3f} {one['honest']:6.3f}   "
            + " ".join(f"{risk:.3f}" for risk in one["risk"])
        )
    return out


def report(title, rows):
    """Print words and dumps apart; return the figures by name."""
    out = {}
    for kind in ("words", "dumps"):
        mine = [row for row in rows if _kind(row) == kind]
        if not mine:
            continue
        for basis, one in show(f"{kind}: {title}", mine).items():
            out[f"{kind}, {basis}: 1 - ECE"] = 1 - one["ece"]
            out[f"{kind}, {basis}: 1 - bound"] = 1 - one["bound"]
            if np.isfinite(one["skill"]):
                out[f"{kind}, {basis}: Brier skill"] = one["skill"]
    return out


def _kind(row):
    return "words" if row.template == "words" else "dumps"


def by_source(title, before, after):
    """Print one line a source: how often right, what is said before and after a correction, and the errors."""
    print(
        f"\n{title}\n{'source':18} {'links':>6} {'right':>6} {'said':>6} {'then':>6} {'ECE':>6} {'then':>6} {'skill':>6} {'then':>6}"
    )
    for source in sorted({row.source for row in before}):
        one, two = (judged([row for row in rows if row.source == source], bounds=False) for rows in (before, after))
        print(
            f"{source:18} {one['links']:6} {one['right']:6.3f} {one['said']:6.3f} {two['said']:6.3f} {one['ece']:6.3f} {two['ece']:6.3f} {one['skill']:6.3f} {two['skill']:6.3f}"
        )


def capped(rows, most=CAPPED, seed=0):
    """At most so many links of a discussion in a template, drawn at random."""
    rng = np.random.default_rng(seed)
    groups = {}
    for at, row in enumerate(rows):
        groups.setdefault((row.source, row.discussion, row.template), []).append(at)
    chosen = [rng.permutation(one)[:most] for one in groups.values()]
    return [rows[at] for at in sorted(np.concatenate(chosen).tolist())]


def templates_left_out(found):
    """Held-out dumps, each template corrected by what the other templates teach."""
    return left_out([row for row in found["held"] if _kind(row) == "dumps"], lessons_of(found), source=False)


def never_seen(found):
    """Links of sources that no weights saw: as stated, and corrected by other sources in other templates."""
    lessons = lessons_of(found)
    strange = capped(lessons.strange)
    return strange, left_out(strange, lessons._replace(strange=strange))


def every_one(found):
    """Held-out and training links, corrected by what other discussions teach."""
    lessons, known = lessons_of(found), [*found["held"], *found["training"]]
    return crossed(known, lessons._replace(known=known))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--crossed", action="store_true", help="held-out and training discussions")
    ways.add_argument("--templates", action="store_true", help="every template by what others teach")
    ways.add_argument("--unseen", action="store_true", help="every source and template by what others teach")
    parser.add_argument("--weights", type=Path, default=Path("weights-without"), metavar="FOLDER")
    parser.add_argument("--rows", type=Path, metavar="FILE")
    floors.add_options(parser)
    options = parser.parse_args()
    if options.unseen:
        before, after = never_seen(kept(options.rows, options.weights))
        report("sources never seen, as stated", before)
        for kind in ("words", "dumps"):
            by_source(
                f"{kind}: before and after", *([row for row in one if _kind(row) == kind] for one in (before, after))
            )
        dumps = [row for row in after if _kind(row) == "dumps"]
        show("dumps of layouts that mark replies, corrected", [row for row in dumps if row.template not in FLAT])
        show("dumps of layouts that mark none, corrected", [row for row in dumps if row.template in FLAT])
        measured = report("sources and templates never seen, corrected", after)
        _judge(f"{PART}_unseen", {f"never seen: {name}": value for name, value in measured.items()}, options)
    elif options.templates:
        rows = templates_left_out(kept(options.rows, options.weights))
        for template in sorted({row.template for row in rows}):
            show(
                f"{template}, corrected by what other templates teach",
                [row for row in rows if row.template == template],
            )
        _judge(f"{PART}_templates", report("held-out discussions, template left out", rows), options)
    elif options.crossed:
        rows = every_one(kept(options.rows, options.weights))
        _judge(f"{PART}_crossed", report("held-out and cross-fitted discussions", rows), options)
    else:
        _judge(PART, report("held-out discussions, as it ships", held_out(threads_data.SETS)), options)


def held_out(sets, most=HELD):
    """Links of discussions that the shipped weights were not learned from."""
    rows = []
    for name in sets:
        chosen = [one for one in threads_data.known_discussions(name) if one.held_out]
        rows += from_words(chosen, default_model())
        if name != "irc_ubuntu":
            rows += from_dumps(name, chosen, most)
    return rows


def _judge(part, measured, options):
    print()
    sys.exit(floors.settle(part, measured, options))


if __name__ == "__main__":
    main()
