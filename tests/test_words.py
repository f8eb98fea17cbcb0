"""Tokens: letters and digits, addresses whole, apostrophes inside words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commentariat.threads.words import words, words_of


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Lanternʼs ʼtis ʼ", ("lanterns", "tis")),
        ("сонцеʼ ʼ ʼмістоʼ", ("сонце", "місто")),
        ("湖ʼ岸 ʼ", ("湖", "岸")),
        ("see https://harbour.example/a-b, it’s new", ("see", "https://harbour.example/a-b,", "its", "new")),
    ],
)
def test_an_apostrophe_alone_is_no_token(text: str, tokens: tuple[str, ...]) -> None:
    assert words(text).tokens == tokens


@given(st.lists(st.text("aB9 'ʼ’湖_:/.\n", max_size=90), max_size=4))
def test_no_token_is_empty_and_each_stands_where_it_says(texts: list[str]) -> None:
    for text, found in zip(texts, words_of(texts), strict=True):
        assert all(found.tokens)
        assert (found.starts < found.ends).all()
        assert len(found) == len(found.starts)
        assert found.tokens == words(text).tokens
