"""Measure the drift of one discussion: every table, a plain summary, and what could not be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from commentariat.threads.arguments import a_seed, one_discussion, optional

from ..background import background_for
from ..tables import Drift, Themes
from .author_tests import author_tests
from .authors import authors
from .change_points import change_points
from .controls import controls
from .distances import distance_columns, distances
from .gather import gather
from .labels import labels_of, unmatched
from .link_tests import link_tests
from .novelty import novelty
from .nulls import NULLS
from .order_tests import order_tests
from .paths import paths
from .pivots import pivots
from .profiles import by_depth, by_order
from .reclustered import regrouped_surplus
from .resample import ENOUGH_THREADS, RESAMPLES
from .schemas import TRANSITIONS, empty
from .shares import theme_shares
from .significance import Draws, test_table
from .summary import summarise
from .transition_links import transition_links
from .uncertain_links import uncertain_links
from .uptake import uptake

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

    from commentariat.threads.model import Discussion

    from ..background import Background, TextEncoder
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
        fitted with a share of parent and replies would be a circle and are refused.
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
        ``themes`` carry a share of parent and replies, or a null is not known.
    """
    if permutations < 1:
        raise ValueError("permutations must be at least 1")
    encoder, themes = _ready(discussion, themes, encoder, nulls, seed)
    background = background_for(encoder, background_corpus)
    gathered = gather(discussion, themes, encoder, background)
    lost = None
    if labels is not None:
        gathered = gathered.with_material(gathered.material.with_labels(labels_of(labels, discussion)))
        lost = unmatched(labels, discussion)
    uncertain = uncertain_links(gathered.material, discussion, seed)
    tables, notes = _tables(gathered, themes, background, nulls, Draws(permutations, seed), uncertain=uncertain)
    notes += [lost] if lost is not None else []
    chosen = {"nulls": list(nulls), "permutations": permutations, "seed": seed}
    manifest = _manifest(gathered, themes, encoder, background) | chosen
    return Drift(tables, summarise(discussion, gathered.material, tables, notes), tuple(notes), manifest)


def _ready(
    discussion: Discussion, themes: Themes | None, encoder: TextEncoder | None, nulls: Sequence[str], seed: int
) -> tuple[TextEncoder, Themes]:
    one_discussion(discussion)
    a_seed(seed)
    optional(themes, Themes, "themes", "Themes, as fit_unlinked returns them,")
    if isinstance(nulls, str):
        raise TypeError("nulls must be several names, such as ('thread',), not str")
    unknown = [name for name in nulls if name not in NULLS]
    if unknown:
        raise ValueError(f"unknown null model {unknown[0]!r}; there are {', '.join(NULLS)}")
    from ..encoder import encoder_or_default

    encoder = encoder_or_default(encoder)
    if themes is None:
        from ..themes import fit_unlinked

        themes = fit_unlinked(discussion, encoder=cast("Any", encoder), seed=seed)
    if themes.manifest.get("reply_share", 0):
        raise ValueError("these themes carry a share of parent and replies, so drift along links would be a circle")
    return encoder, themes


def _tables(
    gathered: Gathered,
    themes: Themes,
    background: Background,
    nulls: Sequence[str],
    draws: Draws,
    *,
    uncertain: Sequence[Mapping[str, Any]],
) -> tuple[dict[str, pl.DataFrame], list[str]]:
    material = gathered.material
    columns = distance_columns(material)
    tests, cells = link_tests(material, nulls, draws)
    tests += order_tests(material, columns["to_article"], draws)
    tests += author_tests(material, draws)
    tables = {
        "distances": distances(material, background.bank),
        "by_depth": by_depth(material, columns, draws),
        "by_order": by_order(material, columns, draws.seed),
        "shares": theme_shares(material, draws.seed),
        "transitions": transition_table(cells),
        "transition_links": transition_links(material),
        "tests": test_table(tests, material.discussion_id),
        "authors": authors(material),
        "controls": controls(material, columns, themes, regrouped=_regrouped(gathered, draws), uncertain=uncertain),
        "comparison": empty("comparison"),
    }
    partial = {
        "change_points": change_points(material, draws),
        "novelty": novelty(material),
        "paths": paths(material),
        "pivots": pivots(material, draws),
        "uptake": uptake(material, gathered.claims, gathered.units, bank=background.unit_bank),
    }
    notes = [note for _, note in partial.values() if note is not None]
    tables |= {name: table for name, (table, _) in partial.items()}
    return tables, notes


def _regrouped(gathered: Gathered, draws: Draws) -> list[float]:
    if gathered.material.labels.kind != "theme":
        return []
    return regrouped_surplus(gathered.material, gathered.units.vectors, gathered.units.owner, draws.seed)


def transition_table(cells: list[dict[str, Any]]) -> pl.DataFrame:
    """Build the ``transitions`` table."""
    import polars as pl

    return pl.DataFrame(cells, schema=TRANSITIONS, orient="row")


def _manifest(gathered: Gathered, themes: Themes, encoder: TextEncoder, background: Background) -> dict[str, Any]:
    material = gathered.material
    enough = material.forest.roots.size >= ENOUGH_THREADS
    return {
        "discussion_id": material.discussion_id,
        "model": encoder.name,
        "revision": encoder.revision,
        "background": background.source,
        "labels": material.labels.kind,
        "order": "clock" if material.dated else "source order",
        "resampled": f"threads, {RESAMPLES} times" if enough else f"nothing: fewer than {ENOUGH_THREADS} threads",
        "tested_links": int(material.tested_links.size),
        "links": int(material.all_links.size),
        "themes": dict(themes.manifest),
    }
