"""Exports of messengers, which are cut at the stamps that begin their messages (:mod:`..logged`)."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar

GRAMMAR: Final = Grammar(
    name="messenger-text",
    title="Messenger export, text (WhatsApp and others)",
    doc="Every message begins with day, clock and name on one line and may go on below; lines with a stamp and no name"
    " are notices of the program and are left out. Parents are inferred.",
    nesting="none",
    marks=(),
    keeps=("author", "created"),
)
