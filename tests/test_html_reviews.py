"""Reviews of things: days in the languages of the shop, what is kept beside the words, and what is no review."""

from __future__ import annotations

import json

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

from .fixtures import fixture

WORDS = "The glass is green, and the wick lasts a night."


def page(items: str, language: str = "en") -> bytes:
    head = f"<!doctype html><html lang='{language}'><head><title>A lantern</title></head>"
    return f"{head}<body>{items}</body></html>".encode()


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("en", "Reviewed in the United States on March 3, 2021"),
        ("en", "Reviewed in the United Kingdom on 3 March 2021"),
        ("de", "Rezension aus Deutschland vom 3. März 2021"),
        ("fr", "Commenté en France le 3 mars 2021"),
        ("es", "Revisado en España el 3 de marzo de 2021"),
        ("it", "Recensito in Italia il 3 marzo 2021"),
        ("ja", "2021年3月3日に日本でレビュー済み"),
        ("en", "on March 3, 2021"),
    ],
)
def test_days_of_reviews_at_amazon(language: str, day: str) -> None:
    one = (
        "<div data-hook='review' id='R{n}'><span class='a-profile-name'>{who}</span>"
        "<span data-hook='review-date'>{day}</span><span data-hook='review-body'>{words}</span></div>"
    )
    items = "".join(one.format(n=n, who=who, day=day, words=WORDS) for n, who in enumerate(("Osk Varn", "Una"), 1))
    comments = threads.read(page(items, language)).comments
    assert comments["created"].dt.strftime("%Y-%m-%d").to_list() == ["2021-03-03"] * 2
    assert comments["link_basis"].to_list() == ["root", "root"]


@pytest.mark.parametrize(
    ("name", "kept", "score"),
    [
        ("amazon-reviews", {"stars": "5.0", "title": "A solid lamp 1"}, 11),
        ("imdb-reviews", {"stars": "9", "title": "A fine lamp 1"}, 12),
        ("steam-reviews", {"hours": "14.5", "verdict": "Recommended"}, 11),
        ("trustpilot", {"stars": "5", "title": "A lamp 1"}, None),
        ("tripadvisor", {"stars": "5", "title": "A lamp 1"}, None),
        ("goodreads", None, 12),
    ],
)
def test_what_reviews_say_beside_their_words(name: str, kept: dict[str, str] | None, score: int | None) -> None:
    first = threads.read(fixture("html", name)).comments.row(0, named=True)
    assert (json.loads(first["extra"]) if first["extra"] else None) == kept
    assert first["score"] == score


def test_a_shelf_of_books_is_no_list_of_reviews() -> None:
    row = "<tr id='review_10{n}' class='bookalike review'><td class='field'><a href='/book/{n}'>Lamps {n}</a></td></tr>"
    with pytest.raises(NoCommentsFound):
        threads.read(page(f"<table>{''.join(row.format(n=n) for n in range(4))}</table>"))
