"""The reply network: who answers whom, drawn so that those who talk to each other stand together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import plotly.graph_objects as go
import polars as pl

from ..escape import label
from ..palette import light
from .people import italics, person_label
from .placing import placed
from .reply_matrix import reply_pairs
from .sheet import Entry, Sheet, caveat, quiet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..say import Say
    from ..view import View

    Reals = NDArray[np.float64]

SHOWN: Final = 60
NAMED: Final = 16
LARGEST: Final = 26
HEIGHT: Final = 480
#: Pixels across on a usual and on a narrow screen.
WIDE: Final = 700.0
NARROW: Final = 340.0
#: Fewer people than this are told better by the matrix alone.
PEOPLE: Final = 12
ROUNDS: Final = 120
#: Share of the plane that is left free at each of its edges.
RIM: Final = 0.01


def exchanges(view: View) -> dict[tuple[int, int], int]:
    """Count the answers between each two people, in whichever direction."""
    between: dict[tuple[int, int], int] = defaultdict(int)
    for (who, whom), rows in reply_pairs(view).items():
        if who != whom:
            between[min(who, whom), max(who, whom)] += len(rows)
    return dict(between)


def network(view: View) -> tuple[list[int], dict[tuple[int, int], int]]:
    """Return the people with most answers given and drawn, and the answers between each two of them."""
    between = exchanges(view)
    weight: dict[int, int] = defaultdict(int)
    for pair, count in between.items():
        for one in pair:
            weight[one] += count
    people = sorted(weight, key=lambda one: (-weight[one], one))[:SHOWN]
    chosen = set(people)
    return people, {pair: count for pair, count in between.items() if set(pair) <= chosen}


def layout(count: int, edges: list[tuple[int, int]]) -> Reals:
    """Place people by springs and repulsion (Fruchterman & Reingold 1991) from a spiral: no chance is involved.

    Returns float64, shape (count, 2), in no particular unit.
    """
    angle = np.arange(count) * 2.399963  # the golden angle spreads neighbours in rank
    at = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt((np.arange(count) + 1) / count)[:, None]
    ideal = 1.6 / np.sqrt(max(count, 1))
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    for turn in range(ROUNDS):
        gap = at[:, None, :] - at[None, :, :]
        distance = np.maximum(np.sqrt((gap**2).sum(axis=2)), 1e-3)
        push = (gap * (ideal**2 / distance**2)[:, :, None]).sum(axis=1)
        pull = np.zeros_like(at)
        span = at[ends[:, 0]] - at[ends[:, 1]]
        force = span * (np.sqrt((span**2).sum(axis=1)) / ideal)[:, None]
        np.add.at(pull, ends[:, 0], -force)
        np.add.at(pull, ends[:, 1], force)
        step = push + pull - 0.4 * at
        length = np.maximum(np.sqrt((step**2).sum(axis=1)), 1e-9)
        at = at + step / length[:, None] * np.minimum(length, 0.12 * (1 - turn / ROUNDS))[:, None]
    return at


def reply_network(view: View, *, title: str = "") -> go.Figure:
    """Draw the people of one discussion who answered each other most; size by comments, line by answers."""
    people, between = network(view)
    index = {one: place for place, one in enumerate(people)}
    edges = [(index[left], index[right]) for left, right in between]
    at = layout(len(people), edges)
    once = [edge for edge, count in zip(edges, between.values(), strict=True) if count == 1]
    often = [edge for edge, count in zip(edges, between.values(), strict=True) if count > 1]
    figure = go.Figure([_lines(at, once, 1), _lines(at, often, 2.4), _people(view, at, people)])
    quiet(figure, title=title, height=HEIGHT)
    figure.update_layout(margin={"l": 40, "r": 40, "t": 24, "b": 16})
    # The plane fills the plot to its edges: names were given room in these very pixels.
    low, span = _extent(at)
    for axis, update in enumerate((figure.update_xaxes, figure.update_yaxes)):
        update(visible=False, fixedrange=True, range=[low[axis], low[axis] + span[axis]])
    return figure


def _extent(at: Reals) -> tuple[Reals, Reals]:
    """Where the plane begins and how far it reaches, with a rim: what stands on the very edge would not be drawn."""
    span = np.maximum(np.ptp(at, axis=0), 1e-9)
    return at.min(axis=0) - RIM * span, span * (1 + 2 * RIM)


def _lines(at: Reals, edges: list[tuple[int, int]], width: float) -> go.Scatter:
    xs, ys = ([one for left, right in edges for one in (at[left, axis], at[right, axis], None)] for axis in (0, 1))
    return go.Scatter(x=xs, y=ys, mode="lines", line={"color": light("link"), "width": width}, hoverinfo="skip")


def _people(view: View, at: Reals, people: list[int]) -> go.Scatter:
    comments = np.bincount(view.person[view.person >= 0], minlength=len(view.people))[people]
    names = [person_label(view, one, 18) if place < NAMED else "" for place, one in enumerate(people)]
    wide, narrow = (_named(at, names, width) for width in (WIDE, NARROW))
    return go.Scatter(
        x=at[:, 0],
        y=at[:, 1],
        mode="markers+text",
        text=wide[0],
        textposition=wide[1],
        textfont={"color": light("ink"), "size": 12},
        customdata=np.array(people) + view.author_offset,
        meta={"pick": "author", "small": {"text": narrow[0], "textposition": narrow[1]}},
        marker={
            "size": np.minimum(7 + 3 * np.sqrt(comments), LARGEST),
            "opacity": 1,
            "color": light("mark"),
            "line": {"width": 1, "color": light("paper")},
        },
        hoverinfo="none",
        cliponaxis=False,
    )


def _named(at: Reals, names: list[str], width: float) -> tuple[list[str], list[str]]:
    """Find room for the names on a screen of a width; y runs upwards in the plane and downwards on the screen."""
    low, span = _extent(at)
    share = (at - low) / span
    pixels = np.stack([40 + share[:, 0] * (width - 80), 24 + (1 - share[:, 1]) * (HEIGHT - 40)], axis=1)
    return placed(pixels, names, width=width, height=float(HEIGHT))


def make(view: View, say: Say) -> Sheet | None:
    """Draw it for a dozen people or more; say how many of the answers it shows."""
    people, between = network(view)
    if len(people) < PEOPLE or len(between) < PEOPLE:
        return None
    most = sum(count for count in between.values())
    group, all_ = tied(view)
    key = "reply-network.title.all" if group == all_ else "reply-network.title"
    title = say(key, part=group, whole=all_)
    reading = say("reply-network.reading", n=most)
    reading += italics(view, people[:NAMED], say)
    if all_ > len(people):
        reading += " " + say("reply-matrix.reading.largest", n=len(people))
    if view.possible is not None and (span := view.possible.group(view.person)) != (group, group):
        reading += " " + say("reply-network.range", span=say.span(*span))
    figure = reply_network(view, title=label(title, 160))
    return Sheet(title, reading + caveat(view, say), figure, _table(view))


def _table(view: View) -> pl.DataFrame:
    """Every two people with the answers between them, and with uncertain links their range."""
    ranked = sorted(exchanges(view).items(), key=lambda one: -one[1])
    table = pl.DataFrame(
        [(view.people[left], view.people[right], count) for (left, right), count in ranked],
        schema={"author": pl.String, "with": pl.String, "comments": pl.Int64},
        orient="row",
    )
    if view.possible is None:
        return table
    low, high = view.possible.exchanged(view.person, np.array([pair for pair, _ in ranked], dtype=np.int64))
    return table.with_columns(low=pl.Series(low), high=pl.Series(high))


def tied(view: View) -> tuple[int, int]:
    """Count the people whom answers tie into the largest group, and all who gave or drew an answer."""
    near: dict[int, set[int]] = defaultdict(set)
    for who, whom in reply_pairs(view):
        if who != whom:
            near[who].add(whom)
            near[whom].add(who)
    left, largest = set(near), 0
    while left:
        group, edge = set(), {left.pop()}
        while edge:
            group |= edge
            edge = {one for at in edge for one in near[at]} - group
        left -= group
        largest = max(largest, len(group))
    return largest, len(near)


ENTRY: Final = Entry("reply-network", "people", 61, make)
