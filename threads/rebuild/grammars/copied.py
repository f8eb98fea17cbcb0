"""Select-all copies of pages whose markup did the work: Disqus, Hacker News; and chats."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import AGO, BUTTONS, CLOCK, NAME, SECTION, SHIFT, STAMP, WHEN

_HANDLE: Final = r"[\w.-]{2,40}"
_DOTS: Final = ("•", "·")
_ARROWS: Final = tuple("→➤↪⇒")

DISQUS: Final = Grammar(
    name="disqus-text",
    title="Disqus, copied text",
    doc="Names, relative dates, votes, and the parent's name where the arrow's text survived.",
    nesting="indent",
    marks=(
        *SECTION,
        *BUTTONS,
        *SHIFT,
        Mark("picture", r"(?:Avatar|[−–-]|⚑|Thumbnail|This user is .{3,30})", 2.5, rank=0, limit=40),
        Mark(
            "author",
            rf"(?P<author>{NAME})(?:\s+(?:Mod|Guest))?\s*(?:[→➤>↪⇒]|\s\s|\s)\s*(?P<parent>{NAME})\s*[•·]\s*(?P<date>{WHEN})(?:\s*[•·].*)?",
            4.0, rank=1, timed=True, words=_DOTS,
        ),
        Mark("author", rf"(?P<author>{NAME})\s*(?:[→➤↪⇒]\s*(?P<parent>{NAME})\s*)?[•·]\s*(?P<date>{WHEN})(?:\s*[•·−].*)?", 6.0, rank=1, timed=True, words=_DOTS),
        Mark("author", rf"(?P<author>{NAME})", 2.0, rank=1, followed_by=("parent", "date"), limit=60),
        # The arrow between the two is a picture, of which a copy keeps the blanks.
        Mark("author", rf"(?P<author>{NAME})\s\s+(?P<parent>{NAME})", 6.0, rank=1, followed_by=("date",), limit=90),
        Mark("parent", rf"[→➤↪⇒]\s*(?P<parent>{NAME})(?:\s*[•·]\s*(?P<date>{WHEN}))?", 5.0, rank=2, limit=90, words=_ARROWS),
        Mark("author", rf"(?P<author>{NAME})\s*[→➤↪⇒]\s*(?P<parent>{NAME})", 4.0, rank=1, limit=120, words=_ARROWS),
        Mark("parent", rf"(?P<parent>{NAME})", 1.0, rank=2, opens=False, followed_by=("date",), limit=60),
        Mark("date", rf"[•·]\s*(?P<date>{WHEN})(?:\s*[•·−].*)?", 5.0, rank=3, limit=80, timed=True, words=_DOTS),
        Mark("author", rf"(?P<author>{NAME})", 0.0, rank=1, namelike=True, limit=60),
        # A date on a line of its own, as newer copies have it.
        Mark("date", rf"(?P<date>{AGO})", 4.0, rank=3, limit=40, timed=True, joins=(("author", 1.0), ("parent", 1.0))),
        Mark("score", r"(?=.*[•·△▽▲▼›>|])(?P<score>\d{1,5})?\s*[•·△▽▲▼|\d]*\s*Reply\s*[•·]?\s*(?:Share\s*[›>]?|View in discussion)?\s*", 5.0, place="foot", rank=1, limit=50),
        Mark("score", r"(?P<score>\d{1,5})|[•·△▽▲▼|]", 0.5, place="foot", rank=1, limit=6),
        Mark("button", r"Share\s*[›>]|see more|Show more replies|Load more comments|View in discussion", 4.0, place="drop", limit=30),
    ),
    keeps=("author", "created_text", "score", "parent_id"),
)  # fmt: skip

_VOTED: Final = rf"[▲△*]?\s*(?P<author>{_HANDLE}) (?:(?P<score>-?\d+) points? )?"
_LINKS: Final = r"(?:\s*\|?\s*(?:root|parent|prev|next|link|un?vote|favorite|flag|on: .{0,80}|\[[–+−-]\]|\[\d+ more\]|edited .{0,20}))*\s*"

HACKER_NEWS: Final = Grammar(
    name="hackernews-text",
    title="Hacker News, copied text",
    doc="Names and dates; nesting only where the copy is indented.",
    site="Hacker News",
    nesting="indent",
    marks=(
        *SECTION,
        *BUTTONS,
        *SHIFT,
        Mark("author", rf"{_VOTED}(?P<date>{AGO}){_LINKS}", 6.0, rank=1, limit=240, timed=True, words=(" ago", "just now", "yesterday")),
        Mark(
            "author", rf"{_VOTED}(?P<date>on (?:{STAMP}|[^\W\d_]{{3,9}} \d{{1,2}}, \d{{4}})(?=\s*\|)){_LINKS}", 6.0, rank=1, limit=240,
            digits=True, words=(" on ",),
        ),
        Mark("date", rf"(?P<date>{AGO})(?:\s*\|\s*(?:root|parent|prev|next|link|\[[–+−-]\]))*.{{0,40}}", 3.5, rank=1, limit=120, timed=True),
        Mark("button", r"\|?\s*(?:root|parent|prev|next|link)(?:\s*\|?\s*(?:root|parent|prev|next|link|\[[–+−-]\]))+", 4.0, rank=1, limit=60),
        Mark("author", rf"[▲△]\s*(?P<author>{_HANDLE})(?:\s*\|.*)?", 3.0, rank=1, limit=80, begins=("▲", "△")),
        # Links beside a name say that it is no line of a transcript, also where no date stands between them.
        Mark("author", rf"(?P<author>{_HANDLE})(?P<links>(?:\s*\|?\s*(?:root|parent|prev|next|link|\[[–+−-]\]))+)", 4.0, rank=1, limit=80),
        Mark("author", rf"(?P<author>{_HANDLE})", 0.0, rank=1, namelike=True, limit=40),
        Mark("picture", r"[▲△]", 2.5, rank=0, limit=2),
        Mark("button", r"reply", 4.0, place="foot", rank=1, limit=8),
    ),
    keeps=("author", "created_text"),
)  # fmt: skip

CHAT: Final = Grammar(
    name="chat-text",
    title="Chat export, text",
    doc="Date, name and words in one line, as messengers export them; parents are inferred.",
    nesting="none",
    marks=(
        Mark(
            "author", rf"\[?(?P<date>{STAMP})\]?\s*(?:[-–]\s*)?(?P<author>[^\W\d_][^:\n]{{0,40}}):\s(?P<body>\S.*)", 6.0,
            rank=1, limit=1_000_000, clock=True,
        ),
        # Logs of relay chat: the name between angle brackets.
        Mark(
            "author", rf"(?:\[?(?P<date>{STAMP}|{CLOCK})\]?\s+)?<[ @+%&~]?(?P<author>[^<>\s]{{1,40}})>\s(?P<body>\S.*)", 6.0,
            rank=1, limit=1_000_000, words=("> ",),
        ),
    ),
    keeps=("author", "created"),
)  # fmt: skip

GRAMMARS: Final = (DISQUS, HACKER_NEWS, CHAT)
