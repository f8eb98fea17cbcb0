"""What the layout left in names and bodies of comments that are cut already: taken off, and given to the marks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ...names import fold_name
from ..text.affixes import USUAL, bare_span, said_twice, usual_words
from ..text.wording import ANSWER
from .addressing import habitual_addressees, part_names
from .excerpts import drop_excerpts
from .footers import drop_footer
from .glued import give_halves_back, unglued
from .openers import take_openers
from .quoting import take_quote_heads
from .recurring import drop_recurring
from .signatures import drop_signatures
from .spans import end_body, give, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..text.lines import Lines
    from .blocks import Block
    from .spans import Span

#: A line that may count the comments; so many steps, and this share of such lines, show that they do.
_COUNTER: Final = re.compile(r"#?(\d{1,5})[.)]?")
FEWEST: Final = 3
MOSTLY: Final = 0.7
#: A line that says who is answered, compiled when it is first asked for; it is no longer than this.
_NUMBER: Final = r"(?:[^\W\d]{0,12}\s?[#№]\s?\d{1,6},?\s+(?:by|from|von|de|di|da|van|av|od|от)\s+)?"
_FROM: Final = r"(?:,?\s+(?:from|in|aus|von|de|du|di|da|van|в|из)\s+[^\W\d]{3,12}\s?[#№]?\s?\d{1,6})?"
_ADDRESSEE: Final = rf"(?i)\W*{ANSWER}\s*:?\s*{_NUMBER}@?(\S.{{0,60}}?){_FROM}\W*"
_ANSWERING: Final = rf"(?i)\W*{ANSWER}\s*:?\W*"
LONGEST_ADDRESS: Final = 90
#: So many lines tell of an author at most; this share of comments, above which such lines stand, show that they do.
LONGEST_PROFILE: Final = 30
PROFILED: Final = 0.3
#: A handle that opens a comment.
_HANDLE: Final = re.compile(r"\W{0,2}[@＠]([\w.-]{2,40})")
LONGEST_NAME: Final = 40
#: What names have and handles lack.
_SPACES: Final = re.compile(r"[\W_]+")
#: The number of an item before a name; so many different ones are no part of names.
_ITEM: Final = re.compile(r"\d{1,5}[.)]\s+(?=\S)")
SEVERAL: Final = 3
#: What parts a name from what stands beside it.
_BESIDE: Final = re.compile(r"^[|·•–—:,-]+\s|\s[|·•–—:,-]+$")


def tidied(lines: Lines, blocks: list[Block], spans: list[Span]) -> int:
    """Take the page's words out of names and bodies; return how many names stood there with words of the layout."""
    give_halves_back(blocks)
    names = _tidy_names(blocks)
    part_names(blocks)
    drop_footer(lines, blocks, spans)
    take_quote_heads(lines, blocks, spans)
    drop_excerpts(lines, blocks, spans)
    drop_recurring(lines, blocks, spans)
    _drop_counters(lines, blocks, spans)
    drop_signatures(lines, blocks, spans)
    take_openers(lines, blocks, spans)
    _take_addressees(lines, blocks, spans)
    _drop_profiles(lines, blocks, spans)
    for at, block in enumerate(blocks):
        _drop_echo(lines, at, block, spans)
        _drop_herald(lines, at, blocks, spans)
    return names


def _tidy_names(blocks: Sequence[Block]) -> int:
    """Take off the names what the page prints beside nearly all, and what parts them; return how many had it."""
    signed = [block for block in blocks if "author" in block.fields]
    names = unglued(_uncounted([block.fields["author"] for block in signed]))
    once = [said_twice(name) for name in names]
    twice = sum(name is not None for name in once) > USUAL * len(names)
    first, last = usual_words([name.split() for name in names])
    for block, name, first_said in zip(signed, names, once, strict=True):
        whole = first_said if twice and first_said is not None else name
        begin, end = bare_span(whole, (0, len(whole)), first, last) if first or last else (0, len(whole))
        block.fields["author"] = _BESIDE.sub("", whole[begin:end]).rstrip(",") or name
    return len(names) if first or last else 0


def _uncounted(names: list[str]) -> list[str]:
    """Take numbers of items off names, where several names have one: those of a list within an item begin anew."""
    items = [_ITEM.match(name) for name in names]
    if len({item[0] for item in items if item}) < SEVERAL:
        return names
    return [name[item.end() :] if item else name for name, item in zip(names, items, strict=True)]


def _drop_echo(lines: Lines, at: int, block: Block, spans: list[Span]) -> None:
    """A first line that only repeats the author is the text of a picture, not a word of the comment."""
    if len(block.body) < 2:
        return
    if shown(lines, block.body[0]).casefold() == block.fields.get("author", "").casefold():
        give(spans, [block.body.pop(0)], "marker", at)


def _drop_herald(lines: Lines, at: int, blocks: list[Block], spans: list[Span]) -> None:
    """A last line that names the next author alone is the text of the next picture."""
    if at + 1 == len(blocks) or len(blocks[at].body) < 2:
        return
    if shown(lines, blocks[at].body[-1]).casefold() == blocks[at + 1].fields.get("author", "").casefold():
        give(spans, [blocks[at].body.pop()], "marker", at + 1)


def _drop_profiles(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Last lines that begin with the next author's name, all of them short, are the next one's profile."""
    edges = [_profile(lines, block, after) for block, after in pairwise(blocks)]
    cut = [(at, edge) for at, edge in enumerate(edges) if edge]
    if len(cut) < max(FEWEST, PROFILED * len(edges)):
        return
    for at, edge in cut:
        end_body(spans, blocks[at], edge, at + 1)


def _profile(lines: Lines, block: Block, after: Block) -> int:
    """The line of a body at which the next author's profile begins; 0 for none."""
    name = after.fields.get("author", "").casefold()
    for at in range(len(block.body) - 1, max(0, len(block.body) - LONGEST_PROFILE), -1):
        words = shown(lines, block.body[at])
        if len(words) > LONGEST_ADDRESS:
            return 0
        if name and words.casefold() == name:
            return at
    return 0


def _drop_counters(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Last lines that count the comments are the numbers of the next ones."""
    last = [shown(lines, block.body[-1]) if len(block.body) > 1 else "" for block in blocks[:-1]]
    counted = [(at, int(found[1])) for at, line in enumerate(last) if (found := _COUNTER.fullmatch(line))]
    steps = sum(b - a == after - at for (at, a), (after, b) in pairwise(counted))
    if steps < max(FEWEST, MOSTLY * len(counted) - 1):
        return
    for at, number in counted:
        give(spans, [blocks[at].body.pop()], "marker", at + 1)
        blocks[at + 1].fields.setdefault("number", str(number))


def _take_addressees(lines: Lines, blocks: Sequence[Block], spans: list[Span]) -> None:
    """First lines that say no more than which of the authors is answered are the page's, and state the parent."""
    known = {_squeezed(name): block.fields["author"] for block in blocks for name in _names(block)}
    usual = sum(_names_another(lines, block, known) for block in blocks) >= FEWEST
    plain = {name.casefold().removeprefix("@"): block.fields["author"] for block in blocks for name in _names(block)}
    opening = [lines.text[slice(*block.body[0])] if len(block.body) > 1 else "" for block in blocks]
    habitual = habitual_addressees(opening, plain)
    _trim_leads(blocks, plain)
    for at, block in enumerate(blocks):
        if (parent := block.fields.get("parent")) is not None:
            # Whom a mark names by a handle is known by a name.
            block.fields["parent"] = known.get(_squeezed(parent), parent)
        told = [shown(lines, span) for span in block.body[:2]] if len(block.body) > 1 else []
        count, name = _addressee(told, usual=usual and _names_another(lines, block, known))
        if (by_habit := habitual[at]) is not None and _squeezed(name) not in known:
            count, name = 1, by_habit
        if count and count < len(block.body) and (author := known.get(_squeezed(name))) is not None:
            block.fields.setdefault("parent", author)
            give(spans, block.body[:count], "marker", at)
            del block.body[:count]


def _trim_leads(blocks: Sequence[Block], known: Mapping[str, str]) -> None:
    """Take off the leads what the page prints beside every name in them."""
    led = [block for block in blocks if block.leads]
    for block, name in zip(led, habitual_addressees([block.leads[0] for block in led], known), strict=True):
        if name is not None:
            block.leads[0] = name


def state_addressed(lines: Lines, blocks: Sequence[Block]) -> None:
    """Comments that open with ``@NAME`` answer NAME on networks, whose buttons write that; the words are kept."""
    known = {_squeezed(name): block.fields["author"] for block in blocks for name in _names(block)}
    plain = {name.casefold(): name for name in known.values()}
    for block in blocks:
        opening = _HANDLE.match(lines.text, *block.body[0]) if block.body else None
        author = known.get(_squeezed(opening[1])) or _whole_name(lines, block, plain) if opening is not None else None
        if author is not None and author != block.fields.get("author"):
            block.fields.setdefault("parent", author)


def handles(blocks: Sequence[Block]) -> bool:
    """Whether authors are shown by their handles; that comments open with one states nothing elsewhere."""
    signed = [block.fields["author"] for block in blocks if "author" in block.fields]
    return sum(name.startswith("@") for name in signed) > USUAL * len(signed)


def _whole_name(lines: Lines, block: Block, known: Mapping[str, str]) -> str | None:
    """The longest of the names, in small letters, that stands behind the sign with which a comment opens."""
    opening = lines.text[slice(*block.body[0])].lstrip("@＠ ")[:LONGEST_NAME]
    ends = (end for end in range(len(opening), 1, -1) if not opening[end : end + 1].isalnum())
    return next((known[name] for end in ends if (name := opening[:end].casefold()) in known), None)


def _names(block: Block) -> list[str]:
    """What an author is called, if anything."""
    return [block.fields[key] for key in ("author", "alias") if "author" in block.fields and key in block.fields]


def _squeezed(name: str) -> str:
    """A name as handles are made of it."""
    return _SPACES.sub("", fold_name(name))


def _names_another(lines: Lines, block: Block, known: Mapping[str, str]) -> bool:
    """Whether a body's first line is the name of another author and no more."""
    first = shown(lines, block.body[0]) if len(block.body) > 1 else ""
    author = known.get(_squeezed(first)) if 0 < len(first) <= LONGEST_ADDRESS else None
    return author is not None and author != block.fields.get("author")


def _addressee(told: Sequence[str], *, usual: bool) -> tuple[int, str]:
    """How many of the first lines say no more than who is answered, and who that is."""
    if not told or len(told[0]) > LONGEST_ADDRESS:
        return 0, ""
    found = re.fullmatch(_ADDRESSEE, told[0])
    if found is not None:
        return 1, found[1]
    if re.fullmatch(_ANSWERING, told[0]) and len(told[1]) <= LONGEST_ADDRESS:
        return 2, told[1]
    return (1, told[0]) if usual else (0, "")
