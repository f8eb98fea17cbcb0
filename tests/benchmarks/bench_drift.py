"""How often the tests of drift cry wolf, what they recover, how much they need: python -m tests.benchmarks.bench_drift.

``--simulations 2000`` (the default) for false positives; CI runs a seeded tenth in ``tests/test_gate_drift.py``.
``--only size|recovery|power`` for one part.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import numpy as np
import polars as pl

from commentariat.embeddings.drift.author_tests import STAYS, author_tests
from commentariat.embeddings.drift.change_points import change_points
from commentariat.embeddings.drift.distances import article_distance
from commentariat.embeddings.drift.link_tests import KEEPS, NEARER, SURPLUS, link_tests
from commentariat.embeddings.drift.nulls import NULLS
from commentariat.embeddings.drift.order_tests import order_tests
from commentariat.embeddings.drift.pivots import pivots
from commentariat.embeddings.drift.test_rows import Draws, test_table
from commentariat.embeddings.simulate import Plan, Simulated, simulate
from tests.benchmarks.drift_pipeline import material_of

LEVEL = 0.05
PERMUTATIONS = 99
LINKS = tuple((test, null) for test in (KEEPS, NEARER) for null in NULLS)
TRENDS = tuple((what, order) for what in ("distance", "shares") for order in ("reply-path", "clock", "siblings"))

#: Worlds in which nothing of some kind is planted, and the tests that must then keep their level.
WORLDS: dict[str, tuple[Plan, tuple[tuple[str, str], ...]]] = {
    "nothing": (
        Plan(),
        (
            *LINKS, (KEEPS, "joint"), ("a transition", "any cell"), *TRENDS, (STAYS, "thread"), (STAYS, "runs"),
            ("a pivot", "any"), ("a change point", "any"),
        ),
    ),
    "clock only": (
        Plan(clock=0.8),
        (
            (KEEPS, "joint"), (KEEPS, "strata"), (KEEPS, "rewired"), (NEARER, "strata"), ("distance", "reply-path"),
            ("shares", "reply-path"),
        ),
    ),
    "replies only": (
        Plan(stay=0.5),
        (
            ("distance", "clock"), ("shares", "clock"), ("distance", "reply-path"), ("shares", "reply-path"),
            ("distance", "siblings"), ("shares", "siblings"), ("a change point", "any"),
        ),
    ),
    "replies drift": (Plan(stay=0.6, shift=0.3), (("distance", "clock"), ("shares", "clock"))),
    "threads differ": (
        Plan(threads_differ=0.6),
        (
            (KEEPS, "thread"), (KEEPS, "joint"), (NEARER, "thread"), ("shares", "clock"), ("shares", "reply-path"),
            ("a pivot", "any"), ("a change point", "any"),
        ),
    ),
    "authors differ": (
        Plan(authors_differ=0.6),
        ((KEEPS, "author"), (KEEPS, "joint"), ("shares", "clock"), ("shares", "reply-path")),
    ),
}  # fmt: skip


def p_values(made: Simulated, permutations: int = PERMUTATIONS) -> dict[tuple[str, str], float]:
    """The p-value of every test of one discussion, by (what, null or order)."""
    material = material_of(made)
    draws = Draws(permutations, made.seed)
    tests, cells = link_tests(material, tuple(NULLS), draws)
    tests += order_tests(material, article_distance(material), draws)
    tests += author_tests(material, draws)
    table = test_table(tests, "simulation").filter(pl.col("status") == "ok")
    out: dict[tuple[str, str], float] = {}
    for row in table.iter_rows(named=True):
        if row["test"].endswith(" changes"):
            what = "distance" if row["test"].startswith("distance") else "shares"
            key = (what, row["order"])
            out[key] = min(out.get(key, 1.0), row["p_family"])
        elif row["test"] != SURPLUS:
            out[(row["test"], row["null"])] = row["p"]
    family = [cell["p_family"] for cell in cells if cell["null"] == "thread" and cell["p_family"] is not None]
    if family:
        out[("a transition", "any cell")] = min(family)
    turned = pivots(material, draws)[0]["p_family"].drop_nulls()
    if turned.len():
        out[("a pivot", "any")] = float(turned.min())
    turns, note = change_points(material, draws)
    if note is None or "not estimable" not in note:
        out[("a change point", "any")] = float(turns["p"].max()) if turns.height else 1.0
    return out


def _one(task: tuple[str, int]) -> dict[tuple[str, str], float]:
    world, seed = task
    return p_values(simulate(WORLDS[world][0], seed))


def rejections(simulations: int, processes: int, worlds: tuple[str, ...] = tuple(WORLDS)) -> pl.DataFrame:
    """Share of simulations in which each test that should hold rejects at 5 %.

    The lower bound is Clopper and Pearson's, corrected for the number of checks over all worlds.
    """
    from scipy.stats import beta

    checks = sum(len(held) for _, held in WORLDS.values())
    rows = []
    for world in worlds:
        held = WORLDS[world][1]
        tasks = [(world, seed) for seed in range(simulations)]
        found = _mapped(_one, tasks, processes)
        for key in held:
            values = np.array([one[key] for one in found if key in one])
            wrong = int((values <= LEVEL).sum())
            low = float(beta.ppf(LEVEL / checks, wrong, len(values) - wrong + 1)) if wrong else 0.0
            rows.append((world, *key, len(values), wrong / max(len(values), 1), low, low <= LEVEL and len(values) > 0))
    columns = ["world", "test", "against", "simulations", "rejected", "corrected lower bound", "holds"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _mapped(function, tasks, processes):
    if processes == 1:
        return [function(task) for task in tasks]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(function, tasks, chunksize=20))


def matched_theme(made: Simulated, theme: int) -> int:
    """The found theme that holds most comments of a planted one."""
    top = material_of(made).labels.top
    return int(np.bincount(top[(made.theme == theme) & (top >= 0)]).argmax())


def recovered_stay(plan: Plan, seed: int) -> tuple[float, bool]:
    """Surplus of kept themes against the ``strata`` null; whether its interval covers what was planted."""
    tests, _ = link_tests(material_of(simulate(plan, seed)), ("strata",), Draws(PERMUTATIONS, seed))
    row = next(one for one in tests if one.test == SURPLUS)
    return row.effect, row.low <= plan.stay <= row.high


def recovered_slope(plan: Plan, seed: int, order: str, theme: int, planted: float) -> tuple[float, bool]:
    """Slope of one planted theme's share along an order; whether its interval covers ``planted``."""
    made = simulate(plan, seed)
    material = material_of(made)
    tests = order_tests(material, article_distance(material), Draws(PERMUTATIONS, seed))
    name = material.labels.names[matched_theme(made, theme)]
    row = next(one for one in tests if one.order == order and one.test == f"share of {name} changes")
    return row.effect, row.low <= planted <= row.high


def planted_depth_slope(plan: Plan, theme: int) -> float:
    """Slope on depth within threads of a planted theme's share, by the measure itself on many true labels."""
    from commentariat.embeddings.drift.trends import trend

    big = simulate(replace(plan, comments=60_000), 999)
    material = material_of(replace_units(big))
    values = (big.theme == theme).astype(float)[:, None]
    return float(trend(material, values, "reply-path", Draws(19, 0)).slope[0])


def replace_units(made: Simulated) -> Simulated:
    """The same discussion without the costly search for themes: a handful of units only."""
    keep = made.owner < 50
    return replace(made, owner=made.owner[keep], units=made.units[keep])


def recovery(repeats: int) -> pl.DataFrame:
    """Planted against recovered, from vectors on."""
    rows = []
    for stay in (0.0, 0.2, 0.4, 0.6):
        found = [recovered_stay(Plan(comments=600, stay=stay), seed) for seed in range(repeats)]
        rows.append(_recovered(f"stay {stay}: replies that take over the theme", stay, found))
    for clock in (0.0, 0.4, 0.8):
        planted = 2 * clock / Plan().themes
        found = [recovered_slope(Plan(comments=600, clock=clock), seed, "clock", 0, planted) for seed in range(repeats)]
        rows.append(_recovered(f"clock {clock}: first theme's share over the discussion", planted, found))
    for shift in (0.0, 0.2, 0.4):
        plan = Plan(comments=600, stay=0.5, shift=shift)
        last = plan.themes - 1
        planted = planted_depth_slope(plan, last)
        found = [recovered_slope(plan, seed, "reply-path", last, planted) for seed in range(repeats)]
        rows.append(_recovered(f"shift {shift}: last theme's share per reply", planted, found))
    return pl.DataFrame(
        rows, schema=["what", "planted", "recovered (mean)", "spread", "covered by 95 % interval"], orient="row"
    )


def _recovered(what: str, planted: float, found: list[tuple[float, bool]]) -> tuple[str, float, float, float, float]:
    values = np.array([value for value, _ in found])
    return what, planted, float(values.mean()), float(values.std()), float(np.mean([covered for _, covered in found]))


def found_at(plan: Plan, key: tuple[str, str], repeats: int) -> tuple[int, float | None]:
    """In how many of ``repeats`` simulations a test could be made, and in what share of those it finds drift."""
    told = [p for seed in range(repeats) if (p := p_values(simulate(plan, seed)).get(key)) is not None]
    return len(told), float(np.mean([p <= LEVEL for p in told])) if told else None


def power(repeats: int) -> pl.DataFrame:
    """Share of simulations in which a planted drift is found at 5 %."""
    rows = []
    curves = (
        ("stay", (0.0, 0.1, 0.2, 0.3, 0.5), (KEEPS, "joint"), {}),
        ("clock", (0.0, 0.25, 0.5, 0.75, 1.0), ("shares", "clock"), {}),
        ("shift", (0.0, 0.15, 0.3, 0.45), ("shares", "reply-path"), {"stay": 0.5}),
    )
    for name, strengths, key, others in curves:
        for comments in (100, 300, 1000):
            for strength in strengths:
                plan = Plan(comments=comments, **{**others, name: strength})
                rows.append((name, comments, strength, *found_at(plan, key, repeats)))
    return pl.DataFrame(rows, schema=["planted", "comments", "strength", "estimable", "found"], orient="row")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulations", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--only", choices=("size", "recovery", "power"))
    parser.add_argument("--worlds", nargs="*", choices=tuple(WORLDS), default=tuple(WORLDS))
    options = parser.parse_args()
    with pl.Config(tbl_rows=-1, tbl_width_chars=160, fmt_str_lengths=60):
        if options.only in {None, "size"}:
            print(rejections(options.simulations, options.processes, tuple(options.worlds)))
        if options.only in {None, "recovery"}:
            print(recovery(options.repeats))
        if options.only in {None, "power"}:
            print(power(options.repeats))


if __name__ == "__main__":
    main()
