"""News sites and old forums: Movable Type, the Guardian, Slashdot, Drupal (Zero Hedge)."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import BUTTONS, DAY_STAMP, NAME, ON, SECTION, SHIFT, STAMP, WEEKDAY, WHEN

MOVABLE_TYPE: Final = Grammar(
    name="movabletype-text",
    title="Movable Type, text dump",
    doc="Names, dates and, where the page says “replied to comment from NAME”, parents.",
    nesting="none",
    single=True,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark(
            "author",
            rf"(?P<author>{NAME}) replied to (?:a )?comment from (?P<parent>{NAME})\s*[|•·]"
            rf"(?:\s*#(?P<number>\d+)\s*[|•·])?\s*(?P<date>{WHEN})(?:\s*[|•·].*)?",
            8.0, rank=1, limit=220, words=("replied to",),
        ),
        Mark("author", rf"(?![^|•]*[→➤↪⇒])(?P<author>{NAME})(?:\s+https?://\S{{3,100}})?\s*[|•]\s*(?:#(?P<number>\d+)\s*[|•·]\s*)?(?P<date>{WHEN})\s*(?:[|•].{{0,30}})?", 6.0, rank=1, digits=True, words=("|", "•")),
        Mark("parent", rf"replied to (?:a )?comment from (?P<parent>{NAME})(?:\s*[|•].*)?", 5.0, rank=1, words=("replied to",)),
        Mark("date", rf"\|?\s*(?P<date>{STAMP})\s*\|?(?:\s*Reply)?", 4.0, rank=1, limit=80, clock=True),
        Mark("author", rf"(?P<author>{NAME})\s*\|", 1.5, rank=1, limit=70, words=("|",)),
        Mark("author", rf"(?P<author>{NAME})", 0.0, rank=1, namelike=True, limit=60),
    ),
    keeps=("author", "created", "parent_id"),
)  # fmt: skip

GUARDIAN: Final = Grammar(
    name="guardian-text",
    title="The Guardian, text dump",
    doc="Names, dates and parents as “Response to NAME, DATE”.",
    site="The Guardian",
    nesting="none",
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("author", rf"(?P<author>{NAME})", 2.0, rank=1, followed_by=("date", "parent"), limit=60),
        Mark("author", rf"(?P<author>{NAME})", 0.0, rank=1, namelike=True, limit=60),
        Mark("date", r"(?P<date>\d{1,2} [^\W\d_]{3,9} \d{4},? \d{1,2}[:.]\d\d ?(?:[AaPp][Mm])?)", 5.0, rank=2, joins=(("author", 1.0),), limit=40),
        Mark(
            "parent", rf"(?:Response to|In reply to|Reply to) (?P<parent>{NAME}),\s*(?P<parent_date>{DAY_STAMP})", 7.0,
            rank=3, limit=120, words=("Response to", "In reply to", "Reply to"),
        ),
        Mark("parent", rf"Response to (?P<parent>{NAME})", 4.0, rank=3, limit=80, begins=("Response to",)),
        Mark("score", r"Recommend(?:ed)?\s*\(?(?P<score>\d+)\)?", 3.0, place="drop", limit=30, begins=("Recommend",)),
    ),
    keeps=("author", "created", "parent_id"),
)  # fmt: skip

_SLASHDOT_WHEN: Final = (
    r" on (?P<date>[^\W\d_]+day [^\W\d_]+ [\d ]{1,4},?(?: \d{4},?)? @?[\d: ]{3,7}[AP]M)\s*(?:\(#(?P<id>[\d ]+)\))?"
)

SLASHDOT: Final = Grammar(
    name="slashdot-text",
    title="Slashdot, text dump",
    doc="Names, ids and dates where shown; replies by indentation. The dates state no year.",
    site="Slashdot",
    nesting="indent",
    indent_step=4,
    marks=(
        *SECTION,
        *BUTTONS,
        *SHIFT,
        Mark(
            "title", r"(?P<title>\S.{0,78})", 0.5, rank=0, followed_by=("author",), adjoining=True, same_indent=True, habit=0.35,
            blanks=(True, None), limit=80,
        ),
        Mark(
            "author", rf"by (?P<author>{NAME})\s+\(\s?(?P<user>[\d ]+)\)(?:\s\*)?(?:\s<.{{1,60}}>)?(?:{_SLASHDOT_WHEN})?(?:\s+(?:Homepage|Journal))*", 7.5,
            rank=1, limit=140, begins=("by ",),
        ),
        Mark("author", rf"by (?P<author>Anonymous Coward)(?:{_SLASHDOT_WHEN})?", 6.0, rank=1, begins=("by ",)),
        Mark("date", rf"{_SLASHDOT_WHEN.strip()}(?:\s+(?:Homepage|Journal))*", 4.0, rank=1, begins=("on ",)),
        Mark("author", rf"by (?P<author>{NAME})(?:{_SLASHDOT_WHEN})?", 0.5, rank=1, limit=60, begins=("by ",)),
        Mark("hidden", r"(?P<hidden>\d+) (?:reply|replies) beneath your current threshold\.?", 6.0, place="drop", limit=70, words=("beneath",)),
        Mark("score", r"\(?Score:\s*(?P<score>-?\d)(?:,\s*[^\W\d_]+)?\)?", 5.0, rank=1, limit=40, words=("Score:",)),
    ),
    keeps=("author", "created_text", "parent_id"),
)  # fmt: skip

DRUPAL: Final = Grammar(
    name="drupal-text",
    title="Drupal and Zero Hedge, text dump",
    doc="Names, dates and votes; replies by indentation where the dump kept it.",
    nesting="indent",
    marks=(
        *SECTION,
        *BUTTONS,
        *SHIFT,
        Mark("picture", rf"{NAME}['’]s picture", 5.0, rank=0, limit=80, words=("picture",)),
        Mark(
            "author", rf"(?:on\s+)?(?P<date>{STAMP})\s*(?:\|\s*(?P<id>\d+)\s+|[|—–]?\s*)(?!at\s\d|\d{{4,}}$)(?P<author>{NAME})", 6.0, rank=2, limit=120, clock=True,
        ),
        Mark("author", rf"\|\s*(?P<id>\d{{4,}})\s+(?P<author>{NAME})", 4.0, rank=2, limit=90, begins=("|",)),
        Mark("number", r"\|\s*(?P<id>\d{4,})", 4.0, rank=2, limit=14, begins=("|",)),
        Mark("author", rf"(?!(?=\D){WEEKDAY}\d)(?P<author>{NAME})(?:\s*[|•]\s*|\s+{ON})(?P<date>{STAMP})(?:\s*[|•]\s*(?:(?P<id>\d+)|[^\W\d_].{{0,30}}))?(?:\s+Permalink)?", 6.0, rank=2, clock=True),
        Mark("author", rf"(?:(?:Submitted|Posted) )?by (?P<author>{NAME})(?: \((?i:not verified|nicht überprüft)\))? on (?P<date>{STAMP})\.?", 6.0, rank=2, clock=True),
        Mark("title", r"(?P<title>(?:Re|AW|RE): ?\S.{0,180})", 3.0, rank=1, followed_by=("author",), limit=200, begins=("Re", "AW", "RE")),
        Mark("author", rf"(?P<author>{NAME})", 2.0, rank=1, followed_by=("date",), adjoining=True, limit=60),
        Mark("date", rf"(?:on )?(?P<date>{STAMP})(?:\s*\|\s*(?P<id>\d+)?)?(?:\s+(?:Permalink|new))?", 4.0, rank=2, limit=100, clock=True),
        Mark("author", rf"(?P<author>{NAME})", 0.0, rank=1, namelike=True, limit=60),
        Mark("score", r"Vote (?:up|down)!?\s*(?P<score>[+-]?\d*)", 5.0, place="foot", rank=1, limit=30, begins=("Vote ",)),
        Mark("parent", rf"(?:In reply to|In response to) (?P<parent_title>.{{0,70}}?) ?by (?P<parent>{NAME})", 6.0, rank=3, begins=("In re",)),
    ),
    keeps=("author", "created", "score", "parent_id"),
)  # fmt: skip

GRAMMARS: Final = (MOVABLE_TYPE, GUARDIAN, SLASHDOT, DRUPAL)
