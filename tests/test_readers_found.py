"""What saved files of other projects showed that ours had not: structure after theirs, words invented."""

from __future__ import annotations

import json

from commentariat.threads import read

TIEBA_REPLY = """<li class="lzl_single_post" data-field='{{"spid":"{at}","user_name":"{name}"}}'><div class="lzl_cnt">
<a class="at j_user_card">{name}</a> : <span class="lzl_content_main">{words}</span>
<div class="lzl_content_reply"><span class="lzl_time">2019-5-2 11:0{at}</span><a>回复</a></div></div></li>"""


def tieba_replies():
    answer = '回复 <a class="at" href="#">ode</a> :It is painted every spring.'
    said = [("ode", "The rail is green now."), ("pell", answer), ("ode", '<img class="BDE_Smiley" src="a.png">')]
    return "".join(TIEBA_REPLY.format(at=at, name=name, words=words) for at, (name, words) in enumerate(said))


def test_tieba_sends_the_further_replies_of_a_floor_alone():
    found = read(tieba_replies().encode()).comments
    assert found["author"].to_list() == ["ode", "pell", "ode"]
    assert found["text"].to_list() == ["The rail is green now.", "It is painted every spring.", ""]
    assert found["parent_id"].to_list() == [None, "0", None]


def test_tieba_floors_with_notices_pictures_and_adverts():
    floor = """<div class="l_post" data-field='{field}'><div class="d_author"><a class="p_author_name">{name}</a></div>
    <div class="j_ueg_post_content p_forbidden_tip">该楼层疑似违规已被系统折叠 <a>隐藏此楼</a></div>
    <div class="d_post_content j_d_post_content">{words}</div><div class="core_reply"><ul>{replies}</ul></div></div>"""
    field = '{{"content":{{"post_id":{at},"date":"2019-05-02 10:1{at}"}}}}'
    page = "".join((
        floor.format(field=field.format(at=7), name="mirel", words="Green or white?", replies=tieba_replies()),
        floor.format(field="{}", name="", words="Cheap paint, delivered", replies=""),
        floor.format(field=field.format(at=8), name="tell", words='<img class="BDE_Image" src="b.png">', replies=""),
    ))  # fmt: skip
    found = read(f"<!doctype html><html><body>{page}</body></html>".encode()).comments
    assert found["author"].to_list() == ["mirel", "ode", "pell", "ode", "tell"]
    assert found["text"].to_list()[0] == "Green or white?"
    assert found["text"].to_list()[-1] == ""
    assert found["parent_id"].to_list() == [None, "7", "0", "7", None]


def test_instagram_comments_of_a_scraping_service():
    def said(at, who, words, replies=()):
        address = "https://www.instagram.example/p/QUAY1/"
        return {
            "postUrl": address, "commentUrl": f"{address}c/{at}", "id": str(at), "text": words, "ownerUsername": who,
            "timestamp": f"2024-02-20T14:35:{at}.000Z", "repliesCount": len(replies), "replies": list(replies),
            "likesCount": at, "owner": {"id": f"9{at}", "username": who},
        }  # fmt: skip

    lines = [said(10, "pell", "Who paints it?", [said(11, "ode", "The harbour office.")]), said(12, "tell", "Nobody.")]
    found = read("\n".join(json.dumps(line) for line in lines).encode())
    assert found.source.reader == "instagram-web"
    assert found.comments["author"].to_list() == ["pell", "ode", "tell"]
    assert found.comments["parent_id"].to_list() == [None, "10", None]
    assert found.comments["score"].to_list() == [10, 11, 12]


SIGNED = '{words} <a href="{user}" title="User:{name}">{name}</a> 10:0{at}, 3 May 2020 (UTC)'


def talk_page(body, title="User talk:Nan Weld"):
    heading = f'<h1 id="firstHeading">{title}</h1>'
    return f'<!doctype html><html><body>{heading}<div class="mw-parser-output">{body}</div></body></html>'


def signed(at, name, words, user=None):
    return SIGNED.format(at=at, name=name, words=words, user=user or f"/wiki/User:{name.replace(' ', '_')}")


def test_talk_pages_name_users_with_signs_in_their_names():
    body = (
        f"<p>{signed(1, 'Ode (harbour)', 'The rail is green.', './User:Ode_(harbour)')}</p>"
        f"<p>{signed(2, 'Who?', 'And the gate?', '/wiki/User:Who%3F')}</p>"
        '<p>Ask the painter. <a class="mw-selflink selflink">my page</a> 10:03, 3 May 2020 (UTC)</p>'
    )
    found = read(talk_page(body).encode()).comments
    assert found["author"].to_list() == ["Ode (harbour)", "Who?", "Nan Weld"]


def test_a_signature_in_a_quotation_signs_nothing():
    quoted = signed(1, "Ode", "The rail is green.")
    body = f"<ul><li>{quoted}</li><li>You said: <q>{quoted}</q>. {signed(2, 'Pell', 'It is not.')}</li></ul>"
    found = read(talk_page(body).encode()).comments
    assert found["author"].to_list() == ["Ode", "Pell"]
    assert "You said" in found["text"][1]


def test_a_caption_above_a_list_is_no_level():
    body = (
        f"<p>{signed(1, 'Ode', 'Two points.')}</p><dl><dt>The rail</dt></dl>"
        f"<ol><li>{signed(2, 'Pell', 'Green it stays.')}</li></ol>"
    )
    assert read(talk_page(body).encode()).comments["parent_id"].to_list() == [None, "c1"]


def test_a_last_line_that_says_who_and_when():
    one = '<li id="c{at}" class="comment"><div class="ct"><p>{words}</p></div><p class="cb">{line}</p></li>'
    line = 'by <a href="/u/{who}">{who}</a> on <a href="#">Sat May 03, 2014 at 02:1{at}:40 PM PDT</a>'
    names = ("pell", "ode", "tell", "mirel")
    words = ("Green again?", "By order of the office.", "Stand by for more paint.", "Then white it is, by Monday.")
    items = [
        one.format(at=at, words=said, line=line.format(who=who, at=at))
        for at, (who, said) in enumerate(zip(names, words, strict=True))
    ]
    found = read(f"<!doctype html><html><body><ul>{''.join(items)}</ul></body></html>".encode()).comments
    assert found["author"].to_list() == list(names)
    assert found["text"].to_list() == list(words)
    assert found["created"].null_count() == 0


def test_a_counter_of_what_a_member_wrote_is_none_of_the_words():
    one = (
        '<li class="comment" id="comment-{at}"><span class="name">{who}</span><time datetime="2014-05-03T09:1{at}:00Z">'
        'May 3</time><div class="body">{words}</div><div class="info"><span>{at}3 posts</span></div></li>'
    )
    items = [one.format(at=at, who=who, words=f"{who} saw it.") for at, who in enumerate(("pell", "ode", "tell"), 1)]
    found = read(f'<!doctype html><html><body><ol id="comments">{"".join(items)}</ol></body></html>'.encode()).comments
    assert found["text"].to_list() == ["pell saw it.", "ode saw it.", "tell saw it."]


def test_names_that_share_their_element_with_a_date_or_a_second_line():
    dated = (
        '<li><div class="c97author">{who} <span>Saturday, May {at}, 2014</span></div>'
        '<div class="c97body">{words}</div></li>'
    )
    lined = (
        '<li><div class="commentor-info"><div><a href="/member/{at}">{who}</a> <div>Party: Heron</div></div></div>'
        '<div class="comment-meta">Reply <div>May {at}, 2014 - 7:30 AM</div></div><div class="said">{words}</div></li>'
    )
    names = ("pell", "Ode Rook", "tell", "Mirel Dant")
    for one in (dated, lined):
        items = [
            one.format(at=at, who=who, words=f"<p>I saw the {who} boat go by at noon, and it was painted green.</p>")
            for at, who in enumerate(names, 3)
        ]
        listed = f'<h4>Comments ( 4 )</h4><ul class="c97comment-items">{"".join(items)}</ul>'
        page = f"<!doctype html><html><body>{listed}</body></html>"
        assert read(page.encode()).comments["author"].to_list() == list(names)


def test_a_name_that_links_to_a_user_in_the_head_of_a_comment():
    one = (
        '<div id="comment_{at}" class="comment"><div class="comment-body"><div class="comment-header">'
        '<div class="comment-title"><a href="/user/{at}-{who}">{who}</a> <span class="comment-timestamp" '
        'title="2020-05-19T17:5{n}:00Z">2020-05-19T17:5{n}:00Z</span></div></div>'
        '<div class="comment-content">I saw boat {n}.</div></div></div>'
    )
    items = [one.format(at=3100 + n, who=who, n=n) for n, who in enumerate(("pell", "ode", "tell"))]
    found = read(f'<!doctype html><html><body><div id="c">{"".join(items)}</div></body></html>'.encode()).comments
    assert found["author"].to_list() == ["pell", "ode", "tell"]


def test_json_of_scripts_without_spaces_and_its_lists_of_replies():
    answer = {"reply_id": 1, "create_time": 1742864722, "nick_name": "港口办公室", "content": "每年春天都会重新刷漆。"}
    said = {
        "nick_name": "老船工", "content": "栏杆现在是绿色的。", "create_time": 1742864663,
        "reply_new": {"reply_total_cnt": 1, "reply_list": [answer]},
    }  # fmt: skip
    other = {
        "nick_name": "路过",
        "content": "白色更好看一些。",
        "create_time": 1742864900,
        "reply_new": {"reply_list": []},
    }
    found = read(json.dumps({"total_count": 3, "elected_comment": [said, other]}).encode()).comments
    assert found["author"].to_list() == ["老船工", "港口办公室", "路过"]
    assert found["parent_id"].to_list()[1] == found["comment_id"][0]


def test_dates_beside_the_number_of_a_floor():
    one = (
        '<div id="post_{at}" class="row_reply"><div class="re_info"><small><a href="#post_{at}">#{n}</a> - '
        '2020-5-4 10:5{n}</small></div><strong><a href="/user/{at}">{who}</a></strong>'
        '<div class="message">I saw boat {n}, I did.</div></div>'
    )
    items = [one.format(at=3100 + n, who=who, n=n) for n, who in enumerate(("pell", "ode", "tell", "mirel"), 1)]
    page = f'<!doctype html><html><body><div id="comment_list">{"".join(items)}</div></body></html>'
    found = read(page.encode()).comments
    assert found["created"].null_count() == 0


def test_a_list_whose_dates_are_in_another_script():
    one = (
        '<article class="comment"><header class="comment__meta"><strong>{who}</strong> <span>{when}</span></header>'
        '<div class="comment__body">{words}</div></article>'
    )
    said = (
        ("נען", "3 באוגוסט 2018", "ראיתי את המעקה ביום שני והוא כבר היה ירוק לגמרי."),
        ("עודד", "4 באוגוסט 2018", "הוא נצבע בכל אביב, כך אמרו לי במשרד הנמל הישן."),
        ("נען", "12 בספטמבר 2018", "אם כן, מי משלם על הצבע הזה בכל שנה מחדש?"),
    )
    items = "".join(one.format(who=who, when=when, words=words) for who, when, words in said)
    page = f'<!doctype html><html lang="he"><body><section class="comments"><h2>3</h2>{items}</section></body></html>'
    found = read(page.encode()).comments
    assert found["author"].to_list() == ["נען", "עודד", "נען"]
    assert [when.strftime("%d.%m.%Y") for when in found["created"]] == ["03.08.2018", "04.08.2018", "12.09.2018"]


def test_old_mails_state_their_zone_in_letters():
    one = (
        "From list@weir.example Wed Dec 17 23:17:14 2003\nFrom: {who}@weir.example ({who} Rook)\n"
        "Date: Mon, 21 Sep 92 1{at}:24:27 {zone}\nSubject: Re: paint\nMessage-ID: <{at}@weir.example>\n\nGreen.\n\n"
    )
    signed = enumerate((("Ode", "PDT"), ("Pell", "EST")))
    box = "".join(one.format(who=who, at=at, zone=zone) for at, (who, zone) in signed)
    found = read(box.encode(), discussion="0@weir.example").comments
    assert [when.hour for when in found["created"]] == [17, 16]
    assert found["author"].to_list() == ["Ode Rook", "Pell Rook"]
