"""How fast a debate was: when half of the dated comments had come, when the last, and how finely their dates tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

    from .say import Say

DAY: Final = 86400
MINUTE: Final = 60
UNITS: Final = (("years", 31557600), ("months", 2629800), ("days", DAY), ("hours", 3600), ("minutes", MINUTE))
#: Days on which one and the same time of day is no coincidence.
_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds from the first comment until ``half`` of the dated ones, and until the last (``whole``), had come.

    ``grain`` is the seconds that the dates tell apart; ``partial`` says that some comments carry none.
    """

    half: float
    whole: float
    grain: int
    partial: bool


def grain(created: pl.Series) -> int:
    """Return the seconds that dates tell apart: a day where all of them are bare days, else a minute."""
    seconds = created.drop_nulls().dt.epoch("s")
    if seconds.is_empty() or (seconds % DAY).n_unique() > 1:
        return MINUTE
    bare = int(seconds[0]) % DAY == 0 or (seconds // DAY).n_unique() >= _DAYS
    return DAY if bare else MINUTE


def pace(created: pl.Series) -> Pace | None:
    """Measure the pace of a column of times; ``None`` where the dates part no comment from another."""
    ordered = created.drop_nulls().sort()
    if ordered.len() < 2 or ordered[0] == ordered[-1]:
        return None
    half = (ordered[ordered.len() // 2] - ordered[0]).total_seconds()
    whole = (ordered[-1] - ordered[0]).total_seconds()
    return Pace(half, whole, grain(created), ordered.len() < created.len())


def told(one: Pace, say: Say) -> str:
    """Say the pace as a sentence without its full stop."""
    half, whole = (span(max(length, one.grain), say, finest=one.grain) for length in (one.half, one.whole))
    dated = ".dated" if one.partial else ""
    return (
        say(f"clock.whole{dated}", whole=whole) if half == whole else say(f"clock.half{dated}", half=half, whole=whole)
    )


def span(seconds: float, say: Say, *, finest: int = MINUTE) -> str:
    """Say a length of time in its largest sensible unit, none finer than ``finest`` seconds."""
    known = [(unit, length) for unit, length in UNITS if length >= finest]
    unit, length = next((one for one in known if seconds >= 1.5 * one[1] or seconds == one[1]), known[-1])
    return say.many(f"span.{unit}", max(1, round(seconds / length)))
