"""Plain-text dumps: one platform a line grammar, read by the rebuild."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from ..errors import NoCommentsFound
from ..payload import JSON_START
from ..platform import LEAST, Recognition, Way
from ..rebuild.article import read_article
from ..rebuild.comments.leftovers import at_most
from ..rebuild.grammars import BARE, GRAMMARS, TALK
from ..rebuild.read import explain, first_look, read_cut, read_dump, read_pieces
from ..rebuild.sampling import HUGE, check_text, pieces, sample
from ..rebuild.segmentation.worth import explained
from ..rebuild.text.lines import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..draft import Reading
    from ..payload import Payload
    from ..platform import ReadOptions
    from ..rebuild.cutters.talk import Talk
    from ..rebuild.grammar import Grammar
    from ..rebuild.layouts.induce import Induced
    from ..rebuild.segmentation.segment import Segmentation
    from ..rebuild.text.lines import Lines

VERSION: Final = "1"
#: How sure "plain text" is: anything else goes first.
PLAIN: Final = LEAST
#: How sure a line grammar is at least and at most, and the gain (log-odds) at which it is half-way between.
FAINTEST: Final = 0.3
SUREST: Final = 0.9
HALF: Final = 50.0
#: A talk page has at least so many signatures, each with a time zone in parentheses.
FEWEST_SIGNED: Final = 3
#: A line of a chat that opens with who speaks.
_SPEAKER: Final = re.compile(r"<[@+%&~! ]?[^<>\s/!?][^<>\n=]{0,40}>[ \t]+\S")


@dataclass(frozen=True)
class TextPlatform:
    """A line grammar as a platform."""

    grammar: Grammar
    carrier: str = "text"
    depth_cap: int | None = None
    version: str = VERSION
    surest: float = SUREST

    @property
    def name(self) -> str:
        """What ``--from`` takes."""
        return self.grammar.name

    @property
    def title(self) -> str:
        """The platform's name for people."""
        return self.grammar.title

    @property
    def doc(self) -> str:
        """What it keeps and loses."""
        return self.grammar.doc

    @property
    def keeps(self) -> tuple[str, ...]:
        """Columns that it fills."""
        return self.grammar.keeps

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim plain text that the grammar explains, the surer the more of it."""
        found = self._labelled(payload)
        return None if found is None else self._claim(found, payload)

    def ways(self) -> Sequence[Way]:
        """Ask nothing of a text that another carrier claims more surely than this can."""
        return (Way(self.surest, self.recognise),)

    def _labelled(self, payload: Payload) -> Segmentation | None:
        return None if is_no_dump(payload) else first_look(payload.lines, self.grammar)

    def _claim(self, found: Segmentation, payload: Payload) -> Recognition | None:
        gain, comments = explain(payload.lines, self.grammar, found)
        if gain <= 0 or comments == 0:
            return None
        return Recognition(score_of(gain), f"{comments} comments in the line grammar of {self.grammar.title}")

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Rebuild the one discussion that the dump holds."""
        check_text(payload.text, name=payload.name)
        yield read_dump(payload.every_line, self.grammar, name=payload.name, article=options.article)


@dataclass(frozen=True)
class LineText(TextPlatform):
    """One of many line grammars: only what can beat the others once its lines are labelled is cut into comments."""

    def ways(self) -> Sequence[Way]:
        """One way, in two steps."""
        return (Way(self.surest, self._first_look),)

    def _first_look(self, payload: Payload) -> Way | None:
        found = self._labelled(payload)
        if found is None:
            return None
        return Way(score_of(at_most(explained(found, self.grammar))), partial(self._claim, found))


@dataclass(frozen=True)
class TalkText(TextPlatform):
    """Talk pages of wikis, whose comments are signed at their ends."""

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim plain text with several signatures that end lines."""
        found = None if is_no_dump(payload) else _talk(payload.lines)
        if found is None:
            return None
        return Recognition(score_of(found.gain), f"{len(found.pieces.blocks)} comments end in a signature with a time")

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Cut at the signatures."""
        check_text(payload.text, name=payload.name)
        lines = payload.every_line
        found = _talk(lines)
        if found is None:
            yield read_dump(lines, BARE, name=payload.name, article=options.article)
            return
        yield read_pieces(lines, self.grammar, found.pieces, name=payload.name, article=options.article)


@dataclass(frozen=True)
class PlainText(TextPlatform):
    """Text that no grammar explains: an article, or a layout of its own."""

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim any plain text, last of all, unless its own lines recur as those of a discussion do."""
        if looks_marked_up(payload):
            return None
        found = None if payload.is_silent else payload.learned
        if found is None:
            return Recognition(PLAIN, "plain text")
        return Recognition(
            score_of(found.segmentation.gain), f"{found.comments} comments in a layout that recurs in the text"
        )

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:
        """Read by the layout that the text itself suggests; without one it is an article."""
        check_text(payload.text, name=payload.name)
        if payload.is_silent:
            raise _nothing_said(
                payload, "is a list, a log, subtitles or a collection of sayings: nobody speaks in it to anybody"
            )
        if len(payload.text) > HUGE and not any(_looks_said(part, self.grammar) for part in _parts(payload.text)):
            raise _nothing_said(payload, "is a long text, and no sample of it looks like comments")
        lines = payload.every_line
        found = payload.learned if lines is payload.lines else _learned(lines)
        if found is None:
            yield read_dump(lines, self.grammar, name=payload.name, article=options.article)
            return
        yield read_cut(lines, found.grammar, found.segmentation, name=payload.name, article=options.article)


def _learned(lines: Lines) -> Induced | None:
    """The layout that lines suggest by themselves; looked for rarely, so imported here."""
    from ..rebuild.layouts.learned import learned_layout

    return learned_layout(lines)


def _parts(text: str) -> Iterator[str]:
    """What of a huge text is looked at: its ends, as in recognition, then pieces of the rest."""
    yield sample(text)
    yield from pieces(text)


def _looks_said(piece: str, grammar: Grammar) -> bool:
    """Whether a piece of a text holds comments, by its own layout or by marks that all layouts share."""
    lines = split_lines(piece)
    found = first_look(lines, grammar)
    return (found is not None and explain(lines, grammar, found)[1] > 0) or _learned(lines) is not None


def _nothing_said(payload: Payload, why: str) -> NoCommentsFound:
    lines = payload.lines if payload.is_silent else split_lines(payload.text[:HUGE])
    story, _ = read_article(lines, len(lines))
    return NoCommentsFound(f"{payload.name} {why}.", name=payload.name, article=story)


def _talk(lines: Lines) -> Talk | None:
    """The signed comments of a talk page; looked for rarely, so imported here."""
    if lines.text.count("(") < FEWEST_SIGNED:
        return None
    from ..rebuild.cutters.talk import read_talk

    return read_talk(lines)


def score_of(gain: float, surest: float = SUREST, half: float = HALF) -> float:
    """Gain (log-odds) as a score below that of formats with ids of their own, half-way to ``surest`` at ``half``."""
    return FAINTEST + (surest - FAINTEST) * gain / (gain + half)


def is_no_dump(payload: Payload) -> bool:
    """Whether no grammar needs to be tried on a source."""
    return looks_marked_up(payload) or payload.is_silent


def looks_marked_up(payload: Payload) -> bool:
    """Whether the text is HTML, XML, JSON or a mail rather than a dump."""
    # Extractors may leave the declaration of the page they read.
    head = re.sub(r"^<\?xml[^>]*>\s*", "", payload.head.lstrip("\ufeff \n\t"))
    if head.startswith("<"):
        return not _is_spoken(head)
    return JSON_START.match(head) is not None or "<html" in head or "<body" in head


def _is_spoken(head: str) -> bool:
    """Whether angle brackets hold who speaks, as in logs of chats, rather than tags."""
    lines = [line for line in head.split("\n") if line.strip()]
    return "</" not in head and len(lines) > 2 and 2 * sum(map(bool, map(_SPEAKER.match, lines))) > len(lines)


PLATFORMS: Final = (*(LineText(grammar) for grammar in GRAMMARS), TalkText(TALK), PlainText(BARE))
