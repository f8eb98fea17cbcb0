"""Pieces that many grammars share: dates, names, the section's heading, the words on buttons."""

from __future__ import annotations

from typing import Final

from ..grammar import FURNITURE, Mark

#: Whole names only: a surname before a date must not pass for a weekday.
WEEKDAY: Final = (
    r"(?:(?:[Ss]un(?:day)?|[Mm]on(?:day)?|[Tt]ue(?:s(?:day)?)?|[Ww]ed(?:nesday)?|[Tt]hu(?:r(?:s(?:day)?)?)?|[Ff]ri(?:day)?|"
    r"[Ss]at(?:urday)?|(?:Sonn|Mon|Diens|Donners|Frei|Sams)tag|Mittwoch|[Ll]undi|[Mm]ardi|[Mm]ercredi|[Jj]eudi|[Vv]endredi|"
    r"[Ss]amedi|[Dd]imanche|[Ll]unes|[Mm]artes|[Mm]iércoles|[Jj]ueves|[Vv]iernes|[Ss]ábado|[Dd]omingo|M[oi]|D[io]|Fr|S[ao])"
    r"\.?,?\s+)?"
)
#: Any word that begins as a month does, in most of Europe's languages.
MONTH: Final = r"[JFMASONDGÉjfmasondgé][^\W\d_]{2,9}\.?"
DATE: Final = (
    rf"{WEEKDAY}(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{MONTH},?(?:\s+(?:de\s+)?\d{{4}})?|"
    rf"\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{2,4}})"
)
CLOCK: Final = (
    r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[aApP]\.?[mM]\.?)?(?:\s*(?:GMT|UTC|Z|[A-Z]{2,4}T|[+-]\d\d:?\d\d))?(?:\s+Uhr)?"
)
BETWEEN: Final = (
    r"(?:\s*(?:,|\bat\b|@|-|–|—|\||•|//|\bum\b|\b[àào]\b|\ba las?\b|\bàs\b|\balle\b|\bom\b|\bkl\.|\bв\b|T)\s*|\s+)"
)
#: A date with a clock, either first.
STAMP: Final = rf"(?:{DATE}{BETWEEN}{CLOCK}|{CLOCK}{BETWEEN}{DATE})"
#: A date with or without a clock.
DAY_STAMP: Final = rf"(?:{STAMP}|{DATE})"
AGO: Final = (
    r"(?:(?:about|almost|over)\s+)?(?:\d+|an?|one)\s?(?:seconds?|secs?\.?|minutes?|mins?\.?|hours?|hrs?\.?|days?|"
    r"weeks?|wks?\.?|months?|mos?\.?|years?|yrs?\.?|[smhdwy])(?:\s+ago)|just now|yesterday|"
    r"(?:[Vv]or|[Hh]ace|[Ii]l y a|[Hh]á)\s+(?:\d+|ein(?:er|em)|un[ae]?|uma?)\s+[^\W\d_]{1,9}|"
    r"(?:\d+|un[ao]?|een)\s+[^\W\d_]{1,9}\s+(?:fa|geleden|sedan|siden|temu|назад|önce|atrás)"
)
WHEN: Final = rf"(?:{STAMP}|{AGO})"
#: What stands beside a date and is no name.
NAME: Final = r"(?!(?:[Pp]osted|[Ss]ubmitted|[Uu]pdated|[Ee]dited|Date|[AaPp][Mm])\b)\S(?:.{0,58}?[^\s|•·—–→])??"

_MANY: Final = r"(?:(?P<claimed>\d[\d,.]*)|[Nn]o|[Oo]ne)"
_KIND: Final = r"(?i:comments?|responses?|replies|thoughts?|kommentare?|commentaires?|comentarios?|comentários?)"

SECTION: Final = (
    Mark(
        "section",
        rf"(?:[^\w\s]{{3,}}\s*)?(?:{_MANY}\s+)?{_KIND}(?:\s*[(:]?\s*\d*\s*\)?)(?:\s+(?i:to|on|for|so far|zu|sur)\b.{{0,100}})?\s*:?",
        3.0, place="section", limit=160,
    ),
    Mark(
        "section",
        r"(?i:(?:reader|user|join the|leave a|view all|all|show|top|recent|latest|newest|oldest) "
        r"(?:comments?|discussion|conversation)|discussion|conversation|leserkommentare)\s*:?(?:\s*\(?\d+\)?)?",
        2.0, place="section", limit=60,
    ),
)  # fmt: skip

BUTTONS: Final = (
    # Lines that recur together in this very dump; no word tells them.
    Mark(FURNITURE, r".+", 2.0, place="drop", words=("\0",)),
    # What text browsers print for the items of a list that hold the comments.
    Mark("bullet", r"\d{1,4}\.|[*+o#•]", 3.0, place="drop", limit=5),
    Mark(
        "button",
        r"(?i:reply|reply to this|reply ↓|↩ reply|(?:log in|login)(?: or register)? to (?:reply|post comments)|permalink|link|"
        r"report(?: abuse| this)?|flag(?: as inappropriate)?|share|like|unlike|quote|antworten|répondre|responder|rispondi|ответить|edit|delete|"
        r"expand|collapse|parent|\d+ repl(?:y|ies)|upvote|downvote|award|save|follow|hide replies|show replies|view replies|see more|view|"
        r"recommend|show more|avatar)(?:\s*[|·•/,]?\s*(?i:reply|permalink|link|report|flag|share ›?|like|quote|edit|parent))*",
        3.0, place="drop", limit=60,
    ),
    Mark(
        "picture",
        r"(?:Profilbild von|Avatar (?:of|for|de|von)|Picture of|Photo of|Gravatar (?:of|for)) .{1,50}|.{1,50}['’]s (?:avatar|picture|photo)",
        3.0, place="drop", limit=80,
    ),
    Mark(
        "button",
        r"(?i:reply|reply to this|reply ↓|↩ reply|(?:log in|login)(?: or register)? to (?:reply|post comments)|permalink|share|"
        r"report(?: abuse| this)?|recommend|antworten|répondre|responder|rispondi|ответить)(?:\s*[|·•/,]?\s*(?i:reply|permalink|link|report|flag|"
        r"share ›?|like|quote|edit|parent))*",
        3.0, place="foot", rank=9, limit=60,
    ),
)  # fmt: skip

#: What announces that the comments are over.
ENDS: Final = (
    Mark(
        "end",
        r"(?i:(?:leave|post|write|add|submit) (?:a |your |an? new )?(?:reply|comments?|response|answer)\b.{0,60}|post navigation|"
        r"you must (?:be logged in|log in).{0,80}|(?:log|sign) in to .{0,40}(?:comment|reply|post).{0,20}|"
        r"comments (?:are|have been) (?:now )?closed.{0,60}|"
        r"(?:schreibe einen|hinterlasse? einen|neuen|ihr|dein) kommentar\b.{0,40}|kommentar (?:schreiben|verfassen|hinterlassen)\b.{0,40}|"
        r"(?:laisser|publier|ajouter|écrire) un commentaire\b.{0,40}|(?:deja|dejar|publicar|añade) (?:un|una) (?:comentario|respuesta)\b.{0,40}|"
        r"(?:deixe|deixar|publicar) um comentário\b.{0,40}|lascia un commento\b.{0,40}|оставить комментарий\b.{0,40}|"
        r"(?:related|similar|popular|recent|recommended|more) (?:posts|articles|stories|topics|threads|discussions)\b.{0,40}|"
        r"(?:ähnliche|verwandte|neueste) (?:beiträge|artikel|themen)\b.{0,40}|powered by .{1,60}|"
        r"(?:copyright )?©.{0,120}|copyright .{0,120}|all rights reserved.{0,40}|share this:?.{0,20}|footer(?: .{0,20})?)",
        4.0, place="drop", limit=160,
    ),
)  # fmt: skip

#: Where replies stand to the right, a change of column alone may be all that is left of a head.
SHIFT: Final = (Mark("indent", r"(?P<body>.+)", 0.0, rank=0, by_indent=True, limit=1_000_000),)
