"""Measure the drift of one discussion: every table, a plain summary, and what could not be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..background import background_for
from ..tables import Drift
from .authors import authors
from .battery import author_tests, link_tests, order_tests, test_table
from .change_points import change_points
from .controls import controls
from .distances import distance_columns, distances
from .gather import gather
from .labels import labels_of
from .novelty import novelty
from .nulls import NULLS
from .paths import paths
from .pivots import pivots
from .profiles import by_depth, by_order
from .resample import ENOUGH_THREADS, RESAMPLES
from .schemas import TRANSITIONS, empty
from .shares import theme_shares
from .summary import summarise
from .uptake import uptake

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from commentariat.threads.model import Discussion

    from ..background import Background, TextEncoder
    from ..tables import Themes
    from .gather import Gathered


def measure(
    discussion: Discussion,
    themes: Themes | None = None,
    *,
    encoder: TextEncoder | None = None,
    labels: pl.DataFrame | None = None,
    nulls: Sequence[str] = tuple(NULLS),
    permutations: int = 999,
    seed: int = 0,
    background_corpus: Sequence[str] | None = None,
) -> Drift:
    """Measure how a discussion moves away from its article and along its links, orders and authors.

    Parameters
    ----------
    discussion : Discussion
    themes : Themes, optional
        From :func:`~commentariat.embeddings.themes.fit_unlinked`, which is called when left out. Themes that were
        fitted with a share of the parent would be a circle and are refused.
    encoder : TextEncoder, optional
        The packaged model when left out; the one that the themes were fitted with.
    labels : polars.DataFrame, optional
        Your own labels (:func:`~.labels.read_labels`) in place of the themes.
    nulls : sequence of str
        Of ``thread``, ``strata``, ``rewired``, ``author``.
    permutations : int
    seed : int
        Of every permutation and resample.
    background_corpus : sequence of str, optional
        See :func:`~commentariat.embeddings.background.background_for`.

    Returns
    -------
    Drift
        The tables of :data:`~.schemas.SCHEMAS` except ``comparison``, which :func:`~.comparison.compare` makes.

    Raises
    ------
    ValueError
        ``themes`` carry a share of the parent, or a null is not known.
    """
    encoder, themes = _ready(discussion, themes, encoder, nulls, seed)
    background = background_for(encoder, background_corpus)
    gathered = gather(discussion, themes, encoder, background)
    if labels is not None:
        relabelled = gathered.material.with_labels(labels_of(labels, discussion))
        gathered = gathered.with_material(relabelled)
    tables, notes = _tables(gathered, themes, background, nulls, permutations, seed)
    manifest = _manifest(gathered, themes, encoder, background, nulls, permutations, seed)
    return Drift(tables, summarise(discussion, gathered.material, tables, notes), tuple(notes), manifest)


def _ready(
    discussion: Discussion, themes: Themes | None, encoder: TextEncoder | None, nulls: Sequence[str], seed: int
) -> tuple[TextEncoder, Themes]:
    unknown = [name for name in nulls if name not in NULLS]
    if unknown:
        raise ValueError(f"unknown null model {unknown[0]!r}; there are {', '.join(NULLS)}")
    if encoder is None:
        from ..encoder import Encoder

        encoder = Encoder()
    if themes is None:
        from ..themes import fit_unlinked

        themes = fit_unlinked(discussion, encoder=encoder, seed=seed)  # type: ignore[arg-type]
    if themes.manifest.get("parent_share", 0):
        raise ValueError("these themes carry a share of the parent, so drift along links would be a circle")
    return encoder, themes


def _tables(
    gathered: Gathered, themes: Themes, background: Background, nulls: Sequence[str], permutations: int, seed: int
) -> tuple[dict[str, pl.DataFrame], list[str]]:
    material = gathered.material
    columns = distance_columns(material)
    tests, cells = link_tests(material, nulls, permutations, seed)
    tests += order_tests(material, columns["to_article"], permutations, seed)
    tests += author_tests(material, permutations, seed)
    tables = {
        "distances": distances(material, background.bank),
        "by_depth": by_depth(material, columns, min(permutations, 200), seed),
        "by_order": by_order(material, columns, seed),
        "shares": theme_shares(material, seed),
        "transitions": transition_table(cells),
        "tests": test_table(tests),
        "authors": authors(material),
        "controls": controls(material, columns, themes),
        "comparison": empty("comparison"),
    }
    partial = {
        "change_points": change_points(material, permutations, seed),
        "novelty": novelty(material),
        "paths": paths(material),
        "pivots": pivots(material, min(permutations, 200), seed),
        "uptake": uptake(
            material, gathered.claims, gathered.units, gathered.owner, gathered.quoted, background.unit_bank
        ),
    }
    notes = [note for _, note in partial.values() if note is not None]
    tables |= {name: table for name, (table, _) in partial.items()}
    return tables, notes


def transition_table(cells: list[dict[str, Any]]) -> pl.DataFrame:
    """Build the ``transitions`` table."""
    import polars as pl

    return pl.DataFrame(cells, schema=TRANSITIONS, orient="row")


def _manifest(
    gathered: Gathered, themes: Themes, encoder: TextEncoder, background: Background, nulls: Sequence[str],
    permutations: int, seed: int,
) -> dict[str, Any]:  # fmt: skip
    threads = int(gathered.material.forest.roots.size)
    return {
        "discussion_id": gathered.material.discussion_id, "model": encoder.name, "revision": encoder.revision,
        "background": background.source, "labels": gathered.material.labels.kind, "nulls": list(nulls),
        "permutations": permutations, "seed": seed, "order": "clock" if gathered.material.dated else "source order",
        "resampled": f"threads, {RESAMPLES} times" if threads >= ENOUGH_THREADS else "nothing: fewer than "
        f"{ENOUGH_THREADS} threads", "tested_links": int(gathered.material.tested_links.size),
        "links": int(gathered.material.all_links.size), "themes": dict(themes.manifest),
    }  # fmt: skip
