"""Which selectors can match at all: a page's class names and ids, read once, rule most of them out."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Container

    from numpy.typing import NDArray
    from selectolax.lexbor import LexborNode

# One character, and the others looked for behind it, is found fastest on megabytes of text.
_CLASSES: Final = re.compile(r"""=(?<=class=)\s*("[^"]*|'[^']*|[^\s>"']*)""")
_IDS: Final = re.compile(r"""=(?<=id=) ?["']?([^"'\s>]*)""")
_DATA: Final = re.compile(r"data-[\w-]+")
# Attributes with space before the sign: who writes so once does so throughout.
_ODD: Final = re.compile(r"""\b(?:class|id)\s+=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
_SPACED: Final = re.compile(r"=(?<=\s=)")
_CAPITALS: Final = re.compile(r"\b(?:CLASS|ID)\s?=")
SAMPLE: Final = 100_000
_DIGITS: Final = re.compile(r"\d+")
_ZEROS: Final = str.maketrans("123456789", "000000000")
_PLAIN: Final = frozenset(("itemprop", "itemtype", "typeof", "property", "resource", "about"))
_NAMED: Final = re.compile(r"[.#]([\w-]+)")
_VALUED: Final = re.compile(
    r"(?:id|class)[\^*~|$]?=\s*[\"']?([^\"'\]]+)|^(data-[\w-]+|itemprop|itemtype|typeof|property|resource|about)\b"
)
_BRACKETS: Final = re.compile(r"\[([^\]]*)\]")
#: The bit by which small letters differ from capitals.
_SMALL: Final = np.uint8(32)
_TAG: Final = re.compile(r"[a-zA-Z][\w-]*")
#: Elements that a parser adds where no tag opens them.
_IMPLIED: Final = frozenset(("html", "head", "body", "tbody", "colgroup", "tr", "p", "br", "img"))
_OPTIONAL: Final = re.compile(r":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)")


class Names:
    """The class names, ids, telling attributes and tags of a page: ``name in names`` says whether a name can occur in it.

    A name counts as there when it is part of one that is, in any case: pages in quirks mode match so. Ids are compared
    without their numbers: a page has one for each comment. Plain attributes are looked for when they are asked for.
    """

    def __init__(self, text: str) -> None:
        # Names are compared without case, so that a page in capitals may be lowered whole.
        self._text = text = text.lower() if _is_in_capitals(text[:SAMPLE]) else text
        values = _CLASSES.findall(text)
        if _SPACED.search(text, 0, SAMPLE):
            values += _ODD.findall(text)
        self._classes = " ".join({*values, *_DATA.findall(text)}).lower()
        self._ids = " ".join(_stems(set(_IDS.findall(text))))
        self._asked: dict[str, bool] = {}

    def __contains__(self, name: object) -> bool:
        """Whether a class, an id or an attribute of the page contains the name."""
        return isinstance(name, str) and self._has(name)

    def _has(self, name: str) -> bool:
        known = self._asked.get(name)
        if known is None:
            known = self._has_tag(name[1:]) if name[0] == "<" else self._has_name(name)
            self._asked[name] = known
        return known

    def _has_name(self, name: str) -> bool:
        return name.lower() in self._classes or _folded(name) in self._ids or self._has_attribute(name)

    def _has_attribute(self, name: str) -> bool:
        return name in _PLAIN and name[-2:] in self._endings and f"{name}=" in self._text

    def _has_tag(self, name: str) -> bool:
        return len(name) == 1 or name in _IMPLIED or name[:2] in self._beginnings

    @cached_property
    def _bytes(self) -> NDArray[np.uint8]:
        return np.frombuffer(self._text.encode("utf-8", "replace"), np.uint8)

    @cached_property
    def _endings(self) -> frozenset[str]:
        """The two characters before each sign of equality: they rule most attributes out."""
        signs = np.flatnonzero(self._bytes == ord("="))
        return _pairs(self._bytes[signs - 2], self._bytes[signs - 1])

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The two characters after each opening bracket, as small letters: they rule most tags out."""
        brackets = np.flatnonzero(self._bytes[:-2] == ord("<"))
        return _pairs(self._bytes[brackets + 1] | _SMALL, self._bytes[brackets + 2] | _SMALL)


def _pairs(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> frozenset[str]:
    there = np.bincount(first.astype(np.uint16) << 8 | second)
    return frozenset(f"{chr(pair >> 8)}{chr(pair & 255)}" for pair in np.flatnonzero(there).tolist())


def _is_in_capitals(text: str) -> bool:
    return ("CLASS" in text or "ID" in text) and _CAPITALS.search(text) is not None


def _stems(ids: set[str]) -> set[str]:
    """Fold ids; those that differ in their numbers alone are one before these are shortened."""
    joined = "\n".join(ids)
    if joined.isascii():
        joined = "\n".join(set(joined.translate(_ZEROS).split("\n")))
    return set(_folded(joined).split("\n"))


def _folded(text: str) -> str:
    """Write each number as one zero, and capitals small."""
    if not text.isascii():
        return _DIGITS.sub("0", text).lower()
    text = text.translate(_ZEROS)
    while "00" in text:
        text = text.replace("00", "0")
    return text.lower()


@lru_cache(maxsize=4096)
def required(selector: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each selector of a list, the classes, ids, attributes, or the tag, without which it matches nothing."""
    return tuple(_needs(_OPTIONAL.sub("", part)) for part in parts(selector))


def _needs(part: str) -> tuple[str, ...]:
    if _TAG.fullmatch(part):
        return (f"<{part.lower()}",)
    valued = [_VALUED.match(inner) for inner in _BRACKETS.findall(part)]
    names = _NAMED.findall(_BRACKETS.sub("", part))
    return (*names, *(found[1] or found[2] for found in valued if found))


@lru_cache(maxsize=4096)
def parts(selector: str) -> tuple[str, ...]:
    """Split a selector list at its outer commas."""
    out, depth, start = [], 0, 0
    for at, char in enumerate(selector):
        depth += char in "(["
        depth -= char in ")]"
        if char == "," and depth == 0:
            out.append(selector[start:at].strip())
            start = at + 1
    out.append(selector[start:].strip())
    return tuple(out)


def possible(selector: str, names: Container[str]) -> str:
    """Return the selectors of a list that the page's names allow; empty when it allows none."""
    there = names.__contains__
    return ", ".join([part for part, needs in _alternatives(selector) if all(map(there, needs))])


@lru_cache(maxsize=4096)
def _alternatives(selector: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(zip(parts(selector), required(selector), strict=True))


def select(scope: LexborNode, selector: str, names: Container[str]) -> list[LexborNode]:
    """Return the elements that match, without walking the page for names that it does not hold."""
    allowed = possible(selector, names)
    return scope.css(allowed) if allowed else []
