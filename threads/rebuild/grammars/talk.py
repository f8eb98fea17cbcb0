"""Talk pages of wikis, whose comments are cut at their signatures (:mod:`..talk`) rather than by marks."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar

GRAMMAR: Final = Grammar(
    name="wiki-talk-text",
    title="Wiki talk page, text",
    doc="Comments signed at their end with name and time; parents by indentation where the copy keeps it.",
    nesting="indent",
    indent_step=1,
    marks=(),
    keeps=("author", "created", "parent_id"),
)
