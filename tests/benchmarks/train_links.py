"""Learn the weights of the link evidence from the discussions with known trees that are set apart for learning.

    python -m tests.benchmarks.train_links            # writes threads/rebuild/evidence/weights.json
    python -m tests.benchmarks.train_links --without irc_ubuntu -o other.json

Every discussion is seen several times: by texts, order and authors; with dates as well; with part of its authors
unknown and part of its replies opening with their parent's name; and in the order of a page that shows replies below
what they answer. Where chat is left out of learning, made-up chats stand in for it. Temperature and threshold come from
cross-fitting, never from held-out discussions.
"""

# ruff: noqa: E501 -- the rows of a printed table read best in one line
from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from commentariat.threads.rebuild.evidence import model as modelling
from commentariat.threads.rebuild.evidence.features import NAMES, features, prepare
from commentariat.threads.rebuild.evidence.structure import STRUCTURE, structure
from commentariat.threads.rebuild.linking.decode import ROOT

from ..threads_data import SETS
from .braid import braids
from .links import addressed, for_learning, threaded, unsigned, view_of

TARGET = Path(__file__).parents[2] / "threads" / "rebuild" / "evidence" / modelling.WEIGHTS
HIDDEN, EPOCHS, DECAY, RATE, BATCH, DROPOUT, FOLDS = 48, 16, 0.1, 3e-3, 160, 0.2, 4
#: How far small sets are weighed up against large ones: 0 not at all, 1 to equal parts.
BALANCE = 0.5
CHAT = "irc_ubuntu"
#: In how many views a discussion is seen, and by how many networks a fold and pass, which begin elsewhere each.
VIEWS, SEEDS = 4, 2
#: What parts the seeds of the networks of one fold.
APART = 100


@dataclass(frozen=True, eq=False)
class Example:
    """One view of one discussion: candidates, features, and which candidates are right."""

    set: str
    scene: object
    x: np.ndarray
    right: np.ndarray
    fold: int


def examples(known, fold, count):
    plain, dated = view_of(known), view_of(known, dated=True)
    talking = unsigned(addressed(plain, known.parents, 0.4, fold), 0.3, fold)
    printed, moved = threaded(plain, known.parents)
    views = [(plain, known.parents), (dated, known.parents), (talking, known.parents)]
    # Chat is never printed by threads.
    views += [] if known.set == CHAT else [(printed, moved)]
    for view, parents in views[:count]:
        yield _example(known.set, view, parents, fold)


def _example(name, view, parents, fold):
    scene = prepare(view)
    rows = zip(scene.pairs.child.tolist(), scene.pairs.parent.tolist(), strict=True)
    right = [parents[child] is not None and parent in parents[child] for child, parent in rows]
    return Example(name, scene, features(scene), np.array(right), fold)


def chats(name, known, fold):
    """Made-up chats from the discussions of one fold."""
    many = [(view_of(one), one.parents) for one in known]
    return [_example(f"{name}, braided", view, parents, fold) for view, parents in braids(many, fold)]


def load(sets, folds=FOLDS, views=VIEWS):
    """All training discussions of some sets, as examples; each discussion's views share a fold.

    Where no set is chat, made-up chats stand in for it.
    """
    out = []
    for name in sets:
        chosen = list(for_learning(name, folds))
        for fold, known in chosen:
            out += examples(known, fold, views)
        if CHAT not in sets:
            for fold in range(folds):
                out += chats(name, [known for own, known in chosen if own == fold], fold)
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
    share = np.array([counts[name] ** -BALANCE for name in weight])
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
    wide = np.concatenate(
        [one.x, structure(one.scene.pairs, one.scene.view.person, one.scene.alike, chance, chance)], axis=1
    )
    return Example(one.set, one.scene, wide, one.right, one.fold)


def train(many):
    """Learn both passes, temperature and threshold; each network of a pass learns from all folds but one.

    So the second pass learns from first guesses by networks that did not see the discussion, temperature and
    threshold come from scores of discussions not seen, and the networks that are averaged differ in more than their seed.
    """
    folds = 1 + max(one.fold for one in many)
    first = _by_fold(many, folds)
    wide = [with_structure(one, first[one.fold :: folds]) for one in many]
    second = _by_fold(wide, folds)
    probed = [(one, np.mean([net.score(one.x) for net in second[one.fold :: folds]], axis=0)) for one in wide]
    temperature = _temperature(probed)
    return first, second, temperature, _threshold(probed, temperature)


def _by_fold(many, folds):
    """Networks that did not learn from a fold: those of fold f are every ``folds``-th from f on."""
    return [
        fit([one for one in many if one.fold != fold], fold + APART * seed)
        for seed in range(SEEDS)
        for fold in range(folds)
    ]


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


def weights_without(name, folder):
    """Path of weights learned from all sets but one; learned now unless the folder holds them."""
    path = folder / f"without_{name}.json"
    if not path.exists():
        folder.mkdir(exist_ok=True, parents=True)
        many = load([one for one in SETS if one != name])
        path.write_text(json.dumps(as_json(*train(many), {})), "utf-8")
    return path


def main():
    torch.set_num_threads(1)
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", action="append", default=[], choices=SETS)
    parser.add_argument("--folds", type=int, default=FOLDS, help="fewer learn faster, each from less")
    parser.add_argument("--views", type=int, default=VIEWS, help="of each discussion, the plain one first")
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    options = parser.parse_args()
    sets = [name for name in SETS if name not in options.without]
    many = load(sets, options.folds, options.views)
    first, second, temperature, threshold = train(many)
    about = {
        "learned_from": {
            name: len({one.scene.view.comment_ids[0] for one in many if one.set == name}) for name in sets
        },
        "note": "Discussions (counts above) of public development data whose hash of thread id modulo 3 is not 0 and that repeat "
        "no comment of the others; weights only, no text. Made by tests/benchmarks/train_links.py.",
    }
    data = as_json(first, second, temperature, threshold, about)
    options.output.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    print(f"temperature {temperature:.2f}, threshold {threshold:.3f}, {options.output.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
