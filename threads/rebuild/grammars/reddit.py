"""Reddit in its three coats: old, the redesign of 2018 to 2023, and since; awards, statuses, and what follows below."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import AGO, BUTTONS, SECTION, SHIFT

_HANDLE: Final = r"[\w.-]{2,40}"
_WHO: Final = rf"(?!(?i:op|mod|moderator|admin)\s*[•·])(?P<author>{_HANDLE}|\[(?:deleted|removed|unavailable)\])"
_AGO: Final = rf"(?P<date>{AGO})\.?(?:\s*[•·]\s*[Ee]dited .{{2,20}})?"
_DOTS: Final = ("•", "·")
#: What stands between name and time: who opened the thread, who keeps order.
_ROLE: Final = r"O[Pp]|M[Oo][Dd]|Moderator|Mod(?:erator)?|A[Dd][Mm][Ii][Nn]|Top \d+% (?:Commenter|Poster)|Profile Badge for the Achievement .{3,40}"
#: Awards that were common; others come with a number, or as names of pictures.
_AWARD: Final = (
    r"Silver|Gold|Platinum|Argentium|Ternion All-Powerful|Helpful|Wholesome|Hugz|Press F|Take My Energy|Faith In Humanity Restored|"
    r"All-Seeing Upvote|Rocket Like|Snek|Heartwarming|Heart Eyes|Plus One|Starry|Table Slap|I['’]ll Drink to That|Today I Learned|"
    r"Bravo(?: Grande)?!|Giggle|Burning Cash|Lawyer Up|Buff Doge|Stonks (?:Rising|Falling)|To The (?:Stars|Moon)|Tree Hug|"
    r"Super Heart Eyes|Evil Cackle|Bless Up|Got the W|Crab Rave|Dread|Yummy|Yas Queen|Yikes|Wearing is Caring|Facepalm|Doom|"
    r"Illuminati|Masterpiece|Mind ?[Bb]lown?|Updoot|Timeless Beauty|Treasure|Vibing|Shocked|Excited|LOVE!|Eureka!|Glow Up|Ally|"
    r"Beating Heart|Coin Gift|Doot 🎵 Doot|Feeling Cute|GOAT|Hehehehe|I am disappoint|I['’]m Deceased|It['’]s Cute!|Keep Calm|"
    r"Made Me Smile|Mindblowing|MURICA|Narwhal Salute|Party Train|Pranked!|Pot o['’]? ?(?:Coins|Gold)|Respect|Spit-take|Thank You|"
    r"Wholesome Seal of Approval|Rising Star|Best of \d{4}|Cake(?: Day)?|Original|Starstruck|Extra Life|Gift|Community Award|Diamond"
)
#: Who may stand there instead of a comment, in words.
_REMOVED: Final = r"(?P<gone>Comment (?:deleted|removed) by (?:user|moderator))"
#: What the page goes on to below the comments.
_BELOW: Final = (
    r"More posts you may like|You (?:may|might) also like|See more posts like this in r/.{2,40}|About Community|Similar to this post|"
    r"(?:More|Top) posts? (?:from|in) r/.{2,40}|Related (?:Answers|Communities)|Community Info Section|More from this community|"
    r"Mehr Beiträge, die dir gefallen könnten|Plus de posts que vous pourriez aimer|Más publicaciones que te podrían gustar|"
    r"Mais posts (?:que você|de que) .{3,30}|Altri post che potrebbero piacerti|Über (?:die )?Community|Reddit,? Inc\.? © \d{4}.{0,60}"
)
_SHARE: Final = r"Share|Teilen|Partager|Compartir|Compartilhar|Condividi"
_SAVE: Final = r"Save|Speichern|Enregistrer|Guardar|Salvar|Salva"
_REPORT: Final = r"Report|Melden|Signaler|Reportar|Denunciar|Segnala"
_REPLY: Final = r"[Rr]eply|Antworten|Répondre|Responder|Rispondi"

GRAMMAR: Final = Grammar(
    name="reddit-text",
    title="Reddit, copied text",
    doc="Names, relative dates and votes; nesting by printed levels or indentation. What is deleted keeps its place.",
    site="Reddit",
    nesting="indent",
    handles=True,
    marks=(
        *SECTION,
        *BUTTONS,
        *SHIFT,
        Mark("section", r"Comments Section|Kommentarbereich|Section des commentaires|Sección de comentarios|Seção de comentários|Sezione commenti", 4.0, place="section", limit=30),
        Mark("section", r"View discussions in \d+ other communit(?:y|ies)|This thread is archived|New comments cannot be posted and votes cannot be cast", 2.0, place="section", limit=60, begins=("View", "This", "New")),
        Mark("picture", rf"u/{_HANDLE} avatar", 6.0, rank=0, limit=60, begins=("u/",)),
        Mark("picture", r"\[?User avatar\]?", 3.0, rank=0, limit=14, words=("User avatar",)),
        Mark("level", r"(?:level|[Ee]bene|[Ss]tufe|[Nn]iveau|[Nn]ivel|[Nn]ível|[Ll]ivello) (?P<level>\d{1,2})", 8.0, rank=0, limit=12, digits=True),
        Mark("author", rf"(?:u/)?{_WHO}", 2.0, rank=1, followed_by=("dot", "date", "flair", "ranked"), limit=50),
        Mark("author", rf"u/{_WHO}", 3.0, rank=1, limit=50, begins=("u/",)),
        Mark("author", r"(?P<author>\[(?:deleted|removed|unavailable)\])", 4.0, rank=1, followed_by=("dot", "date"), limit=16, begins=("[",)),
        Mark("author", rf"(?P<author>{_HANDLE})", 0.0, rank=1, namelike=True, limit=40),
        Mark("gone", rf"{_REMOVED}\s*[•·*]\s*{_AGO}", 8.0, rank=1, limit=80, begins=("Comment ",)),
        # The age on a line of its own, or broken before its "ago".
        Mark("gone", rf"{_REMOVED}(?:\s*[•·*]\s*(?P<date>\d{{1,3}}\s?[^\W\d]{{1,5}}\.?))?", 6.0, rank=1, followed_by=("dot", "date", "ago"), limit=60, begins=("Comment ",)),
        Mark("gone", r"(?P<gone>Comment (?:deleted|removed) by)", 4.0, rank=1, followed_by=("by",), limit=24, begins=("Comment ",)),
        Mark("by", r"(?:user|moderator)(?:\s*[•·]\s*(?P<date>\d.{1,14}))?", 3.0, rank=2, opens=False, limit=40, joins=(("gone", 2.0),), begins=("user", "moderator")),
        Mark("flair", _ROLE, 3.0, rank=2, opens=False, limit=80),
        Mark("dot", r"[•·]", 2.0, rank=3, limit=2),
        # A line that was broken before its "ago".
        Mark("date", r"[•·*]\s*(?P<date>\d{1,3}\s?(?:[smhdwy]|min|hr|days?|wk|mo|yr)s?\.?)", 4.0, rank=4, joins=(("author", 1.0), ("gone", 1.0)), limit=14, digits=True),
        Mark("ago", r"ago(?:\s*[•·]\s*[Ee]dited .{2,20})?", 3.0, rank=5, opens=False, limit=40, begins=("ago",)),
        Mark("date", rf"[•·*]?\s*(?:Edited )?{_AGO}", 4.0, rank=4, joins=(("dot", 1.0), ("author", 1.0), ("gone", 1.0)), limit=44, timed=True),
        Mark("changed", r"[•·]\s*[Ee]dited .{2,20}", 4.0, rank=5, opens=False, limit=34, words=("dited",)),
        Mark("changed", rf"[•·]?\s*[Ee]dited|[•·]|{AGO}", 2.0, rank=5, opens=False, limit=20, joins=(("date", 1.0), ("changed", 1.0))),
        # What people wear beside their names.
        Mark("ranked", rf"(?:{_ROLE})\s*[•·]\s*{_AGO}", 5.0, rank=4, joins=(("author", 1.0),), opens=False, limit=90, timed=True, words=_DOTS),
        Mark("ranked", rf"(?:{_ROLE})\s*[•·]\s*(?P<date>\d{{1,3}}\s?(?:[smhdwy]|min|hr|days?|wk|mo|yr)s?\.?)", 4.0, rank=4, joins=(("author", 1.0),), opens=False, limit=90, words=_DOTS),
        Mark("ranked", rf"\S.{{0,60}}?\s*[•·]\s*{_AGO}", 3.0, rank=4, joins=(("author", 2.0),), opens=False, limit=90, timed=True, words=_DOTS),
        Mark("author", rf"(?:u/)?{_WHO}(?:\s+(?:{_ROLE}))?\s*[•·]\s*(?:Edited )?{_AGO}(?:\s*[•·].*)?", 6.0, rank=1, limit=90, timed=True, words=_DOTS),
        Mark("award", rf"\[?(?:{_AWARD})(?: \(Pro\))?\]?(?:\s?\[?(?:{_AWARD})(?: \(Pro\))?\]?)*(?:\s?\d{{1,4}})?", 3.0, rank=6, opens=False, limit=160, joins=(("date", 1.0), ("ago", 1.0), ("ranked", 1.0), ("changed", 1.0))),
        Mark("award", r"(?:\[[A-Z][^\[\]]{1,30}\]){1,12}\d{0,4}", 3.0, rank=6, opens=False, limit=160, begins=("[",), joins=(("date", 1.0), ("ago", 1.0), ("ranked", 1.0), ("changed", 1.0))),
        Mark("award", r"(?:[A-Z][\w'’!.&-]*(?: [\w'’!.&()-]+){0,8} )?\d{1,3}", 0.5, rank=6, opens=False, blanks=(False, True), limit=120, digits=True, joins=(("date", 1.0), ("ago", 1.0), ("ranked", 1.0), ("changed", 1.0))),
        Mark(
            "author",
            rf"\[[–+-]\]\s*{_WHO}(?:\s*\[.\])?\s*(?P<score>-?\d+) points?\s*(?P<date>{AGO})\*?(?:\s*\(\d+ child(?:ren)?\))?", 8.0, rank=1, timed=True, begins=("[",),
        ),
        # Votes are printed twice where the page shows one of two, and an extractor may leave the age out.
        Mark("author", rf"\[[–+-]\]\s*{_WHO}(?:\s*\[.\])?\s*(?P<score>-?\d+) points?(?:\s*-?\d+ points?)*\s*\(\d+ child(?:ren)?\)", 8.0, rank=1, limit=110, begins=("[",), words=("child",)),
        Mark("author", rf"\[[–+-]\]\s*{_WHO}.{{0,60}}", 4.0, rank=1, limit=110, begins=("[",)),
        Mark("button", r"Upvote|Downvote|(?:Vote|Vote )?(?:Up|Down)", 4.0, place="foot", rank=1, limit=12),
        Mark("score", r"(?P<score>-?\d{1,6}(?:[.,]\d)?[kK]?)", 1.0, place="foot", rank=1, limit=8, digits=True),
        Mark("button", rf"(?:Upvote|Downvote|{_REPLY}|Award|Give Award|{_SHARE}|{_SAVE}|{_REPORT}|Follow|permalink|embed|source|parent|give gold)(?:\s*(?:Downvote|{_REPLY}|Award|{_SHARE}|{_SAVE}|save|{_REPORT}|Follow|parent|report|give gold|hide child comments|\d+))*", 4.0, place="foot", rank=1, limit=90),
        Mark("button", r"(?:permalink|embed|save|source|parent|report|give (?:gold|award)|reply|crosspost|hide child comments){3,12}", 5.0, place="foot", rank=1, limit=90, begins=("permalink",)),
        Mark("button", r"\d+ more repl(?:y|ies)|More replies|Continue this thread|\d+ (?:weitere Antwort(?:en)?|réponses? de plus|respuestas? más|resposta?s? a mais|altre risposte)|Diese(?:n Thread| Unterhaltung) fortsetzen|Continuer (?:ce fil|cette discussion)|Continuar (?:este|con este) (?:hilo|tópico)|Continua (?:questa )?discussione", 4.0, place="drop", limit=60),
    ),
    over=(Mark("end", _BELOW, 4.0, place="drop", limit=100),),
    keeps=("author", "created_text", "score", "parent_id"),
)  # fmt: skip
