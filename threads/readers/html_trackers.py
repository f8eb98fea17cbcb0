"""Trackers of bugs and tickets: Trac, Bugzilla."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Stated
from .htmlkit.patterns import DIGIT
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

TRAC: Final = HtmlPlatform(
    name="trac",
    title="Trac (page)",
    doc="The comments in the history of a Trac ticket: numbers, names, times; parents where a comment says what it replies to. "
    "Changes without words are left out; the ticket's description is the article.",
    marks=(Mark('.change[id^="trac-change-"] > .comment, .change:has(> h3 .cnum) > .comment', 0.93, ("cnum",)),),
    comment='.change[id^="trac-change-"], .change:has(> h3 .cnum)',
    ids=(
        Pick('.cnum[id^="comment:"]', "id", r"^comment:(\d+)$"),
        Pick('[href*="#comment:"]', "href", r"#comment:(\d+)$"),
    ),
    required=".comment > *",
    bare=False,
    flat=True,
    fields={
        "author": (
            Pick('h3 [class^="trac-author"], h3 .trac-author'),
            Pick("h3", None, r"(?s)^.*\b(?:by|par|von|por|di|av|door|от)\s+(\S.*?)\s*$"),
        ),
        "created_exact": (Pick("h3 a.timeline", "title", r"(\d{4}-\d\d-\d\dT\S+|\d+[./-]\d+[./-]\d.*)"),),
        "created": (Pick("h3 a.timeline", None, DIGIT),),
    },
    body=(".comment",),
    heads="h3, .changes",
    noise=NOISE + ", .trac-ticket-buttons, .inlinebuttons",
    # An arrow up stands before the number that is answered, an arrow down before those that answer.
    links=(Stated((Pick(".threading", None, r"↑\s*(\d+)"),)),),
)
BUGZILLA: Final = HtmlPlatform(
    name="bugzilla-html",
    title="Bugzilla (page)",
    doc="The comments on a bug: numbers, names, times; parents where a comment begins with what it replies to. "
    "The description is the first comment, as Bugzilla counts it.",
    marks=(
        Mark('.bz_comment[id^="c"] .bz_comment_text', 0.95, ("bz_comment",)),
        Mark('.change-set[id^="c"] .comment-text', 0.9, ("change-set", "change-author")),
    ),
    comment='.bz_comment[id^="c"], .change-set[id^="c"]:has(.comment-text)',
    ids=(Pick("", "id", r"^c(\d+)$"),),
    flat=True,
    fields={
        "author": (Pick(".bz_comment_user .fn, .change-author .fna, .change-author .fn"), Pick(".bz_comment_user")),
        "created_exact": (Pick(".change-time [data-time]", "data-time", r"^(\d+)$"),),
        "created": (Pick(".bz_comment_time, .change-time", None, DIGIT),),
        "permalink": (Pick('.bz_comment_number a[href*="#c"]', "href"),),
    },
    body=(".bz_comment_text", ".comment-text"),
    heads=".bz_comment_head, .bz_first_comment_head, .change-head",
    links=(
        Stated(
            (Pick(".bz_comment_text, .comment-text", None, r"^\s*\(in reply to (?:[^()]{0,80}? )?comment #?(\d+)\)"),),
            roots=(),
        ),
    ),
)
PLATFORMS: Final = (TRAC, BUGZILLA)
