"""Beginnings of comments that stand once more: as their heading, or below them, where pages offer to share them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...names import fold_name
from .spans import end_body, give, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text.lines import Lines
    from .blocks import Block
    from .spans import Span

#: An excerpt has so many signs, unless it says by dots that it is one; the line that it begins goes on so far.
SHORTEST: Final = 16
DOTTED: Final = 6
GOES_ON: Final = 2
#: An excerpt that is no line of its own is no longer than this.
LONGEST: Final = 160
#: So many lines at the end of a comment are looked at for the excerpt that the page offers to share.
TAIL: Final = 4
#: So many comments show a habit of the page.
FEWEST: Final = 3
_DOTS: Final = re.compile(r"\s*(?:\.{3}|…)$")
_BLANKS: Final = re.compile(r"[\s\xad]+")
_NAMED: Final = re.compile(r"(\S.{0,40}?):\s+(\S.{5,})")


def drop_excerpts(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Give headings that only begin what is said below, and what repeats a beginning at the end, to the marks."""
    said = [[shown(lines, span) for span in block.body] for block in blocks]
    _drop_headings_of_next(blocks, said, spans)
    own = [at for at, words in enumerate(said) if len(words) > 1 and _begins(words[0], words[1])]
    shared = {at: stop for at, words in enumerate(said) if (stop := _shared(words, blocks[at])) is not None}
    if len(own) >= FEWEST:
        for at in own:
            give(spans, blocks[at].body[:1], "marker", at)
            del blocks[at].body[:1]
    elif len(shared) >= FEWEST:
        for at, stop in shared.items():
            end_body(spans, blocks[at], stop, at)


def _drop_headings_of_next(blocks: Sequence[Block], said: Sequence[list[str]], spans: list[Span]) -> None:
    found = [
        at
        for at, (words, after) in enumerate(pairwise(said))
        if len(words) > 1 and after and _begins(words[-1], after[0])
    ]
    if len(found) < FEWEST:
        return
    for at in found:
        end_body(spans, blocks[at], len(blocks[at].body) - 1, at + 1)
        said[at].pop()


def _begins(excerpt: str, words: str) -> bool:
    """Whether words only begin others, with dots or as so many that this is no chance, or are the same."""
    plain = _flat(_DOTS.sub("", excerpt))
    rest = _flat(words)
    if not plain or len(excerpt) > LONGEST or not rest.startswith(plain):
        return False
    dotted = _DOTS.search(excerpt) is not None
    return len(plain) >= (DOTTED if dotted else SHORTEST) and (dotted or len(rest) >= len(plain) + GOES_ON)


def _shared(words: Sequence[str], block: Block) -> int | None:
    """The line among the last that says who wrote, a colon, and how that begins; ``None`` for none."""
    for at in range(max(1, len(words) - TAIL), len(words)):
        found = _NAMED.match(words[at]) if len(words[at]) <= LONGEST else None
        if found is not None and _same(found[1], block.fields.get("author", "")):
            begin = _flat(_DOTS.sub("", found[2]))
            if _flat(" ".join(words[:at])).startswith(begin):
                return at
    return None


def _same(handle: str, name: str) -> bool:
    """Whether a handle is a name with other signs between its words, or of somebody whose name is not known."""
    return not name or fold_name(handle.replace("_", " ")) == fold_name(name.replace("_", " "))


def _flat(words: str) -> str:
    return _BLANKS.sub("", words.replace("\xad", "")).casefold()
