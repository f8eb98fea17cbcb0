"""Debates that are numbered as an outline: Kialo's text export, in which ``1.2.1. Con:`` answers ``1.2.``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..draft import Draft, Reading
from ..errors import NoCommentsFound
from ..model import Article, Capture
from ..platform import Recognition
from ..rebuild.comments.spans import ledger
from ..rebuild.grammar import Grammar
from ..rebuild.sampling import check_count, check_text, sample
from ..rebuild.text.lines import split_lines
from .text import SUREST, TextPlatform, is_no_dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..payload import Payload
    from ..platform import ReadOptions

_CLAIM: Final = re.compile(r"^(?P<place>(?:\d+\.)+)[ \t]+(?:(?P<stance>Pro|Con):[ \t]+)?(?=\S)", re.MULTILINE)
_TITLE: Final = re.compile(r"\A\s*Discussion (?:Title|Name):[ \t]*(?P<title>\S.*)")
#: Numbers that hang together and sides that are taken say more than a layout of lines can.
_SURER: Final = 0.05
#: So few numbers are any list, and so many of those below another one say which side they take.
_FEWEST: Final = 4
_MOSTLY: Final = 0.9


@dataclass(frozen=True)
class OutlinedDebate(TextPlatform):
    """Claims under numbers that say where each belongs."""

    def recognise(self, payload: Payload) -> Recognition | None:
        """Claim an outline whose members below the first level take sides."""
        if is_no_dump(payload):
            return None
        claims = list(_CLAIM.finditer(sample(payload.text)))
        below = [claim for claim in claims if claim["place"].count(".") > 1]
        sided = sum(claim["stance"] is not None for claim in below)
        if len(claims) < _FEWEST or not below or sided < _MOSTLY * len(below) or not _hang_together(claims):
            return None
        return Recognition(self.surest, f"{len(claims)} numbered claims for and against")

    def read(self, payload: Payload, options: ReadOptions) -> Iterator[Reading]:  # noqa: ARG002 -- part of the protocol
        """Cut at the numbers."""
        check_text(payload.text, name=payload.name)
        text = split_lines(payload.text).text
        claims = list(_CLAIM.finditer(text))
        if not claims:
            raise NoCommentsFound(f"{payload.name} has no numbered claims.", name=payload.name)
        check_count(len(claims), name=payload.name)
        ends = [*(claim.start() for claim in claims[1:]), len(text)]
        bodies = [_trimmed(text, claim.end(), end) for claim, end in zip(claims, ends, strict=True)]
        spans = [(claim.start(), claim.end(), "marker", at) for at, claim in enumerate(claims)]
        spans += [(*body, "body", at) for at, body in enumerate(bodies)]
        drafts = [_draft(claim, text[slice(*body)]) for claim, body in zip(claims, bodies, strict=True)]
        ids = [draft.comment_id or "" for draft in drafts]
        told = _TITLE.match(text)
        story = Article(title=told["title"].strip() if told else None)
        yield Reading(drafts, story, None, Capture(), [], ledger(text, claims[0].start(), spans, ids))


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    return begin, begin + len(text[begin:end].rstrip())


def _hang_together(claims: Sequence[re.Match[str]]) -> bool:
    """Whether numbers continue some that are there; of a sample the middle may be missing."""
    places = {claim["place"].rstrip(".") for claim in claims}
    above = [place for claim in claims if (place := _above(claim))]
    return 2 * sum(place in places for place in above) >= len(above)


def _above(claim: re.Match[str]) -> str | None:
    return claim["place"].rstrip(".").rpartition(".")[0] or None


def _draft(claim: re.Match[str], words: str) -> Draft:
    parent = _above(claim)
    return Draft(
        text=words, comment_id=claim["place"].rstrip("."), stated_parent=parent,
        link_basis="explicit" if parent else "root", extra={"stance": claim["stance"]} if claim["stance"] else None,
    )  # fmt: skip


KIALO: Final = Grammar(
    name="kialo-text",
    title="Kialo debate, text export",
    doc="Claims with their number, which says what each speaks to; for or against is kept in extra. The export names"
    " no authors and no times.",
    marks=(),
    keeps=("comment_id", "parent_id", "extra"),
)
PLATFORMS: Final = (OutlinedDebate(KIALO, surest=SUREST + _SURER),)
