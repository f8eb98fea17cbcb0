"""A second look: the same discussions by another model and another seed, so that titles state only what both find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commentariat.embeddings import Encoder, NamedTheme
    from commentariat.embeddings.tables import Drift, Themes
    from commentariat.threads.model import Discussion

#: The model of the second look by that of the first; any other is looked at again by the default one.
OTHER: Final = {"default": "static"}
#: Comments up to which a second look is worth its time, by its model.
UP_TO: Final = {"static": 20_000, "default": 1_500}
PERMUTATIONS: Final = 199


@dataclass(frozen=True, eq=False)
class SecondLook:
    """Themes (of all discussions) and drift (of one) as the other model and seed find them."""

    themes: Themes
    drift: Drift
    model: str
    seed: int


def second_looks(
    discussions: Sequence[Discussion], *, named: Sequence[NamedTheme | str], encoder: Encoder | None, seed: int
) -> list[SecondLook | None]:
    """Look again at each discussion; ``None`` for all where there are too many comments for it."""
    from commentariat.embeddings import Encoder as Model
    from commentariat.embeddings import themes as finding
    from commentariat.embeddings.drift import measure

    first = encoder if encoder is not None else Model()
    model = OTHER.get(first.model, "default")
    if sum(one.comments.height for one in discussions) > UP_TO[model]:
        return [None] * len(discussions)
    other, again = Model(model, backend=first.backend, device=first.device), seed + 1
    themes = finding.fit_unlinked(discussions, named=named, encoder=other, seed=again)
    return [
        SecondLook(
            themes, measure(one, themes, encoder=other, seed=again, permutations=PERMUTATIONS), other.name, again
        )
        for one in discussions
    ]
