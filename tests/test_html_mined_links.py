"""Pages of unknown make: whose words are quoted, what narrows, what a class marks, and names that only shape shows."""

from __future__ import annotations

import pytest

from commentariat import threads

SAID = (
    "The lantern hung crooked long before the council painted the quay.",
    "I could see it from my boat well enough, crooked or not, and so could you.",
    "A bell would have done, for it is cheaper and can be heard in any fog.",
    "You cannot hear a bell over the winter wind, as every keeper knows.",
)
NAMES = ("Mirel Dant", "Osk Varn", "Tove Almqu", "Ines Rook")


def page(*posts: str) -> bytes:
    return f'<html><body><h1>The quay</h1><div class="board">{"".join(posts)}</div></body></html>'.encode()


def post(number: int, before: str = "", *, attrs: str = "", head: str = "") -> str:
    """One post of an invented board, with what stands before its own words."""
    return (
        f'<div class="forumpost" id="post{500 + number}" {attrs}><div class="poster">{NAMES[number]}</div>{head}'
        f'<span class="when">{number + 3} May 2014, 09:12</span>'
        f'<div class="msgbody">{before}<p>{SAID[number]}</p></div>'
        '<a href="#">Reply</a></div>'
    )


def links(source: bytes) -> list[int | None]:
    """Read a page and give the number of each comment's parent."""
    comments = threads.read(source, platform="html-mined").comments
    at = {key: number for number, key in enumerate(comments["comment_id"])}
    return [at[key] if key is not None else None for key in comments["parent_id"]]


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote><cite>Mirel Dant wrote:</cite>{}</blockquote>",
        '<div class="quotetitle">Quote by Mirel Dant</div><blockquote><p>{}</p></blockquote>',
        '<blockquote data-quote="Mirel Dant"><p>{}</p></blockquote>',
        '<div class="bbquote"><b>Mirel Dant, 3 May 2014:</b><br>{}</div>',
    ],
)
def test_a_quotation_that_names_somebody_links_to_what_they_said(quote: str) -> None:
    source = page(post(0), post(1), post(2, quote.format(SAID[0])), post(3))
    assert links(source) == [None, None, 0, None]


def test_a_quotation_in_which_a_name_is_only_mentioned_links_to_nobody() -> None:
    quote = "<blockquote><p>The house that Mirel Dant built near the old mill stands still.</p></blockquote>"
    assert links(page(post(0), post(1), post(2, quote), post(3))) == [None] * 4


def test_a_name_within_a_longer_word_names_nobody() -> None:
    quote = "<blockquote><p>Quasimirel Dant: so the house by the mill was called.</p></blockquote>"
    assert links(page(post(0), post(1), post(2, quote), post(3))) == [None] * 4


def test_a_quotation_names_the_author_of_no_comment() -> None:
    quote = f"<blockquote><cite>Mirel Dant wrote:</cite>{SAID[0]}</blockquote>"
    comments = threads.read(page(post(0), *(post(at, quote) for at in (1, 2, 3))), platform="html-mined").comments
    assert comments["author"].to_list() == list(NAMES)


def test_narrower_comments_answer_wider_ones() -> None:
    widths = (100, 97, 94, 97)
    assert links(page(*(post(at, attrs=f'style="width:{widths[at]}%"') for at in range(4)))) == [None, 0, 1, 0]


def test_an_attribute_or_a_link_inside_names_the_parent() -> None:
    inside = '<div data-parent-pid="501"><b>Osk Varn</b></div>'
    assert links(page(post(0), post(1), post(2, head=inside), post(3))) == [None, None, 1, None]
    link = '<a class="parent-post" href="/post/500">Mirel Dant</a>'
    assert links(page(post(0), post(1), post(2, head=link), post(3))) == [None, None, 0, None]


def test_quotations_are_no_comments() -> None:
    words = "3 May 2014, 09:12 Mirel Dant said this of the quay and the lantern."
    quote = f'<blockquote data-quote-id="{{}}"><p>{words}</p></blockquote>'
    source = page(post(0), *(post(at, quote.format(500 + at)) for at in (1, 2, 3)))
    assert threads.read(source, platform="html-mined").comments.height == 4


@pytest.mark.parametrize(
    "name",
    ['<li class="signed-author">{}</li>', '<h5 class="media-heading">{}</h5>', '<p><a href="/user/{}">{}</a></p>'],
)
def test_names_that_no_selector_knows_are_found_by_their_shape(name: str) -> None:
    items = "".join(
        f'<li class="comment depth-1" id="comment-{70 + at}"><article><ul>{name.replace("{}", NAMES[at])}'
        f'<li><time datetime="2014-05-0{at + 3}T09:12:00+00:00">May {at + 3}, 2014</time></li></ul>'
        f'<div class="comment-content"><p>{SAID[at]}</p></div></article></li>'
        for at in range(4)
    )
    source = f'<html><body><h1>The quay</h1><ol class="commentlist">{items}</ol></body></html>'.encode()
    discussion = threads.read(source)
    assert discussion.source.reader == "wordpress"
    assert discussion.comments["author"].to_list() == list(NAMES)
    assert discussion.comments["text"].to_list() == list(SAID)


@pytest.mark.parametrize("attribute", ['data-level="{}"', 'style="margin-left: {}px"', 'style="width: {}%"'])
@pytest.mark.parametrize("odd", ["²", "1.2.3", ".", "9" * 400])
def test_levels_that_are_no_numbers_are_no_defect(attribute: str, odd: str) -> None:
    levels = ["0", odd, odd, "0"]
    assert len(links(page(*(post(at, attrs=attribute.format(level)) for at, level in enumerate(levels))))) == 4


@pytest.mark.parametrize("length", ["20px", "20.5px", "1.25em", ".5rem"])
def test_what_stands_further_in_answers_what_stands_further_out(length: str) -> None:
    offsets = ["0", length, "0", length]
    shifted = (post(at, attrs=f'style="margin-left: {offset}"') for at, offset in enumerate(offsets))
    assert links(page(*shifted)) == [None, 0, None, 2]


def levelled(number: int, level: str) -> str:
    return (
        f'<div class="row {level}" id="{800 + number}"><a class="author" href="/members/{number}">{NAMES[number]}</a> '
        f'<time datetime="2014-05-0{number + 3}T09:12:00">{number + 3} May</time>'
        f'<div class="comment">{SAID[number]}</div><a href="#">Reply</a></div>'
    )


@pytest.mark.parametrize(
    ("levels", "parents"),
    [
        (("", "reply1", "reply2", "reply1"), [None, 0, 1, 0]),
        (("", "", "child-1", "child-1"), [None, None, 1, 1]),
        # Numbers that tell all answers apart, or that leave a level out, are no levels.
        (("", "reply1", "reply2", "reply3"), [None] * 4),
        (("", "reply3", "reply3", "reply3"), [None] * 4),
    ],
)
def test_answers_alone_may_bear_a_level(levels: tuple[str, ...], parents: list[int | None]) -> None:
    assert links(page(*(levelled(number, level) for number, level in enumerate(levels)))) == parents


def test_what_opens_a_thread_is_found_without_the_class_of_its_answers() -> None:
    source = page(*(levelled(number, "" if number == 0 else "reply1") for number in range(4)))
    assert links(source) == [None, 0, 0, 0]
