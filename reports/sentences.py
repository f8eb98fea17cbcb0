"""At a glance: sentences that are true of this discussion and worth saying, each from a rule with its own condition.

A rule gets the view and the language and returns a sentence, or ``None`` where its condition does not hold. None
speaks of camps or chance; whether the topic moved is told from tests, where two looks agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from commentariat.threads.scores import are_scores

from .pace import pace, told
from .say import sentence as capital
from .sentences_replies import replies
from .sentences_words import brought_in, foreign, not_raised, raised_once, themes_shared, weight_of_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .say import Say
    from .view import View

    Rule = Callable[[View, Say], "str | Sentence | None"]


#: Fewer comments, and fewer threads, are counted rather than turned into shares.
SHARES_FROM: Final = 20
THREADS_FROM: Final = 3
#: What few people wrote is worth telling of so many, with so many comments.
PEOPLE_FROM: Final = 12
WRITTEN_FROM: Final = 50
#: Sentences at a glance, those of what could not be told aside.
LONGEST: Final = 6


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``figure`` names the figure that backs it, ``lacking`` that it says what could not be told."""

    text: str
    figure: str | None = None
    lacking: bool = False


def size(view: View, say: Say) -> str:
    """How many comments, by how many, and how many of the names are inferred or missing."""
    people, n = len(view.people), len(view)
    inferred = int(view.inferred.sum())
    unsigned = sum(name is None for name in view.authors)
    basis = "names" if inferred or unsigned else "plain"
    if not people:
        return say("glance.size.nobody", n=n)
    text = say(
        f"glance.size.{basis}", n=n, people=say.many("count.commenters" if basis == "plain" else "count.names", people)
    )
    parts = []
    if inferred:
        parts.append(say.many("glance.size.inferred", inferred))
    if unsigned:
        parts.append(say.many("glance.size.unsigned", unsigned))
    return (say("series.colon", head=text, list=say.series(parts)) if parts else text) + "."


def largest_thread(view: View, say: Say) -> str | None:
    """Whether one thread of several holds at least a third of the comments."""
    forest = view.forest
    sizes = forest.size[forest.roots]
    if forest.roots.size < THREADS_FROM or len(view) < SHARES_FROM or sizes.max() * 3 < len(view):
        return None
    root = int(forest.roots[sizes.argmax()])
    number = f"#{view.comments['position'][root] + 1}"
    told = say("glance.largest", share=say.share(int(sizes.max()), len(view)), number=number)
    return _weighed(told, view, say, view.possible.largest() if view.possible else None)


def both_ends(view: View, say: Say) -> str | None:
    """Whether every reply is marked at its parent as well as at itself."""
    kids = view.comments.filter(pl.col("parent_id").is_not_null())
    if kids.height < 2:
        return None
    kinds = kids["link_evidence"].list.eval(pl.element().struct.field("kind"))
    told = [{"back-reference"} <= set(one) and bool(set(one) & {"lead-mention", "mention"}) for one in kinds.to_list()]
    return say("glance.both-ends") if all(told) else None


def unanswered(view: View, say: Say) -> str | None:
    """How many drew no answer that is known; :func:`undecided` says how many may be one."""
    silent = int((view.forest.child_counts == 0).sum())
    if len(view) < SHARES_FROM or silent == len(view):
        return None
    told = say("glance.unanswered", n=silent, share=say.share(silent, len(view)))
    return _weighed(told, view, say, view.possible.unanswered() if view.possible else None)


def _weighed(told: str, view: View, say: Say, span: tuple[int, int] | None) -> str:
    """Add between which counts a sentence's number lies, where the places of comments are not certain."""
    if span is None or span[0] == span[1] or not view.unsure.any():
        return told
    return f"{told.removesuffix('.')} {say('glance.weighed', low=span[0], high=span[1])}."


def participation(view: View, say: Say) -> str | None:
    """How few wrote half of the comments, where there are enough commenters for that to mean something."""
    counts = np.sort(np.bincount(view.person[view.person >= 0]))[::-1] if view.people else np.zeros(0, dtype=np.int64)
    if counts.size < PEOPLE_FROM or counts.sum() < WRITTEN_FROM:
        return None
    few = int(np.searchsorted(np.cumsum(counts), counts.sum() / 2) + 1)
    if few * 3 > counts.size:
        return None
    return capital(say("glance.participation", few=say.word(few), people=say.word(int(counts.size)), n=few))


def clock(view: View, say: Say) -> str | None:
    """When half of the dated comments had come in."""
    created = view.comments["created"]
    if created.drop_nulls().len() < max(10, 0.8 * len(view)):
        return None
    measured = pace(created)
    return None if measured is None else told(measured, say) + "."


def no_dates(view: View, say: Say) -> str | None:
    """That rhythm cannot be told, where nothing is dated."""
    if view.comments["created"].null_count() < len(view):
        return None
    shown = view.comments["created_text"].null_count() < len(view)
    return say("glance.no-dates.vague" if shown else "glance.no-dates")


def missing_comments(view: View, say: Say) -> str | None:
    """That the platform counted more comments than the source holds."""
    claimed = view.analysis.discussion.source.capture.claimed
    return None if claimed is None or claimed <= len(view) else say("glance.claimed", claimed=claimed, n=len(view))


def unsure(view: View, say: Say) -> str | None:
    """How many comments have a place that is given but not certain, and how many of these are wrong by their odds."""
    count = int(view.unsure.sum())
    if not count:
        return None
    share = say.share(count, len(view))
    if are_scores(view.analysis.discussion):
        return say("glance.unsure.score", share=share)
    wrong = round(float((1 - view.confidence[view.unsure]).sum()))
    return say("glance.unsure" if wrong else "glance.unsure.slight", share=share, n=wrong, wrong=say.word(wrong))


def possible_replies(view: View, say: Say) -> str | None:
    """Between which counts the replies lie, where links are uncertain: the likeliest parents alone can mislead."""
    metrics = view.analysis.metrics
    if metrics is None or are_scores(view.analysis.discussion) or unsure(view, say) is None:
        return None
    held = metrics.filter(pl.col("metric") == "replies").select("low", "high").drop_nulls()
    if held.is_empty():
        return None
    low, high = (round(one) for one in held.row(0))
    shown = int((view.forest.parent >= 0).sum())
    if low == high == shown:
        return None
    aside = ".more" if shown < low else ".fewer" if shown > high else ""
    return say(f"glance.range{aside}", low=low, high=high, shown=shown)


def undecided(view: View, say: Say) -> str | None:
    """For how many comments no parent could be told."""
    count = int((view.comments["link_basis"] == "undecided").sum())
    return capital(say.many("glance.undecided", count)) if count else None


def missing_parents(view: View, say: Say) -> str | None:
    """How many comments answer one that the source does not hold."""
    count = int((view.comments["link_basis"] == "missing").sum())
    return capital(say.many("glance.missing", count)) if count else None


def deleted(view: View, say: Say) -> str | None:
    """How many comments stand here as places only."""
    count = int(view.comments["deleted"].sum())
    return capital(say.many("glance.deleted", count)) if count else None


def wordless(view: View, say: Say) -> str | None:
    """That the source holds who answered whom, and no words."""
    return None if view.words.any() else say("glance.wordless")


def order_unknown(view: View, say: Say) -> str | None:
    """That the comments stand in an order that is not the order of writing."""
    order = view.analysis.discussion.source.capture.sort_order
    return say(f"glance.order.{order}") if order in ("newest-first", "best-first") else None


def topic(view: View, say: Say) -> Sentence | None:
    """How the topic moved, or that this could not be told."""
    from .sentences_moved import topic_moved

    return topic_moved(view, say)


#: (rule, the figure that backs it, whether it says what could not be told), in the order in which they are read.
RULES: Final[tuple[tuple[Rule, str | None, bool], ...]] = (
    (size, "participation", False),
    (replies, "thread-map", False),
    (largest_thread, "thread-sizes", False),
    (weight_of_words, "thread-sizes", False),
    (both_ends, "thread-map", False),
    (themes_shared, "theme-sizes", False),
    (raised_once, "theme-sizes", False),
    (not_raised, "theme-sizes", False),
    (topic, None, False),
    (brought_in, None, False),
    (unanswered, "thread-sizes", False),
    (participation, "participation", False),
    (clock, "rhythm", False),
    (missing_comments, None, True),
    (unsure, "thread-map", True),
    (possible_replies, "structure", True),
    (undecided, "thread-map", True),
    (missing_parents, "thread-map", True),
    (deleted, None, True),
    (wordless, None, True),
    (foreign, "theme-sizes", True),
    (order_unknown, None, True),
    (no_dates, None, True),
)


def at_a_glance(view: View, say: Say) -> list[Sentence]:
    """Return the sentences that hold, at most six, and after them what could not be told."""
    held = [(rule(view, say), figure, lacking) for rule, figure, lacking in RULES]
    all_ = [
        one if isinstance(one, Sentence) else Sentence(one, figure, lacking) for one, figure, lacking in held if one
    ]
    told, lacking = [one for one in all_ if not one.lacking], [one for one in all_ if one.lacking]
    return told[:LONGEST] + lacking
