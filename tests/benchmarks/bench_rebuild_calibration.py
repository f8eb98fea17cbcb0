"""Is the confidence honest? Per link basis: Brier skill, calibration error with its upper bound, risk by coverage.

    python -m tests.benchmarks.bench_rebuild_calibration              # held-out discussions, shipped weights
    python -m tests.benchmarks.bench_rebuild_calibration --crossed    # and training ones, by networks that never saw them
    python -m tests.benchmarks.bench_rebuild_calibration --leave-out FOLDER [--write]

Links come from texts, order and authors alone ("words"), and from dumps of several templates that lost half their marks.
With ``--leave-out``, all discussions of each source are judged by weights learned from the other sources
only (kept in FOLDER), and corrected by what other sources show in other templates; ``--write`` puts the correction that all of
them teach into the shipped weights. Bounds are 95 % quantiles over resampled discussions, with bins of equal mass; "honest"
is the bound that the same links would show if their confidence were exactly right.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import json
import sys
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from commentariat import threads
from commentariat.threads.degradation import Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.evaluation import brier_skill, evaluate, expected_calibration_error, reliability
from commentariat.threads.rebuild import confidence
from commentariat.threads.rebuild.decode import decode
from commentariat.threads.rebuild.evidence import model as modelling
from commentariat.threads.rebuild.evidence import score_links

from .. import threads_data
from . import floors
from .calibrate import Row, fitted, left_out
from .links import for_learning, view_of

PART = "rebuild_calibration"
TEMPLATES = ("unz", "guardian", "slashdot", "disqus", "typepad")
RESAMPLES = 200
LOSS = 0.5
#: Discussions of each source that are rendered as dumps.
DUMPED = 30
#: A basis with fewer links is not judged by itself.
FEWEST = 50


def from_words(name, chosen, model):
    """Every judged, decided link from texts, order and authors."""
    rows = []
    for known in chosen:
        view = view_of(known)
        links = decode(
            len(view), {}, score_links(view, model=model), threshold=model.threshold, calibrate=model.calibrated
        )
        for at, gold in enumerate(known.parents):
            if gold is not None and links.basis[at] != "undecided":
                right = int(links.parents[at]) in gold
                rows.append(Row(name, "words", known.thread_id, links.basis[at], float(links.confidence[at]), right))
    return rows


def from_dumps(name, chosen, most=DUMPED, templates=TEMPLATES, loss=LOSS):
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
                Row(name, template, known.thread_id, basis, confidence, right)
                for basis, confidence, right in pairs.select("link_basis", "confidence", "link_right").iter_rows()
                if basis != "undecided"
            ]
    return rows


def judged(rows):
    """Figures of one set of links."""
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
        "bound": upper_bound(rows),
        "honest": honest_bound(rows),
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


@contextmanager
def shipped(path):
    """Let the reader use other weights than those that ship, and no correction for losses, which others taught."""
    usual = modelling.WEIGHTS, confidence.LOSSES
    with tempfile.TemporaryDirectory() as folder:
        none = Path(folder) / "losses.json"
        none.write_text('{"by_layout": {}}', "utf-8")
        _use(str(path.resolve()), str(none))
        try:
            yield modelling.default_model()
        finally:
            _use(*usual)


def _use(weights, losses):
    modelling.WEIGHTS, confidence.LOSSES = weights, losses
    modelling.default_model.cache_clear()
    confidence.losses.cache_clear()


def unseen(sets, folder, most=DUMPED):
    """Links of each source by weights that never saw it."""
    from .train_links import weights_without  # learning needs torch, measuring does not

    rows = []
    for name in sets:
        known = threads_data.known_discussions(name)
        with shipped(weights_without(name, folder)) as model:
            rows += from_words(name, known, model)
            if name != "irc_ubuntu":
                rows += from_dumps(name, known, most)
    return rows


def cross_fitted(sets):
    """Links of the training half from words, each by the one network of each pass that did not learn from it."""
    data = json.loads((Path(modelling.__file__).parent / modelling.WEIGHTS).read_text("utf-8"))
    folds = len(data["first"])
    models = [modelling.from_json(data | {one: [data[one][at]] for one in ("first", "second")}) for at in range(folds)]
    rows = []
    for name in sets:
        for at, known in for_learning(name, folds):
            rows += from_words(name, [known], models[at])
    return rows


def report(title, rows):
    """Print words and dumps apart; return the figures by name."""
    out = {}
    for kind, mine in (
        ("words", [row for row in rows if row.template == "words"]),
        ("dumps", [row for row in rows if row.template != "words"]),
    ):
        if not mine:
            continue
        for basis, one in show(f"{kind}: {title}", mine).items():
            out[f"{kind}, {basis}: 1 - ECE"] = 1 - one["ece"]
            out[f"{kind}, {basis}: 1 - bound"] = 1 - one["bound"]
            if np.isfinite(one["skill"]):
                out[f"{kind}, {basis}: Brier skill"] = one["skill"]
    return out


def write(rows):
    """Put the correction that all sources and templates teach into the shipped weights."""
    path = Path(modelling.__file__).parent / modelling.WEIGHTS
    data = json.loads(path.read_text("utf-8"))
    data["calibration"] = {basis: [round(one, 3) for one in both] for basis, both in fitted(rows).items()}
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"\nwritten: {data['calibration']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leave-out", type=Path, metavar="FOLDER")
    parser.add_argument("--crossed", action="store_true", help="words only, of held-out and training discussions")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--sets", nargs="+", default=threads_data.SETS)
    parser.add_argument(
        "--dumped", type=int, default=DUMPED, help="discussions of each source that are rendered as dumps"
    )
    parser.add_argument("--update-floors", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    options = parser.parse_args()
    if options.leave_out:
        rows = unseen(options.sets, options.leave_out, options.dumped)
        report("sources never seen, as the weights say", rows)
        measured = report("sources and templates never seen, corrected", left_out(rows))
        measured = {f"never seen: {name}": value for name, value in measured.items()}
        if options.write:
            write(rows)
    elif options.crossed:
        rows = from_words_held_out(options.sets) + cross_fitted(options.sets)
        measured = report("held-out and cross-fitted discussions", rows)
    else:
        measured = report("held-out discussions, shipped weights", held_out(options.sets, options.dumped))
    if options.dumped == DUMPED and options.sets == threads_data.SETS:
        _judge(measured, options)


def held_out(sets, most=DUMPED):
    """Links of discussions that the shipped weights were not learned from."""
    rows = from_words_held_out(sets)
    for name in sets:
        if name != "irc_ubuntu":
            rows += from_dumps(name, [one for one in threads_data.known_discussions(name) if one.held_out], most)
    return rows


def from_words_held_out(sets):
    """Those of them from texts, order and authors."""
    rows = []
    for name in sets:
        chosen = [one for one in threads_data.known_discussions(name) if one.held_out]
        rows += from_words(name, chosen, modelling.default_model())
    return rows


def _judge(measured, options):
    part = f"{PART}_unseen" if options.leave_out else f"{PART}_crossed" if options.crossed else PART
    if options.update_floors:
        floors.update(part, measured, allow_lower=options.allow_lower)
    problems = floors.failures(part, measured)
    print("\n" + ("\n".join(problems) or "no floor is broken"))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
