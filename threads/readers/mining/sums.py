"""What a record of a page holds, in four numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Sums:
    """What a record holds outside the records nested in it: characters, those in links, dates, reply links."""

    shown: int
    in_links: int
    dates: int
    replies: int
