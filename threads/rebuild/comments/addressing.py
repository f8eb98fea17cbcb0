"""Two names in the place of one: "Marlo → Tessa", "Marlo in reply to Tessa" or "Marlo  Tessa" is Marlo, who answers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from ..layouts.authors import ADDRESSING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from .blocks import Block

#: Share of comments with two names side by side, from which on the second is whom a comment answers.
ADDRESSED: Final = 0.15
#: Where a picture of an arrow stood.
_GAP: Final = re.compile(r"\s{2,}")
#: So few names that end in another's are no habit of the page.
FEWEST: Final = 3
#: A line that names somebody in words that come back is no longer than this, the words no longer than these; a name
#: begins with one of so many words.
LONGEST: Final = 70
LONGEST_WORDS: Final = 40
LONGEST_NAME: Final = 40
STARTS: Final = 6
_START: Final = re.compile(r"(?<!\S)[@＠]?(?=\w)")


class _Two(NamedTuple):
    """An author and whom the comment answers; ``said`` where words, a sign or the gap of one stand between them."""

    author: str
    parent: str
    said: bool


def part_names(blocks: Sequence[Block]) -> None:
    """Part the names of authors from those of whom they answer, where these are known to comment as well."""
    signed = [block for block in blocks if "author" in block.fields and "parent" not in block.fields]
    whole = {block.fields["author"] for block in blocks if "author" in block.fields}
    known = whole | {_first(name) for name in whole} - {""}
    shortened = _first_words(known)
    found = [(block, _two_names(block.fields["author"], known, shortened)) for block in signed]
    split = [(block, two) for block, two in found if two is not None]
    split = _without_word_between(split, known)
    usual = sum(not two.said for _, two in split) >= max(FEWEST, ADDRESSED * len(blocks))
    for block, two in split:
        if two.said or two.author in known or usual:
            block.fields.update(author=two.author, parent=two.parent)


def _without_word_between(split: Sequence[tuple[Block, _Two]], known: Collection[str]) -> list[tuple[Block, _Two]]:
    """Take off the word, in whatever language, that stands between both names: "Marlo do Tessa", "Ivo do Marlo"."""
    unsaid = [two.author.rpartition(" ") for _, two in split if not two.said]
    between = Counter(word for name, _, word in unsaid if name and word.islower())
    usual = {
        word
        for word, count in between.items()
        if count >= (FEWEST - 1 if any(name in known for name, _, last in unsaid if last == word) else FEWEST)
    }
    out = []
    for block, two in split:
        name, _, word = two.author.rpartition(" ")
        out.append((block, _Two(name, two.parent, True) if name and word in usual and not two.said else two))
    return out


def habitual_addressees(first_lines: Sequence[str], known: Mapping[str, str]) -> list[str | None]:
    """Return whom each of some lines names, where the words around a name come back: "antwoord aan Marlo:".

    ``known`` are the names, in small letters, each with its author as displayed; what names nobody is ``None``.
    """
    if len(first_lines) < FEWEST or not known:
        return [None] * len(first_lines)
    named = [next(_names_in(line, known), None) if len(line) <= LONGEST else None for line in first_lines]
    habits = Counter(around for one in named if one is not None for around in [one[1]])
    return [one[0] if one is not None and habits[one[1]] >= FEWEST else None for one in named]


def _names_in(line: str, known: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Who is named in a line, the longest name first, and the words around each."""
    words = line.casefold()
    for start in list(_START.finditer(words))[:STARTS]:
        begin = start.end()
        for end in range(min(len(words), begin + LONGEST_NAME), begin + 1, -1):
            author = known.get(words[begin:end])
            around = words[: start.start()], words[end:]
            if author is not None and 1 < len("".join(around).strip(" :,")) <= LONGEST_WORDS:
                yield author, around


def _first_words(known: Collection[str]) -> dict[str, str]:
    """Names of several words by their first ones, where one name alone begins so."""
    names = [name for name in known if " " in name and ADDRESSING.search(name) is None]
    counts = Counter(name.split()[0] for name in names)
    return {first: name for name in names if counts[first := name.split()[0]] == 1}


def _two_names(names: str, known: Collection[str], shortened: Mapping[str, str]) -> _Two | None:
    for space in re.finditer(r"\s+", names):
        before, parent = names[: space.start()], names[space.end() :].lstrip("@")
        author = _first(before)
        if author and parent in known:
            return _Two(author, parent, len(author) < len(before) or len(space.group()) > 1)
        if author in known and len(author) < len(before) and parent in shortened:
            return _Two(author, shortened[parent], True)
    return None


def _first(names: str) -> str:
    """What stands before the words or the sign that say who is answered, or before a gap."""
    return _GAP.split(ADDRESSING.split(names, maxsplit=1)[0], maxsplit=1)[0]
