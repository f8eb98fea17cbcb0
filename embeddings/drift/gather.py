"""From a discussion, its themes and an encoder to the arrays that drift measures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ..language import detect_language, words
from ..units import own_words
from ..vectors import normalised
from .material import Labels, Material, around, comment_vectors, share_matrix, time_rank
from .uptake import Claims, Units, claim_spans

if TYPE_CHECKING:
    from commentariat.threads.model import Discussion

    from ..background import Background, TextEncoder
    from ..tables import Themes
    from .material import Ints, Vectors


@dataclass(frozen=True, eq=False)
class Gathered:
    """One discussion's arrays: comments, their units, the article's claims."""

    material: Material
    units: Units
    claims: Claims

    def with_material(self, material: Material) -> Gathered:
        """The same units and claims with other comment-level arrays."""
        return replace(self, material=material)


def gather(discussion: Discussion, themes: Themes, encoder: TextEncoder, background: Background) -> Gathered:
    """Encode own words and the article, and put everything in row order of the comments.

    Vectors are computed here from ``themes.units`` (own words, quotes removed); those of the themes are not used.
    """
    comments = discussion.comments
    n = comments.height
    units = _units_of(themes, comments)
    owner = units["row"].to_numpy().astype(np.int64)
    language = detect_language(comments["text"])
    spans = claim_spans(discussion.article.paragraphs, language, discussion.article.byline)
    article_text = discussion.article.text
    texts = tuple(article_text[start:end] for _, start, end in spans)
    encoded = encoder.encode([*units["text"].to_list(), *texts])
    looked = around(encoded, background.vector)
    own, claims = looked[: units.height], looked[units.height :]
    rank, dated = time_rank(comments["created"], comments["position"])
    material = Material(
        frame=_frame(comments), forest=discussion.forest(), vectors=comment_vectors(own, owner, n),
        article=_article_vector(claims), labels=theme_labels(themes, units, n), rank=rank, dated=dated,
    )  # fmt: skip
    said = Units(units["text"].to_list(), own, owner)
    return Gathered(material, said, Claims(texts, tuple(spans), claims, _quoting(comments, spans)))


def _units_of(themes: Themes, comments: pl.DataFrame) -> pl.DataFrame:
    """The units of this discussion that say something, with the row of their comment."""
    index = comments.select("discussion_id", "comment_id").with_row_index("row")
    units = themes.units.filter(~pl.col("boilerplate"))
    return units.join(index, on=["discussion_id", "comment_id"], how="inner", maintain_order="left")


def _article_vector(claims: Vectors) -> Vectors | None:
    if not len(claims) or not claims.any():
        return None
    return normalised(claims.sum(axis=0))


def theme_labels(themes: Themes, units: pl.DataFrame, n: int) -> Labels:
    """Shares of themes by comment; "points raised once" are no themes and count as none."""
    table = themes.themes.filter(~pl.col("raised_once"))
    ids, names = table["theme_id"].to_list(), table["theme"].to_list()
    places = pl.DataFrame(
        {"theme_id": ids, "label": range(len(ids))}, schema={"theme_id": pl.String, "label": pl.Int64}
    )
    carried = (
        themes.memberships.join(places, on="theme_id", how="inner", maintain_order="left")
        .join(units.select("discussion_id", "unit_id", "row"), on=["discussion_id", "unit_id"], how="inner")
        .with_columns((1.0 / pl.len().over("discussion_id", "unit_id")).alias("weight"))
    )
    shares = share_matrix(
        carried["row"].to_numpy().astype(np.int64), carried["label"].to_numpy().astype(np.int64),
        carried["weight"].to_numpy().astype(np.float64), n, len(ids),
    )  # fmt: skip
    return Labels(tuple(ids), tuple(names), shares)


def _frame(comments: pl.DataFrame) -> pl.DataFrame:
    """The columns that drift shows, with the length of own words and the share that is quoted."""
    rows = zip(comments["text"].to_list(), comments["quotes"].to_list(), strict=True)
    own = [own_words(text, quotes) for text, quotes in rows]
    length = comments["text"].str.len_chars()
    kept = pl.Series([len(text) for text in own], dtype=pl.Float64)
    return comments.select(
        "discussion_id", "comment_id", "position", "created", "author_id", "author", "link_basis"
    ).with_columns(
        pl.Series("words", [len(words(text)) for text in own], dtype=pl.UInt32),
        (1 - kept / length.clip(1)).clip(0, 1).alias("quoted_share"),
    )


def _quoting(comments: pl.DataFrame, spans: list[tuple[int, int, int]]) -> tuple[Ints, ...]:
    """For each claim the rows of the comments that quote at least half of it, or at least half of the quote is it."""
    found: list[set[int]] = [set() for _ in spans]
    for row, quotes in enumerate(comments["quotes"].to_list()):
        for quote in quotes or ():
            if quote["kind"] != "article" or quote["source_start"] is None:
                continue
            low, high = int(quote["source_start"]), int(quote["source_end"])
            for at, (_, start, end) in enumerate(spans):
                shared = min(high, end) - max(low, start)
                if shared > 0 and shared >= 0.5 * min(high - low, end - start):
                    found[at].add(row)
    return tuple(np.array(sorted(rows), dtype=np.int64) for rows in found)
