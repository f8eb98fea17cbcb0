"""What stands in the place of a comment that was deleted: the comment keeps its place and says nothing."""

# ruff: noqa: E501 -- the words of a language read best in one line
from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..grammar import FURNITURE, fits
from .spans import give, line_at, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..grammar import Grammar
    from ..text.lines import Lines
    from .blocks import Block
from .spans import Span

#: What pages write there is no longer than this.
LONGEST: Final = 120
#: So many lines stand there at most, with those that an extractor adds.
FEW: Final = 6
_BY: Final = (
    r"(?: (?:by|vom|von|durch|par|por|pelo|pela|da|dall|door|przez|af|av) (?:(?:the|a|an|its|der|einem|einer|el|la|le|un|una|um|uma|o|de|den|een) |l['’])?"
    r"[^\W\d_]+(?: [^\W\d_]+)?)?"
)
_GONE: Final = re.compile(
    r"(?i)\[ ?(?:deleted|removed|unavailable|flagged|dead|dupe|deleted by user|removed by reddit|hidden by post author|gelöscht|entfernt|supprimé|"
    r"eliminado|borrado|removido|excluído|rimosso|eliminato|verwijderd|usunięto|удалено|удалён|удален|削除済み) ?\](?: \[(?:dead|flagged)\])?|"
    rf"\(?(?:(?:this|the|previous) )?(?:comment|post|reply) (?:(?:was|has been|is) )?(?:deleted|removed){_BY}\.?\)?|\(?deleted comment\)?|"
    rf"\(?(?:dieser |der )?(?:kommentar|beitrag) (?:(?:wurde|ist){_BY} )?(?:gelöscht|entfernt)\.?\)?|"
    rf"\(?(?:ce |le )?commentaire (?:a été )?(?:supprimé|retiré|effacé){_BY}\.?\)?|"
    rf"\(?(?:este |el )?comentario (?:ha sido |fue )?(?:eliminado|borrado){_BY}\.?\)?|"
    rf"\(?(?:este |o )?comentário (?:foi )?(?:removido|excluído|eliminado|apagado){_BY}\.?\)?|"
    rf"\(?(?:questo |il )?commento (?:è stato )?(?:rimosso|eliminato|cancellato){_BY}\.?\)?|"
    rf"\(?(?:deze |de )?reactie (?:is |werd )?verwijderd{_BY}\.?\)?|"
    r"\(?(?:ten )?komentarz (?:został )?usunięty\.?\)?|\(?(?:этот )?комментарий (?:был )?удал[её]н\.?\)?"
)
#: How such lines begin, in small letters.
_BEGINS: Final = (
    "[", "(", "comment", "post", "reply", "this ", "the ", "deleted", "previous", "dieser ", "der ", "kommentar", "beitrag", "ce ", "le ", "este ",
    "el ", "o ", "questo ", "il ", "deze ", "de ", "reactie", "ten ", "komentarz", "этот ", "комментарий",
)  # fmt: skip
_WORD: Final = re.compile(r"\w")
#: Names that say the same of whoever wrote.
_NOBODY: Final = re.compile(r"(?i)\[(?:deleted|removed|unavailable|gelöscht|supprimé|eliminado|удалено)\]")


def take_gone(lines: Lines, grammar: Grammar, blocks: Sequence[Block], spans: list[Span]) -> None:
    """Give to the marks what stands instead of a deleted comment; ``gone`` in its fields says what that is."""
    for at, block in enumerate(blocks):
        if _NOBODY.fullmatch(author := block.fields.get("author", "")):
            del block.fields["author"]
            block.fields.setdefault("gone", author)
        words = _only(lines, grammar, block) if len(block.body) <= FEW else None
        if words is None or not (is_gone(words) if words else "gone" in block.fields):
            # Whoever wrote may be gone, what was said is not.
            block.fields.pop("gone", None)
            continue
        block.fields["gone"] = words or block.fields["gone"]
        give(spans, block.body, "marker", at)
        block.body.clear()


def _only(lines: Lines, grammar: Grammar, block: Block) -> str | None:
    """The only line that a comment says, beside buttons and what an extractor adds; ``None`` where it says more."""
    said = [span for span in block.body if _WORD.search(lines.bare[line_at(lines, span[0])])]
    if len(said) > 1 or "gone" in block.fields:
        drawn = [mark for mark in grammar.marks if mark.place in ("drop", "foot") and mark.role != FURNITURE]
        said = [span for span in said if not fits(shown(lines, span), drawn)]
    if not said:
        return ""
    return shown(lines, said[0]).strip("*_ ") if len(said) == 1 else None


def is_gone(words: str) -> bool:
    """Whether a line stands for a comment that was deleted."""
    if len(words) > LONGEST or not words.casefold().startswith(_BEGINS):
        return False
    return _GONE.fullmatch(words) is not None
