"""Wiki talk pages as text: comments that end in a signature with a time stamp, answers by indentation.

Everything between two signatures, or a section's heading and a signature, is one comment, as in the pages themselves
(:mod:`..readers.htmlkit.talk`). Signatures are looked for in the text as a whole, because extractors wrap lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ...stamps import find_stamps
from ..comments.blocks import Block, finished
from ..comments.spans import filled, line_at
from ..text.spelled import LINK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..comments.blocks import Cut
    from ..comments.spans import Span
    from ..text.lines import Lines

#: So many signatures make a talk page, and so many of them must end a line.
FEWEST: Final = 3
AT_THE_END: Final = 0.6
#: Log-odds of a signature, and what a page costs to begin with.
SIGNED: Final = 8.0
PRIOR: Final = -6.0
LONGEST_HEADING: Final = 160
#: A signature is no longer than this.
REACH: Final = 160
#: The same in characters where links are spelled out.
REACH_OF_LINKS: Final = 600
#: Columns that differ by no more than this are one.
NOISE: Final = 1

_EDIT: Final = re.compile(r"\s*\[[^\]\d]{3,40}\]$")
_MARKED: Final = re.compile(r"#{2,6}\s|\*{3,6}\s.+\s\*{3,6}$|={2,6}\s.+\s={2,6}$")
_NUMBER: Final = re.compile(r"^(?:[*+o•#-]\s+)?(?:\d+(?:\.\d+)*\.?\s+)?")
_BULLET: Final = re.compile(r"(?:(?:[*+o#•○□☆■·–-]|\d{1,3}\.)(?:\s+|$))+")
_SENTENCE: Final = (".", ",", ";", "…", ")")
#: "(talk)", "(discussion · contributions)" and the like, at the end of what stands before a time.
_TALK: Final = re.compile(r"\s*[(\[|]\s*[^()\[\]|]{1,60}\s*[)\]|][\s,.:]*$")
#: What leads to somebody's talk page without parentheses: a word for it, raised letters, a picture sign.
_LABELS: Final = re.compile(
    r"(?i)(?:\s*\^\s?(?=\D)\S.{0,24}|\s*[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]*|\s+(?:talk|discussion|discuter|diskussion|disk|"
    r"dyskusja|dysk|discusión|discussão|discussione|overleg|diskuze|diskusia|keskustelu|vita|обсуждение|обс|обговорення))+$"
)
#: A sentence that ends right before a name, without a blank.
_GLUED: Final = re.compile(r"[^\W\d_]*[^\W\d_A-Z]{2}[.!?…]+(?=[A-ZÀ-ÞА-Я])")
#: The number that a text browser writes before a link, and what stands for it while names are looked for.
_NUMBERED: Final = re.compile(r"\[\d{1,4}\](?=[^\s\[])")
_LINKED: Final = "\0"
#: What parts a signature from the words before it.
_PARTED: Final = re.compile(r"(?:-{1,3}|[–—~]|(?<=[.!?…;)\"”:])\s|\s{3,})\s*")
_AFTER: Final = " .)]}\t"
_PARAGRAPH: Final = re.compile(r"\n\s*(?:\n|[*+o#•○□☆■·–-]\s|\d{1,3}\.\s)")
#: A line that is shorter was not broken for its length; no extractor breaks lines at more than this.
WRAPPED: Final = 70
WIDEST: Final = 250


class Talk(NamedTuple):
    """A talk page, cut, and by how much (log-odds) its signatures speak for one."""

    pieces: Cut
    gain: float


class _Signed(NamedTuple):
    """A signature: where it and its time begin, where it ends, and whose it is."""

    start: int
    time: int
    end: int
    author: str | None


def read_talk(lines: Lines) -> Talk | None:
    """Cut a talk page into its comments; ``None`` where a text is none."""
    text = lines.text
    stamps = list(find_stamps(text))
    closing = sum(not _rest_of_line(text, end).strip(_AFTER) for _, end in stamps)
    if len(stamps) < FEWEST or closing < AT_THE_END * len(stamps):
        return None
    longer = sum(len(line) > WIDEST for line in lines.content)
    signed = _signatures(text, stamps, wrapped=longer < FEWEST and lines.has_blanks)
    return Talk(_cut(lines, signed, _headings(lines, signed)), PRIOR + SIGNED * len(signed))


def _rest_of_line(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[at : end if end >= 0 else len(text)]


def _signatures(text: str, stamps: Sequence[tuple[int, int]], *, wrapped: bool) -> list[_Signed]:
    """Find who signs; a second stamp on a line, or in a paragraph broken over lines, belongs to the same comment."""
    out: list[_Signed] = []
    reached = 0
    for start, end in stamps:
        if out and ("\n" not in text[reached:start] or (wrapped and _goes_on(text, reached, start))):
            continue
        begin, author = _signer(text, reached, start)
        out.append(_Signed(begin, start, end, author))
        reached = end
    return out


def _goes_on(text: str, reached: int, start: int) -> bool:
    """Whether a signature is followed by more words on a line that was broken, up to the next signature."""
    first, _, rest = text[reached:start].partition("\n")
    long = reached - text.rfind("\n", 0, reached) + len(first) >= WRAPPED
    return long and bool(first.strip(_AFTER)) and _PARAGRAPH.search(f"\n{rest}") is None


def _signer(text: str, reached: int, stamp: int) -> tuple[int, str | None]:
    """Where the signature before a time stamp begins, and whose it is."""
    begin = max(reached, stamp - REACH_OF_LINKS)
    links = [one for one in LINK.finditer(text[begin:stamp]) if not one[1] and one[2].strip()]
    if links and stamp - begin - links[-1].end() < REACH / 4:
        return _linked(text[begin:stamp], links, begin)
    begin = max(reached, stamp - REACH)
    before = _NUMBERED.sub(lambda found: _LINKED * len(found[0]), text[begin:stamp])
    end = len(before.rstrip(" ,.\t\n"))
    while (talk := _TALK.search(before, 0, end)) is not None and talk.start() < end:
        end = len(before[: talk.start()].rstrip(" ,\t\n"))
    head = before[:end]
    at = max((one.end() for one in _PARTED.finditer(head) if one.end() < end), default=0)
    at = max(at, head.rfind("\n") + 1)
    # The first of several links leads to the user.
    name, _, _ = head[at:].strip(f" -–—~\t@{_LINKED}").partition(_LINKED)
    name = _unlabelled(name)
    words = name.split()
    if not words:
        return stamp, None
    if len(words) > 3:
        # Nothing parts the name from what is said: one word is the likeliest.
        name = words[-1]
    glued = _GLUED.match(name)
    name = name[glued.end() :] if glued is not None else name
    at = head.rfind(name)
    return begin + len(head[:at].rstrip(f" -–—~\t{_LINKED}")), name.replace("_", " ").strip()


def _unlabelled(name: str) -> str:
    """A name without what leads to the talk page behind it, if anything is left."""
    return _LABELS.sub("", name).removeprefix("(").strip() or name


def _linked(before: str, links: Sequence[re.Match[str]], begin: int) -> tuple[int, str | None]:
    """The first of the links that stand together right before the time."""
    first = links[-1]
    for one in reversed(links[:-1]):
        if before[one.end() : first.start()].strip(" \n\t()|·•,-–/\\"):
            break
        first = one
    return begin + len(before[: first.start()].rstrip(" -–—~\t(")), " ".join(first[2].split())


def _headings(lines: Lines, signed: Sequence[_Signed]) -> set[int]:
    """Lines that open a section: marked as headings, with a link to edit them, or listed in the table of contents."""
    first = bisect_right(lines.begin, signed[0].time) - 1
    listed = {_title(lines.bare[line]): line for line in range(first, -1, -1) if lines.content[line]}
    counts = Counter(_title(words) for words in lines.bare)
    taken = {line for one in signed for line in range(line_at(lines, one.start), line_at(lines, one.end) + 1)}
    sure, likely = set(), set()
    for line, words in enumerate(lines.bare):
        if not words or len(words) > LONGEST_HEADING or line in taken:
            continue
        title = _title(words)
        known = listed.get(title, line)
        marked = _MARKED.match(lines.content[line]) or _EDIT.search(words)
        if title and (marked or (line > known + 1 and counts[title] == 2 and len(title) > 2)):
            sure.add(line)
        elif _alone(lines, line) and len(words) < LONGEST_HEADING / 2 and not words.endswith(_SENTENCE):
            likely.add(line)
    return sure or likely


def _title(words: str) -> str:
    return _NUMBER.sub("", _EDIT.sub("", words)).strip("*#= ").casefold()


def _alone(lines: Lines, line: int) -> bool:
    """Whether a line is a paragraph of its own at the margin."""
    below = line + 1 < len(lines) and not lines.content[line + 1]
    return below and lines.indent[line] <= 1 and not _BULLET.match(lines.content[line])


def _cut(lines: Lines, signed: Sequence[_Signed], headings: set[int]) -> Cut:
    """Collect each comment's lines, its signature and its level."""
    blocks: list[Block] = []
    spans: list[Span] = []
    reached = section = 0
    article_lines = len(lines)
    for at, one in enumerate(signed):
        begin = _after(lines, signed[at - 1], spans, blocks) if at else 0
        heading = max((line for line in headings if begin <= lines.begin[line] < one.start), default=None)
        if heading is not None:
            begin = lines.end(heading)
        elif not at:
            begin = lines.begin[_paragraph(lines, line_at(lines, one.start))]
        first = heading if heading is not None else line_at(lines, begin)
        article_lines = min(article_lines, first)
        above = filled(lines, reached if at else lines.begin[first], begin)
        spans += [(max(a, reached), b, "residue", None) for a, b in above]
        section += heading is not None
        blocks.append(_comment(lines, begin, one, at, spans))
        blocks[-1].section = section
        reached = one.end
    if blocks:
        _after(lines, signed[-1], spans, blocks)
    _level(blocks)
    return finished(lines, article_lines, blocks, None, spans)


def _after(lines: Lines, one: _Signed, spans: list[Span], blocks: Sequence[Block]) -> int:
    """What follows a signature on its line belongs to its comment; return where the line ends."""
    line = line_at(lines, one.end)
    end = lines.end(line)
    rest = lines.text[one.end : end]
    if rest.strip(_AFTER):
        # With the blank before it, which parts it from the words before the signature.
        begin = one.end + max(0, len(rest) - len(rest.lstrip(_AFTER)) - 1)
        blocks[-1].body.append((begin, end))
        spans.append((begin, end, "body", len(blocks) - 1))
    return max(one.end, end)


def _paragraph(lines: Lines, line: int) -> int:
    """The first line of the paragraph that a line belongs to."""
    while line > 0 and lines.content[line - 1]:
        line -= 1
    return line


def _comment(lines: Lines, begin: int, one: _Signed, at: int, spans: list[Span]) -> Block:
    """One comment: its body, and what its signature says."""
    bullets, body = _without_bullets(lines.text, filled(lines, begin, one.start))
    columns = [_column(lines, place) for place in ((body or [(one.start, 0)])[0][0], one.start)]
    spans += [(*span, "marker", at) for span in bullets]
    spans += [(*span, "body", at) for span in body]
    spans += [(*span, "marker", at) for span in filled(lines, one.start, one.end)]
    fields = {"date": " ".join(lines.text[one.time : one.end].split())}
    if one.author:
        fields["author"] = one.author
    return Block(indent=min(columns), body=body, fields=fields)


def _column(lines: Lines, offset: int) -> int:
    """The column of the first words on a line, behind its bullets."""
    line = line_at(lines, offset)
    bullets = _BULLET.match(lines.content[line])
    return lines.indent[line] + (bullets.end() if bullets else 0)


def _without_bullets(
    text: str, spans: Sequence[tuple[int, int]]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Part the bullets above and before the first words from the words."""
    bullets: list[tuple[int, int]] = []
    for at, (begin, end) in enumerate(spans):
        found = _BULLET.match(text, begin, end)
        if found is None:
            return bullets, list(spans[at:])
        bullets.append((begin, found.end()))
        if found.end() < end:
            return bullets, [(found.end(), end), *spans[at + 1 :]]
    return bullets, []


def _level(blocks: Sequence[Block]) -> None:
    """Turn columns into levels: a comment answers the nearest one in its section that begins farther to the left.

    Lists and indented paragraphs move by different steps, so that columns say which is deeper, not by how much.
    """
    columns: list[int] = []
    section = -1
    for block in blocks:
        if block.section != section:
            columns, section = [], block.section
        while columns and columns[-1] >= block.indent - NOISE:
            columns.pop()
        columns.append(block.indent)
        block.indent = len(columns) - 1
