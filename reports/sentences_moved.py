"""How the topic moved, in one sentence at a glance: a finding of both looks, else that none could be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .agreement import changes, keeping, nearer, turns
from .sentences import SHARES_FROM, Sentence
from .sentences_drift import ORDERS, SHARE, moved_words, untested

if TYPE_CHECKING:
    from .say import Say
    from .view import View

#: What changes along an order, as tests begin its name, and the figure that shows it.
CHANGING: Final = (("distance", "drift-order"), (SHARE, "theme-shares"))


def topic_moved(view: View, say: Say) -> Sentence | None:
    """Say the first finding that a second look shows too, or what the tests leave open; nothing of few comments."""
    if view.analysis.drift is None or not view.words.any() or len(view) < SHARES_FROM:
        return None
    found = _kept(view, say) or _moved(view, say) or _turned(view, say)
    if found is not None:
        return found
    if nearer(view) == "yes":
        return Sentence(say("drift-depth.title.nearer") + ".", "drift-depth")
    tests = view.drift("tests")
    made = tests is not None and bool((tests["status"] == "ok").any())
    return Sentence(say("glance.drift.none" if made else untested(view, described=False)), "drift-depth", lacking=True)


def _kept(view: View, say: Say) -> Sentence | None:
    """Whether answers keep, or leave, the theme of what they answer."""
    row = keeping(view)
    if row is None:
        return None
    rates = {name: round(100 * row[name]) for name in ("observed", "expected")}
    return Sentence(say("glance.drift.keeps" if row["effect"] > 1 else "glance.drift.leaves", **rates), "transitions")


def _moved(view: View, say: Say) -> Sentence | None:
    """Whether the distance from the article, or a theme's share, changes along an order."""
    for order in ORDERS:
        for what, figure in CHANGING:
            row: dict[str, Any] | None = changes(view, what, order)[1]
            if row is not None:
                return Sentence(moved_words(row, order, view, say), figure if order == "clock" else "drift-depth")
    return None


def _turned(view: View, say: Say) -> Sentence | None:
    """Whether the mix of themes turns."""
    places = [f"#{row['position'] + 1}" for row in turns(view)]
    return (
        Sentence(say("theme-shares.title.turns", numbers=say.series(places)) + ".", "theme-shares") if places else None
    )
