"""Discussions with known drift: to see what the measures of drift recover, and how often they cry wolf.

Comments arrive one after another. Each opens a thread or answers an earlier comment; each has a theme, and vectors
scattered about that theme's direction. Themes may be kept or moved along replies, may follow the clock, may differ
between threads or authors, or none of these. The words are filler of our own: the meaning is in the vectors.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from commentariat.threads.forest import Forest
from commentariat.threads.model import Article, Capture, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger

from .stored import StoredVectors
from .vectors import normalised

if TYPE_CHECKING:
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]
    Ints = npt.NDArray[np.int64]

#: Filler of our own, one list a theme, so that labels of found themes can be read.
_WORDS: Final = (
    ("ferry", "timetable", "harbour", "crossing", "captain"), ("orchard", "harvest", "ladder", "apples", "frost"),
    ("library", "shelves", "catalogue", "reading", "lamps"), ("tunnel", "engineers", "drilling", "granite", "pumps"),
    ("festival", "drummers", "costumes", "parade", "lanterns"), ("bakery", "ovens", "flour", "queues", "loaves"),
    ("lighthouse", "keeper", "storms", "signals", "cliffs"), ("tramway", "conductors", "tickets", "rails", "depot"),
)  # fmt: skip
_ARTICLE_SENTENCES: Final = 8
#: Sentences are numbered apart by seed, so that no two discussions share one.
_NUMBERS: Final = 1_000_000
_TITLE: Final = "A simulated article"
_EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Plan:
    """What is planted.

    Attributes
    ----------
    comments, authors, themes : int
    roots : float
        Share of comments that open a thread.
    stay : float
        Probability that a reply keeps its parent's theme whatever the mix of the day: persistence along replies.
    shift : float
        Probability that a reply moves on to the theme after its parent's (the last is final): drift along replies.
    clock : float
        How far the mix moves from the last theme to the first between the first comment and the last (0 … 1).
    threads_differ, authors_differ : float
        Weight of a mix of each thread's, each author's own (0 … 1): likeness that no reply carries.
    noise : float
        Spread of a unit about its theme's direction, relative to that direction.
    units : int
        Most units of a comment; all of a comment's units share its theme.
    dimensions : int
    """

    comments: int = 300
    authors: int = 60
    themes: int = 4
    roots: float = 0.2
    stay: float = 0.0
    shift: float = 0.0
    clock: float = 0.0
    threads_differ: float = 0.0
    authors_differ: float = 0.0
    noise: float = 0.6
    units: int = 2
    dimensions: int = 48

    def __post_init__(self) -> None:
        shares = ("roots", "stay", "shift", "clock", "threads_differ", "authors_differ")
        wrong = [name for name in shares if not 0 <= getattr(self, name) <= 1]
        if wrong:
            raise ValueError(f"{wrong[0]} is a share between 0 and 1")
        if self.stay + self.shift > 1 or self.threads_differ + self.authors_differ > 1:
            raise ValueError("stay and shift, and the weights of threads and authors, must not exceed 1 together")
        if not 2 <= self.themes <= len(_WORDS) or self.themes >= self.dimensions:
            raise ValueError(f"a simulation has 2 to {len(_WORDS)} themes, fewer than dimensions")
        if min(self.comments, self.authors, self.units) < 1 or self.noise < 0:
            raise ValueError("comments, authors and units are at least 1, and noise is not negative")


@dataclass(frozen=True, eq=False)
class Simulated:
    """A simulated discussion as arrays, rows in time order.

    Attributes
    ----------
    parent, theme, author : int64 arrays, shape (n,)
        ``parent`` is ``-1`` for a root; ``theme`` is the planted truth.
    owner : int64 array, shape (m,)
        The comment of each unit, ascending.
    units : float32 array, shape (m, d)
    article : float32 array, shape (s, d)
        The article's sentences, on the first theme.
    background : float32 array, shape (d,)
    """

    plan: Plan
    seed: int
    parent: Ints
    theme: Ints
    author: Ints
    owner: Ints
    units: npt.NDArray[np.float32]
    article: npt.NDArray[np.float32]
    background: npt.NDArray[np.float32]


def simulate(plan: Plan, seed: int = 0, *, meaning: int | None = None) -> Simulated:
    """Draw one discussion; the same plan and seed give the same discussion.

    Discussions with the same ``meaning`` speak of the same themes: their vectors can be compared.
    """
    rng = np.random.default_rng(seed)
    parent = _tree(plan, rng)
    author = rng.zipf(1.7, size=plan.comments) % plan.authors
    theme = _themes(plan, parent, author, rng)
    count = rng.integers(1, plan.units + 1, size=plan.comments)
    owner = np.repeat(np.arange(plan.comments), count)
    directions = _directions(plan, rng)
    if meaning is not None:
        directions = _directions(plan, np.random.default_rng(meaning))
    units = _scatter(plan, directions[theme[owner]], directions[-1], rng)
    article = _scatter(plan, np.repeat(directions[:1], _ARTICLE_SENTENCES, axis=0), directions[-1], rng)
    return Simulated(plan, seed, parent, theme, author.astype(np.int64), owner, units, article, directions[-1])


def _directions(plan: Plan, rng: np.random.Generator) -> Vectors:
    """One direction a theme, and the background's, at right angles."""
    return np.linalg.qr(rng.standard_normal((plan.dimensions, plan.themes + 1)))[0].T.astype(np.float32)


def _tree(plan: Plan, rng: np.random.Generator) -> Ints:
    """Parents by recency: heavy-tailed lags, so that there are both quick exchanges and late answers."""
    place = np.arange(plan.comments)
    lag = 1 + np.floor(rng.pareto(1.1, size=plan.comments) * 3).astype(np.int64)
    parent = place - lag
    return np.where((rng.random(plan.comments) < plan.roots) | (parent < 0), -1, parent)


def _themes(plan: Plan, parent: Ints, author: Ints, rng: np.random.Generator) -> Ints:
    """Draw themes depth by depth, so that a parent's theme is there before its replies'."""
    forest = Forest(parent)
    fresh = _fresh_themes(plan, forest.thread, author, rng)
    kind = rng.random(plan.comments)
    theme = fresh.copy()
    for depth in range(1, int(forest.depth.max(initial=0)) + 1):
        rows = np.flatnonzero(forest.depth == depth)
        above = theme[parent[rows]]
        stays, moves = kind[rows] < plan.stay, kind[rows] >= 1 - plan.shift
        theme[rows[stays]] = above[stays]
        theme[rows[moves]] = np.minimum(above[moves] + 1, plan.themes - 1)
    return theme


def _fresh_themes(plan: Plan, thread: Ints, author: Ints, rng: np.random.Generator) -> Ints:
    """Themes as if no comment answered another: from the mix of the day, the thread and the author."""
    base = np.full(plan.themes, 1 / plan.themes)
    days = np.linspace(-0.5, 0.5, plan.comments)[:, None]
    turn = np.zeros(plan.themes)
    turn[0], turn[-1] = base[0], -base[-1]
    # At clock = 1 the last theme falls from twice its share to none while the first rises as much.
    daily = base + 2 * plan.clock * days * turn
    own_thread = rng.dirichlet(np.full(plan.themes, 0.3), size=plan.comments)[thread]
    own_author = rng.dirichlet(np.full(plan.themes, 0.3), size=plan.authors)[author]
    rest = 1 - plan.threads_differ - plan.authors_differ
    mix = rest * daily + plan.threads_differ * own_thread + plan.authors_differ * own_author
    drawn = rng.random(plan.comments)[:, None] > np.cumsum(mix, axis=1)[:, :-1]
    return np.asarray(drawn.sum(axis=1), dtype=np.int64)


def _scatter(plan: Plan, centres: Vectors, background: Vectors, rng: np.random.Generator) -> Vectors:
    """Place units about their centre; all share the background, as sentence vectors crowd into a cone."""
    out = rng.standard_normal(centres.shape, dtype=np.float32)
    out *= plan.noise / np.sqrt(plan.dimensions)
    out += centres
    out += background
    return normalised(out)


def as_discussion(made: Simulated) -> tuple[Discussion, StoredVectors]:
    """Give a simulation words, names and dates: a discussion like any other, and the vectors of its units.

    Returns
    -------
    discussion : Discussion
        Every sentence is one unit, and no two are alike.
    vectors : StoredVectors
        An encoder that knows these sentences.
    """
    first = made.seed * _NUMBERS
    sentences = [_sentence(int(made.theme[owner]), first + number) for number, owner in enumerate(made.owner)]
    told = [f"{_sentence(0, first + number)[:-1]} says the paper." for number in range(len(made.article))]
    texts = [*sentences, *told, _TITLE]
    rows = np.concatenate((made.units, made.article, made.article.mean(axis=0, keepdims=True)))
    vectors = StoredVectors.of(texts, rows, made.background)
    article = Article(title=_TITLE, site="simulation", paragraphs=tuple(told), published=_EPOCH, language="en")
    source = Source(
        name=f"simulation {made.seed}", sha256=vectors.revision, bytes=0, reader="simulate", reader_version="1",
        capture=Capture(claimed=made.plan.comments, read=made.plan.comments, sort_order="chronological"),
    )  # fmt: skip
    return Discussion(article, _comments(made, sentences), (), source, empty_ledger()), vectors


def _sentence(theme: int, number: int) -> str:
    one, two, three, four, five = _WORDS[theme]
    return f"Remark {number} concerns the {one} and its {two}, then the {three}, the {four} and the {five}."


def _comments(made: Simulated, sentences: list[str]) -> pl.DataFrame:
    n = made.plan.comments
    starts = np.searchsorted(made.owner, np.arange(n + 1))
    gaps = np.random.default_rng(made.seed + 1).exponential(4.0, size=n).cumsum()
    parents = [f"c{at + 1}" if at >= 0 else None for at in made.parent]
    return comment_frame({
        "discussion_id": [f"simulation-{made.seed}"] * n, "comment_id": [f"c{at + 1}" for at in range(n)],
        "position": range(n), "parent_id": parents, "stated_parent": parents,
        "depth": Forest(made.parent).depth.tolist(), "author": [f"Author {who + 1}" for who in made.author],
        "author_id": [f"author {who + 1}" for who in made.author], "author_basis": ["stated"] * n,
        "created": [_EPOCH + timedelta(minutes=float(gap)) for gap in gaps], "created_basis": ["stated"] * n,
        "text": [" ".join(sentences[starts[at] : starts[at + 1]]) for at in range(n)], "deleted": [False] * n,
        "link_basis": ["explicit" if at >= 0 else "root" for at in made.parent], "link_confidence": [1.0] * n,
    })  # fmt: skip


def truth(made: Simulated) -> pl.DataFrame:
    """Return the planted themes as a table of labels (``comment_id, label``)."""
    names = [" ".join(words[:2]) for words in _WORDS]
    return pl.DataFrame({
        "comment_id": [f"c{at + 1}" for at in range(len(made.theme))], "label": [names[at] for at in made.theme],
    })  # fmt: skip
