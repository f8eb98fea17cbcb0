"""At a glance: how many comments answer another, how that is known, and what their chains look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .links import replies_known_by
from .say import sentence as capital

if TYPE_CHECKING:
    from .say import Say
    from .view import View


def replies(view: View, say: Say) -> str:
    """How many answer another comment, how often one draws several answers, and how long the chains are."""
    forest = view.forest
    count = int((forest.parent >= 0).sum())
    if not count:
        # What answers something undecided is no remark of its own.
        open_ = ".open" if view.undecided.any() and len(view) > 1 else ""
        return say(f"glance.replies.none{open_}", n=len(view), count=say.word(len(view)))
    chains = int((forest.size[forest.roots] > 1).sum())
    deepest = int(forest.depth.max())
    most = int(forest.child_counts.max())
    answer = _known(count, view, say)
    if count == 1:
        return f"{answer}."
    if most == 1:
        shape = say("glance.replies.chains", n=chains, chains=say.word(chains), longest=say.word(deepest + 1))
        return f"{say('series.semicolon', head=answer, tail=say('glance.replies.single'))}. {capital(shape)}"
    top = np.flatnonzero(forest.child_counts == most)
    number = f"#{view.comments['position'][int(top[0])] + 1}"
    drew = say(
        "glance.replies.most" if top.size == 1 else "glance.replies.most.tied", number=number, most=say.word(most)
    )
    depth = say("glance.replies.deepest", chains=say.word(chains), deepest=say.word(deepest + 1), n=chains)
    return f"{say('series.semicolon', head=answer, tail=drew)}. {capital(depth)}"


def _known(count: int, view: View, say: Say) -> str:
    """Say how many answer another comment, and how far the source marks it or words alone tell it."""
    answer = capital(say.many("glance.replies", count))
    ways = replies_known_by(view.comments)
    if len(ways) == 1:
        return say(f"glance.replies.{next(iter(ways))}", answer=answer, n=count)
    parts = [say.many(f"glance.known.{way}", number) for way, number in ways.items()]
    return say("series.colon", head=answer, list=say.series(parts))
