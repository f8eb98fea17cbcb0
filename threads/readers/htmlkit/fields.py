"""What a field of a comment is, in data: a selector, perhaps an attribute, perhaps a pattern."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .flow import SILENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, slots=True)
class Pick:
    """Where one value stands.

    Parameters
    ----------
    css : str
        Which element; empty for the comment's own.
    attr : str, optional
        Which attribute; the element's text when left out.
    pattern : str, optional
        A regular expression of which the first group that matched is kept; no match, no value.
    last : bool
        The last element of the comment that matches instead of the first.
    """

    css: str = ""
    attr: str | None = None
    pattern: str | None = None
    last: bool = False

    def value(self, node: LexborNode, skip: frozenset[int] | set[int]) -> str | None:
        """Read the value off an element; ``None`` when it is absent, empty or of another shape."""
        raw = node.attrs.get(self.attr) if self.attr else plain(node, skip)
        return trimmed(raw, self.pattern)


def trimmed(raw: str | None, pattern: str | None) -> str | None:
    """Apply a pattern to a raw value and collapse its white space."""
    return trimmer(pattern)(raw)


@lru_cache(maxsize=512)
def trimmer(pattern: str | None) -> Callable[[str | None], str | None]:
    """Return what applies a pattern to raw values and collapses their white space."""
    if not pattern:
        return _collapsed
    compiled = re.compile(pattern, re.IGNORECASE)
    search = compiled.search
    first, *others = range(1, compiled.groups + 1) if compiled.groups else (0,)

    def trim(raw: str | None) -> str | None:
        found = search(raw) if raw else None
        if found is None:
            return None
        value = found[first]
        if not value and others:
            value = next(filter(None, map(found.group, others)), None)
        if not value or value.isalnum():
            return value or None
        return collapsed(value) or None

    return trim


def _collapsed(raw: str | None) -> str | None:
    return collapsed(raw) or None if raw else None


def collapsed(text: str) -> str:
    """Return a text with each run of white space as one space, and none at its ends."""
    # Nothing that prints is white space, but the space itself.
    if "  " not in text and text.isprintable():
        return text.strip(" ")
    return " ".join(text.split())


def plain(node: LexborNode, skip: frozenset[int] | set[int]) -> str:
    """Return the text below an element, without what ``skip`` names and without scripts."""
    parts: list[str] = []
    here = node.first_child
    while here is not None:
        if here.is_text_node:
            parts.append(here.text_content or "")
        elif here.tag not in SILENT and here.mem_id not in skip:
            child = here.first_child
            if child is not None:
                here = child
                continue
            if here.tag in ("br", "img"):
                parts.append(" ")
        while here is not None and here.next is None:
            here = here.parent
            if here is None or here.mem_id == node.mem_id:
                return "".join(parts)
        here = here.next if here is not None else None
    return "".join(parts)
