"""What stands before the comments: kicker, title, byline, date, paragraphs, credits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..dates import absolute
from ..model import Article, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .text.lines import Lines

_LINK: Final = re.compile(r"!?\[([^\]]{0,500})\]\([^)]{0,2000}\)")
_EMPHASIS: Final = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_HEADING: Final = re.compile(r"#{1,6}\s+(?=\S)")
_BYLINE: Final = re.compile(r"(?i:by|von|par|por)\s+(?P<name>[^\d,|]{3,60}?)(?:\s*[,|].*)?")
_SITE_AND_DATE: Final = re.compile(r"(?P<site>[^\d,|]{3,50}),\s*(?P<date>\S.*\d{4})")
_CREDIT: Final = re.compile(
    r"\(?(?:Republished (?:from|with)|Reprinted (?:from|with)|Originally published|"
    r"This article (?:first|originally) appeared|The original source of this article)\b.*"
)
_FURNITURE: Final = re.compile(
    r"(?i:you are here\W*|home|share(?: this)?(?:\W.*)?|print|e-?mail|tweet|menu|search|skip to .{3,30}|"
    r"tags?:.*|topics?:.*|"
    r"categories:.*|region:.*|theme:.*|in-depth report:.*|filed under.*|copyright\b.*|©.*|articles by:.*|"
    r"(?:comment on|become a member|read more|related|subscribe|follow us|sign up)\b.{0,80}|\W*)"
)
_ITEM: Final = re.compile(r"(?:\d{1,3}[.)]|[-*•–])\s")
_NAME: Final = re.compile(r"[^\W\d_][\w.’'-]*(?: (?:[a-z]{2,3} )?[^\W\d_][\w.’'-]*){1,3}")
_ABOUT_AUTHOR: Final = re.compile(
    r"((?:[^\W\d_]\.?[^\W\d_a-z’'.-]*\.?)(?: [^\W\d_a-z]+[^\W\d_a-z’'.-]*){1,3}) [a-z]{2,}\b"
)
_WORD: Final = re.compile(r"\w{5,}")
_SENTENCE_END: Final = (".", "!", "?", "”", '"', "…", ":", ";", ",")
#: A line of so many characters is a paragraph of an article.
LONG: Final = 120


@dataclass(slots=True)
class _Found:
    headings: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    byline: str | None = None
    site: str | None = None
    date: str | None = None
    #: Whether the second headline stands right below the first.
    stacked: bool = False


def read_article(lines: Lines, stop: int, site: str | None = None) -> tuple[Article, list[Note]]:
    """Read the lines before ``stop`` as an article.

    Two short lines above the text are a kicker and a title; the title is the one whose words the text takes up.
    A republication credit names where a piece stood first, not the site of this page.
    """
    found = _Found()
    for at in range(stop):
        if lines.content[at]:
            known = len(found.titles)
            _take(_plain(lines.content[at]), lines.content[at], found)
            if len(found.titles) == 2 and known == 1:
                found.stacked = at > 0 and bool(lines.content[at - 1])
    _sign(found)
    kicker, title, standfirst = _headline(found)
    paragraphs = (*standfirst, *found.paragraphs)
    byline = found.byline or _byline_at_the_end(found.paragraphs)
    published = absolute(found.date) if found.date else None
    article = Article(
        title=title, byline=byline, site=site or found.site, paragraphs=paragraphs, kicker=kicker,
        published=published[0] if published else None,
    )  # fmt: skip
    return article, [Note("republished", f"The article carries a credit: {credit}") for credit in found.credits]


def _plain(line: str) -> str:
    """Take Markdown's signs off a line."""
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", _HEADING.sub("", line))).strip()


def _take(line: str, raw: str, found: _Found) -> None:
    """Say what one line of the article is."""
    if _CREDIT.fullmatch(line):
        found.credits.append(line.strip("()"))
    elif _FURNITURE.fullmatch(line):
        return
    elif found.paragraphs:
        found.paragraphs.append(line)
    elif _HEADING.match(raw):
        found.headings.append(line)
    elif _is_paragraph(line) or _ITEM.match(line):
        found.paragraphs.append(line)
    else:
        _take_short(line, found)


def _take_short(line: str, found: _Found) -> None:
    """A short line above the text: byline, date, site with date, or a headline."""
    by = _BYLINE.fullmatch(line)
    place = _SITE_AND_DATE.fullmatch(line)
    if by and found.byline is None:
        found.byline = by["name"].strip()
    elif absolute(line) is not None and len(line) < 60:
        found.date = line
        # A bare name right above the date is the writer's, where something else is left to be the title.
        if (
            found.byline is None
            and found.titles
            and (found.headings or len(found.titles) > 1)
            and _NAME.fullmatch(found.titles[-1])
        ):
            found.byline = found.titles.pop()
    elif place and absolute(place["date"]) is not None:
        found.site, found.date = place["site"].strip(), place["date"]
    else:
        found.titles.append(line)


def _is_paragraph(line: str) -> bool:
    return len(line) >= LONG or (len(line.split()) >= 12 and line.endswith(_SENTENCE_END))


def _sign(found: _Found) -> None:
    """A bare name that stands by itself below a longer headline is the writer's, though the text may repeat it."""
    if found.byline is not None or found.headings or found.stacked or len(found.titles) < 2:
        return
    headline, name = found.titles[:2]
    words = name.split()
    if _NAME.fullmatch(name) and all(word[0].isupper() for word in words) and len(words) < len(headline.split()):
        found.byline = found.titles.pop(1)


def _headline(found: _Found) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Kicker, title, and whatever else stood above the text."""
    if found.headings:
        return None, found.headings[0], tuple(found.headings[1:] + found.titles)
    titles = found.titles
    if not titles:
        return None, None, ()
    first = titles[:2]
    # Apart from each other, the second has to earn it.
    margin = 0.0 if found.stacked else 0.2
    if len(first) == 2 and _taken_up(first[1], found.paragraphs) >= _taken_up(first[0], found.paragraphs) + margin:
        return first[0], first[1], tuple(titles[2:])
    return None, titles[0], tuple(titles[1:])


def _taken_up(line: str, paragraphs: Sequence[str]) -> float:
    """Share of a line's longer words that the text uses."""
    words = {word.casefold() for word in _WORD.findall(line)}
    used = {word.casefold() for paragraph in paragraphs for word in _WORD.findall(paragraph)}
    return len(words & used) / len(words) if words else 0.0


def _byline_at_the_end(paragraphs: Sequence[str]) -> str | None:
    """The name in capitals that opens a closing note on the author."""
    for paragraph in reversed(paragraphs[-3:]):
        found = _ABOUT_AUTHOR.match(paragraph)
        if found and found[1].isupper():
            return " ".join(word.capitalize() for word in found[1].split())
    return None
