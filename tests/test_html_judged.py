"""Reviews in shops of unknown make and in schema.org JSON-LD; lists with stars that are no reviews of anybody's."""

from __future__ import annotations

import json

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

NAMES = ("Osk Varn", "Mirel Dant", "Tell Ombra", "Pell Rook")
WORDS = "The lantern burns for a night and hums a little when it rains."


def _page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>A lantern</title>{head}</head><body>{body}</body></html>".encode()


def _items(template: str) -> str:
    return "".join(template.format(at=at, who=who, words=f"{WORDS} So says {at}.") for at, who in enumerate(NAMES, 3))


@pytest.mark.parametrize(
    "one",
    [
        (
            '<div class="shopReview"><span class="stars s5"></span><b class="shopReview_name">{who}</b>'
            '<span class="when">{at} May 2014</span><p class="shopReview_text">{words}</p></div>'
        ),
        '<li><img alt="4 out of 5 stars"><span class="review-author">{who} {at}.05.2014</span><p>{words}</p></li>',
        (
            '<div class="bewertung"><p class="user-review-title">Good one {at}</p><p class="user-review-name">{who} '
            '<span class="score"><i>{at}</i>/<i>10</i></span> <span class="on">May {at}, 2014</span></p>'
            "<div>{words}</div></div>"
        ),
        (
            '<div class="testimonial-entry"><span class="rating">8</span><h4>{who}</h4>'
            '<time content="2014-05-0{at}T10:00">{at} maanden geleden</time><p>{words}</p></div>'
        ),
    ],
)
def test_reviews_of_a_thing_are_read(one: str) -> None:
    notice = "<p class='note-text'>Please sign in and buy the lantern before you say that this helped you.</p>"
    end = one.rindex("</")
    items = _items(one[:end] + notice + one[end:])
    comments = threads.read(_page(f'<ul id="product-reviews">{items}</ul>')).comments
    assert comments["author"].to_list() == list(NAMES)
    assert comments["created"].dt.strftime("%Y-%m-%d").to_list() == [f"2014-05-0{at}" for at in range(3, 7)]
    assert [WORDS in text for text in comments["text"]] == [True] * 4


@pytest.mark.parametrize(
    "one",
    [
        # Articles that review something.
        (
            '<article class="review-card"><span class="rating">8/10</span><h3><a href="/lamps/{at}">The lantern and '
            "its rivals, part {at}</a></h3><span>{who}</span><time>{at} May 2014</time><p>{words}</p></article>"
        ),
        # Things with stars, undated.
        '<div class="product-review-item"><span class="stars">★★★</span><b>Lantern {at}</b><p>{words}</p></div>',
        # The newest reviews of all things.
        '<div class="latest-reviews-item"><span class="stars">★★★</span><b>{who}</b><i>{at} May 2014</i>{words}</div>',
    ],
)
def test_stars_alone_make_no_reviews(one: str) -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(_page(f'<div class="reviews">{_items(one)}</div>'))


def _review(**parts: object) -> dict[str, object]:
    return {
        "@type": "Review",
        "author": {"@type": "Person", "name": "Osk Varn"},
        "datePublished": "2014-05-03",
        **parts,
    }


def _linked(reviews: object) -> bytes:
    thing = {"@context": "https://schema.org", "@type": "Product", "name": "A lantern", "review": reviews}
    return _page(
        f"<h1>A lantern</h1><p>{WORDS}</p>", f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    )


def test_reviews_in_json_ld_are_read() -> None:
    several = [_review(reviewBody="It hums."), _review(reviewBody="It does not.", author="Mirel Dant")]
    comments = threads.read(_linked(several)).comments
    assert comments["author"].to_list() == ["Osk Varn", "Mirel Dant"]
    assert comments["text"].to_list() == ["It hums.", "It does not."]
    assert comments["link_basis"].to_list() == ["root", "root"]


@pytest.mark.parametrize("reviews", [_review(reviewBody=WORDS), [_review(reviewBody=WORDS)], [_review(), _review()]])
def test_what_a_page_says_of_its_thing_is_no_review_of_others(reviews: object) -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(_linked(reviews))
