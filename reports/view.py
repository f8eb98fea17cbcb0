"""A discussion as figures and sentences want it: arrays by row, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from commentariat.threads.names import person_key

from .scores import UNSURE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from commentariat.embeddings.tables import Drift, Themes
    from commentariat.threads.forest import Forest
    from commentariat.threads.model import Discussion

    from .possible import Possible
    from .second_look import SecondLook

    Ints = NDArray[np.int64]

#: A word: one character of a script that parts no words by spaces, else a run that begins with a letter or digit.
_UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}"
_WORD: Final = rf"[{_UNSPACED}]|[\p{{L}}\p{{N}}][^\s{_UNSPACED}]*"


@dataclass(frozen=True, eq=False)
class Analysis:
    """All that is known of one discussion: what was read, and what was measured (``None``: was not).

    Attributes
    ----------
    metrics : polars.DataFrame or None
        As :func:`commentariat.threads.metrics.measure` returns it.
    depths : polars.DataFrame or None
        As :func:`commentariat.threads.metrics.depth_profile` returns it.
    drift_themes : Themes or None
        The themes along which drift was measured: found without regard to who answers whom.
    second : SecondLook or None
        What another model and seed find: what it does not confirm is no finding.
    """

    discussion: Discussion
    metrics: pl.DataFrame | None = None
    themes: Themes | None = None
    drift: Drift | None = None
    depths: pl.DataFrame | None = None
    drift_themes: Themes | None = None
    second: SecondLook | None = None


@dataclass(frozen=True, eq=False)
class View:
    """An analysis with what several figures need of it.

    Rows are rows of the comment table, from 0; ``offset`` is the first row's number in a report that holds
    several discussions, and everything that a figure hands to the page counts from there.
    ``number`` counts the discussions from 1.
    """

    analysis: Analysis
    offset: int = 0
    author_offset: int = 0
    number: int = 1

    @property
    def comments(self) -> pl.DataFrame:
        """The comment table."""
        return self.analysis.discussion.comments

    def __len__(self) -> int:
        return self.comments.height

    @cached_property
    def forest(self) -> Forest:
        """The reply forest, in row order."""
        return self.analysis.discussion.forest()

    @cached_property
    def authors(self) -> list[str | None]:
        """The author of each row as displayed, else the id that the source gives; ``None`` where nobody is named."""
        known = pl.when(person_key().is_not_null()).then(pl.coalesce("author", "author_id"))
        return self.comments.select(author=known)["author"].to_list()

    @cached_property
    def person(self) -> Ints:
        """A number per person for each row, by first appearance; ``-1`` where the author is unknown."""
        key = self.comments.select(key=person_key())["key"]
        known = key.drop_nulls().unique(maintain_order=True)
        numbers = dict(zip(known.to_list(), range(known.len()), strict=True))
        return np.array([numbers.get(one, -1) for one in key.to_list()], dtype=np.int64)

    @cached_property
    def people(self) -> list[str]:
        """The displayed name of each person, as first shown."""
        names: dict[int, str] = {}
        for at, name in zip(self.person.tolist(), self.authors, strict=True):
            if at >= 0:
                names.setdefault(at, name or "?")
        return [names[at] for at in range(len(names))]

    @cached_property
    def inferred(self) -> NDArray[np.bool_]:
        """Where the author was inferred rather than stated."""
        return (self.comments["author_basis"] == "inferred").to_numpy()

    @cached_property
    def confidence(self) -> NDArray[np.float32]:
        """The confidence of each row's link (or of its having none)."""
        return self.comments["link_confidence"].to_numpy()

    @cached_property
    def undecided(self) -> NDArray[np.bool_]:
        """Where no parent was decided on, or the parent is not in the source."""
        return self.comments["link_basis"].is_in(["undecided", "missing"]).to_numpy()

    @cached_property
    def unsure(self) -> NDArray[np.bool_]:
        """Where the place that is given, under a parent or under none, is not certain."""
        return ~self.undecided & (self.confidence < UNSURE)

    @cached_property
    def possible(self) -> Possible | None:
        """What uncertain links leave open; ``None`` where nothing is, or nothing can be said of it."""
        from .possible import Possible

        return Possible.of(self.analysis.discussion)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row by comment id."""
        return {name: at for at, name in enumerate(self.comments["comment_id"].to_list())}

    @cached_property
    def words(self) -> Ints:
        """Words of each comment."""
        return self.comments["text"].str.count_matches(_WORD).cast(pl.Int64).to_numpy()

    @cached_property
    def theme_table(self) -> pl.DataFrame:
        """The themes that are themes (not raised once only), most comments first; shared by all discussions."""
        themes = self.analysis.themes
        if themes is None:
            return pl.DataFrame(schema={"theme_id": pl.String, "theme": pl.String, "comments": pl.UInt32})
        kept = themes.themes.filter(~pl.col("raised_once"))
        return kept.sort(["comments", "theme_id"], descending=[True, False], maintain_order=True)

    @cached_property
    def theme_names(self) -> list[str]:
        """Names of the themes, in their order."""
        return [str(one) for one in self.theme_table["theme"].to_list()]

    @cached_property
    def theme_index(self) -> dict[str, int]:
        """Place of each theme in that order, by its id."""
        return {one: at for at, one in enumerate(self.theme_table["theme_id"].to_list())}

    @cached_property
    def theme_spans(self) -> pl.DataFrame:
        """Units with a theme: ``row, start, end, theme (its place), strength``, in row order."""
        schema = {"row": pl.Int64, "start": pl.UInt32, "end": pl.UInt32, "theme": pl.Int64, "strength": pl.Float32}
        themes = self.analysis.themes
        if themes is None or not self.theme_index:
            return pl.DataFrame(schema=schema)
        name = self.analysis.discussion.discussion_id
        rows = pl.DataFrame({"comment_id": list(self.row_of), "row": list(self.row_of.values())})
        units = themes.units.filter(pl.col("discussion_id") == name)
        places = pl.DataFrame({"theme_id": list(self.theme_index), "theme": list(self.theme_index.values())})
        return (
            themes.memberships.filter(pl.col("discussion_id") == name)
            .select("unit_id", "theme_id", "strength")
            .join(places, on="theme_id")
            .join(units.select("unit_id", "comment_id", "start", "end"), on="unit_id")
            .join(rows, on="comment_id")
            .select(pl.col(name).cast(kind) for name, kind in schema.items())
            .sort("row", "start", "theme")
        )

    @cached_property
    def row_themes(self) -> list[list[int]]:
        """The themes of each row, the one with most of its words first."""
        out: list[list[int]] = [[] for _ in range(len(self))]
        held = (
            self.theme_spans.with_columns(chars=(pl.col("end") - pl.col("start")).cast(pl.Int64))
            .group_by("row", "theme")
            .agg(pl.col("chars").sum())
            .sort(["row", "chars", "theme"], descending=[False, True, False])
        )
        for row, theme in held.select("row", "theme").iter_rows():
            out[row].append(theme)
        return out

    @cached_property
    def main_theme(self) -> Ints:
        """The theme with most of a row's words; ``-1`` for none."""
        return np.array([one[0] if one else -1 for one in self.row_themes], dtype=np.int64)

    @cached_property
    def theme_rows(self) -> list[Ints]:
        """The rows that raise each theme, in the order of themes."""
        spans = self.theme_spans
        return [np.unique(spans.filter(pl.col("theme") == at)["row"].to_numpy()) for at in range(len(self.theme_names))]

    @cached_property
    def shared_themes(self) -> list[int]:
        """The places of the themes that several commenters of this discussion raise, most comments here first."""
        rows = self.theme_rows
        held = [at for at in range(len(rows)) if rows[at].size > 1 and sum(self.people_of(rows[at])) > 1]
        return sorted(held, key=lambda at: -rows[at].size)

    @cached_property
    def shared_by_names(self) -> bool:
        """Whether two commenters known by name raise each shared theme: who did not sign may be one person."""
        return all(self.people_of(self.theme_rows[at])[0] > 1 for at in self.shared_themes)

    @cached_property
    def drift_theme_rows(self) -> dict[str, Ints]:
        """The rows that raise each theme along which drift was measured, by its id."""
        return self._rows_by_theme(self.analysis.drift_themes)

    @cached_property
    def second_theme_rows(self) -> dict[str, Ints]:
        """The rows that raise each theme of the second look, by its id."""
        return self._rows_by_theme(self.analysis.second.themes if self.analysis.second else None)

    def _rows_by_theme(self, themes: Themes | None) -> dict[str, Ints]:
        if themes is None:
            return {}
        mine = pl.col("discussion_id") == self.analysis.discussion.discussion_id
        kept = themes.themes.filter(~pl.col("raised_once"))["theme_id"].implode()
        rows = pl.DataFrame({"comment_id": list(self.row_of), "row": list(self.row_of.values())})
        held = (
            themes.memberships.filter(mine & pl.col("theme_id").is_in(kept))
            .join(themes.units.filter(mine).select("unit_id", "comment_id"), on="unit_id")
            .join(rows, on="comment_id")
            .group_by("theme_id")
            .agg(pl.col("row").unique().sort())
            .sort("theme_id")
        )
        return {name: np.array(found, dtype=np.int64) for name, found in held.iter_rows()}

    def people_of(self, rows: Ints) -> tuple[int, int]:
        """Count the named commenters of some rows, and the rows that nobody signed."""
        held = self.person[rows]
        return int(np.unique(held[held >= 0]).size), int((held < 0).sum())

    def drift(self, name: str) -> pl.DataFrame | None:
        """One drift table, or ``None`` where it was not measured or holds nothing."""
        return _table(self.analysis.drift, name)

    def second_drift(self, name: str) -> pl.DataFrame | None:
        """One drift table of the second look, or ``None``."""
        return _table(self.analysis.second.drift if self.analysis.second else None, name)


def _table(drift: Drift | None, name: str) -> pl.DataFrame | None:
    table = None if drift is None else drift.tables.get(name)
    return None if table is None or table.is_empty() else table
