"""Several discussions in one table: each under an id of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Discussion


def apart(discussions: Sequence[Discussion]) -> list[Discussion]:
    """Tell discussions with one id apart (two blogs' post 7, one thread saved twice): by source, then by number.

    Under one id their comments would be one discussion's in every table that stacks them.
    """
    often = Counter(map(_id_of, discussions))
    seen: Counter[str] = Counter()
    out = []
    for one in discussions:
        name = _id_of(one)
        wanted = name if often[name] == 1 else f"{one.source.name}#{name}"
        seen[wanted] += 1
        wanted = wanted if seen[wanted] == 1 else f"{wanted}~{seen[wanted]}"
        renamed = one.comments.with_columns(discussion_id=pl.lit(wanted))
        out.append(one if wanted == name or not one.comments.height else replace(one, comments=renamed))
    return out


def _id_of(discussion: Discussion) -> str:
    return discussion.discussion_id if discussion.comments.height else ""
