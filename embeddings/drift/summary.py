"""Drift in plain sentences: what these comments show, and what they cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from .change_points import ENOUGH_COMMENTS
from .nulls import QUESTIONS
from .resample import ENOUGH_THREADS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from commentariat.threads.model import Discussion

    from .material import Material

    Tables = Mapping[str, pl.DataFrame]

_LEVEL: Final = 0.05
_ON_TOPIC: Final = 0.95


def summarise(discussion: Discussion, material: Material, tables: Tables, notes: Sequence[str]) -> tuple[str, ...]:
    """Write the summary; nothing is called a trend, a share or "more than chance" unless it was tested."""
    small = material.forest.roots.size < ENOUGH_THREADS
    parts = [
        [_size(material)],
        _article(tables, small=small),
        _uptake(tables),
        _replies(tables),
        [] if small else [*_joint(tables), *_orders(tables), *_turns(tables)],
        _pivot(tables),
        [_cannot(discussion, material, small=small)],
        [] if small else list(notes),
    ]
    return tuple(sentence for part in parts for sentence in part if sentence)


def _size(material: Material) -> str:
    n, threads, links = len(material), material.forest.roots.size, material.all_links.size
    stated = material.tested_links.size
    text = f"{_many(n, 'comment')} in {_many(threads, 'thread')}; {links} of them {_answer(links)} another comment"
    if not links:
        return f"{_many(n, 'comment')}, none of which is known to answer another."
    if stated == links:
        return f"{text}, and the source itself marks every one of these links."
    return (
        f"{text}. The source itself marks {stated} of these links; the others are our inference and are not tested on."
    )


def _answer(links: int) -> str:
    return "answers" if links == 1 else "answer"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _article(tables: Tables, *, small: bool) -> list[str]:
    table = tables["distances"].filter(pl.col("to_article").is_not_null()).sort("to_article")
    if table.height < 3:
        return []
    near, far = table["comment_id"][0], table["comment_id"][-1]
    out = [f"In what it talks about, comment {near} is nearest to the article and comment {far} furthest from it."]
    placed = table.filter(pl.col("article_percentile").is_not_null())
    if placed.height:
        over = placed.filter(pl.col("article_percentile") >= _ON_TOPIC).height
        which = f"All {over:,}" if over == placed.height else f"{over:,} of {placed.height:,}"
        out.append(
            f"{which} comments are nearer to this article than nineteen in twenty comments on other articles are."
        )
    if small:
        out.append("These are ranks among so few comments, not a trend.")
    return out


def _uptake(tables: Tables) -> list[str]:
    table = tables["uptake"]
    if not table.height:
        return []
    quoted = table.filter(pl.col("basis") == "quoted").height
    close = table.filter(pl.col("basis") == "close").height
    start = f"Of the article's {_many(table.height, 'sentence')}, comments quote {quoted}"
    if table["threshold"].null_count():
        return [f"{start}; which others were taken up cannot be told with this model."]
    unmet = table.height - quoted - close
    text = f"{start} and seem to take up {close} more; for the other {unmet} no comment was found, "
    return [text + "which does not prove that nobody had them in mind."]


def _replies(tables: Tables) -> list[str]:
    table = tables["distances"].filter(pl.col("to_parent").is_not_null() & pl.col("to_article").is_not_null())
    if not table.height:
        return []
    nearer = table.filter(pl.col("to_parent") < pl.col("to_article")).height
    one = "1 reply lies" if nearer == 1 else f"{nearer:,} replies lie"
    return [f"Of {table.height:,} replies with own words, {one} nearer to the comment answered than to the article."]


def _joint(tables: Tables) -> list[str]:
    tests = tables["tests"].filter(pl.col("links") == "tested")
    keep = tests.filter((pl.col("test") == "a reply keeps its parent's theme") & (pl.col("status") == "ok"))
    joint = keep.filter(pl.col("null") == "joint")
    if not joint.height:
        return ["Whether replies keep their parent's theme cannot be told here."]
    row = joint.row(0, named=True)
    interval = f" (95 % interval {row['low']:.2f} to {row['high']:.2f})" if row["low"] is not None else ""
    if row["p"] <= _LEVEL:
        rate = f"{row['effect']:.2f} times as often{interval} as the strictest comparison expects (p = {_p(row['p'])})"
        return [f"Replies keep their parent's theme {rate}: {_asked(keep)}."]
    passed = keep.filter((pl.col("p") <= _LEVEL) & (pl.col("null") != "joint"))["null"].to_list()
    but = f" They do {QUESTIONS[passed[0]]}, but that has other explanations." if passed else ""
    return [f"There is no sure sign that replies follow their parent's theme (p = {_p(row['p'])}).{but}"]


def _asked(keep: pl.DataFrame) -> str:
    names = [name for name in keep["null"].to_list() if name in QUESTIONS and name != "author"]
    return "; ".join(QUESTIONS[name] for name in names)


def _p(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else f"{value:.1g}"


def _orders(tables: Tables) -> list[str]:
    tests = tables["tests"].filter(pl.col("test").str.ends_with("changes"))
    out = []
    ways = {
        "reply-path": ("Down the replies", "with each step down the replies"),
        "clock": ("Over time", "from the first to the last opening comment"),
    }
    for order, (title, step) in ways.items():
        usable = tests.filter((pl.col("order") == order) & (pl.col("status") == "ok"))
        moved = usable.filter(pl.col("p_family") <= _LEVEL).sort("p_family")
        if not usable.height:
            out.append(f"{title}, no change could be tested.")
        elif not moved.height:
            with_article = usable["test"].str.starts_with("distance").any()
            what = "neither the distance from the article nor any theme's share" if with_article else "no theme's share"
            out.append(f"{title}, {what} changes measurably.")
        out += [_moved(row, step) for row in moved.head(3).iter_rows(named=True)]
    return out


def _moved(row: dict[str, object], step: str) -> str:
    what = str(row["test"]).removesuffix(" changes")
    slope = float(str(row["effect"]))
    direction = "grows" if slope > 0 else "shrinks"
    low, high = row["low"], row["high"]
    interval = f", 95 % interval {low:+.3f} to {high:+.3f}" if low is not None else ""
    return f"The {what} {direction} {step} ({slope:+.3f}{interval}; p = {_p(float(str(row['p_family'])))})."


def _turns(tables: Tables) -> list[str]:
    table = tables["change_points"]
    if not table.height:
        return []
    places = ", ".join(table["comment_id"].to_list())
    times = "once" if table.height == 1 else f"{table.height} times"
    return [f"The mix of themes turns {times}: at comment {places}."]


def _pivot(tables: Tables) -> list[str]:
    table = tables["pivots"]
    if not table.height:
        return []
    row = table.row(0, named=True)
    before, after = row["before"], row["after"]
    if not before or not after or before[0]["theme_id"] == after[0]["theme_id"]:
        return []
    sure = row["p_family"] is not None and row["p_family"] <= _LEVEL
    caution = "" if sure else " This describes one branch; it may be accident."
    turn = f"from “{before[0]['theme']}” to “{after[0]['theme']}”"
    return [f"The thread of {row['thread_id']} turns most at comment {row['comment_id']}: {turn}.{caution}"]


def _cannot(discussion: Discussion, material: Material, *, small: bool) -> str:
    undated = discussion.comments["created"].null_count() == discussion.comments.height
    time = " The comments carry no dates, so nothing can be said about the clock." if undated else ""
    if small:
        return (
            f"With {_many(len(material), 'comment')} in {_many(material.forest.roots.size, 'thread')} this is a "
            "description and not a finding. Whether replies stray further than the luck of the draw, whether a theme "
            f"rises or falls, and where the debate turned cannot be told below {ENOUGH_THREADS} threads (turning "
            f"points also need {ENOUGH_COMMENTS} comments with a theme).{time}"
        )
    return f"All tests concern this discussion alone, not comment sections in general.{time}"
