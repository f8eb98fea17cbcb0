"""Guess what the columns of a table, or the keys of a JSON record, mean, from their names and their values."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from .json_platform import Fields
from .json_shapes import reach

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Our part: names that tables use for it, likeliest first, folded to letters.
NAMES: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text", "body", "commenttext", "commentbody", "commentcontent", "comment", "comments", "content", "message",
        "rawmessage",
        "textdisplay", "textoriginal", "fulltext", "posttext", "postcontent", "contenttext", "contentrendered",
        "reviewtext", "review", "tweet", "tweettext", "utterance", "msg", "bodytext", "bodyhtml", "html", "contents",
        "commentmessage", "description", "argument",
    ),
    "id": (
        "commentid", "id", "cid", "commentcounter", "messageid", "msgid", "utteranceid", "tweetid", "statusid",
        "postid", "idstr", "uuid", "key", "argid", "replyid",
    ),
    "parent": (
        "parentid", "parent", "parentcommentid", "commentparent", "commentparentid", "replyto", "replytoid",
        "inreplyto", "inreplytoid", "inreplytostatusid", "inreplytostatusidstr", "replytocommentid", "parentcomment",
        "responseto", "responsetoid", "parentpostid", "inreplytotweetid", "inreplytocommentid", "parentutteranceid",
        "pid", "parentmessageid", "replytomessageid", "repliedto",
    ),
    "author": (
        "author", "authorname", "username", "user", "userdisplayname", "displayname", "authordisplayname", "commenter",
        "commentername", "commentauthor", "screenname", "userscreenname", "nickname", "nick", "speaker", "sender",
        "name", "by", "from", "poster", "userlogin", "authorlogin", "login", "authorusername", "authoralias", "member",
    ),
    "author_id": (
        "authorid", "userid", "authorfullname", "commenterid", "speakerid", "senderid", "useridstr", "authorchannelid",
    ),
    "created": (
        "created", "createdat", "createdutc", "createdtime", "createddate", "createdate", "creationdate", "date",
        "datetime", "timestamp", "time", "published", "publishedat", "publishedtime", "commentdate", "commentdategmt",
        "posted", "postedat", "postdate", "posttime", "dateposted", "datecreated", "dategmt", "commenttime",
        "submittedat", "createtime",
    ),
    "score": (
        "score", "likes", "likecount", "likescount", "upvotes", "votes", "points", "totalvotes", "recommendations",
        "recommendationcount", "ups", "favoritecount", "favouritescount", "votecount", "numlikes", "numrecommends",
    ),
    "discussion": (
        "discussionid", "articleid", "threadid", "conversationid", "linkid", "submissionid", "storyid", "videoid",
        "topicid", "debateid", "newsid", "articleurl", "pageurl", "thread", "discussion", "article", "conversation",
        "topic", "postid", "url",
    ),
    "permalink": ("permalink", "permalinkurl", "commenturl", "link", "weburl", "htmlurl", "commentlink"),
    "title": (
        "articletitle", "discussiontitle", "threadtitle", "storytitle", "videotitle", "headline", "posttitle",
        "pagetitle", "title",
    ),
}  # fmt: skip
#: Words of scripts that set no spaces between them.
_SPACELESS: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{4}")
#: A part may be given by any of these names on the command line.
ALIASES: Final = {
    "comment_id": "id", "parent_id": "parent", "stated_parent": "parent", "date": "created", "time": "created",
    "discussion_id": "discussion", "thread": "discussion", "body": "text", "name": "author", "user": "author",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """Which path holds what, per part of a comment; parts that nothing seems to hold are absent."""

    paths: Mapping[str, str]

    @property
    def plausible(self) -> bool:
        """Whether it looks like comments at all: words, and two parts that say who, when or which.

        Where the words are called a comment, the discussion is such a part too, and votes, a time or a parent will do.
        """
        telling = {"id", "parent", "author", "author_id", "created"}
        found = set(self.paths)
        if "comment" in folded(self.paths.get("text", "")):
            telling |= {"discussion"}
            if found & {"score", "created", "parent"}:
                return True
        return "text" in found and len(telling & found) >= 2

    def fields(self) -> Fields:
        """The guess as the fields of a platform."""
        known = {one.name for one in fields(Fields)}
        return Fields(**{part: (path,) for part, path in self.paths.items() if part in known})

    def sentence(self) -> str:
        """The guess in words."""
        return ", ".join(f"{part} from {path}" for part, path in self.paths.items())


def folded(name: str) -> str:
    """Fold a column's name to letters and digits: ``Parent-ID``, ``parentId`` and ``parent_id`` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def guess(records: Sequence[Mapping[str, Any]], *, nested: bool = False) -> Guess:
    """Guess from some records; with ``nested``, paths into objects inside them count too."""
    paths = list(dict.fromkeys(path for record in records for path in _paths(record, nested=nested)))
    by_name: dict[str, str] = {}
    for path in paths:
        by_name.setdefault(folded(path), path)
    # "comment_user" is the comment's user; its title and address are its own, not the discussion's.
    bare = {name.removeprefix("comment"): path for name, path in by_name.items() if name.startswith("comment")}
    found: dict[str, str] = {}
    for part, names in NAMES.items():
        known = [by_name, {}] if part in ("title", "discussion") else [by_name, bare]
        for there in (paths[name] for paths in known for name in names if name in paths):
            if there not in found.values() and _fits(part, [reach(one, there) for one in records]):
                found[part] = there
                break
    return Guess(_checked(found, records))


def given(columns: Mapping[str, str]) -> Guess:
    """Take the columns that the user named; ``ValueError`` for a part that no comment has."""
    known = {*NAMES, *(one.name for one in fields(Fields))}
    chosen = {ALIASES.get(part, part): path for part, path in columns.items()}
    strange = [part for part in chosen if part not in known]
    if strange:
        raise ValueError(f"a comment has no part {strange[0]!r}; name {', '.join(NAMES)}")
    return Guess(chosen)


def _paths(record: Mapping[str, Any], *, nested: bool) -> Iterable[str]:
    for key, value in record.items():
        if "[" in key or (nested and "." in key):
            continue
        yield key
        if nested and isinstance(value, dict):
            yield from (f"{key}.{inner}" for inner in value if "." not in inner and "[" not in inner)


def _fits(part: str, values: list[Any]) -> bool:
    """Whether the values could be what the name says."""
    there = [value for value in values if value is not None and value != ""]
    if not there:
        return part in ("parent", "score")
    if any(isinstance(value, (dict, list)) for value in there):
        return False
    if part == "text":
        return any(isinstance(value, str) and (" " in value.strip() or _SPACELESS.search(value)) for value in there)
    if part == "score":
        return all(re.fullmatch(r"-?[\d.,]+[KkMm]?", str(value)) for value in there)
    if part == "created":
        return any(re.search(r"\d", str(value)) for value in there)
    return True


def _checked(found: dict[str, str], records: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Drop what the values contradict: an id that repeats is none; numbers alone under the author are an id."""
    ids = [reach(one, found["id"]) for one in records] if "id" in found else []
    if len(ids) > 3 and len(set(map(str, ids))) < 0.5 * len(ids):
        found.pop("id")
    where = found.get("discussion", "")
    places = [reach(one, where) for one in records] if folded(where).endswith("url") else []
    alone = len(set(map(str, places))) == len(places)
    if alone and (len(places) > 3 or any("#" in str(one) for one in places)):
        # An address of its own for each is the comment's, not the discussion's.
        found.setdefault("permalink", found.pop("discussion"))
    return found
