"""A map of the themes: a place in the plane for each theme, and each unit among the themes that it is like.

Two dimensions cannot hold what hundreds do. The places of themes keep their mutual distances as well as a plane can
(stress majorisation, de Leeuw 1977, from classical scaling); a unit stands at the mean of those places, weighted by how
alike it is to each theme. So *near* means "alike", *between two themes* means "like both"; directions, axes and the
width of a gap mean nothing. How far the map can be trusted is measured and stated with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from .tables import LAYOUT_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from .space import Space
    from .theme_tables import Sized

    Vectors = npt.NDArray[np.float32]
    Points = npt.NDArray[np.float64]

#: How fast a theme loses its pull as a unit is less like it, per unit of cosine; from 5 to 12 the map is about as
#: trustworthy (.85 to .88 on eight real discussions, principal axes: .80).
SHARPNESS: Final = 10.0
STEPS: Final = 200
#: Units that are placed at a time, and those by which the map is judged.
_BLOCK: Final = 100_000
JUDGED: Final = 1_000
NEIGHBOURS: Final = 7
#: With fewer themes there is no plane between them: the principal axes of the units serve.
FEWEST_THEMES: Final = 3


def layout(space: Space, sized: Sequence[Sized], theme_ids: Sequence[str]) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Place themes and units in a plane.

    Returns
    -------
    polars.DataFrame
        :data:`~.tables.LAYOUT_SCHEMA`. Places lie within -1 and 1.
    dict
        For the manifest: ``method``; ``trustworthiness`` of the units' places (Venna & Kaski 2001, with seven
        neighbours: 1 when every neighbour on the map is one in the space, about .5 by chance; ``None`` where there
        are too few units); ``distances_kept``, the correlation of the themes' distances with those on the map.
    """
    held = [at for at, one in enumerate(sized) if len(one.group.rows)]
    directions = np.zeros((len(held), space.centre.size), dtype=np.float32)
    for row, at in enumerate(held):
        directions[row] = sized[at].group.direction
    usable = np.flatnonzero(~space.units["boilerplate"].to_numpy())
    # No copy where every unit has a place: at a million units it is a gigabyte.
    vectors = space.vectors if len(usable) == len(space.vectors) else space.vectors[usable]
    if len(held) >= FEWEST_THEMES:
        places = _theme_places(directions)
        units, method = _among(vectors, directions, places), "units among the places of their themes"
    else:
        axes = _principal_axes(vectors)
        places, units, method = directions @ axes, vectors @ axes, "principal axes of the units"
    scale = max(1e-9, *(float(np.abs(one).max(initial=0.0)) for one in (places, units)))
    rows = _unit_rows(space.units, sized, theme_ids)[usable].with_columns(x=units[:, 0] / scale, y=units[:, 1] / scale)
    table = pl.concat([_theme_rows([theme_ids[at] for at in held], places / scale), rows])
    kept = _distances_kept(directions, places)
    # Rounded: the last bits of a product depend on the processor.
    return table.with_columns(pl.col("x", "y").round(4)).cast(pl.Schema(LAYOUT_SCHEMA)), {
        "method": method, "trustworthiness": _trust(vectors, units), "distances_kept": kept,
    }  # fmt: skip


def _theme_places(directions: Vectors) -> Points:
    """Lower the stress of the themes' distances in the plane, step by step, from classical scaling."""
    wanted = _distances(directions.astype(np.float64))
    at = _classical(wanted)
    for _ in range(STEPS):
        now = _distances(at)
        pull = -np.divide(wanted, now, out=np.zeros_like(now), where=now > 1e-9)
        np.fill_diagonal(pull, -pull.sum(axis=1) + np.diag(pull))
        at = pull @ at / len(at)
    return at


def _classical(distances: Points) -> Points:
    """Classical scaling (Torgerson 1952); the sign of each axis is fixed, so that a run can be repeated."""
    count = len(distances)
    centring = np.eye(count) - 1 / count
    values, axes = np.linalg.eigh(-0.5 * centring @ distances**2 @ centring)
    best = np.argsort(-values)[:2]
    return np.asarray(_signed(axes[:, best]) * np.sqrt(np.maximum(values[best], 1e-12)))


def _principal_axes(vectors: Vectors) -> Points:
    """Return the two directions (d, 2) in which the units differ most."""
    wide = vectors.astype(np.float64)
    return _signed(np.linalg.eigh(wide.T @ wide)[1][:, :-3:-1])


def _signed(axes: Points) -> Points:
    largest = np.abs(axes).argmax(axis=0)
    return np.asarray(axes * np.where(axes[largest, np.arange(axes.shape[1])] < 0, -1, 1))


def _among(vectors: Vectors, directions: Vectors, places: Points) -> Points:
    """Put each unit at the mean of the themes' places, weighted by its likeness to them."""
    out = np.empty((len(vectors), 2))
    for at in range(0, len(vectors), _BLOCK):
        similar = SHARPNESS * (vectors[at : at + _BLOCK] @ directions.T).astype(np.float64)
        weights = np.exp(similar - similar.max(axis=1, keepdims=True))
        out[at : at + _BLOCK] = weights @ places / weights.sum(axis=1, keepdims=True)
    return out


def _distances(points: Points) -> Points:
    squares = (points**2).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * points @ points.T, 0)))


def _distances_kept(directions: Vectors, places: Points) -> float | None:
    if len(places) < FEWEST_THEMES:
        return None
    pairs = np.triu_indices(len(places), 1)
    one, other = _distances(directions.astype(np.float64))[pairs], _distances(places)[pairs]
    return round(float(np.corrcoef(one, other)[0, 1]), 3) if one.std() > 0 and other.std() > 0 else None


def _trust(vectors: Vectors, places: Points) -> float | None:
    """Measure how many neighbours on the map are neighbours in the space, on units taken evenly."""
    from sklearn.manifold import trustworthiness

    step = max(1, -(-len(vectors) // JUDGED))
    some, at = vectors[::step], places[::step]
    if len(some) <= 2 * NEIGHBOURS:
        return None
    return round(float(trustworthiness(some, at, n_neighbors=NEIGHBOURS)), 3)


def _theme_rows(theme_ids: Sequence[str], places: Points) -> pl.DataFrame:
    return pl.DataFrame({
        "discussion_id": pl.Series([None] * len(theme_ids), dtype=pl.String),
        "unit_id": pl.Series([None] * len(theme_ids), dtype=pl.String),
        "theme_id": pl.Series(theme_ids, dtype=pl.String), "x": places[:, 0], "y": places[:, 1],
    })  # fmt: skip


def _unit_rows(units: pl.DataFrame, sized: Sequence[Sized], theme_ids: Sequence[str]) -> pl.DataFrame:
    """Return the ids of all units; one of several themes is listed with the first."""
    theme = np.full(units.height, -1, dtype=np.int64)
    for at in range(len(sized) - 1, -1, -1):
        theme[sized[at].group.rows] = at
    return units.select("discussion_id", "unit_id").with_columns(
        theme_id=pl.Series(theme).replace_strict(dict(enumerate(theme_ids)), default=None, return_dtype=pl.String)
    )
