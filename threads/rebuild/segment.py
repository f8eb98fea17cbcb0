"""Cut a dump into comments: the sequence of line labels that scores best, not the first that matches.

A Viterbi pass over the lines. States are "before the comments", "behind their heading", "in a body" and "behind
mark k"; a line that matches no mark can only continue the article or a body, so runs of such lines cost one step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from .grammar import FURNITURE
from .grammars.common import ENDS
from .matching import events_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from .candidate import Candidate, Event
    from .grammar import Grammar, Mark
    from .lines import Lines

#: Below the comments.
REST: Final = -1
ARTICLE: Final = 0
HEADING: Final = 1
BODY: Final = 2
FIRST_MARK: Final = 3
NEVER: Final = -1e9
#: A state this far behind the best is given up.
BEAM: Final = 40.0
#: Share of a bare name's log-odds that counts when grammars are compared.
BARE_NAMES: Final = 0.3
#: What a button counts for that every platform has.
BUTTON: Final = 1.0
#: A mark of this weight is no accident.
DISTINCTIVE: Final = 4.0
#: So many different bare names make a comment section.
BARE_ENOUGH: Final = 4
#: Comments from which on weak marks that fit together make a section.
FEWEST: Final = 2
#: Log-odds that make up for a second distinctive mark.
ENOUGH: Final = 12.0
#: Log-odds from which on marks of replies make a section of the comments that they join.
FAIR: Final = 8.0
#: Share of heads below a foot from which on feet part comments, and the log-odds of a head that is lost there.
MOSTLY: Final = 0.4
#: Bare names in a row are left out at an edge where chance makes such a row less often than this.
UNLIKELY: Final = 0.02
LOST_HEAD: Final = 0.5
#: One comment in so many must be signed: where marks were lost most names may be, in a list of articles all are.
SIGNED: Final = 3.0


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

    def explained(self, grammar: Grammar) -> float:
        """The gain without what any grammar could claim: bare names count little, columns and furniture nothing.

        Where a grammar's heads say more, bare names count nothing at all.

        Dates and numbers beside which nobody is named are worth half: a list of articles has them too.
        """
        weak = 0.0
        share = 0.0 if grammar.told else BARE_NAMES
        opened = sum(label.opens for label in self.labels)
        signed = sum(label.match is not None and _names_somebody(label.match) for label in self.labels)
        for label in self.labels:
            if label.state >= FIRST_MARK and label.score > 0:
                mark = grammar.marks[label.state - FIRST_MARK]
                common = mark.by_indent or mark.role == FURNITURE
                if mark.role == "button" and mark.weight < DISTINCTIVE:
                    weak += max(0.0, label.score - BUTTON)
                    continue
                weak += label.score * (1.0 if common else 1.0 - share if mark.namelike else 0.0)
        return (self.gain - weak) * (0.5 + 0.5 * min(1.0, SIGNED * signed / max(1, opened)))

    def convincing(self, grammar: Grammar) -> bool:
        """Whether this is a comment section rather than an article with a list, a date line or a transcript.

        It takes two comments with marks that are distinctive, or one behind a heading, and marks that say more than
        one thing (a transcript has names, a chronicle has dates); bare names must be many.
        """
        heading = self.headed(grammar)
        marks = [(label, grammar.marks[label.state - FIRST_MARK]) for label in self.labels if label.state >= FIRST_MARK]
        distinct = {
            label.match.group(0) if label.match else ""
            for label, mark in marks
            if mark.place in ("head", "foot") and mark.weight >= DISTINCTIVE and label.score >= DISTINCTIVE - 1.0
        }
        opened = sum(label.opens for label in self.labels)
        if grammar.names_alone:
            # Names alone: whether they are names is asked of what stands beneath them.
            return opened >= BARE_ENOUGH
        told = {name for label, _ in marks if label.match for name, value in label.match.groupdict().items() if value}
        several = len(told - {"body", "claimed"}) + heading >= 2
        enough = len(distinct) + heading >= 2 or (bool(distinct) and self.explained(grammar) > ENOUGH)
        if several and enough and len(distinct) * 10 >= opened:
            return True
        fair = self.explained(grammar) > FAIR
        linked = bool(told & {"lead", "replies"}) and fair
        if opened >= FEWEST and several and (linked or self._counted() or self._answered()):
            return True
        if fair and len(_set_apart(marks)) >= FEWEST:
            return True
        named = {label.match.group(0) for label, mark in marks if mark.namelike and label.opens and label.match}
        return len(named) + 2 * heading >= BARE_ENOUGH and self.explained(grammar) > opened

    def _counted(self) -> bool:
        """Whether every number counts the comments before it, one without a number among them: no list does."""
        told = [label.match.groupdict().get("number") if label.match else None for label in self.labels if label.opens]
        numbers = [(at, int(number)) for at, number in enumerate(told) if number]
        return bool(numbers) and all(number == at + 1 for at, number in numbers) and None in told[: numbers[-1][0]]

    def _answered(self) -> bool:
        """Whether somebody who heads a comment is addressed, or said to answer, elsewhere."""
        fields = [label.match.groupdict() for label in self.labels if label.state >= FIRST_MARK and label.match]
        authors = {one["author"].casefold() for one in fields if one.get("author")}
        named = [one.get("lead") or one.get("replies") for one in fields]
        return any(part.strip(" ,").casefold() in authors for some in named if some for part in some.split("@"))


def _set_apart(marks: list[tuple[Label, Mark]]) -> set[str]:
    """Who is named left of all that is said, as far as the column makes a weak mark a distinctive one."""
    return {
        label.match.group(0)
        for label, mark in marks
        if label.match and mark.role == "author" and mark.column == "head" and label.score >= DISTINCTIVE
    }


def _names_somebody(match: re.Match[str]) -> bool:
    """Whether a mark says who wrote, or who is answered."""
    told = match.groupdict()
    return any(told.get(name) for name in ("author", "lead", "replies"))


def segment(lines: Lines, grammar: Grammar) -> Segmentation:
    """Label every line with the best-scoring sequence that the grammar allows."""
    events = events_of(lines, grammar)
    return _within_edges(lines, grammar, _viterbi(lines, _closing(grammar, events), events))


def _within_edges(lines: Lines, grammar: Grammar, found: Segmentation) -> Segmentation:
    """Leave out what the page says above and below its comments: menus, lists, forms.

    Bare names above the first comment with a distinctive mark, or below the last, are left out where so many in a row
    are unlikely by the share of bare names in between; what follows a line that announces something else, always.
    """
    labels = found.labels
    opened = [at for at, label in enumerate(labels) if label.opens]
    sure = [at for at in opened if _distinctive(labels, at, grammar)]
    if len(sure) < 2:
        return found
    bare = {at for at in opened if _is_bare(labels[at], grammar)}.difference(sure)
    between = [at for at in opened if sure[0] <= at <= sure[-1]]
    share = (len(bare.intersection(between)) + 0.5) / (len(between) + 1.0)
    above = [at for at in opened if at < sure[0]]
    below = [at for at in opened if at > sure[-1]]
    start = sure[0] if bare.issuperset(above) and share ** len(above) < UNLIKELY else 0
    stop = below[0] if bare.issuperset(below) and share ** len(below) < UNLIKELY else len(labels)
    stop = next((at for at in range(sure[-1] + 1, stop) if _ends(lines, labels[at].line)), stop)
    before = [label._replace(state=ARTICLE, opens=False, match=None) for label in labels[:start]]
    after = [label._replace(state=REST, opens=False, match=None) for label in labels[stop:]]
    lost = sum(label.score for label in (*labels[:start], *labels[stop:]))
    return replace(found, labels=(*before, *labels[start:stop], *after), gain=found.gain - lost)


def _ends(lines: Lines, at: int) -> bool:
    """Whether a line announces something other than comments; a sentence that goes on from the line above does not."""
    words = lines.bare[at]
    if not words or (words[0].islower() and at > 0 and lines.content[at - 1]):
        return False
    return any(len(words) <= mark.limit and mark.regex.fullmatch(words) for mark in ENDS)


def _is_bare(label: Label, grammar: Grammar) -> bool:
    """Whether a comment is opened by no more than a name, or by no mark at all."""
    return label.state < FIRST_MARK or grammar.marks[label.state - FIRST_MARK].namelike


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


def _closing(grammar: Grammar, events: list[Event]) -> Grammar:
    """Where nearly every head has a foot above it, a foot alone parts two comments as well."""
    marks = grammar.marks
    below: list[bool] = []
    for before, event in pairwise(events):
        if any(_sure_head(marks[one.mark], one.score) for one in event.candidates):
            above = {marks[one.mark].place for one in before.candidates}
            # The line above may belong to the same head.
            if "head" not in above:
                below.append("foot" in above)
    share = sum(below) / len(below) if below else 0.0
    if share < MOSTLY:
        return grammar
    return replace(grammar, unmarked=max(grammar.unmarked, LOST_HEAD))


def _sure_head(mark: Mark, score: float) -> bool:
    return mark.place == "head" and mark.opens and min(mark.weight, score) >= DISTINCTIVE - 1.0


def _transitions(grammar: Grammar) -> list[list[tuple[float, bool]]]:
    """Score of stepping from each state to each state, and whether the step opens a comment."""
    marks = grammar.marks
    size = FIRST_MARK + len(marks)
    table = [[(NEVER, False)] * size for _ in range(size)]
    table[ARTICLE][ARTICLE] = (0.0, False)
    table[HEADING][HEADING] = (0.0, False)
    table[BODY][BODY] = (0.0, False)
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
        # Marks of one rank come in any order; the same mark twice is two comments, if it can open one.
        if other.rank > mark.rank or (other.rank == mark.rank and (other.role != mark.role or not other.opens)):
            return dict(other.joins).get(mark.role, 0.0), False
        return (grammar.empty, True) if other.opens else (NEVER, False)
    if mark.place == "head" and other.place == "foot":
        return grammar.empty, False
    if mark.place == "foot" and other.place == "foot":
        return (0.0, False) if other.rank >= mark.rank else (grammar.unmarked + grammar.empty, False)
    if mark.place == "foot" and other.place == "head":
        return (0.0, True) if other.opens else (NEVER, False)
    return NEVER, False


def _viterbi(lines: Lines, grammar: Grammar, events: list[Event]) -> Segmentation:
    table = _transitions(grammar)
    marks = grammar.marks
    scores: dict[int, float] = {ARTICLE: 0.0}
    steps: list[dict[int, Step]] = []
    for event in events:
        fresh: dict[int, float] = {}
        back: dict[int, Step] = {}
        for state, score in scores.items():
            for to in (ARTICLE, HEADING, BODY):
                worth, opens = table[state][to]
                if worth > NEVER / 2 and score + worth > fresh.get(to, NEVER):
                    fresh[to] = score + worth
                    back[to] = Step(state, to, opens, None)
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
    return _trace(lines, events, steps, scores)


def _stays(candidate: Candidate, mark: Mark, scores: dict[int, float]) -> Iterator[tuple[int, float, Step]]:
    """A button leaves the state as it is; a heading leads from the article to the comments."""
    label = FIRST_MARK + candidate.mark
    for state, score in scores.items():
        if mark.place == "section" and state in (ARTICLE, HEADING):
            yield HEADING, score + candidate.score, Step(state, label, False, candidate)
        elif mark.place == "drop" and state != ARTICLE:
            yield state, score + candidate.score, Step(state, label, False, candidate)


def _steps(
    candidate: Candidate, scores: dict[int, float], table: list[list[tuple[float, bool]]]
) -> Iterator[tuple[int, float, Step]]:
    """Step from every state to a mark."""
    to = FIRST_MARK + candidate.mark
    for state, score in scores.items():
        step, opens = table[state][to]
        if step > NEVER / 2:
            yield to, score + step + candidate.score, Step(state, to, opens, candidate)


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
