"""Sentences about what was said: where the words are, which themes were shared, what the article does not mention."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from commentariat.embeddings.encoder_models import DEFAULT_NAME
from commentariat.embeddings.language import detect_language, stem, stop_words, word_list
from commentariat.threads.months import is_month

from .escape import plain
from .say import sentence as capital

if TYPE_CHECKING:
    from .say import Say
    from .view import View

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
#: A verb or a negation hangs on the word: "I’m" and "Don’t" are no names.
_SHORTENED: Final = re.compile(r"[’'](?:m|ve|ll|d|re|t)$", re.IGNORECASE)
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?…:;\"“”«»()\[\]\n–—-])\s*$")
#: More capitals than this inside sentences, and the language (German) or the writer capitalises common words.
MANY_CAPITALS: Final = 0.2
#: Languages that write every noun with a capital, which so tells no names.
NOUNS_CAPITAL: Final = frozenset({"de", "lb", "nds", "fo"})
#: Names that one sentence holds, and numbers of comments.
BROUGHT: Final = 4
NUMBERED: Final = 5
#: Fewer comments hold no share of the words; a shorter article, in characters, leaves out what it would have named.
COMMENTS_FROM: Final = 5
ARTICLE_FROM: Final = 400
#: Letters with which two forms of one name begin alike.
BEGINNING: Final = 4


def numbers(view: View, rows: list[int]) -> str:
    """Write rows as the numbers that the page shows, joined by dashes."""
    return "–".join(f"#{view.comments['position'][row] + 1}" for row in rows)


def weight_of_words(view: View, say: Say) -> str | None:
    """Whether one exchange of few comments holds more than half of the words."""
    forest, words = view.forest, view.words
    total = int(words.sum())
    if len(view) < COMMENTS_FROM or not total:
        return None
    held = np.bincount(forest.thread, weights=words, minlength=len(view))
    root = int(held.argmax())
    rows = [int(at) for at in forest.preorder if forest.thread[at] == root]
    if held[root] * 2 <= total or len(rows) * 3 > len(view) or len(rows) < 2:
        return None
    if len(rows) <= NUMBERED:
        return say("glance.words.named", numbers=numbers(view, rows))
    return say("glance.words", count=say.number(len(rows)), n=len(view), number=numbers(view, [root]))


def themes_shared(view: View, say: Say) -> str | None:
    """The themes that several commenters raised, with their sizes."""
    held = [(view.theme_names[at], view.theme_rows[at]) for at in view.shared_themes]
    if not held:
        return None
    listed = [
        say("glance.theme", theme=plain(name, 60), comments=say.many("count.comments", rows.size))
        for name, rows in held[:3]
    ]
    more = len(held) - len(listed)
    tail = say("glance.themes.more", n=more, more=say.word(more)) if more else ""
    known = "glance.themes" if view.shared_by_names else "glance.themes.comments"
    return capital(say.many(known, len(held))) + " " + say.series(listed) + tail + "."


def raised_once(view: View, say: Say) -> str | None:
    """A named theme that one comment raised; whether anybody answered it."""
    themes = view.analysis.themes
    if themes is None:
        return None
    lone = themes.themes.filter(pl.col("raised_once") & (pl.col("basis") == "named") & (pl.col("comments") == 1))
    lines = []
    for name, theme_id in lone.select("theme", "theme_id").head(2).iter_rows():
        unit = themes.memberships.filter(pl.col("theme_id") == theme_id).join(themes.units, on="unit_id")
        row = view.row_of.get(unit["comment_id"][0], -1) if unit.height else -1
        if row >= 0:
            key = "glance.once.silent" if not view.forest.child_counts[row] else "glance.once"
            lines.append(say(key, theme=plain(name, 60), numbers=numbers(view, [row])))
    return " ".join(lines) or None


def not_raised(view: View, say: Say) -> str | None:
    """Named themes that no comment was found to raise, in any discussion of the report."""
    themes = view.analysis.themes
    if themes is None or not view.words.any():
        return None
    asked = themes.themes.filter((pl.col("basis") == "named") & (pl.col("comments") == 0))["theme"].to_list()
    return (
        say("glance.not-raised", themes=say.either([say("quoted", text=plain(name, 60)) for name in asked]))
        if asked
        else None
    )


def foreign(view: View, say: Say) -> str | None:
    """That the model which read the words was made for another language."""
    themes = view.analysis.themes
    if themes is None or not view.words.any() or themes.manifest.get("model") != DEFAULT_NAME:
        return None
    return None if themes.manifest.get("language", "en") == "en" else say("glance.foreign")


def brought_in(view: View, say: Say) -> str | None:
    """Names that several comments use and the article never does."""
    article = view.analysis.discussion.article
    if len(article.text) < ARTICLE_FROM or len(view) < COMMENTS_FROM:
        return None
    known = {
        word.casefold() for word in _WORD.findall(f"{article.text} {article.title} {article.kicker} {article.byline}")
    }
    known |= {word.casefold() for name in view.people for word in _WORD.findall(name)}
    rows_of = _rows_of(view, _names(view) | set(_named_in_themes(view)))
    asked = [word for word in _named_in_themes(view) if rows_of[word] and not _mentions(known, word)]
    fresh = sorted(
        (word for word, rows in rows_of.items() if len(rows) >= 2 and word not in asked and not _mentions(known, word)),
        key=lambda word: (-len(rows_of[word]), word),
    )
    names = [plain(word, 40) for word in [*asked, *fresh][: max(BROUGHT, len(asked))]]
    return say("glance.brought-in", names=say.either(names), n=len(names)) if names else None


def _named_in_themes(view: View) -> list[str]:
    """Capitalised words of the themes that the user named."""
    themes = view.analysis.themes
    named = [] if themes is None else themes.themes.filter(pl.col("basis") == "named")["theme"].to_list()
    return [word for name in named for word in _WORD.findall(name) if word[0].isupper() and len(word) > 2]


def _rows_of(view: View, names: set[str]) -> dict[str, set[int]]:
    """The rows whose own words hold each name, at the beginning of a sentence too."""
    held: dict[str, set[int]] = {name: set() for name in names}
    for row, text in enumerate(own_words(view)):
        for word in _WORD.findall(text):
            name = _bare(word)
            if name in held:
                held[name].add(row)
    return held


def _bare(word: str) -> str:
    return re.sub(r"[’']s?$", "", word)


def _mentions(known: set[str], word: str) -> bool:
    # "Russians" is no news where the article says "Russian": compare by a shared beginning.
    stem = word.casefold()
    return (
        any(one.startswith(stem[: max(BEGINNING, len(stem) - 2)]) for one in known if len(one) >= BEGINNING)
        or stem in known
    )


def _names(view: View) -> set[str]:
    """Words of the comments that are capitalised inside sentences, never small in any form, and no common words."""
    held: set[str] = set()
    small: set[str] = set()
    inside = capitals = 0
    texts = own_words(view)
    language = detect_language(texts)
    if language in NOUNS_CAPITAL:
        return set()
    for text in texts:
        for found in _WORD.finditer(text):
            word = _bare(found.group())
            if _SENTENCE_START.search(text[max(0, found.start() - 4) : found.start()]):
                continue
            inside += 1
            if _SHORTENED.search(word):
                continue
            if word[0].isupper() and not word.isupper() and len(word) > 2:
                capitals += 1
                held.add(word)
            elif word[0].islower():
                small |= {word, stem(word)}
    if not inside or capitals > MANY_CAPITALS * inside:
        return set()
    # "Thanks" and "July" may stand large anywhere.
    common = stop_words(language) | word_list("boilerplate.txt")
    return {
        word
        for word in held
        if stem(word.casefold()) not in small and word.casefold() not in common and not is_month(word)
    }


def own_words(view: View) -> list[str]:
    """Each comment's text without what it quotes."""
    out = []
    for text, quotes in view.comments.select("text", "quotes").iter_rows():
        at, kept = 0, []
        for quote in sorted(quotes or [], key=lambda one: one["start"]):
            kept.append(text[at : quote["start"]])
            at = max(at, quote["end"])
        out.append(" ".join([*kept, text[at:]]))
    return out
