"""Boards whose posts show who wrote with a menu and a light: vBulletin 3 and 4."""

from __future__ import annotations

from typing import Final

from ..grammar import Grammar, Mark
from .common import BUTTONS, NAME, SECTION

#: What the menu below a name says first, and what else it may say.
_PROFILE: Final = (
    r"View (?:Public )?Profile|Profil(?: anzeigen)?|Voir le profil|Ver perfil|Visualizza (?:il )?profilo|Bekijk profiel|Zobacz profil|"
    r"Просмотр профиля|Visa profil|Vis profil"
)
_MENU: Final = (
    r"View (?:Forum Posts|Blog Entries|Articles|Gallery Uploads|Photos|Groups|Visitor Messages)|Find (?:all|more) posts by .{1,40}|Private Message|"
    r"Visit (?:Homepage|.{1,40}'s homepage!?)|Add as Contact|Send a private message to .{1,40}|"
    r"Beiträge anzeigen|Private Nachricht|Nachricht senden|Homepage besuchen|(?:Suche|Finde) alle Beiträge von .{1,40}|Blog anzeigen|Artikel anzeigen|"
    r"Voir les messages(?: du forum)?|Message privé|Envoyer un message privé.{0,44}|Ver mensajes(?: del foro)?|Mensaje privado|"
    r"Vedi messaggi forum|Messaggio privato|Bekijk forumberichten|Privébericht|Zobacz posty|Prywatna wiadomość|Сообщения форума|Личное сообщение"
)
_LIGHT: Final = (
    r"(?:is|ist|est|está|è|jest) (?:offline|online(?: now)?|gerade online|on-?line|hors ligne|en ligne|déconnecté|desconectado|"
    r"en línea|offline|fuori linea|in linea)"
)
_BEGINS: Final = ("View", "Find", "Private", "Visit", "Add", "Send", "Beitr", "Nachricht", "Homepage", "Such", "Finde", "Blog", "Artikel", "Voir",
    "Message", "Envoyer", "Ver ", "Mensaje", "Vedi", "Messag", "Bekijk", "Privé", "Zobacz", "Prywat", "Сообщ", "Личн")  # fmt: skip

VBULLETIN: Final = Grammar(
    name="vbulletin-text",
    title="vBulletin, text",
    doc="Names above the menu and the light of each post, where a text lost the times; parents by quotation.",
    nesting="none",
    # Where times are left, the layout that they show knows more.
    start=-36.0,
    marks=(
        *SECTION,
        *BUTTONS,
        Mark("bullet", r"\d{1,4}\.(?: \[Avatar .{1,50}\])?", 1.0, place="drop", limit=70, digits=True),
        Mark("author", rf"(?:\d{{1,4}}\.\s+)?(?P<author>{NAME})", 3.0, rank=2, followed_by=("profile",), limit=60),
        Mark("profile", _PROFILE, 2.0, rank=3, opens=False, joins=(("author", 1.0),), limit=30),
        Mark("menu", _MENU, 0.5, rank=3, opens=False, limit=80, begins=_BEGINS),
        Mark("light", rf"\[?{NAME}\s(?P<status>{_LIGHT})\]?.{{0,120}}", 4.0, rank=3, opens=False, limit=200, words=("line", "ligne", "conect")),
        Mark("button", r"Reply With Quote|Mit Zitat antworten|Zitieren|Répondre avec citation|Responder (?:con|citando|com) ?.{0,10}|Rispondi citando", 4.0, place="foot", rank=1, limit=40),
        Mark("score", r"(?P<score>\d{1,4})", 0.5, place="foot", rank=1, limit=4, digits=True),
        Mark("rule", r"[=_━]{20,}|\[progress\]", 1.0, place="foot", rank=2, limit=1000, begins=("=", "_", "━", "[")),
    ),
    keeps=("author",),
)  # fmt: skip

GRAMMARS: Final = (VBULLETIN,)
