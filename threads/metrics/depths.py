"""How many comments stand at each depth, beside what grown copies of the discussion show there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from ..models.shipped import shipped
from .copies import COVERAGE
from .view import View
from .yardsticks import NoYardstickError, grown_copies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Discussion
    from ..models.population import Population
    from .view import Floats

#: ``yardstick_*``: the middle 90 % of the copies at that depth and their median, null where there is no yardstick;
#: ``note`` says what the copies stand for, or why there are none.
DEPTH_SCHEMA: Final[dict[str, type[pl.DataType]]] = {
    "depth": pl.Int64,
    "comments": pl.Int64,
    "yardstick_low": pl.Float64,
    "yardstick_median": pl.Float64,
    "yardstick_high": pl.Float64,
    "note": pl.String,
}


def depth_profile(
    discussion: Discussion, *, model: tuple[str, Population] | None = None, copies: int = 200, seed: int = 0
) -> pl.DataFrame:
    """Count the comments at every depth, with the band of copies grown as :func:`~.measure.measure` grows them.

    Parameters
    ----------
    discussion : Discussion
    model : (str, Population), optional
        Whence and which growth parameters, from *other* discussions; those that ship for the platform by default.
    copies, seed : int

    Returns
    -------
    polars.DataFrame
        One row a depth (0: roots), the columns of :data:`DEPTH_SCHEMA`. The band holds depth by depth, not for all
        depths at once. Depths that neither the discussion nor the band reaches are left out.
    """
    view = View.from_comments(discussion.comments)
    counts = np.bincount(view.forest.depth)
    chosen = model if model is not None else shipped(discussion.source.reader)
    try:
        source, lots = grown_copies(discussion, view, chosen, copies=copies, seed=seed)
    except NoYardstickError as error:
        return _table(counts, None, f"no yardstick: {error}")
    return _table(counts, _ends(lots), f"yardstick: {source}")


def _ends(lots: Iterable[View]) -> Floats:
    """Low end, median and high end of the comments at each depth over all copies, shape (3, depths)."""
    widths = [_widths(lot) for lot in lots]
    deepest = max(one.shape[1] for one in widths)
    every = np.concatenate([np.pad(one, ((0, 0), (0, deepest - one.shape[1]))) for one in widths])
    tail = (1 - COVERAGE) / 2
    return np.asarray(np.quantile(every, [tail, 0.5, 1 - tail], axis=0, method="closest_observation"), dtype=np.float64)


def _widths(lot: View) -> Floats:
    """Comments at each depth of each copy, shape (copies, depths)."""
    depths = int(lot.forest.depth.max()) + 1
    cells = lot.group.astype(np.int64) * depths + lot.forest.depth
    return np.bincount(cells, minlength=lot.groups * depths).reshape(lot.groups, depths).astype(np.float64)


def _table(counts: np.ndarray, band: Floats | None, note: str) -> pl.DataFrame:
    reach = counts.size if band is None else max(counts.size, int(np.flatnonzero(band[2] > 0).max(initial=-1)) + 1)
    wide = np.pad(counts, (0, reach - counts.size))
    columns: dict[str, object] = {"depth": np.arange(reach), "comments": wide}
    for at, end in enumerate(("low", "median", "high")):
        held = None if band is None else np.pad(band[at], (0, max(0, reach - band.shape[1])))[:reach]
        columns[f"yardstick_{end}"] = pl.Series([None] * reach if held is None else held, dtype=pl.Float64)
    return pl.DataFrame(columns | {"note": [note] * reach}, schema=DEPTH_SCHEMA)
