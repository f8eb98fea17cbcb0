"""What a second look confirms. Without one nothing is confirmed, and titles describe instead of claiming."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import polars as pl

from commentariat.embeddings.drift.link_tests import KEEPS, NEARER
from commentariat.embeddings.drift.significance import LEVEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .view import Ints, View

    Verdict = Literal["yes", "no", "open", "untested"]

#: In the first look a claim has to hold at half the threshold too.
STRICT: Final = LEVEL / 2
#: Comments that two themes must share, of those that either holds, to be one theme under two names.
SAME: Final = 0.5
#: The weakest memberships that are left out to see whether a size hangs on them.
WEAKEST: Final = 0.2


def matched(rows: Ints, others: Mapping[str, Ints]) -> str | None:
    """Return the id of the other look's theme that holds the same comments (Jaccard), or ``None``."""
    best, found = SAME, None
    for name, held in others.items():
        shared = np.intersect1d(rows, held).size
        overlap = shared / max(rows.size + held.size - shared, 1)
        if overlap >= best:
            best, found = overlap, name
    return found


def largest(view: View, at: int) -> bool:
    """Whether the theme at a place is the largest for the other model and seed too, and without weak memberships."""
    others = view.second_theme_rows
    found = matched(view.theme_rows[at], others)
    if found is None or others[found].size < max(held.size for held in others.values()):
        return False
    spans = view.theme_spans
    strong = spans.filter(pl.col("strength") >= spans["strength"].quantile(WEAKEST))
    sizes = strong.group_by("theme").agg(pl.col("row").n_unique()).sort("row", "theme", descending=[True, False])
    return bool(sizes.height) and int(sizes["theme"][0]) == at


def pivots(view: View, found: pl.DataFrame) -> int:
    """Count the answers (columns ``row``, ``p_family``) that turn their threads by either look."""
    second = view.second_drift("pivots")
    if second is None:
        return 0
    confirmed = {view.row_of.get(one, -1) for one in second.filter(pl.col("p_family") <= LEVEL)["comment_id"]}
    strict = found.filter(pl.col("p_family") <= STRICT)["row"].to_list()
    return sum(row - view.offset in confirmed for row in strict)


def holding(view: View, cells: pl.DataFrame, confirmed: Iterable[str]) -> int:
    """Count the themes that answers keep by either look.

    Parameters
    ----------
    cells : polars.DataFrame
        Rows of ``transitions`` of the first look whose answer keeps the theme.
    confirmed : iterable of str
        Ids of the other look's themes that answers keep there.
    """
    kept, others = set(confirmed), view.second_theme_rows
    strict = cells.filter(pl.col("p_family") <= STRICT)["from_theme_id"].to_list()
    known = view.drift_theme_rows
    return sum(matched(known[one], others) in kept for one in strict if one in known)


def confirmed(view: View, row: Mapping[str, Any]) -> bool:
    """Whether the other look's test of the same name says the same, in the same direction."""
    tests = view.second_drift("tests")
    name = _renamed(view, str(row["test"]))
    if tests is None or name is None:
        return False
    same = tests.filter(
        (pl.col("test") == name) & (pl.col("order") == row["order"]) & (pl.col("null") == row["null"])
        & (pl.col("links") == row["links"]) & (pl.coalesce("p_family", "p") <= LEVEL)
    )  # fmt: skip
    neutral = 1.0 if row["unit"] == "observed / expected" else 0.0
    return any((effect > neutral) == (row["effect"] > neutral) for effect in same["effect"].drop_nulls())


def keeping(view: View) -> dict[str, Any] | None:
    """The test of whether answers keep the theme of what they answer, where both looks say the same, else ``None``.

    It has to hold against all shuffles at once, and in the first look at half the threshold.
    """
    tests = view.drift("tests")
    if tests is None:
        return None
    asked = (pl.col("test") == KEEPS) & (pl.col("null") == "joint") & (pl.col("links") == "tested")
    told = tests.filter(asked & (pl.col("status") == "ok") & (pl.coalesce("p_family", "p") <= STRICT))
    return next((row for row in told.drop_nulls("effect").iter_rows(named=True) if confirmed(view, row)), None)


def nearness(view: View) -> dict[str, Any] | None:
    """The test of the first look, of whether answers lie nearer, by the shuffle that shows it least."""
    run = _nearness_rows(view.drift("tests"))
    return None if run.is_empty() else run.sort("p", "null", descending=[True, False]).row(0, named=True)


def nearer(view: View) -> Verdict:
    """Whether answers lie nearer to what they answer than shuffled ones, by every shuffle that could be run.

    ``no`` is a test that did not show it; ``open`` one that did, and that no second look confirms.
    """
    first, again = (_nearness(table) for table in (view.drift("tests"), view.second_drift("tests")))
    if first is None:
        return "untested"
    if first > LEVEL:
        return "no"
    return "yes" if first <= STRICT and again is not None and again <= LEVEL else "open"


def _nearness(tests: pl.DataFrame | None) -> float | None:
    """The largest p of the shuffles; 1 where a shuffle shows the contrary, ``None`` where none could be run."""
    known = _nearness_rows(tests)
    if known.is_empty():
        return None
    return 1.0 if (known["effect"] >= 0).any() else float(known["p"].max())  # type: ignore[arg-type]


def _nearness_rows(tests: pl.DataFrame | None) -> pl.DataFrame:
    if tests is None:
        return pl.DataFrame(schema={"p": pl.Float64, "null": pl.String})
    run = tests.filter((pl.col("test") == NEARER) & (pl.col("links") == "tested") & (pl.col("status") == "ok"))
    return run.drop_nulls(["p", "effect"])


def changes(view: View, what: str, order: str) -> tuple[Verdict, dict[str, Any] | None]:
    """Whether what tests call ``what`` changes along an order, and the surest confirmed change.

    Returns as :func:`nearer` does, with the row of ``tests`` where it is ``yes``.
    """
    tests = view.drift("tests")
    if tests is None:
        return "untested", None
    run = tests.filter(
        pl.col("test").str.starts_with(what) & pl.col("test").str.ends_with(" changes")
        & (pl.col("order") == order) & (pl.col("status") == "ok") & pl.col("p_family").is_not_null()
    ).sort("p_family", "test")  # fmt: skip
    if run.is_empty():
        return "untested", None
    for row in run.filter(pl.col("p_family") <= STRICT).iter_rows(named=True):
        if confirmed(view, row):
            return "yes", row
    return ("open" if float(run["p_family"][0]) <= LEVEL else "no"), None


def changed_place(view: View, row: Mapping[str, Any]) -> bool:
    """Whether the other look finds a turn of the mix of themes within the bounds of this one."""
    table = view.second_drift("change_points")
    bounds = (row["low_position"], row["high_position"])
    if table is None or None in bounds:
        return False
    return bool(table["position"].is_between(min(bounds), max(bounds)).any())


def turns(view: View) -> list[dict[str, Any]]:
    """Return the turns of the mix of themes that hold at half the threshold and that the second look finds too."""
    table = view.drift("change_points")
    rows = [] if table is None else table.filter(pl.col("p") <= STRICT).sort("position").iter_rows(named=True)
    return [row for row in rows if changed_place(view, row)]


def _renamed(view: View, test: str) -> str | None:
    """Name a test of a theme's share by what the other look calls the theme."""
    if not test.startswith("share of "):
        return test
    theme = test.removeprefix("share of ").removesuffix(" changes")
    first, second = view.analysis.drift_themes, view.analysis.second
    if first is None or second is None:
        return None
    ids = first.themes.filter(pl.col("theme") == theme)["theme_id"].to_list()
    found = (
        matched(view.drift_theme_rows[ids[0]], view.second_theme_rows)
        if ids and ids[0] in view.drift_theme_rows
        else None
    )
    names = dict(second.themes.themes.select("theme_id", "theme").iter_rows())
    return f"share of {names[found]} changes" if found in names else None
