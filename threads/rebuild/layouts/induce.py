"""A grammar for a layout that nobody described: what recurs from comment to comment is taken for heads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.blocks import cut
from ..comments.plausible import told_by_names, told_by_turns
from ..grammar import Grammar, Mark, fits
from ..grammars.common import ENDS, MENUS, SECTION
from ..segmentation.segment import BODY, FIRST_MARK, HEADING, Label, Segmentation
from ..text.furniture import keys_of
from ..text.headings import heading_above
from ..text.namelike import NAMELESS, namelike
from .answers import read_answers
from .inline import find_turns, turn_labels
from .layout import find_layout
from .line_ends import find_line_ends, line_end_labels
from .page import SMILE, is_rule
from .profiles import behind_profile, profile_lines
from .runs import find_run, run_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..text.lines import Lines
    from .layout import Head, Layout

#: Log-odds of a head with a time, of its name, of a piece of furniture; what an unknown layout costs to begin with.
TIME: Final = 3.5
NAME: Final = 2.5
FURNITURE: Final = 1.2
#: Log-odds of a signature on a page that says which of them are answers: no other layout explains those.
ANSWER: Final = 25.0
PRIOR: Final = -12.0
#: So many pieces of furniture a head speak for a layout; a page has more of them below its comments.
MOST_FURNITURE: Final = 4
#: Share of comments with furniture behind the body, from which on the last comment ends there as well.
MOSTLY: Final = 0.7
#: Share of comments below which a line stands that closes them; so many lines, so short, may follow it.
CLOSING: Final = 0.8
TAIL: Final = 20
SHORT_LINE: Final = 100
#: A line that only says who is answered is no longer than this.
NAME_LINE: Final = 40

GRAMMAR: Final = Grammar(
    name="induced-text",
    title="Layout induced from the text",
    doc="Whatever recurs from comment to comment in this text; its confidence is a score, not a probability.",
    nesting="indent",
    marks=(
        Mark("author", r".+", TIME + NAME, rank=1),
        Mark("furniture", r".+", FURNITURE, place="drop"),
        *SECTION,
    ),
)
_HEAD: Final = FIRST_MARK
_FURNITURE: Final = FIRST_MARK + 1


class Induced(NamedTuple):
    """A layout as the reader needs it: a grammar, the labels of the lines, and how many comments there are."""

    grammar: Grammar
    segmentation: Segmentation
    comments: int


def induce(lines: Lines) -> Induced | None:
    """Learn a layout from the lines that recur and cut the dump by it; ``None`` where nothing recurs."""
    answers = read_answers(lines, _HEAD - FIRST_MARK, _FURNITURE - FIRST_MARK)
    if answers is not None:
        count = sum(label.opens for label in answers)
        return Induced(GRAMMAR, Segmentation(tuple(answers), PRIOR + ANSWER * count), count)
    found = [one for one in (_headed(lines), _conversation(lines), _apart(lines), _ending(lines)) if one is not None]
    return max(found, key=lambda one: one.segmentation.gain, default=None)


def _headed(lines: Lines) -> Induced | None:
    """Comments with heads on lines of their own."""
    layout = find_layout(lines)
    if layout is None:
        return None
    labels = tuple(_labels(lines, layout))
    named = sum(_named(lines, head) for head in layout.heads)
    furniture = min(MOST_FURNITURE * len(layout.heads), _drawn_once(lines, layout, labels))
    gain = PRIOR + TIME * len(layout.heads) + named + FURNITURE * furniture
    found = Segmentation(labels, gain)
    if not any(head.author for head in layout.heads):
        # Names may open what is said.
        authors = [block.fields["author"] for block in cut(lines, GRAMMAR, found).blocks if "author" in block.fields]
        found = replace(found, gain=gain + sum(map(_worth, authors)))
    return Induced(GRAMMAR, found, len(layout.heads))


def _drawn_once(lines: Lines, layout: Layout, labels: Sequence[Label]) -> int:
    """How many lines of furniture the comments have, each once: what somebody says again and again is none."""
    count, seen = 0, set[str]()
    for label in labels:
        seen = set() if label.opens else seen
        if label.line in layout.furniture and lines.bare[label.line] not in seen:
            seen.add(lines.bare[label.line])
            count += 1
    return count


def _conversation(lines: Lines) -> Induced | None:
    """Comments that begin on the line of the name, where people come back and are spoken to."""
    turns = find_turns(lines)
    if not turns:
        return None
    stated = sum(turn.match.groupdict().get("date") is not None for turn in turns)
    named = sum(_worth(turn.author) for turn in turns)
    labels = tuple(turn_labels(lines, turns, _HEAD - FIRST_MARK))
    found = Segmentation(labels, PRIOR + TIME * stated + named)
    return Induced(GRAMMAR, found, len(turns)) if told_by_turns(cut(lines, GRAMMAR, found).blocks) else None


def _ending(lines: Lines) -> Induced | None:
    """Comments that end in a dash, a name and a time."""
    signs = find_line_ends(lines)
    if not signs:
        return None
    labels = tuple(line_end_labels(lines, signs, _HEAD - FIRST_MARK))
    gain = PRIOR + sum(TIME + _worth(sign.author) for sign in signs)
    return Induced(GRAMMAR, Segmentation(labels, gain), len(signs))


def _apart(lines: Lines) -> Induced | None:
    """Comments below a heading whose names stand on lines of their own, with no time anywhere."""
    run = find_run(lines)
    if run is None:
        return None
    labels = tuple(run_labels(lines, run, _HEAD - FIRST_MARK, _FURNITURE - FIRST_MARK))
    count = len(run.comments)
    found = Segmentation(labels, PRIOR + (TIME + NAME) * count)
    blocks = cut(lines, GRAMMAR, found).blocks
    for block in blocks if run.below else ():
        # Capitals are usual below a letter, and no sign of a heading.
        block.fields |= {"author": block.fields["author"].title()} if "author" in block.fields else {}
    return Induced(GRAMMAR, found, count) if told_by_names(blocks, GRAMMAR, headed=True) else None


def _named(lines: Lines, head: Head) -> float:
    """What a head's name is worth: as much as beside a known mark, and nothing where it is no name."""
    if head.author is None:
        return 0.0
    line, begin, end = head.author
    return _worth(lines.bare[line][begin:end])


def _worth(words: str) -> float:
    return NAME if NAMELESS.fullmatch(words) else max(0.0, NAME + min(0.0, namelike(words, {})))


def _labels(lines: Lines, layout: Layout) -> Iterator[Label]:
    """Label the comments' lines, wherever their heads stand."""
    if layout.foot:
        yield from _below(lines, layout)
        return
    heading = heading_above(lines, layout.heads[0].first)
    if heading is not None:
        yield Label(heading, HEADING, False, None)
    yield from _around(lines, layout) if layout.around else _above(lines, layout)


def _above(lines: Lines, layout: Layout) -> Iterator[Label]:
    """Comments below their heads: a body ends where the next head begins, or the page goes on to something else."""
    edges = [*(head.first for head in layout.heads[1:]), _stop(lines, layout)]
    spans = [range(head.last + 1, end) for head, end in zip(layout.heads, edges, strict=True)]
    closers = _closers(lines, layout, spans)
    openers = profile_lines(lines, [_said(lines, layout, span) for span in spans])
    for head, span in zip(layout.heads, spans, strict=True):
        yield from _marked(lines, head, opens=True)
        begin = behind_profile(lines, span, openers)
        yield from _drawn(lines, range(span.start, begin))
        yield from _body(lines, layout, range(begin, span.stop), closers)


def _below(lines: Lines, layout: Layout) -> Iterator[Label]:
    """Comments above their heads."""
    edges = [_start(lines, layout), *(head.last + 1 for head in layout.heads)]
    for begin, head in zip(edges, layout.heads, strict=False):
        body = list(_body(lines, layout, range(begin, head.first)))
        yield from _opening(body)
        yield from _marked(lines, head, opens=not body)


def _around(lines: Lines, layout: Layout) -> Iterator[Label]:
    """Comments that stand between their names and their times; what follows a time is the page's."""
    ends = [*(head.first for head in layout.heads[1:]), _stop(lines, layout)]
    openers = profile_lines(lines, [range(head.first + 1, head.last) for head in layout.heads])
    for head, end in zip(layout.heads, ends, strict=True):
        yield Label(head.first, _HEAD, True, _fields(lines, head, head.first))
        if head.first < head.last:
            begin = behind_profile(lines, range(head.first + 1, head.last), openers)
            yield from _drawn(lines, range(head.first + 1, begin))
            yield from _body(lines, layout, range(begin, head.last))
            yield Label(head.last, _HEAD, False, _fields(lines, head, head.last))
        yield from _drawn(lines, range(head.last + 1, end))


def _drawn(lines: Lines, span: range) -> Iterator[Label]:
    """Lines that are the page's, whatever they say."""
    return (Label(line, _FURNITURE, False, None) for line in span if lines.content[line])


def _said(lines: Lines, layout: Layout, span: range) -> range:
    """A body without what the page draws below it."""
    stop = next((at for at in reversed(span) if lines.content[at] and at not in layout.furniture), span.start - 1)
    return range(span.start, stop + 1)


def _closers(lines: Lines, layout: Layout, spans: Sequence[range]) -> frozenset[str]:
    """What the page draws, once each, below nearly every body, as its number or a button."""
    seen: Counter[str] = Counter()
    for span in spans:
        keys = Counter(keys_of([lines.bare[line] for line in span if line in layout.furniture]))
        seen.update(key for key, count in keys.items() if count == 1 and key)
    return frozenset(key for key, count in seen.items() if count >= CLOSING * len(spans))


def _closed(lines: Lines, filled: Sequence[int], closers: frozenset[str]) -> int:
    """The line below which a body holds no more than a few short lines, which belong to the page; -1 for none."""
    if not closers:
        return -1
    for back, line in enumerate(reversed(filled)):
        if back > TAIL or len(lines.bare[line]) > SHORT_LINE:
            return -1
        if keys_of([lines.bare[line]])[0] in closers:
            return line
    return -1


def _opening(body: list[Label]) -> Iterator[Label]:
    for at, label in enumerate(body):
        yield label._replace(opens=at == 0)


def _marked(lines: Lines, head: Head, *, opens: bool) -> Iterator[Label]:
    """The lines of one head, with name and time as fields."""
    for line in range(head.first, head.last + 1):
        if lines.content[line]:
            yield Label(line, _HEAD, opens, _fields(lines, head, line))
            opens = False


def _fields(lines: Lines, head: Head, line: int) -> re.Match[str] | None:
    found = [("date", *head.time[1:])] if head.time[0] == line and head.time[1] < head.time[2] else []
    if head.author is not None and head.author[0] == line:
        found.append(("author", *head.author[1:]))
    pattern, reached = "", 0
    for name, begin, end in sorted(found, key=lambda one: one[1]):
        pattern += rf".{{{begin - reached}}}(?P<{name}>.{{{end - begin}}})"
        reached = end
    return re.match(pattern, lines.bare[line])


def _body(lines: Lines, layout: Layout, span: range, closers: frozenset[str] = frozenset()) -> Iterator[Label]:
    """Body lines; furniture counts as such at either end of a body only, rules anywhere."""
    filled = [line for line in span if lines.content[line]]
    closed = _closed(lines, filled, closers)
    said = [line for line in filled if line not in layout.furniture and (closed < 0 or line < closed)]
    # Picture signs alone are what somebody says; below words they are buttons.
    while said and SMILE.fullmatch(lines.bare[said[-1]]) and _speaks(lines, said[:-1]):
        said.pop()
    first, last = (said[0], said[-1]) if said else (0, -1)
    for line in filled:
        inside = first <= line <= last and not is_rule(lines.content[line])
        yield Label(line, BODY if inside else _FURNITURE, False, None)


def _speaks(lines: Lines, said: Sequence[int]) -> bool:
    """Whether lines hold more than the name of whom somebody answers."""
    return sum(len(lines.bare[line]) for line in said) > NAME_LINE


def _stop(lines: Lines, layout: Layout) -> int:
    """Where the last comment ends: at what announces something else, or at its furniture where others have some."""
    heads = layout.heads
    closed, within = _within(lines, layout)
    said = False
    for line in range(heads[-1].last + 1, len(lines)):
        words = lines.bare[line]
        if not words:
            continue
        if closed and said and line in layout.furniture and within.isdisjoint(keys_of([words])):
            return line
        if any(mark.regex.fullmatch(words) for mark in ENDS):
            return line
        said = said or line not in layout.furniture
    return len(lines)


def _within(lines: Lines, layout: Layout) -> tuple[bool, frozenset[str]]:
    """Whether the comments but the last have furniture, and which of it stands inside them rather than below."""
    inside, behind = Counter[str](), Counter[str]()
    closed = 0
    for head, following in pairwise(layout.heads):
        filled = [line for line in range(head.last + 1, following.first) if lines.bare[line]]
        said = max((at for at, line in enumerate(filled) if line not in layout.furniture), default=-1)
        closed += any(line in layout.furniture for line in filled)
        behind.update(keys_of([lines.bare[line] for line in filled[said + 1 :]]))
        inside.update(keys_of([lines.bare[line] for line in filled[:said] if line in layout.furniture]))
    within = frozenset(key for key, count in inside.items() if count >= behind[key])
    return closed >= MOSTLY * (len(layout.heads) - 1), within


def _start(lines: Lines, layout: Layout) -> int:
    """Where the body above the first trailer begins: behind a heading, else its last paragraph."""
    first = layout.heads[0].first
    heading = heading_above(lines, first)
    if heading is not None:
        at = heading + 1
        while at < first and (not lines.content[at] or fits(lines.bare[at], MENUS)):
            at += 1
        return at
    at = first - 1
    while at > 0 and (not lines.content[at] or at in layout.furniture):
        at -= 1
    while at > 0 and lines.content[at - 1]:
        at -= 1
    return max(0, at)
