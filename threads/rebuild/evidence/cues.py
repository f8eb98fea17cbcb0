"""Turns of dialogue: small word lists that open an answer, an agreement, a greeting, or address somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from ...words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .view import LinkView


def _list(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES_NO: Final = _list(
    "yes no yeah yep yup nope ok okay sure right exactly indeed agreed true correct oui non si sí não sim "
    "ja nein doch tak nie 是 不 对 嗯 哈 好 بەڵێ نەخێر"
)
_CONTRA: Final = _list(
    "but actually well however wrong false disagree mais aber mas pero ale jednak lol haha huh hmm 但 然而 بەڵام"
)
_THANKS: Final = _list(
    "thanks thank thx ty cheers merci obrigado obrigada danke gracias dzięki dziękuję 谢 多 سوپاس دەستخۆش"
)
_GREET: Final = _list("hi hello hey hallo bonjour salut olá ola oi boa bom hola cześć witam 你 您 سڵاو")
_ANAPHORA: Final = _list(
    "that this it these those they he she such same so ça cela ce c'est isso isto esse das dies es eso "
    "esto to tego 这 那 它 ئەوە ئەمە"
)
_YOU: Final = _list(
    "you your yours youre youve youll youd u ur yourself tu te toi ton ta tes vous votre vos você vocês "
    "voce seu sua te ti du dein deine dich dir sie ihr ihre usted tú tus twój twoja ci cię pan pani ty 你 "
    "您 تۆ ئێوە"
)
_ASK: Final = _list(
    "what why how who where when which anyone anybody does is can could qui que quoi comment pourquoi "
    "como quem qual porque was wie warum wer co jak czy kto 谁 怎 什 么 吗 呢 چۆن بۆچی"
)
_SELF: Final = _list("i my me im ive je mon ma eu meu minha ich mein yo mi ja mój 我")
#: The same in languages that the model did not learn from, without words that others have for something else.
_SELF_TOO: Final = _list(
    "ik mij mijn jag mig jeg я мне меня мой моя моё benim bana minä minun én nekem mně můj "
    "أنا אני שלי εγώ μου 私 僕 俺 나 저 tôi saya"
)
_QUESTION: Final = re.compile(r"[?？؟¿]")
_END_QUESTION: Final = re.compile(r"[?？؟]\W*$")
_ADDRESS: Final = re.compile(r"https?://|www\.")

#: What is told of every comment by itself.
CUES: Final = (
    "words", "opens-yes-no", "opens-contra", "opens-thanks", "opens-greeting", "opens-anaphora", "you", "self",
    "question", "ends-question", "opens-question", "address", "quoted-share", "starts-quoting", "lower-start",
    "no-terms", "paragraphs", "opens-at",
)  # fmt: skip


def says_i(tokens: Sequence[str]) -> bool:
    """Whether somebody speaks of themselves."""
    return not (_SELF.isdisjoint(tokens) and _SELF_TOO.isdisjoint(tokens))


def asks(text: str) -> bool:
    """Whether a text holds a question mark."""
    return _QUESTION.search(text) is not None


def answers(tokens: Sequence[str]) -> bool:
    """Whether a text begins as answers do: with yes, no or but, with thanks, with a greeting."""
    first, opening = frozenset(tokens[:1]), frozenset(tokens[:3])
    return bool(first & (_YES_NO | _CONTRA | _GREET) or opening & _THANKS)


def cues(view: LinkView) -> NDArray[np.float32]:
    """Describe each comment by itself; shape (comments, len(CUES))."""
    rows = [_row(at, view) for at in range(len(view))]
    return np.array(rows, dtype=np.float32).reshape(len(view), len(CUES))


def _row(at: int, view: LinkView) -> list[float]:
    own, tokens = view.own[at].strip(), view.words[at].tokens
    first = set(tokens[:1])
    opening = set(tokens[:3])
    count = max(len(tokens), 1)
    quoted = sum(quote["end"] - quote["start"] for quote in view.quotes[at])
    text = view.texts[at].strip()
    return [
        float(np.log1p(word_count(tokens))),
        float(bool(first & _YES_NO)),
        float(bool(first & _CONTRA)),
        float(bool(opening & _THANKS)),
        float(bool(first & _GREET)),
        float(bool(opening & _ANAPHORA)),
        min(1.0, 10 * sum(token in _YOU for token in tokens) / count),
        min(1.0, 10 * sum(token in _SELF for token in tokens) / count),
        float(bool(_QUESTION.search(own))),
        float(bool(_END_QUESTION.search(own))),
        float(bool(first & _ASK)),
        float(bool(_ADDRESS.search(own))),
        min(1.0, quoted / max(len(text), 1)),
        float(any(quote["start"] < 80 for quote in view.quotes[at])),
        float(own[:1].islower()),
        float(not view.terms[at]),
        float(np.log1p(text.count("\n"))),
        float(own[:1] in "@＠" and bool(own)),
    ]
