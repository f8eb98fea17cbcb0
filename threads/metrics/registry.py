"""What a metric is. Each module of this package lists its own; :data:`~.METRICS` is all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from .view import Floats, View


@dataclass(frozen=True, slots=True)
class Metric:
    """One figure about the structure of a discussion or of a thread.

    Attributes
    ----------
    name : str
        The column of a wide table.
    version : str
        Raised when the definition changes, so that figures of two versions are not compared unawares.
    title : str
        For a person, lower case: "comments that answer another comment".
    unit : str
    compute : function
        Takes a :class:`~.view.View`, returns one float64 a group; NaN where there is nothing to measure.
        Its docstring holds formula, convention and reference.
    at_least : int
        How many of ``basis`` a group must have for the figure to say anything.
    basis : str
        What ``at_least`` counts: a key of :data:`BASES`.
    links : bool
        Whether uncertain links make it uncertain.
    null : str or None
        The yardstick that means something for it: ``growth`` (a discussion of the same size grown by the model of
        other discussions), ``shuffle`` (authors exchanged within threads), or none.
    empty : str
        Why a group that is large enough may have no value.
    """

    name: str
    version: str
    title: str
    unit: str
    compute: Callable[[View], Floats]
    at_least: int = 1
    basis: str = "comments"
    links: bool = True
    null: str | None = None
    empty: str = "nothing of the kind occurs"

    def __call__(self, view: View) -> Floats:
        """Compute for every group, NaN where the group is too small to say anything."""
        value = self.compute(view)
        return np.where(BASES[self.basis](view) >= self.at_least, value, np.nan)

    @property
    def doc(self) -> str:
        """Formula, convention and reference."""
        return self.compute.__doc__ or ""


def _comments(view: View) -> Floats:
    return view.comments


def _signed(view: View) -> Floats:
    return view.count(view.author >= 0)


def _answers(view: View) -> Floats:
    return view.count(view.between)


def _timed(view: View) -> Floats:
    from .view import NO_TIME

    return view.count(view.created != NO_TIME)


def _threads(view: View) -> Floats:
    return view.count(~view.reply)


#: What a minimum size may count, and the words for it.
BASES: Final[dict[str, Callable[[View], Floats]]] = {
    "comments": _comments,
    "signed comments": _signed,
    "answers between known authors": _answers,
    "comments with a time": _timed,
    "threads": _threads,
}
