"""The Unz Review: numbers and author lines that extractors drop, ``@NAME`` at both ends of a reply."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import BUTTONS, SECTION

_HANDLE: Final = r"[^@\n]{1,70}?"
_NAMES: Final = rf"@{_HANDLE}(?:,\s*@{_HANDLE})*"
_AUTHOR: Final = r"(?P<author>\S.{0,68}?)(?P<id>\[\d+\])?"
_EXTRAS: Final = (
    r"(?:\s*\[AKA (?P<alias>[^\]]+)\])?(?:\s*•\s*(?:Disclaimer|Website|Troll|Contributor))*\s+says:"
    r"(?:\s*•\s*(?:Disclaimer|Website))*"
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DATE: Final = rf"(?:{'|'.join(_MONTHS)}) \d{{1,2}}, \d{{4}} at \d{{1,2}}:\d\d [ap]m"
#: How a number begins: the site writes in English.
_DIGITS: Final = tuple("0123456789")
#: What hangs below a comment on the pages since 2017; extractors print a line each or all in one.
_BUTTON: Final = (
    r"(?:Agree/Disagree/Etc\.|More\.\.\.|Show Comment|Read More|Next New Comment|"
    r"(?:This|Hide) (?:Commenter|Thread)|Display All Comments)"
)

GRAMMAR: Final = Grammar(
    name="unz-text",
    title="The Unz Review, text dump",
    doc="Names, numbers and replies as far as the dump kept them; replies are cross-matched from both ends; dates where pages print them.",
    site="The Unz Review",
    nesting="marks",
    unmarked=-3.0,
    marks=(
        *SECTION,
        *BUTTONS,
        # The reply form above the comments has a heading of the comments' own shape.
        Mark("section", r"Current Commenter\s+says:", 6.0, place="drop", begins=("Current",)),
        Mark("button", r"Leave a Reply\b.*", 5.0, place="drop", begins=("Leave",)),
        # An author line with a number, an alias or a bullet is this platform's own; "NAME says:" alone is WordPress's too.
        Mark("author", rf"(?P<number>\d{{1,6}})\.\s+{_AUTHOR}{_EXTRAS}", 5.0, rank=1, column="head", words=("says:",), begins=_DIGITS),
        Mark("author", rf"{_AUTHOR}(?=.*(?:\[AKA |•)){_EXTRAS}", 5.0, rank=1, column="head", words=("[AKA ", "•")),
        Mark("author", rf"(?!\d{{1,6}}\.\s){_AUTHOR}{_EXTRAS}", 3.0, rank=1, column="head", words=("says:",)),
        Mark("number", r"(?P<number>\d{1,6})\.", 2.0, rank=0, column="head", begins=_DIGITS),
        Mark(
            "lead", r"(?P<number>\d{1,6})\.\s+@(?P<lead>[^@\n]{1,70})", 3.5, rank=1, column="head", blanks=(None, True),
            begins=_DIGITS,
        ),
        Mark("number", r"(?P<number>\d{1,6})\.\s+(?P<body>\S.*)", 1.5, rank=1, column="head", begins=_DIGITS, limit=1_000_000),
        Mark("date", rf"(?P<date>{_DATE}(?: GMT(?=\s*•|$)|(?=\s*•)))(?:\s*•.*)?", 6.0, rank=2, digits=True, begins=_MONTHS),
        Mark("date", rf"(?P<date>{_DATE})", 2.5, rank=2, digits=True, begins=_MONTHS),
        Mark("lead", r"@(?P<lead>[^@\n]{1,70})", 2.5, rank=3, column="head", blanks=(True, True), begins=("@",)),
        Mark(
            "lead", r"@(?P<lead>[^@\n]{1,70})", 3.0, rank=3, opens=False, blanks=(False, True),
            joins=(("author", 1.0), ("number", 1.0), ("date", 1.0)), begins=("@",),
        ),
        Mark("replies", rf"•\s*Replies:\s*(?P<replies>{_NAMES})", 8.0, place="foot", begins=("•",)),
        Mark(
            "replies", rf"(?P<replies>{_NAMES})", 2.5, place="foot", rank=2, column="body", blanks=(True, False), begins=("@",),
        ),
        Mark(
            "reactions", r"•\s*(?:Agree|Disagree|Thanks|LOL|Troll|Replies|Agree/Disagree/Etc\.):?.*", 6.0,
            place="foot", rank=0, begins=("•",),
        ),
        Mark(
            "button", rf"(?:Reply[\s•]*)?{_BUTTON}(?:[\s•]*{_BUTTON})*", 5.0, place="drop",
            begins=("Reply", "Agree", "More", "Show", "Read", "Next", "This", "Hide", "Display"),
        ),
        Mark("button", r"(?:Agree/Disagree/Etc\.|This Commenter).*", 5.0, place="drop", begins=("Agree", "This")),
        # Choices above the first comment.
        Mark(
            "button", r"Commenters to (?:Ignore|Follow|Endorse).*|Trim Comments\?|(?:Hide|Show) \d+ Comments?.*", 5.0, place="drop",
            begins=("Commenters", "Trim", "Hide", "Show"),
        ),
    ),
)  # fmt: skip
