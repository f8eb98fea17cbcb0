"""The one way by which outside words (names, titles, themes) reach a Plotly label.

Plotly's labels honour a small markup: ``<b>``, ``<span style=…>``, live ``<a href>`` links, entities, and
``%{…}`` in templates. Text that passed :func:`label` is shown as it stands, on one line, and cannot reorder its
neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LABEL_LENGTH: Final = 48
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", "$": "&#36;", "%": "&#37;", "\\": "&#92;"}
)
_SPACES: Final = re.compile(r"\s+")
#: Joiners are format characters too, but emoji and several scripts are spelt with them.
_JOINERS: Final = frozenset("\u200c\u200d")


def plain(text: str, length: int | None = None) -> str:
    """One line of visible characters: no control, no bidirectional override, no line or paragraph separator.

    Parameters
    ----------
    text : str
        Anything.
    length : int, optional
        Cut to so many characters, with an ellipsis.
    """
    spaced = _SPACES.sub(" ", text)
    kept = "".join(
        one for one in spaced if one in _JOINERS or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co")
    )
    kept = kept.strip()
    return kept if length is None or len(kept) <= length else kept[: length - 1].rstrip() + "…"


def label(text: str, length: int = LABEL_LENGTH) -> str:
    """Make outside text safe as (part of) a Plotly label, title, hover text or category."""
    return plain(text, length).translate(_ENTITIES)
