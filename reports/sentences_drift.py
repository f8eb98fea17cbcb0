"""Drift in sentences: what was tested and survived, else a description; and what could not be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from commentariat.embeddings.drift.link_tests import KEEPS
from commentariat.embeddings.drift.test_rows import LEVEL

from .agreement import confirmed
from .say import sentence as capital
from .sentences import Sentence

if TYPE_CHECKING:
    from .say import Say
    from .view import View

#: How a test of change is called: what changes, and for a theme's share the theme.
CHANGES: Final = " changes"
SHARE: Final = "share of "
#: The orders along which changes are told.
ORDERS: Final = ("reply-path", "clock")
#: So many distances have a nearest and a furthest; so many pairs of them are compared.
RANKED: Final = 5
COMPARED: Final = 3


def drift_sentences(view: View, say: Say) -> list[Sentence]:
    """Return the sentences of the drift section; none where drift was not measured."""
    if view.analysis.drift is None:
        return []
    tests = view.drift("tests")
    # Paths and orders count all links; what a reply does to its parent's theme is tested on stated links only.
    tested = None if tests is None else tests.filter(pl.col("status") == "ok")
    some = tested is not None and not tested.is_empty()
    told: list[str | None] = [*_distances(view, say)]
    if some and tested is not None:
        told += [_keeps(tested, view, say), *_moves(tested, view, say)]
    out: list[Sentence] = [Sentence(one, None) for one in told if one]
    other = None if tested is None else _of_other_themes(tested, view, say)
    out += [other] if other else []
    if not some:
        out.append(Sentence(say("drift.few"), None, lacking=True))
    return out


def _distances(view: View, say: Say) -> list[str]:
    table = view.drift("distances")
    if table is None:
        return []
    out = []
    near = table.drop_nulls("to_article").sort("to_article", "position")
    if near.height >= RANKED:
        first, last = (f"#{near['position'][at] + 1}" for at in (0, -1))
        out.append(say("drift.nearest", near=first, far=last))
    both = table.drop_nulls(["to_article", "to_parent"])
    if both.height >= COMPARED:
        nearer = both.filter(pl.col("to_parent") < pl.col("to_article")).height
        out.append(capital(say("drift.nearer", part=say.word(nearer), whole=say.word(both.height), n=both.height)))
    return out


def _weighed(told: str, view: View, row: dict[str, Any], say: Say) -> str:
    """Say so where a second look was taken and does not confirm a finding."""
    return told if view.analysis.second is None or confirmed(view, row) else f"{told} {say('drift.unconfirmed')}"


def _keeps(tested: pl.DataFrame, view: View, say: Say) -> str | None:
    """Whether answers keep the theme of what they answer, against the strictest shuffle alone."""
    rows = tested.filter((pl.col("test") == KEEPS) & (pl.col("null") == "joint") & (pl.col("links") == "tested"))
    if rows.is_empty():
        return None
    row: dict[str, Any] = rows.row(0, named=True)
    p = row["p_family"] if row["p_family"] is not None else row["p"]
    if p is None or row["effect"] is None:
        return None
    if p > LEVEL:
        return say("drift.keeps.not")
    told = say("drift.keeps" if row["effect"] > 1 else "drift.leaves", ratio=say.decimal(row["effect"], 1))
    return _weighed(told, view, row, say)


def _moves(tested: pl.DataFrame, view: View, say: Say) -> list[str]:
    out = []
    for order in ORDERS:
        usable = _changes(tested, order)
        if usable.is_empty():
            continue
        when = say(f"drift.when.{_when(order, view)}")
        moved = _moved(usable)
        if moved.is_empty():
            apart = not usable["test"].str.starts_with(SHARE).all()
            out.append(capital(say("drift.still" if apart else "drift.still.themes", when=when)))
        for row in moved.iter_rows(named=True):
            what = _named(str(row["test"]).removesuffix(CHANGES), say)
            told = say("drift.grows" if row["effect"] > 0 else "drift.shrinks", when=when, what=what)
            out.append(_weighed(capital(told), view, row, say))
    return out


def _changes(tested: pl.DataFrame, order: str) -> pl.DataFrame:
    return tested.filter((pl.col("order") == order) & pl.col("test").str.ends_with(CHANGES))


def _moved(usable: pl.DataFrame) -> pl.DataFrame:
    """Return the surest changes along one order: those that are told."""
    return usable.filter(pl.col("p_family") <= LEVEL).sort("p_family", "test").head(2)


def _when(order: str, view: View) -> str:
    """Name what a test of order follows: without dates the clock is the order of the source."""
    drift = view.analysis.drift
    undated = drift is not None and drift.manifest.get("order") == "source order"
    return "path" if order == "reply-path" else "sequence" if undated else "clock"


def _named(what: str, say: Say) -> str:
    if what.startswith(SHARE):
        return say("drift.what.share", theme=what.removeprefix(SHARE))
    return say("drift.what.distance")


def _of_other_themes(tested: pl.DataFrame, view: View, say: Say) -> Sentence | None:
    """Warn where a theme is named that the figures of themes do not show."""
    moved = [one for order in ORDERS for one in _moved(_changes(tested, order))["test"].to_list()]
    named = {one.removeprefix(SHARE).removesuffix(CHANGES) for one in moved if one.startswith(SHARE)}
    return Sentence(say("drift.other-themes"), None, lacking=True) if named - set(view.theme_names) else None
