"""Headers that are a bare name: indented (Disqus and others) or flat."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import BUTTONS, NAME, SECTION, SHIFT

INDENTED: Final = Grammar(
    name="name-indent-text",
    title="Bare names, indented text",
    doc="Names; the body stands to the right of its name, replies to the right of their parent. No dates.",
    nesting="indent",
    start=-4.0,
    marks=(
        *SECTION,
        *BUTTONS,
        *SHIFT,
        Mark("author", rf"(?P<author>{NAME})", 2.0, rank=1, namelike=True, deeper=True, blanks=(True, None), limit=60),
    ),
)  # fmt: skip

FLAT: Final = Grammar(
    name="name-flat-text",
    title="Bare names, flat text",
    doc="Names, as far as they look like names or recur; parents are inferred.",
    start=-4.0,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("author", rf"(?P<author>{NAME})", 0.5, rank=1, namelike=True, blanks=(True, None), limit=50),
    ),
)  # fmt: skip

LINKED: Final = Grammar(
    name="name-linked-text",
    title="Names behind their addresses (Disqus without its script), text dump",
    doc="Names, with the address of a profile before them where they have one; replies by indentation. No dates.",
    nesting="indent",
    start=-4.0,
    marks=(
        *SECTION,
        *BUTTONS,
        *SHIFT,
        Mark("author", rf"https?://\S{{4,120}}\s+(?P<author>{NAME})", 4.0, rank=1, blanks=(False, True), limit=180, begins=("http",)),
        Mark("author", rf"(?P<author>{NAME})", 1.0, rank=1, namelike=True, blanks=(False, True), limit=50),
    ),
)  # fmt: skip

GRAMMARS: Final = (INDENTED, FLAT, LINKED)
