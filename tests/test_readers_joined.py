"""Files as loops, cut downloads and packers leave them: documents one behind the other, torn ends, archives."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from commentariat.threads import BrokenSource, read
from commentariat.threads.platform import ReadOptions
from commentariat.threads.reading import load_payload, read_payloads

WORDS = ("The sluice is shut.", "Who shut it?", "The miller, as ever.", "Then open it.")
ROWS = [
    {"id": at, "author": f"u{at}", "body": body, "created_at": f"2020-01-0{at}T10:00:00Z", "parent_id": at - 1 or None}
    for at, body in enumerate(WORDS, 1)
]
PAGES = [json.dumps({"comments": ROWS[:2]}), json.dumps({"comments": ROWS[2:]})]
COMMENTS = "<comments>{}</comments>"
COMMENT = "<comment id='{}'><author>u{}</author><date>2020-01-02</date><text>{}</text></comment>"
DOCUMENTS = [
    COMMENTS.format("".join(COMMENT.format(at, at, WORDS[at]) for at in pair)) for pair in ((0, 1), (2, 3))
]  # fmt: skip


def codes(found):
    return {note.code for note in found.notes}


@pytest.mark.parametrize("between", ["", "\n", "\n\n", " "])
def test_json_documents_one_behind_the_other(between):
    found = read(between.join(PAGES).encode())
    assert found.comments["parent_id"].to_list() == [None, "1", "2", "3"]
    assert "json-rest" not in codes(found)


def test_what_is_no_json_between_documents_is_told():
    found = read(f"{PAGES[0]}\n<html>Bad gateway</html>\n{PAGES[1]}".encode())
    assert found.comments.height == 4
    assert "json-rest" in codes(found)


@pytest.mark.parametrize("torn", [1, 3])
def test_a_torn_line_is_left_out_and_told(torn):
    lines = [json.dumps(row) for row in ROWS]
    lines[torn] = lines[torn][:-20]
    found = read("\n".join(lines).encode())
    assert found.comments.height == 3
    assert any(f"line {torn + 1}" in note.message for note in found.notes)


def test_where_every_other_line_is_torn_it_is_no_list_of_lines():
    lines = [json.dumps(row) for row in ROWS * 3]
    lines[::2] = [line[:-20] for line in lines[::2]]
    found = read("\n".join(lines).encode())
    assert "json-rest" in codes(found)
    assert not any("Lines that are no JSON" in note.message for note in found.notes)


def test_json_that_breaks_off_is_a_sentence():
    with pytest.raises(BrokenSource, match="breaks off"):
        read(json.dumps({"comments": ROWS})[:-50].encode())


@pytest.mark.parametrize("between", ["", "\n", "\n<?xml version='1.0'?>\n"])
def test_xml_documents_one_behind_the_other(between):
    found = read(between.join(DOCUMENTS).encode())
    assert found.comments["text"].to_list() == list(WORDS)
    assert "joined" in codes(found)


@pytest.mark.parametrize("document", [DOCUMENTS[0][:-30], f"{DOCUMENTS[0]}\nFatal error: out of memory"])
def test_xml_that_breaks_off_or_goes_on_is_told(document):
    found = read(f"<?xml version='1.0'?>{document}".encode())
    assert found.comments.height == 2
    assert "xml-rest" in codes(found)


def test_xml_with_a_comment_behind_its_end_is_whole():
    assert not codes(read(f"<?xml version='1.0'?>{DOCUMENTS[0]}\n<!-- 3 queries -->\n".encode())) & {
        "xml-rest",
        "joined",
    }


def packed(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_the_only_file_of_an_archive_is_the_source():
    found = read(packed(("__MACOSX/._c.json", b"x"), ("c.json", PAGES[0])))
    assert found.comments.height == 2


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed(("a.json", PAGES[0]), ("b.json", PAGES[1])), "2 files"),
        (packed(("[Content_Types].xml", "<x/>"), ("word/document.xml", "<x/>")), "Office"),
        (packed(), "without a file"),
        (packed(("a.json", PAGES[0] * 20))[:90], "cannot be unpacked"),
        (packed(("a.txt", b"0" * 80_000_000)), "looks like a bomb"),
        (b"7z\xbc\xaf\x27\x1c rest", "7-Zip"),
        (b"SQLite format 3\x00 rest", "SQLite"),
        (b"%PDF-1.7 rest", "PDF.*pdftotext -layout"),
        (b"{\\rtf1\\ansi rest}", "rich text.*plain text"),
        (b"\x89PNG\r\n\x1a\n rest", "a picture"),
        (b"\xff\xd8\xff\xe0 rest", "a picture"),
        (b"a.json" + bytes(251) + b"ustar" + bytes(300), "tar archive"),
    ],
    ids=["several", "office", "empty", "damaged", "bomb", "7z", "sqlite", "pdf", "rtf", "png", "jpeg", "tar"],
)
def test_other_archives_say_what_to_do(data, told):
    with pytest.raises(BrokenSource, match=told):
        read(data)


def test_an_export_of_a_chat_has_names_in_a_file_beside_the_channels(tmp_path):
    day = tmp_path / "mill" / "2020-01-02.json"
    day.parent.mkdir()
    said = [
        {"type": "message", "user": "U1", "text": "Shut.", "ts": "1577959200.0001"},
        {"type": "message", "user": "U2", "text": "By whom?", "ts": "1577959260.0001", "thread_ts": "1577959200.0001"},
    ]
    day.write_text(json.dumps(said))
    users = [{"id": "U1", "name": "ann", "profile": {"display_name": "Ann"}}, {"id": "U2", "name": "bob"}]
    (tmp_path / "users.json").write_text(json.dumps(users))
    (found,) = read_payloads(load_payload(day), ReadOptions())
    assert found.comments["author"].to_list() == ["Ann", "bob"]
    (tmp_path / "users.json").write_text("{")
    (found,) = read_payloads(load_payload(day), ReadOptions())
    assert found.comments["author"].to_list() == [None, None]


def test_mails_whose_ids_have_no_brackets():
    head = "From x@weir.example Mon Jan  2 10:00:00 2012\nFrom: {}\nDate: Mon, 2 Jan 2012 1{}:00:00 +0000\n"
    mail = f"{head}Subject: Gate\nmessage-id: {{}}\n{{}}\n{{}}\n\n"
    box = "".join((
        mail.format("Ann <a@weir.example>", 0, "20191122@weir.example", "", "It jams."),
        mail.format("Bob <b@weir.example>", 1, "20191123@weir.example", "in-reply-to: 20191122@weir.example\n", "Oil."),
        mail.format("Cat <c@weir.example>", 2, "20191124@weir.example", 'in-reply-to: Your "Monday"\n', "No."),
    ))  # fmt: skip
    found = list(read_payloads(load_payload(box.encode()), ReadOptions()))
    assert [one.comments["parent_id"].to_list() for one in found] == [[None, "20191122@weir.example"], [None]]
