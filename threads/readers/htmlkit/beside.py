"""Comments that a page has beside the list that was read: those of a second system, or those that were not saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ...errors import NoCommentsFound
from ...model import Note
from .selectors import possible

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from ...model import Article
    from ...payload import Payload

#: A place with more words than this was filled: it holds comments, not only a notice of the script that loads them.
_NOTICE: Final = 400


@dataclass(frozen=True, slots=True)
class System:
    """A comment system that sites embed.

    Parameters
    ----------
    title : its name
    place : CSS of the element that its script fills
    shown : pairs of a platform of ours and the CSS of one comment of it
    """

    title: str
    place: str
    shown: tuple[tuple[str, str], ...] = ()


SYSTEMS: Final = (
    System(
        "Disqus",
        "#disqus_thread",
        (("disqus", "li.post .post-message"), ("disqus-page", 'li[id^="dsq-comment-"], .dsq-comment')),
    ),
    System("Facebook", ".fb-comments", (("facebook-plugin-html", ".UFIImageBlockContent, .UFIComment"),)),
    System("Coral", "#coral_thread, #coral-container, #coral_talk_stream", (("coral-html", ".coral-comment-content"),)),
    System(
        "OpenWeb",
        "[data-spotim-module], [data-spot-im-module-default-area]",
        (("openweb-html", ".spcv_message-stack"),),
    ),
    System(
        "Viafoura",
        "vf-conversations, .vf-conversations, .vf-comments",
        (("viafoura-html", "article.vf3-comment, .vf-comment-container[data-id]"),),
    ),
    System("Commento", "#commento", (("commento-html", '[id^="commento-comment-card-"]'),)),
    System("remark42", "#remark42", (("remark42-html", '[id^="remark42__comment-"]'),)),
    System("Isso", "#isso-thread", (("isso-html", ".isso-comment"),)),
    System("giscus", ".giscus", (("giscus", ".gsc-comment:not(.gsc-comment-box), .gsc-reply"),)),
    System("utterances", ".utterances"),
    System("Hyvor Talk", "#hyvor-talk-view, hyvor-talk-comments"),
    System("Cusdis", "#cusdis_thread"),
    System("Livefyre", "#livefyre-comments"),
    System("IntenseDebate", "#idc-container"),
    System("Vuukle", "#vuukle-comments, .vuukle-comments"),
    System("FastComments", "#fastcomments-widget"),
    System("GraphComment", "#graphcomment"),
)
#: Lists of the site itself, that stand beside an embedded one.
OWN: Final = (
    System(
        "WordPress",
        "",
        (("wordpress", '.comment[class*="depth-"]'), ("wpdiscuz", '[id^="wpd-comm-"], [id^="wc-comm-"]')),
    ),
    System("Drupal", "", (("drupal", "article[data-comment-user-id]"),)),
    System("Blogger", "", (("blogger", "li.comment > .comment-block"), ("blogger-flat", 'dt.comment-author[id^="c"]'))),
)
_EMBEDDED: Final = frozenset(name for system in SYSTEMS for name, _ in system.shown)


def other_lists(payload: Payload, reader: str) -> list[Note]:
    """Tell of the comments of a page that are not among those that a reader found."""
    notes = []
    for system in (*SYSTEMS, *(OWN if reader in _EMBEDDED else ())):
        if any(name == reader for name, _ in system.shown):
            continue
        name, count = _shown(payload, system)
        if count:
            message = f"The page also shows {count:,} of {system.title}'s comments; they were not read (the platform {name} reads them)."
            notes.append(Note("other-comments", message))
        elif system.place and _is_waiting(payload, system):
            message = f"The page also loads comments of {system.title}, which are not in the file."
            notes.append(Note("comments-elsewhere", message))
    return notes


def nothing_found(payload: Payload, article: Article | None) -> NoCommentsFound:
    """Return the refusal of a page without comments; it names a system whose comments were not saved with the page."""
    waiting = next((system.title for system in SYSTEMS if _is_waiting(payload, system)), None)
    why = f": a script loads {waiting}'s comments, and they were not saved with the page" if waiting else ""
    return NoCommentsFound(f"{payload.name} has no comment section{why}.", name=payload.name, article=article)


def _shown(payload: Payload, system: System) -> tuple[str, int]:
    """Return which of our platforms finds most comments of a system in the page, and how many."""
    counts = [(name, len(_matching(payload, css))) for name, css in system.shown]
    return max(counts, key=lambda pair: pair[1], default=("", 0))


def _matching(payload: Payload, css: str) -> list[LexborNode]:
    allowed = possible(css, payload.names)
    return payload.html.css(allowed) if allowed else []


def _is_waiting(payload: Payload, system: System) -> bool:
    """Whether the place that a script fills stands empty."""
    places = _matching(payload, system.place)
    return bool(places) and all(len(place.text(strip=True)) < _NOTICE for place in places)
