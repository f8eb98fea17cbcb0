"""Which comment answers which by an id: ``>>123``, "from comment #12", ``In-Reply-To``, the addresses of links.

An id is a comment's own where it stands in its marks and in no earlier comment's; whatever names it later, in words
that say so, answers that comment. Ids that many comments share are somebody else's.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ..text.wording import ANSWER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..comments.blocks import Block
    from ..comments.spans import Span


#: So many comments must show an id of their own.
FEWEST: Final = 3
#: Share of comments that may show the same id.
SHARED: Final = 0.3
#: So much of a comment is looked at for the number of another, and so much before a link for words.
OPENING: Final = 150
LEAD: Final = 60

_OWN: Final = re.compile(
    r"(?i:\b(?:no|nr|comment|message|post|reply|kommentar|beitrag)\b[.:]?|[#№])\s?[:#]?\s?(\d{1,12})(?!\w)|^\W{0,3}(\d{1,6})\s?[：:.)]"
)
_MESSAGE: Final = re.compile(r"(?im)^Message-ID:\s*(<[^>\s]+>)")
_ANSWERED: Final = re.compile(r"(?im)^In-Reply-To:.*?(<[^>\s]+>)")
_REFERENCES: Final = re.compile(r"(?im)^References:((?:\s+<[^>\s]+>)+)")
#: In the words of a comment: an anchor alone on its line, or a number behind words that say what it is. Patterns that
#: stand here as text are compiled when they are first asked for.
_ANCHOR: Final = re.compile(r"^\s*[>＞]{2}\s?(\d{1,12})(?!\d)")
_TO_NUMBER: Final = (
    rf"(?i)^\W*(?:{ANSWER}|@)\s?:?\s*"
    r"(?:[^\n]{0,60}?\b(?:comment|post|kommentar|beitrag|message)\s?)?[#№]\s?(\d{1,12})\b"
)
_LINK: Final = re.compile(r"\[([^\[\]]{0,120}|!?\[[^\[\]]{0,120}\]\([^()\s]*\))\]\(\s*<?([^()\s<>]*)")
_NUMBERED: Final = re.compile(r"\[(\d{1,5})\]([^\s\[\]]{0,40})")
_LISTED: Final = re.compile(r"^\s*(\d{1,5})\.\s+(\S+)\s*$", re.MULTILINE)
_LIST: Final = re.compile(r"^\s{0,3}(?:References|Visible links)\s*:?\s*$", re.MULTILINE)
#: The id of a comment in an address: its fragment, else a parameter that says so, else a part of its path.
_TARGET: Final = re.compile(
    r"#(?:[a-z_]*?[-_]?)?(\d{2,12})|[?&](?:replytocom|comment_?id|cid|pid|p|post|id|reply_?to)=(\d{2,12})|/(?:comments?|posts?)[/-](\d{2,12})",
    re.IGNORECASE,
)
_REPLIES: Final = re.compile(r"replytocom=(\d{2,12})")
_TO_PARENT: Final = (
    rf"(?i)\W*(?:parent|up|↑|⤴|↩|view post|beitrag anzeigen|voir le message|ver mensaje|go to parent|show parent|"
    rf"{ANSWER}.*)\W*"
)


#: Links to other places of the tree, and what stands before a link to whom a comment answers.
_ELSEWHERE: Final = re.compile(r"(?i)\W*(?:root|prev(?:ious)?|next|top|first|last|context|parent)\W*")
_LED: Final = rf"(?i){ANSWER}\W*$"


class _Link(NamedTuple):
    """A link: where it begins, the id in its address, and what its words say.

    ``replies``: it opens the form to answer the comment with that id; ``answers``: that comment is answered here;
    ``owns``: it may lead to the comment that it stands in.
    """

    at: int
    id: str
    replies: bool
    answers: bool
    owns: bool


def answered(text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> dict[int, int]:
    """Return the parent of each comment that names it by an id, as positions."""
    marks = _marks(text, len(blocks), spans)
    own = _own_numbers(blocks, marks)
    found = _by_number(blocks, marks, own) | _by_message(marks)
    return found | _by_link(text, blocks, spans)


def _marks(text: str, count: int, spans: Sequence[Span]) -> list[str]:
    """The marks of each comment, a line each."""
    lines: list[list[str]] = [[] for _ in range(count)]
    for begin, end, role, owner in sorted(spans):
        if role == "marker" and owner is not None:
            lines[owner].append(text[begin:end])
    return ["\n".join(some) for some in lines]


def _own_numbers(blocks: Sequence[Block], marks: Sequence[str]) -> dict[str, int]:
    """The numbers that comments show as their own, of those that only one shows."""
    shown: list[set[str]] = []
    for block, mark in zip(blocks, marks, strict=True):
        told = {block.fields[name].replace(" ", "") for name in ("id", "number") if name in block.fields}
        lines = [line for line in mark.split("\n") if re.match(_TO_NUMBER, line) is None]
        told |= {one or other for line in lines for one, other in _OWN.findall(line)}
        shown.append({one.lstrip("0") for one in told if one})
    return _unshared(shown)


def _unshared(shown: Sequence[set[str]]) -> dict[str, int]:
    """Each id with the first comment that shows it; none where few show any, or where many show the same."""
    counts = Counter(one for some in shown for one in some)
    own: dict[str, int] = {}
    for at, some in enumerate(shown):
        for one in some:
            if counts[one] <= max(1.0, SHARED * len(shown)):
                own.setdefault(one, at)
    return own if len(set(own.values())) >= FEWEST else {}


def _by_number(blocks: Sequence[Block], marks: Sequence[str], own: Mapping[str, int]) -> dict[int, int]:
    """Comments whose first words, or marks, are the number of an earlier one."""
    out: dict[int, int] = {}
    for at, block in enumerate(blocks if own else ()):
        for line in (*block.text[:OPENING].split("\n", 2)[:2], *marks[at].split("\n")):
            found = _ANCHOR.match(line) or re.match(_TO_NUMBER, line)
            parent = own.get(found[1].lstrip("0")) if found else None
            if parent is not None and parent < at:
                out[at] = parent
                break
    return out


def _by_message(marks: Sequence[str]) -> dict[int, int]:
    """Mails that name the one that they answer."""
    own = {found[1]: at for at, mark in enumerate(marks) if (found := _MESSAGE.search(mark))}
    out: dict[int, int] = {}
    for at, mark in enumerate(marks if own else ()):
        references = _REFERENCES.search(mark)
        named = _ANSWERED.findall(mark)[:1] + (references[1].split()[::-1] if references else [])
        parent = next((own[one] for one in named if one in own and own[one] != at), None)
        if parent is not None and parent < at:
            out[at] = parent
    return out


def _by_link(text: str, blocks: Sequence[Block], spans: Sequence[Span]) -> dict[int, int]:
    """Comments with a link to another whose words say that it is answered or quoted."""
    links = _links(text)
    if len(links) < FEWEST:
        return {}
    begins: dict[int, int] = {}
    for begin, _, _, owner in spans:
        if owner is not None:
            begins[owner] = min(begin, begins.get(owner, begin))
    edges = [begins.get(at, len(text)) for at in range(len(blocks))]
    mine: list[list[_Link]] = [[] for _ in blocks]
    at = -1
    for link in links:
        while at + 1 < len(edges) and edges[at + 1] <= link.at:
            at += 1
        if at >= 0:
            mine[at].append(link)
    own = _own_ids(mine)
    return {at: parent for at, some in enumerate(mine) if (parent := _linked(at, some, own)) is not None}


def _links(text: str) -> list[_Link]:
    """The links of a text that Markdown writes out, or that a text browser numbers and lists at its end."""
    pairs: Iterator[tuple[int, str, str]]
    if "](" in text:
        pairs = ((found.start(), found[1], found[2]) for found in _LINK.finditer(text))
    elif listing := next(iter([*_LIST.finditer(text)][-1:]), None):
        targets = dict(_LISTED.findall(text, listing.end()))
        pairs = (
            (found.start(), found[2], targets.get(found[1], ""))
            for found in _NUMBERED.finditer(text, 0, listing.start())
        )
    else:
        return []
    out = []
    for at, words, target in pairs:
        replies = _REPLIES.search(target)
        found = replies or _TARGET.search(target)
        if found:
            led = re.search(_LED, text[max(text.rfind("\n", 0, at) + 1, at - LEAD) : at])
            answers = not replies and (led is not None or re.fullmatch(_TO_PARENT, words) is not None)
            owns = not answers and _ELSEWHERE.fullmatch(words) is None
            out.append(_Link(at, next(one for one in found.groups() if one), replies is not None, answers, owns))
    return out


def _own_ids(mine: Sequence[Sequence[_Link]]) -> dict[str, int]:
    """Ids that links show, each with its own comment: where one can reply to it, else where it comes first."""
    sure = {link.id: at for at, some in enumerate(mine) for link in some if link.replies}
    rest = _unshared([{link.id for link in some if link.owns} for some in mine])
    return rest | sure


def _linked(at: int, links: Sequence[_Link], own: Mapping[str, int]) -> int | None:
    """The one earlier comment that links in such words lead to; ``None`` for none or several."""
    named = {own[link.id] for link in links if link.id in own and link.answers}
    earlier = {one for one in named if one < at}
    return earlier.pop() if len(earlier) == 1 else None
