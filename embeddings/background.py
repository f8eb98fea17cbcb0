"""The fixed point from which drift looks at vectors: what any comment has in common with any other.

Sentence vectors crowd into a cone, so raw cosines are all high. A discussion's own mean must not be taken away
either: it sets article and comments opposite each other by algebra alone. A background that does not depend on the
discussion avoids both.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from .encoder_models import weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

_SHIPPED: Final = ("background.npz", "background_multilingual.npz")
_WORDS: Final = "background_words.txt"


class TextEncoder(Protocol):
    """What drift needs of an encoder: :class:`~.encoder.Encoder` or stored vectors."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def revision(self) -> str:
        """What identifies the weights."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One L2-normalised row a text; zero for empty text."""


@dataclass(frozen=True, eq=False)
class Background:
    """A background vector and, where there are any, banks of comments on unrelated articles and of their units.

    Attributes
    ----------
    vector : float32 array, shape (d,)
    bank, unit_bank : float32 arrays, shape (m, d), or None
        Own words of comments on other articles, and single units of them, around the background, normalised.
    source : str
        A sentence for the manifest: what the background was computed from.
    """

    vector: Vectors
    bank: Vectors | None
    unit_bank: Vectors | None
    source: str


def background_for(encoder: TextEncoder, corpus: Sequence[str] | None = None) -> Background:
    """Find the background of a model.

    Parameters
    ----------
    encoder : TextEncoder
    corpus : sequence of str, optional
        Texts of the user's own that stand for "any comment"; used instead of what is packaged.

    Returns
    -------
    Background
        Shipped for the weights it was computed with; computed from a packaged word list for any other model.
    """
    own = getattr(encoder, "background", None)
    if own is not None:
        return Background(np.asarray(own, dtype=np.float32), None, None, "stored with the vectors")
    if corpus:
        return Background(_mean(encoder, corpus), None, None, f"the mean of {len(corpus)} texts given by the user")
    shipped = _shipped(weights_of(encoder.revision))
    if shipped is not None:
        comments, units = (shipped[name].astype(np.float32) for name in ("bank", "unit_bank"))
        return Background(shipped["vector"], comments, units, str(shipped["source"]))
    words = packaged_words()
    return Background(_mean(encoder, words), None, None, f"the mean of {len(words)} packaged everyday words")


def packaged_words() -> list[str]:
    """Everyday English words of no particular subject, one a line."""
    text = files(__package__).joinpath(_WORDS).read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _shipped(weights: str) -> dict[str, Any] | None:
    """Read the packaged background that was computed with these weights, if there is one."""
    for name in _SHIPPED:
        with files(__package__).joinpath(name).open("rb") as file, np.load(file, allow_pickle=False) as archive:
            if str(archive["revision"]) == weights:
                return {key: archive[key] for key in archive.files}
    return None


def _mean(encoder: TextEncoder, texts: Sequence[str]) -> Vectors:
    rows = encoder.encode(list(texts))
    filled = rows[(rows != 0).any(axis=1)]
    return np.asarray(filled.mean(axis=0) if len(filled) else np.zeros(rows.shape[1]), dtype=np.float32)
