"""Likely parents ranked again by what comments mean (``--semantic``): which comment is answered, not whether one is.

A small learned scorer looks at the vectors of a comment and of each comment that it may answer. It moves probability
between these alone: "no parent", marks, and comments that are not listed stay as probable as they were. Its numbers are
in ``reply_scorer.npz``; ``tests/benchmarks/train_semantic.py`` learns them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import polars as pl

from commentariat.threads.arguments import one_discussion
from commentariat.threads.forest import Forest
from commentariat.threads.model import Note

from .encoder import encoder_or_default

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from commentariat.threads.model import Discussion

    from .background import TextEncoder

    Floats = NDArray[np.float32]
    Row = dict[str, Any]

WEIGHTS: Final = "reply_scorer.npz"
#: The basis of links that words decided; what marks, quotations or people say stays, and so do roots and the undecided.
RANKED: Final = "inferred"
KIND: Final = "semantic"
NOTE: Final = "semantic-links"
#: Characters of a comment that are encoded.
LENGTH: Final = 1000


@dataclass(frozen=True, eq=False)
class ReplyScorer:
    """How well a comment answers each of several others, in log-odds against their average.

    Attributes
    ----------
    products, gaps : float32 arrays, shape (d,)
        Weights of the products and of the absolute differences of two vectors' components.
    cosine, highest, learned : float
        Weights of the cosine, of having the highest, and of the sum of the above.
    model : str
        The encoder whose vectors it was learned from.
    """

    products: Floats
    gaps: Floats
    cosine: float
    highest: float
    learned: float
    model: str

    def score(self, own: Floats, others: Floats) -> Floats:
        """Score candidates; ``own`` has shape (d,), ``others`` (k, d), the result (k,)."""
        columns = evidence(own, others, self.products, self.gaps)
        total: Floats = columns @ np.array([self.cosine, self.highest, self.learned], dtype=np.float32)
        return total


def evidence(own: Floats, others: Floats, products: Floats, gaps: Floats) -> Floats:
    """Return the columns that are weighed, shape (k, 3): cosine and learned sum above their average, highest cosine."""
    cosine = others @ own
    learned = (others * own) @ products + np.abs(others - own) @ gaps
    highest = (cosine >= cosine.max()).astype(np.float32)
    return np.column_stack((cosine - cosine.mean(), highest, learned - learned.mean())).astype(np.float32)


@cache
def default_scorer() -> ReplyScorer:
    """Load the scorer that ships with the package."""
    with files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as data:
        cosine, highest, learned = (float(one) for one in data["weights"])
        return ReplyScorer(data["products"], data["gaps"], cosine, highest, learned, str(data["model"]))


def relink(discussion: Discussion, encoder: TextEncoder | None = None, scorer: ReplyScorer | None = None) -> Discussion:
    """Rank the likely parents of every comment whose link was inferred from words again by their vectors.

    Parameters
    ----------
    discussion : Discussion
    encoder : Encoder, optional
        The default model where left out; the scorer that ships was learned from its vectors.
    scorer : ReplyScorer, optional

    Returns
    -------
    Discussion
        With other parents, confidences, alternatives and evidence where the vectors say so, and a note that tells how
        many parents changed; untouched where no link was inferred.

    Raises
    ------
    ValueError
        The scorer was learned from another model's vectors.
    """
    one_discussion(discussion)
    chosen, model = scorer or default_scorer(), encoder_or_default(encoder)
    if model.name != chosen.model:
        raise ValueError(f"the reply scorer was learned from vectors of {chosen.model}, not of {model.name}")
    rows = discussion.comments.to_dicts()
    position = {row["comment_id"]: at for at, row in enumerate(rows)}
    rivals = {at: some for at, row in enumerate(rows) if len(some := _rivals(row, at, position)) > 1}
    if not rivals:
        return discussion
    needed = sorted({*rivals, *(position[one] for some in rivals.values() for one in some)})
    vectors = dict(zip(needed, model.encode([rows[at]["text"][:LENGTH] for at in needed]), strict=True))
    for at, some in rivals.items():
        others = np.stack([vectors[position[one]] for one in some])
        rows[at] = _ranked(rows[at], some, chosen.score(vectors[at], others))
    return _rewritten(discussion, rows, len(rivals))


def _rivals(row: Row, at: int, position: Mapping[str, int]) -> tuple[str, ...]:
    """Return the earlier comments that an inferred link may lead to, its parent among them; none if ranked before."""
    if row["link_basis"] != RANKED or any(one["kind"] == KIND for one in row["link_evidence"]):
        return ()
    listed = (one["parent_id"] for one in row["link_alternatives"])
    earlier = tuple(one for one in listed if one is not None and position.get(one, at) < at)
    return earlier if row["parent_id"] in earlier else ()


def _ranked(row: Row, rivals: tuple[str, ...], moved: Floats) -> Row:
    """Share out what the rivals had together anew, and take the likeliest."""
    before = {one["parent_id"]: one["probability"] for one in row["link_alternatives"]}
    held = np.array([before[one] for one in rivals])
    # A correction for damage may have pushed the choice below another: it is still the one that words prefer.
    odds = np.log(np.minimum(held, before[row["parent_id"]]) + 1e-9) + moved
    share = np.exp(odds - odds.max())
    after = dict(zip(rivals, (held.sum() * share / share.sum()).tolist(), strict=True))
    best = max(rivals, key=lambda one: (after[one], one == row["parent_id"]))
    told = {"kind": KIND, "ref": best, "weight": float(1 / (1 + np.exp(-moved[rivals.index(best)])))}
    listed = [
        {**one, "probability": after.get(one["parent_id"], one["probability"])} for one in row["link_alternatives"]
    ]
    stated = best if row["stated_parent"] == row["parent_id"] else row["stated_parent"]
    kept = row["link_evidence"] if best == row["parent_id"] else []
    return {
        **row,
        "parent_id": best,
        "stated_parent": stated,
        "link_confidence": after[best],
        "link_alternatives": sorted(listed, key=lambda one: -one["probability"]),
        "link_evidence": sorted([*kept, told], key=lambda one: -one["weight"]),
    }


def _rewritten(discussion: Discussion, rows: Sequence[Row], ranked: int) -> Discussion:
    comments = pl.DataFrame(rows, schema=discussion.comments.schema)
    changed = int((comments["parent_id"] != discussion.comments["parent_id"]).sum())
    depth = pl.Series(Forest.from_comments(comments).depth, dtype=pl.UInt32)
    said = f"{ranked:,} inferred links were ranked again by what the comments mean: {changed:,} lead to another parent."
    return replace(discussion, comments=comments.with_columns(depth=depth), notes=(*discussion.notes, Note(NOTE, said)))
