"""Mail and newsgroup archives as text: headers above each message, ``>`` before what is quoted."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import BUTTONS, NAME

_ADDRESS: Final = r"(?:\s*[<(\[]?\S*(?:@| at )\S*[>)\]]?(?:\s*\([^)]*\))?)?"

GRAMMAR: Final = Grammar(
    name="mail-text",
    title="Mail archive, text dump",
    doc="Names, dates and subjects from the headers above each message; parents by quotation.",
    nesting="none",
    marks=(
        *BUTTONS,
        Mark("separator", r"[-=_*]{10,}|From \S+ .{10,40}\d{4}", 1.0, rank=0, limit=90),
        Mark("author", rf"(?:From|Von|De): \"?(?P<author>{NAME})\"?{_ADDRESS}", 6.0, rank=1, limit=160),
        Mark("date", r"(?:Date|Sent|Datum|Gesendet): (?P<date>.{6,60})", 5.0, rank=1, joins=(("author", 0.0),), limit=80),
        Mark("subject", r"(?:Subject|Betreff|Objet): (?P<subject>.*)", 5.0, rank=1, limit=200),
        Mark("header", r"(?:To|Cc|Message-ID|In-Reply-To|References|Reply-To|Organization|X-[\w-]+|Lines|Newsgroups): ?.*", 3.0, rank=1, opens=False, limit=300),
    ),
    keeps=("author", "created"),
)  # fmt: skip
