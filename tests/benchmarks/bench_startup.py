"""Start-up against the libraries it stands on: ``python -m tests.benchmarks.bench_startup``.

Prints the median wall time of ``commentariat --help`` and of ``commentariat parse`` on a small file, as a ratio to
``python -c "import polars, click"``, the three taken in turn so that a slow moment hits all of them.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15
COMMANDS = {
    "import polars, click": [sys.executable, "-c", "import polars, click"],
    "commentariat --help": [sys.executable, "-m", "commentariat.reports", "--help"],
    "commentariat parse": [
        sys.executable, "-m", "commentariat.reports", "parse", str(ROOT / "examples" / "besieged-city.txt"), "-o", "-"
    ],
}  # fmt: skip
LIMITS = {"commentariat --help": 1.5, "commentariat parse": 2.5}


def seconds(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    return time.perf_counter() - begin


def main() -> None:
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for round_ in range(ROUNDS + 1):
        for name, command in COMMANDS.items():
            spent = seconds(command)
            if round_:  # the first round warms the disk cache
                taken[name].append(spent)
    base = statistics.median(taken["import polars, click"])
    print(f"{'command':<24}{'median s':>10}{'ratio':>8}{'limit':>8}")
    for name, values in taken.items():
        middle = statistics.median(values)
        print(f"{name:<24}{middle:>10.3f}{middle / base:>8.2f}{LIMITS.get(name, 1.0):>8.1f}")


if __name__ == "__main__":
    main()
