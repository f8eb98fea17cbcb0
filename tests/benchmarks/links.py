"""What training and benchmarks of links share: views of known discussions, the plain guesses, the scores."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from commentariat.threads.forest import Forest
from commentariat.threads.quotes import find_quotes
from commentariat.threads.rebuild.evidence.names import namings
from commentariat.threads.rebuild.evidence.view import LinkView

from .. import threads_data

#: Comments that are this long and the same are one comment told twice.
REPEATED = 40


def for_learning(name, folds):
    """Yield (fold, discussion) of what may be learned from in one of the sets.

    A discussion that repeats a comment of a held-out one is left out, those that repeat each other's share a fold: some
    exports hold an article twice, and a section of a talk page holds its subsections.
    """
    many, fold = threads_data.known_discussions(name), 0
    for group in _related(many):
        if not any(many[at].held_out for at in group):
            yield from ((fold % folds, many[at]) for at in group)
            fold += 1


def _related(many):
    """Groups of discussions that share a comment of more than REPEATED characters, as lists of indices."""
    group, seen = list(range(len(many))), {}
    for at, known in enumerate(many):
        for text in known.discussion.comments["text"]:
            if len(text) > REPEATED:
                old, new = group[at], group[seen.setdefault(text, at)]
                group = [new if one == old else one for one in group] if old != new else group
    return [[at for at, one in enumerate(group) if one == number] for number in sorted(set(group))]


def view_of(known, *, dated=False):
    """The discussion as the evidence sees it: texts, order, authors; dates only when asked for."""
    comments, article = known.discussion.comments, known.discussion.article
    texts, ids = comments["text"].to_list(), comments["comment_id"].to_list()
    story = [part for part in (article.title, *article.paragraphs) if part]
    names = [(name,) if name else () for name in comments["author"].to_list()]
    created = comments["created"].to_list() if dated else ()
    return LinkView(texts, comments["author_id"].to_list(), names, find_quotes(texts, ids, story), ids, story, created)


def unsigned(view, share, seed):
    """Forget authors with a probability, as a dump that lost author lines does."""
    lost = np.random.default_rng(seed).random(len(view)) < share
    return replace(
        view,
        authors=[None if gone else one for one, gone in zip(view.authors, lost, strict=True)],
        names=[() if gone else one for one, gone in zip(view.names, lost, strict=True)],
    )


_ADDRESSES = ("@{} ", "{}: ", "{}, ", "@{}, ", "@{}\n\n", "Hi {}, ", "{} - ")


def addressed(view, parents, share, seed):
    """Let part of the replies open with their parent's name, as readers do where a site shows no threads."""
    rng = np.random.default_rng(seed)
    texts, quotes = list(view.texts), list(view.quotes)
    for at, known in enumerate(parents):
        parent = min(known) if known else -1
        if parent < 0 or not view.names[parent] or rng.random() >= share:
            continue
        name = view.names[parent][0]
        opening = str(rng.choice(_ADDRESSES)).format(name.split()[0] if rng.random() < 0.3 else name)
        texts[at] = opening + texts[at]
        quotes[at] = [
            {**one, "start": one["start"] + len(opening), "end": one["end"] + len(opening)} for one in quotes[at]
        ]
    return replace(view, texts=texts, quotes=quotes)


def threaded(view, parents):
    """The same discussion as a page prints it that shows replies below what they answer; parents go along."""
    first = np.array([-1 if not known else min(known) for known in parents])
    order = Forest(first).preorder
    place = np.argsort(order)
    moved = tuple(_moved(parents[at], place) for at in order)
    texts, ids = [view.texts[at] for at in order], [view.comment_ids[at] for at in order]
    people = {"authors": [view.authors[at] for at in order], "names": [view.names[at] for at in order]}
    quotes = find_quotes(texts, ids, view.article)
    return replace(view, texts=texts, comment_ids=ids, quotes=quotes, created=(), threaded=True, **people), moved


def _moved(known, place):
    return None if known is None else frozenset(int(place[one]) if one >= 0 else -1 for one in known)


def plain_guesses(view):
    """The guesses to beat: all roots, the previous comment, the latest comment by a named author else root."""
    n, last, named = len(view), {}, []
    for at, some in enumerate(namings(view)):
        named.append(max((last[one.person] for one in some if one.person in last), default=-1))
        last[int(view.person[at])] = at
    return {"all roots": [-1] * n, "previous": list(range(-1, n - 1)), "named": named}


@dataclass(frozen=True)
class Score:
    links: int
    edge: float
    precision: float
    recall: float
    f1: float
    link_f1: float


def score(gold, guesses):
    """Edge accuracy, reply precision, recall and F1, and F1 over all annotated links (a start links to itself).

    ``gold``: per discussion, per comment a set of parent indices, {-1} for none, empty where every parent lies
    outside, None where not judged. ``guesses``: per discussion, per comment one index or -1; None is undecided.
    """
    pairs = [
        (g, p)
        for many, guess in zip(gold, guesses, strict=True)
        for g, p in zip(many, guess, strict=True)
        if g is not None
    ]
    right = [p in g for g, p in pairs]
    said = [p is not None and p >= 0 for _, p in pairs]
    real = [-1 not in g for g, _ in pairs]
    hits = sum(r and s for r, s in zip(right, said, strict=True))
    precision, recall = hits / max(sum(said), 1), hits / max(sum(real), 1)
    answered = sum(p is not None for _, p in pairs)
    per, rec = sum(right) / max(answered, 1), sum(right) / max(sum(max(len(g), 1) for g, _ in pairs), 1)
    return Score(len(pairs), sum(right) / max(len(pairs), 1), precision, recall, _f1(precision, recall), _f1(per, rec))


def _f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
