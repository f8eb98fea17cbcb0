"""Themes of one or several discussions: named ones claim their units first, the rest is discovered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from . import labels as naming
from .cluster import Clustering, find_clusters, group_means
from .named import Claims, NamedTheme, claim
from .space import PARENT_SHARE, Space, build_space
from .tables import MEMBERSHIP_SCHEMA, THEME_SCHEMA, Themes
from .units import split_units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from commentariat.threads.model import Discussion

    from .encoder import Encoder

    Vectors = npt.NDArray[np.float32]
    Split = Callable[[Discussion], pl.DataFrame]
    Progress = Callable[[int, int], None]

#: A theme has at least so many comments, by at least so many authors; else it is "a point raised once".
MIN_COMMENTS: Final = 2
MIN_AUTHORS: Final = 2


def fit(
    discussions: Discussion | Sequence[Discussion],
    *,
    named: Sequence[NamedTheme | str] = (),
    encoder: Encoder | None = None,
    seed: int = 0,
    min_size: int = MIN_COMMENTS,
    split: Split = split_units,
    progress: Progress | None = None,
) -> Themes:
    """Find the themes of one discussion, or of several together.

    Parameters
    ----------
    discussions : Discussion or sequence of Discussion
    named : sequence of NamedTheme or str
        Themes to look for (``"Golan"``, ``"Golan=oil and sovereignty in the Golan Heights"``).
    encoder : Encoder, optional
        The packaged model when left out.
    seed : int
        Of the projection and the resamples.
    min_size : int
        Comments that a found theme needs; smaller ones are "raised once".
    split : callable
        :func:`~.units.split_units` or :func:`~.units.whole_comments`.

    Returns
    -------
    Themes
        Vectors carry a share of the parent comment: never hand these to drift, use :func:`fit_unlinked`.
    """
    return _fit(
        discussions, parent_share=PARENT_SHARE, named=named, encoder=encoder, seed=seed, min_size=min_size, split=split,
        progress=progress,
    )  # fmt: skip


def fit_unlinked(
    discussions: Discussion | Sequence[Discussion],
    *,
    named: Sequence[NamedTheme | str] = (),
    encoder: Encoder | None = None,
    seed: int = 0,
    min_size: int = MIN_COMMENTS,
    split: Split = split_units,
    progress: Progress | None = None,
) -> Themes:
    """Find themes from each comment's own words only, as drift needs them: nothing of the parent, no reply graph.

    The parameters are those of :func:`fit`.
    """
    return _fit(
        discussions, parent_share=0.0, named=named, encoder=encoder, seed=seed, min_size=min_size, split=split,
        progress=progress,
    )  # fmt: skip


def _fit(
    discussions: Discussion | Sequence[Discussion],
    *,
    parent_share: float,
    named: Sequence[NamedTheme | str],
    encoder: Encoder | None,
    seed: int,
    min_size: int,
    split: Split,
    progress: Progress | None,
) -> Themes:
    from .encoder import Encoder as DefaultEncoder

    chosen = encoder or DefaultEncoder()
    several = list(discussions) if not hasattr(discussions, "comments") else [discussions]
    wanted = [NamedTheme.parse(one) if isinstance(one, str) else one for one in named]
    space = build_space(several, chosen, split, parent_share=parent_share, progress=progress)
    claims = claim(space, wanted, chosen)
    found = _discover(space, claims, seed)
    return _assemble(
        space, named=wanted, claims=claims, found=found, people=_people(space.units, several), discussions=several,
        min_size=min_size, manifest=_manifest(space, chosen, parent_share, found, seed),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Found:
    """Clusters of the units that no named theme claimed; labels over all units, -1 none."""

    labels: npt.NDArray[np.int64]
    directions: Vectors
    clustering: Clustering


def _discover(space: Space, claims: Claims, seed: int) -> Found:
    free = np.flatnonzero(~space.units["boilerplate"].to_numpy() & ~claims.claimed.any(axis=1))
    comments = space.units.select(pl.struct("discussion_id", "comment_id").rle_id()).to_series().to_numpy()
    clustering = find_clusters(space.vectors[free], comments[free].astype(np.int64), seed=seed)
    labels = np.full(space.units.height, -1, dtype=np.int64)
    labels[free] = clustering.labels
    return Found(labels, group_means(space.vectors, labels), clustering)


def _people(units: pl.DataFrame, discussions: Sequence[Discussion]) -> pl.DataFrame:
    """Return unit rows with whom they count for: ``person`` null where the comment is unsigned.

    In a discussion that names nobody, every comment counts as a person of its own.
    """
    frames = []
    for one in discussions:
        person = pl.coalesce("author_id", "author")
        if one.comments.select(person.is_null().all()).item():
            person = pl.col("comment_id")
        frames.append(one.comments.select("discussion_id", "comment_id", person.alias("person")))
    return units.select("discussion_id", "unit_id", "comment_id").join(
        pl.concat(frames), on=["discussion_id", "comment_id"], how="left", maintain_order="left"
    )


def _sizes(people: pl.DataFrame, rows: npt.NDArray[np.int64]) -> tuple[int, int, int]:
    """Count units, comments and authors; all unsigned comments together count as one further author."""
    part = people[rows]
    authors = part.select("discussion_id", "person").unique()
    signed = authors.filter(pl.col("person").is_not_null()).height
    return part.height, part.select("discussion_id", "comment_id").n_unique(), signed + int(signed < authors.height)


@dataclass(frozen=True, eq=False)
class _Theme:
    """One theme before it has an id."""

    rows: npt.NDArray[np.int64]
    direction: Vectors
    basis: str
    sizes: tuple[int, int, int]
    raised_once: bool
    stability: float | None
    name: str | None = None
    description: str | None = None


def _assemble(
    space: Space,
    *,
    named: Sequence[NamedTheme],
    claims: Claims,
    found: Found,
    people: pl.DataFrame,
    discussions: Sequence[Discussion],
    min_size: int,
    manifest: dict[str, Any],
) -> Themes:
    themes = [*_named_themes(named, claims, people), *_found_themes(found, people, min_size)]
    texts = space.units["text"].to_list()
    authors = [name for one in discussions for name in (*one.comments["author"], *one.comments["author_alias"])]
    names = _labels(themes, texts, discussions, space, naming.name_words(authors))
    numbers = {"named": 0, "found": 0}
    rows = []
    for theme, (label, terms) in zip(themes, names, strict=True):
        numbers[theme.basis] += 1
        quoted = (
            naming.quotation([texts[row] for row in theme.rows], space.vectors[theme.rows]) if len(theme.rows) else None
        )
        rows.append({
            "theme_id": f"{theme.basis[0]}{numbers[theme.basis]}", "theme": label, "basis": theme.basis,
            "description": theme.description, "terms": terms, "units": theme.sizes[0], "comments": theme.sizes[1],
            "authors": theme.sizes[2], "stability": theme.stability, "raised_once": theme.raised_once,
            "parent_theme_id": None,
            "quotation_unit_id": None if quoted is None else space.units["unit_id"][int(theme.rows[quoted])],
        })  # fmt: skip
    table = pl.DataFrame(rows, schema=THEME_SCHEMA)
    return Themes(space.units, _memberships(space, themes, table), table, manifest)


def _named_themes(named: Sequence[NamedTheme], claims: Claims, people: pl.DataFrame) -> list[_Theme]:
    out = []
    for at, one in enumerate(named):
        rows = np.flatnonzero(claims.claimed[:, at])
        sizes = _sizes(people, rows)
        few = sizes[1] < MIN_COMMENTS or sizes[2] < MIN_AUTHORS
        out.append(_Theme(rows, claims.directions[at], "named", sizes, few, None, one.name, one.description))
    return out


def _found_themes(found: Found, people: pl.DataFrame, min_size: int) -> list[_Theme]:
    out = []
    for at in range(len(found.directions)):
        rows = np.flatnonzero(found.labels == at)
        sizes = _sizes(people, rows)
        few = sizes[1] < max(min_size, MIN_COMMENTS) or sizes[2] < MIN_AUTHORS
        steady = None if found.clustering.jaccard is None else float(found.clustering.jaccard[at])
        out.append(_Theme(rows, found.directions[at], "found", sizes, few, steady))
    return sorted(out, key=lambda theme: (theme.raised_once, -theme.sizes[1], -theme.sizes[0], int(theme.rows[0])))


def _labels(
    themes: Sequence[_Theme],
    texts: Sequence[str],
    discussions: Sequence[Discussion],
    space: Space,
    names: frozenset[str],
) -> list[tuple[str, list[str]]]:
    grouped = {int(row) for theme in themes for row in theme.rows}
    background = [text for row, text in enumerate(texts) if row not in grouped]
    background += [paragraph for one in discussions for paragraph in one.article.paragraphs]
    groups = [[texts[row] for row in theme.rows] for theme in themes]
    vocabulary = naming.count_terms(groups, background, space.language, names)
    terms = [naming.distinctive(vocabulary, at) for at in range(len(themes))]
    given = [theme.name for theme in themes if theme.name]
    found = iter(naming.unique_labels([own for own, theme in zip(terms, themes, strict=True) if not theme.name], given))
    return [(theme.name or next(found), own) for theme, own in zip(themes, terms, strict=True)]


def _memberships(space: Space, themes: Sequence[_Theme], table: pl.DataFrame) -> pl.DataFrame:
    """One row per (unit, theme); a unit without one has a row of nulls, with the theme nearest to it."""
    ids, titles = table["theme_id"].to_list(), table["theme"].to_list()
    nearest: list[str | None] = [None] * space.units.height
    if themes:
        scores = space.vectors @ np.stack([theme.direction for theme in themes]).T
        best = scores.argmax(axis=1)
        plain = space.units["boilerplate"].to_numpy()
        nearest = [None if plain[row] else ids[at] for row, at in enumerate(best)]
    carried: list[list[int]] = [[] for _ in range(space.units.height)]
    for at, theme in enumerate(themes):
        for row in theme.rows:
            carried[row].append(at)
    out = []
    discussion_ids, unit_ids = space.units["discussion_id"].to_list(), space.units["unit_id"].to_list()
    for row, has in enumerate(carried):
        key = (discussion_ids[row], unit_ids[row])
        out.extend(
            (*key, ids[at], titles[at], max(0.0, float(scores[row, at])), themes[at].basis, nearest[row]) for at in has
        )
        if not has:
            out.append((*key, None, None, None, None, nearest[row]))
    return pl.DataFrame(out, schema=MEMBERSHIP_SCHEMA, orient="row")


def _manifest(space: Space, encoder: Encoder, parent_share: float, found: Found, seed: int) -> dict[str, Any]:
    return {
        "model": encoder.name, "revision": encoder.revision, "language": space.language, "parent_share": parent_share,
        "seed": seed, "procedure": found.clustering.procedure, "resamples": found.clustering.resamples,
        "stability_ari": found.clustering.ari,
    }  # fmt: skip


def theme_rows(themes: Themes) -> pl.DataFrame:
    """Return one row per (unit, theme), as ``commentariat themes -o`` writes it."""
    joined = themes.memberships.join(
        themes.units.drop("boilerplate"), on=["discussion_id", "unit_id"], how="left", maintain_order="left"
    )
    return joined.select(
        "discussion_id", "unit_id", "comment_id", "start", "end", "text", "theme_id", "theme", "strength", "basis",
        "nearest_theme_id",
    )  # fmt: skip
