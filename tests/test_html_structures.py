"""Structures that real pages show beside the usual ones of their platforms; all words are invented."""

from __future__ import annotations

import base64
import gzip
import json

import pytest

from commentariat import threads
from commentariat.threads.errors import NoCommentsFound, ReadError


def page(body: str, head: str = "<title>The quay</title>") -> bytes:
    return f"<!DOCTYPE html><html lang='en-us'><head>{head}</head><body>{body}</body></html>".encode()


def rows(source: bytes) -> list[tuple[str | None, ...]]:
    comments = threads.read(source).comments
    when = [moment.strftime("%Y-%m-%d %H:%M") if moment else None for moment in comments["created"]]
    return list(zip(comments["parent_id"], comments["author"], when, comments["text"], strict=True))


def test_a_header_line_in_front_names_author_parent_and_time() -> None:
    one = """<div class="commentnew" id="comment-%d"><div class="commentheader"><a href="/u/%s">%s</a> %s
      <span>&bull;</span> <a href="http://quay.example/lantern.html#comment-%d">#%d</a> <span>&bull;</span>
      8:0%d AM Monday, May 7, 2012 <span>&bull;</span> <a href="#">Reply</a></div>
      <div class="commentcontent"><p>%s</p></div></div>"""
    answer = 'replied to <a href="http://quay.example/lantern.html#comment-901">comment from Ann Quay</a>'
    source = page(
        one % (901, "ann", "Ann Quay", "", 901, 1, 5, "Green lanterns are for harbours.")
        + one % (902, "ben", "Ben", answer, 902, 2, 7, "Only for the left side of them.")
    )
    assert rows(source) == [
        (None, "Ann Quay", "2012-05-07 08:05", "Green lanterns are for harbours."),
        ("901", "Ben", "2012-05-07 08:07", "Only for the left side of them."),
    ]


def test_soft_hyphens_between_letters_are_no_letters() -> None:
    one = """<div id="comment_%d" class="comment_item" style="margin-left: %dpx;"><div class="comment_top">
      <div class="author_name"><a href="/social/%s?action=comments">%s</a> <span class="comment_time">03:2%d AM on 9/19/2010</span>
      </div><a class="author_fans_count" href="/social/x">4 Fans</a></div>
      <div class="comment_body">%s</div><div class="comment_bottom"><a class="comment_permalink" href="/c/%d">Permalink</a></div></div>"""
    source = page(
        one % (71, 0, "ann", "Ann", 4, "An enthusiast<wbr/>&shy;ic lantern.", 71)
        + one % (72, 50, "ben", "Ben", 1, "A dim one.", 72)
    )
    assert rows(source) == [
        (None, "Ann", "2010-09-19 03:24", "An enthusiastic lantern."),
        ("71", "Ben", "2010-09-19 03:21", "A dim one."),
    ]


def test_author_and_time_in_a_term_before_the_words() -> None:
    one = """<li id="comment-0%d" class="comment odd"><dl><dt>%d. <a>%s</a> <span class="datestamp">09:02 PM 10/28/10</span></dt>
      <dd class="commentBody"><p>%s</p><span class="commentTools"><span>Reply </span> | <a href="#comment-0%d">Link to this</a></span>
      </dd></dl></li>"""
    source = page(
        "<ol id='commentList'>"
        + one % (1, 1, "Ann", "First word.", 1)
        + one % (2, 2, "Ben", "Second word.", 2)
        + "</ol>"
    )
    assert [row[1:] for row in rows(source)] == [
        ("Ann", "2010-10-28 21:02", "First word."),
        ("Ben", "2010-10-28 21:02", "Second word."),
    ]


def test_a_byline_below_the_words_is_no_word() -> None:
    one = """<li id="comment-%d"><p>%s</p><p><cite>Comment by <a href="http://x.example" class="url">%s</a> &#8212; 17.07.2011 @
      <a href="#comment-%d">13:04</a></cite></p></li>"""
    source = page(
        "<ol id='commentlist'>"
        + one % (91, "The mole is older.", "Ann", 91)
        + one % (92, "By ten years.", "Ben", 92)
        + "</ol>"
    )
    assert [row[1:] for row in rows(source)] == [
        ("Ann", "2011-07-17 13:04", "The mole is older."),
        ("Ben", "2011-07-17 13:04", "By ten years."),
    ]


def test_pingbacks_without_a_class_are_left_out() -> None:
    one = '<li class="comment depth-1" id="comment-%d"><cite class="fn">%s</cite> <div class="comment-content"><p>%s</p></div></li>'
    source = page(
        "<ol class='commentlist'>"
        + one % (1, "Ann", "A word about the quay.")
        + one % (2, "Links of the week", "[&#8230;] somebody wrote about the quay [&#8230;]")
        + one % (3, "Pingback by Another page", "More about lanterns")
        + "</ol>"
    )
    discussion = threads.read(source)
    assert discussion.comments["author"].to_list() == ["Ann"]
    assert any(note.code == "not-a-comment" and "2 entries" in note.message for note in discussion.notes)


def test_a_moderated_zeit_comment_keeps_its_place() -> None:
    one = """<article id="cid-%d" class="comment"><div class="comment-meta"><h4 class="comment-meta__name">%s</h4>
      <a class="comment-meta__date" href="#cid-%d">#%s &mdash; 3. Mai 2020, 10:00 Uhr</a></div><div class="comment__body"><p>%s</p></div></article>"""
    source = page(
        one % (5, "Ann", 5, "1", "Entfernt. Bitte bleiben Sie beim Thema. Die Redaktion/ab")
        + one % (6, "Ben", 6, "1.1", "Was stand hier?")
    )
    comments = threads.read(source).comments
    assert comments["deleted"].to_list() == [True, False]
    assert comments["parent_id"].to_list() == [None, "5"]
    assert comments["created_text"].to_list() == ["3. Mai 2020, 10:00 Uhr"] * 2


FORUM_INDEX = """<li id="forum{n}" class="forumbit_post"><h2><a href="forum.php?f={n}">Harbour talk {n}</a></h2><p>All about quays.</p>
  <ul><li>Threads: {n}4</li><li>Posts: 1{n}</li></ul><p>Last post by ann 0{n}-05-2012, 10:0{n} AM</p></li>"""
THREAD_LIST = """<li id="thread_{n}" class="threadbit comment-list-item"><h3><a href="showthread.php?t={n}">Lantern {n}</a></h3>
  <p>Started by ann, 0{n}-05-2012 10:00 AM</p><ul><li>Replies: 1{n}</li><li>Views: 2{n}0</li></ul></li>"""
COMMENTED_ELSEWHERE = """<li class="comment-footer-item"><div class="comment-footer-meta">06.11.2012 - 14:0{n} von Ann zu</div>
  <div><a href="http://quay.example/{n}#comment-4">A long headline about lantern number {n} of the harbour</a></div></li>"""
FORM_NOTICE = '<div class="comment-error">You must sign in first before you can post a comment here. Please try again later.</div>'


@pytest.mark.parametrize("entry", [FORUM_INDEX, THREAD_LIST, COMMENTED_ELSEWHERE, FORM_NOTICE])
def test_lists_of_other_pages_and_notices_are_no_comments(entry: str) -> None:
    body = "".join(entry.replace("{n}", str(number)) for number in range(1, 8))
    with pytest.raises(NoCommentsFound):
        threads.read(page(f"<h1>Quay</h1><ul class='comments'>{body}</ul>"))


def test_a_claim_that_finds_nothing_gives_way() -> None:
    one = """<div class="watch-comment-entry" id="w{n}"><a class="auth" href="/user/ann{n}">ann{n}</a> <span>({n} days ago)</span>
      <a href="#">Reply</a><div id="comment_body_{n}">Green lantern number {n} is brighter than the others.</div></div>"""
    words = ("is brighter", "went out", "stands left", "was bought", "came late")
    body = "".join(
        one.replace("{n}", str(number)).replace("is brighter", word) for number, word in enumerate(words, start=1)
    )
    discussion = threads.read(page(f"<div id='recent_comments'>{body}</div>"))
    assert discussion.comments.height == 5
    assert discussion.comments["author"].to_list() == [f"ann{number}" for number in range(1, 6)]


def test_dotted_dates_have_the_day_in_front_whatever_versions_say() -> None:
    one = '<li class="comment depth-1" id="comment-{n}"><cite class="fn">Ann</cite><span class="date">07.0{n}.2017 16:06</span><p>Word {n}.</p></li>'
    body = "".join(one.replace("{n}", str(number)) for number in (1, 2))
    source = page(f"<script src='/lib-1.24.10.js?v=3.13.42'></script><ol class='commentlist'>{body}</ol>")
    assert [row[2] for row in rows(source)] == ["2017-01-07 16:06", "2017-02-07 16:06"]


@pytest.mark.parametrize(("last", "months"), [("12.31.09", ("12-03", "12-31")), ("31.12.09", ("03-12", "12-31"))])
def test_a_page_may_prove_that_dots_part_the_month_from_the_day(last: str, months: tuple[str, str]) -> None:
    one = '<li class="comment depth-1" id="comment-{n}"><cite class="fn">Ann</cite><span class="date">{d} 16:06</span><p>Word {n}.</p></li>'
    body = "".join(one.replace("{n}", str(n)).replace("{d}", date) for n, date in enumerate(("12.03.09", last)))
    source = page(f"<script src='/lib-11.24.10.js?v=13.11.12'></script><ol class='commentlist'>{body}</ol>")
    assert [row[2] for row in rows(source)] == [f"2009-{month} 16:06" for month in months]


def test_years_of_other_calendars_are_read() -> None:
    one = '<li class="comment depth-1" id="comment-1"><cite class="fn">Ann</cite><span class="date">1394/11/27, 00:31</span><p>A word.</p></li>'
    comments = threads.read(page(f"<ol class='commentlist'>{one}</ol>")).comments
    assert [str(when)[:16] for when in comments["created"]] == ["2016-02-16 00:31"]
    assert comments["created_text"].to_list() == ["1394/11/27, 00:31"]


TALK = """<div class="mw-parser-output"><h2><span class="mw-headline">Quay</span></h2>
<p>{one} <a href="/wiki/{user}:Ann" title="{user}:Ann">Ann</a> (<a href="/wiki/{talk}:Ann" title="{talk}:Ann">t</a>) {stamp}</p>
<dl><dd>{two} <a href="/wiki/{user}:Ben" title="{user}:Ben">Ben</a> (<a href="/wiki/{talk}:Ben" title="{talk}:Ben">t</a>) {stamp}</dd></dl>
{more}</div>"""


@pytest.mark.parametrize(
    ("user", "talk", "stamp", "created"),
    [
        ("مستخدم", "نقاش المستخدم", "21:53، 20 فبراير 2020 (ت&#160;ع&#160;م)", "2020-02-20 21:53"),
        ("بەکارھێنەر", "لێدوانی بەکارھێنەر", "١٤:١٦، ١٦ی تشرینی یەکەمی ٢٠١٤ (UTC)", "2014-10-16 14:16"),
        ("Корисник", "Разговор са корисником", "14:11, 15. јануар 2018. (CET)", "2018-01-15 13:11"),
    ],
)
def test_talk_pages_in_other_scripts(user: str, talk: str, stamp: str, created: str) -> None:
    source = page(TALK.format(one="Aaa.", two="Bbb.", user=user, talk=talk, stamp=stamp, more=""))
    assert rows(source) == [(None, "Ann", created, "Aaa."), ("c1", "Ben", created, "Bbb.")]


def test_signatures_in_references_and_of_other_wikis() -> None:
    stamp = "10:00, 3 May 2012 (UTC)"
    more = (
        f'<p>News. <a href="https://meta.example/wiki/User:Cara" title="m:User:Cara">Cara</a> {stamp}</p>'
        f'<ol class="references"><li>Cited. <a href="/wiki/User:Ann" title="User:Ann">Ann</a> {stamp}</li></ol>'
    )
    source = page(TALK.format(one="Aaa.", two="Bbb.", user="User", talk="User talk", stamp=stamp, more=more))
    assert [row[1] for row in rows(source)] == ["Ann", "Ben", "Cara"]


def test_a_page_of_the_project_before_a_time_signs_nothing() -> None:
    stamp = "10:00, 3 May 2012 (UTC)"
    prize = f'<p>A prize. <a href="/wiki/Project:Prizes" title="Project:Prizes">Prizes</a> {stamp}</p>'
    source = page(TALK.format(one="Aaa.", two="Bbb.", user="User", talk="User talk", stamp=stamp, more=prize * 3))
    assert [row[1] for row in rows(source)] == ["Ann", "Ben"]


def test_recorded_exchanges_with_zipped_answers_are_json_and_never_text() -> None:
    comment = {"kind": "t1", "data": {
        "id": "b", "parent_id": "t3_a", "author": "ann", "body": "A green one.", "created_utc": 1336039200, "link_id": "t3_a",
    }}  # fmt: skip
    answer = json.dumps([{"kind": "Listing", "data": {"children": [comment]}}]).encode()
    packed = base64.encodebytes(gzip.compress(answer, mtime=0)).decode().strip().replace("\n", "\n        ")
    cassette = (
        "interactions:\n- request:\n    body: null\n    uri: https://forum.example/x.json\n  response:\n    body:\n"
        f"      string: !!binary |\n        {packed}\n    headers:\n      Date: [now]\nversion: 1\n"
    )
    assert threads.read(cassette.encode()).comments["text"].to_list() == ["A green one."]
    with pytest.raises(ReadError):
        threads.read(
            b"interactions:\n- request:\n    body: null\n    uri: https://forum.example\n  response:\n    body: Ann says\n"
        )


def test_records_of_unknown_json_need_who_and_when_beside_their_words() -> None:
    blogs = [
        {"id": number, "name": f"Blog {number}", "description": "All about quays and lanterns."} for number in range(9)
    ]
    with pytest.raises(ReadError):
        threads.read(json.dumps({"blogs": blogs}).encode())


def test_boxes_of_the_newest_comments_of_a_site_are_left_out() -> None:
    one = '<li class="comment depth-1" id="comment-{n}"><cite class="fn">Ann</cite><div class="comment-content"><p>Word {n}.</p></div></li>'
    body = "".join(one.replace("{n}", number) for number in "12")
    box = '<li class="comment" id="comment-9"><cite class="fn">Ben</cite> on <a href="/other/">Another page</a><p>A word elsewhere.</p></li>'
    source = page(
        f"<ol class='commentlist'>{body}</ol><aside class='widget widget_recentcomments'><ul>{box}</ul></aside>"
    )
    assert [row[1] for row in rows(source)] == ["Ann", "Ann"]


def test_the_advert_behind_the_last_post_of_a_board_is_left_out() -> None:
    one = """<div id="p{n}" class="post post--{n}"><div class="postprofile"><dt><strong>{name}</strong></dt></div>
      <div class="postbody"><p class="author">by {name} on 26/05/14, 07:41 am</p><div class="content">{text}</div></div></div>"""
    posts = one.format(n=7, name="Ann", text="A rule of the board.") + one.format(
        n=0, name="Sponsored", text="Sponsored words."
    )
    assert [row[3] for row in rows(page(posts))] == ["A rule of the board."]


def test_comments_of_unknown_json_keep_those_without_a_parent_key() -> None:
    records = [
        {"id": "a", "text": "A first word.", "author": "ann", "created": "2012-01-01"},
        {"id": "b", "text": "A second word.", "author": "ben", "created": "2012-01-02", "parent": "a"},
    ]
    discussion = threads.read(json.dumps(records).encode())
    assert discussion.comments["comment_id"].to_list() == ["a", "b"]
    assert discussion.comments["parent_id"].to_list() == [None, "a"]


def test_stubs_for_more_comments_are_named() -> None:
    one = '<div id="t1_a{n}" style="padding-left:16px"><span>level 1</span><a href="/user/ann">ann</a><div data-testid="comment"><p>Word {n}.</p></div></div>'
    body = "".join(one.replace("{n}", number) for number in "12") + '<div id="moreComments-t1_x">3 more replies</div>'
    discussion = threads.read(page(body))
    assert discussion.comments.height == 2
    assert discussion.source.capture.more == 1
    assert any(note.code == "more" for note in discussion.notes)
