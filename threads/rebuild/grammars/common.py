"""Marks that any comment section may carry: its heading, and the words on its buttons."""

from __future__ import annotations

from typing import Final

from ..grammar import Mark

_MANY = r"(?:(?P<claimed>\d[\d,. ]*)|No|One)"

SECTION: Final = (
    Mark(
        "section",
        rf"(?:\W{{3,}}\s*)?(?:(?:{_MANY}\s+)?(?i:comments?|responses?|replies|thoughts?|kommentare?|commentaires?|"
        r"comentarios?)(?:\s*[(:]\s*\d*\s*\)?)?|(?i:comments?)\s+\d+|(?i:(?:reader|user|leserkommentare|join the) "
        r"(?:comments?|discussion|conversation)))(?:\s+(?i:to|on|for|so far|zu)\b.{0,100})?\s*:?",
        3.0,
        place="section",
        limit=140,
    ),
)

BUTTONS: Final = (
    Mark(
        "button",
        r"(?i:reply|reply to this|reply ↓|(?:log in|login) to reply|permalink|link|report(?: abuse)?|flag|share|like|quote|"
        r"antworten|répondre|responder|edit|delete|expand|collapse|parent|upvote|downvote|award|save|follow|"
        r"hide replies|show replies|view replies)(?:\s*[|·•]\s*(?i:reply|permalink|link|report|flag|share|like|quote))*",
        3.0,
        place="drop",
        limit=60,
    ),
)
