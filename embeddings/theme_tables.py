"""From groups of units to the tables of themes: who speaks in them, what they are called, who belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from commentariat.threads.names import person_key

from . import labels as naming
from .tables import MEMBERSHIP_SCHEMA, THEME_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from commentariat.threads.model import Discussion

    from .grouping import Group
    from .space import Space

    Rows = npt.NDArray[np.int64]
    #: Names a theme from its terms and its most central quotations: a language model, say.
    Namer = Callable[[Sequence[str], Sequence[str]], str]

#: A theme has at least so many comments, by at least so many authors; else it is "a point raised once".
MIN_COMMENTS: Final = 2
MIN_AUTHORS: Final = 2
#: Texts of a theme, and of everything else, that are read for its terms.
READ: Final = 2_000
READ_ELSE: Final = 50_000
#: Units compared with the themes at a time: memory stays bounded for any number of them.
_BLOCK: Final = 50_000
#: Quotations that a caller's own naming function gets.
QUOTED: Final = 5


@dataclass(frozen=True, eq=False)
class Material:
    """What tables are made from: the space, who wrote each unit, and what else was said."""

    space: Space
    people: pl.DataFrame
    article: tuple[str, ...]
    author_words: frozenset[str]

    @classmethod
    def of(cls, space: Space, discussions: Sequence[Discussion]) -> Material:
        """Gather it from the discussions that the space was built from."""
        article = tuple(text for one in discussions for text in one.article.paragraphs)
        authors = [name for one in discussions for name in (*one.comments["author"], *one.comments["author_alias"])]
        return cls(space, people(space.units, discussions), article, naming.name_words(authors))


def people(units: pl.DataFrame, discussions: Sequence[Discussion]) -> pl.DataFrame:
    """Return, for each unit, its comment and the ``person`` who wrote it; null where the comment is unsigned.

    In a discussion that names nobody every comment counts as a person of its own.
    """
    frames = []
    for one in discussions:
        who = person_key()
        if one.comments.select(who.is_null().all()).item():
            who = pl.col("comment_id")
        frames.append(one.comments.select("discussion_id", "comment_id", who.alias("person")))
    return units.select("discussion_id", "unit_id", "comment_id").join(
        pl.concat(frames), on=["discussion_id", "comment_id"], how="left", maintain_order="left"
    )


def sizes(part: pl.DataFrame) -> tuple[int, int, int]:
    """Count units, comments and authors of some rows of :func:`people`.

    All unsigned comments together count as one further author: they may be by one person, and by none of the others.
    """
    authors = part.select("discussion_id", "person").unique()
    signed = authors.filter(pl.col("person").is_not_null()).height
    return part.height, part.select("discussion_id", "comment_id").n_unique(), signed + int(signed < authors.height)


def too_few(counted: tuple[int, int, int], basis: str, min_size: int) -> bool:
    """Whether these units, comments and authors are too few for a theme; one that is found needs ``min_size``."""
    least = max(min_size, MIN_COMMENTS) if basis == "found" else MIN_COMMENTS
    return counted[1] < least or counted[2] < MIN_AUTHORS


@dataclass(frozen=True, eq=False)
class Sized:
    """A group with its units, comments and authors, and whether that is too few for a theme."""

    group: Group
    sizes: tuple[int, int, int]
    raised_once: bool

    @classmethod
    def of(cls, group: Group, material: Material, min_size: int) -> Sized:
        """Count who speaks in a group."""
        counted = sizes(material.people[group.rows])
        return cls(group, counted, too_few(counted, group.basis, min_size))


def in_order(sized: Iterable[Sized]) -> list[Sized]:
    """Named themes as the user named them, then found ones by comments, those raised once last."""

    def key(one: Sized) -> tuple[Any, ...]:
        if one.group.basis == "named":
            return (0,)
        return (1, one.raised_once, -one.sizes[1], -one.sizes[0], int(one.group.rows[0]))

    return sorted(sized, key=key)


def theme_table(
    sized: Sequence[Sized],
    ids: Sequence[str],
    material: Material,
    *,
    parents: Sequence[str | None],
    namer: Namer | None,
    within: Rows | None = None,
    taken: Iterable[str] = (),
) -> pl.DataFrame:
    """Return one row a theme: :data:`~.tables.THEME_SCHEMA`.

    Labels say what sets a group apart from the units ``within`` which it was found, else from everything that was
    said and the article; none is among those ``taken``.
    """
    rows = []
    names = _names(sized, material, namer, within=within, taken=taken)
    for one, theme_id, parent, (label, terms) in zip(sized, ids, parents, names, strict=True):
        central = _central(one.group, material)
        rows.append({
            "theme_id": theme_id, "theme": label, "basis": one.group.basis, "description": one.group.description,
            "terms": terms, "units": one.sizes[0], "comments": one.sizes[1], "authors": one.sizes[2],
            "stability": one.group.stability, "raised_once": one.raised_once, "parent_theme_id": parent,
            "quotation_unit_id": material.space.units["unit_id"][central[0]] if central else None,
        })  # fmt: skip
    return pl.DataFrame(rows, schema=THEME_SCHEMA)


def _central(group: Group, material: Material) -> list[int]:
    """Return the rows that stand for a group, best first."""
    if not len(group.rows):
        return []
    vectors = material.space.vectors[group.rows]
    texts = material.space.units["text"].gather(group.rows).to_list()
    return [int(group.rows[at]) for at in naming.quotations(texts, vectors, QUOTED)]


def _names(
    sized: Sequence[Sized], material: Material, namer: Namer | None, *, within: Rows | None, taken: Iterable[str]
) -> list[tuple[str, list[str]]]:
    """Return each theme's label and terms; labels are unique, and a user's own name stays."""
    texts = material.space.units["text"]
    vocabulary = _vocabulary(sized, material, within)
    terms = [naming.distinctive(vocabulary, at) for at in range(len(sized))]
    listed = [[term.text for term in own] for own in terms]
    central = [_central(one.group, material) for one in sized]
    given = [one.group.name for one in sized]
    if namer is not None:
        given = [
            name or namer(own, [texts[at] for at in rows])
            for name, own, rows in zip(given, listed, central, strict=True)
        ]
    headings, spare = [], []
    for at, (name, rows) in enumerate(zip(given, central, strict=True)):
        if not name:
            phrase = naming.key_phrase(vocabulary, at, texts[rows[0]] if rows else "")
            headings.append(naming.heading(terms[at], phrase))
            spare.append(listed[at])
    free = iter(naming.unique_labels(headings, [*taken, *(name for name in given if name)], spare=spare))
    return [(name or next(free), own) for name, own in zip(given, listed, strict=True)]


def _vocabulary(sized: Sequence[Sized], material: Material, within: Rows | None) -> naming.Vocabulary:
    """Count the terms of some groups against the units beside them and, where those are all units, the article."""
    space = material.space
    beside = np.ones(space.units.height, dtype=bool)
    if within is not None:
        beside[:] = False
        beside[within] = True
    for one in sized:
        beside[one.group.rows] = False
    groups = [_by_comment(space.units, _spread(one.group.rows, READ)) for one in sized]
    other = space.units["text"].gather(_spread(np.flatnonzero(beside), READ_ELSE)).to_list()
    told = material.article if within is None else ()
    return naming.count_terms(groups, [*other, *told], space.language, material.author_words)


def _by_comment(units: pl.DataFrame, rows: Rows) -> list[list[str]]:
    """Return the texts of some units, comment by comment."""
    held = units.select("discussion_id", "comment_id", "text")[rows]
    return held.group_by("discussion_id", "comment_id", maintain_order=True).agg("text")["text"].to_list()


def _spread(rows: Rows, limit: int) -> Rows:
    """Take at most so many rows, evenly."""
    return rows[:: max(1, -(-len(rows) // limit))]


def membership_table(space: Space, sized: Sequence[Sized], themes: pl.DataFrame) -> pl.DataFrame:
    """Return one row per (unit, theme), and one for each unit without a theme: :data:`~.tables.MEMBERSHIP_SCHEMA`.

    ``strength`` is the cosine with the theme's direction, not below zero; ``nearest_theme_id`` is the theme with
    the largest cosine, for boilerplate none.
    """
    height = space.units.height
    unit, theme = _members(sized)
    bare = np.setdiff1d(np.arange(height), unit)
    unit, theme = np.concatenate([unit, bare]), np.concatenate([theme, np.full(len(bare), -1)])
    order = np.lexsort((theme, unit))
    unit, theme = unit[order], theme[order]
    nearest = np.full(height, -1)
    if sized:
        directions = _directions(sized)
        for at in range(0, height, _BLOCK):
            nearest[at : at + _BLOCK] = (space.vectors[at : at + _BLOCK] @ directions.T).argmax(axis=1)
        nearest[space.units["boilerplate"].to_numpy()] = -1
    return _membership_rows(space, sized, themes, (unit, theme, nearest[unit]))


def argument_table(space: Space, sized: Sequence[Sized], themes: pl.DataFrame) -> pl.DataFrame:
    """Return one row per (unit, argument); ``nearest_theme_id`` is among the arguments of the same theme."""
    unit, theme = _members(sized)
    order = np.lexsort((theme, unit))
    unit, theme = unit[order], theme[order]
    nearest = np.full(len(unit), -1)
    parent = themes["parent_theme_id"].rle_id().to_numpy()
    for one in np.unique(parent):
        siblings, rows = np.flatnonzero(parent == one), np.flatnonzero(parent[theme] == one)
        similar = space.vectors[unit[rows]] @ _directions([sized[at] for at in siblings.tolist()]).T
        nearest[rows] = siblings[similar.argmax(axis=1)]
    return _membership_rows(space, sized, themes, (unit, theme, nearest))


def _members(sized: Sequence[Sized]) -> tuple[Rows, Rows]:
    """Return the units of all groups, and the number of the group beside each."""
    unit = np.concatenate([np.zeros(0, dtype=np.int64), *(one.group.rows for one in sized)])
    return unit, np.repeat(np.arange(len(sized)), [len(one.group.rows) for one in sized])


def _directions(sized: Sequence[Sized]) -> npt.NDArray[np.float32]:
    return np.stack([one.group.direction for one in sized])


def _membership_rows(
    space: Space, sized: Sequence[Sized], themes: pl.DataFrame, at: tuple[Rows, Rows, Rows]
) -> pl.DataFrame:
    """Fill the columns for each (unit, theme or -1, nearest theme or -1)."""
    unit, theme, nearest = at
    strength = np.zeros(len(unit), dtype=np.float32)
    inside = np.flatnonzero(theme >= 0)
    directions = _directions(sized) if sized else np.zeros((0, space.centre.size), dtype=np.float32)
    for start in range(0, len(inside), _BLOCK):
        rows = inside[start : start + _BLOCK]
        products = np.einsum("nd,nd->n", space.vectors[unit[rows]], directions[theme[rows]])
        strength[rows] = np.maximum(products, 0)
    named = pl.Series(theme, dtype=pl.Int64)
    has = pl.lit(pl.Series(theme >= 0))
    return (
        space.units.select("discussion_id", "unit_id")[unit]
        .with_columns(
            _pick(themes["theme_id"], named).alias("theme_id"),
            _pick(themes["theme"], named).alias("theme"),
            pl.when(has).then(pl.lit(pl.Series(strength))).alias("strength"),
            _pick(themes["basis"], named).alias("basis"),
            _pick(themes["theme_id"], pl.Series(nearest, dtype=pl.Int64)).alias("nearest_theme_id"),
        )
        .cast(pl.Schema(MEMBERSHIP_SCHEMA))
    )


def _pick(values: pl.Series, at: pl.Series) -> pl.Series:
    """Gather values by row, null where the row is -1."""
    rows = at.to_frame("at").with_columns(pl.when(pl.col("at") >= 0).then(pl.col("at")))["at"]
    return values.gather(rows) if len(values) else pl.Series([None] * len(at), dtype=pl.String)
