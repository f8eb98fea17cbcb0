"""Text that was decoded with the wrong encoding once: put right only where it provably decodes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .model import Note

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .draft import Draft

#: The first and second byte of a UTF-8 sequence, as Windows-1252 or Latin-1 shows them.
_LEADS: Final = "[\u00c2-\u00f4]"
_FOLLOWERS: Final = "[\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_SUSPECT: Final = re.compile(_LEADS + _FOLLOWERS)
#: Steps of a plan that lose and guess nothing; a no-break space is often a space by the time we see it.
_STRICT: Final = ("encode", "decode", "restore_byte_a0")


def mended(text: str) -> str:
    """Return the text with its encoding put right, or unchanged.

    Only a change that is an encoding back to bytes and a strict decoding as UTF-8 of the *whole* text is taken
    (ftfy's plan for it has no other step but putting back a lost no-break space): nobody writes such sequences by
    intent, and nothing is guessed.
    """
    if text.isascii() or not _SUSPECT.search(text):
        return text
    from ftfy import fix_encoding_and_explain

    fixed, steps = fix_encoding_and_explain(text)
    names = [step.parameter if step.action == "transcode" else step.action for step in steps or ()]
    return fixed if names and all(name in _STRICT for name in names) else text


def mend_drafts(drafts: Iterable[Draft], notes: list[Note]) -> None:
    """Mend the bodies and names of drafts in place; each mended comment is noted."""
    for draft in drafts:
        text = mended(draft.text)
        author = mended(draft.author) if draft.author else draft.author
        if text != draft.text or author != draft.author:
            draft.text, draft.author = text, author
            message = "Words decoded with the wrong encoding were put right: as bytes they are valid UTF-8."
            notes.append(Note("mojibake", message, draft.comment_id))
