"""A made-up chat: comments of known discussions cut into short lines, several discussions braided into one.

What the link evidence learns from comment sections does not carry over to chat, where a person says one thing in
several lines, conversations run side by side and hardly anybody starts one. Braids show it such talk without chat.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from commentariat.threads.quotes import find_quotes
from commentariat.threads.rebuild.evidence.view import LinkView

#: Discussions in one braid at most, and those that run side by side.
STRANDS, ACTIVE = 24, 3
#: Lines that one comment is cut into at most, words a line at most.
LINES, WORDS = 3, 25
#: Chance that the conversation just heard goes on, that an answer names whom it answers, that an unanswered root stays.
STICKY, NAMED, KEPT = 0.6, 0.4, 0.25
_BREAK = re.compile(r"(?<=[.!?…。！？])\s+|\n+")


class Line(NamedTuple):
    """One line of chat; ``above`` is the key of the line that it answers."""

    key: tuple[int, int]
    above: tuple[int, int] | None
    author: str | None
    names: tuple[str, ...]
    text: str


def braids(many, seed):
    """Yield (view, parents) of made-up chats from (view, parents) of discussions."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(many))
    for at in range(0, order.size, STRANDS):
        chosen = enumerate(order[at : at + STRANDS].tolist())
        strands = [_strand(number, *many[one], rng) for number, one in chosen]
        lines = _braided([one for one in strands if one], rng)
        if len(lines) > 2:
            yield _as_view(lines)


def _strand(number, view, parents, rng):
    """One discussion as lines: each answers the last line of its comment's parent, or the line before it."""
    first = [min(known) if known else -1 for known in parents]
    answered = {parent for parent in first if parent >= 0}
    out, last = [], {}
    for at, parent in enumerate(first):
        alone = parent < 0 and at not in answered
        if (alone and rng.random() >= KEPT) or (parent >= 0 and parent not in last):
            continue
        above, opening = last.get(parent), _opening(view, at, parent, rng)
        for text in _lines(view.own[at], rng):
            line = Line((number, len(out)), above, view.authors[at], view.names[at], opening + text)
            out.append(line)
            last[at] = above = line.key
            opening = ""
    return out


def _lines(text, rng):
    parts = [" ".join(part.split()[:WORDS]) for part in _BREAK.split(text) if part.strip()]
    return parts[: 1 + int(rng.integers(LINES))] or ["…"]


def _opening(view, at, parent, rng):
    name = view.names[parent][0] if parent >= 0 and view.names[parent] else ""
    if not name or view.authors[at] == view.authors[parent] or rng.random() >= NAMED:
        return ""
    return f"{name}{rng.choice([': ', ', '])!s}"


def _braided(strands, rng):
    """Lines of several strands in one order: a few run at a time, each keeps its own order."""
    waiting, running, out, heard = list(strands), [], [], 0
    while waiting or running:
        while waiting and len(running) < ACTIVE:
            running.append(list(waiting.pop(0)))
        if rng.random() >= STICKY:
            heard = int(rng.integers(len(running)))
        heard = min(heard, len(running) - 1)
        out.append(running[heard].pop(0))
        running = [one for one in running if one]
    return out


def _as_view(lines):
    place = {line.key: at for at, line in enumerate(lines)}
    parents = tuple(frozenset({-1 if line.above is None else place[line.above]}) for line in lines)
    texts, ids = [line.text for line in lines], [f"l{at}" for at in range(len(lines))]
    people = [line.author for line in lines], [line.names for line in lines]
    return LinkView(texts, *people, find_quotes(texts, ids, []), ids), parents
