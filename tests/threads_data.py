"""The development discussions with known trees, as `Discussion` objects; split into halves by a hash of their id."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commentariat.threads.model import Article, Discussion, Source
from commentariat.threads.schema import comment_frame, empty_ledger

from .shared import SHARED

SETS = ("cypherpunks", "disqus_xml", "irc_ubuntu", "wiki_talk", "wordpress_wxr")
#: Exports of blogs that once showed no threads. A comment of that time that begins with "@NAME" has no parent in them,
#: though it names whom it answers: its link is lost, and judged neither as a root nor as an answer.
EXPORTS = ("disqus_xml", "wordpress_wxr")
_CALLS = re.compile(r"\s*[@＠]\s?(.+)", re.DOTALL)
#: Two thirds are for learning, one third is only ever evaluated on.
PARTS = 3


@dataclass(frozen=True)
class Known:
    """A discussion whose links are known; per comment the indices of all its parents (-1: none; null: not judged)."""

    set: str
    thread_id: str
    discussion: Discussion
    parents: tuple[frozenset[int] | None, ...]

    @property
    def held_out(self):
        return int(hashlib.sha256(self.thread_id.encode()).hexdigest(), 16) % PARTS == 0


def available():
    return (SHARED / "data" / "threads").is_dir()


def known_discussions(name):
    """Read one of SETS."""
    threads = {}
    with (SHARED / "data" / "threads" / f"{name}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            threads.setdefault(row["thread_id"], []).append(row)
    return [_known(name, key, _in_order(rows)) for key, rows in threads.items()]


def _in_order(rows):
    """By position, but never above the parent: some blogs' clocks say otherwise, and no page prints it so."""
    place = {row["id"]: float(row["pos"]) for row in rows}
    for _ in range(len(rows)):
        late = [row for row in rows if place.get(row["parent_id"], -1.0) >= place[row["id"]]]
        if not late:
            break
        for row in late:
            place[row["id"]] = place[row["parent_id"]] + 1e-3
    return sorted(rows, key=lambda row: (place[row["id"]], row["pos"]))


def _known(name, thread_id, rows):
    index = {row["id"]: at for at, row in enumerate(rows)}
    lost = _lost(rows) if name in EXPORTS else set()
    parents = tuple(None if at in lost else _parents(row, index) for at, row in enumerate(rows))
    first = [None if not some or -1 in some else rows[min(some)]["id"] for some in parents]
    return Known(name, thread_id, _discussion(thread_id, rows, first, lost), parents)


def _lost(rows):
    """Comments without a parent that begin by calling somebody who has written before, not their own author."""
    out, written = set(), set()
    for at, row in enumerate(rows):
        name = (row["author"] or "").casefold()
        calls = _CALLS.match(row["text"] or "")
        said = calls[1].casefold() if calls else ""
        if not row["parent_id"] and any(said.startswith(one) for one in written - {name}):
            out.add(at)
        written |= {name} - {""}
    return out


def _parents(row, index):
    if not row.get("in_eval", True):
        return None
    named = row.get("all_parents") or ([row["parent_id"]] if row["parent_id"] else [])
    inside = frozenset(index[one] for one in named if one in index)
    return inside if named else frozenset({-1})


def _discussion(thread_id, rows, parents, lost):
    index = {row["id"]: at for at, row in enumerate(rows)}
    depth = []
    for parent in parents:
        steps, above = 0, parent
        while above is not None:
            steps, above = steps + 1, parents[index[above]]
        depth.append(steps)
    article = tuple(part for part in (rows[0].get("article_text") or "").split("\n\n") if part.strip())
    names = [row["author"] or None for row in rows]
    frame = comment_frame(
        {
            "discussion_id": [thread_id] * len(rows),
            "comment_id": [row["id"] for row in rows],
            "position": range(len(rows)),
            "parent_id": parents,
            "stated_parent": parents,
            "depth": depth,
            "author": names,
            "author_id": [" ".join(name.casefold().split()) if name else None for name in names],
            "author_basis": ["stated" if name else "unknown" for name in names],
            "created": _dates(rows),
            "text": [(row["text"] or "").replace("\r\n", "\n").replace("\r", "\n") for row in rows],
            "deleted": [False] * len(rows),
            "link_basis": [_basis(at in lost, parent) for at, parent in enumerate(parents)],
            "link_confidence": [1.0] * len(rows),
        }
    )
    source = Source(thread_id, "", 0, "known", "1")
    return Discussion(
        Article(title=rows[0].get("article_title"), paragraphs=article), frame, (), source, empty_ledger()
    )


def _basis(lost, parent):
    if lost:
        return "undecided"
    return "root" if parent is None else "explicit"


def _dates(rows):
    out, days, last = [], 0, None
    for row in rows:
        stamp = row.get("created") or ""
        if len(stamp) == 5:
            # Chat states the clock only; midnight is where it jumps back.
            clock = int(stamp[:2]) * 60 + int(stamp[3:])
            days += last is not None and clock < last - 720
            last = clock
            out.append(datetime(2000, 1, 1, tzinfo=UTC) + timedelta(days=days, minutes=clock))
            continue
        try:
            out.append(datetime.fromisoformat(stamp).replace(tzinfo=UTC))
        except ValueError:
            out.append(None)
    return out
