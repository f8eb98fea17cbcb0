"""What boards print below somebody's words: when these were changed, whom they please, name and rank, a signature."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from ..text.namelike import FAREWELLS
from .spans import end_body, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..text.lines import Lines
    from .blocks import Block
    from .spans import Span

#: "Last edited by Marlo on 3 May 2020", "Zuletzt bearbeitet: 3. Mai 2020": what the page says of a change, with a time.
_EDITED: Final = re.compile(
    r"(?i)\W{0,3}(?:[^\W\d_]{3,9}\.? \d{1,2}(?:, \d{4})? )?"
    r"(?:(?:this (?:post|message|comment) (?:was|has been) )?(?:last |most recently )?edited(?: by)?\b|"
    r"(?:zuletzt |das letzte mal |dieser beitrag wurde )?(?:von .{1,40} )?(?:bearbeitet|editiert|geändert)(?: von)?\b|"
    r"(?:dernière (?:modification|édition)|modifié en dernier|dernier changement)(?: par)?\b|"
    r"(?:última (?:edición|modificación|edição)|editado por última vez|editado pela última vez)(?: por)?\b|"
    r"ultima modifica(?: di| da)?\b|laatst (?:bewerkt|aangepast|gewijzigd)(?: door)?\b|"
    r"senast (?:redigerad|ändrad)(?: av)?\b|ostatnio (?:edytowan|zmienion)\w+(?: przez)?\b|"
    r"(?:последний раз )?(?:редактировалось|отредактировано|изменено)\b|最后由|最終編集)"
    r".{0,80}\d"
)
#: "Marlo, Ines and 3 others like this", "Likes: Marlo, Ines", "2 people reacted".
_PLEASED: Final = re.compile(
    r"(?i)(?:\S+(?: \S+)? (?:likes|liked) this(?: post)?\W*|"
    r"(?:[^,.!?]{1,40}, ){1,8}[^,.!?]{1,40} and [^,.!?]{1,40} like(?:d)? this(?: post)?\W*|"
    r"(?:[^,.!?]{1,40}, ){0,8}\S+(?: \S+)? and \S+(?: \S+)? like(?:d)? this(?: post)?\W*|"
    r"(?:likes?|reactions|liked by|gefällt mir|reaktionen|j'aime|réactions|me gusta|mi piace)\s*:\s+\S.{0,160}|"
    r".{0,120}\bgefällt (?:das|dies(?:er beitrag)?)\W*|"
    r".{1,120} (?:aiment? ça|les gusta esto|le gusta esto|piace questo elemento|vinden dit leuk|gillar detta)\W*|"
    r"(?:the following .{0,40})?thanks? given by\b.{0,120}|"
    r"(?:\d[\d,.]{0,6} (?:likes?|shares?|upvotes?|claps?|thanks|reactions?)\b[\s,·•|]{0,3}){1,3}|"
    r"[^\s.!?][^.!?]{0,80} and \d{1,5} others?(?: (?:like|liked|reacted to|thanked) .{1,20})?)"
)
#: So many lines at the end of a comment may be the page's, each this short.
TAIL: Final = 14
SHORT: Final = 140
#: So many lines from the end may somebody's own name stand; this share of comments that have it there, and this many
#: people, show that the page prints it.
NEAR: Final = 3
MOSTLY: Final = 0.5
SEVERAL: Final = 3
#: What somebody puts below nearly all that is theirs; so many words of it are no habit of speech.
NEARLY: Final = 0.6
WORDS: Final = 3
#: Where so many people have one, the page prints them; so long, one alone is one.
PEOPLE: Final = 2
LONG: Final = 40
#: A label and a value are no longer than this together.
LABELLED: Final = 70
_LABEL: Final = re.compile(r"\W{0,4}([^\W\d_][\w .-]{1,20}?)\s?:\W{0,4}(?:\s|$)")
_RULE: Final = re.compile(r"[-_–—=*~.]{2,}")


def drop_signatures(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Give what stands below somebody's words, and is none of them, to the marks."""
    _drop_labels(lines, blocks, spans)
    _drop_names(lines, blocks, spans)
    for at, block in enumerate(blocks):
        end_body(spans, block, _changed(lines, block), at)
    _drop_own(lines, blocks, spans)


def _words(lines: Lines, block: Block) -> list[str]:
    return [" ".join(shown(lines, span).split()) for span in block.body]


def _changed(lines: Lines, block: Block) -> int:
    """Where a body ends: above a line that says when it was changed, below which signatures are, or who likes it."""
    said = _words(lines, block)
    stop = len(said)
    for at in range(len(said) - 1, max(0, len(said) - TAIL - 1), -1):
        if len(said[at]) > SHORT + LONG:
            break
        if _EDITED.match(said[at]) or _PLEASED.fullmatch(said[at]):
            stop = at
    return stop


def _drop_labels(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Take "Posts: 27", "Location: over there" off the ends of comments, where most have a line with that label."""
    tails = [_labels(lines, block) for block in blocks]
    counts = Counter(label for tail in tails for label in {*tail.values()})
    usual = {label for label, count in counts.items() if count >= max(SEVERAL, MOSTLY * len(blocks))}
    for at, tail in enumerate(tails):
        stop = min((row for row, label in tail.items() if label in usual), default=None)
        if stop is not None:
            end_body(spans, blocks[at], stop, at)


def _labels(lines: Lines, block: Block) -> dict[int, str]:
    """The short last lines, up to a longer one, that have a label before what they say, by their places."""
    said = _words(lines, block)
    out = {}
    for at in range(len(said) - 1, max(0, len(said) - TAIL), -1):
        if len(said[at]) > LABELLED:
            break
        found = _LABEL.match(said[at])
        if found is not None:
            out[at] = found[1].casefold()
    return out


def _drop_names(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Take the name of whoever wrote off the ends of comments, with what stands below it: the page's profile."""
    found = {at: stop for at, block in enumerate(blocks) if (stop := _named(lines, block)) is not None}
    people = {blocks[at].fields["author"] for at in found}
    signed = sum("author" in block.fields for block in blocks)
    if len(people) < SEVERAL or len(found) < MOSTLY * signed:
        return
    for at, stop in found.items():
        end_body(spans, blocks[at], stop, at)


def _named(lines: Lines, block: Block) -> int | None:
    """Which of the last lines is the name of whoever wrote."""
    author = block.fields.get("author", "").casefold()
    said = _words(lines, block)
    near = range(max(1, len(said) - NEAR), len(said))
    return next((at for at in near if author and said[at].casefold() == author), None)


def _drop_own(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Take off what somebody puts below all comments, where several do or where it is too long for a farewell."""
    by_author: defaultdict[str, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if "author" in block.fields and len(block.body) > 1:
            by_author[block.fields["author"]].append(at)
    said = {at: _words(lines, blocks[at]) for some in by_author.values() if len(some) > 1 for at in some}
    own = [
        tail for some in by_author.values() if len(some) > 1 for tail in [_common([said[at] for at in some])] if tail
    ]
    for tail in own:
        if len(own) < PEOPLE and sum(map(len, tail)) < LONG:
            continue
        for at, mine in said.items():
            if len(mine) > len(tail) and mine[-len(tail) :] == tail:
                end_body(spans, blocks[at], len(mine) - len(tail), at)


def _common(bodies: Sequence[list[str]]) -> list[str]:
    """The last lines that nearly all of somebody's comments share, if they are no mere farewell; else none."""
    last = [body[-1] for body in bodies]
    ending = max(last, key=last.count)
    having = [body for body in bodies if body[-1] == ending]
    if len(having) < 2 or len(having) < NEARLY * len(bodies):
        return []
    count = 0
    while count < min(map(len, having)) - 1 and len({body[-1 - count] for body in having}) == 1:
        count += 1
    if len({body[-1 - count] for body in having}) == 1:
        # The same comment once more, whole or at the end of another: it is what somebody said.
        return []
    tail = having[0][len(having[0]) - count :]
    words = " ".join(line for line in tail if not _RULE.fullmatch(line)).split()
    if len(words) < WORDS or words[0].casefold().strip(",.!") in FAREWELLS:
        return []
    return tail
