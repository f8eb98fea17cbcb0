"""Drift in plain sentences: what these comments show, and what they cannot show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import polars as pl

from .change_points import ENOUGH_COMMENTS
from .link_tests import DECISIVE, KEEPS
from .nulls import QUESTIONS
from .resample import ENOUGH_THREADS
from .significance import LEVEL
from .uncertain_links import CONTROL, DISTANCE, ENOUGH_REPLIES, KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from commentariat.threads.model import Discussion

    from .material import Material

    Tables = Mapping[str, pl.DataFrame]

#: Fewer distances have no order worth telling.
_RANKED: Final = 3
#: A comment is on topic that lies nearer to the article than this share of comments on other articles.
_ON_TOPIC: Final = 0.95
#: Longer ids are no names: the comment's place in the source is said instead.
_LONG_ID: Final = 12
#: Letters of a name, and names of labels, that a sentence holds.
_LONG_NAME: Final = 40
_LABELS: Final = 6
_WAYS: Final = {
    "reply-path": ("Down the replies", "with each step down the replies"),
    "clock": ("Over time", "from the first to the last opening comment"),
    "siblings": ("Among replies to one comment", "from one reply to the next"),
}


def summarise(discussion: Discussion, material: Material, tables: Tables, notes: Sequence[str]) -> tuple[str, ...]:
    """Write the summary; nothing is called a trend, a share or "more than chance" unless it was tested."""
    small = material.forest.roots.size < ENOUGH_THREADS
    call = calling(discussion)
    parts = [
        [_size(material), _labelled(material)],
        _article(tables, call, small=small),
        _uptake(tables),
        _replies(tables),
        _left_open(tables) if material.all_links.size >= ENOUGH_REPLIES else [],
        [] if small else [*_joint(tables), *_orders(tables), *_turns(tables, call)],
        _pivot(tables, call),
        [] if small else _reading(tables),
        [_cannot(discussion, material, small=small)],
        [] if small else list(notes),
    ]
    return tuple(sentence for part in parts for sentence in part if sentence)


def calling(discussion: Discussion) -> Callable[[str], str]:
    """Return how a comment is called in a sentence: by its id, or its place where the id is long, and its author."""
    columns = discussion.comments.select("comment_id", "position", "author", "author_basis")
    known = {row["comment_id"]: row for row in columns.iter_rows(named=True)}

    def call(comment_id: str) -> str:
        row = known[comment_id]
        name = comment_id if len(comment_id) <= _LONG_ID else f"number {row['position'] + 1}"
        stated = row["author"] is not None and row["author_basis"] in {"stated", "human"}
        return f"comment {name} by {row['author'][:_LONG_NAME]}" if stated else f"comment {name}"

    return call


def _size(material: Material) -> str:
    n, threads, links = len(material), material.forest.roots.size, material.all_links.size
    stated = material.tested_links.size
    if not links:
        return f"{_many(n, 'comment')}, none of which is known to answer another."
    answers = f"{links:,} of the comments " + ("answers another" if links == 1 else "answer another")
    text = f"{_many(n, 'comment')} in {_many(threads, 'thread')}; {answers}"
    if stated == links:
        return f"{text}, and the source itself marks every one of these links."
    marked = (
        f"The source itself marks {stated:,} of these links"
        if stated
        else "The source itself marks none of these links"
    )
    return f"{text}. {marked}; the others are our inference and are not tested on."


def _labelled(material: Material) -> str:
    """Say that a researcher's labels stand in for themes, and how many comments carry one."""
    labels = material.labels
    if labels.kind == "theme":
        return ""
    carried = int(labels.labelled.sum())
    shown = ", ".join(f"“{name}”" for name in labels.names[:_LABELS])
    more = f" and {len(labels.names) - _LABELS} more" if len(labels.names) > _LABELS else ""
    return f"“Theme” here means your labels: {shown}{more}; {carried:,} of {_many(len(material), 'comment')} carry one."


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _article(tables: Tables, call: Callable[[str], str], *, small: bool) -> list[str]:
    table = tables["distances"].filter(pl.col("to_article").is_not_null()).sort("to_article")
    if table.height < _RANKED:
        return []
    near, far = call(table["comment_id"][0]), call(table["comment_id"][-1])
    caution = " These are ranks among few comments, not a trend." if small else ""
    out = [f"In what it talks about, {near} is nearest to the article and {far} furthest from it.{caution}"]
    placed = table.filter(pl.col("article_percentile").is_not_null())
    if placed.height:
        over = placed.filter(pl.col("article_percentile") >= _ON_TOPIC).height
        which = f"All {over:,}" if over == placed.height else f"{over:,} of {placed.height:,}"
        out.append(
            f"{which} comments with words of their own are nearer to this article than nineteen in twenty comments on "
            "other articles are."
        )
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
    rest = (
        f"; for the other {unmet} no comment was found, which does not prove that nobody had them in mind"
        if unmet
        else ""
    )
    checked = " Where it could be checked, about four in five such matches were right." if close else ""
    return [f"{start} and seem to take up {close} more{rest}.{checked}"]


def _replies(tables: Tables) -> list[str]:
    table = tables["distances"].filter(pl.col("to_parent").is_not_null() & pl.col("to_article").is_not_null())
    if not table.height:
        return []
    nearer = table.filter(pl.col("to_parent") < pl.col("to_article")).height
    lie = "lies" if nearer == 1 else "lie"
    replies = "1 reply" if table.height == 1 else f"{table.height:,} replies"
    return [f"Of {replies} with own words, {nearer:,} {lie} nearer to the comment answered than to the article."]


def _left_open(tables: Tables) -> list[str]:
    """Between which bounds figures along replies lie, where links are uncertain."""
    table = tables["controls"].filter((pl.col("control") == CONTROL) & pl.col("low").is_not_null())
    rows = {row["subject"]: row for row in table.iter_rows(named=True)}
    told = []
    if (row := rows.get(DISTANCE)) is not None:
        told.append(
            f"a reply lies {row['low']:.2f} to {row['high']:.2f} from the comment answered ({row['value']:.2f} as read)"
        )
    if (row := rows.get(KEPT)) is not None:
        told.append(f"{row['low']:.0%} to {row['high']:.0%} of replies keep its theme ({row['value']:.0%} as read)")
    if not told:
        return []
    where = "Links are not all certain: in nine of ten reply trees that they leave possible"
    return [f"{where}, {' and '.join(told)}. Tests and intervals take the links as read."]


def _joint(tables: Tables) -> list[str]:
    tests = tables["tests"].filter(pl.col("links") == "tested")
    keep = tests.filter((pl.col("test") == KEEPS) & (pl.col("status") == "ok"))
    joint = keep.filter(pl.col("null") == "joint")
    if not joint.height:
        return ["Whether replies keep to the theme of the comment they answer cannot be told here."]
    row = joint.row(0, named=True)
    rate = f"{row['observed']:.0%} of replies do, and the strictest comparison expects {row['expected']:.0%}"
    passed = keep.filter((pl.col("p") <= LEVEL) & pl.col("null").is_in(DECISIVE))["null"].to_list()
    if row["p"] > LEVEL:
        start = "There is no sure sign that replies keep to the theme of the comment they answer"
        but = f"They do so {_asked(passed)}, which may have other reasons than the answering." if passed else ""
        return [f"{start}: {rate} (p = {_p(row['p'])}).", but]
    low, high = row["low"], row["high"]
    interval = f", 95 % interval {low:.2f} to {high:.2f}" if low is not None else ""
    ratio = f"{row['effect']:.2f} times as often{interval}; p = {_p(row['p'])}"
    return [f"Replies keep to the theme of the comment they answer: {rate} ({ratio}). They do so {_asked(passed)}."]


def _asked(nulls: Sequence[str]) -> str:
    questions = [QUESTIONS[name] for name in nulls]
    return questions[0] if len(questions) == 1 else f"{', '.join(questions[:-1])} and {questions[-1]}"


def _p(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else f"{value:.1g}"


def _orders(tables: Tables) -> list[str]:
    tests = tables["tests"].filter(pl.col("test").str.ends_with("changes"))
    out = []
    for order, (title, step) in _WAYS.items():
        here = tests.filter(pl.col("order") == order)
        usable = here.filter(pl.col("status") == "ok")
        moved = usable.filter(pl.col("p_family") <= LEVEL).sort("p_family")
        if not usable.height:
            out += [f"{title}, no change could be tested ({why})." for why in _reasons(here)]
        elif not moved.height:
            with_article = usable["test"].str.starts_with("distance").any()
            what = "neither the distance from the article nor any theme's share" if with_article else "no theme's share"
            out.append(f"{title}, {what} changes measurably.")
        out += [_moved(row, step) for row in moved.head(3).iter_rows(named=True)]
    return out


def _reasons(table: pl.DataFrame) -> list[str]:
    """The reason why nothing along an order could be tested, once."""
    return [str(status).removeprefix("not estimable: ") for status in table["status"].head(1)]


def _moved(row: Mapping[str, Any], step: str) -> str:
    what = row["test"].removesuffix(" changes")
    scale, unit = (1.0, "") if what.startswith("distance") else (100.0, " percentage points")
    if unit:
        what = f"share of “{what.removeprefix('share of ')}”"
    sign = 1 if row["effect"] > 0 else -1
    size = _size_of(sign * row["effect"] * scale)
    bounds = sorted(sign * one * scale for one in (row["low"], row["high"]) if one is not None)
    interval = f", 95 % interval {_size_of(bounds[0])} to {_size_of(bounds[1])}" if bounds else ""
    direction = "grows" if sign > 0 else "shrinks"
    return f"The {what} {direction} by {size}{unit} {step} (p = {_p(row['p_family'])}{interval})."


def _size_of(value: float) -> str:
    """Three figures at most, and a minus sign as it is printed."""
    return f"{value:.3g}".replace("-", "−") if abs(value) < 100 else f"{value:.0f}".replace("-", "−")


def _turns(tables: Tables, call: Callable[[str], str]) -> list[str]:
    rows = list(tables["change_points"].iter_rows(named=True))
    if not rows:
        return []
    times = {1: "once", 2: "twice"}.get(len(rows), f"{len(rows)} times")
    places = "; ".join(f"at {call(row['comment_id'])}{_from_to(row)}" for row in rows)
    return [f"The mix of themes turns {times}: {places}."]


def _from_to(row: Mapping[str, Any]) -> str:
    """The leading themes on either side, where they differ."""
    before, after = row["before"], row["after"]
    if not before or not after or before[0]["theme_id"] == after[0]["theme_id"]:
        return ""
    return f", from mostly “{before[0]['theme']}” to mostly “{after[0]['theme']}”"


def _pivot(tables: Tables, call: Callable[[str], str]) -> list[str]:
    table = tables["pivots"]
    if not table.height or not (turn := _from_to(row := table.row(0, named=True))):
        return []
    sure = row["p_family"] is not None and row["p_family"] <= LEVEL
    caution = "" if sure else " This describes one branch; it may be accident."
    return [f"The thread that {call(row['thread_id'])} opens turns most at {call(row['comment_id'])}{turn}.{caution}"]


def _reading(tables: Tables) -> list[str]:
    """How to read a p-value, where one was given."""
    if not tables["tests"]["p"].count():
        return []
    return ["Here p is how often accident alone would show as much: one test in twenty has p ≤ 0.05 by accident."]


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
