"""Cut a dump into comments: the sequence of line labels that scores best, not the first that matches.

A Viterbi pass over the lines. States are "before the comments", "behind their heading", "in a body" and "behind
mark k"; a line that matches no mark can only continue the article or a body, so runs of such lines cost one step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from .lines import commonest
from .numbers import plausible_numbers

if TYPE_CHECKING:
    import re

    from .grammar import Grammar, Mark
    from .lines import Lines

ARTICLE: Final = 0
HEADING: Final = 1
BODY: Final = 2
FIRST_MARK: Final = 3
NEVER: Final = -1e9
#: Log-odds for standing in the expected column, and against standing in the other one.
IN_COLUMN: Final = 1.5
OUT_OF_COLUMN: Final = -3.0
BLANK_FITS: Final = 0.75
BLANK_MISSING: Final = -1.25
#: A state this far behind the best is given up.
BEAM: Final = 40.0


class Label(NamedTuple):
    """What one line is: ``mark`` is an index into the grammar's marks, or one of the states above."""

    line: int
    state: int
    opens: bool
    match: re.Match[str] | None


@dataclass(frozen=True)
class Segmentation:
    """The labels of all lines that are not blank, and by how much they beat "all article"."""

    labels: tuple[Label, ...]
    gain: float


class _Candidate(NamedTuple):
    state: int
    score: float
    match: re.Match[str]


class _Event(NamedTuple):
    line: int
    last: int
    candidates: tuple[_Candidate, ...]


@dataclass(frozen=True)
class _Columns:
    head: int | None
    body: int | None

    @property
    def apart(self) -> bool:
        return self.head is not None and self.body is not None and self.head < self.body


def segment(lines: Lines, grammar: Grammar) -> Segmentation:
    """Label every line with the best-scoring sequence that the grammar allows."""
    found = _matches(lines, grammar)
    found = plausible_numbers(found, grammar)
    columns = _columns(lines, grammar, found)
    events = _events(lines, grammar, found, columns)
    return _viterbi(lines, grammar, events)


def _matches(lines: Lines, grammar: Grammar) -> dict[int, list[tuple[int, re.Match[str]]]]:
    """Which marks each line could be."""
    tests = [(at, mark.regex.fullmatch, mark.limit) for at, mark in enumerate(grammar.marks)]
    longest = max(limit for _, _, limit in tests)
    out: dict[int, list[tuple[int, re.Match[str]]]] = {}
    for line, content in enumerate(lines.content):
        length = len(content)
        if not length or length > longest:
            continue
        hits = [(at, hit) for at, test, limit in tests if length <= limit and (hit := test(content)) is not None]
        if hits:
            out[line] = hits
    return out


def _columns(lines: Lines, grammar: Grammar, found: dict[int, list[tuple[int, re.Match[str]]]]) -> _Columns:
    """Where heads and bodies stand, judged by the marks that are sure of themselves."""
    heads: list[int] = []
    bodies: list[int] = []
    for line, hits in found.items():
        if any(
            grammar.marks[at].place == "head" and grammar.marks[at].weight >= 1.5 and grammar.marks[at].column == "head"
            for at, _ in hits
        ):
            heads.append(lines.indent[line])
            after = lines.following[line]
            if after < len(lines) and after not in found:
                bodies.append(lines.indent[after])
    return _Columns(commonest(heads), commonest(bodies))


def _events(
    lines: Lines, grammar: Grammar, found: dict[int, list[tuple[int, re.Match[str]]]], columns: _Columns
) -> list[_Event]:
    """Lines that could be marks, one event each, and runs of lines that could not, one event a run."""
    events: list[_Event] = []
    run_start = run_last = -1
    content = lines.content
    for line in range(len(content)):
        if not content[line]:
            continue
        hits = found.get(line)
        if hits is None:
            if run_start < 0:
                run_start = line
            run_last = line
            continue
        if run_start >= 0:
            events.append(_Event(run_start, run_last, ()))
            run_start = -1
        scored = tuple(
            _Candidate(FIRST_MARK + at, _score(lines, grammar.marks[at], line, columns), hit) for at, hit in hits
        )
        events.append(_Event(line, line, scored))
    if run_start >= 0:
        events.append(_Event(run_start, run_last, ()))
    return events


def _score(lines: Lines, mark: Mark, line: int, columns: _Columns) -> float:
    """Log-odds of one mark on one line, its surroundings weighed in."""
    score = mark.weight
    if mark.column is not None and columns.apart:
        wanted = columns.head if mark.column == "head" else columns.body
        score += IN_COLUMN if lines.indent[line] == wanted else OUT_OF_COLUMN
    if lines.has_blanks:
        before, after = mark.blanks
        if before is not None and line > 0:
            score += BLANK_FITS if (not lines.content[line - 1]) == before else BLANK_MISSING
        if after is not None and line + 1 < len(lines):
            score += BLANK_FITS if (not lines.content[line + 1]) == after else BLANK_MISSING
    if mark.deeper is not None:
        following = lines.following[line]
        if following < len(lines):
            deeper = lines.indent[following] > lines.indent[line]
            score += 1.0 if deeper == mark.deeper else -6.0
    return score


def _transitions(grammar: Grammar) -> list[list[tuple[float, bool]]]:
    """Score of stepping from each state to each state, and whether the step opens a comment."""
    marks = grammar.marks
    size = FIRST_MARK + len(marks)
    table = [[(NEVER, False)] * size for _ in range(size)]
    table[ARTICLE][ARTICLE] = (0.0, False)
    table[HEADING][HEADING] = (0.0, False)
    table[BODY][BODY] = (0.0, False)
    table[HEADING][BODY] = (0.0 if grammar.first_unmarked else grammar.unmarked, True)
    for at, mark in enumerate(marks):
        here = FIRST_MARK + at
        if mark.place == "head" and mark.opens:
            table[ARTICLE][here] = (grammar.start, True)
            table[HEADING][here] = (0.0, True)
            table[BODY][here] = (0.0, True)
        if mark.place == "foot":
            table[BODY][here] = (0.0, False)
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
    if mark.place == "head" and other.place == "head":
        if other.rank > mark.rank:
            return dict(other.joins).get(mark.role, 0.0), False
        return (grammar.empty, True) if other.opens else (NEVER, False)
    if mark.place == "head" and other.place == "foot":
        return grammar.empty, False
    if mark.place == "foot" and other.place == "foot":
        return (0.0, False) if other.rank >= mark.rank else (grammar.unmarked + grammar.empty, False)
    if mark.place == "foot" and other.place == "head":
        return (0.0, True) if other.opens else (NEVER, False)
    return NEVER, False


def _viterbi(lines: Lines, grammar: Grammar, events: list[_Event]) -> Segmentation:
    table = _transitions(grammar)
    marks = grammar.marks
    scores: dict[int, float] = {ARTICLE: 0.0}
    steps: list[dict[int, tuple[int, int, bool, re.Match[str] | None]]] = []
    for event in events:
        fresh: dict[int, float] = {}
        back: dict[int, tuple[int, int, bool, re.Match[str] | None]] = {}
        for state, score in scores.items():
            for to in (ARTICLE, HEADING, BODY):
                step, opens = table[state][to]
                if step > NEVER / 2 and score + step > fresh.get(to, NEVER):
                    fresh[to] = score + step
                    back[to] = (state, to, opens, None)
        for candidate in event.candidates:
            _extend(candidate, marks[candidate.state - FIRST_MARK], scores, table, fresh, back)
        best = max(fresh.values())
        scores = {state: score for state, score in fresh.items() if score > best - BEAM}
        steps.append(back)
    return _trace(lines, events, steps, scores)


def _extend(
    candidate: _Candidate,
    mark: Mark,
    scores: dict[int, float],
    table: list[list[tuple[float, bool]]],
    fresh: dict[int, float],
    back: dict[int, tuple[int, int, bool, re.Match[str] | None]],
) -> None:
    """Try one mark on the current line from every state."""
    to = candidate.state
    if mark.place in ("drop", "section"):
        for state, score in scores.items():
            landed = HEADING if mark.place == "section" and state in (ARTICLE, HEADING) else state
            if mark.place == "section" and landed != HEADING:
                continue
            if mark.place == "drop" and state == ARTICLE:
                continue
            total = score + candidate.score
            if total > fresh.get(landed, NEVER):
                fresh[landed] = total
                back[landed] = (state, to, False, candidate.match)
        return
    for state, score in scores.items():
        step, opens = table[state][to]
        total = score + step + candidate.score
        if step > NEVER / 2 and total > fresh.get(to, NEVER):
            fresh[to] = total
            back[to] = (state, to, opens, candidate.match)


def _trace(
    lines: Lines,
    events: list[_Event],
    steps: list[dict[int, tuple[int, int, bool, re.Match[str] | None]]],
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
        before, label, opens, match = back[state]
        for line in range(event.last, event.line - 1, -1):
            if lines.content[line]:
                labels.append(Label(line, label, opens and line == event.line, match))
        state = before
    return Segmentation(tuple(reversed(labels)), gain)
