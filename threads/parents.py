"""From ids to integer parents: one hashed join, checked against the ids themselves, and every repair noted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .distinct import distinct
from .model import Note

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from .forest import Forest

Ints: TypeAlias = NDArray[np.signedinteger[Any]]
#: Tried in turn, as long as two ids share a hash.
_SEEDS: Final = (20_130, 7_919, 104_729)


def index_type(count: int) -> type[np.signedinteger[Any]]:
    """Choose the narrowest type that holds the indices of ``count`` comments: int32 below 2**31."""
    return np.int32 if count < 2**31 else np.int64


def match_parents(ids: pl.Series, parent_ids: pl.Series, groups: pl.Series | None = None) -> Ints:
    """Look each parent id up among the ids of its group; ``-1`` where it is null or nobody's.

    Without groups the parents may be any list of ids; with groups it has one a row.

    Ids are joined by 64-bit hashes, which is faster and smaller than joining strings; every match is then compared
    with the id itself. Two ids with one hash are not believed: another seed is tried, then the strings are joined.
    """
    if groups is not None and groups.n_unique() <= 1:
        groups = None
    for seed in _SEEDS:
        found = _match_hashed(ids, parent_ids, groups, seed)
        if found is not None:
            return found
    return _match_exact(ids, parent_ids, groups)


def _hashed(ids: pl.Series, groups: pl.Series | None, seed: int) -> pl.Series:
    if groups is None:
        return ids.hash(seed=seed)
    # Rows of one discussion share a hash to be mixed in; unsigned arithmetic wraps, which is what is wanted.
    return ids.hash(seed=seed) ^ groups.hash(seed=seed + 1)


def _match_hashed(ids: pl.Series, parent_ids: pl.Series, groups: pl.Series | None, seed: int) -> Ints | None:
    import polars as pl

    kind = pl.Int32 if len(ids) < 2**31 else pl.Int64
    hashes = _hashed(ids, groups, seed)
    holders = pl.DataFrame({"hash": hashes, "at": pl.int_range(len(ids), dtype=kind, eager=True)})
    if hashes.n_unique() < len(ids):
        holders = holders.unique("hash", keep="first", maintain_order=True)
        first = holders.join(pl.DataFrame({"hash": hashes}), on="hash", how="right", maintain_order="right")["at"]
        if not _same(ids, groups, first, ids, groups):
            return None
    asked = pl.DataFrame({"hash": _hashed(parent_ids, groups, seed)})
    at = asked.join(holders, on="hash", how="left", maintain_order="left")["at"]
    at = pl.select(pl.when(parent_ids.is_not_null()).then(at)).to_series()
    if not _same(parent_ids, groups, at, ids, groups):
        return None
    out: Ints = at.fill_null(-1).to_numpy()
    return out


def _same(
    asked: pl.Series, asked_groups: pl.Series | None, at: pl.Series, ids: pl.Series, groups: pl.Series | None
) -> bool:
    """Whether every match (null: none) is the very id, in the very group, that was asked for."""
    agree = (ids.gather(at) == asked) | at.is_null()
    if groups is not None and asked_groups is not None:
        agree &= (groups.gather(at) == asked_groups) | at.is_null()
    return bool(agree.all())


def _match_exact(ids: pl.Series, parent_ids: pl.Series, groups: pl.Series | None) -> Ints:
    import polars as pl

    group = {} if groups is None else {"group": groups}
    keys = ["id", *group]
    holders = pl.DataFrame({"id": ids, **group}).with_row_index("at").unique(keys, keep="first")
    asked = pl.DataFrame({"id": parent_ids, **group})
    at = asked.join(holders, on=keys, how="left", maintain_order="left")["at"]
    out: Ints = at.cast(pl.Int64).fill_null(-1).to_numpy()
    return out


def cycle_cuts(parent: Ints) -> Ints:
    """Return the lowest index of every cycle, ascending; a comment that is its own parent is a cycle of one."""
    given = np.asarray(parent)
    n = given.size
    # Whoever has not fallen off the top after n steps leads into a cycle, and has landed on it.
    jump = np.append(np.where(given < 0, n, given), n)
    for _ in range(max(n, 1).bit_length() + 1):
        jump = jump[jump]
    on_cycle = distinct(jump[:n])
    on_cycle = on_cycle[on_cycle < n]
    lowest = np.arange(n + 1)
    step = np.append(given, n)
    ahead = step[on_cycle]
    for _ in range(int(on_cycle.size).bit_length() + 1):
        lowest[on_cycle] = np.minimum(lowest[on_cycle], lowest[ahead])
        step[on_cycle] = step[ahead]
        ahead = step[on_cycle]
    return np.asarray(on_cycle[lowest[on_cycle] == on_cycle], dtype=index_type(n))


def repair(
    ids: pl.Series, parent_ids: pl.Series, groups: pl.Series | None, *, build: Callable[[Ints], Forest]
) -> tuple[Forest, tuple[Note, ...]]:
    """Build a forest from ids that may dangle, repeat, or run in circles; see :meth:`~.forest.Forest.from_ids`."""
    found = match_parents(ids, parent_ids, groups)
    mended = np.array(found)
    here = np.arange(mended.size)
    own = mended == here
    dangling = (mended < 0) & parent_ids.is_not_null().to_numpy()
    mended[own] = -1
    circles = cycle_cuts(mended)
    mended[circles] = -1
    notes = (
        *_notes(
            "duplicate-id", "The id occurs before; replies to it were given to the first.", _repeats(ids, groups), ids
        ),
        *_notes("self-parent", "The comment names itself as its parent.", np.flatnonzero(own), ids),
        *_notes("dangling-parent", "The parent that it names is not in the source.", np.flatnonzero(dangling), ids),
        *_notes("cycle", "The stated parents form a circle; it was cut here.", circles, ids),
    )
    return build(mended), notes


def _repeats(ids: pl.Series, groups: pl.Series | None) -> NDArray[np.int64]:
    import polars as pl

    frame = pl.DataFrame({"id": ids, **({"group": groups} if groups is not None else {})})
    first = frame.select(pl.struct(pl.all()).is_first_distinct()).to_series().to_numpy()
    return np.flatnonzero(~first)


def _notes(code: str, message: str, rows: NDArray[Any], ids: pl.Series) -> list[Note]:
    return [Note(code, message, str(comment)) for comment in ids.gather(rows).to_list()]
