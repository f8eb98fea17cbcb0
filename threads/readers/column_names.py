"""What people call the columns of a table and the keys of a record, per part of a comment."""

from __future__ import annotations

import re
import unicodedata
from itertools import product
from typing import Final


def folded(name: str) -> str:
    """Fold a name to letters and digits: ``Parent-ID``, ``parentId`` and ``parent_id`` are one, accents are none."""
    if name.isascii():
        return re.sub(r"[^a-z0-9]", "", name.lower())
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFC", bare).lower())


#: Who is meant, and what is said of them: "from_name", "user.login" and "fromUser.displayName" are made of both.
_PEOPLE: Final = (
    "user", "author", "fromuser", "from", "sender", "member", "commenter", "creator", "createdby", "owner", "poster",
    "writer", "profile", "account", "actor", "person", "reviewer", "speaker", "u", "who", "reporter",
    "userinfo", "userdata", "authorinfo", "senderinfo", "participant", "createduser", "membercreator", "postedby",
    "submitter", "customer", "athlete", "fromemailaddress", "senderemailaddress",
)  # fmt: skip
CALLED: Final = (
    "displayname", "name", "fullname", "realname", "username", "screenname", "nickname", "nick", "login", "handle",
    "membername", "alias", "pseudo", "firstname",
)  # fmt: skip
#: What is dated, and how its date is called.
_DATED: Final = ("comment", "review", "message", "msg", "reply", "tweet", "post", "feedback", "answer")
_DATES: Final = ("date", "time", "datetime", "timestamp", "createdat")
#: Times that are likelier right where their names tell the zone.
_MOMENTS: Final = ("created", "date", "commentdate", "datecreated", "createdat")
#: What is answered, and how it is named there.
_ANSWERED: Final = ("replytomessage", "parentmessage", "parentcomment", "replytocomment", "repliedmessage", "inreplyto")
_AS: Final = ("id", "messageid", "commentid", "uuid", "key")
#: What comments gather in.
_GATHERING: Final = ("discussion", "article", "thread", "conversation", "topic")
#: Objects in which a record's own parts lie: of dumps of models, of JSON:API, of activities.
WRAPPERS: Final = frozenset((
    "fields", "attributes", "relationships", "data", "snippet", "properties", "source", "object", "node", "comment",
    "message",
))  # fmt: skip
#: What a value is wrapped in by databases, typed exports and rendering interfaces: "body.content" is the body.
HOLDERS: Final = frozenset((
    "date", "oid", "numberlong", "seconds", "value", "rendered", "raw", "text", "content", "html", "plain",
    "simpletext", "iso", "datetime",
))  # fmt: skip
_KNOWN_AS: Final = ("id", "idstr", "uid", "uuid", "phid", "key", "pk")
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "text": (
        "text", "body", "commenttext", "commentbody", "commentcontent", "comment", "comments", "content", "message",
        "rawmessage", "textdisplay", "textoriginal", "fulltext", "posttext", "postcontent", "contenttext",
        "contentrendered", "reviewtext", "review", "tweet", "tweettext", "utterance", "msg", "bodytext", "bodyhtml",
        "html", "contents", "commentmessage", "description", "argument", "thetext", "replytext", "replycontent",
        "rawtext", "textraw", "bodyraw", "markdown", "kommentar", "commentaire", "comentario", "commento", "texto",
        "texte", "inhalt", "nachricht", "комментарий", "текст", "сообщение", "评论内容", "评论", "内容",
        "댓글", "コメント",
        *("".join(pair) for pair in product(_DATED, ("body", "content", "message", "description", "text"))), "feedback",
        "komentar", "mensaje", "mensagem", "messaggio",
        "opinion", "testimonial", "contenthtml", "bodyplain", "bodymarkdown", "reviewcomment", "отзыв",
    ),
    "id": (
        "commentid", "id", "cid", "commentcounter", "messageid", "msgid", "utteranceid", "tweetid", "statusid",
        "postid", "idstr", "uuid", "key", "argid", "replyid", "commentno", "commentkey", "commentuuid", "guid", "pk",
        "databaseid",
        "innerid", "eventid", "noteid", *("".join(pair) for pair in product(_DATED, ("id", "uuid", "key", "no", "pk"))),
        "pid", "评论id",
    ),
    "parent": (
        "parentid", "parent", "parentcommentid", "commentparent", "commentparentid", "replyto", "replytoid",
        "inreplyto", "inreplytoid", "inreplytostatusid", "inreplytostatusidstr", "replytocommentid", "parentcomment",
        "responseto", "responsetoid", "parentpostid", "inreplytotweetid", "inreplytocommentid", "parentutteranceid",
        "pid", "parentmessageid", "replytomessageid", "repliedto", "parentno", "parentcommentno", "parentkey",
        "parentuuid", "replyparentid",
        *("".join(pair) for pair in product(_ANSWERED, _AS)), "rootid", "tmid", "threadts", "answerto", "父评论id",
    ),
    "author": (
        "author", "authorname", "username", "user", "userdisplayname", "displayname", "authordisplayname", "commenter",
        "commentername", "commentauthor", "screenname", "userscreenname", "nickname", "nick", "speaker", "from",
        "sender", "name", "by", "poster", "userlogin", "authorlogin", "login", "authorusername", "authoralias",
        "member",
        *("".join(pair) for pair in product(_PEOPLE, CALLED)),
        "postedby", "writtenby", "addedby", "createdby", "creator", "who", "writer", "reviewer", "sendername",
        "authornickname", "autor", "auteur", "autore", "nutzer", "benutzer", "benutzername", "utilisateur", "usuario",
        "utente", "emisor", "remitente", "absender", "mittente",
        "автор", "имяпользователя", "пользователь", "имя", "用户名", "用户昵称", "昵称", "用户",
        "작성자", "投稿者",
    ),
    "author_id": (
        "authorid", "userid", "useremail", "authoremail",
        "authorfullname", "commenterid", "speakerid", "senderid", "useridstr", "authorchannelid",
        *("".join(pair) for pair in product(_PEOPLE, _KNOWN_AS)), "authorphid", "owneruserid", "attributedto",
        "fromiduserid", "用户id",
    ),
    "created": (
        *("".join(pair) for pair in product(_MOMENTS, ("utc", "gmt"))),
        "created", "createdat", "createdtime", "createddate", "createdate", "creationdate", "date",
        "datetime", "timestamp", "time", "published", "publishedat", "publishedtime", "commentdate",
        "posted", "postedat", "postdate", "posttime", "dateposted", "datecreated", "commenttime",
        "submittedat", "createtime", "createdon", "createat", "createdts",
        "createdtimestamp", "createtimestamp", "createddatetime", "submitdate", "timepublished", "sent", "sentat",
        "senttime", "ts",
        "timestampms", "dateunixtime", "unixtime", "addedat", "commentaddedat", "dateadded", "postedon", "postedtime",
        "publishedon", "publishtime", "publishdate", "pubdate", "submitted", "commentedat", "ctime", "regtime",
        *("".join(pair) for pair in product(_DATED, _DATES)),
        "when", "moment", "bugwhen", "datum", "fecha", "fechahora", "datahora", "tarih", "waktu", "tanggal",
        "дата", "日期", "时间", "评论时间", "评论日期",
        "发布时间", "작성일", "날짜", "投稿日時",
    ),
    "score": (
        "score", "likes", "likecount", "likescount", "upvotes", "votes", "points", "totalvotes", "recommendations",
        "recommendationcount", "ups", "favoritecount", "favouritescount", "votecount", "numlikes", "numrecommends",
        "点赞数", "лайки",
    ),
    "discussion": (
        "discussionid", "articleid", "threadid", "conversationid", "linkid", "submissionid", "storyid", "videoid",
        "topicid", "debateid", "newsid", *("".join(pair) for pair in product(_GATHERING, ("uuid", "guid", "key"))),
        "articleurl", "pageurl", "thread", "discussion", "article", "conversation",
        "topic", "postid", "url", "идстатьи",
    ),
    "permalink": ("permalink", "permalinkurl", "commenturl", "link", "weburl", "htmlurl", "commentlink", "weblink"),
    "title": (
        "articletitle", "discussiontitle", "threadtitle", "storytitle", "videotitle", "headline", "posttitle",
        "pagetitle", "title",
    ),
}  # fmt: skip
#: Our part: names that tables use for it, likeliest first, folded to letters.
NAMES: Final = {part: tuple(map(folded, names)) for part, names in _NAMES.items()}
#: Keys of what comments are about (a heading, and a count of them), of commits, of notices for a time, of people.
HEADED: Final = frozenset(("title", "headline"))
#: Keys beside a heading that articles, products and videos have, and what is said about them has not.
LISTED: Final = frozenset((
    "slug", "excerpt", "featuredimage", "thumbnail", "thumbnailurl", "videourl", "price", "isbn", "director", "genre",
    "genres", "servings", "ingredients",
))  # fmt: skip
#: Parts of a person's name.
GIVEN: Final = re.compile(r"(?:first|given|fore)name$")
FAMILY: Final = ("lastname", "familyname", "surname", "secondname")
COUNTED: Final = frozenset((
    "commentscount", "commentcount", "numcomments", "commentsurl", "usernotescount", "replycount", "repliescount",
    "answercount", "numreplies", "answerscount", "replynum", "commentnum", "commentsnum", "totalcomments",
    "totalreplies", "numberofcomments", "numanswers", "commentids",
))  # fmt: skip
#: Keys that hold comments, or how many there are.
GATHERED: Final = frozenset(("comments", "replies", "answers", "reviews"))
#: Keys that a comment has, also where the heading of its article and a count of all stand beside it.
COMMENTS_OWN: Final = re.compile(r"comment(?:text|body|content|id)?$|repl(?:y|ied)to|inreply|parentcomment")
#: What a version is called that a message describes.
VERSION: Final = frozenset(("sha", "commit", "hash", "changeset"))
NO_COMMENT: Final = frozenset((
    "committer", "committername", "committeremail", "committedby", "followerscount", "statusescount", "commitdate",
    "commithash", "revid", "assignee", "assignedto", "assignees", "issuetype", "milestone", "tracker", "venue",
    "parentids", "committeddate", "startsat", "allday", "cron", "tagname",
    "due", "duedate", "dueat", "dueon", "deadline", "completedat", "completedon",
))  # fmt: skip
#: Words in the name of a column that says what is answered, whatever else stands in it.
KIN: Final = re.compile(r"parent|mother|repl(?:y|ied)to|answer(?:s|ed|to)|respon(?:se|ds?)to|inreply|ancestor")
#: A text column that says that comments stand in it, as words are folded.
COMMENTED: Final = re.compile(
    f"comment|review|feedback|opinion|testimonial|отзыв|kommentar|komentar|comentario|{folded('комментарий')}|评论|{folded('댓글')}|コメント"
)
#: A part may be given by any of these names on the command line.
ALIASES: Final = {
    "comment_id": "id", "parent_id": "parent", "stated_parent": "parent", "date": "created", "time": "created",
    "discussion_id": "discussion", "thread": "discussion", "body": "text", "name": "author", "user": "author",
}  # fmt: skip
