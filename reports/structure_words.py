"""Structure in plain words: a sentence a metric, counts rather than percentages while numbers are small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

#: Headings, and under each a sentence a metric. ``{v}`` is the figure, ``{of}`` the figure "of" the comments; where
#: the sentence for exactly one differs, it stands first.
SENTENCES: Final[dict[str, dict[str, str | tuple[str, str]]]] = {
    "How much": {
        "comments": ("1 comment", "{v} comments"),
        "authors": ("1 commenter known by name", "{v} commenters known by name"),
        "unsigned": ("{of} comments has no known author", "{of} comments have no known author"),
        "replies": ("{of} answers another comment", "{of} answer another comment"),
        "roots": ("nothing shows that {of} answers another comment", "nothing shows that {of} answer another comment"),
        "undecided": "{of} may answer another comment, but which one is undecided",
        "missing": (
            "{of} answers a comment that is not in the source",
            "{of} answer comments that are not in the source",
        ),
        "unanswered": "{of} drew no known answer",
        "unanswered_at_least": "{of} drew none even if every undecided comment answers one of them",
    },
    "Shape": {
        "threads": (
            "1 thread: a comment that answers none, and all below it",
            "{v} threads: a comment that answers none, and all below it",
        ),
        "lone_threads": ("1 thread is a single comment", "{v} threads are a single comment"),
        "largest_thread": ("1 comment in the largest thread", "{v} comments in the largest thread"),
        "median_thread": ("1 comment in the median thread", "{v} comments in the median thread"),
        "max_depth": (
            "the deepest comment is 1 answer below its root",
            "the deepest comment is {v} answers below its root",
        ),
        "mean_depth": "a comment is {v} answers below its root on average",
        "max_width": ("1 comment at the widest depth", "{v} comments at the widest depth"),
        "max_replies": ("no comment drew more than one direct answer", "no comment drew more than {v} direct answers"),
        "branching": (
            "an answered comment drew one answer on average",
            "an answered comment drew {v} answers on average",
        ),
        "h_index": "h-index {v}: that many levels, the roots being level 1, hold as many comments as their number",
        "structural_virality": "comments and article, which stands above all threads, are {v} links apart on average",
        "wiener": "Wiener index {v}: all distances added up",
    },
    "Who answers whom": {
        "one_comment_authors": ("1 commenter wrote once", "{v} commenters wrote once"),
        "most_by_one": ("nobody wrote more than one comment", "the most active commenter wrote {v} comments"),
        "gini": "inequality of comments per commenter {v} (Gini: 0 all alike, 1 one wrote all)",
        "self_replies": ("1 comment answers its own author", "{v} comments answer their own author"),
        "reciprocity": "where one answered another, a share of {v} was answered back (each direction counts once)",
        "aba": (
            "once somebody came back to one who had answered them",
            "{v} times somebody came back to one who had answered them",
        ),
        "longest_exchange": "the longest exchange of two has {v} comments",
        "third_parties": (
            "once a third person joined an exchange of two",
            "{v} times a third person joined an exchange of two",
        ),
        "most_partners": (
            "nobody exchanged answers with more than one other",
            "the best connected commenter exchanged answers with {v} others",
        ),
        "transitivity": "of the pairs of people with whom one talked, a share of {v} talked with each other too",
    },
    "Time": {
        "duration": "{v} from the first comment to the last",
        "median_gap": "half of the pauses between comments are shorter than {v}",
        "burstiness": "burstiness {v} (-1 regular, 0 random, 1 bursts and silence)",
        "median_wait": "half of the comments were answered within {v}, the unanswered counted as still waiting",
    },
}
#: Facts that only count when they occur.
_SILENT_AT_ZERO: Final = frozenset({"unsigned", "undecided", "missing", "unanswered_at_least", "self_replies"})


def sentences(measured: pl.DataFrame, replies: str = "") -> dict[str, list[tuple[str, str, str]]]:
    """Write one discussion's table as rows of (fact, range, elsewhere) under their headings.

    ``replies`` says after their count what the replies rest on. Figures that cannot be estimated are left out;
    :func:`untold` collects them.
    """
    asides = {"replies": replies}
    rows = {row["metric"]: row for row in measured.iter_rows(named=True)}
    total = round(rows["comments"]["value"]) if "comments" in rows else 0
    out: dict[str, list[tuple[str, str, str]]] = {}
    for heading, wording in SENTENCES.items():
        told = [
            (
                fact(wording[name], rows[name], total) + asides.get(name, ""),
                given_links(rows[name]),
                elsewhere(rows[name]),
            )
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
    return not (row["value"] == 0 and row["metric"] in _SILENT_AT_ZERO and not row["high"])


def fact(wording: str | tuple[str, str], row: Mapping[str, Any], total: int) -> str:
    """Fill one sentence, the one for exactly one where there is one."""
    chosen = wording if isinstance(wording, str) else wording[0] if row["value"] == 1 else wording[1]
    return chosen.format(v=figure(row["value"], row["unit"]), of=share(round(row["value"]), total))


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
    if row["low"] is None or row["low"] == row["high"] == row["value"]:
        return ""
    return f"{figure(row['low'], row['unit'])} to {figure(row['high'], row['unit'])}"


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
            reason = row["note"].removeprefix("not estimable: ")
            # "needs 20 comments with a time, there are 0" is one reason, however many are needed.
            needs, _, there = reason.partition(", there are ")
            none = there == "0"
            reasons.setdefault(f"there are no {needs.split(' ', 2)[2]}" if none else reason, []).append(row["title"])
    return [f"{'; '.join(titles)}: not estimable ({reason})" for reason, titles in reasons.items()]


def without_ranges(measured: pl.DataFrame) -> list[str]:
    """Say why no ranges are given, where links bear scores."""
    if "scores" not in measured["interval"].to_list():
        return []
    return ["No ranges: the confidences of links are scores here, and how often such links are right was not measured."]


def compared_with(measured: pl.DataFrame) -> list[str]:
    """Say what the yardsticks are, or why there is none, one line each."""
    notes = measured.filter(measured["note"].str.contains("yardstick").fill_null(value=False))["note"].unique(
        maintain_order=True
    )
    return [
        f"To be expected: nine in ten of {note.removeprefix('yardstick: ')}."
        if note.startswith("yardstick: ")
        else f"{note.capitalize()}."
        for note in notes
    ]
