"""Talk pages of wikis: comments that end in a signature, answers that are indented.

Everything between two signatures (or a heading and a signature) is one comment. Its level is the smaller of the
indentations at which it starts and ends, as the wikis' own reply tool has it; an outdent mark ties the comment to
the one just before it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from ...stamps import digits, find_stamp
from .flow import LINE, PARAGRAPH, SILENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

_HEADINGS: Final = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_OUTDENT: Final = re.compile(
    r"^\s*(?:[┌└├─]|\(?(?:outdent|od|undent|unindent|dé-?indentation)\)?\b|\{\{od)", re.IGNORECASE
)
_DASH: Final = re.compile(r"[\s\-–—~•·*|]+$")
_FURNITURE: Final = (
    ".mw-editsection, .toc, #toc, .navbox, .mw-empty-elt, .noprint, .catlinks, #catlinks, .printfooter, .mw-jump-link, "
    ".ext-discussiontools-init-replylink-buttons, .ext-discussiontools-init-section-bar, .ext-discussiontools-emptystate, "
    ".references, .mw-references-wrap, .mw-notalk"
)
_SIGNATURE_REACH: Final = 160
#: Tokens that hold words.
_WORDS: Final = ("text", "aside")
_COLON: Final = re.compile("%3A", re.IGNORECASE)
#: What the namespaces of users are called on wikis in any language, beside their own words for them.
_ENGLISH: Final = frozenset(["User", "User talk"])
_SPECIAL_WORDS: Final = (
    "special spezial spécial especial speciale speciaal specjalna speciel specjal spesial speciális speciální "
    "špeciálne toiminnot özel istimewa posebno berezi specialaĵo specialus eri служебная спеціальна посебно "
    "специални арнайы ειδικό სპეციალური սպասարկող خاص ویژه تایبەت מיוחד विशेष বিশেষ พิเศษ 特別 特殊 특수 "
)
_SPECIAL: Final = frozenset(_SPECIAL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a talk page in order: ``text``, ``aside``, ``link``, ``break``, ``heading`` or ``anchor``.

    An aside holds words that neither sign a comment nor show how far it is indented.
    """

    kind: str
    text: str
    indent: int = 0


@dataclass(slots=True)
class TalkComment:
    """One signed comment."""

    section: str | None
    author: str
    stamp: str
    level: int
    text: str
    anchor: str | None = None
    outdent: bool = False
    parent: int | None = None
    skips: bool = False


@dataclass(slots=True)
class _Open:
    """The tokens of a comment that has not been signed yet.

    ``parted``: a line ended since the last signature. What follows a signature on its line, be it signed again,
    belongs to that comment.
    """

    tokens: list[Token] = field(default_factory=list)
    parted: bool = True

    @property
    def start(self) -> int | None:
        """Return the indentation of the first words."""
        words = [token for token in self.tokens if token.kind in _WORDS and token.text.strip()]
        return next((token.indent for token in words if token.kind == "text"), words[0].indent if words else None)


def talk_tokens(root: LexborNode, own: str | None = None) -> Iterator[Token]:
    """Walk a page in document order; ``own`` is the user whose talk page it is, to which a link is none."""
    furniture = {node.mem_id for node in root.css(_FURNITURE)}
    # A signature inside a quotation is quoted with it; a term without a definition is a caption.
    around = root.css("blockquote, q, dt:only-child")
    asides = {text.mem_id for node in around for text in node.traverse(include_text=True)}
    top, indent, here = root.mem_id, 0, root.first_child
    while here is not None:
        child = None
        if here.is_text_node:
            yield Token("aside" if here.mem_id in asides else "text", here.text_content or "", indent)
        elif here.mem_id not in furniture and here.tag not in SILENT:
            yield from _entering(here, indent, own)
            indent += here.tag in ("dd", "li")
            child = here.first_child if here.tag not in _HEADINGS else None
            if child is None:
                indent -= here.tag in ("dd", "li")
        if child is not None:
            here = child
            continue
        while here.next is None:
            here = here.parent
            if here is None or here.mem_id == top:
                return
            indent -= here.tag in ("dd", "li")
            if here.tag in PARAGRAPH or here.tag in LINE:
                yield Token("break", "\n\n" if here.tag in PARAGRAPH else "\n", indent)
        here = here.next


def _entering(node: LexborNode, indent: int, own: str | None) -> Iterator[Token]:
    tag = node.tag
    attrs = node.attrs
    if tag in _HEADINGS:
        yield Token("heading", " ".join(node.text().split()).removesuffix("[edit]").strip())
        return
    if attrs.get("data-mw-comment-start") is not None or (attrs.get("id") or "").startswith("c-"):
        yield Token("anchor", attrs.get("id") or "", indent)
    if tag == "a" and "#c-" not in (attrs.get("href") or ""):
        to_itself = "selflink" in (attrs.get("class") or "")
        name = own if to_itself else user_of(attrs.get("title"), attrs.get("href"))
        if name:
            yield Token("link", name, indent)
    elif tag == "br":
        yield Token("break", "\n", indent)
    elif tag in PARAGRAPH or tag in LINE:
        yield Token("break", "\n\n" if tag in PARAGRAPH else "\n", indent)
    if "outdent" in (attrs.get("class") or ""):
        yield Token("text", "┌", indent)


def user_of(title: str | None, href: str | None) -> str | None:
    """Return ``prefix:Name`` of a link that could lead to a user's page, talk page or contributions."""
    # Addresses are cut before they are decoded: a name may hold a question mark.
    found = re.search(r"(?:/wiki/|[?&]title=|^\./)([^:/?&#]+):([^?&#]+)", _COLON.sub(":", href or ""))
    if found is None:
        found = re.match(r"([^:/]+):([^#(]+)", title or "")
    if found is None:
        return None
    prefix, name = (unquote(part).replace("_", " ").strip() for part in found.groups())
    if "/" in name:
        head, _, tail = name.partition("/")
        # Special:Contributions/Name, in whatever language, names the user last; no name holds a slash.
        name = ("" if "/" in tail else tail) if prefix.casefold() in _SPECIAL else head
    inner, colon, rest = name.partition(":")
    if colon and inner in _ENGLISH:
        # A user of another wiki: ``m:User:Name``.
        prefix, name = inner, rest
    # Names begin with a capital, however a link writes them.
    return f"{prefix}:{name[0].upper()}{name[1:]}" if name else None


def talk_comments(tokens: Iterator[Token]) -> tuple[list[TalkComment], int]:
    """Cut a page into signed comments; also return how many words at section ends nobody signed."""
    stream = list(_merged(tokens))
    users = _user_prefixes(stream)
    comments: list[TalkComment] = []
    section: str | None = None
    open_ = _Open()
    unsigned = 0
    for token in stream:
        if token.kind == "heading":
            unsigned += _rest(open_, comments)
            section, open_ = token.text, _Open()
            continue
        if token.kind == "break" and not open_.parted:
            open_ = _Open(_give_trailing(open_.tokens, comments))
        open_.tokens.append(token)
        if token.kind != "text":
            continue
        stamp = find_stamp(token.text)
        if stamp is None:
            continue
        author = _signer(open_.tokens, users)
        if author is None or (comments and not open_.parted and comments[-1].section == section):
            continue
        comments.append(_close(open_, section, author, token, stamp))
        rest = token.text[stamp[1] :]
        open_ = _Open([Token("text", rest, token.indent)] if rest.strip(" .)]\n") else [], parted=False)
    unsigned += _rest(open_, comments)
    _link(comments)
    return comments, unsigned


def _merged(tokens: Iterator[Token]) -> Iterator[Token]:
    """Put texts together that a hard space parts: some wikis give it an element of its own."""
    held: Token | None = None
    for token in tokens:
        if held is not None and token.kind == "text" and (held.text[-1:] == "\xa0" or token.text == "\xa0"):
            held = Token("text", held.text + token.text, held.indent)
            continue
        if held is not None:
            yield held
        held = token if token.kind == "text" else None
        if held is None:
            yield token
    if held is not None:
        yield held


def _user_prefixes(stream: list[Token]) -> set[str]:
    """Learn from the page itself which link prefixes stand before time stamps: the namespaces of users."""
    alone: Counter[str] = Counter()
    paired: Counter[str] = Counter()
    recent: list[str] = []
    for token in stream:
        if token.kind == "link":
            recent.append(token.text)
        elif token.kind == "heading":
            recent = []
        elif token.kind == "text" and recent and find_stamp(token.text):
            last = [one.partition(":") for one in recent[-2:]]
            alone.update({prefix for prefix, _, _ in last})
            if len(last) == 2 and last[0][2] == last[1][2]:
                paired.update({prefix for prefix, _, _ in last})
            recent = []
    # A page of the project may end in a time stamp as well; only users have two pages by one name.
    seen = paired or alone
    total = sum(seen.values())
    return {prefix for prefix, count in seen.items() if count >= max(1, 0.02 * total)} | _ENGLISH


def _signer(tokens: list[Token], users: set[str]) -> str | None:
    """Return the user whose link stands just before the time stamp that ends the tokens."""
    reach = 0
    for token in reversed(tokens[:-1]):
        prefix, _, name = token.text.partition(":")
        if token.kind == "link" and (prefix in users or (prefix.casefold() in _SPECIAL and not name.isdigit())):
            return name
        if token.kind == "text":
            reach += len(token.text)
        if reach > _SIGNATURE_REACH:
            return None
    return None


def _close(open_: _Open, section: str | None, author: str, last: Token, extent: tuple[int, int]) -> TalkComment:
    start, stamp = open_.start, last.text[extent[0] : extent[1]]
    before = last.text[: extent[0]]
    tokens = [*_without_signature(open_.tokens[:-1], author), Token("text", before if before.strip(" ,.()") else "")]
    text = _join(tokens)
    outdent = bool(_OUTDENT.match(text))
    anchor = next(
        (token.text for token in open_.tokens if token.kind == "anchor" and token.text.startswith("c-")), None
    )
    level = min(start if start is not None else last.indent, last.indent)
    text = _OUTDENT.sub("", text).lstrip("─┌└├┐┘ ") if outdent else text
    return TalkComment(section, author, digits(stamp), level, _DASH.sub("", text), anchor, outdent)


def _without_signature(tokens: list[Token], author: str) -> list[Token]:
    """Cut the trailing links to the author's own pages, and what stands between them."""
    cut, reach = len(tokens), 0
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.kind == "link" and token.text.partition(":")[2] == author:
            cut = at
        elif token.kind == "text":
            reach += len(token.text)
        if reach > _SIGNATURE_REACH:
            break
    return tokens[:cut]


def _join(tokens: list[Token]) -> str:
    text = "".join(token.text for token in tokens if token.kind in (*_WORDS, "break"))
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _give_trailing(tokens: list[Token], comments: list[TalkComment]) -> list[Token]:
    """Give words after a signature on its line to that comment."""
    trailing = _join(tokens).strip(" .)]")
    if trailing and comments:
        comments[-1].text = f"{comments[-1].text}\n{trailing}".strip()
    return []


def _rest(open_: _Open, comments: list[TalkComment]) -> int:
    """Close a section: count the words that nobody signed."""
    tokens = open_.tokens if open_.parted else _give_trailing(open_.tokens, comments)
    return len(_join(tokens).split())


def _link(comments: list[TalkComment]) -> None:
    """Set parents: within a section, the nearest earlier comment that stands less deep."""
    stack: list[tuple[int, int]] = []
    section: str | None = None
    shift = 0
    for at, comment in enumerate(comments):
        if at == 0 or comment.section != section:
            stack, section, shift = [], comment.section, 0
        if comment.outdent and stack:
            shift = stack[-1][0] + 1 - comment.level
        level = comment.level + shift
        while stack and stack[-1][0] >= level:
            stack.pop()
        if stack:
            comment.parent = stack[-1][1]
            comment.skips = level - stack[-1][0] > 1
        stack.append((level, at))
