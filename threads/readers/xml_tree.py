"""Parse XML that may be hostile or damaged: no entities, no network, no huge trees, junk before the first tag cut."""

from __future__ import annotations

import re
from typing import Any, Final

from ..errors import BrokenSource

_START: Final = re.compile(r"<(?:\?xml|[A-Za-z!])")
#: The element that all of a document is in, where nothing declares it as XML.
_ROOT: Final = re.compile(r"<([A-Za-z_][\w.-]*)[\s>]")
#: A declaration with words behind it: what an extractor leaves of a page that began with one.
_LEFT: Final = re.compile(r"\ufeff?\s*<\?xml[^>]*>\s*[^<\s]")
_ENTITY: Final = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_DECLARED: Final = re.compile(r"^(<\?xml[^>]*?)\s+encoding\s*=\s*[\"'][^\"']*[\"']")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def looks_like_xml(text: str) -> bool:
    """Whether a text begins as XML does, junk of a few characters allowed."""
    head = text[:200].lstrip("\ufeff \t\r\n")
    if _LEFT.match(text):
        return False
    if head.startswith(("<?xml", "<rss", "<feed", "<disqus", "<channel")) or "<?xml" in head[:8]:
        return True
    first = _ROOT.match(head)
    return first is not None and text[-200:].rstrip().endswith(f"</{first[1]}>")


def parse_xml(data: bytes, text: str, name: str) -> Any:
    """Return the root element, or ``None`` for what does not begin as XML.

    Raises
    ------
    BrokenSource
        The document declares entities of its own, which no export does and which can be made to explode, nests
        deeper than the parser allows, or holds no element at all.
    """
    if not looks_like_xml(text):
        return None
    from lxml import etree

    if _ENTITY.search(text[: 1 << 16]):
        raise BrokenSource(f"{name} declares XML entities of its own, which are not expanded here.", name=name)
    start = _START.search(text)
    body = _DECLARED.sub(r"\1", _ILLEGAL.sub("\ufffd", text[start.start() :] if start else text))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=len(data) > 9_000_000, recover=True, remove_comments=True,
        remove_pis=True, load_dtd=False, strip_cdata=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise BrokenSource(f"{name} is broken XML: {error.msg}.", name=name) from error
    if root is None:
        raise BrokenSource(f"{name} is broken XML: no element was found.", name=name)
    return root
