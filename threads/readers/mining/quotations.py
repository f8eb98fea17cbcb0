"""Quotations of a mined page: which comment each repeats, by the id it links to, by the name over it and its words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ...dates import date_start
from ...names import fold_name
from ..htmlkit.values import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .outline import Outline
    from .parts import Region

_QUOTE: Final = re.compile(r"quot|zitat|(?<![a-z])cita", re.IGNORECASE)
#: Parts of a quotation, buttons and text that is set off: no quotations themselves.
_NO_QUOTE: Final = re.compile(
    r"quot\w*[-_]?(?:link|button|btn|reply|action|icon|head\w*|title|author|by|name|expand)|(?:multi|pull)-?quote|unquote",
    re.IGNORECASE,
)
_NAMES: Final = ("data-quote", "data-author", "data-username", "data-ipsquote-username", "data-name", "title", "cite")
#: A line that says whose words follow has at most so many letters, stands in the first so many elements of the
#: quotation, and has at most so many words before the name ("Originally posted by").
_LONGEST_HEAD: Final = 90
_HEAD_WITHIN: Final = 6
_BEFORE_NAME: Final = 3
#: So much of the quoted words is compared; quotations of whole pages are cut there.
_COMPARED: Final = 1200
#: Letters of the quoted words that must stand in the comment quoted; fewer than the least stand in many comments.
_SAMPLE: Final = 40
_LEAST_SAMPLE: Final = 12
#: What stands behind the name over a quotation: nothing, a sign, or a word for saying.
_BEHIND: Final = re.compile(rf"\s*(?:$|[:,»›#(\[|•·@–—-]|(?:{VERBS})\b)", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[\W_]+")


def is_quotation(page: Outline, at: int) -> bool:
    """Whether an element holds words that are quoted: a blockquote, or something that its class calls a quotation."""
    names = page.attrs[at].get("class") or ""
    if page.tags[at] == "blockquote":
        return not page.attrs[at].get("id") or _QUOTE.search(names) is not None
    return names != "" and _calls_quotation(names)


@lru_cache(maxsize=4096)
def _calls_quotation(names: str) -> bool:
    return _QUOTE.search(names) is not None and _NO_QUOTE.search(names) is None


def quotations(page: Outline, region: Region) -> Iterator[int]:
    """Yield the outermost quotations of a comment, in order."""
    end = -1
    for at in region.elements:
        if at >= end and page.tags[at] not in ("a", "button", "span", "li") and is_quotation(page, at):
            yield at
            end = page.ends[at]


def said_by(
    page: Outline, places: Sequence[Region], names: Sequence[str | None], words: Sequence[str]
) -> dict[int, tuple[int, bool]]:
    """Find whom the first named quotation of each comment repeats: number to the earlier number, and whether by its words.

    The name is one of those who wrote before, at either end of the line over the quoted words or in an attribute.
    """
    spoken: dict[str, list[int]] = {}
    plain = [_plain(text) for text in words]
    found: dict[int, tuple[int, bool]] = {}
    for number, region in enumerate(places):
        for at in quotations(page, region) if spoken else ():
            said = _speaker(page, at, spoken)
            if said:
                found[number] = _quoted_of(said, _plain(page.text_of(at, _COMPARED)), plain)
                break
        name = names[number]
        if name:
            spoken.setdefault(fold_name(name), []).append(number)
    return found


def _quoted_of(said: list[int], quoted: str, plain: Sequence[str]) -> tuple[int, bool]:
    """The latest of somebody's comments in which the quoted words stand; else their latest."""
    samples = [
        quoted[start : start + _SAMPLE] for start in (len(quoted) // 3, len(quoted) // 2, max(len(quoted) - _SAMPLE, 0))
    ]
    for earlier in reversed(said):
        if any(len(sample) >= _LEAST_SAMPLE and sample in plain[earlier] for sample in samples):
            return earlier, True
    return said[-1], False


def _plain(text: str) -> str:
    return _PLAIN.sub("", text).casefold()


def _speaker(page: Outline, at: int, spoken: dict[str, list[int]]) -> list[int] | None:
    """Return the comments of whoever is named over a quotation."""
    for line in _heads(page, at):
        folded = fold_name(line)
        if folded in spoken:
            return spoken[folded]
        held = [name for name in spoken if len(name) > 1 and _bounds(folded, name)]
        if held:
            return spoken[max(held, key=len)]
    return None


def _bounds(line: str, name: str) -> bool:
    """Whether a line names somebody as speaking: "Ann wrote:", "Quote by Ann", "Ann, 3 May 2014"."""
    at = line.find(name)
    if at < 0:
        return False
    before, after = line[:at], line[at + len(name) :]
    if before[-1:].isalnum() or after[:1].isalnum() or len(before.split()) > _BEFORE_NAME:
        return False
    return _BEHIND.match(after) is not None or date_start(after) is not None


def _heads(page: Outline, at: int) -> Iterator[str]:
    """Yield what may name the speaker: attributes, the first short texts inside, what stands right before."""
    inside = range(at, min(page.ends[at], at + _HEAD_WITHIN))
    for one in inside:
        for key in _NAMES:
            value = page.attrs[one].get(key)
            if value and len(value) < _LONGEST_HEAD:
                yield value
    for one in inside:
        text = page.text_of(one, _LONGEST_HEAD + 1)
        if 0 < len(text) <= _LONGEST_HEAD:
            yield text
        elif 0 < len(page.texts[one].strip()) <= _LONGEST_HEAD:
            yield page.texts[one].strip()
    before = with_head(page, at).start
    if before < at:
        yield page.text_of(before, _LONGEST_HEAD)


def with_head(page: Outline, at: int) -> range:
    """Return the elements of a quotation, with the short one right before it, which may say whose words follow."""
    before = _before(page, at)
    short = before >= 0 and 0 < len(page.text_of(before, _LONGEST_HEAD + 1)) <= _LONGEST_HEAD
    return range(before if short else at, page.ends[at])


def _before(page: Outline, at: int) -> int:
    """Return the element before this one below the same element; -1 where there is none."""
    above = page.parents[at]
    one, found = above + 1, -1
    while one < at:
        found, one = one, page.ends[one]
    return found
