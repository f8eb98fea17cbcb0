"""What is said of sources that could not be read: a line each, and, past a dozen, how many by reason after them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from .output import say
from .spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commentariat.threads.errors import ReadError

#: More lines than these scroll by unread.
LINES: Final = 12
#: What differs from source to source though the reason is the same: titles, columns, keys and numbers.
_PARTICULAR: Final = re.compile("“[^”]*”|\\([^()]*\\)|\\d[\\d.,]*")


class Failure(NamedTuple):
    """A source that could not be read, and why."""

    path: str
    error: ReadError


def tell(failure: Failure) -> None:
    """Say on standard error why a source was not read."""
    say(f"commentariat: {spoken(str(failure.error))}")


def sum_up(failures: Sequence[Failure], sources: int) -> None:
    """Count the reasons why so many sources were not read, where their lines are many."""
    if len(failures) <= LINES:
        return
    say(f"commentariat: {len(failures):,} of {sources:,} sources were not read:")
    for reason, count in _reasons(failures).most_common():
        say(f"  {count:,}: {reason}")


def _reasons(failures: Sequence[Failure]) -> Counter[str]:
    """Count what is said, the name and other particulars of a source aside."""
    return Counter(_PARTICULAR.sub("…", _unnamed(one)) for one in failures)


def _unnamed(failure: Failure) -> str:
    name = Path(failure.path).name
    return spoken(str(failure.error)).replace(name, "…").removeprefix("… ")
