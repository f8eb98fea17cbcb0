"""Copies of social networks and forums: handles beside names, ages below what is said, "Post by NAME »"."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from ..text.wording import ANSWER
from .common import AGO, BUTTONS, DATE, NAME, SECTION, STAMP, WHEN

#: "3 weeks ago" as networks shorten it, in their own languages; only where it is all that a line says.
_SHORT: Final = r"\d{1,3}\s?(?:[smhdwyj]|mos?|mins?\.?|hrs?|wks?|yrs?|Std\.?|Tage?|Wo\.?|Wochen?|Jahre?|sem|días?|jours?|дн?\.?|ч\.?|мин\.?|нед\.?|г\.?)"
_LIKE: Final = r"(?:Like|Gefällt mir|J[’']aime|Me gusta|Mi piace|Curtir|Нравится)"
_LIKES: Final = ("Like", "Gefällt", "aime", "Me gusta", "Mi piace", "Curtir", "Нравится")
_REPLY: Final = r"(?:Reply|Antworten|Répondre|Responder|Rispondi|Ответить)"
_SHARE: Final = r"(?:Share|Teilen|Partager|Compartir|Condividi|Поделиться|See translation|More|Mehr|Plus|Más)"
_MORE: Final = r"(?:View|Show|Hide|See) (?:all )?(?:\d+ )?(?:more )?repl(?:y|ies)(?: \(\d+\))?|\d+ repl(?:y|ies)|Author|Top fan|Edited"

BELOW: Final = Grammar(
    name="social-text",
    title="Facebook, Instagram, TikTok, copied text",
    doc="Names above and ages below each comment; parents are whom an “@NAME” at the beginning names, else inferred.",
    nesting="none",
    addressed=True,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("button", _MORE, 4.0, place="drop", limit=40, words=("repl", "Author", "Top fan", "Edited")),
        Mark("author", rf"(?P<author>{NAME})", 1.0, rank=1, namelike=True, limit=50),
        Mark("date", rf"(?P<date>{_SHORT}(?: ago)?|\d{{1,2}}-\d{{1,2}})", 5.0, place="foot", rank=1, limit=14, digits=True),
        Mark("date", rf"(?P<date>{_SHORT}|{AGO})\s*[·•]?\s*{_LIKE}(?:\s*[·•]?\s*{_REPLY})?(?:\s*[·•]?\s*{_SHARE})?(?:\s*[·•]\s*\d+)?", 6.0, place="foot", rank=1, limit=60, digits=True, words=_LIKES),
        Mark("date", rf"{_LIKE}\s*[·•]\s*{_REPLY}\s*[·•]\s*(?:\d+\s*[·•]\s*)?(?P<date>{_SHORT}|{AGO})", 7.0, place="foot", rank=1, limit=60, digits=True, words=_LIKES),
        Mark("date", rf"(?P<date>{STAMP})", 4.0, place="foot", rank=1, limit=40, clock=True),
        Mark("date", rf"(?P<date>{AGO})(?:\s*(?P<score>[+−-]\d{{1,4}}))?", 4.0, place="foot", rank=1, limit=40, timed=True),
        Mark("button", rf"{_LIKE}|{_REPLY}|{_SHARE}", 3.0, place="foot", rank=1, limit=20),
        Mark("score", r"(?P<score>\d{1,6})(?: (?:likes?|Gefällt mir))?", 1.0, place="foot", rank=1, limit=16, digits=True),
    ),
    keeps=("author", "created_text", "score"),
)  # fmt: skip

_HANDLE: Final = r"[\u2066\u202a]?@(?P<alias>[\w.-]{2,40})(?:@[\w.-]+)?[\u2069\u202c]?"
HANDLES: Final = Grammar(
    name="handles-text",
    title="X, Mastodon, Bluesky, copied text",
    doc="Names, handles and dates; “Replying to @HANDLE” is told apart from the words, parents are those named, else inferred.",
    nesting="none",
    addressed=True,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("date", rf"(?P<date>{_SHORT})", 3.0, rank=0, followed_by=("author",), limit=8, digits=True),
        Mark("author", rf"(?P<author>{NAME})", 2.5, rank=1, followed_by=("handle",), limit=60),
        Mark("author", rf"(?P<author>{NAME})\s+{_HANDLE}(?:\s*[·•]\s*(?P<date>.{{2,30}}))?", 5.0, rank=1, limit=120, words=("@",)),
        Mark("handle", _HANDLE, 2.5, rank=2, opens=False, joins=(("author", 1.0),), limit=60, words=("@",)),
        Mark("dot", r"[·•]", 2.0, rank=3, opens=False, limit=2),
        Mark(
            "date", rf"[·•]?\s*(?P<date>{_SHORT}|{DATE}|[^\W\d_]{{3,9}}\.? \d{{1,2}}|\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일])", 4.0, rank=4, opens=False,
            joins=(("handle", 1.0), ("dot", 1.0)), limit=50, digits=True,
        ),
        Mark(
            "date", rf"[·•]?\s*(?P<date>{WHEN})", 4.0, rank=4, opens=False, joins=(("handle", 1.0), ("dot", 1.0)), limit=50,
            timed=True,
        ),
        Mark("answering", rf"(?i:{ANSWER}):?", 4.0, rank=5, opens=False, followed_by=("handle",), limit=40),
        Mark("handle", r"[\u2066\u202a]?@(?P<parent>[\w.-]{2,40})(?:@[\w.-]+)?[\u2069\u202c]?", 2.0, rank=6, opens=False, joins=(("answering", 4.0),), limit=60, words=("@",)),
        Mark("parent", rf"(?i:{ANSWER}):?\s*@(?P<parent>[\w.-]{{2,40}}?)(?:さん|님)?(?:@[\w.-]+)?(?:(?: and|,).{{0,60}})?", 6.0, rank=5, limit=140, words=("@",)),
        Mark("score", r"\d{1,3}(?:[.,]\d+)?[KkMm]?", 1.0, place="foot", rank=1, limit=8, digits=True),
    ),
    keeps=("author", "created_text"),
)  # fmt: skip

PHPBB: Final = Grammar(
    name="phpbb-text",
    title="phpBB, copied text",
    doc="Names and dates from “Post by NAME » date”; parents are inferred from quotations.",
    nesting="none",
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("title", r"(?P<title>(?:Re|AW|Antw): .{1,90})", 2.0, rank=1, followed_by=("author",), limit=100),
        Mark(
            "author", rf"(?:(?:[^\W\d_]{{2,12}} )?(?:by|von|par|de|por|da|door|av|af|przez|autor:?)|Сообщение|Повідомлення|Post|Yazan|Gönderen)\s+(?P<author>{NAME})\s*»\s*(?P<date>.{{8,40}})", 7.0,
            rank=2, limit=140, words=("»",),
        ),
        Mark("name", r"\S.{0,50}", 2.0, place="drop", followed_by=("profile",), adjoining=True, limit=52),
        Mark("profile", r"(?:Posts|Joined|Location|Beiträge|Registriert|Wohnort|Messages|Inscription|Mensajes|Registrado): .{1,60}", 5.0, place="drop", limit=80, words=(": ",)),
        Mark("button", r"Top|Nach oben|Haut|Arriba|Quote|Zitieren", 3.0, place="drop", limit=12),
    ),
    keeps=("author", "created"),
)  # fmt: skip

GRAMMARS: Final = (BELOW, HANDLES, PHPBB)
