"""How often the tests of drift cry wolf: worlds in which something is not planted, and the p-values found there."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from commentariat.embeddings.drift.author_tests import STAYS, author_tests
from commentariat.embeddings.drift.change_points import change_points
from commentariat.embeddings.drift.distances import article_distance
from commentariat.embeddings.drift.link_tests import DECISIVE, KEEPS, NEARER, link_tests
from commentariat.embeddings.drift.nulls import NULLS
from commentariat.embeddings.drift.order_tests import order_tests
from commentariat.embeddings.drift.pivots import pivots
from commentariat.embeddings.drift.significance import Draws
from commentariat.embeddings.simulate import Plan, Simulated, simulate
from tests.benchmarks.drift_pipeline import material_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from commentariat.embeddings.drift.material import Material

    Key = tuple[str, str]
    Found = dict[Key, float]
    Task = tuple[str, int, str | None, int]

LEVEL: Final = 0.05
PERMUTATIONS: Final = 99
#: Simulations between two writings of the results.
_BATCH: Final = 50
ANY_CELL: Final = ("a transition", "any cell")
ANY_PIVOT: Final = ("a pivot", "any")
ANY_TURN: Final = ("a change point", "any")
JOINT: Final = (KEEPS, "joint")
LINKS: Final = tuple((test, null) for test in (KEEPS, NEARER) for null in NULLS)


def trends(*orders: str) -> tuple[Key, ...]:
    """The tests of both values along the named orders."""
    return tuple((what, order) for what in ("distance", "shares") for order in orders)


#: Worlds in which nothing of some kind is planted, and the tests that must then keep their level.
WORLDS: Final[dict[str, tuple[Plan, tuple[Key, ...]]]] = {
    "nothing": (
        Plan(),
        (
            *LINKS, JOINT, ANY_CELL, *trends("reply-path", "clock", "siblings"), (STAYS, "thread"), (STAYS, "runs"),
            ANY_PIVOT, ANY_TURN,
        ),
    ),
    "clock only": (
        Plan(clock=0.8),
        (
            JOINT, (KEEPS, "strata"), (KEEPS, "rewired"), (NEARER, "strata"), (NEARER, "rewired"),
            *trends("reply-path", "siblings"),
        ),
    ),
    "replies keep": (Plan(stay=0.5), (*trends("clock", "reply-path", "siblings"), ANY_TURN)),
    "replies drift": (Plan(stay=0.6, shift=0.3), trends("clock", "siblings")),
    "threads differ": (
        Plan(threads_differ=0.6),
        (
            (KEEPS, "thread"), JOINT, (NEARER, "thread"), *trends("clock", "reply-path", "siblings"), ANY_PIVOT,
            ANY_TURN,
        ),
    ),
    "authors differ": (
        Plan(authors_differ=0.6), ((KEEPS, "author"), JOINT, *trends("clock", "reply-path", "siblings")),
    ),
    "clock, and threads differ": (
        Plan(clock=0.6, threads_differ=0.4), (JOINT, *trends("reply-path", "siblings")),
    ),
}  # fmt: skip


def p_values(made: Simulated, wanted: Iterable[Key], permutations: int = PERMUTATIONS) -> Found:
    """The p-values of one discussion, by (what, null or order), from its vectors on; what is not estimable lacks."""
    material, draws, keys = material_of(made), Draws(permutations, made.seed), set(wanted)
    found: Found = {}
    for gives, family in _FAMILIES:
        if any(gives(key) for key in keys):
            found |= family(material, draws, keys)
    return {key: p for key, p in found.items() if key in keys}


def _of_links(material: Material, draws: Draws, keys: set[Key]) -> Found:
    asked = {null for _, null in keys} | set(DECISIVE if JOINT in keys else ())
    if ANY_CELL in keys:
        asked.add("thread")
    tests, cells = link_tests(material, tuple(null for null in NULLS if null in asked), draws)
    found = {(row.test, row.null): row.p for row in tests if row.status == "ok"}
    family = [cell["p_family"] for cell in cells if cell["null"] == "thread" and cell["p_family"] is not None]
    return found | ({ANY_CELL: min(family)} if family else {})


def _of_orders(material: Material, draws: Draws, keys: set[Key]) -> Found:
    found: Found = {}
    for row in order_tests(material, article_distance(material), draws):
        if row.status == "ok":
            key = ("distance" if row.test.startswith("distance") else "shares", row.order)
            found[key] = min(found.get(key, 1.0), row.p_family)
    return found


def _of_authors(material: Material, draws: Draws, keys: set[Key]) -> Found:
    return {(row.test, row.null): row.p for row in author_tests(material, draws) if row.status == "ok"}


def _of_pivots(material: Material, draws: Draws, keys: set[Key]) -> Found:
    turned = pivots(material, draws)[0]["p_family"].drop_nulls()
    return {ANY_PIVOT: float(turned.min())} if turned.len() else {}


def _of_turns(material: Material, draws: Draws, keys: set[Key]) -> Found:
    turns, note = change_points(material, draws)
    if note is not None and "not estimable" in note:
        return {}
    return {ANY_TURN: float(turns["p"].max()) if turns.height else 1.0}


#: Which keys a family of tests gives, and how.
_FAMILIES: Final[tuple[tuple[Callable[[Key], bool], Callable[[Material, Draws, set[Key]], Found]], ...]] = (
    (lambda key: key[0] in {KEEPS, NEARER, ANY_CELL[0]}, _of_links),
    (lambda key: key[0] in {"distance", "shares"}, _of_orders),
    (lambda key: key[0] == STAYS, _of_authors),
    (lambda key: key == ANY_PIVOT, _of_pivots),
    (lambda key: key == ANY_TURN, _of_turns),
)


def rejections(
    simulations: int,
    processes: int,
    worlds: tuple[str, ...] = tuple(WORLDS),
    results: Path | None = None,
    test: str | None = None,
    permutations: int = PERMUTATIONS,
) -> pl.DataFrame:
    """Share of simulations in which each test that should hold rejects at 5 %.

    A test keeps its level with any number of permutations of which 5 % of the ranks are whole: 19 are the fewest.

    With ``results`` (JSON lines) every batch is written as it is done, and what stands there is not done again: a run
    that was broken off says how far it came.
    """
    done = _read(results)
    tasks = [(world, seed) for seed in range(simulations) for world in worlds if (world, seed) not in done]
    coming = _found([(*task, test, permutations) for task in tasks], processes)
    while batch := list(islice(coming, _BATCH)):
        done |= dict(batch)
        if results is not None:
            _append(results, batch)
    return size_table({task: one for task, one in done.items() if task[1] < simulations and task[0] in worlds}, test)


def size_table(done: dict[tuple[str, int], Found], test: str | None = None) -> pl.DataFrame:
    """Rejections by world and test.

    ``low`` and ``high`` bound a 95 % interval; the corrected lower bound allows for the number of checks over all
    worlds (Bonferroni), and a test ``holds`` while it does not exceed 5 %.
    """
    checks = sum(len(held) for _, held in WORLDS.values())
    rows = []
    for world in dict.fromkeys(task[0] for task in done):
        for key in _held(world, test):
            values = np.array([found[key] for task, found in done.items() if task[0] == world and key in found])
            rejected, n = int((values <= LEVEL).sum()), values.size
            low, high = share_bounds(rejected, n, 0.025)
            corrected = share_bounds(rejected, n, LEVEL / checks)[0]
            rows.append((world, *key, n, rejected / max(n, 1), low, high, corrected, corrected <= LEVEL and n > 0))
    columns = ["world", "test", "against", "simulations", "rejected", "low", "high", "corrected low", "holds"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def share_bounds(hits: int, n: int, tail: float) -> tuple[float, float]:
    """Clopper and Pearson's bounds of a share, each exceeded with probability ``tail``."""
    from scipy.stats import beta

    low = float(beta.ppf(tail, hits, n - hits + 1)) if hits else 0.0
    return low, float(beta.ppf(1 - tail, hits + 1, n - hits)) if hits < n else 1.0


def _held(world: str, test: str | None) -> list[Key]:
    """What must keep its level in a world, or those of one test."""
    return [key for key in WORLDS[world][1] if test is None or key[0] == test]


def _one(task: Task) -> tuple[tuple[str, int], Found]:
    world, seed, test, permutations = task
    return (world, seed), p_values(simulate(WORLDS[world][0], seed), _held(world, test), permutations)


def _found(tasks: list[Task], processes: int) -> Iterator[tuple[tuple[str, int], Found]]:
    if processes == 1:
        yield from map(_one, tasks)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_one, tasks, chunksize=20)


def _read(results: Path | None) -> dict[tuple[str, int], Found]:
    if results is None or not results.exists():
        return {}
    rows = map(json.loads, results.read_text("utf-8").splitlines())
    return {(world, seed): {(test, null): p for test, null, p in found} for world, seed, found in rows}


def _append(results: Path, batch: Iterable[tuple[tuple[str, int], Found]]) -> None:
    with results.open("a", encoding="utf-8") as file:
        for (world, seed), found in batch:
            file.write(json.dumps([world, seed, [(*key, p) for key, p in found.items()]]) + "\n")
