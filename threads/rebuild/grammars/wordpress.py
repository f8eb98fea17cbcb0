"""WordPress: one grammar a header style; replies stand four columns to the right where the dump kept that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..grammar import Grammar, Mark
from ..text.wording import ANSWER, ANSWERS, stems
from .common import AGO, BETWEEN, BUTTONS, CLOCK, DATE, DAY_STAMP, NAME, ON, SECTION, SHIFT, STAMP

if TYPE_CHECKING:
    from collections.abc import Iterable

_NUMBER: Final = r"(?:(?P<number>\d{1,5})[.)]?\s+)?"
_TAIL: Final = (
    r"(?:\s*(?:[|·•#-]|\(?(?i:edit|reply|permalink|link|quote|log in to reply|antworten|zum antworten anmelden|zitieren|"
    r"répondre|responder|rispondi|ответить)\)?)\s*)*"
)
_SAYS: Final = r"(?:[Ss]ays?|[Ss]aid|[Ww]rites|[Ww]rote|sagt(?:e)?|meint|schreibt|schrieb|dit|a dit|dice|dijo|diz|disse|ha detto|scrive|пишет|сказала?|говорит|schreef|zegt)"
#: A line that says who speaks.
SAID: Final = rf"(?P<author>{NAME})\s?{_SAYS}\s*[:,]"
#: Between who writes and whom they answer.
_ANSWERING: Final = (
    r"(?:replying|responding|in (?:reply|response|answer))\s+to(?:\s+(?:a|the) comment\s+(?:from|by|of))?"
)
_MONTHS: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
#: A time that tells by its first sign where it begins.
_GLUED: Final = (
    rf"(?:{_MONTHS}\s+\d{{1,2}},\s+\d{{4}}|"
    rf"\d{{1,2}}\s+{_MONTHS}\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}){BETWEEN}{CLOCK}"
)
_ADDRESSED: Final = Mark("lead", r"@\s?(?P<lead>[^@\s][^@\n,:]{0,40})[,:]?", 1.5, rank=5, opens=False, limit=60)

#: The number that a browser draws before an item of an ordered list.
_LISTED: Final = Mark("number", r"(?P<number>\d{1,5})\.(?:\s+#\d{1,5})?", 1.5, rank=-1, limit=14)


def _grammar(style: str, title: str, marks: Iterable[Mark], *, single: bool = False) -> Grammar:
    return Grammar(
        name=f"wordpress-{style}-text",
        title=f"WordPress, text dump, {title}",
        doc="Names and dates where the dump kept them; replies by indentation, else inferred.",
        nesting="indent",
        single=single,
        marks=(*SECTION, *BUTTONS, *SHIFT, _ADDRESSED, _LISTED, *marks),
        keeps=("author", "created", "parent_id"),
    )


SAYS: Final = _grammar(
    "says", "“NAME says:” above a date",
    (
        Mark("author", rf"{_NUMBER}{SAID}", 4.0, rank=1, limit=90),
        Mark("author", rf"(?P<date>{DAY_STAMP})\s+/\s+{SAID}", 7.0, rank=1, digits=True, words=(" / ",)),
        # Themes that leave the colon out.
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})\s{_SAYS}", 4.0, rank=1, limit=80, followed_by=("date",)),
        Mark("author", rf"(?P<author>{NAME})\s\s?:", 1.0, rank=1, limit=80, followed_by=("date",)),
        Mark("date", rf"(?:Posted\s+)?(?:on\s+)?(?P<date>{STAMP}){_TAIL}", 4.0, rank=2, joins=(("author", 1.0),), limit=90, clock=True),
        Mark("date", rf"(?P<date>{DAY_STAMP})", 4.0, rank=0, followed_by=("author",), limit=40, digits=True),
    ),
)  # fmt: skip

ONE_LINE: Final = _grammar(
    "line", "“NAME date at time”",
    (
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})(?:\s+/)?\s+{ON}(?P<date>{STAMP}){_TAIL}", 6.0, rank=1, clock=True),
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})\s+{ON}(?P<date>{STAMP})\s+{_SAYS}\s*:", 7.0, rank=1, clock=True),
        Mark("author", rf"Posted\s+by\s+(?P<author>{NAME})\s+{ON}(?P<date>{STAMP}){_TAIL}", 6.5, rank=1, clock=True, begins=("Posted",)),
        Mark(
            "author", rf"(?P<author>{NAME})\s+{_ANSWERING}\s+(?P<parent>{NAME})\s*[/|–—-]?\s*{ON}(?P<date>{STAMP}){_TAIL}",
            7.0, rank=1, clock=True, limit=200, words=(" to ",),
        ),
        Mark("author", rf"(?P<author>{NAME})\s+(?P<date>(?=[^\W\d_]{{3,6}}day,?\s){DATE})", 5.0, rank=1, limit=90, words=("nday", "sday", "iday", "rday"), digits=True),
        # Extractors that drop markup leave no blank between what stood in different elements.
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})(?<!\s)(?<![/.])(?P<date>{_GLUED}){_TAIL}", 5.0, rank=1, clock=True),
        Mark("date", rf"{_NUMBER}{ON}(?P<date>{STAMP}){_TAIL}", 3.5, rank=1, limit=90, clock=True),
        Mark("number", r"(?P<number>\d{1,5})[.)]?", 1.0, rank=1, limit=7),
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})", 0.0, rank=1, limit=60, namelike=True),
    ),
    single=True,
)  # fmt: skip

DATE_LINE: Final = _grammar(
    "dateline", "a name above “Posted date at time”",
    (
        Mark("score", r"(?P<score>[+−-]?\d{1,5})", 2.0, rank=0, followed_by=("author",), limit=6),
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})", 2.5, rank=1, followed_by=("date",), adjoining=True, limit=70),
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})\s+{ANSWER}\s+@?(?P<parent>{NAME})", 4.0, rank=1, followed_by=("date",), adjoining=True, limit=130, words=stems(ANSWERS)),
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})", 0.0, rank=1, limit=60, namelike=True),
        Mark(
            "date", rf"(?:Posted\s+)?{ON}(?P<date>{STAMP}){_TAIL}", 4.0, rank=2,
            joins=(("author", 1.0),), limit=90, clock=True,
        ),
        Mark("date", rf"(?:Posted\s+)?{ON}(?P<date>{DATE}),?", 0.0, rank=2, opens=False, joins=(("author", 3.5),), limit=50, digits=True),
    ),
)  # fmt: skip

DATE_ABOVE: Final = _grammar(
    "datefirst", "a date above the name",
    (
        Mark("date", rf"(?:Posted\s+)?{ON}(?P<date>{STAMP}){_TAIL}", 4.0, rank=1, limit=90, clock=True),
        Mark("author", rf"(?P<author>{NAME})", 0.5, rank=2, opens=False, limit=60, namelike=True),
    ),
)  # fmt: skip

DASH: Final = _grammar(
    "dash", "“NAME — date, time”",
    (
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})\s+[-—–]\s+(?P<date>{DAY_STAMP}){_TAIL}", 6.0, rank=1, digits=True, words=("—", "–", " - ")),
        Mark("date", rf"(?:[—–]\s+)?(?P<date>{STAMP}){_TAIL}", 3.5, rank=1, limit=90, clock=True),
        Mark("author", rf"{_NUMBER}(?P<author>{NAME})(?:\s+[—–])?", 0.0, rank=1, limit=60, namelike=True),
    ),
    single=True,
)  # fmt: skip

ON_SAID: Final = _grammar(
    "onsaid", "“On date at time NAME said:”",
    (
        Mark("author", rf"(?:[Oo]n|At) (?P<date>{STAMP}),?\s+(?P<author>{NAME})\s+{_SAYS}\s*(?::|\.\.\.|…)", 7.0, rank=1, clock=True),
        Mark("date", rf"[Oo]n (?P<date>{STAMP}),?(?:\s+{_SAYS}\s*:)?", 4.0, rank=1, limit=90, clock=True),
        Mark("author", rf"(?P<author>{NAME})\s+{_SAYS}\s*:", 3.0, rank=1, limit=80),
    ),
    single=True,
)  # fmt: skip

_ANSWERED: Final = ("responded to", "replied to")
RESPONDED: Final = _grammar(
    "responded", "“NAMEwrote on date”, “NAMEresponded to NAME on date”",
    (
        Mark(
            "author", rf"(?P<author>{NAME})\s?(?:responded|replied) to (?P<parent>{NAME}) on (?P<date>{DAY_STAMP}){_TAIL}",
            7.0, rank=1, limit=200, words=_ANSWERED,
        ),
        Mark("author", rf"(?P<author>{NAME})\s?wrote on (?P<date>{DAY_STAMP}){_TAIL}", 6.0, rank=1, digits=True, words=("wrote on",)),
        Mark("parent", rf"(?:responded|replied) to (?P<parent>{NAME})(?: on (?P<date>{DAY_STAMP}))?", 4.0, rank=1, words=_ANSWERED),
        Mark("author", rf"(?P<author>{NAME}),? on (?P<date>{DAY_STAMP})(?:\s+@\w{{1,40}})?{_TAIL}", 6.0, rank=1, digits=True, words=(" on ",)),
        Mark(
            "author", rf"(?P<author>{NAME})(?:responded|replied) to (?P<parent>{NAME})(?: on (?P<date>{DAY_STAMP}))?",
            4.0, rank=1, limit=200, words=_ANSWERED,
        ),
        Mark("date", rf"(?:wrote )?on (?P<date>{DAY_STAMP}){_TAIL}", 3.5, rank=1, limit=90, digits=True, begins=("on ", "wrote on ")),
        Mark("author", rf"(?P<author>{NAME})(?:\s?wrote)?", 0.0, rank=1, limit=60, namelike=True),
    ),
    single=True,
)  # fmt: skip

_RANKS: Final = (
    r"(?i:guest|member|author|admin|editor|reader|subscriber|contributor|noble member|active member|trusted member)"
)
#: The plug-in wpDiscuz: times are often left out, the button to reply never is.
PLUG_IN: Final = Grammar(
    name="wpdiscuz-text",
    title="WordPress with wpDiscuz, copied text",
    doc="Names, ages where the page prints them, and parents by “Reply to NAME” and indentation.",
    nesting="indent",
    start=-12.0,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("section", r"Inline Feedbacks?|View all comments|Most Voted", 3.0, place="section", limit=20),
        Mark("author", rf"(?P<author>{NAME})", 2.0, rank=1, followed_by=("parent", "date", "rank"), limit=60),
        Mark("author", rf"(?P<author>{NAME})", 0.0, rank=1, limit=60, namelike=True),
        Mark("rank", _RANKS, 2.5, rank=2, opens=False, limit=20),
        Mark("parent", rf"Reply to\s{{1,3}}(?P<parent>{NAME})", 6.0, rank=2, opens=False, joins=(("author", 1.0),), limit=90, words=("Reply to",)),
        Mark("date", rf"(?:Posted:?\s+)?{ON}(?P<date>{STAMP}|{AGO})", 2.5, rank=2, opens=False, limit=60, timed=True),
        Mark("date", rf"(?:Posted:?\s+)?{ON}(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}})", 2.5, rank=2, opens=False, limit=60, words=("/",)),
        Mark("changed", rf"Last edited (?:{AGO}|{STAMP}).{{0,60}}", 4.0, place="foot", rank=1, limit=100, words=("Last edited",)),
        Mark("score", r"(?P<score>[+−-]?\d{1,4})", 1.0, place="foot", rank=1, limit=5, digits=True),
        Mark("button", r"Reply", 3.5, place="foot", rank=1, limit=5, words=("Reply",)),
        Mark("button", r"(?:View|Hide) Replies(?: \(\d+\))?", 4.0, place="foot", rank=2, limit=30, words=("Replies",)),
    ),
    keeps=("author", "created_text", "score", "parent_id"),
)  # fmt: skip

GRAMMARS: Final = (SAYS, ONE_LINE, DATE_LINE, DATE_ABOVE, DASH, ON_SAID, RESPONDED, PLUG_IN)
