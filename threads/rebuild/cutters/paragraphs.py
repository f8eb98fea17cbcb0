"""Comments that nothing marks: each paragraph is taken for one, but for those that plainly go on from the one above.

Words do not tell a comment of two paragraphs from two comments: a model of shared words, lengths, openings and endings,
learned on one kind of discussion, was worse on another than taking every paragraph for a comment. The few joints below
were right in nine cases of ten, on discussions for learning.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...words import word_count, words
from ..comments.blocks import Block, finished
from ..grammar import fits
from ..grammars.common import BUTTONS, SECTION
from ..text.namelike import FAREWELLS, namelike

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..comments.blocks import Cut
    from ..comments.spans import Span
    from ..text.lines import Lines

    #: Line numbers of one paragraph.
    Paragraph = list[int]

#: What an extractor keeps of a page's controls.
DROPPED: Final = ("button", "picture")
#: Words of a name below what it signs, of a greeting, of a farewell, and of what must stand above name or farewell.
NAME_WORDS: Final = 2
GREETING_WORDS: Final = 4
FAREWELL_WORDS: Final = 4
SIGNED_WORDS: Final = 8
#: Headings with fewer paragraphs below announce nothing, and fewer blocks are not parted by blank lines.
FEWEST: Final = 2
#: Lines of a usual block from which on blank lines do not part paragraphs.
TALLEST: Final = 20

_ITEM: Final = re.compile(r"\(?\d{1,2}[.)]\s")
_SMILE: Final = re.compile(r":\w+:$|\W:$")
_ADDRESS: Final = re.compile(r"\W*https?://\S+\W*")


def _unfinished(above: str, _here: str) -> bool:
    """Whatever ends in a colon that is no smile, and a greeting that ends in a comma."""
    if above[-1] in ",，":
        return _length(above) <= GREETING_WORDS
    return above[-1] in ":：" and not _SMILE.search(above)


def _item(_above: str, here: str) -> bool:
    return _ITEM.match(here) is not None


def _quoted(above: str, _here: str) -> bool:
    """Nothing but a quotation: somebody answers it."""
    return above[0] == ">" or (above[0] in '"“„«' and above[-1] in '"”“»')


def _farewell(above: str, here: str) -> bool:
    return _length(here) <= FAREWELL_WORDS and _length(above) > SIGNED_WORDS and not FAREWELLS.isdisjoint(_tokens(here))


def _signature(above: str, here: str) -> bool:
    short = _length(here) <= NAME_WORDS and _length(above) > SIGNED_WORDS
    return short and here[:1].isupper() and here[-1].isalnum() and namelike(here, {}) > 0


def _address(_above: str, here: str) -> bool:
    return _ADDRESS.fullmatch(here) is not None


#: What makes a paragraph go on from the one above.
JOINTS: Final[tuple[Callable[[str, str], bool], ...]] = (_unfinished, _item, _quoted, _farewell, _signature, _address)


def _tokens(text: str) -> tuple[str, ...]:
    return words(text).tokens


def _length(text: str) -> float:
    return word_count(_tokens(text))


def cut_paragraphs(lines: Lines) -> tuple[Cut, bool]:
    """Take paragraphs for comments, and say whether a heading tells where they begin.

    Paragraphs are parted by blank lines; in a text that has none, every line is one. Without a heading everything
    is taken for comments, the article too.
    """
    paragraphs = _paragraphs(lines)
    heading = _heading(lines, paragraphs)
    spans: list[Span] = []
    if heading is not None:
        spans.append((lines.begin[heading], lines.end(heading), "residue", None))
    blocks: list[Block] = []
    for paragraph in _joined(lines, [one for one in paragraphs if heading is None or one[0] > heading]):
        blocks.append(Block(lines.indent[paragraph[0]], [(lines.begin[at], lines.end(at)) for at in paragraph]))
        spans += [(*span, "body", len(blocks) - 1) for span in blocks[-1].body]
    above = 0 if heading is None else heading
    return finished(lines, above, blocks, None, spans), heading is not None


def _paragraphs(lines: Lines) -> list[Paragraph]:
    blocks = _runs(lines, parted=True)
    tall = sum(map(len, blocks)) > TALLEST * len(blocks)
    parted = lines.has_blanks and len(blocks) >= FEWEST and not tall
    return blocks if parted else _runs(lines, parted=False)


def _runs(lines: Lines, *, parted: bool) -> list[Paragraph]:
    """Lines between blank ones, or single lines; what controls leave is dropped, a heading stands alone."""
    out: list[Paragraph] = []
    before = -1
    for at, content in enumerate(lines.content):
        if not content or _is(DROPPED, lines.bare[at]):
            continue
        if parted and 0 <= before == at - 1 and not _is(("section",), lines.bare[before]):
            out[-1].append(at)
        else:
            out.append([at])
        before = at
    return out


def _is(roles: tuple[str, ...], line: str) -> bool:
    return fits(line, (mark for mark in (*SECTION, *BUTTONS) if mark.role in roles))


def _heading(lines: Lines, paragraphs: Sequence[Paragraph]) -> int | None:
    """The first line that announces comments and has some below it."""
    could = (one[0] for one in paragraphs[:-FEWEST] if _is(("section",), lines.bare[one[0]]))
    return next(could, None)


def _joined(lines: Lines, paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    out = [[*one] for one in paragraphs[:1]]
    for above, here in pairwise(paragraphs):
        ends, begins = (" ".join(lines.content[at] for at in one) for one in (above, here))
        if any(joint(ends, begins) for joint in JOINTS):
            out[-1] += here
        else:
            out.append([*here])
    return out
