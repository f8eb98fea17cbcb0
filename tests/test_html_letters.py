"""Pages of mailing-list archives: one message each, and the thread that several of them make."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commentariat import threads
from commentariat.threads.pages import merge_pages
from commentariat.threads.payload import Payload
from commentariat.threads.registry import best_claim

from .fixtures import fixture

PIPERMAIL = """<HTML><HEAD><TITLE> [Harbour] Night ferry</TITLE></HEAD><BODY>
<H1>[Harbour] Night ferry</H1>
 <B>{name}</B>
 <A HREF="mailto:harbour%40lists.example?Subject=Re%3A%20Night%20ferry&In-Reply-To=%3C{own}%40pier.example%3E"
    TITLE="[Harbour] Night ferry">{name} at pier.example
    </A><BR>
 <I>{when}</I>
 <P><UL><LI> <B>Messages sorted by:</B> <a href="date.html#{number}">[ date ]</a></LI></UL>
 <HR>
<!--beginarticle-->
<PRE>{body}
</PRE>
<!--endarticle-->
</BODY></HTML>"""
HYPERMAIL = """<html><head><meta name="generator" content="hypermail 2.3.0" /><title>Night ferry</title></head><body>
<div class="head"><h1>{subject}</h1>
<!-- sent="{when}" -->
<!-- name="{name}" -->
<!-- email="{name}_at_pier.example" -->
<!-- subject="{subject}" -->
<!-- id="{own}_at_pier.example" -->
{answers}<p><a href="0041.html">Previous message</a> <a href="0043.html">Next message</a></p></div>
<!-- body="start" -->
<div class="mail">
<address class="headers"><span id="from"><dfn>From</dfn>: {name}</span></address>
{body}
<!-- body="end" -->
</div></body></html>"""
MHONARC = """<!-- MHonArc v2.6.18 -->
<!--X-Subject: {subject} -->
<!--X-From-R13: {name} -->
<!--X-Date: {when} -->
<!--X-Message-Id: {own}@pier.example -->
{answers}<!--X-Head-End-->
<html><head><title>{subject}</title></head><body>
<h1>{subject}</h1><ul><li><em>Date</em>: {when}</li></ul>
<!--X-Head-of-Message-End-->
<!--X-Head-Body-Sep-Begin--><hr><!--X-Head-Body-Sep-End-->
<!--X-Body-of-Message-->
<pre>{body}</pre>
<!--X-Body-of-Message-End-->
<!--X-MsgBody-End--></body></html>"""
WORDS = "The night ferry should wait for the last train from the valley in winter"


def saved(folder, name, source):
    path = folder / name
    path.write_text(source, encoding="utf-8")
    return path


def test_pipermail_names_the_writer_the_time_and_its_own_id():
    comment = threads.read(fixture("html", "mail-page")).comments.row(0, named=True)
    assert (comment["author"], comment["comment_id"]) == ("Ines Calder", "20110822.4e52@pier.example")
    assert comment["created"] == datetime(2011, 8, 23, 3, 52, 56, tzinfo=UTC)
    assert comment["text"].startswith("Tobias Renn wrote:\n> The night ferry should wait")
    assert "Previous message" not in comment["text"]


def test_pipermail_does_not_say_who_is_answered(tmp_path):
    page = PIPERMAIL.format(name="tobias", own="a1", number=1, when="Mon Aug 22 20:00:00 MDT 2011", body=WORDS)
    assert threads.read(saved(tmp_path, "1.html", page)).comments["link_basis"].to_list() == ["undecided"]


def test_quoted_lines_link_the_pages_of_a_pipermail_thread(tmp_path):
    first = f"{WORDS}.\nI saw it leave without them."
    second = f"&gt;<i> {WORDS}.\n</I>\nThe captain says that no tide of this coast ever waited for a train."
    third = (
        f"&gt;<i> &gt; {WORDS}.\n</I>"
        "&gt;<i> The captain says that no tide of this coast ever waited for a train.\n</I>\n"
        "Then let the train come earlier."
    )
    pages = [
        PIPERMAIL.format(name=name, own=own, number=number, when=f"Mon Aug 22 2{number}:00:00 MDT 2011", body=body)
        for number, (name, own, body) in enumerate(
            (("tobias", "a1", first), ("ines", "b2", second), ("rosa", "c3", third))
        )
    ]
    paths = [saved(tmp_path, f"{number}.html", page) for number, page in enumerate(pages)]
    merged = merge_pages([threads.read(path) for path in paths]).comments
    assert merged["parent_id"].to_list() == [None, "a1@pier.example", "b2@pier.example"]


def hypermail(own, name, subject, answers=""):
    stated = f'<!-- inreplyto="{answers}_at_pier.example" -->\n' if answers else ""
    when = "Mon, 7 Jul 2003 15:46:53 +0000"
    return HYPERMAIL.format(
        own=own, name=name, subject=subject, when=when, answers=stated, body=f"{WORDS}, said {name}."
    )


def mhonarc(own, name, subject, answers=""):
    stated = "".join(f"<!--X-Reference: {one}@pier.example -->\n" for one in answers.split())
    when = "Mon, 07 Jul 2003 17:46:53 &#45;0000"
    turned = {"ines": "Warf Qnyqre &#60;varfNcvre.rknzcyr>", "tobias": "gbovnfNcvre.rknzcyr (Fbovnf Draa)"}[name]
    return MHONARC.format(
        own=own, name=turned, subject=subject, when=when, answers=stated, body=f"{WORDS}, said {name}."
    )


@pytest.mark.parametrize("page", [hypermail, mhonarc])
def test_stated_answers_link_the_pages_of_a_thread(tmp_path, page):
    paths = [
        saved(tmp_path, "0041.html", page("a1", "ines", "[Harbour] Night ferry")),
        saved(tmp_path, "0042.html", page("b2", "tobias", "Re: [Harbour] Night ferry", "a1")),
    ]
    discussions = [threads.read(path) for path in paths]
    assert [one.source.reader for one in discussions] == ["mail-page", "mail-page"]
    assert [one.comments["link_basis"][0] for one in discussions] == ["root", "missing"]
    merged = merge_pages(discussions)
    assert merged.comments["parent_id"].to_list()[0] is None
    assert merged.comments["parent_id"].to_list()[1] == merged.comments["comment_id"].to_list()[0]
    assert merged.article.title == "Night ferry"
    assert not any(note.code in ("one-of-pages", "dangling-parent", "other-title") for note in merged.notes)


def test_mhonarc_turns_letters_of_addresses(tmp_path):
    pages = [
        saved(tmp_path, f"{number}.html", mhonarc(f"a{number}", name, "Night ferry"))
        for number, name in enumerate(("ines", "tobias"))
    ]
    rows = [threads.read(path).comments.row(0, named=True) for path in pages]
    assert [row["author"] for row in rows] == ["Ines Calder", "Tobias Renn"]
    assert [row["author_id"] for row in rows] == ["ines@pier.example", "tobias@pier.example"]


def test_the_last_reference_is_the_parent(tmp_path):
    path = saved(tmp_path, "1.html", mhonarc("c3", "ines", "Re: Night ferry", "a1 b2"))
    assert threads.read(path).comments["stated_parent"].to_list() == ["b2@pier.example"]


def test_an_answer_that_states_nothing_is_open(tmp_path):
    path = saved(tmp_path, "1.html", hypermail("c3", "ines", "Re: Night ferry"))
    assert threads.read(path).comments["link_basis"].to_list() == ["undecided"]


def test_an_index_of_an_archive_is_no_message():
    index = "<html><body><h1>Archive by thread</h1><ul><li><a href='43.html'>Ferry</a> <i>Ines</i></ul></body></html>"
    claim = best_claim(Payload("thread.html", index.encode()))
    assert claim is None or claim[0].name != "mail-page"
