"""How often the tests of drift cry wolf, what they recover, how much they need: python -m tests.benchmarks.bench_drift.

``--simulations 2000`` (the default) for false positives; CI runs a seeded tenth in ``tests/test_gate_drift.py``.
``--only size|recovery|power`` for one part.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from commentariat.embeddings.drift.distances import article_distance
from commentariat.embeddings.drift.link_tests import SURPLUS, link_tests
from commentariat.embeddings.drift.order_tests import order_tests
from commentariat.embeddings.drift.significance import Draws
from commentariat.embeddings.simulate import Plan, Simulated, simulate
from tests.benchmarks.drift_pipeline import material_of
from tests.benchmarks.drift_size import JOINT, LEVEL, PERMUTATIONS, WORLDS, p_values, rejections, share_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator


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
    told = [p for seed in range(repeats) if (p := p_values(simulate(plan, seed), (key,)).get(key)) is not None]
    return len(told), float(np.mean([p <= LEVEL for p in told])) if told else None


#: What is planted, how strongly, which test should find it, and what else is planted.
CURVES: dict[str, tuple[tuple[float, ...], tuple[str, str], dict[str, float]]] = {
    "stay": ((0.0, 0.1, 0.2, 0.3, 0.5), JOINT, {}),
    "clock": ((0.0, 0.25, 0.5, 0.75, 1.0), ("shares", "clock"), {}),
    "shift": ((0.0, 0.15, 0.3, 0.45), ("shares", "reply-path"), {"stay": 0.5}),
}
SIZES = (100, 300, 1000)


def power(repeats: int) -> Iterator[str]:
    """Lines of a table, each as it is done: the share of simulations in which a planted drift is found at 5 %."""
    yield f"{'planted':<8}{'comments':>9}{'strength':>9}{'estimable':>10}{'found':>7}  95 % interval"
    for name, (strengths, key, others) in CURVES.items():
        for comments in SIZES:
            for strength in strengths:
                told, found = found_at(Plan(comments=comments, **{**others, name: strength}), key, repeats)
                line = f"{name:<8}{comments:>9}{strength:>9.2f}{told:>6}/{repeats:<3}"
                if found is None:
                    yield f"{line}      ·  not estimable"
                    continue
                low, high = share_bounds(round(found * told), told, 0.025)
                yield f"{line}{found:>7.2f}  {low:.2f} … {high:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulations", type=int, default=2000)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--results", type=Path, help="file of p-values to write to and to go on from")
    parser.add_argument("--test", help="this test only, in the words of the table")
    parser.add_argument("--only", choices=("size", "recovery", "power"))
    parser.add_argument("--worlds", nargs="*", choices=tuple(WORLDS), default=tuple(WORLDS))
    options = parser.parse_args()
    with pl.Config(tbl_rows=-1, tbl_width_chars=160, fmt_str_lengths=60):
        if options.only in {None, "size"}:
            worlds = tuple(options.worlds)
            print(rejections(options.simulations, options.processes, worlds, options.results, options.test))
        if options.only in {None, "recovery"}:
            print(recovery(options.repeats))
        if options.only in {None, "power"}:
            for line in power(options.repeats):
                print(line, flush=True)


if __name__ == "__main__":
    main()
