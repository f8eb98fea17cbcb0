"""Structure in plain words: a sentence a metric, counts rather than percentages while numbers are small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

#: Headings, and under each a sentence a metric. ``{v}`` is the figure, ``{of}`` the figure "of" the comments.
SENTENCES: Final[dict[str, dict[str, str]]] = {
    "How much": {
        "comments": "{v} comments",
        "authors": "{v} commenters known by name",
        "unsigned": "{of} comments have no known author",
        "replies": "{of} answer another comment",
        "roots": "{of} are marked as answering no other comment",
        "undecided": "{of} may answer another, but which one is undecided",
        "missing": "{of} answer a comment that is not in the source",
        "unanswered": "{of} drew no known answer",
        "unanswered_at_least": "{of} drew none even if every undecided comment answers one of them",
    },
    "Shape": {
        "threads": "{v} threads (a comment that answers none, and all below it)",
        "lone_threads": "{v} threads are a single comment",
        "largest_thread": "{v} comments in the largest thread",
        "median_thread": "{v} comments in the median thread",
        "max_depth": "the deepest comment is {v} answers below its root",
        "mean_depth": "a comment is {v} answers below its root on average",
        "max_width": "{v} comments at the widest depth",
        "max_replies": "no comment drew more than {v} direct answers",
        "branching": "an answered comment drew {v} answers on average",
        "h_index": "h-index {v} (every level down to it has at least as many comments as its number)",
        "structural_virality": "two comments are {v} links apart on average, by way of the article",
        "wiener": "Wiener index {v}: all distances added up",
    },
    "Who answers whom": {
        "one_comment_authors": "{v} commenters wrote once",
        "most_by_one": "the most active commenter wrote {v}",
        "gini": "inequality of comments per commenter {v} (Gini: 0 all alike, 1 one wrote all)",
        "self_replies": "{v} comments answer their own author",
        "reciprocity": "of the pairs in which one answered the other, a share of {v} was answered back",
        "aba": "{v} times somebody came back to one who had answered them",
        "longest_exchange": "the longest exchange of two has {v} comments",
        "third_parties": "{v} times a third person joined an exchange of two",
    },
    "Time": {
        "duration": "{v} from the first comment to the last",
        "median_gap": "half of the pauses between comments are shorter than {v}",
        "burstiness": "burstiness {v} (-1 regular, 0 random, 1 bursts and silence)",
        "median_wait": "half of the comments were answered within {v}, unanswered ones counted as still waiting",
    },
}
#: Facts that only count when they occur.
_SILENT_AT_ZERO: Final = frozenset({"unsigned", "undecided", "missing", "unanswered_at_least", "self_replies"})


def sentences(measured: pl.DataFrame) -> dict[str, list[tuple[str, str, str]]]:
    """Write one discussion's table as rows of (fact, range, elsewhere) under their headings.

    Figures that cannot be estimated are left out; :func:`untold` collects them.
    """
    rows = {row["metric"]: row for row in measured.iter_rows(named=True)}
    total = round(rows["comments"]["value"]) if "comments" in rows else 0
    out: dict[str, list[tuple[str, str, str]]] = {}
    for heading, wording in SENTENCES.items():
        told = [
            (fact(wording[name], rows[name], total), given_links(rows[name]), elsewhere(rows[name]))
            for name in wording
            if name in rows and _worth_saying(rows[name], rows)
        ]
        if told:
            out[heading] = told
    return out


def _worth_saying(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]]) -> bool:
    if row["value"] is None:
        return False
    if row["metric"] == "unanswered_at_least":
        return bool(rows.get("undecided", row)["value"])
    return not (row["value"] == 0 and row["metric"] in _SILENT_AT_ZERO and row["low"] is None)


def fact(wording: str, row: Mapping[str, Any], total: int) -> str:
    """Fill one sentence."""
    return wording.format(v=figure(row["value"], row["unit"]), of=share(round(row["value"]), total))


def figure(value: float, unit: str) -> str:
    """Write a figure for a person: whole numbers whole, hours as the unit that fits."""
    if unit == "hours":
        return span(value)
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:.2f}" if abs(value) < 1e6 else f"{value:.4g}"


def share(part: int, whole: int) -> str:
    """Say "7 of 14"; a percentage is added from a hundred on, where it says more than the counts."""
    counts = f"{part:,} of {whole:,}"
    return counts if whole < 100 else f"{counts} ({100 * part / whole:.0f} %)"


def span(hours: float) -> str:
    """Write a length of time in the unit that fits it."""
    for unit, length in (("years", 8766.0), ("days", 24.0), ("hours", 1.0), ("minutes", 1 / 60)):
        if hours >= 2 * length:
            return f"{hours / length:.0f} {unit}" if hours >= 10 * length else f"{hours / length:.1f} {unit}"
    return f"{hours * 3600:.0f} seconds"


def given_links(row: Mapping[str, Any]) -> str:
    """Say the measurement interval, or nothing where every link is stated."""
    if row["low"] is None:
        return ""
    low, high = figure(row["low"], row["unit"]), figure(row["high"], row["unit"])
    return low if low == high else f"{low} to {high}"


def elsewhere(row: Mapping[str, Any]) -> str:
    """Say what the yardstick would lead one to expect."""
    if row["yardstick_low"] is None:
        return ""
    return f"{figure(row['yardstick_low'], row['unit'])} to {figure(row['yardstick_high'], row['unit'])}"


def untold(measured: pl.DataFrame) -> list[str]:
    """Say which figures could not be estimated and why, one line a reason."""
    reasons: dict[str, list[str]] = {}
    for row in measured.iter_rows(named=True):
        if row["value"] is None and row["note"]:
            reasons.setdefault(row["note"].removeprefix("not estimable: "), []).append(row["title"])
    return [f"{', '.join(titles)}: not estimable ({reason})" for reason, titles in reasons.items()]
