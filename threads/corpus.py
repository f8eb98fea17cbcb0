"""Many discussions at once: links read by column from large files, and growth parameters from the other ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from .errors import UnknownFormat
from .models.fit import MIN_CHOICES
from .models.growth import arrivals
from .models.order import OrderUnknownError, arrival_order
from .models.population import learn_population

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .model import Discussion
    from .models.growth import Arrivals
    from .models.population import Population

TEXTS: Final = ("discussion_id", "comment_id", "parent_id", "author_id")
#: What the metrics look at, of all the columns of the comment table.
LINKS: Final = (*TEXTS, "author", "created", "link_basis")
#: Fewer other discussions of the same kind than this are no corpus to be compared with.
MIN_OTHERS: Final = 10
#: Up to this many discussions each is left out by itself; beyond, they are left out in this many groups.
FOLDS: Final = 20
#: At most this many others are learned from, spread evenly over the corpus.
MOST_OTHERS: Final = 300
_ROUNDS: Final = 12


def read_links(path: str | Path, columns: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Read only the columns that structure needs, from a table of comments of any size: the fast way to metrics.

    Parameters
    ----------
    path : path
        ``.jsonl``, ``.csv`` or ``.parquet``; a folder of Parquet files is one table. One comment a line.
    columns : mapping, optional
        Our column names to the table's own, ``comment_id`` and ``parent_id`` at least; by default the table has
        ours. Without ``discussion_id`` all comments are one discussion.

    Returns
    -------
    polars.DataFrame
        ``discussion_id, comment_id, parent_id``, and ``author_id``, ``created``, ``link_basis`` where they are there.
        Numbers in ``created`` are seconds since 1970.

    Raises
    ------
    UnknownFormat
        For another kind of file, or one that lacks a column.
    """
    found = _scan(Path(path))
    names = found.collect_schema().names()
    wanted = dict(columns) if columns is not None else {name: name for name in LINKS if name in names}
    absent = [there for there in wanted.values() if there not in names]
    if absent or not {"comment_id", "parent_id"} <= wanted.keys():
        raise UnknownFormat(f"{Path(path).name} has no column {absent[0] if absent else 'comment_id or parent_id'}.")
    frame = found.select(pl.col(there).alias(ours) for ours, there in wanted.items()).collect(engine="streaming")
    if "discussion_id" not in wanted:
        frame = frame.with_columns(discussion_id=pl.lit(Path(path).stem))
    return frame.with_columns(*_typed(frame))


def _scan(path: Path) -> pl.LazyFrame:
    if path.is_dir():
        return pl.scan_parquet(path / "**/*.parquet")
    ending = path.suffix.lower()
    if ending == ".parquet":
        return pl.scan_parquet(path)
    if ending == ".csv":
        return pl.scan_csv(path)
    if ending in {".jsonl", ".ndjson"}:
        return pl.scan_ndjson(path)
    raise UnknownFormat(f"{path.name} is no table: .jsonl, .csv and .parquet are.", name=path.name)


def _typed(frame: pl.DataFrame) -> list[pl.Expr]:
    out = [pl.col(name).cast(pl.String) for name in TEXTS if name in frame.columns]
    if "created" in frame.columns and frame.schema["created"].is_numeric():
        out.append(pl.from_epoch((pl.col("created").cast(pl.Float64) * 1e6).cast(pl.Int64), "us").alias("created"))
    if "created" in frame.columns and frame.schema["created"] == pl.String:
        out.append(pl.col("created").str.to_datetime("%+", strict=False, time_zone="UTC", time_unit="us"))
    return out


def models_for(discussions: Sequence[Discussion]) -> dict[int, tuple[str, Population]]:
    """Learn growth parameters for each discussion from the other ones that the same reader read.

    Returns
    -------
    dict
        By place in ``discussions``: a name for the corpus, and what was learned. Discussions whose order of
        arrival is not known, and those with fewer than ten others (or too few choices among these), are not in
        it. With more than twenty discussions, they are left out in twenty groups rather than one by one.
    """
    known = _known(discussions)
    kinds: dict[str, list[int]] = {}
    for at in known:
        kinds.setdefault(discussions[at].source.reader, []).append(at)
    out: dict[int, tuple[str, Population]] = {}
    for reader, members in kinds.items():
        if len(members) > MIN_OTHERS:
            out |= _left_out(members, known, reader)
    return out


def _known(discussions: Sequence[Discussion]) -> dict[int, Arrivals]:
    out = {}
    for at, one in enumerate(discussions):
        forest = one.forest()
        try:
            order = arrival_order(one, forest)
        except OrderUnknownError:
            continue
        out[at] = arrivals(forest, order, one.source.capture.depth_cap)
    return out


def _left_out(members: Sequence[int], known: dict[int, Arrivals], reader: str) -> dict[int, tuple[str, Population]]:
    if _choices(known[at] for at in members) < 2 * MIN_CHOICES:
        return {}
    whole = learn_population(_some([known[at] for at in members]))
    out: dict[int, tuple[str, Population]] = {}
    for fold in (members[first::FOLDS] for first in range(min(FOLDS, len(members)))):
        others = _some([known[at] for at in members if at not in set(fold)])
        if _choices(others) >= MIN_CHOICES:
            found = learn_population(others, whole, _ROUNDS)
            out |= {at: (f"the {len(others)} other discussions here ({reader})", found) for at in fold}
    return out


def _choices(given: Iterable[Arrivals]) -> int:
    return sum(int((one.standing > 1).sum()) for one in given)


def _some(given: list[Arrivals]) -> list[Arrivals]:
    return given[:: -(-len(given) // MOST_OTHERS)]
