"""Patterns that many platforms share."""

from __future__ import annotations

from typing import Final

#: Any text with a digit in it.
DIGIT: Final = r"(.*\d.*)"
#: Text that looks like a point in time: a year, a clock, or an age.
STAMP: Final = (
    r"(?s)(.*(?:(?<!\d)\d{4}(?!\d)|\d:\d\d|\d\s*(?:am|pm)\b|\d+[./-]\d+[./-]\d+|"
    r"\b(?:ago|vor|hace|il y a|há|fa|geleden|sedan|siden|temu|назад|yesterday|today|gestern|heute|hier)\b).*)"
)
#: Who is quoted, told in the line over a quotation; and that line alone.
SAID_BY: Final = (
    r"\W*(?:(?:quote from:?|originally posted by|quote:|zitat von|zitat|posté par|cita de|citat från)\s*:?\s*)?"
    r"(.+?)\s*(?:\b(?:wrote|said|a écrit|hat (?:folgendes )?geschrieben|schrieb|escribió|ha scritto|escreveu|"
    r"schreef|napisał\w*|napsal\w*|skrev|kirjoitti|írta|yazdı|a scris|пишет|писал\w*|"
    r"писав\w*|пише|написа\w*|(?:je )?napis\w+|napísal\w*|rašė|rakstīja|kirjutas|έγραψε|đã viết|menulis|写道|寫道|on:?\s+\w+ \d+|am:?\s+\d)\b.*)?\s*[:↑]?\s*$"
)
WROTE: Final = rf"(?s)^{SAID_BY}"
#: "74 comments", "Comments (74)" and the like in a heading.
CLAIM: Final = (
    r"(?:\b(\d[\d.,]*)\s*(?:\w+\s+)?(?:comments?|responses?|replies|reply|thoughts?|kommentare?|antworten|comentarios?|"
    r"comentários?|respuestas?|respostas?|commentaires?|réponses?|commenti|risposte|reacties?|kommentarer?|svar|"
    r"komentarz\w*|комментар\w*|ответ\w*|отзыв\w*|yorum|komment\w*)\b|"
    r"\b(?:comments?|responses?|replies|kommentare|comentarios|comentários|commentaires|commenti|reacties|yorumlar)\s*[:(\[]\s*(\d[\d.,]*))"
)
#: CSS of comments in boxes that show the newest comments of the whole site.
ELSEWHERE: Final = ", ".join(
    f'[class*="{box}"] {comment}'
    for box in ("recentcomments", "recent_comments", "recent-comments", "latest-comments", "LastComments")
    for comment in ('[id*="comment-"]', ".comment")
)
