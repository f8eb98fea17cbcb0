"""Whether a text is the dump of a database: asked of every text, and told by how it begins."""

from __future__ import annotations

import re
from typing import Final

#: So many characters show whether a dump writes rows, and how.
HEAD: Final = 400_000
#: A dump opens with remarks and statements; what quotes some SQL opens with words.
_REMARKS: Final = r"(?>\s++|--[^\n]*+|#[^\n]*+|/\*(?>[^*]++|\*(?!/))*+\*/;?)*+"
_OPENS: Final = re.compile(
    rf"{_REMARKS}(?:SET|BEGIN|PRAGMA|USE|START\s+TRANSACTION|LOCK\s+TABLES|DROP|CREATE|INSERT|REPLACE|COPY|ALTER|DELETE|"
    r"TRUNCATE|GO|SELECT\s+pg_catalog|\\connect|\\restrict)\b(?!\s*[:,.])",
    re.IGNORECASE,
)
_WRITES: Final = re.compile(
    r"^[ \t]*(?:(?:INSERT|REPLACE)\s[^\n(]{0,200}|COPY\s[^\n]{1,20000}\sFROM\s+stdin)", re.IGNORECASE | re.MULTILINE
)


def is_dump(text: str) -> bool:
    """Whether a text is the dump of a database: it opens with statements, and writes rows."""
    return _OPENS.match(text[:HEAD]) is not None and _WRITES.search(text) is not None
