"""Which selectors can match at all: a page's class names and ids, read once, rule most of them out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

#: Literal beginnings keep these fast on megabytes of text.
_VALUES: Final = tuple(re.compile(rf"""{name}=("[^"]*"|'[^']*'|[^\s>"']+)""") for name in ("class", "id"))
_SPACED: Final = re.compile(r"""\b(?:class|id)(?:\s+=\s*|=\s+)("[^"]*"|'[^']*'|[^\s>"']+)""")
_DATA: Final = re.compile(r"data-[\w-]+")
_PLAIN: Final = ("itemprop", "itemtype", "typeof", "property", "resource", "about")
_NAMED: Final = re.compile(r"[.#]([\w-]+)")
_VALUED: Final = re.compile(
    r"(?:id|class)[\^*~|$]?=\s*[\"']?([^\"'\]]+)|^(data-[\w-]+|itemprop|itemtype|typeof|property|resource|about)\b"
)
_BRACKETS: Final = re.compile(r"\[([^\]]*)\]")
_OPTIONAL: Final = re.compile(r":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)")


def names_in(text: str) -> str:
    """Return every class, id and telling attribute name of a page once, in one string to search in."""
    found: set[str] = set()
    patterns = (*_VALUES, _SPACED) if any(odd in text for odd in ("class =", "class= ", "id =", "id= ")) else _VALUES
    for pattern in patterns:
        found.update(pattern.findall(text))
    found.update(_DATA.findall(text))
    found.update(name for name in _PLAIN if f"{name}=" in text)
    return " ".join(found)


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


def possible(selector: str, names: str) -> str:
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


def select(scope: LexborNode, selector: str, names: str) -> list[LexborNode]:
    """Return the elements that match, without walking the page for names that it does not hold."""
    allowed = possible(selector, names)
    return scope.css(allowed) if allowed else []
