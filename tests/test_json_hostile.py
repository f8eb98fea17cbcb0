"""Hostile and damaged sources: one clear error each, in bounded time and memory, or a reading with a note."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest
import zstandard

from commentariat.threads import BrokenSource, NoCommentsFound, ReadError, read, scan

BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
ITEM = "<rss><channel><item><wp:comment_id>&e9;</wp:comment_id></item></channel></rss>"
pytestmark = pytest.mark.usefixtures("no_hang")
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{BOMB}]>{ITEM}'


def test_billion_laughs():
    with pytest.raises(BrokenSource, match="entities"):
        read(LAUGHS.encode())


def test_external_entities_are_not_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden words", "utf-8")
    source = f'<?xml version="1.0"?><!DOCTYPE disqus [<!ENTITY x SYSTEM "file://{secret}">]><disqus><post>&x;</post></disqus>'
    with pytest.raises(ReadError) as caught:
        read(source.encode())
    assert "hidden words" not in str(caught.value)


def test_ten_thousand_levels_of_json():
    with pytest.raises(BrokenSource, match="deeper"):
        read(b"[" * 10_000 + b"]" * 10_000)
    with pytest.raises(BrokenSource, match="deeper"):
        read(b'{"message":"x","name":"y","children":[' * 10_000 + b"]}" * 10_000)


def test_deep_but_sound_nesting_is_read():
    node: dict = {"name": "Ann", "message": "The last one.", "children": []}
    for number in range(200):
        node = {"name": "Bob", "message": f"Number {number}.", "children": [node]}
    assert read(json.dumps([node]).encode()).comments["depth"].max() == 200


def test_ten_thousand_levels_of_xml():
    deep = "<a>" * 10_000 + "</a>" * 10_000
    source = f'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item>{deep}<wp:comment_id>1</wp:comment_id></item></channel></rss>'
    with pytest.raises(ReadError):
        read(source.encode())


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gz", "zst"])
def test_bombs_name_the_limit(pack):
    with pytest.raises(BrokenSource, match=r"400 times|limit"):
        read(pack(b" " * 100_000_000))
    with pytest.raises(BrokenSource, match="max_bytes"):
        read(pack(json.dumps(["x" * 5_000_000]).encode()), max_bytes=1_000_000)


def test_a_torn_archive():
    with pytest.raises(BrokenSource, match="damaged"):
        read(gzip.compress(b'{"a": 1}\n' * 5000)[:-40])


def test_nul_and_lone_surrogates_become_replacement_characters():
    source = '[{"name": "A\\u0000nn", "message": "half \\ud83d of a pair", "children": []}]'
    discussion = read(source.encode())
    assert discussion.comments["text"][0] == "half \ufffd of a pair"
    assert discussion.comments["author"][0] == "A\ufffdnn"
    assert "lone-surrogates" in {note.code for note in discussion.notes}


def test_self_parents_circles_and_repeats_are_repaired():
    rows = [
        {"id": "a", "parent": "b", "text": "One of them.", "author": "Ann"},
        {"id": "b", "parent": "a", "text": "The other one.", "author": "Bob"},
        {"id": "c", "parent": "c", "text": "Myself and I.", "author": "Cat"},
        {"id": "c", "parent": "c", "text": "Myself and I.", "author": "Cat"},
    ]
    discussion = read("\n".join(map(json.dumps, rows)).encode())
    assert discussion.comments.height == 3
    assert {"cycle", "self-parent", "duplicate"} <= {note.code for note in discussion.notes}


@pytest.mark.parametrize("cut", [40, 95])
def test_json_that_breaks_off(cut):
    whole = json.dumps([{"name": "Ann", "message": "The well is dry, they say.", "children": []}] * 2, indent=1)
    with pytest.raises(BrokenSource, match="breaks off"):
        read(whole[:cut].encode())


def test_json_without_comments_is_none():
    with pytest.raises(ReadError):
        read(b'{"type": "FeatureCollection", "features": [{"geometry": {"x": 1}}]}')


def test_an_article_without_comments_is_on_the_exception():
    source = {"id": 1, "type": "story", "title": "The mill", "time": 1577959200, "by": "warden", "children": []}
    listing = [
        {
            "data": {
                "children": [
                    {"kind": "t3", "data": {"title": "The mill", "num_comments": 0, "subreddit": "m", "selftext": ""}}
                ]
            }
        }
    ]
    assert source
    with pytest.raises(NoCommentsFound) as caught:
        read(json.dumps(listing).encode(), platform="reddit-json")
    assert caught.value.article is not None
    assert caught.value.article.title == "The mill"


def test_a_line_without_end_stops_the_scan(monkeypatch):
    monkeypatch.setattr("commentariat.threads.scanning.MAX_LINE", 3_000_000)
    line = json.dumps(
        {"body": "x y", "link_id": "t3_q", "parent_id": "t3_q", "author": "ann", "id": "a", "created_utc": 1}
    )
    endless = (line + "\n" + line + "\n").encode() + b'{"body": "' + b"x" * 4_000_000
    with pytest.raises(BrokenSource, match="limit"):
        list(scan(endless))


def test_mojibake_is_mended_only_where_it_provably_decodes():
    wrong = "The caf\u00e9 by the mill \u2013 d\u00e9j\u00e0 vu".encode().decode("cp1252")
    rows = [
        {"name": "Zo\u00c3\u00ab", "message": wrong, "children": []},
        {"name": "\u00c3ngela", "message": "S\u00c3O PAULO costs 5 \u00c2\u00a3 or \u2013 so", "children": []},
    ]
    discussion = read(json.dumps(rows).encode())
    assert discussion.comments["text"].to_list() == [
        "The caf\u00e9 by the mill \u2013 d\u00e9j\u00e0 vu",
        rows[1]["message"],
    ]
    assert discussion.comments["author"].to_list() == ["Zo\u00eb", "\u00c3ngela"]
    assert [note.comment_id for note in discussion.notes if note.code == "mojibake"] == ["c1"]


def test_what_is_compressed_twice_is_said_to_be():
    with pytest.raises(BrokenSource, match="twice"):
        read(gzip.compress(gzip.compress(b"<html><body><p>words</p></body></html>")))


def test_a_number_of_a_million_digits():
    with pytest.raises(BrokenSource, match="digits"):
        read(b'{"comments":[{"id":' + b"9" * 1_000_000 + b',"author":"a","text":"b"}]}')


def test_a_damaged_parquet_file():
    with pytest.raises(BrokenSource, match="Parquet"):
        read(b"PAR1" + bytes(1000) + b"PAR1")


def test_parts_of_mail_that_nest_without_end():
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(5000))
    one = f"From a@x.example Sat May  3 09:12:40 2014\nFrom: a@x.example\nMessage-ID: <1@x.example>\n{parts}\nwords\n"
    two = "\nFrom b@x.example Sat May  3 09:20:00 2014\nFrom: b@x.example\nIn-Reply-To: <1@x.example>\n\nSound words.\n"
    discussion = read((one + two).encode())
    assert discussion.comments["text"].to_list() == ["", "Sound words."]
    assert "mime-parts" in [note.code for note in discussion.notes]


def test_utf_16_without_a_mark():
    comment = '<li class="comment depth-1" id="comment-4"><cite class="fn">Änn</cite><p>Words enough.</p></li>'
    page = f"<html><body><ol>{comment}</ol>"
    for encoding in ("utf-16-le", "utf-16-be"):
        assert read(page.encode(encoding)).comments["author"].to_list() == ["Änn"]
    with pytest.raises(BrokenSource, match="utf-16"):
        read(page.encode("utf-16")[:-1])


@pytest.mark.parametrize("cut", [1, 5, 40, 2_000])
@pytest.mark.parametrize("checked", [True, False])
def test_a_zstandard_file_saved_in_part_is_damaged(cut: int, checked: bool) -> None:
    rows = json.dumps([{"id": at, "author": f"a{at}", "text": f"Gate {at} is shut"} for at in range(500)]).encode()
    packed = zstandard.ZstdCompressor(write_checksum=checked).compress(rows)
    skipped = b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc"
    assert read(packed + skipped + zstandard.compress(b"\n")).comments.height == 500
    with pytest.raises(BrokenSource, match="damaged"):
        read((packed + packed)[:-cut])


def test_names_in_archives_are_told_without_their_control_characters() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a\n\x1b[31m.json", "[]")
        archive.writestr("b.json", "[]")
    with pytest.raises(BrokenSource) as told:
        read(packed.getvalue())
    assert str(told.value).isprintable()


def test_endless_numbers_and_lone_surrogates_in_keys() -> None:
    rows = [{"id": at, "author": "Ann", "text": f"Gate {at} is shut", "created": 10**3000} for at in range(3)]
    told = json.dumps(rows).replace('"author"', '"\\ud83d": "lost", "author"')
    found = read(told.encode()).comments
    assert found["created"].null_count() == 3
    assert "\ufffd" in found["extra"][0]


def test_a_table_whose_rows_are_torn_is_one_under_names_of_columns() -> None:
    rows = [f"{at},Ann,Gate {at} is shut,2024-01-0{at}" + (",x,y" if at % 3 == 0 else "") for at in range(1, 10)]
    found = read("\n".join(["id,author,text,created", *rows]).encode())
    assert found.comments.height == 9
    assert "uneven-rows" in {note.code for note in found.notes}
