"""Dumps whose lines are known: pages that a reader knows, put through text extractors, and degraded discussions."""

from __future__ import annotations

import random
import unicodedata
import zlib
from bisect import bisect_left, bisect_right
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from commentariat import threads
from commentariat.threads.degradation import TEMPLATES, Loss, degrade
from commentariat.threads.degradation.render import shifted
from commentariat.threads.rebuild import read as reading
from commentariat.threads.rebuild.layouts.page import page_of
from commentariat.threads.rebuild.tagging.features import rows_of
from commentariat.threads.rebuild.tagging.second_look import Looked
from commentariat.threads.rebuild.tagging.tags import Tag
from commentariat.threads.rebuild.tagging.told import told
from commentariat.threads.rebuild.text.lines import split_lines

from .. import threads_data
from .bench_rebuild_extractors import EXTRACTORS, installed
from .dumped import CHAT, LONGEST
from .links import for_learning

#: Extractors that leave marks; the browser takes too long, and the last two leave none.
THROUGH = ("lynx", "w3m", "html2text", "markdown", "beautifulsoup", "resiliparse")
#: Longer texts and pages with more comments would outweigh the others.
MOST_SIGNS, MOST_ROWS, MOST_COMMENTS = 400_000, 3_000, 150
#: Share of a page's comments that must be in a text, and how far a comment may be from the one before.
PRESENT, NEXT = 0.85, 20_000
#: So many signs of a comment's beginning and end are looked for, the longest first.
SIGNS = (40, 20, 10)
#: So many rows above the first comment and below the last may name its author; so much may stand beside a name.
ABOVE, BELOW, BESIDE_NAME = 15, 12, 90
#: By how much names must stand below oftener than above; share of comments with them.
RATHER, MOSTLY = 1.3, 0.5
LOSSES = (0.0, 0.25, 0.5)
#: So many dumps of a page with so many comments are learned from once more, so many lines left around the comments.
CROPPED, FEWEST = 2, 3
AROUND = (0, 0, 1, 3)


@dataclass
class Example:
    """One dump: what is seen of its rows, whether rules read it at all, what they are, and whence it is."""

    rows: object
    ruled: bool
    tags: np.ndarray
    site: str
    kind: str


@contextmanager
def by_rules_alone():
    """Let the reader take no second look; the cuts that it would have looked at are noted."""
    usual, seen = reading.second_look, []

    def first_look(_lines, grammar, pieces):
        seen.append((grammar, pieces))
        return Looked(grammar, pieces)

    reading.second_look = first_look
    try:
        yield seen
    finally:
        reading.second_look = usual


def ruled(text):
    """What the rules make of a text: its spans, authors, and whether its layout was learned from itself."""
    with by_rules_alone() as seen:
        try:
            threads.read_text(text, article=False)
        except threads.ReadError:
            return [], [], False
    if not seen:
        return None
    grammar, pieces = seen[-1]
    return pieces.spans, [block.fields.get("author") for block in pieces.blocks], grammar is reading.LEARNED


def example(text, comments, rules, site, kind):
    """One dump with the tags of its rows; ``None`` where the comments are not in it, or it is too long."""
    if rules is None or len(text) > MOST_SIGNS:
        return None
    spans, authors, learned = rules
    page = page_of(split_lines(text))
    if not 0 < len(page) <= MOST_ROWS:
        return None
    tags = tags_of([page.words(row) for row in range(len(page))], comments)
    if tags is None:
        return None
    return Example(rows_of(page, told(page, spans, authors, learned=learned)), bool(authors), tags, site, kind)


def from_page(path, site):
    """One page through each extractor; a page without comments is one more text in which nobody speaks."""
    try:
        truth = threads.read(path, article=False)
        comments, kind = truth.comments.select("text", "author").to_dicts(), truth.source.reader
    except threads.NoCommentsFound:
        comments, kind = [], "none"
    if len(comments) == 1 or len(comments) > MOST_COMMENTS:
        return
    dumps = []
    for name in THROUGH:
        if installed(name):
            text = EXTRACTORS[name](path)
            found = example(text, comments, ruled(text), site, kind)
            dumps += [] if found is None else [(text, found)]
    yield from (found for _, found in dumps)
    rng = random.Random(path.name)
    for text, found in rng.sample(dumps, min(CROPPED, len(dumps))) if len(comments) >= FEWEST else []:
        part = section(text, found, rng)
        alone = example(part, comments, ruled(part), site, kind)
        if alone is not None:
            yield alone


def section(text, known, rng):
    """The comments of a dump without most of what stands around them, as somebody copies them."""
    page, inside = known.rows.page, np.flatnonzero(known.tags != Tag.OUTSIDE)
    low = max(0, inside[0] - rng.choice(AROUND))
    high = min(len(page) - 1, inside[-1] + rng.choice(AROUND))
    begin = text.rfind("\n", 0, page.lines.begin[page.at[low]]) + 1
    return text[begin : page.lines.end(page.at[high])] + "\n"


def from_discussions(count, draws=3):
    """So many training discussions of each set, degraded in so many templates each."""
    rng = random.Random(5)
    templates = [name for name in TEMPLATES if name != "bare"]
    for name in threads_data.SETS:
        fit = [one for _, one in for_learning(name, 1) if name != CHAT and 3 <= len(one.parents) <= LONGEST]
        for known in rng.sample(fit, min(count, len(fit))):
            truth = shifted(known.discussion)
            comments = truth.comments.select("text", "author").to_dicts()
            for template in rng.sample(templates, draws):
                text = degrade(truth, template, Loss.marks(rng.choice(LOSSES)), zlib.crc32(known.thread_id.encode()))
                found = example(text, comments, ruled(text), known.thread_id, template)
                if found is not None:
                    yield found


def tags_of(lines, comments):
    """What each line is, given the comments in order; ``None`` where too few of them are found."""
    tags = np.full(len(lines), Tag.OUTSIDE, np.int64)
    if not comments:
        return tags
    plain = [_plain(line) for line in lines]
    said = _found(plain, comments)
    if len(said) < max(2, PRESENT * len(comments)):
        return None
    last = -1
    for (first, end), _ in said:
        tags[max(first, last + 1) : end + 1] = Tag.BODY
        tags[max(first, last + 1) : max(first, last + 1) + (end > last)] = Tag.FIRST
        last = max(last, end)
    low, high = _name(tags, plain, said, comments)
    inside = tags[low : high + 1]
    inside[inside == Tag.OUTSIDE] = Tag.BESIDE
    return tags


def _plain(words):
    """Letters and digits alone, in small letters: what every extractor keeps."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", words).casefold() if sign.isalnum())


def _found(plain, comments):
    """Rows of the comments that are in a text, in its order: ((first, last), position)."""
    begins = np.concatenate([[0], np.cumsum([len(line) for line in plain])]).tolist()
    whole, reached, out = "".join(plain), 0, []
    for position, comment in enumerate(comments):
        words = _plain(comment["text"] or "")
        begin = _begin(whole, words, reached)
        if begin < 0:
            continue
        reached = _end(whole, words, begin)
        first = bisect_right(begins, begin) - 1
        out.append(((first, max(first, bisect_left(begins, reached) - 1)), position))
    return sorted(out)


def _begin(whole, words, reached):
    if len(words) < 2:
        return -1
    for signs in SIGNS:
        begin = whole.find(words[:signs], reached)
        if 0 <= begin <= reached + NEXT:
            return begin
        if len(words) <= signs:
            break
    return whole.find(words[: SIGNS[0]]) if len(words) >= SIGNS[-1] else -1


def _end(whole, words, begin):
    for signs in SIGNS:
        least = max(begin, begin + 2 * len(words) // 3 - SIGNS[0] - signs)
        end = whole.find(words[-signs:], least, begin + 2 * len(words) + MOST_COMMENTS)
        if end >= 0:
            return end + len(words[-signs:])
    return begin + min(len(words), SIGNS[0])


def _name(tags, plain, said, comments):
    """Tag the lines with names, above or below what is said; return the first and the last row of the section."""
    above, below = [], []
    for at, ((first, last), position) in enumerate(said):
        name = _plain(comments[position]["author"] or "")
        before = said[at - 1][0][1] if at else max(-1, first - ABOVE)
        after = said[at + 1][0][0] if at + 1 < len(said) else min(len(plain), last + BELOW)
        above.append([row for row in range(first - 1, before, -1) if _states(plain[row], name)])
        below.append([row for row in range(last + 1, after) if _states(plain[row], name)])
    foot = sum(map(bool, below)) > RATHER * sum(map(bool, above)) and sum(map(bool, below)) > MOSTLY * len(said)
    for rows in below if foot else above:
        if rows and tags[rows[0]] == Tag.OUTSIDE:
            tags[rows[0]] = Tag.NAME_BELOW if foot else Tag.NAME_ABOVE
    low = min([said[0][0][0], *([] if foot else above[0][-1:])])
    high = max([said[-1][0][1], *(below[-1][:1] if foot else [])])
    return low, high


def _states(line, name):
    return bool(name) and name in line and len(line) <= len(name) + BESIDE_NAME
