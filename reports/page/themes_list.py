"""Themes as a reader meets them: name, size in words, a quotation that leads to its comment, its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from commentariat.embeddings.language import listed

from ..escape import plain
from ..figures.theme_sizes import held_together, steadiness
from ..say import isolated
from .static import anchor

if TYPE_CHECKING:
    from ..say import Say
    from ..view import Ints, View

LISTED: Final = 12
ARGUMENTS: Final = 5


def theme_cards(view: View, say: Say, *, quoted: bool) -> list[dict[str, Any]]:
    """Return a card for each theme of the discussion, with a quotation where words may be shown."""
    themes = view.analysis.themes
    if themes is None:
        return []
    out = []
    for at, row in enumerate(view.theme_table.iter_rows(named=True)):
        if at not in view.shared_themes:
            continue
        rows = view.theme_rows[at]
        card = {
            "at": at,
            "name": plain(row["theme"], 90),
            "size": say(
                "themes.size", comments=say.many("count.comments", int(rows.size)), people=people(view, rows, say)
            ) + _steady(view, say, at),
            "terms": say("themes.terms", terms=listed([plain(one, 40) for one in row["terms"][:8]])),
            "within": _arguments(view, str(row["theme_id"]), say),
        }  # fmt: skip
        out.append(card | _quotation(view, row["quotation_unit_id"] if quoted else None))
    return out[:LISTED]


def _steady(view: View, say: Say, at: int) -> str:
    """Say whether a theme is steady, and of how many of its comments that is true."""
    held, word = held_together(view, at), steadiness(view, say, at)
    return word if held is None else say("themes.steady", word=word, part=held[0], n=held[1])


def _arguments(view: View, theme_id: str, say: Say) -> str | None:
    """Name the second level of a large theme, with sizes."""
    themes = view.analysis.themes
    if themes is None or view.number > 1:
        return None
    held = themes.arguments.filter((pl.col("parent_theme_id") == theme_id) & ~pl.col("raised_once"))
    largest = held.sort("comments", descending=True, maintain_order=True).head(ARGUMENTS)
    listed = [
        f"{isolated(plain(name, 60))} ({count})" for name, count in largest.select("theme", "comments").iter_rows()
    ]
    return say("themes.arguments", list="; ".join(listed)) if listed else None


def people(view: View, rows: Ints, say: Say) -> str:
    """Say who wrote some rows: named commenters, and the unsigned besides."""
    named, unsigned = view.people_of(rows)
    parts = [say.many("count.commenters", named)] if named else []
    return say.series([*parts, *([say.many("people.unsigned", unsigned)] if unsigned else [])])


def _quotation(view: View, unit_id: str | None) -> dict[str, Any]:
    themes = view.analysis.themes
    empty = {"quote": None, "href": None, "number": None}
    if themes is None or unit_id is None:
        return empty
    unit = themes.units.filter(
        (pl.col("unit_id") == unit_id) & (pl.col("discussion_id") == view.analysis.discussion.discussion_id)
    )
    if unit.is_empty() or unit["comment_id"][0] not in view.row_of:
        return empty
    row = view.row_of[unit["comment_id"][0]]
    number = f"#{int(view.comments['position'][row]) + 1}"
    return {"quote": plain(unit["text"][0], 320), "href": anchor(view, row), "number": number}
