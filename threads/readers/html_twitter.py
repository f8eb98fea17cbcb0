"""Statuses of Twitter as its pages and the archives of them showed them until 2020: one, what it answers, and its answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .htmlkit.fields import Pick
from .htmlkit.patterns import DIGIT
from .htmlkit.platform import HtmlPlatform, Mark

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from .htmlkit.page import Page
    from .htmlkit.records import Record

#: So far out of a status stands the list that shows one exchange.
_NEAR: Final = 5


@dataclass(frozen=True, slots=True)
class Turns:
    """Above a status stands what it answers, in order; below it come exchanges, each a list of one answer after the other."""

    def apply(self, page: Page) -> None:
        """Each status answers the one before it in its list; the first of a list below answers the page's own status."""
        above: Record | None = None
        own: Record | None = None
        last: dict[int, Record] = {}
        for record in page.records:
            names = (record.node.attributes.get("class") or "").split()
            if "permalink-descendant-tweet" not in names:
                parent, above = above, record
                own = record if "permalink-tweet" in names else own
            else:
                exchange = _exchange(record.node)
                parent = last.get(exchange, own) if exchange is not None else own
                last[exchange or record.node.mem_id] = record
            if record.basis is None:
                record.parent, record.basis = parent, "nesting" if parent is not None else "root"


def _exchange(node: LexborNode) -> int | None:
    """Return which exchange a status stands in."""
    here = node.parent
    for _ in range(_NEAR):
        if here is None:
            return None
        if "ThreadedConversation" in (here.attributes.get("class") or "").split():
            return here.mem_id
        here = here.parent
    return None


TWITTER: Final = HtmlPlatform(
    name="twitter-page",
    title="Twitter (page, until 2020)",
    doc="A status with what it answers and the answers on the page: ids, names, times, likes; an answer in an exchange is to the "
    "one before it.",
    marks=(Mark(".permalink-tweet[data-tweet-id] .tweet-text", 0.94, ("permalink-tweet", "tweet-text")),),
    comment=".permalink-tweet, .permalink-ancestor-tweet, .permalink-descendant-tweet",
    ids=(Pick("", "data-tweet-id", r"^(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick("", "data-name"), Pick(".fullname")),
        "author_id": (Pick("", "data-screen-name"),),
        "created_exact": (Pick("[data-time]", "data-time", r"^(\d{9,10})$"),),
        "created": (Pick(".tweet-timestamp", "title"), Pick(".metadata", None, DIGIT)),
        "score": (Pick('.ProfileTweet-action--favorite [data-tweet-stat-count]', "data-tweet-stat-count", r"^(\d+)$"),),
        "permalink": (Pick("", "data-permalink-path"),),
    },
    body=(".tweet-text",),
    noise=".u-hidden, .tco-ellipsis, .invisible",
    links=(Turns(),),
    more=".ThreadedConversation-showMore, .ThreadedConversation-moreReplies",
)  # fmt: skip
PLATFORMS: Final = (TWITTER,)
