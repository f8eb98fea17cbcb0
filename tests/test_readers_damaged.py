"""What programs leave out, write strangely or tear: a comment stays one, or a note says that it is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commentariat import threads

from .fixtures import fixture

ROWS = [
    {"nr": "1", "words": "The ferry is late again.", "who": "Ines", "re": None},
    {"nr": "2", "who": "Tobias", "re": "1"},
    {"nr": "3", "words": "Nobody told us why.", "who": "Ines", "re": "2"},
]
COLUMNS = {"id": "nr", "text": "words", "author": "who", "parent": "re"}
LINES = "\n".join(map(json.dumps, ROWS)).encode()


def test_read_many_takes_what_read_takes(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(LINES)
    (tmp_path / "b.jsonl").write_bytes(LINES)
    found = list(threads.read_many(tmp_path, columns=COLUMNS))
    assert [one.comments["author"].to_list() for one in found] == [["Ines", "Tobias", "Ines"]] * 2
    with pytest.raises(threads.BrokenSource, match="max_bytes"):
        list(threads.read_many(tmp_path, columns=COLUMNS, max_bytes=20))
    page = fixture("html", "wordpress")
    assert page is not None
    assert next(threads.read_many(page)).article.paragraphs
    assert not next(threads.read_many(page, article=False)).article.paragraphs


@pytest.mark.parametrize(
    ("given", "error"),
    [({"columns": {"colour": "a"}}, ValueError), ({"columns": "id=a"}, TypeError), ({"max_bytes": 0}, ValueError),
     ({"max_bytes": 1e9}, TypeError)],
)  # fmt: skip
def test_read_many_looks_at_its_arguments_when_it_is_called(given: dict, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"colour|columns|max_bytes"):
        threads.read_many([], **given)


def test_a_text_and_a_stream_take_columns() -> None:
    text = threads.read_text(LINES.decode(), columns=COLUMNS)
    (streamed,) = threads.scan(LINES, columns=COLUMNS)
    for table in (text.comments, streamed):
        assert table["text"].to_list() == ["The ferry is late again.", "", "Nobody told us why."]
        assert table["parent_id"].to_list() == [None, "1", "2"]
    with pytest.raises(threads.BrokenSource, match="has no column wer"):
        list(threads.scan(LINES, columns={**COLUMNS, "author": "wer"}))
    with pytest.raises(ValueError, match="colour"):
        threads.scan(LINES, columns={"colour": "a"})


def test_a_row_without_words_keeps_its_place() -> None:
    rows = [{"id": one["nr"], "text": one.get("words"), "author": one["who"], "parent_id": one["re"]} for one in ROWS]
    del rows[1]["text"]
    found = threads.read(json.dumps(rows).encode()).comments
    assert found["text"].to_list() == ["The ferry is late again.", "", "Nobody told us why."]
    assert found["parent_id"].to_list() == [None, "1", "2"]


@pytest.mark.parametrize(
    ("platform", "key"), [("mastodon", "in_reply_to_id"), ("wordpress-rest", "parent"), ("disqus-api", "parent")]
)
def test_a_record_that_lacks_a_key_is_a_comment_among_comments(platform: str, key: str) -> None:
    path = fixture("json", platform)
    assert path is not None
    value = json.loads(path.read_bytes())
    listed = next(one for one in _lists(value) if sum(key in record for record in one) >= 2)
    whole = threads.read(json.dumps(value).encode()).comments
    next(record for record in listed if key in record).pop(key)
    found = threads.read(json.dumps(value).encode()).comments
    assert found["comment_id"].to_list() == whole["comment_id"].to_list()


def test_an_event_among_messages_is_none() -> None:
    path = fixture("json", "hangouts")
    assert path is not None
    assert b"hangout_event" in path.read_bytes() or b"membership_change" in path.read_bytes()
    assert all(threads.read(path).comments["text"])


def test_a_live_chat_whose_lists_are_maps() -> None:
    path = fixture("json", "youtube-live-chat")
    assert path is not None
    source = path.read_text("utf-8")
    shortcuts = next(one["shortcuts"] for one in _objects(json.loads(source)) if "shortcuts" in one)
    mapped = source.replace(json.dumps(shortcuts, ensure_ascii=False), json.dumps({"0": "x"}))
    assert mapped != source
    assert threads.read(mapped.encode()).comments.height == threads.read(path).comments.height


@pytest.mark.parametrize(
    "written", [lambda data: data.replace(b"\n", b"\r"), lambda data: data.decode("utf-8").encode("utf-16")]
)
def test_a_mailbox_with_other_ends_of_lines(written) -> None:
    path = fixture("mail", "mail")
    assert path is not None
    expected = [one.comments.drop("position") for one in threads.read_many(path)]
    found = [one.comments.drop("position") for one in threads.read_many(written(path.read_bytes()))]
    assert [one["author"].to_list() for one in found] == [one["author"].to_list() for one in expected]
    assert [one["parent_id"].to_list() for one in found] == [one["parent_id"].to_list() for one in expected]


def _objects(value: object) -> list[dict]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(one for part in inner for one in _objects(part))]


def _lists(value: object) -> list[list[dict]]:
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    own = [[one for one in value if isinstance(one, dict)]] if isinstance(value, list) else []
    return [*own, *(one for part in held for one in _lists(part))]
