"""Blogs and networks whose signature follows the comment: TypePad, SB Nation; and Blogger, whose date does."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import AGO, BUTTONS, DAY_STAMP, MONTH, NAME, ON, SECTION, STAMP

TYPEPAD: Final = Grammar(
    name="typepad-text",
    title="TypePad, text dump",
    doc="Name and date from the line behind each comment; nothing shows parents but names in the text.",
    nesting="none",
    unmarked=0.5,
    first_unmarked=True,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark(
            "author", rf"(?:[Pp]osted|Comment) by:?\s*(?P<author>{NAME})(?:\s*\|\s*|\s+(?:at|on)\s+|\s{{2,}})(?P<date>{DAY_STAMP})(?:\s*\|\s*(?P<number>\d+)|\s*\[.{{1,40}}\])?",
            7.0, place="foot", rank=1, words=("osted by", "Comment by"),
        ),
        Mark("author", rf"(?:Posted|Comment) by:?\s*(?P<author>{NAME})(?:\s*\|)?", 4.0, place="foot", rank=1, limit=90, words=("Posted by", "Comment by")),
        Mark("date", rf"(?:(?:Posted|Comment)(?: by)?:?\s*)?\|?\s*(?P<date>{STAMP})(?:\s*\|\s*(?P<number>\d+))?", 4.0, place="foot", rank=1, limit=80, clock=True),
    ),
    keeps=("author", "created"),
)  # fmt: skip

#: What stands behind a day and is still no name: a clock, its zone, another day.
_NO_TIME: Final = r"(?!(?i:ago|at|[ap]\.?m|gmt|utc|[a-z]{1,2}[ds]t)\b|\d{1,2}[:.]\d\d|[&@(/])"
_DAY: Final = rf"(?:{MONTH}\s+\d{{1,2}},\s+\d{{4}}|\d{{1,2}}\.?\s+{MONTH},?\s+\d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|\d{{4}}-\d\d-\d\d)"
SIGNED: Final = Grammar(
    name="signed-text",
    title="Name and date behind each comment, text dump",
    doc="Names and dates from the line behind each comment; nothing shows parents but names in the text.",
    nesting="none",
    unmarked=0.0,
    first_unmarked=True,
    # Logs and changelogs have such lines as well: nothing but a heading tells comments from them.
    start=-1e4,
    # A layout whose signatures stand above the words differs at the edges alone: the last line is a signature here.
    empty=-40.0,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("author", rf"(?P<date>{STAMP}),?\s+(?:by\s+)?{_NO_TIME}(?P<author>{NAME})", 6.0, place="foot", rank=1, limit=110, clock=True),
        Mark("author", rf"(?P<date>{_DAY}),?\s+(?:by\s+)?{_NO_TIME}(?P<author>{NAME})", 6.0, place="foot", rank=1, limit=110, digits=True),
        Mark("author", rf"(?P<author>{NAME}),?\s+{ON}(?P<date>{STAMP})", 6.0, place="foot", rank=1, limit=110, clock=True),
        Mark(
            "author", rf"(?i:(?:posted|written|submitted|added|commented)\s+)(?:on\s+)?(?P<date>{DAY_STAMP})\s+by\s+(?P<author>{NAME})", 7.0,
            place="foot", rank=1, limit=120, words=(" by ",), digits=True,
        ),
    ),
    keeps=("author", "created"),
)  # fmt: skip

SBNATION: Final = Grammar(
    name="sbnation-text",
    title="SB Nation, text dump",
    doc="Name and date from the line behind each comment; nesting is lost.",
    nesting="indent",
    unmarked=0.5,
    first_unmarked=True,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark(
            "author", rf"by (?P<author>{NAME}) on (?P<date>{STAMP})(?:\s+via\s+(?:mobile|\w{{2,20}}(?: app)?))?(?:\s+(?:(?P<answering>up)|reply|recs?|actions|flag|link|[|•·]|\d+))*", 7.0,
            place="foot", rank=1, clock=True, begins=("by ",),
        ),
        Mark("author", rf"by (?P<author>{NAME})(?:\s+(?:up|reply|rec|actions|flag))+", 4.0, place="foot", rank=1, limit=80, begins=("by ",)),
        Mark("author", rf"by (?P<author>{NAME})", 2.0, place="foot", rank=1, limit=50, blanks=(True, True), begins=("by ",)),
        Mark("date", rf"(?:on )?(?P<date>{STAMP})(?:\s+(?:up|reply|rec|actions|flag))*", 4.0, place="foot", rank=1, limit=80, clock=True),
    ),
    keeps=("author", "created"),
)  # fmt: skip

BLOGGER: Final = Grammar(
    name="blogger-text",
    title="Blogger, text dump",
    doc="Names above and dates below each comment; flat.",
    nesting="indent",
    unmarked=-1.0,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("number", r"(?P<number>\d{1,5})", 2.0, rank=0, followed_by=("author",), limit=5),
        Mark("author", rf"(?P<author>{NAME}) said\s?(?:\.\.\.|…)", 6.0, rank=1, limit=100, words=(" said",)),
        Mark("author", rf"(?P<author>{NAME}) (?:said|wrote|says|writes)\s?[:,]", 4.0, rank=1, limit=100, words=(" said", " wrote", " says", " writes")),
        Mark("date", rf"(?:Posted on\s+)?(?P<date>{STAMP})(?:\s+[-–—]\s+{AGO})?", 4.0, place="foot", rank=1, limit=80, clock=True),
    ),
    keeps=("author", "created"),
)  # fmt: skip

GRAMMARS: Final = (TYPEPAD, SIGNED, SBNATION, BLOGGER)
