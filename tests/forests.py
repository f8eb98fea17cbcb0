"""Forests for tests: families with closed forms, random ones, and a slow reading of the definitions."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st


def path(n):
    return np.arange(n) - 1


def star(n):
    """One root that all others answer."""
    return np.where(np.arange(n) == 0, -1, 0)


def caterpillar(spine, legs):
    """A chain whose every comment has ``legs`` further answers, the chain first."""
    body = np.arange(spine) - 1
    return np.concatenate((body, np.repeat(np.arange(spine), legs)))


def complete(branching, levels):
    """The complete tree with ``levels`` levels below the root."""
    n = sum(branching**level for level in range(levels + 1))
    at = np.arange(n)
    return np.where(at == 0, -1, (at - 1) // branching)


@st.composite
def forests(draw, max_size=40):
    """Parents in any order of rows: a forest in order of arrival, then shuffled."""
    n = draw(st.integers(1, max_size))
    arrival = [draw(st.integers(-1, at - 1)) for at in range(n)]
    order = draw(st.permutations(range(n)))
    parents = [0] * n
    for at, parent in enumerate(arrival):
        parents[order[at]] = -1 if parent < 0 else order[parent]
    return np.array(parents)


def ways(parents):
    """The way from each comment up to its root."""
    out = []
    for at in range(len(parents)):
        way = [at]
        while parents[way[-1]] >= 0:
            way.append(int(parents[way[-1]]))
        out.append(way)
    return out


def reading_order(parents):
    kids = {at: [] for at in range(-1, len(parents))}
    for at, parent in enumerate(parents):
        kids[int(parent)].append(at)
    before, after, stack = [], [], [(root, False) for root in reversed(kids[-1])]
    while stack:
        at, done = stack.pop()
        if done:
            after.append(at)
            continue
        before.append(at)
        stack.append((at, True))
        stack.extend((kid, False) for kid in reversed(kids[at]))
    return before, after
