"""Means with their intervals and the band of their null, a panel a measure; on a phone the panels are stacked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import plotly.graph_objects as go

from ..palette import light
from .sheet import quiet

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ..say import Say

HEIGHT: Final = 300
#: Height of a panel where they stand below each other.
STACKED: Final = 220


def spread(panels: Mapping[str, pl.DataFrame], say: Say, *, where: str) -> str:
    """Tell between which values the means of the last panel lie, for a title where nothing was tested.

    ``panels`` maps safe names to tables as :func:`banded` draws them; ``where`` is ``depth`` or ``order``.
    """
    name, table = list(panels.items())[-1]
    means = table["mean"].drop_nulls()
    low, high = (say.decimal(float(one), 2) for one in (means.min(), means.max()))  # type: ignore[arg-type]
    if low == high:
        return say(f"drift-{where}.title.even", value=low, measure=name)
    return say(f"drift-{where}.title.spread", low=low, high=high, measure=name)


def banded(panels: Mapping[str, pl.DataFrame], x: str, *, title: str, axis: str) -> go.Figure:
    """Draw a mean with its interval and, where there is one, the band of its null.

    Parameters
    ----------
    panels : mapping
        A panel's safe name → a table with the column ``x``, ``mean``, ``low``, ``high`` and perhaps ``null_low``,
        ``null_high``, and ``rows``: the numbers of the comments that a mean stands for.
    axis : str
        Safe label of the horizontal axis.
    """
    figure = go.Figure()
    for at, table in enumerate(panels.values()):
        ends = {"xaxis": f"x{at + 1}" if at else "x", "yaxis": f"y{at + 1}" if at else "y"}
        _band(figure, table, x, ends)
        _means(figure, table, x, ends)
    # The axes have to be there before they get their style.
    wide, narrow = _side_by_side(list(panels)), _stacked(list(panels))
    figure.update_layout(wide)
    quiet(figure, title=title, height=HEIGHT)
    figure.update_layout(margin={"l": 8, "r": 8, "t": 40, "b": 44}, meta={"small": _flat(narrow)})
    figure.update_xaxes(title={"text": axis}, fixedrange=True)
    figure.update_yaxes(fixedrange=True, nticks=5, showline=False, ticks="")
    return figure


def _side_by_side(names: list[str]) -> dict[str, Any]:
    width = 1 / len(names)
    boxes = [
        ((at * width, (at + 1) * width - (0.06 if at + 1 < len(names) else 0)), (0.0, 1.0)) for at in range(len(names))
    ]
    return _layout(names, boxes, 0.12) | {"height": HEIGHT}


def _stacked(names: list[str]) -> dict[str, Any]:
    height = 1 / len(names)
    boxes = [
        ((0.0, 1.0), (1 - (at + 1) * height + 0.13 * (len(names) > 1), 1 - at * height - 0.04))
        for at in range(len(names))
    ]
    return _layout(names, boxes, 0.05 / len(names)) | {"height": STACKED * len(names) + 80}


def _layout(
    names: list[str], boxes: list[tuple[tuple[float, float], tuple[float, float]]], above: float
) -> dict[str, Any]:
    """Place panels in boxes of paper coordinates, each under its name."""
    out: dict[str, Any] = {
        "annotations": [
            {"text": name, "x": box[0][0], "y": box[1][1] + above, "xref": "paper", "yref": "paper", "showarrow": False,
             "xanchor": "left", "yanchor": "middle", "font": {"size": 13, "color": light("ink")}}
            for name, box in zip(names, boxes, strict=True)
        ]
    }  # fmt: skip
    for at, (across, up) in enumerate(boxes):
        number = str(at + 1) if at else ""
        out[f"xaxis{number}"] = {"domain": list(across), "anchor": f"y{number}"}
        out[f"yaxis{number}"] = {"domain": list(up), "anchor": f"x{number}"} | ({"matches": "y"} if at else {})
    return out


def _flat(layout: Mapping[str, Any]) -> dict[str, Any]:
    """Write the changes that a narrow screen needs as ``axis.property``."""
    out: dict[str, Any] = {}
    for name, value in layout.items():
        if isinstance(value, dict):
            out |= {f"{name}.{key}": held for key, held in value.items()}
        else:
            out[name] = value
    return out


def _band(figure: go.Figure, table: pl.DataFrame, x: str, axes: dict[str, str]) -> None:
    low, high = "null_low", "null_high"
    if low not in table.columns or table[low].null_count() == table.height:
        return
    kept = table.drop_nulls([low, high])
    xs = kept[x].to_list()
    figure.add_trace(
        go.Scatter(
            x=xs + xs[::-1], y=kept[high].to_list() + kept[low].to_list()[::-1], fill="toself", fillcolor=light("band"),
            line={"width": 0}, mode="lines", hoverinfo="skip", **axes,
        )
    )  # fmt: skip


def _means(figure: go.Figure, table: pl.DataFrame, x: str, axes: dict[str, str]) -> None:
    known = table.drop_nulls("mean")
    error: dict[str, Any] | None = None
    if known["low"].null_count() < known.height:
        error = {
            "type": "data", "symmetric": False, "array": (known["high"] - known["mean"]).fill_null(0).to_list(),
            "arrayminus": (known["mean"] - known["low"]).fill_null(0).to_list(), "color": light("soft"),
            "thickness": 1.2, "width": 0,
        }  # fmt: skip
    led = "rows" in known.columns
    figure.add_trace(
        go.Scatter(
            x=known[x].to_list(), y=known["mean"].to_list(), mode="lines+markers", error_y=error,
            line={"color": light("ink"), "width": 1.4}, marker={"size": 8, "color": light("ink")},
            customdata=list(range(known.height)) if led else None,
            meta={"pick": "rows", "rows": known["rows"].to_list()} if led else None,
            hovertemplate="%{y:.2f}<extra></extra>", **axes,
        )
    )  # fmt: skip
