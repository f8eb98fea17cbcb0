"""Methods and data: the manifest, what was repaired or guessed, and the exact terms behind the plain words."""

from __future__ import annotations

from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..options_report import ReportOptions
    from ..say import Say
    from ..view import View

PACKAGES: Final = ("commentariat", "polars", "numpy", "plotly", "sentence-transformers", "hdbscan", "scikit-learn")
NOTES: Final = 60
#: Ranges of comments that one note names.
RUNS: Final = 12


def method_facts(view: View, say: Say, options: ReportOptions) -> list[dict[str, Any]]:
    """Return the manifest in titled groups of names and values; the first one is open."""
    analysis = view.analysis
    # What was asked for and how themes were found is the same for all discussions of a report: it is told once.
    first = view.number == 1
    held: list[tuple[str, Mapping[str, Any]]] = [("options", options.manifest)] if first else []
    held += [("themes", analysis.themes.manifest)] if first and analysis.themes else []
    held += [("drift", analysis.drift.manifest)] if analysis.drift else []
    held += [("second", analysis.second.drift.manifest)] if analysis.second else []
    groups = [{"title": say("methods.group.source"), "facts": _source_facts(view, say), "open": True}]
    return groups + [
        {"title": say(f"methods.group.{name}"), "facts": _flat(manifest, say), "open": False}
        for name, manifest in held
        if manifest
    ]


def _source_facts(view: View, say: Say) -> list[tuple[str, str]]:
    source = view.analysis.discussion.source
    return [
        (say("methods.source"), source.name),
        ("SHA-256", source.sha256),
        (say("methods.bytes"), say.number(source.bytes)),
        (say("methods.reader"), f"{source.reader} {source.reader_version}"),
        (say("methods.encoding"), source.encoding or "–"),
        (say("methods.discussion"), view.analysis.discussion.discussion_id),
        (say("methods.links"), _bases(view, say)),
        (say("methods.versions"), ", ".join(_versions())),
    ]


def _bases(view: View, say: Say) -> str:
    counts = Counter(view.comments["link_basis"].to_list())
    return ", ".join(f"{say.cell(name)} {count}" for name, count in sorted(counts.items()))


def _versions() -> list[str]:
    out = []
    for name in PACKAGES:
        try:
            out.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return out


def _flat(manifest: Mapping[str, Any], say: Say, above: str = "") -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for name, value in manifest.items():
        title = say.named("manifest", str(name))
        if isinstance(value, dict):
            out += _flat(value, say, f"{above}{title} · ")
        else:
            out.append((f"{above}{title}", _shown(value, say)))
    return out


def _shown(value: Any, say: Say) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_shown(one, say) for one in value)
    if isinstance(value, float):
        return say.real(value)
    return say.told("manifest", str(value)) if value is not None else "–"


def method_groups(view: View, say: Say) -> list[dict[str, Any]]:
    """Return titled lists: the notes of reading, and, once in a report, how it was made."""
    lines = _notes(view, say)
    if len(lines) > NOTES:
        lines = [*lines[:NOTES], say("methods.notes.more", n=len(lines) - NOTES)]
    made = [say(f"methods.how.{at}") for at in range(1, 8)]
    groups: list[dict[str, Any]] = [
        {"title": say("methods.how"), "lines": made},
        {"title": say("methods.keys"), "lines": [say("methods.keys.text")], "pressed": True},
    ]
    noted = [{"title": say("methods.notes"), "lines": lines}] if lines else []
    return [*noted, *(groups if view.number == 1 else [])]


def _notes(view: View, say: Say) -> list[str]:
    """One line for each thing that was noted, with the numbers of the comments that it concerns."""
    position = view.comments["position"]
    concerned: dict[str, list[int]] = {}
    for note in view.analysis.discussion.notes:
        numbers = concerned.setdefault(say.told("note", note.message), [])
        row = view.row_of.get(note.comment_id, -1) if note.comment_id else -1
        if row >= 0:
            numbers.append(int(position[row]) + 1)
    return [f"{_runs(numbers)}: {message}" if numbers else message for message, numbers in concerned.items()]


def _runs(numbers: list[int]) -> str:
    """Write numbers of comments, neighbours as a range: ``#3, #7–#9``."""
    runs: list[list[int]] = []
    for one in sorted(set(numbers)):
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    written = [f"#{run[0]}" if len(run) == 1 else f"#{run[0]}–#{run[-1]}" for run in runs]
    return ", ".join(written[:RUNS]) + (" …" if len(written) > RUNS else "")
