"""Text without a mark that any platform leaves."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar
from .common import BUTTONS, SECTION

GRAMMAR: Final = Grammar(
    name="plain-text",
    title="Plain text",
    doc="Text without known marks: the article, and comments only where lines of one shape recur.",
    marks=(*SECTION, *BUTTONS),
)
