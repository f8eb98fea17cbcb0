"""From stated probabilities to honest ones: what corrections are learned from, and how."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from commentariat.threads.rebuild.linking.confidence import MOST, Circumstances, Correction, Way
from commentariat.threads.rebuild.linking.strange import PORTRAIT, Sources

#: What is corrected for losses; a dump's "explicit" is a stated number, or a name with a date.
BASES = ("explicit", "inferred", "mention", "nesting", "quote", "root")
#: Links that a mark names, and roots: how often they are right depends on layout and damage more than on what is
#: talked about.
LIKE_ANYWHERE = ("explicit", "mention", "nesting", "root")
#: Links' worth of belief: in no correction for losses; in that of all bases, for one of them; in no flattening.
USUAL, SHRINK, PLAIN = 1.0, 40.0, 10.0
STEPS = 60
#: A discussion counts as known up to this quantile of the distances of what was learned from, as strange from that.
NEAR, FAR = 0.9, 0.99
#: Added to every spread: a source that varies in nothing is not known that well.
LEAST = 0.05


class Row(NamedTuple):
    """One decided link: where it comes from, what was said of it before any correction, and whether it is right."""

    source: str
    template: str
    discussion: str
    basis: str
    sure: float
    right: bool
    under: Circumstances = Circumstances(0.0, True, 0.0)


def sources_of(portraits):
    """What sources look like; ``portraits`` maps each to rows of a portrait and a number of links."""
    centres, own = [], []
    for rows in portraits.values():
        seen, weight = _table(rows)
        share = np.sqrt(weight) / np.sqrt(weight).sum()
        centres.append(share @ seen)
        own.append(share @ (seen - centres[-1]) ** 2)
    # A source with few discussions hardly shows its spread: half of it is that of all.
    spreads = np.sqrt((np.array(own) + np.mean(own, axis=0)) / 2) + LEAST
    plain = Sources(np.array(centres), spreads, 0.0, 1.0)
    apart, alike = [], []
    for rows in portraits.values():
        seen, weight = _table(rows)
        apart += [plain.distance(one) for one in seen]
        alike += (weight / weight.sum()).tolist()
    near, far = (_quantile(np.array(apart), np.array(alike), share) for share in (NEAR, FAR))
    return Sources(plain.centres, plain.spreads, near, far)


def _table(rows):
    every = np.array(rows, dtype=float).reshape(-1, len(PORTRAIT) + 1)
    return every[:, :-1], every[:, -1]


def _quantile(values, weight, share):
    order = np.argsort(values)
    running = np.cumsum(weight[order]) / weight.sum()
    return float(values[order][min(int(np.searchsorted(running, share)), order.size - 1)])


class Lessons(NamedTuple):
    """What corrections are learned from.

    ``known`` holds links of sources learned from, by networks that did not learn from the discussion; ``strange`` holds
    links of sources that the weights never saw.
    """

    known: list[Row]
    strange: list[Row]
    sources: Sources

    def only(self, wanted):
        """Those of the links that a function wants."""
        return Lessons(
            [row for row in self.known if wanted(row)], [row for row in self.strange if wanted(row)], self.sources
        )


def learned(lessons):
    """The correction that links teach: all for strangeness and losses of what is alike anywhere, else known ones."""
    every = [*lessons.known, *lessons.strange]
    marked = [row for row in every if not row.under.alone]
    by_marks = losses_of(marked, balanced(marked))
    by_words = losses_of([row for row in lessons.known if not row.under.alone])
    shared = {basis: change for basis, change in by_marks.items() if basis in LIKE_ANYWHERE}
    return Correction(
        _way(losses_of(lessons.known), [row for row in every if row.under.alone]),
        _way({**by_words, **shared}, marked),
        lessons.sources,
    )


def _way(losses, rows):
    return Way(losses, _flatter(rows, Way(losses, 0.0)))


def balanced(rows):
    """Weights by source: small ones are weighed up halfway; of sources there are few, and the next is like any."""
    _, which = np.unique([row.source for row in rows], return_inverse=True)
    weight = np.bincount(which)[which] ** -0.5
    return weight * len(rows) / max(weight.sum(), 1e-9)


def losses_of(rows, weight=None):
    """What slope and offset gain with the damage, by basis, each shrunk towards that of all together."""
    kept = np.array([row.basis in BASES and row.under.damage > 0.0 for row in rows], dtype=bool)
    if not kept.any():
        return {}
    mine = [row for row, one in zip(rows, kept, strict=True) if one]
    share = np.ones(len(mine)) if weight is None else weight[kept]
    basis = np.array([row.basis for row in mine])
    usual = _changes(mine, np.zeros(3), USUAL, share)
    return {
        name: tuple(_changes([row for row in mine if row.basis == name], usual, SHRINK, share[basis == name]).tolist())
        for name in np.unique(basis).tolist()
    }


def _changes(rows, usual, shrink, weight):
    odds, damage = logit([row.sure for row in rows]), np.array([min(row.under.damage, MOST) for row in rows])
    design = np.column_stack([odds * damage, odds * np.sqrt(damage), damage])
    return _fit(rows, odds, design, usual, shrink * damage.mean() ** 2, weight)


def _flatter(rows, plain):
    """By how much the slope sinks in what is altogether strange, beside what losses do."""
    strange = np.array([row.under.strange for row in rows])
    if not strange.any():
        return 0.0
    known = [plain.corrected(min(row.under.damage, MOST), 0.0, row.basis, row.sure) for row in rows]
    design = -(logit([row.sure for row in rows]) * strange)[:, None]
    return float(_fit(rows, logit(known), design, np.zeros(1), PLAIN, balanced(rows))[0])


def _fit(rows, odds, design, usual, ridge, weight):
    """Logistic regression by Newton's method, halved until it helps."""
    right = np.array([row.right for row in rows], dtype=float)

    def loss(found):
        signed = np.where(right > 0, 1.0, -1.0) * (odds + design @ found)
        return weight @ np.logaddexp(0.0, -signed) + ridge / 2 * np.sum((found - usual) ** 2)

    found = usual
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(odds + design @ found, -30, 30)))
        slope = design.T @ (weight * (right - chance)) - ridge * (found - usual)
        bend = (design * (weight * chance * (1 - chance))[:, None]).T @ design + (ridge + 1e-6) * np.eye(found.size)
        step = np.linalg.solve(bend, slope)
        found = min((found + step * size for size in (1, 0.5, 0.25, 0.1, 0.01, 0.0)), key=loss)
    return found


def logit(sure):
    """Log-odds of probabilities, within ±9."""
    kept = np.clip(np.asarray(sure, dtype=float), 1e-4, 1 - 1e-4)
    return np.log(kept / (1 - kept))


def corrected(rows, correction):
    """The rows with corrected probabilities, as the reader would state them."""
    return [row._replace(sure=correction.under(row.under)(row.basis, row.sure)) for row in rows]


def left_out(judged, lessons, *, source=True, template=True):
    """Correct each judged row by what rows of other sources, or in other templates, or both, teach."""
    out = []
    for one, other in sorted({(row.source if source else "", row.template if template else "") for row in judged}):
        mine = [row for row in judged if (not source or row.source == one) and (not template or row.template == other)]
        teachers = lessons.only(lambda row, one=one, other=other: row.source != one and row.template != other)
        out += corrected(mine, learned(teachers))
    return out


def crossed(judged, lessons, folds=5):
    """Correct each row by what other discussions teach."""
    out = []
    number = {one: at % folds for at, one in enumerate(sorted({row.discussion for row in judged}))}
    for fold in range(folds):
        mine = [row for row in judged if number[row.discussion] == fold]
        out += corrected(mine, learned(lessons.only(lambda row, fold=fold: number.get(row.discussion) != fold)))
    return out
