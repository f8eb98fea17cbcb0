"""Learn the weights of the link evidence from the discussions with known trees that are set apart for learning.

    python -m tests.benchmarks.train_links            # writes threads/rebuild/evidence/weights.json
    python -m tests.benchmarks.train_links --without irc_ubuntu -o other.json

Every discussion is seen several times: by texts, order and authors; with dates as well; with part of its authors
unknown and part of its replies opening with their parent's name; and in the order of a page that shows replies below
what they answer. The second pass learns from a first pass that did not see the discussion. Temperature and threshold come
from the same cross-fitting, never from held-out discussions.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from commentariat.threads.rebuild.decode import ROOT
from commentariat.threads.rebuild.evidence import model as modelling
from commentariat.threads.rebuild.evidence.features import NAMES, features, prepare
from commentariat.threads.rebuild.evidence.structure import STRUCTURE, structure

from ..threads_data import SETS, known_discussions
from .links import addressed, threaded, unsigned, view_of

TARGET = Path(__file__).parents[2] / "threads" / "rebuild" / "evidence" / modelling.WEIGHTS
HIDDEN, NETWORKS, EPOCHS, DECAY, RATE, BATCH, DROPOUT, FOLDS = 24, 3, 16, 1e-3, 3e-3, 160, 0.2, 3


@dataclass(frozen=True, eq=False)
class Example:
    """One view of one discussion: candidates, features, and which candidates are right."""

    set: str
    scene: object
    x: np.ndarray
    right: np.ndarray
    fold: int


def examples(known, fold):
    plain, dated = view_of(known), view_of(known, dated=True)
    talking = unsigned(addressed(plain, known.parents, 0.4, fold), 0.3, fold)
    printed, moved = threaded(plain, known.parents)
    views = [(plain, known.parents), (dated, known.parents), (talking, known.parents)]
    # Chat is never printed by threads.
    for view, parents in views if known.set == "irc_ubuntu" else [*views, (printed, moved)]:
        scene = prepare(view)
        pairs = scene.pairs
        right = [parents[c] is not None and p in parents[c] for c, p in zip(pairs.child, pairs.parent, strict=True)]
        yield Example(known.set, scene, features(scene), np.array(right), fold)


def load(sets):
    """All training discussions of some sets, as examples; each discussion's views share a fold."""
    out = []
    for name in sets:
        chosen = [one for one in known_discussions(name) if not one.held_out]
        for at, known in enumerate(chosen):
            out += examples(known, at % FOLDS)
    return out


class Net(torch.nn.Module):
    def __init__(self, width):
        super().__init__()
        self.linear = torch.nn.Linear(width, 1, bias=False)
        self.hidden = torch.nn.Linear(width, HIDDEN)
        self.out = torch.nn.Linear(HIDDEN, 1, bias=False)
        self.drop = torch.nn.Dropout(DROPOUT)

    def forward(self, x):
        return (self.linear(x) + self.out(self.drop(torch.tanh(self.hidden(x)))))[:, 0]


def fit(many, seed):
    """Fit one network by minimising the negative log-probability of the right parents."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    x, right, starts, weight = _stack(many)
    mean, spread = x.mean(0), x.std(0) + 1e-3
    x = torch.tensor((x - mean) / spread)
    net = Net(x.shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, EPOCHS)
    for _ in range(EPOCHS):
        order = rng.permutation(len(weight))
        for at in range(0, order.size, BATCH):
            _step(net, optimiser, x, right, starts, weight, order[at : at + BATCH])
        schedule.step()
    return _folded(net, mean, spread)


def _stack(many):
    rows, right, lengths, weight = [], [], [], []
    counts = {}
    for one in many:
        for start, end in zip(one.scene.pairs.start[:-1], one.scene.pairs.start[1:], strict=True):
            if one.right[start:end].any():
                rows.append(one.x[start:end])
                right.append(one.right[start:end])
                lengths.append(end - start)
                weight.append(one.set)
                counts[one.set] = counts.get(one.set, 0) + 1
    share = np.array([counts[name] ** -0.5 for name in weight])
    starts = np.concatenate(([0], np.cumsum(lengths)))
    return np.concatenate(rows), np.concatenate(right), starts, share / share.mean()


def _step(net, optimiser, x, right, starts, weight, chosen):
    rows = np.concatenate([np.arange(starts[i], starts[i + 1]) for i in chosen])
    group = torch.tensor(np.repeat(np.arange(chosen.size), starts[chosen + 1] - starts[chosen]))
    scores = net(x[rows])
    top = torch.full((chosen.size,), -1e9).scatter_reduce(0, group, scores.detach(), "amax")
    shares = torch.exp(scores - top[group])
    total = torch.zeros(chosen.size).index_add(0, group, shares)
    good = torch.zeros(chosen.size).index_add(0, group, shares * torch.tensor(right[rows]))
    loss = (torch.tensor(weight[chosen], dtype=torch.float32) * (torch.log(total) - torch.log(good + 1e-9))).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()


def _folded(net, mean, spread):
    """Write the standardisation into the weights."""
    linear, hidden = (
        net.linear.weight.detach().numpy()[0] / spread,
        net.hidden.weight.detach().numpy().T / spread[:, None],
    )
    bias = net.hidden.bias.detach().numpy() - mean @ hidden
    arrays = (linear, hidden, bias, net.out.weight.detach().numpy()[0])
    return modelling.Network(*(np.asarray(one, dtype=np.float32) for one in arrays))


def with_structure(one, networks):
    """Append the second pass's columns, from a first pass by the given networks."""
    scores = np.mean([network.score(one.x) for network in networks], axis=0)
    chance = modelling.softmax(scores, one.scene.pairs.start)
    wide = np.concatenate([one.x, structure(one.scene.pairs, one.scene.view.person, chance, chance)], axis=1)
    return Example(one.set, one.scene, wide, one.right, one.fold)


def train(many, networks=NETWORKS):
    """Learn both passes, temperature and threshold."""
    first = [fit(many, seed) for seed in range(networks)]
    wide = []
    for fold in range(FOLDS):
        partial = [fit([one for one in many if one.fold != fold], 0)]
        wide += [with_structure(one, partial) for one in many if one.fold == fold]
    second = [fit(wide, seed) for seed in range(networks)]
    probed = _cross_scores(wide)
    temperature = _temperature(probed)
    return first, second, temperature, _threshold(probed, temperature)


def _cross_scores(wide):
    """Second-pass scores of every example by networks that did not see it."""
    out = []
    for fold in range(FOLDS):
        network = fit([one for one in wide if one.fold != fold], 0)
        out += [(one, network.score(one.x)) for one in wide if one.fold == fold]
    return out


def _temperature(probed):
    def loss(temperature):
        total = 0.0
        for one, scores in probed:
            chance = modelling.softmax(scores / temperature, one.scene.pairs.start)
            good = np.add.reduceat(chance * one.right, one.scene.pairs.start[:-1])
            total -= np.log(good[good > 0]).sum()
        return total

    return float(min(np.arange(0.7, 2.01, 0.05), key=loss))


def _threshold(probed, temperature):
    """The confidence below which giving no answer raises reply F1."""
    sure, hit, replies = [], [], 0
    for one, scores in probed:
        pairs = one.scene.pairs
        chance = modelling.softmax(scores / temperature, pairs.start)
        for start, end in zip(pairs.start[:-1], pairs.start[1:], strict=True):
            if not one.right[start:end].any():
                continue
            replies += not one.right[start]
            best = start + int(np.argmax(chance[start:end]))
            if pairs.parent[best] != ROOT:
                sure.append(chance[best])
                hit.append(one.right[best])
    order = np.argsort(-np.array(sure))
    hits = np.cumsum(np.array(hit)[order])
    f1 = 2 * hits / (np.arange(1, hits.size + 1) + replies)
    return float(np.array(sure)[order][int(np.argmax(f1))])


def as_json(first, second, temperature, threshold, about):
    def network(one):
        return {name: _short(getattr(one, name)) for name in ("linear", "hidden", "bias", "out")}

    return {
        "about": about,
        "features": list(NAMES),
        "structure": list(STRUCTURE),
        "temperature": round(temperature, 3),
        "threshold": round(threshold, 3),
        "first": [network(one) for one in first],
        "second": [network(one) for one in second],
    }


def _short(array):
    return [_short(row) for row in array] if array.ndim > 1 else [float(f"{value:.4g}") for value in array]


def main():
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[], choices=SETS)
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    options = parser.parse_args()
    sets = [name for name in SETS if name not in options.without]
    many = load(sets)
    first, second, temperature, threshold = train(many)
    about = {
        "learned_from": {
            name: len({one.scene.view.comment_ids[0] for one in many if one.set == name}) for name in sets
        },
        "note": "Discussions (counts above) of public development data whose hash of thread id modulo 3 is not 0; "
        "weights only, no text. Made by tests/benchmarks/train_links.py.",
    }
    data = as_json(first, second, temperature, threshold, about)
    options.output.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"temperature {temperature:.2f}, threshold {threshold:.3f}, {options.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
