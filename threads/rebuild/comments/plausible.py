"""Whether what was cut out of a text reads like a discussion, whatever the layout: who speaks, and in what words.

Changelogs, listings, manuals and source code have recurring lines with names and dates as well. What they say beneath
them are items and signs rather than sentences, what they call the speakers are no names, or nobody speaks. Limits lie
outside of what known discussions show in any layout, whole or damaged.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np

from ...words import word_count, words
from ..grammar import SURE, fits
from ..text.furniture import keys_of
from ..text.namelike import NAMELESS, namelike
from .alone import speech, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grammar import Grammar
    from ..segmentation.segment import Segmentation
    from .blocks import Block

#: Share of lines that begin as an item of a list does, and that end as code does; share of characters that are signs.
ITEMS: Final = 0.4
CODE: Final = 0.5
SIGNS: Final = 0.1
#: The same share below a heading where nearly everybody signs: people enumerate as well.
ITEMS_SAID: Final = 0.6
#: So many lines that say the same are the page's.
FEWEST_DRAWN: Final = 3
#: So few lines that end as code does prove nothing.
FEWEST_CODE: Final = 3.0
#: Share of comments without a word.
SILENT: Final = 0.3
#: Twice so many words that are heads themselves prove something.
FEWEST_HEADS: Final = 4
#: Mean log-odds that those who sign have names; so few signatures prove nothing.
NAMES: Final = -2.0
FEWEST_NAMES: Final = 3
#: What it costs to be numbered, or to have a colon inside, as titles are and have.
TITLE: Final = 2.0

#: Where names alone head what is said: mean log-odds, share of signs, words of a usual comment, share in capitals.
ALONE_NAMES: Final = 0.15
ALONE_SIGNS: Final = 0.03
ALONE_WORDS: Final = 3.0
ALONE_CAPITALS: Final = 0.6
#: Characters of a usual line beneath them: a list of words has few.
ALONE_LINE: Final = 12.0
#: So many turns make a conversation.
TURNS_FEWEST: Final = 4
#: So few names may do, one fewer below a heading; log-odds that people speak from which on they do, of replies that
#: stand to the right of what they answer, and of a heading.
ALONE_FEWEST: Final = 3
SPEAKING: Final = 0.5
NESTED: Final = 1.0
HEADED: Final = 1.0
#: Log-odds below which nobody speaks though dates stand beside what may be names: sections of comments lie above 0.
UNSPOKEN: Final = -0.5
ALONE_SIGNED: Final = 0.3
#: Share of comments that may hold a short line with a time.
ALONE_TIMED: Final = 0.1
SHORT: Final = 60
#: Share of bare heads from which on a dump is one of names alone.
MOSTLY: Final = 0.8

_SIGNS: Final = frozenset("{}[]()<>=_\\|;#*/&%$^~+`")
_CODE_ENDS: Final = frozenset(";{}()=[],:\\")
_ITEM: Final = re.compile(r"#(?!\d)|[-–—*+•·●○■□▪◦‣►▸✓✔=|\\/<\[\]{}~^%&$;:,.)!?]|\d{1,3}[.)]\s")
_NUMBERED: Final = re.compile(r"\d+(?:\.\d+)*\.?\s")
#: Versions of a program, and what a typesetter is told: nobody is called so.
_NOBODY: Final = re.compile(
    r"(?:v|ver|version|release|rev|revision|r)[.:]?\s?\d+(?:\.\d+)*\w{0,8}(?:[ -]\w{1,8})?|\.[A-Za-z]{1,3}\b.*",
    re.IGNORECASE,
)
_TIME: Final = re.compile(r"\d:\d\d|\b(?:19|20)\d\d\b|\d\s?[^\W\d_]+ ago\b|\d [^\W\d_]+$")
#: Pictures and remarks in Markdown, rules between comments, and bullets without a word: no item begins with them.
_PICTURE: Final = r"!\[[^\]\n]{0,80}\]\([^)\n]{1,200}\)|<!--[^\n]{0,80}?-->|<(?:img|br)\b[^<>\n]{0,400}>"
_ADDED: Final = re.compile(rf"{_PICTURE}|^[ \t]*(?:-{{3,}}|_{{3,}}|\*{{3,}}|[*+•○])[ \t]*$")
#: Signs that say nothing of what a text is: these, addresses, quotation marks of mails, drawn lines.
_ADDRESS: Final = re.compile(rf"{_PICTURE}|https?://\S+|^[ \t]*(?:[>|][ \t]?)+|([^\w\s])\1{{2,}}", re.MULTILINE)
#: A word, or a picture that says as much.
_WORD: Final = re.compile(r"\w|[\u2600-\u27bf\U0001f300-\U0001faff]")
#: A smile in words or signs, which ends a line as code may.
_SMILE: Final = re.compile(r"(?::\w+:|[:;=8xX]['-]?[()\[\]|/\\*]+|\^_*\^;*)$")


def reads_like_comments(blocks: Sequence[Block], segmentation: Segmentation, grammar: Grammar) -> bool:
    """Whether people speak in the comments that a segmentation cuts out."""
    headed = segmentation.headed(grammar)
    if not blocks:
        return False
    signed = [block.fields["author"] for block in blocks if "author" in block.fields]
    told = any(block.leads or block.replies or not {"number", "level"}.isdisjoint(block.fields) for block in blocks)
    if not (signed or headed or told):
        return False
    announced = headed and len(signed) >= MOSTLY * len(blocks)
    if not reads_as_speech(blocks, most_items=ITEMS_SAID if announced else ITEMS) or not _names(signed):
        return False
    if not (headed or told) and len(signed) >= ALONE_FEWEST and spoken(blocks) < UNSPOKEN:
        return False
    return segmentation.bare(grammar) < MOSTLY or told_by_names(blocks, grammar, headed=headed)


def repeats_heads(blocks: Sequence[Block], grammar: Grammar) -> bool:
    """Whether half of what is said begins as a head does: every line of a log is one, and nobody says anything."""
    heads = [mark for mark in grammar.marks if mark.place == "head" and mark.weight >= SURE and not mark.inline]
    lines = [block.text.partition("\n")[0].strip() for block in blocks]
    return 2 * sum(bool(line) and fits(line, heads) for line in lines) >= max(len(blocks), FEWEST_HEADS)


def told_by_names(blocks: Sequence[Block], grammar: Grammar, *, headed: bool) -> bool:
    """Whether short lines that head paragraphs are people: they speak as people do, below each other or a heading."""
    nested = grammar.nesting == "indent" and len({block.indent for block in blocks}) > 1
    signed = sum("author" in block.fields for block in blocks)
    if signed < max(ALONE_FEWEST - headed, ALONE_SIGNED * len(blocks)) or not _may_be_names(blocks):
        return False
    return speech(blocks) + NESTED * nested + HEADED * headed >= SPEAKING


def told_by_turns(blocks: Sequence[Block]) -> bool:
    """Whether who stands on the line of the words is somebody who speaks, and not a label: "Tip", "Pros", "Memory"."""
    signed = sum("author" in block.fields for block in blocks)
    enough = signed >= max(TURNS_FEWEST, ALONE_SIGNED * len(blocks))
    return enough and _may_be_names(blocks) and speech(blocks) >= SPEAKING


def _may_be_names(blocks: Sequence[Block]) -> bool:
    """Whether neither the names nor what is said beneath them show that this is a list, a table or another layout."""
    signed = [block for block in blocks if "author" in block.fields]
    names = [block.fields["author"] for block in signed]
    capitals = sum(name.isupper() for name in names) / len(names)
    worth = np.mean([_worth(name) for name in names])
    if worth < ALONE_NAMES or capitals > ALONE_CAPITALS or _signs(_said(blocks)) > ALONE_SIGNS:
        return False
    if (
        _median([word_count(words(block.text).tokens) for block in signed]) < ALONE_WORDS
        or _line_length(signed) < ALONE_LINE
    ):
        return False
    return sum(_timed(block) for block in blocks) <= ALONE_TIMED * len(blocks)


def _median(values: Sequence[float]) -> float:
    # numpy's own loads masked arrays first, which costs a fiftieth of reading a small dump.
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _timed(block: Block) -> bool:
    """Whether a short line beneath a name states a time: then names do not stand alone, and this is another layout."""
    return any(len(line) <= SHORT and _TIME.search(line) for line in block.text.split("\n"))


def reads_as_speech(blocks: Sequence[Block], *, most_items: float = ITEMS) -> bool:
    """Whether sentences are said rather than items listed or signs written."""
    lines = [line for block in blocks for raw in block.text.split("\n") if (line := _ADDED.sub("", raw).strip())]
    items = [line for line in lines if _ITEM.match(line)]
    if len(items) > most_items * len(lines):
        items, lines = _unlike(items), _unlike(lines)
    code = sum(line[-1] in _CODE_ENDS and not _SMILE.search(line) for line in lines)
    silent = sum(not _WORD.search(block.text) for block in blocks)
    return (
        len(items) <= most_items * len(lines)
        and code <= max(FEWEST_CODE, CODE * len(lines))
        and silent <= max(1.0, SILENT * len(blocks))
        and _signs(_said(blocks)) <= SIGNS
    )


def _unlike(lines: Sequence[str]) -> list[str]:
    """The lines without those that say the same, but for numbers: the page lists them with every comment."""
    keys = keys_of(lines)
    counts = Counter(keys)
    return [line for line, key in zip(lines, keys, strict=True) if not key or counts[key] < FEWEST_DRAWN]


def _said(blocks: Sequence[Block]) -> str:
    lines = (_SMILE.sub("", line.rstrip()) for block in blocks for line in block.text.split("\n"))
    return _ADDRESS.sub("", "\n".join(lines))


def _line_length(blocks: Sequence[Block]) -> float:
    lengths = [len(line) for block in blocks for line in block.text.split("\n") if line.strip()]
    return float(np.mean(lengths)) if lengths else 0.0


def _signs(text: str) -> float:
    return sum(sign in _SIGNS for sign in text) / max(1, len(text))


def _names(signed: Sequence[str]) -> bool:
    return len(signed) < FEWEST_NAMES or bool(np.mean([_worth(name) for name in signed]) > NAMES)


def _worth(name: str) -> float:
    if NAMELESS.fullmatch(name):
        return 1.0
    if _NOBODY.fullmatch(name):
        return -3.0
    title = ": " in name or _NUMBERED.match(name) is not None
    return min(1.5, max(-3.0, namelike(name, {}) - TITLE * title))
