"""Pages that browsers save as one archive are read as pages, with the frames in which comments stand."""

from __future__ import annotations

import plistlib
import quopri
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from commentariat import threads
from commentariat.threads.errors import BrokenSource

from .lantern import FRAME, OWN

if TYPE_CHECKING:
    from pathlib import Path

STORY = (
    "<html><head><title>Lantern</title></head><body><h1>Lantern</h1><p>A lamp hangs on the quay.</p>{}</body></html>"
)


def mhtml(*documents: tuple[str, str], sender: str = "<Saved by Blink>") -> bytes:
    kind = "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
    parts = "".join(
        f"--part\r\n{kind}Content-Location: {where}\r\n\r\n{quopri.encodestring(text.encode()).decode()}\r\n"
        for where, text in documents
    )
    head = f"From: {sender}\r\nSnapshot-Content-Location: {documents[0][0]}\r\nDate: Sat, 3 May 2014 10:00:00 -0000\r\n"
    form = 'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="part"'
    return f"{head}{form}\r\n\r\n{parts}--part--\r\n".encode()


def test_a_page_saved_by_chrome_is_a_page() -> None:
    discussion = threads.read(mhtml(("https://quay.example/lantern", STORY.format(OWN))))
    assert discussion.source.reader == "wordpress"
    assert discussion.discussion_id == "https://quay.example/lantern"
    assert discussion.comments["author"].to_list() == ["Märta"]
    assert discussion.comments["created"].to_list() == [datetime(2014, 5, 1, 10, tzinfo=UTC)]


def test_comments_in_a_frame_are_found() -> None:
    source = mhtml(
        ("https://quay.example/lantern", STORY.format("")),
        ("https://adverts.example/box", FRAME.replace("Bright enough", "Buy lamps")),
        ("https://disqus.com/embed/comments/?f=quay", FRAME),
    )
    discussion = threads.read(source)
    assert discussion.comments["text"].to_list() == ["Bright enough."]
    assert discussion.article.title == "Lantern"


def test_a_frame_in_the_folder_beside_the_page_is_read_with_it(tmp_path: Path) -> None:
    page = tmp_path / "Lantern.html"
    page.write_text(STORY.format(""), "utf-8")
    folder = tmp_path / "Lantern_files"
    folder.mkdir()
    (folder / "saved_resource.html").write_text("<html><body><p>An advert.</p></body></html>", "utf-8")
    (folder / "saved_resource(1).html").write_text(FRAME, "utf-8")
    discussion = threads.read(page)
    assert discussion.comments["text"].to_list() == ["Bright enough."]
    assert discussion.article.title == "Lantern"
    assert "frames" in [note.code for note in discussion.notes]


def test_a_page_saved_by_safari_is_a_page() -> None:
    resource = {
        "WebResourceData": STORY.format(OWN).encode("latin-1"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "ISO-8859-1",
        "WebResourceURL": "https://quay.example/lantern",
    }
    data = plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)
    assert threads.read(data).comments["author"].to_list() == ["Märta"]
    with pytest.raises(BrokenSource, match="web archive"):
        threads.read(data[:60] + data[90:])


def test_a_letter_with_pictures_stays_a_letter() -> None:
    letter = mhtml(
        ("cid:1", "<html><body><p>Dear all, look at this lamp.</p></body></html>"), sender="osk@quay.example"
    )
    letter = letter.replace(
        b"Snapshot-Content-Location: cid:1", b"Message-ID: <1@quay.example>\r\nTo: all@quay.example"
    )
    assert threads.read(letter).source.reader == "mail"


def test_an_archive_without_a_page_says_so() -> None:
    source = mhtml(("https://quay.example/lantern", "x")).replace(
        b"Content-Type: text/html", b"Content-Type: image/png"
    )
    with pytest.raises(BrokenSource, match="without a page"):
        threads.read(source)
