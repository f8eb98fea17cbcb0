"""Comments whose author lines are gone and that no list marks: parted by running numbers, by subjects, or by gaps.

A page may number what is said, on a line of its own; or head it with "Re:" and what it is about; or its heading counts
the comments, and as many pieces stand below it, parted by other gaps than paragraphs are. Each is weighed as lists of
comments are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from ..comments.blocks import Block, finished, stated_count
from ..comments.footers import drop_footer
from ..layouts.counted import running
from ..layouts.profiles import behind_profile, profile_lines
from ..text.timed import timed
from .announced import BUTTON, COUNTED, END, agree, announces_end, buttons, ends_at, heading_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..comments.blocks import Cut
    from ..comments.spans import Span
    from ..text.lines import Lines

#: Log-odds that such parts are no comments to begin with, of a piece between gaps, of one with the next number, and
#: how many of either count.
PRIOR: Final = -9.0
PIECE: Final = 0.3
NUMBERED: Final = 0.5
MOST: Final = 40
#: So few pieces between wider gaps may be as many as a heading counts by chance.
FEWEST: Final = 8
#: A line that counts the comments is no longer than this.
COUNTING: Final = 160
#: Blank lines between two comments: more than between their paragraphs, or none, where paragraphs have one.
WIDER: Final = range(2, 1_000)
NARROWER: Final = range(1)
#: Log-odds of a line that begins with "Re:" and below which something is said, in words.
ANSWERING: Final = 3.0
FEWEST_WORDS: Final = 4
_ANSWERING: Final = re.compile(r"(?:Post subject: ?)?(?i:Re|AW|Antw|SV|Odp|Ответ|R) ?: (?P<title>\S.{1,120})")
#: Share of times on top of what is said that differ, from which on they are no dates of joining.
MOSTLY: Final = 0.8
#: Ways to number a comment on a line of its own.
_WAYS: Final = (
    re.compile(r"(?:[•*] )?#(\d{1,5})"),
    re.compile(r"(\d{1,5}):"),
    re.compile(
        r"(?:[Pp]ost|[Cc]omment|[Rr]eply|[Bb]eitrag|[Mm]essage|[Mm]ensaje|[Сс]ообщение) #?(\d{1,5})(?: of \d+)?"
    ),
)
_CLAIM: Final = re.compile(
    r"(?<![\w.,])(?P<claimed>\d{1,3}(?:[.,]\d{3})+|\d+)\s"
    r"(?i:comments?|responses?|replies|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties)\b"
)


class Parted(NamedTuple):
    """Parts of a text that are comments: the lines of each, and what the first of them states, where it is a head."""

    parts: tuple[range, ...]
    heads: tuple[dict[str, str], ...]
    heading: int
    claimed: int | None
    gain: float


def find_parts(lines: Lines) -> Parted | None:
    """Find comments that are numbered or counted; ``None`` where nothing shows that there are any."""
    found = [one for one in (*_numbered(lines), _titled(lines), _spaced(lines)) if one is not None]
    best = max(found, key=lambda one: one.gain, default=None)
    return best if best is not None and best.gain > 0 else None


def cut_parts(lines: Lines, found: Parted) -> Cut:
    """Take the parts for comments."""
    drawn = buttons(lines, found.parts)
    bodies = [range(part.start + bool(found.heads), part.stop) for part in found.parts]
    profile = profile_lines(lines, bodies) if found.heads else frozenset()
    times = _times(lines, bodies, profile)
    inside = {at for part in found.parts for at in part}
    spans: list[Span] = [
        (lines.begin[at], lines.end(at), "residue", None)
        for at in range(found.heading, len(lines))
        if lines.content[at] and at not in inside
    ]
    blocks: list[Block] = []
    for place, (part, body) in enumerate(zip(found.parts, bodies, strict=True)):
        block = Block(lines.indent[part.start], fields=dict(found.heads[place]) if found.heads else {})
        if times:
            block.fields["date"] = times[place]
        blocks.append(block)
        said = behind_profile(lines, body, profile)
        for at in part:
            span = (lines.begin[at], lines.end(at))
            if lines.content[at] and (at < said or at in drawn):
                spans.append((*span, "marker", place))
            elif lines.content[at]:
                block.body.append(span)
                spans.append((*span, "body", place))
    spans.sort()
    drop_footer(lines, blocks, spans)
    return finished(lines, found.heading, blocks, found.claimed, spans)


def _times(lines: Lines, bodies: Sequence[range], profile: frozenset[str]) -> list[str]:
    """The first time in what stands on top of each body, where each has one and they differ as those of comments do."""
    out = []
    for body in bodies:
        top = range(body.start, behind_profile(lines, body, profile))
        found = next((one for at in top if (one := timed(lines.bare[at])) is not None), None)
        if found is None:
            return []
        out.append(found.time)
    return out if len(set(out)) > MOSTLY * len(out) else []


def _numbered(lines: Lines) -> Iterator[Parted]:
    for way in _WAYS:
        hits = [(at, hit[1]) for at, words in enumerate(lines.content) if words and (hit := way.fullmatch(words))]
        heads = set(running([(at, int(number)) for at, number in hits]))
        if not heads:
            continue
        starts = sorted(heads)
        parts = [range(*pair) for pair in pairwise((*starts, ends_at(lines, starts[-1])))]
        heading, claimed, gain = heading_of(lines, starts[0], (len(parts),))
        gain += BUTTON * min(MOST, len(buttons(lines, parts)) + len(_answering(lines)))
        gain += END * announces_end(lines, parts[-1].stop)
        numbers = tuple({"number": number} for at, number in hits if at in heads)
        # Without any of these, numbers may count the places of a ranking.
        gain += NUMBERED * min(MOST, len(parts)) if gain else 0.0
        yield Parted(tuple(parts), numbers, heading, claimed, PRIOR + gain)


def _titled(lines: Lines) -> Parted | None:
    """Pieces below lines that say what they answer, most of them the same."""
    hits = _answering(lines)
    most = max(Counter(title for _, title in hits).values(), default=0)
    if 2 * most < len(hits) or not hits:
        return None
    starts = [at for at, _ in hits]
    parts = [range(*pair) for pair in pairwise((*starts, ends_at(lines, starts[-1])))]
    said = sum(sum(len(lines.content[at].split()) for at in part[1:]) >= FEWEST_WORDS for part in parts)
    titles = tuple({"title": title} for _, title in hits)
    return Parted(tuple(parts), titles, starts[0], None, PRIOR + ANSWERING * min(MOST, said))


def _answering(lines: Lines) -> list[tuple[int, str]]:
    """The lines that begin with "Re:", and what they are about."""
    return [(at, hit["title"]) for at, words in enumerate(lines.bare) if (hit := _ANSWERING.fullmatch(words))]


def _spaced(lines: Lines) -> Parted | None:
    """Pieces that gaps part, as many as a line above them counts.

    The first line that counts comments is asked: of several in a list of articles one would be right by chance.
    """
    counted = ((at, claim) for at, words in enumerate(lines.bare) if (claim := _claim(words)) is not None)
    at, claimed = next(counted, (len(lines) - 1, 0))
    first, stop = lines.following[at], ends_at(lines, at + 1)
    for gaps in (WIDER, NARROWER):
        starts = _starts(lines, gaps)
        inside = [first, *starts[bisect_right(starts, first) : bisect_left(starts, stop)]]
        if len(inside) >= FEWEST and agree(claimed, len(inside)):
            parts = tuple(range(*pair) for pair in pairwise((*inside, stop)))
            return Parted(parts, (), at, claimed, PRIOR + COUNTED + PIECE * min(MOST, len(parts)))
    return None


def _claim(words: str) -> int | None:
    """What a line counts as comments."""
    found = _CLAIM.search(words) if len(words) <= COUNTING else None
    return stated_count(found["claimed"]) if found is not None else None


def _starts(lines: Lines, gaps: range) -> list[int]:
    """The lines below gaps of the given numbers of blank lines."""
    filled = [at for at, content in enumerate(lines.content) if content]
    return [at for before, at in pairwise((-1, *filled)) if at - before - 1 in gaps]
