"""Drift in sentences: what was tested and survived, else a description; and what could not be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from commentariat.embeddings.drift.link_tests import KEEPS
from commentariat.embeddings.drift.resample import ENOUGH_THREADS
from commentariat.embeddings.drift.significance import LEVEL
from commentariat.embeddings.drift.uncertain_links import CONTROL, DISTANCE, ENOUGH_REPLIES, KEPT

from .agreement import changed_place, confirmed
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
#: A comment is on topic that lies nearer to the article than this share of comments on other articles.
ON_TOPIC: Final = 0.95
#: So many distances have a nearest and a furthest; so many pairs of them are compared.
RANKED: Final = 5
COMPARED: Final = 3
#: No p-value is written finer than this.
FINEST: Final = 0.001


def drift_sentences(view: View, say: Say) -> list[Sentence]:
    """Return the sentences of the drift section; none where drift was not measured."""
    if view.analysis.drift is None or not view.words.any():
        return []
    tests = view.drift("tests")
    # Paths and orders count all links; what a reply does to its parent's theme is tested on stated links only.
    tested = None if tests is None else tests.filter(pl.col("status") == "ok")
    some = tested is not None and not tested.is_empty()
    found = [] if tested is None or not some else [_keeps(tested, view, say), *_moves(tested, view, say)]
    told = [*_distances(view, say), *found, *(_turns(view, say) if some else [])]
    out: list[Sentence] = [Sentence(one, None) for one in told if one]
    other = None if tested is None else _of_other_themes(tested, view, say)
    out += [other] if other else []
    open_ = _left_open(view, say)
    out += [Sentence(open_, None, lacking=True)] if open_ else []
    if any(found):
        out.append(Sentence(say("drift.p"), None, lacking=True))
    if not some:
        out.append(Sentence(say(untested(view, described=bool(out))), None, lacking=True))
    return out


def untested(view: View, *, described: bool) -> str:
    """Name the message that says why nothing could be tested, after a description or alone."""
    few = view.forest.roots.size < ENOUGH_THREADS or not (view.forest.parent >= 0).any()
    return ("drift.few" if few else "drift.untested") + ("" if described else ".alone")


def _distances(view: View, say: Say) -> list[str]:
    table = view.drift("distances")
    if table is None:
        return []
    out = []
    near = table.drop_nulls("to_article").sort("to_article", "position")
    if near.height >= RANKED:
        first, last = (f"#{near['position'][at] + 1}" for at in (0, -1))
        out.append(say("drift.nearest", near=first, far=last))
    placed = table["article_percentile"].drop_nulls()
    if placed.len() >= RANKED:
        over = int((placed >= ON_TOPIC).sum())
        out.append(capital(say("drift.on-topic", part=say.word(over), whole=say.word(placed.len()), n=over)))
    both = table.drop_nulls(["to_article", "to_parent"])
    if both.height >= COMPARED:
        nearer = both.filter(pl.col("to_parent") < pl.col("to_article")).height
        out.append(capital(say("drift.nearer", part=say.word(nearer), whole=say.word(both.height), n=both.height)))
    return out


def _left_open(view: View, say: Say) -> str | None:
    """Between which bounds figures along answers lie, where links are uncertain."""
    table = view.drift("controls")
    if table is None or (view.forest.parent >= 0).sum() < ENOUGH_REPLIES:
        return None
    open_ = table.filter((pl.col("control") == CONTROL) & pl.col("low").is_not_null())
    rows = {row["subject"]: row for row in open_.iter_rows(named=True)}
    told = []
    if (row := rows.get(DISTANCE)) is not None:
        told.append(
            say("drift.open.distance", **{name: say.decimal(row[name], 2) for name in ("low", "high", "value")})
        )
    if (row := rows.get(KEPT)) is not None:
        told.append(say("drift.open.kept", **{name: round(100 * row[name]) for name in ("low", "high", "value")}))
    return say("drift.open", list=say.series(told)) if told else None


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
    rates = {name: round(100 * row[name]) for name in ("observed", "expected")}
    rests = say("drift.rests.answers", n=int(row["cases"]), p=p_value(p, say))
    if p > LEVEL:
        return f"{say('drift.keeps.not', **rates)} {rests}"
    told = say("drift.keeps" if row["effect"] > 1 else "drift.leaves", ratio=say.decimal(row["effect"], 1), **rates)
    if row["low"] is not None:
        bounds = {name: say.decimal(row[name], 1) for name in ("low", "high")}
        told += " " + say("drift.interval", **bounds)
    return _weighed(f"{told} {rests}", view, row, say)


def p_value(p: float, say: Say) -> str:
    """Write a p-value: never as nothing, and never finer than a thousandth."""
    return f"< {say.decimal(FINEST, 3)}" if p < FINEST else f"= {say.decimal(p, 3)}"


def _moves(tested: pl.DataFrame, view: View, say: Say) -> list[str]:
    out = []
    for order in ORDERS:
        usable = _changes(tested, order)
        if usable.is_empty():
            continue
        moved = _moved(usable)
        if moved.is_empty():
            apart = not usable["test"].str.starts_with(SHARE).all()
            still = capital(say("drift.still" if apart else "drift.still.themes", when=when(order, view, say)))
            surest = usable.sort("p_family", nulls_last=True).row(0, named=True)
            out.append(f"{still} {_rests(surest, order, say)}".rstrip())
        for row in moved.iter_rows(named=True):
            told = f"{moved_words(row, order, view, say)} {_by_how_much(row, order, say)}"
            out.append(_weighed(told, view, row, say))
    return out


def moved_words(row: dict[str, Any], order: str, view: View, say: Say, *, theme: str | None = None) -> str:
    """Say what grows or shrinks along an order; ``theme`` is the name to use in place of that of the test."""
    named = str(row["test"]).removesuffix(CHANGES)
    what = _named(named if theme is None else SHARE + theme, say)
    return capital(say("drift.grows" if row["effect"] > 0 else "drift.shrinks", when=when(order, view, say), what=what))


def _by_how_much(row: dict[str, Any], order: str, say: Say) -> str:
    """Say the size of a change, its interval over resampled threads, and what it was tested on."""
    shared, way = str(row["test"]).startswith(SHARE), "path" if order == "reply-path" else "clock"
    sign = 1 if row["effect"] > 0 else -1
    known = [sign * row[name] for name in ("effect", "low", "high") if row[name] is not None]
    size, *bounds = (_size(one, say, shared=shared) for one in known)
    told = say(f"drift.by.{'share' if shared else 'distance'}.{way}", size=size)
    if bounds:
        low, high = bounds if sign > 0 else bounds[::-1]
        told += " " + say("drift.interval", low=low, high=high)
    return f"{told} {_rests(row, order, say)}"


def _rests(row: dict[str, Any], order: str, say: Say) -> str:
    """Say what a test of change rests on, and its p; nothing where it has none."""
    way = "path" if order == "reply-path" else "clock"
    p = row["p_family"]
    return "" if p is None else say(f"drift.rests.{way}", n=int(row["cases"]), p=p_value(p, say))


def _size(value: float, say: Say, *, shared: bool) -> str:
    """Write a change of a share in hundredths, of a distance as it is."""
    return say.decimal(100 * value, 1).replace("-", "−") if shared else say.decimal(value, 3).replace("-", "−")


def _turns(view: View, say: Say) -> list[str]:
    """Say where the mix of themes turned, how often resamples find the place, and between which comments."""
    table = view.drift("change_points")
    if table is None:
        return []
    out = []
    for row in table.iter_rows(named=True):
        before, after = ((row[side] or [{}])[0].get("theme") for side in ("before", "after"))
        mixes = before is not None and after is not None and before != after
        told = say(
            "drift.turn.mixes" if mixes else "drift.turn", number=f"#{row['position'] + 1}", before=before, after=after
        )
        if row["stability"] is not None:
            low, high = (f"#{one + 1}" for one in sorted((row["low_position"], row["high_position"])))
            found = {"part": round(100 * row["stability"]), "p": p_value(row["p"], say)}
            told += " " + say("drift.turn.found", low=low, high=high, **found)
        unsure = view.analysis.second is not None and not changed_place(view, row)
        out.append(f"{told} {say('drift.unconfirmed')}" if unsure else told)
    return out


def _changes(tested: pl.DataFrame, order: str) -> pl.DataFrame:
    return tested.filter((pl.col("order") == order) & pl.col("test").str.ends_with(CHANGES))


def _moved(usable: pl.DataFrame) -> pl.DataFrame:
    """Return the surest changes along one order: those that are told."""
    return usable.filter(pl.col("p_family") <= LEVEL).sort("p_family", "test").head(2)


def when(order: str, view: View, say: Say) -> str:
    """Say what a test of order follows."""
    return say(f"drift.when.{_when(order, view)}")


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
