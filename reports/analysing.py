"""From discussions to analyses: structure, themes and drift, each measured once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commentariat.threads.arguments import many_discussions

from .second_look import second_looks
from .view import Analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commentariat.embeddings import Encoder, NamedTheme
    from commentariat.embeddings.tables import Drift, Themes
    from commentariat.threads.model import Discussion

    from .second_look import SecondLook

    Progress = Callable[[int, int], None]
    Edit = Callable[[Themes], Themes]


def analyse(
    discussions: Discussion | Sequence[Discussion],
    *,
    named: Sequence[NamedTheme | str] = (),
    encoder: Encoder | None = None,
    seed: int = 0,
    drift: bool = True,
    edit: Edit | None = None,
    progress: Progress | None = None,
) -> list[Analysis]:
    """Measure what a report shows: one set of themes for all discussions, structure and drift for each.

    Parameters
    ----------
    discussions : Discussion or sequence of Discussion
    named : sequence of NamedTheme or str
        Themes to look for besides those that are found.
    encoder : Encoder, optional
        The packaged model when left out.
    seed : int
    drift : bool
        Whether drift is wanted; it is the slowest of the three, and looked at twice: by another model and seed too.
    edit : callable, optional
        Applied to the themes before anything uses them: renames, merges.
    progress : callable, optional
        Called with (done, total) while texts are encoded.

    Returns
    -------
    list of Analysis
        One a discussion, in their order.

    Raises
    ------
    TypeError, ValueError
        There is no discussion, or an argument is of another kind.
    ModelError
        The encoder's model cannot be used.
    """
    from commentariat.embeddings import correct
    from commentariat.embeddings import themes as finding
    from commentariat.threads.metrics import depth_profile, measure
    from commentariat.threads.models.others import models_for

    several = many_discussions(discussions)
    themes = finding.fit(several, named=named, encoder=encoder, seed=seed, progress=progress)
    themes = correct(edit(themes) if edit else themes, several)
    unlinked: Themes | None = None
    seconds: list[SecondLook | None] = [None] * len(several)
    if drift:
        unlinked = correct(finding.fit_unlinked(several, named=named, encoder=encoder, seed=seed), several)
        seconds = second_looks(several, named=named, encoder=encoder, seed=seed)
    models = models_for(several)
    return [
        Analysis(
            one,
            metrics=measure(one, model=models.get(at), seed=seed),
            themes=themes,
            drift=None if unlinked is None else _drift(one, unlinked, encoder, seed),
            depths=depth_profile(one, model=models.get(at), seed=seed),
            drift_themes=unlinked,
            second=seconds[at],
        )
        for at, one in enumerate(several)
    ]


def _drift(discussion: Discussion, unlinked: Themes, encoder: Encoder | None, seed: int) -> Drift:
    from commentariat.embeddings.drift import measure

    return measure(discussion, unlinked, encoder=encoder, seed=seed)
