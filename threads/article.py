"""The article beside the comments: title, byline, site, address, date and, where wanted, its paragraphs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from .article_blocks import running_text
from .dates import parse_date
from .model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from .payload import Payload

#: How the schema.org types of an article end ("NewsArticle", "SocialMediaPosting"); a page by itself says nothing.
_ARTICLE_TYPES: Final = ("Article", "BlogPosting", "Posting")
#: Names under which the head of a page states when the article appeared, surest first.
_DATE_KEYS: Final = (
    "article:published_time", "datepublished", "date", "dc.date", "dcterms.created", "pubdate", "parsely-pub-date",
)  # fmt: skip
#: Characters: a longer name is cut.
_LONGEST_BYLINE: Final = 120
#: What stands before the name in a byline.
_BY: Final = re.compile(
    r"^(?:(?:posted|written|published|publicado|publié|escrito|écrit|veröffentlicht|geschrieben)\s+)?"
    r"(?:by|von|par|por|di)\s*:?\s+",
    re.IGNORECASE,
)
#: What parts the title of an article from the name of its site in the title of a window.
_SEPARATORS: Final = (" | ", " - ", " – ", " — ", " :: ", " » ")
#: Where a page shows its headline; where it may, if the window's title holds it, for posts of a board have titles of
#: their own; and what is left, of which the first may be the name of the site.
_HEADLINE: Final = "article h1, h1.entry-title, h1.post-title, h1[itemprop=headline]"
_HEADED: Final = ".entry-title, .post-title, .article-title, .blogpost-title"
_HEADING: Final = ".entry-title, h1"


def read_article(payload: Payload, *, url: str | None, frames: frozenset[int], body: bool) -> Article:
    """Read what a page says of its article.

    Parameters
    ----------
    payload : the page
    url : its address, where the caller knows it
    frames : ``mem_id`` of comment elements, whose words are none of the article's
    body : without it only the head of the page is read: title, site, address, date and language
    """
    tree = payload.html
    meta = _meta(tree)
    if not body:
        return _outlined(payload, meta, url)
    linked = _linked(payload)
    return Article(
        title=_title(tree, meta, linked),
        byline=_byline(tree, meta, linked),
        site=meta.get("og:site_name") or meta.get("application-name"),
        url=url or _address(tree, meta),
        published=_published(tree, meta, linked),
        paragraphs=tuple(running_text(tree, frames)),
        language=_language(tree, meta),
    )


def _outlined(payload: Payload, meta: dict[str, str], url: str | None) -> Article:
    """Return what the head of the page says, without a walk through its body."""
    tree = payload.html
    title = tree.head.css_first("title") if tree.head is not None else None
    named = meta.get("og:title") or (title.text() if title is not None else "")
    return Article(
        title=" ".join(named.split()) or None,
        site=meta.get("og:site_name"),
        url=url or _address(tree, meta),
        published=parse_date(meta.get("article:published_time")),
        language=_language(tree, meta),
    )


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    head = tree.head
    for node in head.css("meta[content]") if head is not None else ():
        attrs = node.attrs
        key = attrs.get("property") or attrs.get("name") or attrs.get("itemprop")
        value = (attrs.get("content") or "").strip()
        if key and value:
            found.setdefault(key.lower(), value)
    return found


def _linked(payload: Payload) -> dict[str, Any]:
    """Return the first JSON-LD object that describes an article."""
    # Some servers write the sign of the type as a reference.
    if not any(map(payload.holds, ("ld+json", "ld&#"))):
        return {}
    for node in payload.html.css('script[type="application/ld+json"]'):
        try:
            value = json.loads(node.text() or "")
        except (ValueError, RecursionError):
            continue
        for one in _objects(value):
            kind = one.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(name, str) and name.endswith(_ARTICLE_TYPES) for name in kinds):
                return one
    return {}


def _objects(value: Any) -> Iterable[dict[str, Any]]:
    values = value if isinstance(value, list) else [value]
    for one in values[:50]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            if isinstance(graph, list):
                yield from (part for part in graph if isinstance(part, dict))


def _title(tree: LexborHTMLParser, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    headline = linked.get("headline")
    for value in (meta.get("og:title"), headline if isinstance(headline, str) else None, meta.get("twitter:title")):
        if value:
            return " ".join(value.split())
    if (title := next(_texts(tree, _HEADLINE), None)) is not None:
        return title
    window = next(_texts(tree, "title"), "")
    title = next((text for text in _texts(tree, _HEADED) if text in window), None) or next(_texts(tree, _HEADING), None)
    return title or (_without_site(tree, window) if window else None)


def _without_site(tree: LexborHTMLParser, named: str) -> str:
    """Cut the site's name from a window's title: what is left has to stand alone in the page, as a link or heading."""
    for sign in _SEPARATORS:
        title, found, site = named.rpartition(sign)
        if found and len(site.split()) <= len(title.split()):
            texts = (" ".join(node.text().split()) for node in tree.css("h1, h2, h3, a"))
            return title if any(text == title for text in texts) else named
    return named


def _texts(tree: LexborHTMLParser, css: str) -> Iterator[str]:
    """Yield the words of what matches; of the first, which mostly is enough, without a walk over the whole page."""
    return filter(None, (" ".join(node.text().split()) for node in _one_after_another(tree, css)))


def _one_after_another(tree: LexborHTMLParser, css: str) -> Iterator[LexborNode]:
    first = tree.css_first(css)
    if first is not None:
        yield first
        yield from tree.css(css)[1:]


def _byline(tree: LexborHTMLParser, meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    author = linked.get("author")
    people = author if isinstance(author, list) else [author]
    names = [one.get("name") if isinstance(one, dict) else one for one in people]
    joined = ", ".join(name for name in names if isinstance(name, str) and name.strip())
    if joined:
        return joined
    for key in ("author", "article:author", "byl", "dc.creator", "parsely-author"):
        value = meta.get(key)
        if value and not value.startswith("http"):
            return value
    node = tree.css_first('article [rel="author"], .byline .author, .entry-meta .author, .post-author, .byline')
    text = " ".join(node.text().split()) if node is not None else ""
    return _BY.sub("", text)[:_LONGEST_BYLINE] or None


def _address(tree: LexborHTMLParser, meta: dict[str, str]) -> str | None:
    node = tree.head.css_first("link[rel=canonical]") if tree.head is not None else None
    href = node.attrs.get("href") if node is not None else None
    return href or meta.get("og:url")


def _published(tree: LexborHTMLParser, meta: dict[str, str], linked: dict[str, Any]) -> datetime | None:
    stated = linked.get("datePublished")
    values = [stated if isinstance(stated, str) else None, *(meta.get(key) for key in _DATE_KEYS)]
    node = tree.css_first("article time[datetime], .entry-date[datetime], time[pubdate], abbr.published[title]")
    if node is not None:
        values.append(node.attrs.get("datetime") or node.attrs.get("title"))
    for value in values:
        when = parse_date(value)
        if when is not None:
            return when
    return None


def _language(tree: LexborHTMLParser, meta: dict[str, str]) -> str | None:
    node = tree.css_first("html")
    attrs: dict[str, str | None] = node.attributes if node is not None else {}
    stated = attrs.get("lang") or attrs.get("xml:lang") or meta.get("og:locale") or meta.get("content-language")
    return stated.replace("_", "-") if stated else None
