"""The line of facts under a title: who published what, how much was read, and what the copy shows of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..escape import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..say import Say
    from ..view import View


def discussion_facts(view: View, say: Say) -> list[str]:
    """Return the facts of one discussion."""
    article = view.analysis.discussion.article
    capture = view.analysis.discussion.source.capture
    facts = [plain(one, 80) for one in (article.site, article.byline) if one]
    if not article.title:
        facts.insert(0, plain(view.analysis.discussion.source.name, 60))
    if article.published is not None:
        facts.append(f"{article.published:%Y-%m-%d}")
    facts.append(say("fact.comments", n=len(view)))
    facts.append(say("fact.commenters", n=len(view.people)))
    facts.append(say("fact.threads", n=int(view.forest.roots.size)))
    if capture.claimed is not None and capture.claimed != len(view):
        facts.append(say("fact.claimed", claimed=capture.claimed))
    if capture.sort_order in ("newest-first", "best-first", "chronological"):
        facts.append(say(f"fact.order.{capture.sort_order}"))
    if capture.saved is not None:
        facts.append(say("fact.saved", when=f"{capture.saved:%Y-%m-%d}"))
    return facts


def report_facts(views: Sequence[View], say: Say) -> list[str]:
    """Return the facts of several discussions together."""
    return [
        say("fact.discussions", n=len(views)),
        say("fact.comments", n=sum(len(view) for view in views)),
        say("fact.commenters", n=sum(len(view.people) for view in views)),
    ]
