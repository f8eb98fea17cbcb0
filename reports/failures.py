"""What is said of sources that could not be read: a line each, or, past a dozen, a line a reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .output import say
from .spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commentariat.threads.errors import ReadError

#: So many failures have a line each; of more, so many names stand with each reason.
LINES: Final = 12
NAMED: Final = 3
#: What differs from source to source though the reason is the same: titles, columns, keys and numbers.
_PARTICULAR: Final = re.compile("“[^”]*”|\\([^()]*\\)|\\d[\\d.,]*")


class Failure(NamedTuple):
    """A source that could not be read, and why."""

    path: str
    error: ReadError


def tell(failures: Sequence[Failure], sources: int) -> None:
    """Say on standard error which of so many sources were not read, and why."""
    if len(failures) <= LINES:
        for one in failures:
            say(f"commentariat: {spoken(str(one.error))}")
        return
    say(f"commentariat: {len(failures):,} of {sources:,} sources were not read (named alone, each says more):")
    for reason, names in sorted(_by_reason(failures).items(), key=lambda one: -len(one[1])):
        more = f" … and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
        say(f"  {len(names):,}: {reason} {', '.join(names[:NAMED])}{more}")


def _by_reason(failures: Sequence[Failure]) -> dict[str, list[str]]:
    """Names of sources by what is said of them, particulars of one source aside where they differ."""
    told: dict[str, list[tuple[str, str]]] = {}
    for path, error in failures:
        name = Path(path).name
        reason = spoken(str(error)).replace(name, "…").removeprefix("… ").rstrip(".")
        told.setdefault(_PARTICULAR.sub("…", reason), []).append((reason, name))
    return {
        f"{some[0][0] if len({one for one, _ in some}) == 1 else general}:": [name for _, name in some]
        for general, some in told.items()
    }
