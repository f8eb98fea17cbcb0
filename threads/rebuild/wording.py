"""The words with which pages say that somebody is answered, in the languages of their readers."""

from __future__ import annotations

from typing import Final

#: "In reply to" and its kin, before the name of whom a comment answers.
ANSWER: Final = (
    r"(?:in reply to|in response to|replying to|replied to|response to|reply to|responding to|responded to|re:|"
    r"antwort auf|als antwort auf|antwort an|"
    r"antwortet(?: auf)?|en réponse à|réponse à|a répondu à|en respuesta a|respuesta a|respondió a|em resposta a|"
    r"respondeu a|in risposta a|risposta a|"
    r"in antwoord op|als reactie op|som svar (?:på|til)|svar (?:på|til)|vastauksena|w odpowiedzi (?:do|na)|"
    r"odpowiedź (?:na|do)|odpověď na|reakce na|"
    r"в ответ(?: на)?|ответ(?:ил[аи]?)?(?: для)?|у відповідь(?: на)?|відповідь|yanıt olarak|cevaben|yanıtlıyor|"
    r"回复|回覆|返信先|への返信|답장|"
    r"ردا على|ردًا على|در پاسخ به|בתגובה ל)"
)
#: A sign that points from who answers to who is answered.
ARROW: Final = r"(?:→|➤|▶|►|»|↪|⇒|➜|↩|⤴)"
