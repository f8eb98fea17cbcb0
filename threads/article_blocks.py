"""Where the running text of a page stands: in a block of paragraphs, or in one block that line breaks divide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_FURNITURE: Final = frozenset(("footer", "nav", "aside", "form", "noscript", "dialog"))
_FURNISHED: Final = re.compile(
    r"(?:^|\s)(?:cookie[\w-]*|[\w-]*consent[\w-]*|sidebar|widget-area|related[\w-]*|newsletter[\w-]*|comment-respond|popup[\w-]*|"
    r"modal[\w-]*|privacy[\w-]*)(?:\s|$)",
    re.IGNORECASE,
)
#: Elements that stand within a line; any other parts the words before it from those behind.
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "small", "span",
     "strike", "strong", "sub", "sup", "time", "tt", "u", "var")
)  # fmt: skip
#: Characters: a shorter paragraph is a caption or a button, and a block with less running text than the next is no
#: article. Where only line breaks tell of paragraphs, a list of links or an address looks alike, so more is asked.
_SHORT_PARAGRAPH: Final = 25
_LEAST_TEXT: Final = 80
_LEAST_BROKEN: Final = 400
_BLANKS: Final = re.compile(r"\s+")
#: What parts paragraphs: two line breaks, or one where all are single.
_BREAK: Final = "\n"


def running_text(tree: LexborHTMLParser, frames: frozenset[int]) -> list[str]:
    """Return the paragraphs of the block that holds most running text outside the comments.

    A block counts with its paragraphs in full, the block around it with half of them: sites part an article by
    adverts into several blocks. Where a block that line breaks divide holds more than all of these, it is the article.
    """
    inside: dict[int, bool] = {}
    weights: dict[int, float] = {}
    groups: dict[int, list[str]] = {}
    for node in tree.css("p"):
        parent = node.parent
        if parent is None or _inside(node, frames, inside):
            continue
        text = " ".join(node.text().split())
        if len(text) < _SHORT_PARAGRAPH:
            continue
        around = parent.parent
        weight = _unlinked(text, node)
        for block, share in ((parent, 1.0), (around, 0.5)):
            if block is not None:
                groups.setdefault(block.mem_id, []).append(text)
                weights[block.mem_id] = weights.get(block.mem_id, 0.0) + share * weight
    best = max(weights, key=lambda key: weights[key], default=None)
    most = weights[best] if best is not None else 0.0
    broken, more = _broken(tree, frames, inside)
    if more > max(most, _LEAST_BROKEN):
        return broken
    return groups[best] if best is not None and most > _LEAST_TEXT else []


def _unlinked(text: str, node: LexborNode) -> int:
    """How much of a text is none of a link's words, each of which counts against it once more."""
    return max(len(text) - 2 * sum(len(link.text()) for link in node.css("a")), 0)


def _broken(tree: LexborHTMLParser, frames: frozenset[int], inside: dict[int, bool]) -> tuple[list[str], int]:
    """The paragraphs of the block with most words of its own between line breaks, and how many characters these are."""
    blocks: dict[int, LexborNode] = {}
    for node in tree.css("br"):
        block = _block_of(node)
        if block is not None and not _inside(block, frames, inside):
            blocks.setdefault(block.mem_id, block)
    best: list[str] = []
    most = 0
    for block in blocks.values():
        paragraphs = _parted(_own_words(block))
        links = sum(len(link.text()) for link in block.css("a") if _block_of(link) == block)
        weight = sum(map(len, paragraphs)) - 2 * links
        if weight > most:
            best, most = paragraphs, weight
    return best, most


def _block_of(node: LexborNode) -> LexborNode | None:
    """The nearest element around a node that is more than a part of a line."""
    here = node.parent
    while here is not None and here.tag in _INLINE:
        here = here.parent
    return here


def _own_words(block: LexborNode) -> str:
    """The words of a block between the blocks inside it, as lines."""
    parts: list[str] = []
    waiting = list(block.iter(include_text=True))[::-1]
    while waiting:
        node = waiting.pop()
        if node.is_text_node:
            parts.append(_BLANKS.sub(" ", node.text()))
        elif node.tag == "br":
            parts.append(_BREAK)
        elif node.tag in _INLINE:
            waiting += list(node.iter(include_text=True))[::-1]
        elif node.tag != "-comment":
            parts.append(2 * _BREAK)
    return "".join(parts)


def _parted(words: str) -> list[str]:
    lines = [line.strip() for line in words.split(_BREAK)]
    blank = "\n\n" in "\n".join(lines).strip()
    parts = re.split(r"\n\n+", "\n".join(lines)) if blank else lines
    return [text for part in parts if len(text := " ".join(part.split())) >= _SHORT_PARAGRAPH]


def _inside(node: LexborNode, frames: frozenset[int], known: dict[int, bool]) -> bool:
    """Whether an element stands inside a comment or a page's furniture; remembers what it climbed."""
    path = []
    here: LexborNode | None = node
    found = False
    while here is not None:
        key = here.mem_id
        if key in known:
            found = known[key]
            break
        path.append(key)
        if key in frames or _is_furniture(here):
            found = True
            break
        here = here.parent
    for key in path:
        known[key] = found
    return found


def _is_furniture(node: LexborNode) -> bool:
    if not node.is_element_node or node.tag in ("html", "body", "main", "article"):
        return False
    return node.tag in _FURNITURE or _FURNISHED.search(node.attrs.get("class") or "") is not None
