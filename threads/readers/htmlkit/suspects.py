"""Which elements a selector could match, told from their tags alone: where none could, the page need not be walked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from .selectors import parts

#: Tags with which elements open, as the parser writes them out: attributes in double quotes.
OPENING: Final = re.compile(r'<[a-z](?:[^">]++|"[^"]*")*>')
_CLASS: Final = re.compile(r' class="([^"]*)"')
_VALUE: Final = re.compile(r'(?<! class)="[^"]*"')
_BRACKETS: Final = re.compile(r"\[\s*([\w-]+)[^\]]*\]")
_NAMED: Final = re.compile(r"([.#])([\w-]+)")
_TAG: Final = re.compile(r"[a-zA-Z][\w-]*")
_STEP: Final = re.compile(r"\s*[\s>+~]\s*")


def shape(tag: str) -> str:
    """Return a tag without the values of attributes other than its classes: thousands of links have one shape."""
    return _VALUE.sub('=""', tag) if "=" in tag else tag


@dataclass(frozen=True, slots=True)
class Needs:
    """What an element must have to match: a tag name (``None``: any), classes, attributes."""

    tag: str | None
    classes: frozenset[str]
    attributes: tuple[str, ...]


class Suspects:
    """Tells whether a tag could belong to an element that a selector matches; what stands around it is not looked at.

    A "no" is certain, a "yes" is not.
    """

    def __init__(self, selector: str) -> None:
        needs = [_needs(part) for part in parts(selector) if part]
        self._bare = {one.tag for one in needs if not one.classes and not one.attributes}
        self._others = [one for one in needs if one.tag not in self._bare]
        self._known: dict[str, bool] = {}

    def __call__(self, tag: str) -> bool:
        """Whether an element that opens with this tag could match."""
        known = self._known.get(tag)
        if known is None:
            known = self._known[tag] = self._could(tag)
        return known

    def _could(self, tag: str) -> bool:
        name, _, attributes = tag[1:-1].partition(" ")
        if name in self._bare or None in self._bare:
            return True
        if not attributes:
            return False
        found = _CLASS.search(tag)
        classes = set(found[1].lower().split()) if found else set()
        return any(
            one.tag in (None, name)
            and one.classes <= classes
            and all(f" {attribute}" in tag for attribute in one.attributes)
            for one in self._others
        )


@lru_cache(maxsize=4096)
def _needs(part: str) -> Needs:
    """Read the last step of a selector, its functions left out: without them it matches no less."""
    last = _STEP.split(_without_functions(part).strip())[-1] if "[" not in part else _last_step(part)
    plain = _BRACKETS.sub("", last)
    named = _NAMED.findall(plain)
    tag = _TAG.match(plain)
    attributes = [*_BRACKETS.findall(last), *("id" for sign, _ in named if sign == "#")]
    return Needs(
        tag[0].lower() if tag else None,
        frozenset(name.lower() for sign, name in named if sign == "."),
        tuple(attributes),
    )


def _last_step(part: str) -> str:
    """Return the last step where values in brackets may hold what elsewhere parts steps."""
    held = re.sub(r"\[[^\]]*\]", lambda found: f"[{(_BRACKETS.match(found[0]) or ['', ''])[1]}]", part)
    return _STEP.split(_without_functions(held).strip())[-1]


def _without_functions(part: str) -> str:
    """Drop ``:name(…)`` and ``:name``, whatever is nested in them."""
    while (cut := re.sub(r":[\w-]+\([^()]*\)", "", part)) != part:
        part = cut
    return re.sub(r"::?[\w-]+", "", part)
