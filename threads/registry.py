"""The platforms that can be read: ours, then those that other packages add by entry point."""

from __future__ import annotations

from functools import cache
from heapq import heapify, heappop, heappush
from importlib import import_module
from importlib.metadata import entry_points
from itertools import count
from typing import TYPE_CHECKING, Final

from .errors import UnknownFormat
from .platform import Staged, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .payload import Payload
    from .platform import Platform, Recognition

#: By carrier, one module a family; each has a tuple ``PLATFORMS``. Order matters only between equal scores.
FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "html": (
        "html_wordpress",
        "html_unz",
        "html_blogs",
        "html_drupal",
        "html_disqus",
        "html_news_aggregators",
        "html_reddit",
        "html_forums",
        "html_forums_modern",
        "html_forums_apps",
        "html_forums_archives",
        "html_forums_plugins",
        "html_forums_suites",
        "html_engines",
        "html_embeds",
        "html_communities",
        "html_boards",
        "html_trackers",
        "html_qa",
        "html_social",
        "html_twitter",
        "html_news",
        "html_reviews",
        "html_talk",
        "html_letters",
        "html_marked",
        "html_embedded",
        "html_mined",
    ),
    "text": ("text_chat", "text_outline", "text", "text_unsigned", "text_bare"),
    "json": (
        "json_social",
        "json_video",
        "json_news",
        "json_forums",
        "json_engines",
        "json_engines_hosted",
        "json_sites",
        "json_work",
        "json_chats",
        "json_guess",
    ),
    "xml": ("xml_exports", "xml_guess"),
    "mail": ("mail",),
    "table": (
        "saved",
        "table",
        "table_cells",
        "sql_dump",
    ),
}
ENTRY_POINTS: Final = "commentariat.platforms"


@cache
def platforms() -> tuple[Platform, ...]:
    """Every platform that is installed, ours first."""
    return (*(platform for carrier in FAMILIES for platform in _own(carrier)), *_third_party())


@cache
def _own(carrier: str) -> tuple[Platform, ...]:
    """Our platforms of one carrier: the others' modules need not be imported to read a source."""
    modules = [import_module(f".readers.{family}", __package__) for family in FAMILIES[carrier]]
    return tuple(platform for module in modules for platform in module.PLATFORMS)


@cache
def _third_party() -> tuple[Platform, ...]:
    entries = entry_points(group=ENTRY_POINTS)
    if not entries:
        return ()
    from .plugins import plugged_in

    return tuple(platform for entry in entries for platform in plugged_in(entry))


def platform_named(name: str) -> Platform:
    """Return the platform that ``--from`` names; ``UnknownFormat`` lists the nearest names otherwise."""
    from difflib import get_close_matches

    by_name = {platform.name: platform for platform in platforms()}
    if name in by_name:
        return by_name[name]
    near = get_close_matches(name, by_name, n=3)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `commentariat formats` lists them."
    raise UnknownFormat(f"no platform is called {name!r}{hint}")


def recognise(payload: Payload) -> list[tuple[Platform, Recognition]]:
    """All platforms that claim the source, best first; ties keep the registry's order."""
    claims = [(platform, claim) for platform in _candidates(payload) if (claim := platform.recognise(payload))]
    return sorted(claims, key=lambda pair: -pair[1].score)


def best_claim(payload: Payload) -> tuple[Platform, Recognition] | None:
    """Return the first claim of :func:`recognise`, without asking for those that cannot be the best."""
    best: tuple[float, int] | None = None
    winner: tuple[Platform, Recognition] | None = None
    # Best first; the running number parts ways of one platform that can reach the same.
    running = count()
    ways = [
        (-way.most, rank, next(running), platform, way)
        for rank, platform in enumerate(_candidates(payload))
        for way in _ways(platform)
    ]
    heapify(ways)
    while ways:
        least, rank, _, platform, way = heappop(ways)
        if best is not None and best < (least, rank):
            break
        claim = way.look(payload)
        if isinstance(claim, Way):
            heappush(ways, (-claim.most, rank, next(running), platform, claim))
        elif claim is not None and (best is None or (-claim.score, rank) < best):
            best, winner = (-claim.score, rank), (platform, claim)
    return winner


def _candidates(payload: Payload) -> list[Platform]:
    """Every platform of the carriers that could hold the source, ours first."""
    own = [platform for carrier in FAMILIES if carrier in payload.carriers for platform in _own(carrier)]
    return own + [platform for platform in _third_party() if platform.carrier in payload.carriers]


def _ways(platform: Platform) -> Sequence[Way]:
    return platform.ways() if isinstance(platform, Staged) else [Way(1.0, platform.recognise)]
