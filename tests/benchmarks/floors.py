"""Accuracy floors: pinned in a file, raised freely, lowered only by a deliberate flag."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

FOLDER = Path(__file__).parent / "floors"


def load(part: str) -> dict[str, float]:
    """Read the floors of a part; a part without a file has none."""
    path = FOLDER / f"{part}.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def failures(part: str, measured: Mapping[str, float]) -> list[str]:
    """Say which figures fall below their floor, and which floors were not measured at all."""
    out = []
    for name, floor in load(part).items():
        if name not in measured:
            out.append(f"{part}: {name} was not measured (floor {floor})")
        elif measured[name] < floor - 1e-9:
            out.append(f"{part}: {name} = {measured[name]:.4f}, below its floor {floor}")
    return out


def broken(part: str, measured: Mapping[str, float]) -> bool:
    """Print every floor that the figures break, or that none is; whether any is."""
    found = failures(part, measured)
    print("\n".join(found) or "no floor is broken")
    return bool(found)


def add_options(parser: ArgumentParser) -> None:
    """Let a benchmark be told to pin what it measures."""
    parser.add_argument("--update-floors", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-lower", action="store_true", help="let them sink to it as well")


def settle(
    part: str, measured: Mapping[str, float], options: Namespace, *, pinned: Mapping[str, float] | None = None
) -> bool:
    """Pin the figures, or what stands in ``pinned`` for them, if asked to; then tell which floors are broken."""
    if options.update_floors:
        update(part, measured if pinned is None else pinned, allow_lower=options.allow_lower)
    return broken(part, measured)


def with_others(part: str, measured: Mapping[str, float]) -> dict[str, float]:
    """Figures of a run that measures some of a part's, with the floors of the others in their place."""
    return {**load(part), **measured}


def update(part: str, measured: Mapping[str, float], *, allow_lower: bool = False) -> None:
    """Pin the measured figures, rounded down to three places; a floor sinks only with ``allow_lower``."""
    old = load(part)
    new = {}
    for name, value in measured.items():
        rounded = math.floor(value * 1000 - 1e-6) / 1000
        new[name] = rounded if allow_lower else max(rounded, old.get(name, rounded))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{part}.json").write_text(json.dumps(dict(sorted(new.items())), indent=1) + "\n", "utf-8")
