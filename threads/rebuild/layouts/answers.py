"""Pages of questions and answers: an answer ends in "answered DATE" and a name, a comment in a dash, name and time.

Names stand behind what is said here, those of comments perhaps on the same line. Comments follow the answer that they
belong to; those above the first answer are on the question, which is the page's article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ..grammars.common import ENDS
from ..segmentation.segment import BODY, FIRST_MARK, Label
from ..text.timed import timed
from .page import is_button

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..text.lines import Lines

ANSWERED: Final = re.compile(
    r"(?i)\W*(?:answered|respondida|respondid[ao] (?:el|em)|ответ дан|beantwortet|répondu|回答済み|回答日时)\W*"
)
ASKED: Final = re.compile(r"(?i)\W*(?:asked|preguntada|formulada|perguntada|задан|gefragt|posée|質問日時|提问于)\W*")
#: A signature of its own line; how a line ends that holds a signature (the time is cut off before).
_SIGNED: Final = re.compile(r"[–—-]{1,2}\s+(?P<author>\S.{0,40}?),?")
_ENDING: Final = re.compile(r".*\S(?:\s*[–—]\s?|\s-\s)(?P<author>\S.{0,40}?),?\s*")
_PICTURE: Final = re.compile(r"(?i).*(?:avatar|gravatar.*|profile picture|\.(?:png|jpe?g|gif))\]?|\[?(?:IMG|IMAGE)\]?")
_BADGES: Final = re.compile(r"[\d.,]+k?\W?(?:\d.*|\W*)|.*\bbadges?\b.*|.*●.*")
#: The links below an answer; what stands between one answer's comments and the next answer.
_LINK: Final = r"(?:share|cite|edit|delete|undelete|flag|link|close|protect|follow|improve this (?:answer|question))"
_LINKS: Final = re.compile(
    rf"(?i)\W*(?:{_LINK}(?:\W+{_LINK})*|share\W+(?:cite|improve|edit|follow)\b.*|edited\b.*\d.*)\W*"
)
#: Where answers begin, below the comments on the question.
_ANSWERS: Final = re.compile(
    r"(?i)\W*\d+ (?:answers?|respuestas?|respostas?|ответ(?:а|ов)?|antworten|réponses?)(?: \d+)?\W*|\d+ ?件の回答"
)
_VOTE: Final = (
    r"(?:-?[\d.]+k?\s)?(?:up ?vote|down ?vote)(?: -?[\d.]+k?)?(?: down ?vote)?(?: (?:accepted|favorite))?|"
    r"vote (?:up|down)"
)
_BETWEEN: Final = re.compile(
    rf"(?i)\W*(?:{_VOTE}|{_LINK}(?:\W+{_LINK})*|add (?:a )?comment|"
    r"active\W+oldest\W+(?:votes|score)|start a bounty|accept(?:ed)? answer|"
    r"show \d+ more comments?|(?:\d+ )?comments?|\d+ answers?(?: \d+)?|sorted by:.*|"
    r"highest score\b.*|trending\b.*|date (?:modified|created)\b.*|sign up to request clarification\b.*|"
    r"reset to default|accepted|\d*)\W*"
)
#: So many signatures, of answers and of comments below them, show such a page.
#: What stands behind the names of those who keep order.
_OFFICE: Final = re.compile(r"(?:(?<=[a-z\d])|\s*)(?:Mod(?:erator)?|Staff|[♦◆]+)$")
#: A dash that leads to a name on the next line, and what may stand between that and its time.
_DASH: Final = re.compile(r"[–—-]")
_COMMENTED: Final = re.compile(r"(?i)commented(?: on)?|mod|staff|[♦◆]+")
FEWEST: Final = 3
#: So much of a line's end is looked at for a signature; so many lines follow a date with who wrote it.
END: Final = 90
BELOW: Final = 6
LONGEST_NAME: Final = 42
#: So many lines between a name and the same above it, and from a name to its time, once more and in other words.
ABOVE: Final = 12
TIMES: Final = 4
#: So many lines between the links below an answer and its signature.
LINKS: Final = 14


class Sign(NamedTuple):
    """A signature: its lines, its fields, how far what it signs is nested, how much of its first line is said."""

    first: int
    last: int
    author: str
    time: str
    level: int
    said: int = 0


def read_answers(lines: Lines, author: int, drop: int) -> list[Label] | None:
    """Label a page of questions and answers; ``None`` for any other text.

    ``author`` and ``drop`` are the positions of the marks for signatures and for what the page draws.
    """
    if not any(_stated(lines, line, ANSWERED) for line in range(len(lines))):
        return None
    signs = list(_signs(lines))
    if len(signs) < FEWEST or not any(sign.level == 0 for sign in signs) or all(sign.level == 0 for sign in signs):
        return None
    first = next(sign.first for sign in signs if sign.level == 0)
    # The page may say once more at its top how long ago that was.
    asked = next((line for line in range(first - 1, -1, -1) if _stated(lines, line, ASKED)), None)
    if asked is None:
        return None
    stated = _stated(lines, asked, ASKED)
    begin = _writer(lines, asked if stated is None else stated[1])[1] + 1
    counted = [line for line in range(begin, first) if _ANSWERS.fullmatch(lines.bare[line])]
    if counted and not any(begin <= sign.first < counted[-1] for sign in signs):
        # Nobody comments on the question: what stands above the count of answers is the page's.
        begin = counted[-1] + 1
    return list(_labels(lines, [sign for sign in signs if sign.first >= begin], begin, author, drop))


def _labels(lines: Lines, signs: Sequence[Sign], begin: int, author: int, drop: int) -> Iterator[Label]:
    answers = 0
    for sign in signs:
        answers += sign.level == 0
        body = _body(lines, range(begin, sign.first))
        opened = False
        for line in range(begin, sign.last + 1):
            if not lines.content[line]:
                continue
            if line in body:
                yield Label(line, BODY, False, None) if opened else _first(lines, line, drop)
                opened = True
            elif line == sign.first:
                fields = signature(lines, sign, level=str(sign.level if answers else 0))
                yield Label(line, FIRST_MARK + author, not opened, fields)
                opened = True
            elif opened or line > sign.first:
                yield Label(line, FIRST_MARK + drop, False, None)
        begin = sign.last + 1


def _first(lines: Lines, line: int, drop: int) -> Label:
    """The line that opens what is said; the bullet before it is the list's, in which comments stand."""
    if not lines.skip[line]:
        return Label(line, BODY, True, None)
    return Label(line, FIRST_MARK + drop, True, re.fullmatch(r"(?P<body>.+)", lines.bare[line]))


def signature(lines: Lines, sign: Sign, **others: str) -> re.Match[str] | None:
    """Return a signature, and other fields, as a match whose first characters are those of its line that are said."""
    fields = {"author": sign.author, "date": sign.time, **others}
    said = re.escape(lines.bare[sign.first][: sign.said])
    pattern = rf"(?P<body>{said})(?s:.*)" + "".join(rf"\n(?P<{name}>.*)" for name in fields)
    return re.fullmatch(pattern, "\n".join((lines.bare[sign.first], *fields.values())))


def _body(lines: Lines, span: range) -> set[int]:
    """What is said above a signature: without the links below an answer, counters, and what opens the next section."""
    filled = [line for line in span if lines.bare[line]]
    start = 0
    while start < len(filled) and _between(lines.bare[filled[start]]):
        start += 1
    tail = range(max(start + 1, len(filled) - LINKS), len(filled))
    end = next((at for at in tail if _LINKS.fullmatch(lines.bare[filled[at]])), len(filled))
    while end > start + 1 and _between(lines.bare[filled[end - 1]]):
        end -= 1
    return set(filled[start:end])


def _between(words: str) -> bool:
    return _BETWEEN.fullmatch(words) is not None or is_button(words) or any(end.regex.fullmatch(words) for end in ENDS)


def _signs(lines: Lines) -> Iterator[Sign]:
    """Signatures in order, those of answers on level 0."""
    reached = -1
    for line in range(len(lines)):
        words = lines.bare[line]
        if line <= reached or not words:
            continue
        found = _answer(lines, line) or _own_line(lines, line) or line_end(lines, line)
        if found is not None:
            reached = found.last
            yield found


def _plain(name: str) -> str:
    """A name without the office of whoever bears it."""
    return _OFFICE.sub("", name) or name


def _answer(lines: Lines, line: int) -> Sign | None:
    stated = _stated(lines, line, ANSWERED)
    if stated is None:
        return None
    name, last = _writer(lines, stated[1])
    return Sign(line, last, _plain(name), stated[0], 0)


def _stated(lines: Lines, line: int, words: re.Pattern[str]) -> tuple[str, int] | None:
    """The time at which something was asked or answered, which the line or the next says alone, and where it stands."""
    if not words.match(lines.bare[line]):
        return None
    below = lines.following[line]
    if words.fullmatch(lines.bare[line]) and below < len(lines):
        found, at = timed(lines.bare[below]), below
        alone = found is not None and not found.before
    else:
        found, at = timed(lines.bare[line]), line
        alone = found is not None and words.fullmatch(found.before) is not None
    return (found.time, at) if found is not None and alone and not found.after else None


def _writer(lines: Lines, line: int) -> tuple[str, int]:
    """Who is named below a date, past pictures, and the last line that tells of them."""
    name, last, at = "", line, line
    for _ in range(BELOW):
        at = lines.following[at] if at < len(lines) else at
        words = lines.bare[at] if at < len(lines) else ""
        if words and words != name and not any(way.fullmatch(words) for way in (_PICTURE, _BADGES, _OFFICE)):
            if name or len(words) > LONGEST_NAME:
                break
            name = words
        last = at if words else last
    return name, last


def _own_line(lines: Lines, line: int) -> Sign | None:
    """A dash and a name on a line or two, the time behind the name or below; the name may stand above once more."""
    words, at = lines.bare[line], line
    if _DASH.fullmatch(words) and lines.following[line] < len(lines):
        at = lines.following[line]
        words = f"{words} {lines.bare[at]}"
    found = timed(words)
    name = _SIGNED.fullmatch(found.before if found is not None and not found.after else words)
    if name is None:
        return None
    time, last = (found.time, at) if found is not None else _time_below(lines, at)
    if not time:
        return None
    author = _plain(name["author"])
    above = next((one for one in range(line - 1, max(-1, line - ABOVE), -1) if lines.bare[one]), line)
    first = above if _plain(lines.bare[above]) == author else line
    return Sign(first, last, author, time, 1)


def _time_below(lines: Lines, line: int) -> tuple[str, int]:
    """The last of the times that follow a name, and its line; an empty one where none does."""
    time, last, at = "", line, line
    for _ in range(TIMES):
        at = lines.following[at] if at < len(lines) else at
        words = lines.bare[at] if at < len(lines) else ""
        below = timed(words)
        if below is not None and not below.after and (not below.before or _COMMENTED.fullmatch(below.before)):
            last, time = at, below.time
        elif not _COMMENTED.fullmatch(words):
            break
    return time, last


def line_end(lines: Lines, line: int) -> Sign | None:
    """A line that ends in a dash, a name and a time; the dash may stand on the line above, if that was wrapped."""
    words = lines.bare[line]
    found = timed(words[max(0, len(words) - END) :])
    if found is None or len(found.after) > 1:
        return None
    tail = found.before
    name = _ENDING.fullmatch(tail)
    if name is not None:
        said = max(0, len(words) - END) + len(tail[: name.start("author")].rstrip(" \xa0–—-"))
        return Sign(line, line, _plain(name["author"]), found.time, 1, said)
    above = lines.bare[line - 1][-END:] if line else ""
    both = f"{above} {tail}"
    name = _ENDING.fullmatch(both) if above and len(tail) <= LONGEST_NAME and tail == words[: len(tail)] else None
    if name is None or name.start("author") > len(above) + 1:
        return None
    said = len(lines.bare[line - 1]) - len(above) + len(both[: name.start("author")].rstrip(" \xa0–—-"))
    return Sign(line - 1, line, _plain(name["author"]), found.time, 1, said)
