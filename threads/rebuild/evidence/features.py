"""The features of a candidate link: one column each, in the groups that a reader is told about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from ...distinct import distinct
from ..linking.decode import ROOT
from .after import AFTER, after
from .cues import CUES, cues
from .names import KINDS, namings
from .overlap import overlaps
from .pairs import candidate_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    from .names import Naming
    from .pairs import Likeness, Pairs
    from .view import LinkView

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

#: Column names by group; a group is one kind of evidence in ``link_evidence``.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "prior": ("root", "root-first-of-author", "root-log-size", "root-log-position"),
    "recency": (
        "previous", "before-previous", "third", "log-gap", "gap-share", "log-authors-between", "first-comment",
        "latest-of-author", "latest-of-other", "back-of-author", "has-minutes", "log-minutes", "root-log-minutes",
    ),
    "vocative": (
        *(f"names-{kind}" for kind in KINDS), *(f"names-{kind}-latest" for kind in KINDS), "names-only-other",
        "root-names-somebody", "root-names-absent", "spoken-to", "spoken-to-since-last",
    ),
    "quote": (
        "quotes", "quotes-share", "quotes-first", "quotes-only-other", "root-quotes-article", "root-quotes-comment",
        "root-quotes-unknown", "quotes-what-it-quotes",
    ),
    "overlap": ("cosine", "rare-shared", "cosine-rank-1", "cosine-rank-2", "cosine-margin", "root-most-alike",
                "root-article-overlap"),
    "author": ("same-author", "same-author-previous", "by-first-author", "child-by-first-author", "author-unknown",
               "turns", "came-back", "came-back-previous"),
    "standing": ("child-new", "parent-new", "child-times", "child-follows-own", "parent-log-position",
                 "child-heading", "parent-heading", "heading-between"),
    "after": AFTER,
    "dialogue": ("answers-question", "agrees", "asks-you", "you-and-question", "thanks-long", "short-after-question",
                 "same-opening"),
    "child": tuple(f"child-{name}" for name in CUES),
    "parent": tuple(f"parent-{name}" for name in CUES),
    "context": ("ctx-log-size", "ctx-mean-words", "ctx-names", "ctx-quotes", "ctx-per-author", "ctx-article",
                "ctx-questions", "ctx-first-author", "ctx-at", "ctx-threaded"),
}  # fmt: skip
NAMES: Final = tuple(name for names in GROUPS.values() for name in names)
#: One line without a stop at its end, as headings are.
_BARE: Final = re.compile(r".*[^.!?…。！？:;)\]\"'”»]", re.UNICODE)
_COLUMN: Final = {name: at for at, name in enumerate(NAMES)}


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything that the features of one discussion are computed from."""

    view: LinkView
    named: Sequence[Sequence[Naming]]
    cues: Floats
    pairs: Pairs
    likeness: Likeness
    alike: Ints


def prepare(view: LinkView, also: Mapping[int, Sequence[int]] | None = None) -> Scene:
    """Look at the texts once: names, shared words, cues, and the candidates that follow from them."""
    named = namings(view)
    pairs, likeness = candidate_pairs(view, named, overlaps(view), also)
    return Scene(view, named, cues(view), pairs, likeness, _alike(view))


def _alike(view: LinkView) -> Ints:
    """The latest earlier comment that opens with the same word, -1 where there is none; shape (n,)."""
    return last_by_same(np.array([hash_of(one.tokens[:1]) or -1 for one in view.words], dtype=np.int64))


def features(scene: Scene) -> Floats:
    """Compute the feature matrix, shape (pairs, len(NAMES)); rows follow ``scene.pairs``."""
    out = np.zeros((len(scene.pairs), len(NAMES)), dtype=np.float32)
    is_root = scene.pairs.parent == ROOT
    _cue_columns(scene, out, is_root)
    _author_columns(scene, out, is_root)
    _standing(scene, out, is_root)
    out[:, [_COLUMN[name] for name in AFTER]] = after(scene.view, scene.named, scene.pairs)
    _recency(scene, out, is_root)
    _vocative(scene, out, is_root)
    _quotes(scene, out, is_root)
    _overlap(scene, out, is_root)
    _dialogue(scene, out, is_root)
    _context(scene, out)
    _prior(scene, out, is_root)
    return out


def _set(out: Floats, name: str, values: ArrayLike) -> None:
    out[:, _COLUMN[name]] = values


def _cue_columns(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    first = _COLUMN["child-" + CUES[0]]
    out[:, first : first + len(CUES)] = scene.cues[scene.pairs.child]
    second = _COLUMN["parent-" + CUES[0]]
    out[:, second : second + len(CUES)] = np.where(is_root[:, None], 0.0, scene.cues[scene.pairs.parent])


def _author_columns(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    person, pairs = scene.view.person, scene.pairs
    child, parent = person[pairs.child], np.where(is_root, -2, person[pairs.parent])
    same = (child == parent) & (child >= 0)
    first = person[0] if person.size else -1
    _set(out, "same-author", same)
    _set(out, "same-author-previous", same & (pairs.parent == pairs.child - 1))
    _set(out, "by-first-author", (parent == first) & (first >= 0))
    _set(out, "child-by-first-author", (child == first) & (first >= 0))
    _set(out, "author-unknown", (child == -1) | (parent == -1))
    _turns(scene, out, is_root)


def _turns(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    """How often the two persons have spoken in turn before, and whether the author was heard two comments ago."""
    person, pairs = scene.view.person, scene.pairs
    before = np.concatenate(([-1], person[:-1])) if person.size else person
    low, high = np.minimum(person, before), np.maximum(person, before)
    spoken: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at in np.flatnonzero((low >= 0) & (low != high)).tolist():
        spoken[int(low[at]), int(high[at])].append(at)
    rows = zip(pairs.child.tolist(), np.where(is_root, pairs.child, pairs.parent).tolist(), strict=True)
    who = person.tolist()
    turns = [bisect_left(spoken.get((min(who[c], who[p]), max(who[c], who[p])), ()), c) for c, p in rows]
    _set(out, "turns", np.log1p(turns))
    two_before = np.concatenate(([-1, -1], person[:-2]))[: person.size]
    back = ((two_before == person) & (person >= 0) & (before != person))[pairs.child]
    _set(out, "came-back", back & is_root)
    _set(out, "came-back-previous", back & (pairs.parent == pairs.child - 1) & ~is_root)


def _standing(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    """Newcomers, how often an author has spoken, and headings, which nobody signs and no stop ends."""
    view, pairs = scene.view, scene.pairs
    person, parent = view.person, np.maximum(pairs.parent, 0)
    new = (last_by_same(person) < 0) & (person >= 0)
    _set(out, "child-new", new[pairs.child])
    _set(out, "parent-new", new[parent] & ~is_root)
    _set(out, "child-times", np.log1p(_times(person))[pairs.child])
    _set(out, "child-follows-own", ((np.append(-1, person[:-1]) == person) & (person >= 0))[pairs.child])
    _set(out, "parent-log-position", np.where(is_root, 0.0, np.log1p(parent)))
    bare = np.array([_BARE.fullmatch(text.strip()) is not None for text in view.own], dtype=bool)
    heading = bare & (person < 0)
    _set(out, "child-heading", heading[pairs.child])
    _set(out, "parent-heading", heading[parent] & ~is_root)
    passed = np.cumsum(heading)
    _set(out, "heading-between", (passed[np.maximum(pairs.child - 1, 0)] > passed[parent]) & ~is_root)


def _times(person: Ints) -> Ints:
    """How often each comment's author has written before; 0 where nobody is known."""
    seen: dict[int, int] = defaultdict(int)
    out = np.zeros(person.size, dtype=np.int64)
    for at, who in enumerate(person.tolist()):
        if who >= 0:
            out[at] = seen[who]
            seen[who] += 1
    return out


def _recency(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    pairs, person = scene.pairs, scene.view.person
    gap = np.where(is_root, 0, pairs.child - pairs.parent)
    for name, at in (("previous", 1), ("before-previous", 2), ("third", 3)):
        _set(out, name, gap == at)
    _set(out, "log-gap", np.log1p(gap))
    _set(out, "gap-share", np.where(is_root, 0.0, gap / np.maximum(pairs.child, 1)))
    _set(out, "first-comment", (pairs.parent == 0) & ~is_root)
    minutes = scene.view.minutes
    known = ~np.isnan(minutes)
    lag = np.where(is_root, 0.0, minutes[pairs.child] - minutes[pairs.parent])
    dated = known[pairs.child] & known[pairs.parent] & ~is_root
    _set(out, "has-minutes", dated)
    _set(out, "log-minutes", np.where(dated, np.log1p(np.maximum(np.nan_to_num(lag), 0.0)), 0.0))
    since = np.diff(minutes, prepend=np.nan)
    pause = np.where(np.isnan(since), 0.0, np.log1p(np.maximum(np.nan_to_num(since), 0.0)))
    _set(out, "root-log-minutes", np.where(is_root, pause[pairs.child], 0.0))
    _latest(scene, out, person)


def _latest(scene: Scene, out: Floats, person: Ints) -> None:
    """Columns that ask what stands between the candidate and the comment."""
    pairs = scene.pairs
    following = np.full(person.size, person.size, dtype=np.int64)
    seen: dict[int, int] = {}
    for at in range(person.size - 1, -1, -1):
        who = int(person[at])
        if who >= 0:
            following[at] = seen.get(who, person.size)
            seen[who] = at
    real = pairs.parent != ROOT
    latest = real & (following[pairs.parent] >= pairs.child)
    other = person[pairs.child] != person[pairs.parent]
    _set(out, "latest-of-author", latest)
    # The most recent comment by somebody else: the plainest guess in a conversation of two.
    nearest = np.zeros(pairs.child.size, dtype=bool)
    authors = np.zeros(pairs.child.size)
    for start, end in zip(pairs.start[:-1].tolist(), pairs.start[1:].tolist(), strict=True):
        rows = np.arange(end - 1, start, -1)
        others = rows[other[rows]]
        nearest[others[:1]] = True
        fresh = latest[rows] & other[rows]
        authors[rows] = np.cumsum(fresh) - fresh
    _set(out, "latest-of-other", nearest)
    _set(out, "log-authors-between", np.log1p(authors))
    last_own = last_by_same(person)
    since = (pairs.parent > last_own[pairs.child]) & real & (last_own[pairs.child] >= 0)
    _set(out, "back-of-author", since)


def last_by_same(person: Ints) -> Ints:
    """Return the earlier comment by the same person, -1 where there is none or nobody is known, shape (n,)."""
    out = np.full(person.size, -1, dtype=np.int64)
    seen: dict[int, int] = {}
    for at, who in enumerate(person.tolist()):
        if who >= 0:
            out[at] = seen.get(who, -1)
            seen[who] = at
    return out


def _vocative(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    pairs, person = scene.pairs, scene.view.person
    named: dict[int, dict[int, int]] = {}
    for at, some in enumerate(scene.named):
        named[at] = {one.person: KINDS.index(one.kind) for one in some}
    rows = list(zip(pairs.child.tolist(), pairs.parent.tolist(), strict=True))
    who = np.array([-1 if p == ROOT else named[c].get(int(person[p]), -1) for c, p in rows], dtype=np.int64)
    latest = out[:, _COLUMN["latest-of-author"]] > 0
    for at, name in enumerate(KINDS):
        _set(out, f"names-{name}", who == at)
        _set(out, f"names-{name}-latest", (who == at) & latest)
    strong = np.array([any(k < len(KINDS) - 1 for k in some.values()) for some in named.values()], dtype=bool)
    _set(out, "names-only-other", strong[pairs.child] & (who < 0) & ~is_root)
    before = _named_before(scene)
    _set(out, "root-names-somebody", is_root & strong[pairs.child] & before[pairs.child])
    _set(out, "root-names-absent", is_root & strong[pairs.child] & ~before[pairs.child])
    back = np.array([p != ROOT and int(person[c]) in named[p] and person[c] >= 0 for c, p in rows], dtype=bool)
    _set(out, "spoken-to", back)
    _set(out, "spoken-to-since-last", back & (out[:, _COLUMN["back-of-author"]] > 0))


def _named_before(scene: Scene) -> NDArray[np.bool_]:
    """Whether a comment names somebody who has already written."""
    seen: set[int] = set()
    out = np.zeros(len(scene.view), dtype=bool)
    for at, some in enumerate(scene.named):
        out[at] = any(one.person in seen for one in some)
        seen.add(int(scene.view.person[at]))
    return out


def _quotes(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    view, pairs = scene.view, scene.pairs
    place = {name: at for at, name in enumerate(view.comment_ids)}
    chars: list[dict[int, int]] = []
    first = np.full(len(view), -1, dtype=np.int64)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for at, quotes in enumerate(view.quotes):
        mine: dict[int, int] = defaultdict(int)
        for quote in quotes:
            if quote["source_id"] in place:
                mine[place[quote["source_id"]]] += quote["end"] - quote["start"]
                first[at] = place[quote["source_id"]] if first[at] < 0 else first[at]
        chars.append(mine)
        said = {quote["kind"] for quote in quotes}
        for kind in ("article", "comment", "unattributed"):
            kinds[kind].append(kind in said)
    rows = list(zip(pairs.child.tolist(), pairs.parent.tolist(), strict=True))
    share = np.array([chars[c].get(p, 0) / max(sum(chars[c].values()), 1) if p != ROOT else 0.0 for c, p in rows])
    some = np.array([bool(mine) for mine in chars], dtype=bool)
    _set(out, "quotes", share > 0)
    _set(out, "quotes-share", share)
    _set(out, "quotes-first", (first[pairs.child] == pairs.parent) & ~is_root)
    _set(out, "quotes-only-other", some[pairs.child] & (share == 0) & ~is_root)
    for name, kind in (("article", "article"), ("comment", "comment"), ("unknown", "unattributed")):
        _set(out, f"root-quotes-{name}", is_root & np.array(kinds[kind], dtype=bool)[pairs.child])
    both = [p != ROOT and bool(chars[c]) and bool(chars[p].keys() & chars[c].keys()) for c, p in rows]
    _set(out, "quotes-what-it-quotes", both)


def _overlap(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    pairs = scene.pairs
    cosine = scene.likeness.cosine
    top, next_ = scene.likeness.best[pairs.child], scene.likeness.second[pairs.child]
    _set(out, "cosine", cosine)
    _set(out, "rare-shared", np.log1p(scene.likeness.weight))
    _set(out, "cosine-rank-1", (cosine >= top) & (cosine > 0))
    _set(out, "cosine-rank-2", (cosine >= next_) & (cosine < top) & (cosine > 0))
    _set(out, "cosine-margin", np.where((cosine >= top) & (cosine > 0), top - next_, 0.0))
    _set(out, "root-most-alike", np.where(is_root, top, 0.0))
    article = scene.view.article_terms
    shares = np.array([len(terms & article) / max(len(terms), 1) for terms in scene.view.terms])
    _set(out, "root-article-overlap", np.where(is_root, shares[pairs.child], 0.0) if shares.size else 0.0)


def _dialogue(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    def column(name: str) -> Floats:
        return out[:, _COLUMN[name]]

    asked = (column("parent-question") > 0) & (column("same-author") == 0)
    _set(out, "answers-question", asked & (column("child-question") == 0))
    _set(out, "agrees", (column("child-opens-yes-no") > 0) & asked)
    _set(out, "asks-you", (column("child-you") > 0) & ~is_root & (column("same-author") == 0))
    _set(out, "you-and-question", (column("child-question") > 0) & (column("child-you") > 0) & ~is_root)
    _set(out, "thanks-long", column("child-opens-thanks") * column("parent-words"))
    _set(out, "short-after-question", asked & (column("child-words") < 2.5))
    # Two comments that open alike ("Support", "Same here") answer the same one rather than each other.
    opening = np.array([hash_of(one.tokens[:1]) for one in scene.view.words], dtype=np.int64)
    pairs = scene.pairs
    _set(out, "same-opening", ~is_root & (opening[pairs.child] == opening[pairs.parent]) & (opening[pairs.child] > 0))


def hash_of(tokens: Sequence[str]) -> int:
    """A stable number for a token, 0 for none."""
    return crc32(tokens[0].encode("utf-8", "replace")) + 1 if tokens else 0


def _context(scene: Scene, out: Floats) -> None:
    """How this discussion talks as a whole: the same for every row."""
    view, n = scene.view, max(len(scene.view), 1)
    strong = sum(any(one.kind != "inner" for one in some) for some in scene.named)
    person = view.person
    values = (
        np.log(n) / 5, float(scene.cues[:, 0].mean()) if len(view) else 0.0, strong / n,
        sum(any(q["kind"] == "comment" for q in quotes) for quotes in view.quotes) / n,
        np.log(n / max(distinct(person[person >= 0]).size, 1)), float(bool(view.article_terms)),
        float((scene.cues[:, CUES.index("question")] > 0).mean()) if len(view) else 0.0,
        float((person == person[0]).mean()) if len(view) and person[0] >= 0 else 0.0,
        float((scene.cues[:, CUES.index("opens-at")] > 0).mean()) if len(view) else 0.0,
        float(view.threaded),
    )  # fmt: skip
    for name, value in zip(GROUPS["context"], values, strict=True):
        _set(out, name, value)


def _prior(scene: Scene, out: Floats, is_root: NDArray[np.bool_]) -> None:
    child = scene.pairs.child
    new = last_by_same(scene.view.person) < 0
    _set(out, "root", is_root)
    _set(out, "root-first-of-author", is_root & new[child])
    _set(out, "root-log-size", np.where(is_root, np.log(max(len(scene.view), 1)), 0.0))
    _set(out, "root-log-position", np.where(is_root, np.log1p(child), 0.0))
