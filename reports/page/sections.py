"""The sections of one discussion: sentences, figures with their tables, and the account of how it was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from ..escape import plain
from ..figures import comparisons, entries
from ..figures.thread_map import mark_of
from ..palette import COLOURED
from ..say import sentence as capital
from ..sentences import Sentence, at_a_glance
from ..sentences_drift import drift_sentences
from .cells import static_rows, table_payload
from .methods import method_facts, method_groups
from .themes_list import theme_cards

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from ..figures.sheet import Entry, Sheet
    from ..options_report import ReportOptions
    from ..say import Say
    from ..view import View

#: Tables up to this length stand in the page as HTML too, for so many discussions.
STATIC_ROWS: Final = 120
STATIC_PARTS: Final = 20


@dataclass(frozen=True, eq=False)
class Section:
    """What the template shows of one section."""

    name: str
    anchor: str
    title: str
    sentences: list[dict[str, Any]] = field(default_factory=list)
    sheets: list[dict[str, Any]] = field(default_factory=list)
    key: list[dict[str, Any]] = field(default_factory=list)
    themes: list[dict[str, Any]] = field(default_factory=list)
    facts: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)
    switch: bool = False
    downloads: bool = False


@dataclass(frozen=True, eq=False)
class Part:
    """One discussion in the page, with the figures and tables that its scripts draw."""

    heading: str | None
    anchor: str | None
    facts: list[str]
    sections: list[Section]
    figures: list[tuple[str, go.Figure]]
    tables: list[tuple[str, dict[str, Any]]]


def part_of(view: View, say: Say, options: ReportOptions, *, alone: bool) -> Part:
    """Build the part of one discussion."""
    from .facts import discussion_facts

    prefix = "" if alone else f"d{view.number}-"
    made = [(entry, entry.make(view, say)) for entry in entries() if entry.section in options.sections]
    sheets = [(entry, sheet) for entry, sheet in made if sheet is not None]
    return Part(
        heading=None if alone else _heading(view, say),
        anchor=None if alone else f"d{view.number}",
        facts=[] if alone else discussion_facts(view, say),
        sections=list(_sections(view, say, options, prefix, sheets)),
        figures=[(prefix + entry.name, sheet.figure) for entry, sheet in sheets if sheet.figure is not None],
        tables=[
            (prefix + entry.name, table_payload(sheet.table, say)) for entry, sheet in sheets if sheet.table is not None
        ],
    )


def together(views: Sequence[View], say: Say, options: ReportOptions, name: str) -> Part:
    """Build what stands before (``overview``) or after (``compare``) several discussions."""
    wanted = name == "overview" or name in options.sections
    made = [(entry, entry.make(views, say)) for entry in comparisons() if wanted and entry.section == name]
    sheets = [(entry, sheet) for entry, sheet in made if sheet is not None]
    section = Section(
        name=name,
        anchor="s-" + name,
        title=say(f"section.{name}"),
        sheets=[_sheet(views[0], say, entry.name, sheet) | {"discussion": None} for entry, sheet in sheets],
        contents=_contents(views, say) if name == "overview" else [],
    )
    return Part(
        heading=None,
        anchor=None,
        facts=[],
        sections=[section] if sheets else [],
        figures=[(entry.name, sheet.figure) for entry, sheet in sheets if sheet.figure is not None],
        tables=[(entry.name, table_payload(sheet.table, say)) for entry, sheet in sheets if sheet.table is not None],
    )


def _contents(views: Sequence[View], say: Say) -> list[dict[str, Any]]:
    """Lead to each discussion of the report."""
    return [
        {"anchor": f"d{view.number}", "name": _heading(view, say), "size": say("fact.comments", n=len(view))}
        for view in views
    ]


def _heading(view: View, say: Say) -> str:
    return f"{view.number}. {plain(view.analysis.discussion.article.title or say('title.untitled'), 200)}"


def _sections(
    view: View, say: Say, options: ReportOptions, prefix: str, sheets: list[tuple[Entry, Sheet]]
) -> list[Section]:
    shown = {prefix + entry.name for entry, _ in sheets}
    out = []
    for name in options.sections:
        held = [_sheet(view, say, prefix + entry.name, sheet) for entry, sheet in sheets if entry.section == name]
        section = Section(
            name=name,
            anchor=prefix + "s-" + name,
            title=say(f"section.{name}"),
            sentences=_sentences(name, view, say, prefix, shown) + _warnings(name, say, options),
            sheets=held,
            key=_key(view, say) if name == "thread-map" else [],
            themes=theme_cards(view, say, quoted=options.text) if name == "themes" else [],
            facts=method_facts(view, say, options) if name == "methods" else [],
            groups=method_groups(view, say) if name == "methods" else [],
            switch=name == "methods" and view.number == 1,
            downloads=name == "methods",
        )
        if section.sentences or section.sheets or section.themes or section.facts:
            out.append(section)
    return out


def _sentences(name: str, view: View, say: Say, prefix: str, shown: set[str]) -> list[dict[str, Any]]:
    told: list[Sentence] = {"glance": at_a_glance, "drift": drift_sentences}.get(name, _nothing)(view, say)
    return [
        {
            "text": one.text,
            "anchor": prefix + one.figure if one.figure and prefix + one.figure in shown else None,
            "lacking": one.lacking,
        }
        for one in told
    ]


def _warnings(name: str, say: Say, options: ReportOptions) -> list[dict[str, Any]]:
    """What a reader must know before the rest: pseudonyms, and words that were left out."""
    if name != "glance":
        return []
    keys = ["glance.pseudonyms" if options.text else "glance.pseudonyms.only"] if options.pseudonymised else []
    keys += [] if options.text else ["glance.no-text"]
    return [{"text": say(key), "anchor": None, "lacking": True} for key in keys]


def _nothing(_view: View, _say: Say) -> list[Sentence]:
    return []


def _key(view: View, say: Say) -> list[dict[str, Any]]:
    """Name the colours of all figures; the greys too, of themes past the coloured ones and of comments without one.

    The marks are those of the map that stands below.
    """
    used = [at for at, rows in enumerate(view.theme_rows) if rows.size and at < COLOURED]
    if not used:
        return []
    named: list[dict[str, Any]] = [{"at": at, "name": view.theme_names[at]} for at in used]
    main = view.main_theme
    greys = ((COLOURED, "theme-shares.other", main >= COLOURED), (-1, "ui.no-theme", main < 0))
    named += [{"at": at, "name": say(key)} for at, key, among in greys if among.any()]
    mark = mark_of(view)
    return [{**one, "mark": mark} for one in named]


def _sheet(view: View, say: Say, anchor: str, sheet: Sheet) -> dict[str, Any]:
    table = sheet.table
    static = table is not None and table.height <= STATIC_ROWS and view.number <= STATIC_PARTS
    height = sheet.figure.layout.height if sheet.figure is not None else 0
    return {
        "anchor": anchor,
        "title": capital(sheet.title),
        "reading": sheet.reading,
        "discussion": view.number - 1,
        "listed": sheet.listed,
        "key": [{"at": at, "name": plain(name, 60)} for at, name in sheet.key],
        "drawn": sheet.figure is not None,
        "height": int(height or 0),
        "columns": table_payload(table.head(0), say)["titles"] if table is not None else None,
        "rows": static_rows(view, table, say) if static and isinstance(table, pl.DataFrame) else None,
    }
