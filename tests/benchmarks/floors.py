"""Accuracy floors: pinned in a file, raised freely, lowered only by a deliberate flag."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


def update(part: str, measured: Mapping[str, float], *, allow_lower: bool = False) -> None:
    """Pin the measured figures, rounded down to three places; a floor sinks only with ``allow_lower``."""
    old = load(part)
    new = {}
    for name, value in measured.items():
        rounded = math.floor(value * 1000 - 1e-6) / 1000
        new[name] = rounded if allow_lower else max(rounded, old.get(name, rounded))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{part}.json").write_text(json.dumps(dict(sorted(new.items())), indent=1) + "\n", "utf-8")
