"""Whether short lines that stand alone above paragraphs are people speaking, or the headings of an article.

Asked where names are all that heads say. Log-odds of a comment against a section of an article, learned by logistic
regression from 240 discussions in the layouts of bare names, whole, and from 800 cuts of articles, shops, manuals and
changelogs that people do not speak in; rounded. What a heading says is said below it again, in small letters; people
come back, are spoken to, say "I", ask, agree and thank.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ...words import words
from ..evidence.cues import answers, asks, says_i

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .blocks import Block

#: Log-odds of any comment; of a name that comes back; of one whose words are said in small letters somewhere; of words
#: that begin with somebody else's name; that say "I"; that ask; that begin as answers do; that are hardly any; of lines
#: of a list; of many lines; of names in small letters, of three words, in capitals, with signs of other lines.
ANY: Final = 0.2
RECURS: Final = 0.7
SAID: Final = -2.4
SPOKEN_TO: Final = 1.4
SAYS_I: Final = 2.2
ASKS: Final = 1.1
ANSWERS: Final = 2.7
SHORT: Final = -0.6
LISTED: Final = -0.5
MANY: Final = -1.8
SMALL: Final = 2.3
LONG_NAME: Final = -1.0
CAPITALS: Final = -1.1
ODD: Final = -2.4

FEWEST_WORDS: Final = 4
MANY_LINES: Final = 5
SHORT_LINE: Final = 50
#: So many characters of what somebody says tell whom it is said to.
OPENING: Final = 60
#: Letters of a name in capitals that is no abbreviation.
ABBREVIATED: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_ODD: Final = frozenset("`{}()=<>|\\/;#*[]~:")
_SENTENCE_ENDS: Final = frozenset(".!?…)”\"'。！？")


def speech(blocks: Sequence[Block]) -> float:
    """Return the mean log-odds, over all that is signed, that somebody speaks there; nothing signed is 0."""
    return _mean(blocks, _name)


def spoken(blocks: Sequence[Block]) -> float:
    """Return the same but for how names are spelled: where other marks show who they are, any sign may be in them."""
    return _mean(blocks, _said)


def _mean(blocks: Sequence[Block], weigh: Callable[[str, set[str]], float]) -> float:
    signed = [(block.fields["author"], block.text) for block in blocks if "author" in block.fields]
    if not signed:
        return 0.0
    small = {word for block in blocks for word in _WORD.findall(block.text) if word[0].islower()}
    turns = Counter(name.casefold() for name, _ in signed)
    known = tuple(name for name in turns if len(name) > 2)
    return sum(
        ANY
        + RECURS * (turns[name.casefold()] > 1)
        + SPOKEN_TO * _opens_with(text, known, name.casefold())
        + weigh(name, small)
        + _text(text)
        for name, text in signed
    ) / len(signed)


def is_title(first: str, said: str, text: str) -> bool:
    """Whether the first line of a text heads the article, not what is ``said`` below it by somebody."""
    small = {word for word in _WORD.findall(text) if word[0].islower()}
    return ANY + _name(first, small) + _text(said) < 0.0


def _opens_with(text: str, known: tuple[str, ...], own: str) -> bool:
    """Whether words begin with the name of somebody else."""
    opening = text.lstrip("@ ")[:OPENING].casefold()
    return opening.startswith(known) and not opening.startswith(own)


def _name(name: str, small: set[str]) -> float:
    """Log-odds by the name alone, and by what is said anywhere."""
    return (
        _said(name, small)
        + LONG_NAME * (len(name.split()) > 2)
        + CAPITALS * (name.isupper() and len(name) > ABBREVIATED)
        + ODD * (not name[:1].isalpha() or not _ODD.isdisjoint(name))
    )


def _said(name: str, small: set[str]) -> float:
    """Log-odds by whether what stands as a name is a word that is said as well, or has small letters alone."""
    return SAID * any(word.casefold() in small for word in _WORD.findall(name)) + SMALL * name.islower()


def _text(text: str) -> float:
    """Log-odds by what is said."""
    tokens = words(text).tokens
    lines = [line for raw in text.split("\n") if (line := raw.strip())]
    listed = sum(len(line) < SHORT_LINE and line[-1] not in _SENTENCE_ENDS for line in lines)
    return (
        SAYS_I * says_i(tokens)
        + ASKS * asks(text)
        + ANSWERS * answers(tokens)
        + SHORT * (len(tokens) < FEWEST_WORDS)
        + LISTED * (2 * listed > len(lines))
        + MANY * (len(lines) > MANY_LINES)
    )
