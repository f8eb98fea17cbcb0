"""What ``parse`` and ``save`` wrote is itself a source: it comes back as it was, nothing is read anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..draft import Reading
from ..platform import Recognition
from ..schema import COMMENT_SCHEMA
from ..store import from_bytes, saved_format, sidecar_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..payload import Payload
    from ..platform import ReadOptions


@dataclass(frozen=True)
class SavedTable:
    """A comment table in one of the four formats, with its account in or beside it."""

    name: str = "saved"
    title: str = "commentariat table (.parquet .jsonl .csv .json)"
    carrier: str = "table"
    keeps: tuple[str, ...] = tuple(name for name in COMMENT_SCHEMA if name not in ("discussion_id", "position", "text"))
    depth_cap: int | None = None
    version: str = "1"
    doc: str = (
        "Everything that was saved, unchanged. Without its account (FILE.meta.json) the article and the notes of a"
        " .jsonl or .csv table are unknown."
    )

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim bytes that hold a comment table of ours."""
        fmt = saved_format(payload.data)
        return Recognition(1.0, f"a comment table saved as {fmt}") if fmt else None

    def read(self, payload: Payload, options: ReadOptions) -> Iterable[Reading]:  # noqa: ARG002 -- part of the protocol
        """Yield each discussion of the table."""
        sidecar = payload.path.with_name(sidecar_name(payload.path.name)) if payload.path is not None else None
        account = sidecar.read_bytes() if sidecar is not None and sidecar.is_file() else None
        for one in from_bytes(payload.data, payload.name, saved_format(payload.data) or "", account):
            yield Reading([], article=one.article, discussion_id=None, ready=one)


PLATFORMS: Final = (SavedTable(),)
