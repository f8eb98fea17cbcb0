"""Themes by size, counted in comments, with what belongs to none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..agreement import largest as confirmed
from ..escape import label
from ..palette import light, theme_colour, theme_pattern
from .bars import Bar, bars
from .sheet import Entry, Sheet

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from ..say import Say
    from ..view import View

SHOWN: Final = 14
#: A title calls a theme the largest only if it leads by so much, is found again in most resamples, and by another
#: model and seed.
LEAD: Final = 1.25
STABLE: Final = 0.6


def theme_sizes(view: View, say: Say, *, title: str = "") -> go.Figure:
    """Draw the themes of one discussion as bars with their steadiness, and the comments without a theme in grey."""
    rows = [
        Bar(
            label(view.theme_names[at], 34),
            float(view.theme_rows[at].size),
            note(view, say, at),
            at,
            theme_colour(at),
            theme_pattern(at),
            span=steady_part(view, at),
            told=_told(view, say, at),
        )
        for at in _by_size(view)[:SHOWN]
    ]
    bare = int((view.main_theme < 0).sum())
    rows.append(Bar(say("ui.no-theme"), float(bare), say("theme-sizes.bare", n=bare), -1, light("none")))
    return bars(rows, pick="theme", title=title)


def note(view: View, say: Say, at: int) -> str:
    """Say a theme's size, its commenters, and how often it was found again."""
    rows = view.theme_rows[at]
    named, unsigned = view.people_of(rows)
    text = f"{say('fact.comments', n=int(rows.size))}, {say('fact.commenters', n=named)}"
    text += f" + {say('people.unsigned', n=unsigned)}" if unsigned else ""
    return text + steadiness(view, say, at)


def _told(view: View, say: Say, at: int) -> str:
    held, written = held_together(view, at), note(view, say, at)
    return written if held is None else say("range.steady", note=written, part=held[0], n=held[1])


def steadiness(view: View, say: Say, at: int) -> str:
    """Say whether a theme is found again when comments are left out, after a comma; nothing where it is not known."""
    stable = _stability(view, at)
    return "" if stable is None else say(f"theme-sizes.{'stable' if stable >= STABLE else 'unstable'}")


def steady_part(view: View, at: int) -> tuple[float, float] | None:
    """How many of a theme's comments come together again when a fifth of all is left out, and how many it has.

    Its mean Jaccard index with its best match is the least share of it that is in that match, on average. ``None``
    where it is not known, or known of a theme that other discussions raise too.
    """
    stable, here = _stability(view, at), int(view.theme_rows[at].size)
    return None if stable is None or here != view.theme_table["comments"][at] else (stable * here, float(here))


def held_together(view: View, at: int) -> tuple[int, int] | None:
    """Round :func:`steady_part` to comments; ``None`` too where fewer than two are left, of which nothing is said."""
    part = steady_part(view, at)
    return None if part is None or round(part[0]) < 2 else (round(part[0]), round(part[1]))


def _stability(view: View, at: int) -> float | None:
    held = view.theme_table["stability"][at] if "stability" in view.theme_table.columns else None
    return None if held is None else float(held)


def make(view: View, say: Say) -> Sheet | None:
    """Say what the debate was about, as far as it divides into themes."""
    if view.analysis.themes is None:
        return None
    if not view.words.any():
        return Sheet(say("theme-sizes.title.wordless"), say("theme-sizes.reading.wordless"))
    order = _by_size(view)
    if not order:
        return Sheet(say("theme-sizes.title.none"), say("theme-sizes.reading.none", n=len(view)))
    bare = int((view.main_theme < 0).sum())
    kept = "theme-sizes.reading" if bare else "theme-sizes.reading.full"
    reading = say(kept, share=say.share(bare, len(view)))
    if any(steady_part(view, at) for at in order[:SHOWN]):
        reading += " " + say("theme-sizes.reading.steady")
    elif any(steadiness(view, say, at) for at in order[:SHOWN]):
        reading += " " + say("theme-sizes.reading.word")
    around = say("theme.around", name="").strip()
    if any(view.theme_names[at].startswith(around) for at in order):
        reading += " " + say("theme-sizes.reading.around", word=around)
    doubt = _doubt(view, order[0]) if view.shared_themes and _leads(view, order) else None
    if doubt is not None:
        reading += " " + say(f"theme-sizes.reading.{doubt}")
    if len(order) > SHOWN:
        reading += " " + say("theme-sizes.reading.largest", n=SHOWN)
    title = _title(view, say, order)
    return Sheet(title, reading, theme_sizes(view, say, title=label(title, 160)), _table(view))


def _by_size(view: View) -> list[int]:
    """The places of the themes that this discussion raises, those of most comments first."""
    held = [at for at, rows in enumerate(view.theme_rows) if rows.size]
    return sorted(held, key=lambda at: -view.theme_rows[at].size)


def _title(view: View, say: Say, order: list[int]) -> str:
    shared = len(view.shared_themes)
    if not shared:
        return say("theme-sizes.title.elsewhere", n=len(order), count=say.word(len(order)))
    if _leads(view, order) and _doubt(view, order[0]) is None:
        largest = int(view.theme_rows[order[0]].size)
        return say("theme-sizes.title.largest", theme=view.theme_names[order[0]], share=say.share(largest, len(view)))
    if shared == 1 and not view.shared_by_names:
        return say("theme-sizes.title.comments")
    return say("theme-sizes.title", n=shared, count=say.word(shared))


def _leads(view: View, order: list[int]) -> bool:
    """Whether the figure shows one bar much longer than the others."""
    if len(order) < 2:
        return False
    largest, second = (int(view.theme_rows[at].size) for at in order[:2])
    return largest >= max(second + 2, LEAD * second)


def _doubt(view: View, at: int) -> str | None:
    """Name the message that says why a theme that leads is not said to; ``None`` where it is."""
    stable = _stability(view, at)
    if stable is None or stable < STABLE:
        return "unsteady"
    if confirmed(view, at):
        return None
    return "unlooked" if view.analysis.second is None else "unconfirmed"


def _table(view: View) -> pl.DataFrame:
    wanted = ["theme", "basis", "terms", "stability"]
    kept = [name for name in wanted if name in view.theme_table.columns]
    people = [view.people_of(rows)[0] for rows in view.theme_rows]
    return view.theme_table.select(kept).with_columns(
        pl.Series("comments", [int(rows.size) for rows in view.theme_rows], dtype=pl.Int64),
        pl.Series("authors", people, dtype=pl.Int64),
    )


ENTRY: Final = Entry("theme-sizes", "themes", 30, make)
