"""The records of JSON that have the keys which somebody names, wherever they are listed, and answers inside of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .json_shapes import objects, reach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

#: So many records of a list show what keys they have.
_SAMPLE: Final = 20


def records_with(values: Iterable[Any], named: Collection[str]) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The records of every list that has all of some keys, and the keys under which they hold such lists themselves."""
    rows: list[dict[str, Any]] = []
    within: dict[str, None] = {}
    stack: list[tuple[Any, bool]] = [(list(values), False)]
    while stack:
        value, inside = stack.pop()
        if isinstance(value, list):
            listed = _have(value, named)
            if listed and not inside:
                rows += [one for one in value if isinstance(one, dict)]
            stack += [(one, inside or listed) for one in value[::-1]]
        elif isinstance(value, dict):
            within |= {
                key: None for key, one in value.items() if inside and isinstance(one, list) and _have(one, named)
            }
            stack += [(one, inside) for one in list(value.values())[::-1] if isinstance(one, (dict, list))]
    return rows, tuple(within)


def longest_keys(values: Sequence[Any]) -> list[str]:
    """The keys of the records in the longest list of them."""
    held = (one for holder in objects(values) for one in holder.values())
    lists = (one for one in (list(values), *values, *held) if isinstance(one, list))
    records = [[one for one in listed if isinstance(one, dict)] for listed in lists]
    longest = max(records, key=len, default=[])
    return list(dict.fromkeys(key for one in longest[:_SAMPLE] for key in one))


def _have(listed: list[Any], named: Collection[str]) -> bool:
    records = [one for one in listed[:_SAMPLE] if isinstance(one, dict)]
    return bool(records) and all(any(reach(one, path) is not None for one in records) for path in named)
