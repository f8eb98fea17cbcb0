"""What came after a comment: whoever was answered tends to answer back, by name, with a quote, or simply next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ..linking.decode import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .names import Naming
    from .pairs import Pairs
    from .view import LinkView

    Floats = NDArray[np.float32]
    Bools = NDArray[np.bool_]
    Ints = NDArray[np.int64]

#: So many comments later an answer back is still one.
SOON: Final = 15

AFTER: Final = (
    "back-next", "back-soon", "back-named", "back-by-name-of-other", "back-quoted", "child-named-after",
    "child-continues",
)  # fmt: skip


def after(view: LinkView, named: Sequence[Sequence[Naming]], pairs: Pairs) -> Floats:
    """Compute the columns ``AFTER`` of candidate links; shape (pairs, len(AFTER))."""
    person, child = view.person, pairs.child
    author, other = person[child], person[np.maximum(pairs.parent, 0)]
    somebody = (pairs.parent != ROOT) & (other >= 0) & (author >= 0) & (other != author)
    back = np.where(somebody, _next(_keys(person, np.arange(person.size), person.size), other, child, person.size), 0)
    gap = np.where(back > 0, back - child, 0)
    by_name = (gap > 0) & (gap <= SOON) & _among(_namings(named), back, author)
    spoken_to = _named_after(person, named)[child]
    columns = (
        gap == 1,
        1.0 / np.where(gap > 0, gap, np.inf),
        by_name,
        spoken_to & ~by_name & (pairs.parent != ROOT),
        somebody & _among(_quotings(view), child, other),
        spoken_to,
        (np.append(person[1:], -1) == person)[child] & (author >= 0),
    )
    return np.column_stack(columns).astype(np.float32)


def _keys(person: Ints, comment: Ints, size: int) -> Ints:
    """One ascending number for each (person, comment) of a discussion of so many comments."""
    return np.sort(person * size + comment)


def _next(keys: Ints, who: Ints, at: Ints, size: int) -> Ints:
    """The next comment after one that :func:`_keys` hold for a person, 0 where there is none; arrays of one shape."""
    if not keys.size:
        return np.zeros(at.shape, dtype=np.int64)
    wanted = who * size + at
    found = keys[np.minimum(np.searchsorted(keys, wanted, side="right"), keys.size - 1)]
    return np.where((found > wanted) & (found < (who + 1) * size), found - who * size, 0)


def _namings(named: Sequence[Sequence[Naming]]) -> Ints:
    """Which comment names which person, a row a naming."""
    return np.array([(at, one.person) for at, some in enumerate(named) for one in some], dtype=np.int64).reshape(-1, 2)


def _quotings(view: LinkView) -> Ints:
    """Which comment is quoted by which person, a row a quotation."""
    place = {name: at for at, name in enumerate(view.comment_ids)}
    sources = [[place[one["source_id"]] for one in some if one["source_id"] in place] for some in view.quotes]
    rows = [(source, who) for who, mine in zip(view.person.tolist(), sources, strict=True) for source in mine]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def _among(rows: Ints, comment: Ints, person: Ints) -> Bools:
    """Whether (comment, person) is one of the rows; arrays of one shape."""
    size = int(max(rows[:, 1].max(initial=0), person.max(initial=0))) + 2
    return np.isin(comment * size + person + 1, rows[:, 0] * size + rows[:, 1] + 1)


def _named_after(person: Ints, named: Sequence[Sequence[Naming]]) -> Bools:
    """Whether a comment's author is named soon after it, and before having written again; shape (n,)."""
    n = person.size
    at = np.arange(n)
    rows = _namings(named)
    spoken = _next(_keys(rows[:, 1], rows[:, 0], n), person, at, n)
    own = _next(_keys(person, at, n), person, at, n)
    last = np.minimum(np.where(own > 0, own, n), at + SOON)
    return (person >= 0) & (spoken > at) & (spoken <= last)
