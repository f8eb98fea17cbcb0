"""Lists of unknown make: names beside dates and counts, boards without numbers, captions, and lists that are none."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

NAMES = ("Osk Varn", "Mirel Dant", "Tell Ombra", "Pell Rook")
WORDS = "I saw the lantern go by at noon, and it was painted in a green that nobody liked."


def _page(items: str) -> bytes:
    return f"<!doctype html><html><head><title>The quay</title></head><body>{items}</body></html>".encode()


def _items(template: str) -> str:
    return "".join(template.format(at=at, who=who, words=f"{WORDS} So says {at}.") for at, who in enumerate(NAMES, 3))


def test_a_name_before_its_date_in_one_element():
    one = (
        '<div class="comment-x"><div class="top">{who} · <span>May {at}, 2014 10:0{at}</span></div><p>{words}</p></div>'
    )
    comments = threads.read(_page(f'<div id="comments">{_items(one)}</div>')).comments
    assert comments["author"].to_list() == list(NAMES)
    assert comments["created"].dt.day().to_list() == [3, 4, 5, 6]


def test_clocks_and_counts_are_no_names():
    one = (
        '<div class="comment-x"><h5>{who}</h5><a class="user-when" href="#c{at}">1{at}:15 am</a>'
        '<span class="user-count">{at} posts</span><span class="day">May {at}, 2014</span>'
        '<p class="said">{words}</p></div>'
    )
    comments = threads.read(_page(f'<div id="comments">{_items(one)}</div>')).comments
    assert comments["author"].to_list() == list(NAMES)


def test_posts_of_a_board_without_numbers():
    one = (
        '<div class="postItem2"><a href="/members/{at}/x">{who}</a> <span class="when">May {at}, 2014</span>'
        '<div class="said">{words}</div></div>'
    )
    comments = threads.read(_page(_items(one))).comments
    assert comments["author"].to_list() == list(NAMES)


def test_a_caption_in_the_shape_of_a_record_is_no_comment():
    one = '<div class="comment-y"><b>{who}</b> <i>May {at}, 2014</i><p>{words}</p></div>'
    caption = '<div class="comment-y"><p>Post a new comment</p></div>'
    comments = threads.read(_page(f'<div id="comments">{_items(one)}{caption}</div>')).comments
    assert comments.height == len(NAMES)


@pytest.mark.parametrize(
    "one",
    [
        (
            '<div class="post-card"><a href="/told/{at}/"><h3>{words}</h3></a><b>{who}</b> <i>May {at}, 2014</i>'
            "<p>{words}</p></div>"
        ),
        '<div class="testimonial-comment"><p>{words}</p><b>{who}</b></div>',
        (
            '<li class="forum-post" id="f{at}"><h4>Boats {at}</h4><p>{words}</p>'
            '<div class="lastPoster"><a href="/t/{at}">Oars</a> May {at}, 2014</div></li>'
        ),
    ],
)
def test_cards_praise_and_boards_are_no_comments(one: str):
    with pytest.raises(NoCommentsFound):
        threads.read(_page(f"<div>{_items(one)}</div>"))


def test_answers_of_a_site_to_its_own_questions_are_no_comments():
    answer = '{"@type": "Question", "name": "Which colour?", "acceptedAnswer": {"@type": "Answer", "text": "Green."}}'
    data = '{"@context": "https://schema.org", "@type": "WebPage", "mainEntity": [' + answer + "]}"
    with pytest.raises(NoCommentsFound):
        threads.read(_page(f'<p>The quay has a lantern.</p><script type="application/ld+json">{data}</script>'))


CARDS = "<html><body><h1>Old pier</h1><p>Nobody has repaired it in years.</p><h4>3 Comments</h4>{cards}</body></html>"
CARD = (
    '<div class="card mb-3"><div class="card-body"><h5 class="card-title">{name}</h5><small>May {day}, 2020</small>'
    '<p class="card-text">{words}, and it will be so again when the tide turns.</p></div></div>'
)


def _cards(heading: str) -> str:
    said = (("Ida", 3, "The planks are loose"), ("Omar", 4, "Somebody must bring nails"), ("Tell", 5, "Paint it green"))
    page = CARDS.format(cards="".join(CARD.format(name=name, day=day, words=words) for name, day, words in said))
    return page.replace("3 Comments", heading)


def test_a_heading_tells_what_nameless_cards_are() -> None:
    comments = threads.read(_cards("3 Comments").encode()).comments
    assert comments["author"].to_list() == ["Ida", "Omar", "Tell"]
    with pytest.raises(NoCommentsFound):
        threads.read(_cards("From our archive").encode())


def test_who_began_the_topic_is_named_in_spite_of_the_mark() -> None:
    reply = (
        '<div class="reply"><span class="username{mark}">{name}</span> <span class="when">2020-05-0{day} 09:15</span>'
        '<div class="said">{words} on the pier since Monday, as far as I can tell.</div></div>'
    )
    said = ((" is-op", "Ida", 3, "No lamp"), ("", "Omar", 4, "Two gulls"), (" is-op", "Ida", 5, "Still no lamp"))
    page = "".join(reply.format(mark=mark, name=name, day=day, words=words) for mark, name, day, words in said)
    comments = threads.read(f"<html><body><h1>Pier</h1>{page}</body></html>".encode()).comments
    assert comments["author"].to_list() == ["Ida", "Omar", "Ida"]


def test_entries_whose_headings_are_bookmarks_are_articles() -> None:
    entry = (
        '<div class="post" id="post-{n}"><h2><a rel="bookmark" href="/2008/{n}/">Nails</a></h2>'
        "<small>Omar, May {n}, 2020</small>"
        "<p>Nails are what holds the pier together, plank by plank, and nothing else.</p></div>"
    )
    page = "".join(entry.format(n=n) for n in range(3, 9))
    with pytest.raises(NoCommentsFound):
        threads.read(f"<html><body><h1>Pier</h1>{page}</body></html>".encode())


def test_lines_of_one_make_show_names_in_any_language() -> None:
    said = (("11.14.09", "Ida"), ("12.02.09", "Omar und Tell"), ("12.20.09", "Pell"))
    items = "".join(
        f'<li id="comment-{at}">Am {day} het {name} gmeint:<p>Das Horn heult wieder, sagt Nummer {at}.</p></li>'
        for at, (day, name) in enumerate(said, 26)
    )
    comments = threads.read(_page(f'<h2>Das Horn</h2><ul class="commentlist">{items}</ul>')).comments
    assert comments["author"].to_list() == ["Ida", "Omar und Tell", "Pell"]
    assert comments["created_text"].to_list() == ["11.14.09", "12.02.09", "12.20.09"]
    assert comments["text"][0] == "Das Horn heult wieder, sagt Nummer 26."


def test_a_page_that_names_its_sidebar_on_the_whole_frame_is_read() -> None:
    post = (
        '<div class="post" id="p{at}"><a class="username" href="/member.php?u={at}">{who}</a> '
        '<span>{at} May 2019, 09:15</span><div class="said">{words}</div></div>'
    )
    page = _page(f'<div class="beside_sidebar wrap">{_items(post)}</div>')
    assert threads.read(page).comments["author"].to_list() == list(NAMES)


def test_lines_with_the_date_show_names_though_the_words_hold_numbers_too() -> None:
    one = (
        '<div class="post" id="post-4{at}"><div class="body">{words} Lamp 1{at} hangs lower.</div>'
        '<div class="meta">Posted on 2004-04-1{at} 04:46:12 by {who}</div></div>'
    )
    names = ("Osk74", *NAMES[1:])
    items = "".join(one.format(at=at, who=who, words=f"{WORDS} So says {at}.") for at, who in enumerate(names, 3))
    comments = threads.read(_page(f'<div id="content">{items}</div>')).comments
    assert comments["author"].to_list() == list(names)
    assert comments["created"].dt.day().to_list() == [13, 14, 15, 16]
    assert not any("Posted on" in text for text in comments["text"])


def test_the_boxes_of_a_form_that_shows_a_comment_before_it_is_sent_are_no_comments() -> None:
    boxes = (
        ("comment-preview", "Verify your Comment. Previewing your Comment. Posted by: |"),
        ("comment-preview-confirmation", "This is only a preview. Your comment has not yet been posted."),
        ("comment-error", "Your comment could not be posted. Error type:"),
        ("comment-complete", "Your comment has been saved and waits for the author."),
    )
    inside = "".join(f'<div id="{name}" class="hiddenBox">{words}</div>' for name, words in boxes)
    with pytest.raises(NoCommentsFound):
        threads.read(_page(f'<p>{WORDS}</p><div id="atp-comments">{inside}</div>'))


def test_trackbacks_are_no_comments() -> None:
    one = (
        '<div class="comments-body"><a name="{at}"></a><span class="comments-post"><a href="http://pier.example/{at}">{who}</a>'
        "<br><b>Excerpt:</b> {words}<br><b>Weblog:</b> Pier<br><b>Tracked:</b> March 1{at}, 2004 03:07 AM</span></div>"
    )
    with pytest.raises(NoCommentsFound):
        threads.read(_page(f'<p>{WORDS}</p><div class="comments-head">Trackbacks</div>{_items(one)}'))


def test_a_label_with_a_count_is_no_name():
    one = (
        '<div class="comment-x"><span class="user-action">Repeat {at}</span><b>{who}</b> <i>May {at}, 2014</i>'
        '<p class="said">{words}</p></div>'
    )
    comments = threads.read(_page(f'<div id="comments">{_items(one)}</div>')).comments
    assert comments["author"].to_list() == list(NAMES)


@pytest.mark.parametrize("count", [1, 2, 4])
def test_paragraphs_that_open_with_the_place_of_a_comment(count: int):
    one = '<p><span class="blue" id="cmt_{n}">{n}</span>. <strong>{who}</strong><br>{words}</p>'
    items = "".join(
        one.format(n=n, who=who, words=f"{WORDS} So says {who}.") for n, who in enumerate(NAMES[:count], start=1)
    )
    comments = threads.read(_page(f"<h3>Komentáře</h3>{items}<h3>Přidat komentář</h3>")).comments
    assert comments.height == count
    if count > 1:
        assert comments["author"].to_list() == list(NAMES[:count])
        assert comments["text"].to_list() == [f"{WORDS} So says {who}." for who in NAMES[:count]]
