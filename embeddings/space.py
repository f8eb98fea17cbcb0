"""The space in which themes are found: unit vectors with context, centred on what is discussed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from .language import detect_language
from .units import sentences
from .vectors import normalised

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from commentariat.threads.model import Discussion

    from .encoder import Encoder

    Vectors = npt.NDArray[np.float32]

#: Rows that context is added to at a time.
_BLOCK: Final = 100_000
#: Share of its comment that a unit's vector carries: what "it" and "they" refer to often stands a sentence away.
COMMENT_SHARE: Final = 0.5
#: Share of the comments beside it in the reply tree; zero where drift will look at the themes, see
#: :func:`~.themes.fit_unlinked`.
REPLY_SHARE: Final = 0.5


@dataclass(frozen=True, eq=False)
class Space:
    """Units and their vectors.

    Attributes
    ----------
    units : polars.DataFrame
        All units, those of several discussions stacked; one row a vector.
    own : (n, d) float32
        The unit's sentence alone, as encoded.
    mixed : (n, d) float32
        Sentence with context, normalised, not centred.
    vectors : (n, d) float32
        The same minus ``centre``, normalised; cosine is a product.
    centre : (d,) float32
        Mean over units with context and article sentences.
    background : (m, d) float32
        The article's sentences in the same space.
    """

    units: pl.DataFrame
    own: Vectors
    mixed: Vectors
    vectors: Vectors
    centre: Vectors
    background: Vectors
    language: str

    def place(self, encoded: Vectors) -> Vectors:
        """Move encoded texts without context (names, descriptions) into the space."""
        return normalised(encoded - self.centre)


def build_space(
    discussions: Sequence[Discussion],
    encoder: Encoder,
    split: Callable[[Discussion], pl.DataFrame],
    *,
    reply_share: float = REPLY_SHARE,
    progress: Callable[[int, int], None] | None = None,
) -> Space:
    """Split, encode and place the units of one or several discussions.

    Parameters
    ----------
    split : callable
        :func:`~.units.split_units`, :func:`~.units.whole_comments`, or the caller's own.
    reply_share : float
        Zero keeps every vector to the comment's own words.
    """
    units = pl.concat([split(one) for one in discussions])
    language = detect_language(text for one in discussions for text in one.comments["text"])
    article = _article_sentences(discussions, language)
    encoded = encoder.encode([*units["text"].to_list(), *article], progress=progress)
    own, told = encoded[: units.height], encoded[units.height :]
    mixed = with_context(units, own, _links(discussions), reply_share=reply_share)
    centre = _centre(mixed, ~units["boilerplate"].to_numpy(), told)
    vectors = normalised(mixed - centre)
    vectors[np.linalg.norm(own, axis=1) == 0] = 0
    return Space(units, own, mixed, vectors, centre, normalised(told - centre), language)


def _centre(mixed: Vectors, usable: npt.NDArray[np.bool_], told: Vectors) -> Vectors:
    """Average units that make a point, and the article's sentences."""
    total = mixed.sum(axis=0, where=usable[:, None], dtype=np.float64) + told.sum(axis=0, dtype=np.float64)
    return np.asarray(total / max(int(usable.sum()) + len(told), 1), dtype=np.float32)


def with_context(units: pl.DataFrame, own: Vectors, links: pl.DataFrame, *, reply_share: float) -> Vectors:
    """Add to each unit's vector a share of its comment's mean, and of what stands beside that; normalise."""
    rows, means = comment_means(units, own)
    # In place: at a million units each copy is a gigabyte.
    at = rows["comment_row"].to_numpy()
    out = means[at]
    out *= COMMENT_SHARE
    out += own
    if reply_share:
        near = beside(rows, means, links)
        for start in range(0, len(out), _BLOCK):
            block = slice(start, start + _BLOCK)
            out[block] += reply_share * near[at[block]]
    return normalised(out)


def beside(rows: pl.DataFrame, means: Vectors, links: pl.DataFrame) -> Vectors:
    """Return the middle of each comment's parent and replies, weighted by the confidence of the links.

    Parameters
    ----------
    rows : polars.DataFrame
        ``discussion_id``, ``comment_id``, ``comment_row``.
    means : (comments, d) float32
    links : polars.DataFrame
        ``discussion_id``, ``comment_id``, ``parent_id``, ``link_confidence``.

    Returns
    -------
    (comments, d) float32
        As long as the surest of the links is sure; zero where there is none.
    """
    from scipy.sparse import csr_array

    keys = ["discussion_id", "comment_id"]
    known = rows.unique(keys, maintain_order=True).select(*keys, "comment_row")
    pairs = links.join(known, on=keys).join(
        known.rename({"comment_id": "parent_id", "comment_row": "parent_row"}), on=["discussion_id", "parent_id"]
    )
    child, parent = (pairs[name].to_numpy().astype(np.int64) for name in ("comment_row", "parent_row"))
    sure = pairs["link_confidence"].to_numpy().astype(np.float32)
    ends = (np.concatenate([child, parent]), np.concatenate([parent, child]))
    both = np.concatenate([sure, sure])
    weights = csr_array((both, ends), shape=(len(means), len(means)))
    surest = np.zeros(len(means), dtype=np.float32)
    np.maximum.at(surest, ends[0], both)
    return normalised(weights @ means) * surest[:, None]


def comment_means(units: pl.DataFrame, own: Vectors) -> tuple[pl.DataFrame, Vectors]:
    """Return each unit's comment row and the comments' normalised mean vectors, in order of first appearance."""
    keys = ["discussion_id", "comment_id"]
    rows = units.select(*keys, comment_row=pl.struct(keys).rle_id())
    first = np.flatnonzero(np.diff(rows["comment_row"].to_numpy().astype(np.int64), prepend=-1))
    sums = np.add.reduceat(own, first, axis=0) if len(first) else own
    return rows, normalised(sums)


def linked_units(units: pl.DataFrame, discussions: Sequence[Discussion]) -> int:
    """Count the units of comments that answer another one or are answered: those that their neighbours move."""
    links = _links(discussions)
    ends = [links.select("discussion_id", comment_id=name) for name in ("comment_id", "parent_id")]
    return units.join(pl.concat(ends), on=["discussion_id", "comment_id"], how="semi").height


def _links(discussions: Sequence[Discussion]) -> pl.DataFrame:
    columns = ("discussion_id", "comment_id", "parent_id", "link_confidence")
    return pl.concat([one.comments.select(columns).drop_nulls("parent_id") for one in discussions])


def _article_sentences(discussions: Sequence[Discussion], language: str) -> list[str]:
    out: list[str] = []
    for one in discussions:
        for paragraph in (one.article.title or "", *one.article.paragraphs):
            out.extend(paragraph[start:end].strip() for start, end in sentences(paragraph, language))
    return [text for text in out if text]
