"""The line grammars, one small file a family; adding one touches its file and this tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import bare, boards, copied, mail, names, news, reddit, social, talk, trackers, trailers, unz, wordpress

if TYPE_CHECKING:
    from ..grammar import Grammar

GRAMMARS: Final[tuple[Grammar, ...]] = (
    unz.GRAMMAR,
    *wordpress.GRAMMARS,
    *trailers.GRAMMARS,
    *news.GRAMMARS,
    reddit.GRAMMAR,
    *copied.GRAMMARS,
    *social.GRAMMARS,
    *boards.GRAMMARS,
    trackers.GRAMMAR,
    mail.GRAMMAR,
    *names.GRAMMARS,
)
BARE: Final = bare.GRAMMAR
TALK: Final = talk.GRAMMAR
