"""A page as flat arrays in document order: one pass over the tree, then only arithmetic."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from ...ages import CLOCK_NEAR, relative
from ...dates import date_start
from ..htmlkit.flow import SILENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from selectolax.lexbor import LexborNode

#: What stands behind so many elements of a page is not mined, which is noted.
MAX_ELEMENTS: Final = 400_000
#: Never words of anybody. A form is walked here: some forums wrap all posts into one.
_SKIPPED: Final = SILENT - {"button", "form"}
#: The same for what a page shows where no script runs.
WITHOUT_SCRIPTS: Final = _SKIPPED - {"noscript"}
_MONTH: Final = (
    r"jan|feb|mar|mär|apr|mai|may|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|fév|avr|juin|juil|août|déc|fev|set|out|"
    r"gen|mag|giu|lug|ott|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru"
)
#: A day and a clock of a year that goes without saying: "3.4. 22:30".
YEARLESS: Final = re.compile(r"\b\d{1,2}\.\s?\d{1,2}\.,?\s\d{1,2}:\d\d\b")
_DATE: Final = re.compile(
    rf"\b(?:19\d|20\d|13[7-9]|140|25[3-7])\d[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}|\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:\d{{4}}|\d\d)\b|"
    rf"\b\d{{1,2}}[-/](?:{_MONTH})[^\W\d]*[-/](?:\d\d){{1,2}}\b|"
    rf"\b(?:{_MONTH})\w*\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th|\.|º)?\s+(?:(?:de|of)\s+)?(?:{_MONTH})|"
    r"\b\d+\s*(?:s|m|h|d|w|mo|y|sec|min|minute|hour|day|week|month|year|hr|yr)s?\.?\s+(?:ago|prior)\b|"
    r"\b(?:an?|one)\s+(?:minute|hour|day|week|month|year)\s+ago\b|^\s*\d{1,3}\s?(?:[smhdwy]|mo|min|hr|yr)s?\s*$|"
    r"\b(?:vor|hace|há|il y a)\s+\w+\s+\w+|\d\s*(?:天|小时|分钟|个月|年|日|時間|分)前|\b(?:yesterday|gestern|ayer|hier)\b|"
    rf"{YEARLESS.pattern}|"
    r"\b\w+\s+\w+\s+her$|\bnazad\b|\bназад\b|\btemu\b|\bgeleden\b",
    re.IGNORECASE,
)
#: No line in another script that shows a date is longer; in Latin letters it may hold profiles and buttons beside the
#: date, which are short and many, where a sentence of that length has more letters.
_FOREIGN_LINE: Final = 60
_LINE: Final = 120
#: So many lines are looked at for a date once only.
_REMEMBERED: Final = 4096
_LETTERS: Final = 60
#: Longer titles show no date; no button is longer than this.
_LONGEST_TITLE: Final = 36
_LONGEST_BUTTON: Final = 40
_DATE_ATTRS: Final = ("datetime", "data-time", "data-timestamp", "data-utime", "data-created", "ts", "data-date")
_WORD: Final = re.compile(r"[^\W\d_]")
_REPLY: Final = re.compile(
    r"^[\s\[\](){}↩↵»›|·•.]*(?:reply|replies|respond|antworten|antwort|responder|répondre|rispondi|beantwoorden|reageren|reageer|svara|"
    r"svar|odpowiedz|vasta(?:a)?|válasz(?:olok)?|απάντηση|balas|trả lời|ตอบ(?:กลับ)?|رد|الرد|پاسخ|جواب|הגב|השב|odpovědět|odpovedať|odgovori|răspunde|ответить|відповісти|yanıtla|回复|回覆|返信|답글|permalink|report|report abuse|melden|flag|quote|zitieren|citer|"
    r"link to this comment|reply to this comment)[\s\[\](){}|·•.]*(?:\(\d+\))?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Outline:
    """Parallel lists, one entry an element in document order.

    ``end`` is the index after the last descendant; ``text`` the element's own direct text; the running sums cover
    visible characters, characters inside links, elements that show a date, and reply links.
    """

    nodes: list[LexborNode] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    attrs: list[dict[str, str | None]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    linked: list[bool] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)
    in_links: list[int] = field(default_factory=list)
    dates: list[int] = field(default_factory=list)
    replies: list[int] = field(default_factory=list)
    truncated: bool = False

    def total(self, sums: list[int], at: int) -> int:
        """Return a running sum over an element and everything below it."""
        return sums[self.ends[at]] - sums[at]

    def classes(self, at: int) -> list[str]:
        """Return the class names of an element."""
        return (self.attrs[at].get("class") or "").split()

    def is_date(self, at: int) -> bool:
        """Whether the element itself shows a date."""
        return self.dates[at + 1] > self.dates[at]

    def is_reply(self, at: int) -> bool:
        """Whether the element is a link or button that answers a comment."""
        return self.replies[at + 1] > self.replies[at]

    def below(self, at: int) -> range:
        """Return the indices of an element's descendants."""
        return range(at + 1, self.ends[at])

    def depths(self) -> list[int]:
        """Return how deep each element stands."""
        out: list[int] = []
        for above in self.parents:
            out.append(out[above] + 1 if above >= 0 else 0)
        return out

    def held(self, at: int, members: Sequence[int]) -> int:
        """How many of some elements, in order, stand inside one; itself is none of them."""
        return bisect_left(members, self.ends[at]) - bisect_right(members, at)

    def text_of(self, at: int, limit: int = 400) -> str:
        """Return the text of an element and what is below it, white space collapsed, cut at ``limit``."""
        return self.text_between(at, self.ends[at], limit)

    def text_between(self, start: int, end: int, limit: int) -> str:
        """Return the text of the elements from one up to another, white space collapsed, cut at ``limit``."""
        parts, length, texts = [], 0, self.texts
        for one in range(start, end):
            if text := texts[one]:
                parts.append(text)
                length += len(text)
                if length > limit:
                    break
        return " ".join(" ".join(parts).split())[:limit]


def outline(root: LexborNode, skipped: frozenset[str] = _SKIPPED) -> Outline:
    """Walk a page once, leaving out scripts, styles, forms and templates."""
    out = Outline()
    shown, in_links, dates, replies = [0], [0], [0], [0]
    stack: list[int] = []
    top = root.mem_id
    here: LexborNode | None = root.first_child
    while here is not None:
        child = None
        if here.is_text_node:
            _take_text(out, stack, here.text_content or "", shown, in_links)
        elif (here.tag or "") not in skipped:
            if len(out.nodes) >= MAX_ELEMENTS:
                out.truncated = True
                break
            _open(out, here, stack)
            for sums in (shown, in_links, dates, replies):
                sums.append(0)
            child = here.first_child
            if child is None:
                out.ends[stack.pop()] = len(out.nodes)
            else:
                here = child
                continue
        while here.next is None:
            here = here.parent
            if here is None or here.mem_id == top:
                break
            out.ends[stack.pop()] = len(out.nodes)
        if here is None or here.mem_id == top:
            break
        here = here.next
    for at in stack:
        out.ends[at] = len(out.nodes)
    _find_dates_and_replies(out, shown, dates, replies)
    out.shown, out.in_links = list(accumulate(shown)), list(accumulate(in_links))
    out.dates, out.replies = list(accumulate(dates)), list(accumulate(replies))
    return out


def _open(out: Outline, node: LexborNode, stack: list[int]) -> None:
    tag = node.tag or ""
    parent = stack[-1] if stack else -1
    stack.append(len(out.nodes))
    out.nodes.append(node)
    out.tags.append(tag)
    out.parents.append(parent)
    out.ends.append(-1)
    out.attrs.append(node.attributes)
    out.texts.append("")
    out.linked.append(tag in ("a", "button") or (parent >= 0 and out.linked[parent]))


def _take_text(out: Outline, stack: list[int], text: str, shown: list[int], in_links: list[int]) -> None:
    if not stack or text.isspace() or not text:
        return
    at = stack[-1]
    out.texts[at] = f"{out.texts[at]} {text}" if out.texts[at] else text
    length = len(" ".join(text.split()))
    # Running sums have one entry more than there are elements: entry ``at + 1`` belongs to element ``at``.
    shown[at + 1] += length
    if out.linked[at]:
        in_links[at + 1] += length


def _find_dates_and_replies(out: Outline, shown: list[int], dates: list[int], replies: list[int]) -> None:
    """Mark what shows a date, and what answers; ``shown``: characters of each element, before they are summed up."""
    # Names and labels stand on a page again and again.
    shows_date = lru_cache(maxsize=_REMEMBERED)(_shows_date)
    for at, text in enumerate(out.texts):
        attrs = out.attrs[at]
        if (
            out.tags[at] == "time"
            or (attrs and any(map(attrs.get, _DATE_ATTRS)))
            or (0 < shown[at + 1] <= _LINE and shows_date(text))
            or ((title := attrs.get("title")) and len(title) < _LONGEST_TITLE and shows_date(title))
        ):
            dates[at + 1] = 1
        if out.linked[at] and text and len(text) < _LONGEST_BUTTON and _REPLY.match(text):
            replies[at + 1] = 1


def _shows_date(text: str) -> bool:
    """A date among few other words; a sentence that mentions one is no date line."""
    stripped = " ".join(text.split())
    if len(stripped) > _LINE:
        return False
    if _DATE.search(stripped) is not None or CLOCK_NEAR.search(stripped) is not None:
        return len(_WORD.findall(stripped)) < _LETTERS
    # Months in further scripts; a sentence of theirs that holds a date is longer.
    if len(stripped) > _FOREIGN_LINE or stripped.isascii():
        return False
    return date_start(stripped) is not None or relative(stripped) is not None
