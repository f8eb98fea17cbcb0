"""What looks like comments and is none of the page's own: lists of recent comments, teasers, related articles."""

from __future__ import annotations

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound

ARTICLE = (
    "<article class='post'><h1>The lantern on the quay</h1><p class='byline'>By Mirel Dant, 3 May 2012</p>"
    + "".join(
        f"<p>Paragraph {number} of the story tells how the harbour office hung a lantern at the end of the quay, "
        "and why nobody in the town agreed about the colour of its glass.</p>"
        for number in range(6)
    )
    + "</article>"
)
NAMES = ("Osk Varn", "Mirel Dant", "Tove Almqu", "Ines Rook", "Pell Garrow", "Una Brisk")
SAID = (
    "I have sailed past that quay for years and never saw the […]",
    "Green is the colour of a safe harbour, as every […]",
    "Who pays for the oil? Nobody has asked the council so […]",
    "My grandmother kept the old lamp, and she would have […]",
    "The ferry left early again, and the timetable still […]",
    "A bell would have done, it is cheaper and you can hear […]",
)
ELSEWHERE = ("ferry-times", "old-bell", "harbour-tax", "winter-market", "copper-roof", "orchard-road")


def page(*parts: str) -> bytes:
    body = "".join(parts)
    return f"<!doctype html><html lang='en'><head><title>Lantern</title></head><body>{body}</body></html>".encode()


def each(template: str) -> str:
    """One entry of a list for each name; ``{n}`` is a number, ``{day}`` a day."""
    return "".join(
        template.format(n=number, name=name, said=said, there=there, day=number + 1)
        for number, (name, said, there) in enumerate(zip(NAMES, SAID, ELSEWHERE, strict=True), 101)
    )


WIDGETS = {
    "WordPress recent comments": "<aside><section class='widget widget_recent_comments'><ul id='recentcomments'>"
    + each(
        "<li class='recentcomments'><span class='comment-author-link'>{name}</span> on "
        "<a href='/2012/{there}/#comment-{n}'>The {there}</a></li>"
    )
    + "</ul></section></aside>",
    "excerpts with dates": "<div class='sidebar'><h3>Latest comments</h3><ul class='latest-comments'>"
    + each(
        "<li><strong>{name}</strong> <span class='date'>{day} May 2012</span><p>{said}</p>"
        "<a href='/2012/{there}/#comment-{n}'>more</a></li>"
    )
    + "</ul></div>",
    "excerpts in plain classes": "<div id='side'><h3>Latest comments</h3><div class='box'>"
    + each(
        "<div class='comment-item'><a href='/u/{n}'>{name}</a> <time datetime='2012-05-04'>4 May 2012</time> "
        "on <a href='/2012/{there}/#comment-{n}'>The {there}</a><p>{said}</p></div>"
    )
    + "</div></div>",
    "comments of the week": "<section class='comments-week'><h2>What readers say</h2>"
    + each(
        "<div class='reader-comment'><p>{said}</p><span>{name}, 4 May 2012</span> "
        "<a href='/story/{there}.html#c{n}'>The {there}</a></div>"
    )
    + "</section>",
    "a Disqus box": "<div class='dsq-widget'><ul class='dsq-widget-list'>"
    + each(
        "<li class='dsq-widget-item'><a class='dsq-widget-user' href='#'>{name}</a> "
        "<span class='dsq-widget-comment'><p>{said}</p></span><p class='dsq-widget-meta'>"
        "<a href='/2012/{there}/#comment-{n}'>2 days ago</a></p></li>"
    )
    + "</ul></div>",
    "related articles": "<div class='related'><h2>More from the harbour</h2>"
    + each(
        "<div class='related-item'><h3><a href='/2012/{there}/'>How the {there} came to the town</a></h3>"
        "<span class='date'>4 May 2012</span><p>{said}</p><a href='/2012/{there}/#comments'>{n} comments</a></div>"
    )
    + "</div>",
    "most commented": "<ol class='most-commented'>"
    + each(
        "<li><a href='/2012/{there}/'>How the {there} came to the town</a> "
        "<span class='comment-count'>{n} comments</span></li>"
    )
    + "</ol>",
    "teasers with comment counts": "<div class='listing'>"
    + each(
        "<div class='entry'><h2><a href='/2012/{there}/'>How the {there} came to the town</a></h2>"
        "<span>Posted by {name} on 4 May 2012</span><p>{said}</p>"
        "<a class='comments-link' href='/2012/{there}/#respond'>Leave a comment</a></div>"
    )
    + "</div>",
    "a live ticker": "<div class='live-blog'>"
    + each("<div class='live-entry'><time>10:{day}</time><h4>Update {n}</h4><p>{said}</p></div>")
    + "</div>",
    "testimonials": "<div class='testimonials'>"
    + each("<div class='testimonial'><p>{said}</p><cite>{name}</cite></div>")
    + "</div>",
    "short messages": "<div class='twitter-feed'>"
    + each("<div class='tweet'><b>{name}</b> <a href='https://t.example/{n}'>4 May 2012</a><p>{said}</p></div>")
    + "</div>",
    "a form": "<div id='respond' class='comment-respond'><h3>Leave a reply</h3><form><p class='comment-notes'>Your "
    "address is not shown</p><p class='comment-form-comment'><textarea></textarea></p></form></div>",
}


@pytest.mark.parametrize("name", sorted(WIDGETS))
@pytest.mark.parametrize("platform", [None, "html-mined"])
def test_an_article_with_a_list_of_something_else_has_no_comments(name: str, platform: str | None) -> None:
    with pytest.raises(NoCommentsFound) as caught:
        threads.read(page(ARTICLE, WIDGETS[name]), platform=platform)
    assert caught.value.article is not None
    assert "lantern" in (caught.value.article.title or "").lower()


def entry(number: int, name: str, said: str) -> str:
    words = f"{said.removesuffix(' […]')} town knows. That is what I wanted to say, and no more than that."
    return (
        f"<div class='talk-entry' id='t{number}'><div class='head'><b>{name}</b> "
        f"<span>{number - 200} June 2012, 10:15</span></div><div class='comment-words'><p>{words}</p></div>"
        f"<a href='#reply-{number}'>Reply</a></div>"
    )


ENTRIES = "".join(map(entry, range(201, 207), NAMES, SAID))
OWN = f"<div class='feedback' id='answers'><h2>Comments (6)</h2>{ENTRIES}</div>"


@pytest.mark.parametrize("name", sorted(WIDGETS))
def test_a_list_of_something_else_does_not_hide_the_comments_of_the_page(name: str) -> None:
    comments = threads.read(page(ARTICLE, WIDGETS[name], OWN), platform="html-mined").comments
    assert comments["author"].to_list() == list(NAMES)
    assert all("no more than that" in text for text in comments["text"])


def threaded(number: int, name: str, said: str, there: str) -> str:
    return (
        f"<li id='comment-{number}' class='comment even depth-1'><article class='comment-body'>"
        f"<footer class='comment-meta'><b class='fn'>{name}</b> <a href='https://harbour.example/2012/{there}/#comment-{number}'>"
        f"<time datetime='2012-05-04T10:00:00+00:00'>4 May 2012</time></a></footer>"
        f"<div class='comment-content'><p>{said}</p></div></article></li>"
    )


BOX = "".join(
    threaded(number, name, said.removesuffix(" […]"), there)
    for number, (name, said, there) in enumerate(zip(NAMES, SAID, ELSEWHERE, strict=True), 301)
)


def test_newest_comments_of_other_pages_in_full_markup_are_none_of_this_page() -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(page(ARTICLE, f"<aside><h3>Newest</h3><ol class='commentlist'>{BOX}</ol></aside>"))


def test_newest_comments_of_other_pages_do_not_mix_with_the_page_s_own() -> None:
    own = "".join(threaded(n, name, "Words of this page.", "lantern") for n, name in enumerate(NAMES, 401))
    source = page(ARTICLE, f"<ol class='commentlist'>{own}</ol>", f"<aside><ol class='commentlist'>{BOX}</ol></aside>")
    discussion = threads.read(source)
    assert discussion.comments["text"].to_list() == ["Words of this page."] * 6
    assert any("other pages" in note.message for note in discussion.notes)


def test_a_topic_marked_as_a_comment_is_the_article_itself() -> None:
    words = "Who knows why the lamp on the quay was never lit before midnight? I asked, and nobody there remembers."
    topic = (
        "<div class='node'><div class='comment'><h3 class='title'>Lantern</h3><span class='submitted'>Submitted by "
        "<a href='/user/7'>Osk Varn</a> on Sat, 17/01/2015 - 21:30</span>"
        f"<div class='content'><p>{words}</p></div></div></div>"
    )
    with pytest.raises(NoCommentsFound):
        threads.read(page(topic))


def entries(names: tuple[str, ...], kind: str) -> bytes:
    one = (
        '<div class="{kind}" id="n{at}"><a class="nick" href="/u/{who}">{who}</a> '
        '<time datetime="2021-04-0{at}T10:00:00Z">April {at}</time>'
        "<p>Rowed out to the weir again this morning, and the herons were there as well, all {at} of them, as"
        " they are whenever the water is low and nobody shouts at them from the bridge above the lock.</p></div>"
    )
    items = "".join(one.format(kind=kind, at=at, who=who) for at, who in enumerate(names, 1))
    return f"<!doctype html><html><head><title>Notes</title></head><body><main>{items}</main></body></html>".encode()


def test_a_stream_of_entries_is_no_discussion() -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(entries(("pell", "ode", "tell", "pell", "ode", "mirel"), "h-entry post"))


def test_the_same_notes_by_several_people_are_read() -> None:
    assert threads.read(entries(("pell", "ode", "tell", "pell", "ode", "mirel"), "post")).comments.height == 6


def test_a_page_with_a_pingback_alone_has_no_comments() -> None:
    ping = (
        '<ol class="commentlist"><li class="pingback even" id="comment-17"><div class="comment-author"><cite>'
        '<a href="http://weir.example/">The weir « Weir notes</a></cite></div><div class="comment-meta">'
        '<a href="#comment-17">May 3, 2014 at 9:12</a></div><p>[...] the herons of the lock, all of them [...]</p>'
        "</li></ol>"
    )
    body = f"<article><h1>Herons</h1><p>{'They stand at the weir. ' * 20}</p></article><div id='comments'>{ping}</div>"
    with pytest.raises(NoCommentsFound):
        threads.read(f"<!doctype html><html><head><title>Herons</title></head><body>{body}</body></html>".encode())
