"""Which claims are taken up: python -m tests.benchmarks.bench_uptake.

Arguments of ArgKP-2021 labelled with the key points they make stand in for comments and claims; arguments of the next
topic for comments that speak of something else. Weights and bounds are chosen on all topics but one and judged on that
one, for each topic in turn; intervals draw topics with replacement. ``--per-topic 40`` looks at small discussions.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass

import numpy as np
import polars as pl

from commentariat.embeddings.background import background_for
from commentariat.embeddings.drift import nearness
from commentariat.embeddings.drift.material import around
from commentariat.embeddings.drift.uptake import BOUND, FOREIGN, foreign_nearness
from commentariat.embeddings.encoder import Encoder
from tests.benchmarks.argkp import load

PRECISION = 0.8
#: Share of key points that arguments about something else may seem to take up.
ALARMS = 0.05
#: Pairs that must be told before a precision counts when a bound is chosen.
FEWEST = 50
RESAMPLES = 1000


@dataclass(frozen=True)
class Rule:
    """Weights of the log-odds, the bound on them, and the spreads by which foreign units must be exceeded."""

    weights: tuple[float, float, float]
    bound: float
    foreign: float


SHIPPED = Rule(nearness.WEIGHTS, BOUND, FOREIGN)


@dataclass(frozen=True, eq=False)
class Judged:
    """Arguments beside key points, shapes (arguments, key points); ``labels`` is 1, 0, or -1 for not judged.

    ``spreads`` is how far the cosine exceeds that of unrelated units.
    """

    surplus: np.ndarray
    shared: np.ndarray
    spreads: np.ndarray
    labels: np.ndarray

    def best(self, weights: tuple[float, float, float]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Score, place and spreads of the best key point of each argument."""
        score = weights[0] + weights[1] * self.surplus + weights[2] * self.shared
        place, at = score.argmax(axis=1), np.arange(len(score))
        return score[at, place], place, self.spreads[at, place]

    def told(self, rule: Rule) -> tuple[np.ndarray, np.ndarray]:
        """Score and label of the judged pairs that the rule tells."""
        score, place, spreads = self.best(rule.weights)
        label = self.labels[np.arange(len(place)), place]
        kept = (score >= rule.bound) & (spreads > rule.foreign) & (label >= 0)
        return score[kept], label[kept]

    def alarms(self, rule: Rule) -> int:
        """Key points that the rule says are taken up."""
        score, place, spreads = self.best(rule.weights)
        return int(np.unique(place[(score >= rule.bound) & (spreads > rule.foreign)]).size)


def judged(per_topic: int | None = None) -> list[tuple[Judged, Judged]]:
    """Every topic's key points beside its own arguments and beside those of the next topic."""
    background, topics = background_for(Encoder()), load(per_topic=per_topic)
    out = []
    for topic, other in zip(topics, [*topics[1:], topics[0]], strict=True):
        claims = around(topic.names, background.vector)
        mean, spread = foreign_nearness(claims, background.unit_bank)
        both = []
        for said, labels in ((topic, topic.labels), (other, np.full((len(other.arguments), len(claims)), -1))):
            units = around(said.all_vectors, background.vector)
            (found,) = nearness.pairs(claims, topic.points, units, said.arguments)
            both.append(Judged(found.surplus, found.shared, (found.cosine - mean) / spread, labels))
        out.append((both[0], both[1]))
    return out


def chosen(topics: list[tuple[Judged, Judged]]) -> Rule:
    """Weights first, then the fewest spreads that keep alarms rare, then the lowest bound that keeps the precision."""
    weights = _weights([own for own, _ in topics])
    foreign = next(
        spreads
        for spreads in np.arange(2.0, 20.0, 0.5)
        if sum(other.alarms(Rule(weights, _bound(topics, weights, spreads), spreads)) for _, other in topics)
        <= ALARMS * sum(own.labels.shape[1] for own, _ in topics)
    )
    return Rule(weights, _bound(topics, weights, foreign), float(foreign))


def _weights(topics: list[Judged]) -> tuple[float, float, float]:
    from sklearn.linear_model import LogisticRegression

    kept = [one.labels >= 0 for one in topics]
    pairs = list(zip(topics, kept, strict=True))
    features = np.concatenate([np.stack((one.surplus[on], one.shared[on]), axis=1) for one, on in pairs])
    model = LogisticRegression(C=1.0).fit(features, np.concatenate([one.labels[on] for one, on in pairs]))
    return float(model.intercept_[0]), float(model.coef_[0, 0]), float(model.coef_[0, 1])


def _bound(topics: list[tuple[Judged, Judged]], weights: tuple[float, float, float], foreign: float) -> float:
    told = [own.told(Rule(weights, -np.inf, foreign)) for own, _ in topics]
    score, label = (np.concatenate(part) for part in zip(*told, strict=True))
    order = np.argsort(-score, kind="stable")
    precision = np.cumsum(label[order]) / np.arange(1, order.size + 1)
    good = np.flatnonzero((precision >= PRECISION) & (np.arange(order.size) >= FEWEST))
    return float(score[order][good[-1]]) if good.size else float("inf")


def counted(topic: tuple[Judged, Judged], rule: Rule) -> tuple[int, int, int, int, int]:
    """Pairs told rightly, pairs told, pairs there are; alarms beside another topic, key points there are."""
    own, other = topic
    label = own.told(rule)[1]
    return int(label.sum()), label.size, int((own.labels == 1).sum()), other.alarms(rule), own.labels.shape[1]


def cross_validated(topics: list[tuple[Judged, Judged]]) -> np.ndarray:
    """Counts of each topic under the rule chosen on the others, shape (topics, 5)."""
    return np.array([counted(topic, chosen(topics[:at] + topics[at + 1 :])) for at, topic in enumerate(topics)])


def shares(counts: np.ndarray, seed: int = 0) -> list[tuple[str, float, float, float]]:
    """Precision, recall and alarms over all topics, each with a 95 % interval over topics."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=RESAMPLES) @ counts
    whole = counts.sum(axis=0)
    rows = []
    for name, above, below in (("precision", 0, 1), ("recall", 0, 2), ("alarms beside another topic", 3, 4)):
        low, high = np.quantile(drawn[:, above] / np.maximum(drawn[:, below], 1), [0.025, 0.975])
        rows.append((name, whole[above] / max(whole[below], 1), float(low), float(high)))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--per-topic", type=int)
    topics = judged(parser.parse_args().per_topic)
    print("chosen on all topics:", chosen(topics))
    rows = [("chosen on the other topics", *row) for row in shares(cross_validated(topics))]
    rows += [("as shipped", *row) for row in shares(np.array([counted(one, SHIPPED) for one in topics]))]
    with pl.Config(tbl_cols=-1, tbl_rows=-1, tbl_width_chars=140, float_precision=3):
        print(pl.DataFrame(rows, schema=["rule", "share", "value", "low", "high"], orient="row"))


if __name__ == "__main__":
    main()
