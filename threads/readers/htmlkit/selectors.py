"""Which selectors can match at all: a page's class names and ids, read once, rule most of them out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

    from selectolax.lexbor import LexborNode

# Literal beginnings keep these fast on megabytes of text.
_CLASSES: Final = (re.compile(r'class="([^"]*)"'), re.compile(r"class='([^']*)'"))
_IDS: Final = re.compile(r"""id= ?["']?([^"'\s>]*)""")
_DATA: Final = re.compile(r"data-[\w-]+")
# Attributes without quotes, or with space around the sign: who writes so once does so throughout.
_ODD: Final = re.compile(r"""\b(?:class|id)(?:\s+=\s*|=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""")
_SPACED: Final = re.compile(r"(?:class|id)(?:\s+=|=\s)")
_CAPITALS: Final = re.compile(r"\b(?:CLASS|ID)\s?=")
SAMPLE: Final = 100_000
_DIGITS: Final = re.compile(r"\d+")
_PLAIN: Final = frozenset(("itemprop", "itemtype", "typeof", "property", "resource", "about"))
_NAMED: Final = re.compile(r"[.#]([\w-]+)")
_VALUED: Final = re.compile(
    r"(?:id|class)[\^*~|$]?=\s*[\"']?([^\"'\]]+)|^(data-[\w-]+|itemprop|itemtype|typeof|property|resource|about)\b"
)
_BRACKETS: Final = re.compile(r"\[([^\]]*)\]")
_OPTIONAL: Final = re.compile(r":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)")


class Names:
    """The class names, ids and telling attributes of a page: ``name in names`` says whether a name can occur in it.

    A name counts as there when it is part of one that is, in any case: pages in quirks mode match so. Ids are compared
    without their numbers: a page has one for each comment. Plain attributes are looked for when they are asked for.
    """

    def __init__(self, text: str) -> None:
        # Names are compared without case, so that a page in capitals may be lowered whole.
        self._text = text = text.lower() if _CAPITALS.search(text, 0, SAMPLE) else text
        values = [value for pattern in _CLASSES for value in pattern.findall(text)]
        if text.count("class=") != len(values) or _SPACED.search(text, 0, SAMPLE):
            values += _ODD.findall(text)
        self._classes = " ".join({*values, *_DATA.findall(text)}).lower()
        self._ids = " ".join(set(_folded("\n".join(set(_IDS.findall(text)))).split("\n")))
        self._asked: dict[str, bool] = {}

    def __contains__(self, name: object) -> bool:
        """Whether a class, an id or an attribute of the page contains the name."""
        return isinstance(name, str) and self._has(name)

    def _has(self, name: str) -> bool:
        known = self._asked.get(name)
        if known is None:
            known = name.lower() in self._classes or _folded(name) in self._ids or self._has_attribute(name)
            self._asked[name] = known
        return known

    def _has_attribute(self, name: str) -> bool:
        return name in _PLAIN and f"{name}=" in self._text


def _folded(text: str) -> str:
    return _DIGITS.sub("0", text).lower()


@lru_cache(maxsize=4096)
def required(selector: str) -> tuple[tuple[str, ...], ...]:
    """Return, for each selector of a list, the classes, ids and attributes without which it matches nothing."""
    return tuple(_needs(_OPTIONAL.sub("", part)) for part in parts(selector))


def _needs(part: str) -> tuple[str, ...]:
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
    return _joined(
        tuple(
            part
            for part, needs in zip(parts(selector), required(selector), strict=True)
            if all(name in names for name in needs)
        )
    )


@lru_cache(maxsize=4096)
def _joined(kept: tuple[str, ...]) -> str:
    return ", ".join(kept)


def select(scope: LexborNode, selector: str, names: Container[str]) -> list[LexborNode]:
    """Return the elements that match, without walking the page for names that it does not hold."""
    allowed = possible(selector, names)
    return scope.css(allowed) if allowed else []
