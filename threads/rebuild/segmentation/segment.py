"""Cut a dump into comments: the sequence of line labels that scores best, not the first that matches.

A Viterbi pass over the lines. States are "before the comments", "behind their heading", "in a body" and "behind
mark k"; a line that matches no mark can only continue the article or a body, so runs of such lines cost one step.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.alone import is_title
from ..grammar import fits
from ..grammars.common import ENDS
from ..text.headings import PLAIN, heading_above
from .closing import closing_feet
from .matching import events_of
from .over import end_of_comments

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from ..grammar import Grammar, Mark
    from ..text.lines import Lines
    from .candidate import Candidate, Event

#: Below the comments: the last row and column of the table of transitions.
REST: Final = -1
ARTICLE: Final = 0
HEADING: Final = 1
BODY: Final = 2
FIRST_MARK: Final = 3
NEVER: Final = -1e9
#: A state this far behind the best is given up.
BEAM: Final = 40.0
#: A mark of this weight is no accident.
DISTINCTIVE: Final = 4.0
#: Bare names in a row are left out at an edge where chance makes such a row less often than this.
UNLIKELY: Final = 0.02
#: Log-odds that the comments are over behind a foot.
OVER: Final = -4.0
_LINE: Final = attrgetter("line")


class Step(NamedTuple):
    """How a state was reached: from which, by which label, and what that was worth."""

    before: int
    label: int
    opens: bool
    candidate: Candidate | None


class Label(NamedTuple):
    """What one line is: ``mark`` is an index into the grammar's marks, or one of the states above."""

    line: int
    state: int
    opens: bool
    match: re.Match[str] | None
    score: float = 0.0


@dataclass(frozen=True)
class Segmentation:
    """The labels of all lines that are not blank, and by how much they beat "all article"."""

    labels: tuple[Label, ...]
    gain: float

    def headed(self, grammar: Grammar) -> bool:
        """Whether a heading announces the comments."""
        return any(
            label.state == HEADING
            or (label.state >= FIRST_MARK and grammar.marks[label.state - FIRST_MARK].place == "section")
            for label in self.labels
        )

    def bare(self, grammar: Grammar) -> float:
        """Share of comments that are headed by nothing but a short line which may be a name."""
        opened = [at for at, label in enumerate(self.labels) if label.opens]
        return sum(_stands_alone(self.labels, at, grammar) for at in opened) / max(1, len(opened))


def segment(lines: Lines, grammar: Grammar) -> Segmentation:
    """Label every line with the best-scoring sequence that the grammar allows."""
    events = events_of(lines, grammar)
    closing = closing_feet(grammar, events)
    found = _viterbi(lines, closing, events)
    end = end_of_comments(lines, grammar, found.labels)
    if end is not None:
        rest = tuple(_stated([label for label in found.labels if label.line >= end], REST))
        found = _viterbi(lines, closing, [event for event in events if event.line < end])
        found = replace(found, labels=(*found.labels, *rest))
    found = _below_heading(lines, grammar, found)
    return _within_edges(lines, grammar, _below_title(lines, found) if grammar.names_alone else found)


def _below_title(lines: Lines, found: Segmentation) -> Segmentation:
    """Leave out the article where the text begins with its title, which passes for a name."""
    labels = found.labels
    opened = [at for at, label in enumerate(labels) if label.opens]
    if len(opened) < 2 or opened[0] > 0:
        return found
    heads = [lines.bare[labels[at].line] for at in opened]
    said = "\n".join(lines.content[label.line] for label in labels[1 : opened[1]])
    if heads[0] in heads[1:] or not is_title(heads[0], said, lines.text):
        return found
    above = labels[: opened[1]]
    gain = found.gain - sum(label.score for label in above)
    return replace(found, labels=(*_stated(above, ARTICLE), *labels[opened[1] :]), gain=gain)


def _below_heading(lines: Lines, grammar: Grammar, found: Segmentation) -> Segmentation:
    """Leave out what looks like comments and is the article: the heading of the comments stands below it.

    That is one comment at most, or several without a mark that is distinctive.
    """
    labels = found.labels
    opened = [at for at, label in enumerate(labels) if label.opens]
    if len(opened) < 2 or any(label.state == HEADING for label in labels[: opened[0]]):
        return found
    bare = next((one for one, at in enumerate(opened) if _distinctive(labels, at, grammar)), len(opened))
    between = enumerate(pairwise(labels[at].line for at in opened), 1)
    above = ((at, heading_above(lines, first, below=before, marks=PLAIN)) for at, (before, first) in between)
    headings = [(at, bisect_left(labels, line, key=_LINE)) for at, line in above if line is not None]
    # What stands above other comments as well counts them.
    if len(headings) != 1 or headings[0][0] > max(1, bare):
        return found
    at, heading = headings[0]
    first = opened[at]
    article, announced = _stated(labels[:heading], ARTICLE), _stated(labels[heading:first], HEADING)
    lost = sum(label.score for label in labels[:first])
    return replace(found, labels=(*article, *announced, *labels[first:]), gain=found.gain - lost)


def _stated(labels: Sequence[Label], state: int) -> list[Label]:
    """The labels of lines that are none of a comment's, as one of the states beside the comments."""
    return [label._replace(state=state, opens=False, match=None) for label in labels]


def _within_edges(lines: Lines, grammar: Grammar, found: Segmentation) -> Segmentation:
    """Leave out what the page says above and below its comments: menus, lists, forms.

    Bare names and other columns above the first comment with a distinctive mark, or below the last, are left out where
    so many in a row are unlikely by the share of them in between, and by a heading above them; what follows a line
    that announces something else, always.
    """
    labels = found.labels
    opened = [at for at, label in enumerate(labels) if label.opens]
    sure = [at for at in opened if _distinctive(labels, at, grammar)]
    if len(sure) < 2 and not grammar.first_unmarked:
        sure = [at for at in opened if _closed(labels, at, grammar)]
    if len(sure) < 2:
        return _signed_only(lines, grammar, found, opened)
    bare = {at for at in opened if _is_bare(labels[at], grammar) or _by_indent(labels[at], grammar)}.difference(sure)
    between = [at for at in opened if sure[0] <= at <= sure[-1]]
    share = (len(bare.intersection(between)) + 0.5) / (len(between) + 1.0)
    above = [at for at in opened if at < sure[0]]
    below = [at for at in opened if at > sure[-1]]
    announced = math.exp(_announced(labels[: opened[0]], grammar))
    start = sure[0] if bare.issuperset(above) and announced * share ** len(above) < UNLIKELY else 0
    stop = below[0] if bare.issuperset(below) and share ** len(below) < UNLIKELY else len(labels)
    stop = next((at for at in range(sure[-1] + 1, stop) if _ends(lines, labels[at].line)), stop)
    before, after = _stated(labels[:start], ARTICLE), _stated(labels[stop:], REST)
    lost = sum(label.score for label in (*labels[:start], *labels[stop:]))
    return replace(found, labels=(*before, *labels[start:stop], *after), gain=found.gain - lost)


def _signed_only(lines: Lines, grammar: Grammar, found: Segmentation, opened: Sequence[int]) -> Segmentation:
    """Where signatures stand below: what announces something else behind the last of them is no comment."""
    labels = found.labels
    if not grammar.first_unmarked or len(opened) < 2 or any(one.state >= FIRST_MARK for one in labels[opened[-1] :]):
        return found
    if not _ends(lines, labels[opened[-1]].line):
        return found
    return replace(found, labels=(*labels[: opened[-1]], *_stated(labels[opened[-1] :], REST)))


def _announced(labels: Sequence[Label], grammar: Grammar) -> float:
    """Log-odds that the comments begin where the labels end: what their headings count."""
    marks = [(label, grammar.marks[label.state - FIRST_MARK]) for label in labels if label.state >= FIRST_MARK]
    return max((label.score for label, mark in marks if mark.place == "section"), default=0.0)


def _ends(lines: Lines, at: int) -> bool:
    """Whether a line announces something other than comments; a sentence that goes on from the line above does not."""
    words = lines.bare[at]
    if not words or (words[0].islower() and at > 0 and lines.content[at - 1]):
        return False
    return fits(words, ENDS)


def _is_bare(label: Label, grammar: Grammar) -> bool:
    """Whether a comment is opened by no more than a name, or by no mark at all."""
    return label.state < FIRST_MARK or grammar.marks[label.state - FIRST_MARK].namelike


def _by_indent(label: Label, grammar: Grammar) -> bool:
    return label.state >= FIRST_MARK and grammar.marks[label.state - FIRST_MARK].by_indent


def _stands_alone(labels: tuple[Label, ...], at: int, grammar: Grammar) -> bool:
    """Whether a comment, which begins here, has a bare name and no other mark above or below its words."""
    if labels[at].match is None or not _is_bare(labels[at], grammar):
        return False
    for label in labels[at + 1 :]:
        if label.opens:
            break
        if label.state >= FIRST_MARK and grammar.marks[label.state - FIRST_MARK].place in ("head", "foot"):
            return False
    return True


def _distinctive(labels: tuple[Label, ...], at: int, grammar: Grammar) -> bool:
    """Whether a comment's head, from its first label on, holds a mark that is no accident."""
    for one in range(at, len(labels)):
        label = labels[one]
        if label.state < FIRST_MARK or (label.opens and one != at):
            return False
        if min(label.score, grammar.marks[label.state - FIRST_MARK].weight) >= DISTINCTIVE - 1.0:
            return True
    return False


def _closed(labels: tuple[Label, ...], at: int, grammar: Grammar) -> bool:
    """Whether a mark that is no accident stands below a comment's words."""
    for label in labels[at + 1 :]:
        if label.opens:
            return False
        mark = grammar.marks[label.state - FIRST_MARK] if label.state >= FIRST_MARK else None
        if mark is not None and mark.place == "foot" and min(label.score, mark.weight) >= DISTINCTIVE - 1.0:
            return True
    return False


def _transitions(grammar: Grammar) -> list[list[tuple[float, bool]]]:
    """Score of stepping from each state to each state, and whether the step opens a comment."""
    marks = grammar.marks
    size = FIRST_MARK + len(marks) + 1
    table = [[(NEVER, False)] * size for _ in range(size)]
    table[ARTICLE][ARTICLE] = (0.0, False)
    table[HEADING][HEADING] = (0.0, False)
    table[BODY][BODY] = (0.0, False)
    table[REST][REST] = (0.0, False)
    table[HEADING][BODY] = (0.0 if grammar.first_unmarked else grammar.unmarked, True)
    if grammar.first_unmarked:
        # Without a heading nothing says where the first comment begins; its last paragraph at least is its own.
        table[ARTICLE][BODY] = (2 * grammar.start, True)
    for at, mark in enumerate(marks):
        here = FIRST_MARK + at
        if mark.place == "head" and mark.opens:
            table[ARTICLE][here] = (grammar.start, True)
            table[HEADING][here] = (0.0, True)
            table[BODY][here] = (0.0, True)
        if mark.place == "foot":
            table[BODY][here] = (0.0, False)
            # Where signatures stand below, what follows one is the next comment or no layout of this kind.
            table[here][REST] = (NEVER if grammar.first_unmarked else OVER, False)
        if mark.place in ("head", "foot"):
            table[here][BODY] = (0.0, False) if mark.place == "head" else (grammar.unmarked, True)
            for to, other in enumerate(marks):
                table[here][FIRST_MARK + to] = _between(mark, other, grammar)
    for at, mark in enumerate(marks):
        if mark.inline:
            table[FIRST_MARK + at] = table[BODY]
    return table


def _between(mark: Mark, other: Mark, grammar: Grammar) -> tuple[float, bool]:
    """Score of one mark right behind another."""
    empty = 0.0 if mark.role == "gone" else grammar.empty
    if mark.place == "head" and other.place == "head":
        # Marks of one rank come in any order; the same mark twice is two comments, if it can open one.
        apart = grammar.single or other.role == mark.role
        if other.rank > mark.rank or (other.rank == mark.rank and not (apart and other.opens)):
            return dict(other.joins).get(mark.role, 0.0), False
        return (empty, True) if other.opens else (NEVER, False)
    if mark.place == "head" and other.place == "foot":
        return empty, False
    if mark.place == "foot" and other.place == "foot":
        return (0.0, False) if other.rank >= mark.rank else (grammar.unmarked + grammar.empty, False)
    if mark.place == "foot" and other.place == "head":
        return (0.0, True) if other.opens else (NEVER, False)
    return NEVER, False


def _viterbi(lines: Lines, grammar: Grammar, events: list[Event]) -> Segmentation:
    table = _transitions(grammar)
    # A step to a line without a mark is always the same one: made once, not once a line.
    plain = [
        [
            (to, row[to][0], Step(state, to, row[to][1], None))
            for to in (ARTICLE, HEADING, BODY, REST)
            if row[to][0] > NEVER / 2
        ]
        for state, row in zip((*range(len(table) - 1), REST), table, strict=True)
    ]
    marks = grammar.marks
    scores: dict[int, float] = {ARTICLE: 0.0}
    steps: list[dict[int, Step]] = []
    for event in events:
        fresh: dict[int, float] = {}
        back: dict[int, Step] = {}
        for state, score in scores.items():
            for to, worth, step in plain[state]:
                if score + worth > fresh.get(to, NEVER):
                    fresh[to] = score + worth
                    back[to] = step
        for candidate in event.candidates:
            if marks[candidate.mark].place in ("drop", "section"):
                moves = _stays(candidate, marks[candidate.mark], scores)
            else:
                moves = _steps(candidate, scores, table)
            for to, total, step in moves:
                if total > fresh.get(to, NEVER):
                    fresh[to], back[to] = total, step
        best = max(fresh.values())
        scores = {state: score for state, score in fresh.items() if score > best - BEAM}
        steps.append(back)
    return _trace(lines, events, steps, {state: score + _ending(state, grammar) for state, score in scores.items()})


def _ending(state: int, grammar: Grammar) -> float:
    """Log-odds of a text that ends in a state: behind a head nothing is said, or what is said is not signed below."""
    if state == BODY and grammar.first_unmarked:
        return grammar.empty
    mark = grammar.marks[state - FIRST_MARK] if state >= FIRST_MARK else None
    return grammar.empty if mark is not None and mark.place == "head" and not mark.inline else 0.0


def _stays(candidate: Candidate, mark: Mark, scores: dict[int, float]) -> Iterator[tuple[int, float, Step]]:
    """A button leaves the state as it is; a heading leads from the article to the comments."""
    label = FIRST_MARK + candidate.mark
    for state, score in scores.items():
        if mark.place == "section" and state in (ARTICLE, HEADING):
            yield HEADING, score + candidate.score, Step(state, label, False, candidate)
        elif mark.place == "drop" and state not in (ARTICLE, REST):
            yield state, score + candidate.score, Step(state, label, False, candidate)


def _steps(
    candidate: Candidate, scores: dict[int, float], table: list[list[tuple[float, bool]]]
) -> Iterator[tuple[int, float, Step]]:
    """Step to a mark, from the state from which that is worth most."""
    to = FIRST_MARK + candidate.mark
    best, origin = NEVER, -1
    for state, score in scores.items():
        worth = table[state][to][0]
        if worth > NEVER / 2 and score + worth > best:
            best, origin = score + worth, state
    if origin >= 0:
        yield to, best + candidate.score, Step(origin, to, table[origin][to][1], candidate)


def _trace(
    lines: Lines,
    events: list[Event],
    steps: list[dict[int, Step]],
    scores: dict[int, float],
) -> Segmentation:
    """Walk back from the best last state and spell runs out line by line."""
    if not scores:
        return Segmentation((), 0.0)
    # Equal scores: the lower state, that is rather article than comment.
    state = min(scores, key=lambda one: (-scores[one], one))
    gain = scores[state]
    labels: list[Label] = []
    for event, back in zip(reversed(events), reversed(steps), strict=True):
        step = back[state]
        match, score = (step.candidate.match, step.candidate.score) if step.candidate else (None, 0.0)
        labels.extend(
            Label(line, step.label, step.opens and line == event.line, match, score)
            for line in range(event.last, event.line - 1, -1)
            if lines.content[line]
        )
        state = step.before
    return Segmentation(tuple(reversed(labels)), gain)
