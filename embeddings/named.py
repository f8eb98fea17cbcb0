"""Named themes: which units speak about what the user named, judged against the discussion's own background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from .language import stem, stop_words, words
from .space import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from .encoder import Encoder
    from .space import Space

    Vectors = npt.NDArray[np.float32]
    Scores = npt.NDArray[np.float64]

#: Share of claims that may be mistaken, were the background normal (Benjamini & Hochberg 1995).
FALSE_DISCOVERY: Final = 0.1


@dataclass(frozen=True, slots=True)
class NamedTheme:
    """A theme that the user names, with a sentence on what it means where the name alone is bare."""

    name: str
    description: str | None = None

    @classmethod
    def parse(cls, text: str) -> NamedTheme:
        """Read ``NAME`` or ``NAME=DESCRIPTION``; raises ``ValueError`` for an empty name."""
        name, _, description = text.partition("=")
        if not name.strip():
            raise ValueError(f"a theme needs a name: {text!r}")
        return cls(name.strip(), description.strip() or None)


@dataclass(frozen=True, eq=False)
class Claims:
    """Which units carry which named theme: ``claimed`` and ``strength`` are (units, themes)."""

    claimed: npt.NDArray[np.bool_]
    strength: Scores
    directions: Vectors


def content_stems(text: str, language: str) -> frozenset[str]:
    """Return the stems of a name's content words; of all its words where it has no other."""
    found = words(text)
    content = [word for word in found if word not in stop_words(language)] or found
    return frozenset(stem(word) for word in content)


def holds_name(space: Space, name: str) -> npt.NDArray[np.bool_]:
    """Mark the units that hold every content word of a name, in any inflection."""
    wanted = content_stems(name, space.language)
    units = space.units["text"].to_list()
    if not wanted:
        return np.zeros(len(units), dtype=bool)
    return np.array([wanted <= {stem(word) for word in words(text)} for text in units], dtype=bool)


def claim(space: Space, named: Sequence[NamedTheme], encoder: Encoder) -> Claims:
    """Score every unit against every named theme and decide which it carries: several, one or none."""
    shape = (space.units.height, len(named))
    if not named or not space.units.height:
        return Claims(
            np.zeros(shape, dtype=bool), np.zeros(shape), np.zeros((len(named), space.centre.size), dtype=np.float32)
        )
    holds = np.stack([holds_name(space, one.name) for one in named], axis=1)
    directions = np.stack([_direction(space, one, holds[:, at], encoder) for at, one in enumerate(named)])
    scores = (space.vectors @ directions.T).astype(np.float64)
    usable = ~space.units["boilerplate"].to_numpy()
    standard = np.stack([_standardised(scores[:, at], usable) for at in range(len(named))], axis=1)
    claimed = np.stack([_significant(standard[:, at], usable) for at in range(len(named))], axis=1)
    return Claims(claimed & usable[:, None], standard, directions)


def _direction(space: Space, theme: NamedTheme, holds: npt.NDArray[np.bool_], encoder: Encoder) -> Vectors:
    """Average the name, its description, and the units that hold all the name's content words."""
    texts = [theme.name, *([theme.description] if theme.description else [])]
    parts = [space.place(encoder.encode(texts)).mean(axis=0)]
    if holds.any():
        parts.append(space.vectors[holds].mean(axis=0))
    return normalised(np.sum([normalised(part) for part in parts], axis=0))


def _standardised(scores: Scores, usable: npt.NDArray[np.bool_]) -> Scores:
    """Put scores on the background's scale: its median and the spread of its lower half, which claims do not reach."""
    pool = scores[usable]
    if len(pool) < 3:
        return np.zeros_like(scores)
    middle = float(np.median(pool))
    lower = middle - pool[pool <= middle]
    spread = max(float(np.sqrt(np.mean(lower**2))), 1e-6)
    return np.asarray((scores - middle) / spread)


def _significant(standard: Scores, usable: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Keep the scores that a normal background would exceed with a false discovery rate below the limit."""
    from scipy.stats import norm

    p = np.where(usable, norm.sf(standard), 1.0)
    order = np.sort(p[usable])
    limits = FALSE_DISCOVERY * np.arange(1, len(order) + 1) / max(len(order), 1)
    passing = np.flatnonzero(order <= limits)
    return np.asarray(p <= order[passing[-1]]) if len(passing) else np.zeros(len(standard), dtype=bool)
