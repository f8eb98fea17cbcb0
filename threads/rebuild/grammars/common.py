"""Pieces that many grammars share: dates, names, the section's heading, the words on buttons."""

from __future__ import annotations

from typing import Final

from ..grammar import FURNITURE, Mark

#: Whole names only: a surname before a date must not pass for a weekday.
WEEKDAY: Final = (
    r"(?:(?:[Ss]un(?:day)?|[Mm]on(?:day)?|[Tt]ue(?:s(?:day)?)?|[Ww]ed(?:nesday)?|[Tt]hu(?:r(?:s(?:day)?)?)?|[Ff]ri(?:day)?|"
    r"[Ss]at(?:urday)?|(?:Sonn|Mon|Diens|Donners|Frei|Sams)tag|Mittwoch|[Ll]undi|[Mm]ardi|[Mm]ercredi|[Jj]eudi|[Vv]endredi|"
    r"[Ss]amedi|[Dd]imanche|[Ll]unes|[Mm]artes|[Mm]iércoles|[Jj]ueves|[Vv]iernes|[Ss]ábado|[Dd]omingo|M[oi]|D[io]|Fr|S[ao]|"
    r"[Ll]un|[Mm]er|[Jj]eu|[Vv]en|[Dd]im|[Mm]i[ée]|[Jj]ue|[Vv]ie|[Ss]áb|[Пп]н|[Вв]т|[Сс]р|[Чч]т|[Пп]т|[Сс]б|[Вв]с)"
    r"\.?,?\s+)?"
)
#: Any word that begins as a month does, in most of Europe's languages.
MONTH: Final = (
    r"(?!(?i:from|for|and|are|ago|all|any|new|next|not|only|over|stars?)\b)[JFMASONDGÉjfmasondgé][^\W\d_]{2,9}\.?"
)
DATE: Final = (
    rf"{WEEKDAY}(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?{MONTH},?(?:\s+(?:de\s+)?\d{{4}})?|"
    rf"\d{{1,2}}\.?\s+(?:de\s+)?[^\W\d_]{{3,13}}\.?,?،?\s+(?:de\s+)?\d{{4}}|"
    rf"\d{{4}}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]|\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{2,4}}(?:\s?\([^\W\d_]{{1,3}}\))?)"
)
CLOCK: Final = (
    r"(?:[上下]午|午[前後]|오[전후])?\s?\d{1,2}(?:[:.]|[hH时時]\s?)\d\d(?::\d\d(?:\.\d{1,3})?|分)?(?:\s*(?:[aApP]\.?[mM]\.?|[صم](?!\w)))?"
    r"(?:\s*(?:(?:GMT|UTC|Z|[A-Z]{2,4}T)\b|[+-]\d\d:?\d\d))?(?:\s+Uhr|\s+ч\.)?"
)
BETWEEN: Final = (
    r"(?:(?:\s*(?:[,،]|\b(?i:at|on|um|o|[àa]|a las?|a les|às|alle(?: ore)?|om|kl|в|о|у|ob|in|στις|saat|der|в|klo|lúc|pukul|في|الساعة|در|ساعت|בשעה)\b\.?|"
    r"[@\-–—|•]|//|T|г\.,?(?:\s+в\b)?|р\.,?(?:\s+о\b)?)\s*){1,2}|\s+)"
)
#: What may stand between a name and a date.
ON: Final = r"(?:(?:[Oo]n|[Aa]m|[Ll]e|[Ee]l|[Ii]l|[Oo]p|[Ee]m|[Dd]en|vom|dnia|@|at)\s+)?"
#: A date with a clock, either first.
STAMP: Final = rf"(?:{DATE}{BETWEEN}{CLOCK}|{CLOCK}{BETWEEN}{DATE})"
#: A date with or without a clock.
DAY_STAMP: Final = rf"(?:{DATE}(?:{BETWEEN}{CLOCK})?|{CLOCK}{BETWEEN}{DATE})"
AGO: Final = (
    r"(?:(?:about|almost|over)\s+)?(?:\d+|an?|one)\s?(?:seconds?|secs?\.?|minutes?|mins?\.?|hours?|hrs?\.?|days?|"
    r"weeks?|wks?\.?|months?|mos?\.?|years?|yrs?\.?|[smhdwy])(?:\s+ago)|just now|yesterday|"
    r"(?:[Vv]or|[Hh]ace|[Ii]l y a|[Hh]á)\s+(?:\d+|ein(?:er|em)|un[ae]?|uma?)\s+[^\W\d_]{1,9}|"
    r"(?:\d+|un[ao]?|een)\s+[^\W\d_]{1,9}\s+(?:fa|geleden|sedan|siden|temu|назад|önce|atrás)"
)
WHEN: Final = rf"(?:{STAMP}|{AGO})"
#: What stands beside a date and is no name.
NAME: Final = r"(?![|·•→–—#:]|--|(?:UTC|GMT)\b|\d{1,6}$|\d{1,3}\s?(?:[smhdwy]|mos?|mins?|hrs?|wks?|yrs?)\.?$|(?:(?:\d+|an?) )?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago\b|(?i:quote from|zitat von|citation de|cita de|citazione da|цитата)\b|\d{1,5}[.)]\s|\.(?:\d|\.\s)|\d+ (?i:comments?|kommentare?|commentaires?|coment[aá]rios?|commenti|replies|responses|antworten|réponses|respuestas|respostas|risposte|reacties|odpowied[zź]i?|ответ(?:а|ов)?|svar|yanıt)\b|(?:[Pp]osted|[Ss]ubmitted|[Tt]racked|[Uu]pdated|[Ee]dited|Date|[AaPp][Mm])\b)\S(?:.{0,58}?[^\s|•·—–→{])??"

_MANY: Final = r"(?:(?P<claimed>\d[\d,.]*(?:[kK]\b)?)|[Nn]o|[Oo]ne)"
_KIND: Final = (
    r"(?i:comments?|responses?|replies|thoughts?|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|"
    r"komentarze|komentarzy|komentáře|komentáre|komentari|комментари[ийяев]{1,2}|коментар[іиів]{1,2}|коментари|yorumlar|kommentarer|"
    r"kommentit|hozzászólások|comentarii|σχόλια|评论|評論|留言|コメント|댓글|التعليقات|تعليقات|نظرات|תגובות)"
)

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

#: A heading of letters and guest books, where no comments are announced.
LETTERS: Final = (
    Mark(
        "section",
        r"(?i:(?:reader['’]?s?['’]? |your |open )?letters(?: to the editors?)?|leserbriefe?|leserzuschriften|(?:le )?courrier des lecteurs|"
        r"cartas (?:al director|de los lectores)|cartas d[oe]s? leitor(?:es)?|lettere (?:al direttore|dei lettori)|ingezonden brieven|"
        r"listy (?:do redakcji|czytelników)|письма читателей|guest ?book|gästebuch|livre d['’]or|libro de visitas|gastenboek)",
        3.0, place="section", limit=60,
    ),
)  # fmt: skip

#: What the button to answer says.
_REPLY: Final = (
    r"reply|reply to this|reply ↓|↩ reply|(?:log in|login)(?: or register)? to (?:reply|post comments)|antworten|antwort|zum antworten anmelden|répondre|"
    r"responder|rispondi|beantwoorden|reageer|odpowiedz|odpovědět|odpovedať|válasz|ответить|відповісти|отговор|cevapla|yanıtla|svara?|vastaa|"
    r"răspunde|απάντηση|balas|trả lời|返信(?:する)?|回复|回覆|답글|رد|پاسخ|הגב(?: לתגובה(?: זו)?)?"
)

#: How a line begins that says how comments may be sorted, or where to write one.
_MENUS: Final = (
    "Sort", "sort", "Order", "order", "Best", "best", "Worst", "worst", "Most", "Top", "Newest", "newest", "Oldest", "oldest", "Latest",
    "Neueste", "Älteste", "Beste", "Trier", "Les plus", "Orden", "Más", "Ordina", "Più", "Meno", "Mais", "Nieuwste", "Sırala",
    "Сначала", "Новые", "Старые", "Популярные", "По порядку", "最", "按", "新着", "おすすめ", "최신", "과거", "순",
    "Add a", "Write a", "Post a", "Join the", "Schreib", "Ajouter", "Añade", "Escribe",
)  # fmt: skip

BUTTONS: Final = (
    # Lines that recur together in this very dump; no word tells them.
    Mark(FURNITURE, r".+", 2.0, place="drop", words=("\0",)),
    # What text browsers print for the items of a list that hold the comments.
    Mark("bullet", r"\d{1,4}\.|[*+o#•]", 3.0, place="drop", limit=5),
    # How comments may be sorted, and the box for a new one, above the first of them.
    Mark(
        "menu",
        r"(?i:(?:sort(?:ed)?(?: comments)? by|order(?:ed)? by|sortieren(?: nach)?|sortiert nach|trier par|ordenar por|ordina per|sorteren op|sortuj|sırala)\b:?.{0,40}|"
        r"(?:best|worst) rated|(?:most|top|newest|oldest|latest|best) (?:comments|reactions|first|relevant|recent|liked)|newest|oldest|"
        r"(?:neueste|älteste|beste) zuerst|les plus (?:récents?|récentes|anciens?|anciennes|aimés?)|más (?:recientes|antiguos|valorados)|"
        r"(?:più|meno) recenti|mais (?:recentes|antigos)|nieuwste eerst|(?:сначала )?(?:новые|старые|популярные)|по порядку|"
        r"最热|最新|按热度|按时间|新着順|おすすめ順|최신순|과거순|순공감순|"
        r"(?:add|write|post) a (?:public )?comment\s?(?:…|\.\.\.)|join the (?:discussion|conversation)\s?(?:…|\.\.\.)|"
        r"(?:schreib|schreiben sie) einen kommentar\s?(?:…|\.\.\.)|ajouter un commentaire\s?(?:…|\.\.\.)|(?:añade|escribe) un comentario\s?(?:…|\.\.\.))",
        3.0, place="drop", limit=60, begins=_MENUS,
    ),
    Mark(
        "button",
        rf"(?i:{_REPLY}|permalink|link|"
        r"report(?: abuse| this)?|flag(?: as inappropriate)?|share|like|unlike|quote|edit|delete|"
        r"expand|collapse|parent|\d+ repl(?:y|ies)|upvote|downvote|award|save|follow|hide replies|show replies|view replies|see more|view|"
        r"recommend|show more|avatar)(?:\s*[|·•/,]?\s*(?i:reply|permalink|link|report|flag|share ›?|like|quote|edit|parent))*",
        3.0, place="drop", limit=60,
    ),
    Mark(
        "picture",
        r"(?:(?:Profilbild|Avatar|Foto|Bild) (?:von|f[üo]r|of|for|de)|(?:Profile )?(?:[Pp]icture|[Pp]hoto|[Ii]mage|[Aa]vatar) (?:of|for)|Gravatar (?:of|for)|"
        r"(?:Photo|Image) de(?: profil d[eu']| )|Foto d(?:e|o|el) (?:perfil|profilo) d[eio]|Avatar d[eu'] ?|Аватар|Фото профиля) ?.{1,50}|"
        r".{1,50}['’]s (?:[Pp]rofile )?(?:avatar|picture|photo|image)",
        3.0, place="drop", limit=80, words=("vatar", "icture", "hoto", "mage", "Foto", "ild ", "Аватар", "Фото"),
    ),
    Mark(
        "button",
        rf"(?i:{_REPLY}|permalink|share|"
        r"report(?: abuse| this)?|recommend)(?:\s*[|·•/,]?\s*(?i:reply|permalink|link|report|flag|"
        r"share ›?|like|quote|edit|delete|parent))*",
        3.0, place="foot", rank=9, limit=60,
    ),
)  # fmt: skip

#: What nearly every grammar has: whether a line is one of these is asked once, not once a grammar.
EVERYWHERE: Final = (*SECTION, *BUTTONS)

#: The buttons that stand below what is said.
FEET: Final = tuple(mark for mark in BUTTONS if mark.place == "foot")

#: How comments may be sorted, above the first of them.
MENUS: Final = tuple(mark for mark in BUTTONS if mark.role == "menu")

#: What announces that the comments are over.
ENDS: Final = (
    Mark(
        "end",
        r"(?i:(?:leave|post|write|add|submit) (?:a |your |an? new )?(?:reply|comments?|response|answer)\b.{0,60}|post navigation|"
        r"you (?:must|need to) (?:be logged in|log in).{0,80}|(?:log|sign) in to .{0,40}(?:comment|reply|post).{0,20}|"
        r"comment viewing options|all times are (?:utc|gmt|est|pst)\b.{0,60}|alle zeiten sind (?:utc|gmt)\b.{0,60}|"
        r"(?:display|show) (?:posts|messages) from (?:the )?(?:previous|last)\b.{0,60}|posting permissions|quick reply|forum jump:?|"
        r"(?:users|members) (?:browsing|viewing|reading) this (?:forum|topic|thread)\b.{0,80}|"
        r"you (?:cannot|can not|may not) (?:post|reply|edit|delete|vote|attach|create) .{1,60}|"
        r"format for printing\b.{0,80}|posts? navigation|similar threads\b.{0,40}|"
        r"(?:the )?comments (?:(?:to|on|for) this (?:entry|post|article|page) )?(?:are|have been) (?:now )?closed.{0,60}|"
        r"(?:schreibe einen|schreiben sie (?:einen|ihren)|hinterlasse? einen|hinterlassen sie einen|neuen|ihr|dein) kommentar\b.{0,40}|kommentar (?:schreiben|verfassen|hinterlassen)\b.{0,40}|"
        r"[^.!?]{2,40} ?\((?:required|erforderlich|obligatoire|obligatorio|obrigatório|obbligatorio|verplicht|wymagane|обязательно|必須)\)\s?\*?|"
        r"sign (?:up for free|in) to join this (?:conversation|discussion)\b.{0,80}|コメントは停止中です.?|"
        r"laisser une réponse\b.{0,40}|(?:laisser|publier|ajouter|écrire) un commentaire\b.{0,40}|(?:deja|dejar|publicar|añade) (?:un|una) (?:comentario|respuesta)\b.{0,40}|"
        r"(?:deixe|deixar|publicar) um comentário\b.{0,40}|lascia un commento\b.{0,40}|оставить комментарий\b.{0,40}|"
        r"(?:related|similar|popular|recent|recommended|more) (?:posts|articles|stories|topics|threads|discussions)\b.{0,40}|"
        r"(?:ähnliche|verwandte|neueste) (?:beiträge|artikel|themen)\b.{0,40}|mehr zum thema|lesen sie auch|"
        r"(?:à )?lire (?:aussi|également)|sur le même sujet|(?:también )?te puede interesar|lee también|(?:noticias|artículos) relacionad[ao]s|"
        r"leggi anche|articoli correlati|leia (?:também|mais)|notícias relacionadas|lees ook|czytaj (?:także|też|więcej)|"
        r"zobacz (?:także|też|również)|читайте также|(?:материалы )?по теме|ilgili (?:haberler|yazılar|konular)|関連(?:記事|ニュース)|"
        r"相关(?:推荐|阅读|文章|新闻)|猜你喜欢|관련\s?(?:기사|뉴스|글)|powered by .{1,60}|"
        r"(?:copyright )?©.{0,120}|copyright .{0,120}|all rights reserved.{0,40}|share this:?.{0,20}|footer(?: .{0,20})?|"
        r"(?:primary |secondary |footer )?sidebar|"
        r"(?:load|show|view|see) (?:\d{1,6} )?(?:more|all|older|newer) (?:\d{1,6} )?comments\b.{0,20}|(?:weitere|mehr|alle) kommentare (?:laden|anzeigen)\b.{0,20}|"
        r"(?:voir|afficher|charger) (?:plus de|tous les|les autres) commentaires\b.{0,20}|(?:ver|cargar|mostrar|carregar) (?:más|mais|todos los|todos os) coment[aá]rios\b.{0,20}|"
        r"(?:carica|mostra) altri commenti\b.{0,20}|meer reacties (?:laden|tonen)\b.{0,20}|(?:показать|загрузить) (?:ещё|еще|все)(?: комментарии)?|"
        r"没有更多(?:评论)?了?|もっと見る|댓글 더\s?보기|"
        r"(?:geef een|plaats een|laat een) reactie\b.{0,30}|reageer(?: op dit artikel)?|skriv (?:en )?kommentar(?:er)?\b.{0,20}|legg igjen (?:en kommentar|et svar)\b.{0,20}|"
        r"lämna (?:en kommentar|ett svar)\b.{0,20}|(?:dodaj|zostaw|napisz) komentarz\b.{0,20}|přidat komentář|pridať komentár|szólj hozzá!?|"
        r"lasă un (?:comentariu|răspuns)|(?:bir )?yorum (?:yaz|yap|bırak)\w{0,5}|bir cevap yazın|lisää kommentti|jätä kommentti|αφήστε (?:μια απάντηση|ένα σχόλιο)|"
        r"(?:добавить|написать) комментарий\b.{0,20}|додати коментар|вы должны (?:авторизоваться|войти)\b.{0,60}|"
        r"только .{0,40}пользователи могут оставлять комментарии\b.{0,60}|"
        r"コメントを?(?:する|書く|残す|投稿).{0,10}|发表(?:评论|回复)|發表(?:評論|回覆|留言)|댓글 (?:쓰기|남기기|달기)|"
        r"أضف تعليق\w{0,3}|اترك (?:تعليقاً?|رداً?|ردّاً?).{0,10}|دیدگاه خود را .{0,20}|(?:כתיבת|הוספת|כתוב|הוסף) תגובה)",
        4.0, place="drop", limit=160,
    ),
)  # fmt: skip

#: Where replies stand to the right, a change of column alone may be all that is left of a head.
SHIFT: Final = (Mark("indent", r"(?P<body>.+)", 0.0, rank=0, by_indent=True, limit=1_000_000),)
