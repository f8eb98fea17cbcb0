"""The words with which pages say that somebody is answered, in the languages of their readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: "In reply to" and its kin, before the name of whom a comment answers.
ANSWERS: Final = (
    *("in reply to", "in response to", "replying to", "replied to", "response to", "reply to", "responding to"),
    *("responded to", "re:", "antwort auf", "als antwort auf", "antwort an", "antwortet(?: auf)?", "en réponse à"),
    *("réponse à", "a répondu à", "en respuesta a", "respuesta a", "respondió a", "em resposta a", "respondeu a"),
    *("in risposta a", "risposta a", "in antwoord op", "als reactie op", "som svar (?:på|til)", "svar (?:på|til)"),
    *("vastauksena", "w odpowiedzi (?:do|na)", "odpowiedź (?:na|do)", "odpověď na", "reakce na", "в ответ(?: на)?"),
    *("ответ(?:ил[аи]?)?(?: для)?", "у відповідь(?: на)?", "відповідь", "yanıt olarak", "cevaben", "yanıtlıyor"),
    *("回复", "回覆", "返信先", "への返信", "답장", "ردا على", "ردًا على", "در پاسخ به", "בתגובה ל"),
)
#: Any of them.
ANSWER: Final = rf"(?:{'|'.join(ANSWERS)})"
#: A sign that points from who answers to who is answered.
ARROW: Final = r"(?:→|➤|▶|►|»|↪|⇒|➜|↩|⤴)"


def stems(wordings: Iterable[str]) -> tuple[str, ...]:
    """Return what each wording begins with as it stands: a line without any holds none of them, which is quick to see.

    >>> stems(["svar (?:på|til)", "re:"])
    ('svar ', 're:')
    """
    return tuple(wording.split("(")[0] for wording in wordings)
