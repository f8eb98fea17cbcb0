"""Many views as one, so that a corpus, resamples or simulated copies are measured in a single pass."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..forest import Forest
from .view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..forest import Ints


def stack(views: Sequence[View]) -> View:
    """Lay views end to end; their groups stay apart and keep their order. Labels are dropped."""
    starts = np.cumsum([0, *(len(view) for view in views)])
    groups = np.cumsum([0, *(view.groups for view in views)])
    people = np.cumsum([0, *(int(view.author.max(initial=-1)) + 1 for view in views)])
    return View(
        forest=Forest(_shifted([view.forest.parent for view in views], starts)),
        group=np.concatenate([view.group.astype(np.int64) + at for view, at in zip(views, groups, strict=False)]),
        groups=int(groups[-1]),
        author=_shifted([view.author for view in views], people),
        created=np.concatenate([view.created for view in views]),
        undecided=np.concatenate([view.undecided for view in views]),
        missing=np.concatenate([view.missing for view in views]),
        article=views[0].article,
    )


def with_parents(view: View, parents: Ints) -> View:
    """Repeat a view of one group once per row of ``parents`` (copies, n), each with the parents of its row."""
    copies, n = parents.shape
    offset = np.arange(copies)[:, None] * n
    forest = Forest(np.where(parents < 0, -1, parents + offset).ravel())
    return replace(_repeated(view, copies), forest=forest)


def with_authors(view: View, authors: Ints) -> View:
    """Repeat a view of one group once per row of ``authors`` (copies, n), each with the authors of its row."""
    copies, n = authors.shape
    people = int(view.author.max(initial=-1)) + 1
    offset = np.arange(copies)[:, None]
    parent = np.tile(view.forest.parent.astype(np.int64), (copies, 1))
    repeated = _repeated(view, copies)
    return replace(
        repeated,
        forest=Forest(np.where(parent < 0, -1, parent + offset * n).ravel()),
        author=np.where(authors < 0, -1, authors + offset * people).ravel(),
    )


def _repeated(view: View, copies: int) -> View:
    if view.groups != 1:
        raise ValueError("only a view of one group can be repeated")
    people = int(view.author.max(initial=-1)) + 1
    author = np.tile(view.author.astype(np.int64), (copies, 1))
    return replace(
        view,
        group=np.repeat(np.arange(copies), len(view)),
        groups=copies,
        author=np.where(author < 0, -1, author + np.arange(copies)[:, None] * people).ravel(),
        created=np.tile(view.created, copies),
        undecided=np.tile(view.undecided, copies),
        missing=np.tile(view.missing, copies),
        labels=None,
    )


def _shifted(arrays: Sequence[Ints], offsets: Ints) -> Ints:
    parts = [np.where(one < 0, -1, one.astype(np.int64) + at) for one, at in zip(arrays, offsets, strict=False)]
    return np.concatenate(parts)
