"""Learn what the lines of a dump are; writes ``weights.npz`` of :mod:`threads.rebuild.tagging`.

    python -m tests.benchmarks.train_tags -o threads/rebuild/tagging/weights.npz PAGES …

PAGES are folders of saved pages, one folder a site: each page is put through every text extractor that is installed,
and what its reader finds is the truth. Training discussions, degraded, are added. One site in four is left out of
learning, by a hash of its name, and judged.
"""

from __future__ import annotations

import argparse
import time
import zlib
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import orjson
import torch

from commentariat.threads.rebuild.tagging.features import NAMES
from commentariat.threads.rebuild.tagging.model import Network, TagModel, first_view, second_view, to_arrays
from commentariat.threads.rebuild.tagging.tags import Tag
from commentariat.threads.rebuild.tagging.told import TOLD

from .tagged import from_discussions, from_page

FOLDS, SECONDS = 3, 2
WIDE, NARROW, LAST = 96, 64, 32
EPOCHS, BATCH, RATE, DECAY = 7, 24, 2e-3, 1e-4
#: Rows of one dump in a batch; share of dumps whose rules are kept from the networks, so that these see for themselves.
ROWS, UNRULED = 300, 0.25
#: A column that hardly varies is not blown up.
LEAST_SPREAD = 0.05
DISCUSSIONS, PAGES_A_SITE, HELD_OUT = 60, 10, 4


def fold_of(site, folds=FOLDS):
    """One fold for everything of one site."""
    return zlib.crc32(f"fold {site}".encode()) % folds


def held_out(site):
    """Whether a site is judged, not learned from."""
    return zlib.crc32(site.encode()) % HELD_OUT == 0


def unruled(rows):
    """The rows without what the rules made of them."""
    values = rows.values.copy()
    values[:, len(NAMES) - len(TOLD) :] = 0.0
    return replace(rows, values=values)


def fit(examples, view, width, seed):
    """Fit one network to the tags of some dumps; each weighs as the root of its rows."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    some = np.concatenate([view(one, one.rows)[::7] for one in examples[::5]])
    mean, spread = some.mean(0), some.std(0) + LEAST_SPREAD
    net = torch.nn.Sequential(
        torch.nn.Linear(len(mean), width), torch.nn.ReLU(), torch.nn.Linear(width, LAST), torch.nn.ReLU(),
        torch.nn.Linear(LAST, len(Tag)),
    )  # fmt: skip
    steps = EPOCHS * -(-len(examples) // BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        order, losses = rng.permutation(len(examples)), []
        for at in range(0, len(order), BATCH):
            x, right, weight = _batch([examples[one] for one in order[at : at + BATCH]], view, rng)
            scores = net(torch.from_numpy(((x - mean) / spread).astype(np.float32)))
            loss = torch.nn.functional.cross_entropy(scores, torch.from_numpy(right), reduction="none")
            loss = (loss * torch.from_numpy(weight)).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"  {np.mean(losses):.4f}", flush=True)
    layers = [layer for layer in net if isinstance(layer, torch.nn.Linear)]
    pairs = [(layer.weight.detach().numpy(), layer.bias.detach().numpy()) for layer in layers]
    return Network(mean.astype(np.float32), spread.astype(np.float32), tuple(pairs))


def _batch(examples, view, rng):
    x, right, weight = [], [], []
    for one in examples:
        seen = view(one, unruled(one.rows) if one.ruled and rng.random() < UNRULED else one.rows)
        rows = rng.choice(len(seen), min(ROWS, len(seen)), replace=False)
        x.append(seen[rows])
        right.append(one.tags[rows])
        weight.append(np.full(len(rows), len(rows) ** -0.5, np.float32))
    total = np.concatenate(weight)
    return np.concatenate(x), np.concatenate(right), total / total.sum()


def learn(examples, about):
    """Both passes; the second learns from what the first ones think of dumps of sites that they have not seen."""
    before, first = {}, []
    for fold in range(FOLDS):
        known = [one for one in examples if fold_of(one.site) != fold]
        first.append(fit(known, lambda _, rows: first_view(rows), WIDE, fold))
        before |= {id(one): first[-1].shares(first_view(one.rows)) for one in examples if fold_of(one.site) == fold}
        print(f"fold {fold}", flush=True)
    second = [
        fit(examples, lambda one, rows: second_view(rows, before[id(one)]), NARROW, FOLDS + at) for at in range(SECONDS)
    ]
    follows = np.zeros((len(Tag), len(Tag)), np.float32)
    for one in examples:
        np.add.at(follows, (one.tags[:-1], one.tags[1:]), 1)
    about |= {"features": NAMES, "first": len(first), "second": len(second), "dumps": len(examples)}
    return TagModel(tuple(first), tuple(second), follows, about)


def judged(model, examples):
    """Share of rows tagged right, recall and precision of the lines with which comments begin."""
    right = rows = hits = found = known = 0
    for one in examples:
        tags = model.shares(one.rows).argmax(1)
        right, rows = right + (tags == one.tags).sum(), rows + len(tags)
        begins, gold = tags == Tag.FIRST, one.tags == Tag.FIRST
        hits, found, known = hits + (begins & gold).sum(), found + begins.sum(), known + gold.sum()
    found_of, real_of = hits / max(1, known), hits / max(1, found)
    return f"rows {right / max(1, rows):.3f}, beginnings: found {found_of:.3f}, real {real_of:.3f}"


def collected(folders):
    """Every dump of some folders of pages, and of degraded discussions."""
    for folder in folders:
        for site in sorted(one for one in Path(folder).iterdir() if one.is_dir()):
            pages = sorted(site.rglob("*.htm*"), key=lambda path: zlib.crc32(path.name.encode()))
            for path in islice(pages, PAGES_A_SITE):
                yield from from_page(path, site.name)
    yield from from_discussions(DISCUSSIONS)


def write(model, path):
    """Write the weights down."""
    with Path(path).open("wb") as file:
        np.savez_compressed(file, **to_arrays(model))
    print(orjson.dumps({key: value for key, value in model.about.items() if key != "features"}).decode())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="+", help="folders of saved pages, one folder a site")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    begun = time.monotonic()
    examples = list(collected(options.pages))
    kept = [one for one in examples if held_out(one.site)]
    about = {"learned": "saved pages of public projects through text extractors, and degraded training discussions"}
    model = learn([one for one in examples if not held_out(one.site)], about)
    print(f"sites left out: {len(kept)} dumps, {judged(model, kept)}; {time.monotonic() - begun:.0f} s")
    write(model, options.output)


if __name__ == "__main__":
    main()
