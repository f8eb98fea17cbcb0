"""Reply graphs for other programs: GraphML, GEXF, and ConvoKit corpus folders. Comments and links only."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape, quoteattr

from .atomic import atomic_write, atomic_write_together
from .errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from .model import Discussion

#: What a node keeps, with its type in GraphML and GEXF.
_NODE: Final = {
    "discussion_id": "string", "author": "string", "created": "string", "depth": "int", "score": "long",
    "deleted": "boolean", "link_basis": "string", "text": "string",
}  # fmt: skip
_EDGE: Final = {"basis": "string", "confidence": "double"}
_GEXF_TYPES: Final = {"int": "integer", "string": "string", "long": "long", "boolean": "boolean", "double": "double"}
#: XML 1.0 has no way to write these, escaped or not.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_graph(discussions: Sequence[Discussion], path: Path, fmt: str) -> None:
    """Write ``graphml``, ``gexf`` or a ``convokit`` folder; an edge runs from a comment to its parent.

    Raises
    ------
    WriteError
        The output cannot be written.
    """
    if fmt == "convokit":
        _write_convokit(discussions, path)
        return
    lines = graphml(discussions) if fmt == "graphml" else gexf(discussions)
    atomic_write(path, "\n".join(lines).encode("utf-8") + b"\n")


def _rows(discussions: Iterable[Discussion]) -> Iterator[dict[str, Any]]:
    several = len({one.discussion_id for one in discussions}) > 1
    for one in discussions:
        for row in one.comments.iter_rows(named=True):
            prefix = f"{row['discussion_id']}/" if several else ""
            row["node"] = f"{prefix}{row['comment_id']}"
            row["above"] = f"{prefix}{row['parent_id']}" if row["parent_id"] is not None else None
            yield row


def graphml(discussions: Sequence[Discussion]) -> Iterator[str]:
    """Yield the lines of a GraphML document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for domain, keys in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in keys.items():
            yield f'<key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<graph id="replies" edgedefault="directed">'
    for row in _rows(discussions):
        data = "".join(f'<data key="node-{name}">{_cell(row[name])}</data>' for name in _NODE if row[name] is not None)
        yield f"<node id={_attribute(row['node'])}>{data}</node>"
    for row in _rows(discussions):
        if row["above"] is not None:
            edge = f"source={_attribute(row['node'])} target={_attribute(row['above'])}"
            data = f'<data key="edge-basis">{row["link_basis"]}</data>'
            data += f'<data key="edge-confidence">{row["link_confidence"]:.4g}</data>'
            yield f"<edge {edge}>{data}</edge>"
    yield "</graph></graphml>"


def gexf(discussions: Sequence[Discussion]) -> Iterator[str]:
    """Yield the lines of a GEXF 1.3 document."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed">'
    for domain, keys in (("node", _NODE), ("edge", _EDGE)):
        inside = "".join(
            f'<attribute id="{one}" title="{one}" type="{_GEXF_TYPES[kind]}"/>' for one, kind in keys.items()
        )
        yield f'<attributes class="{domain}">{inside}</attributes>'
    yield "<nodes>"
    for row in _rows(discussions):
        values = "".join(
            f'<attvalue for="{name}" value={_attribute(_plain(row[name]))}/>' for name in _NODE if row[name] is not None
        )
        label = _attribute(row["author"] or "?")
        yield f"<node id={_attribute(row['node'])} label={label}><attvalues>{values}</attvalues></node>"
    yield "</nodes><edges>"
    for number, row in enumerate(row for row in _rows(discussions) if row["above"] is not None):
        ends = f"source={_attribute(row['node'])} target={_attribute(row['above'])}"
        values = f'<attvalue for="basis" value="{row["link_basis"]}"/>'
        values += f'<attvalue for="confidence" value="{row["link_confidence"]:.4g}"/>'
        yield f'<edge id="{number}" {ends}><attvalues>{values}</attvalues></edge>'
    yield "</edges></graph></gexf>"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cell(value: Any) -> str:
    return escape(_ILLEGAL.sub("\ufffd", _plain(value)))


def _attribute(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("\ufffd", value), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _write_convokit(discussions: Sequence[Discussion], folder: Path) -> None:
    made = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(f"{folder} cannot be made: {error.strerror or error}.") from error
    try:
        atomic_write_together({folder / name: data for name, data in convokit_files(discussions).items()})
    except WriteError:
        if made:
            folder.rmdir()
        raise


def convokit_files(discussions: Sequence[Discussion]) -> dict[str, bytes]:
    """Return the files of a ConvoKit corpus: utterances, speakers, conversations, corpus and index."""
    utterances = [_utterance(row) for row in _rows(discussions)]
    speakers: dict[str, Any] = {row["speaker"]: {"meta": {}, "vectors": []} for row in utterances}
    conversations = {
        one.discussion_id: {
            "meta": {"title": one.article.title, "url": one.article.url, "site": one.article.site},
            "vectors": [],
        }
        for one in discussions
    }
    kinds = sorted({key for row in utterances for key in row["meta"]})
    index = {
        "utterances-index": {key: ["<class 'object'>"] for key in kinds},
        "speakers-index": {}, "overall-index": {}, "vectors": [], "version": 1,
        "conversations-index": {key: ["<class 'str'>"] for key in ("title", "url", "site")},
    }  # fmt: skip
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in utterances) + "\n"
    whole = {"speakers.json": speakers, "conversations.json": conversations, "corpus.json": {}, "index.json": index}
    files = {name: (json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8") for name, value in whole.items()}
    return {"utterances.jsonl": lines.encode("utf-8"), **files}


def _utterance(row: dict[str, Any]) -> dict[str, Any]:
    meta = {
        name: row[name] for name in ("score", "deleted", "link_basis", "link_confidence", "stated_parent", "permalink")
    }
    return {
        "id": row["node"],
        "conversation_id": row["discussion_id"],
        "text": row["text"],
        "speaker": row["author_id"] or row["author"] or "(unknown)",
        "meta": {key: value for key, value in {**meta, "author": row["author"]}.items() if value is not None},
        "reply-to": row["above"],
        "timestamp": row["created"].timestamp() if row["created"] is not None else None,
        "vectors": [],
    }
