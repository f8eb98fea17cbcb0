"""Invented discussions of any size for the report's tests and benchmarks: no model is needed to make them."""

from __future__ import annotations

import base64
import gzip
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import numpy as np
import polars as pl

from commentariat.embeddings import drift
from commentariat.embeddings.tables import LAYOUT_SCHEMA, MEMBERSHIP_SCHEMA, THEME_SCHEMA, UNIT_SCHEMA, Themes
from commentariat.reports import Analysis
from commentariat.reports.second_look import SecondLook
from commentariat.threads.forest import Forest
from commentariat.threads.metrics import depth_profile, measure
from commentariat.threads.model import Article, Capture, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger
from tests.theme_data import WordEncoder

_VOCABULARY = (
    "harbour lantern ferry tariff council bridge orchard miller ledger canal winter bread barge toll "
    "mayor clerk market stone river quay promise rumour wagon copper plateau treaty envoy garrison "
    "cellar printing letter neighbour chimney window permit drawing vote ballot engine signal rope "
    "anchor "
)
WORDS = _VOCABULARY.split()
THEMES = (
    "tolls and tariffs", "the ferry", "bread prices", "the mayor", "copper on the plateau", "the winter road",
    "printing presses", "the old bridge", "orchards", "harbour lights",
)  # fmt: skip


def discussion(n: int, *, seed: int = 0, dated: bool = True) -> Discussion:
    """Invent a discussion of ``n`` comments; replies prefer recent and popular comments."""
    rng = np.random.default_rng(seed)
    parent = np.array([-1 if at == 0 or rng.random() < 0.25 else int(at * rng.beta(3, 1)) for at in range(n)])
    forest = Forest(parent)
    names = [f"Commenter {one}" for one in (rng.zipf(1.6, n) % max(3, n // 3)).tolist()]
    texts = [" ".join(rng.choice(WORDS, size=int(size))) + "." for size in np.clip(rng.lognormal(3.4, 0.8, n), 3, 400)]
    start = datetime(2021, 3, 4, 9, 30, tzinfo=UTC)
    minutes = np.cumsum(rng.exponential(7, n))
    ids = [f"c{at + 1}" for at in range(n)]
    confidence = np.where(parent < 0, 0.97, rng.choice([1.0, 0.96, 0.7], n))
    frame = comment_frame(
        {
            "discussion_id": ["invented"] * n,
            "comment_id": ids,
            "position": range(n),
            "parent_id": [None if at < 0 else ids[at] for at in parent],
            "depth": forest.depth,
            "author": names,
            "author_id": [name.casefold() for name in names],
            "author_basis": ["inferred" if at % 7 == 3 else "stated" for at in range(n)],
            "created": [start + timedelta(minutes=float(one)) if dated else None for one in minutes],
            "text": texts,
            "deleted": [False] * n,
            "link_basis": ["root" if at < 0 else "nesting" for at in parent],
            "link_confidence": confidence,
        }
    )
    article = Article(
        title="The ferry of Lower Aldmoor stops for the winter",
        site="The Aldmoor Gazette",
        paragraphs=("The council voted on Tuesday to lay up the ferry until the ice has gone from the estuary.",),
    )
    source = Source("invented.json", "0" * 64, 0, "invented", "1", capture=Capture(read=n))
    return Discussion(article, frame, (), source, empty_ledger())


def themes(one: Discussion, *, seed: int = 0) -> Themes:
    """Invent themes: each comment is one unit, four in five have a theme."""
    rng = np.random.default_rng(seed)
    n = one.comments.height
    chosen = np.where(rng.random(n) < 0.8, np.minimum(rng.zipf(1.7, n) - 1, len(THEMES) - 1), -1)
    units = _units(one)
    return Themes(units, _memberships(units, chosen), _theme_table(units, chosen), {"model": "invented"})


def _units(one: Discussion) -> pl.DataFrame:
    comments, texts = one.comments, one.comments["text"]
    columns = {
        "discussion_id": comments["discussion_id"],
        "unit_id": comments["comment_id"] + ".1",
        "comment_id": comments["comment_id"],
        "start": [0] * comments.height,
        "end": texts.str.len_chars(),
        "text": texts,
        "boilerplate": [False] * comments.height,
    }
    return pl.DataFrame(columns, schema=UNIT_SCHEMA, strict=False)


def _memberships(units: pl.DataFrame, chosen: np.ndarray) -> pl.DataFrame:
    columns = {
        "discussion_id": units["discussion_id"],
        "unit_id": units["unit_id"],
        "theme_id": [f"f{at}" if at >= 0 else None for at in chosen],
        "theme": [THEMES[at] if at >= 0 else None for at in chosen],
        "strength": [0.8 if at >= 0 else None for at in chosen],
        "basis": ["found" if at >= 0 else None for at in chosen],
        "nearest_theme_id": ["f0"] * len(chosen),
    }
    return pl.DataFrame(columns, schema=MEMBERSHIP_SCHEMA, strict=False)


def _theme_table(units: pl.DataFrame, chosen: np.ndarray) -> pl.DataFrame:
    used = sorted({int(at) for at in chosen if at >= 0})
    sizes = [int((chosen == at).sum()) for at in used]
    columns = {
        "theme_id": [f"f{at}" for at in used],
        "theme": [THEMES[at] for at in used],
        "basis": ["found"] * len(used),
        "description": [None] * len(used),
        "terms": [THEMES[at].split() for at in used],
        "units": sizes,
        "comments": sizes,
        "authors": [2] * len(used),
        "stability": [0.8] * len(used),
        "raised_once": [False] * len(used),
        "parent_theme_id": [None] * len(used),
        "quotation_unit_id": [units["unit_id"][int(np.flatnonzero(chosen == at)[0])] for at in used],
    }
    return pl.DataFrame(columns, schema=THEME_SCHEMA, strict=False)


def analysis(n: int, *, seed: int = 0, dated: bool = True) -> Analysis:
    """Invent an analysis of ``n`` comments with themes, their map, and without drift."""
    one = discussion(n, seed=seed, dated=dated)
    return Analysis(one, None, mapped(themes(one, seed=seed), seed=seed), None)


def mapped(held: Themes, *, seed: int = 0) -> Themes:
    """Give invented themes an invented map that claims to be faithful."""
    rng = np.random.default_rng(seed)
    angle = {name: 2 * np.pi * at / held.themes.height for at, name in enumerate(held.themes["theme_id"])}
    units = held.memberships.select("discussion_id", "unit_id", "theme_id")
    centres = pl.DataFrame({"theme_id": list(angle)}).select(
        pl.lit(held.units["discussion_id"][0]).alias("discussion_id"),
        pl.lit(None, pl.String).alias("unit_id"),
        "theme_id",
    )
    rows = pl.concat([centres, units])
    turn = np.array([angle.get(name, 0.0) for name in rows["theme_id"]])
    near = np.where(rows["unit_id"].is_null().to_numpy(), 0.0, 0.3)[:, None] * rng.normal(size=(rows.height, 2))
    places = np.clip(0.7 * np.stack([np.cos(turn), np.sin(turn)], axis=1) + near, -1, 1)
    layout = rows.with_columns(x=pl.Series(places[:, 0]), y=pl.Series(places[:, 1])).cast(pl.Schema(LAYOUT_SCHEMA))
    manifest = {"layout": {"method": "invented", "trustworthiness": 0.9, "distances_kept": 0.8}}
    return replace(held, layout=layout, manifest=dict(held.manifest) | manifest)


@lru_cache(maxsize=4)
def full(n: int, *, seed: int = 0) -> Analysis:
    """Invent an analysis of ``n`` comments in which every figure has something to show."""
    one = discussion(n, seed=seed)
    one = replace(one, source=replace(one.source, reader="wordpress-html"))
    held = mapped(themes(one, seed=seed), seed=seed)
    encoder = WordEncoder()
    encoder.background = np.zeros(256, dtype=np.float32)
    moved = drift.measure(one, held, encoder=encoder, seed=seed, permutations=99)
    second = SecondLook(held, drift.measure(one, held, encoder=encoder, seed=seed + 1, permutations=99), "invented", 1)
    return Analysis(one, measure(one, copies=40), held, moved, depth_profile(one, copies=40), held, second)


def unpacked(page: str, name: str) -> bytes:
    """Return what a page of a report carries packed under a name: its rows, texts, figures, tables or scripts."""
    found = re.search(rf'<script type="text/plain" id="pack-{name}">([^<]*)</script>', page)
    return gzip.decompress(base64.b64decode(found.group(1)))
