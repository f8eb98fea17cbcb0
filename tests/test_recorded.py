"""What network tools or a crawler recorded is read as the page, with the data that its scripts asked for."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime

import pytest

from commentariat import threads
from commentariat.threads.errors import BrokenSource, NoCommentsFound

from .lantern import FRAME, OWN

ADDRESS = "https://quay.example/lantern"
STORY = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Lantern</title></head><body><h1>Lantern</h1>"
    "<p>A lamp hangs on the quay.</p>{}</body></html>"
)


def listed(first: int) -> str:
    comments = [
        {"id": at, "parent_id": at - 1 if at % 3 else None, "author": {"name": f"Osk {at}"},
         "created_at": f"2014-05-0{at}T10:00:00Z",
         "body": f"Lamp number {at} is far too dim for the quay, as everybody knows."}
        for at in range(first, first + 3)
    ]  # fmt: skip
    return json.dumps({"comments": comments, "total": 6})


def entry(address: str, kind: str, text: str, *, packed: bool = False, status: int = 200) -> dict[str, object]:
    content = {"mimeType": kind, "size": len(text), "text": text}
    if packed:
        content |= {"text": base64.b64encode(text.encode()).decode(), "encoding": "base64"}
    return {
        "startedDateTime": "2014-05-03T10:00:00.123Z",
        "request": {"method": "GET", "url": address},
        "response": {"status": status, "content": content},
    }


def har(*entries: dict[str, object]) -> bytes:
    return json.dumps({"log": {"version": "1.2", "creator": {"name": "tools"}, "entries": entries}}, indent=2).encode()


def record(
    address: str, body: bytes, kind: str = "text/html; charset=utf-8", extra: str = "", status: int = 200
) -> bytes:
    answer = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2014-05-03T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


INFO = (
    b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\nContent-Length: 14\r\n\r\n"
    b"software: x\r\n\r\n\r\n\r\n"
)


@pytest.mark.parametrize("packed", [False, True])
def test_the_page_of_a_log_is_read(packed: bool) -> None:
    moved = entry("https://quay.example/", "text/html", "<html>moved</html>", status=301)
    discussion = threads.read(har(moved, entry(ADDRESS, "text/html", STORY.format(OWN), packed=packed)))
    assert discussion.source.reader == "wordpress"
    assert discussion.discussion_id == ADDRESS
    assert discussion.comments["author"].to_list() == ["Märta"]
    assert discussion.comments["created"].to_list() == [datetime(2014, 5, 1, 10, tzinfo=UTC)]


def test_comments_that_scripts_asked_for_are_read_with_the_page() -> None:
    discussion = threads.read(
        har(
            entry(ADDRESS, "text/html", STORY.format("")),
            entry("https://quay.example/settings", "application/json", '{"dark": true, "close": "</script>"}'),
            entry("https://quay.example/api/comments?page=1", "application/json", listed(1)),
            entry("https://quay.example/api/comments?page=2", "application/json", listed(4)),
        )
    )
    assert discussion.comments["author"].to_list() == [f"Osk {at}" for at in range(1, 7)]
    assert discussion.comments["parent_id"].count() == 3
    assert discussion.article.title == "Lantern"


def test_a_log_without_a_page_is_read_as_data() -> None:
    discussion = threads.read(har(entry("https://quay.example/api/comments", "application/json", listed(1))))
    assert discussion.comments.height == 3


def test_a_log_without_answers_says_so() -> None:
    bare = entry(ADDRESS, "text/html", "")
    with pytest.raises(BrokenSource, match="save it with content"):
        threads.read(har(bare, bare))


def test_the_page_of_a_crawler_is_read() -> None:
    page = STORY.format(OWN).encode()
    packed = gzip.compress(page)
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:50], packed[50:])) + b"0\r\n\r\n"
    sent = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    for one in (record(ADDRESS, page), record(ADDRESS, chunks, extra=sent)):
        picture = record("https://quay.example/lamp.png", b"\x89PNG\r\n\r\nWARC/1.0", "image/png")
        archive = INFO + picture + one
        for source in (archive, b"".join(map(gzip.compress, (INFO, picture, one)))):
            discussion = threads.read(source)
            assert discussion.comments["author"].to_list() == ["Märta"]
            assert discussion.discussion_id == ADDRESS
            assert discussion.comments["created"].to_list() == [datetime(2014, 5, 1, 10, tzinfo=UTC)]


def test_a_frame_with_comments_is_read_with_the_page_of_a_crawler() -> None:
    frame = record("https://disqus.com/embed/comments/?f=quay", FRAME.encode())
    advert = record("https://adverts.example/", FRAME.replace("Bright enough", "Buy lamps").encode())
    discussion = threads.read(INFO + record(ADDRESS, STORY.format("").encode()) + advert + frame)
    assert discussion.comments["text"].to_list() == ["Bright enough."]
    assert discussion.article.title == "Lantern"


def test_a_site_of_many_pages_is_named_as_one() -> None:
    pages = [record(f"https://quay.example/{at}", STORY.format(OWN).encode()) for at in range(6)]
    with pytest.raises(BrokenSource, match=r"a WARC file of 6 pages \(https://quay.example/0, .*, …\)"):
        threads.read(INFO + b"".join(pages))


def test_an_article_of_a_crawler_has_no_comments() -> None:
    with pytest.raises(NoCommentsFound):
        threads.read(INFO + record(ADDRESS, STORY.format("").encode()))


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (INFO, "without a page"),
        (INFO + b"WARC/1.0\r\nContent-Length: many\r\n\r\n", "damaged"),
        (b"WARC/1.0\r\nWARC-Type: response", "damaged"),
        (INFO + record(ADDRESS, b"\x0b\x02\x80", extra="Content-Encoding: br\r\n"), "packed with br"),
    ],
)
def test_what_a_crawler_wrote_and_cannot_be_read_is_named(source: bytes, told: str) -> None:
    with pytest.raises(BrokenSource, match=told):
        threads.read(source)


def test_a_damaged_answer_is_left_out() -> None:
    damaged = entry("https://quay.example/api/comments", "application/json", listed(1), packed=True)
    damaged["response"]["content"]["text"] = "é" + damaged["response"]["content"]["text"]  # type: ignore[index]
    whole = entry("https://quay.example/api/comments?page=2", "application/json", listed(4))
    assert threads.read(har(damaged, whole)).comments.height == 3
    assert threads.read(b"\xef\xbb\xbf" + har(entry(ADDRESS, "text/html", STORY.format(OWN)))).comments.height == 1
