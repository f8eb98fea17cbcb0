"""Questions and issues: Stack Exchange, Quora, GitHub."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Addressed, Nested
from .htmlkit.patterns import DIGIT
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

STACK_EXCHANGE: Final = HtmlPlatform(
    name="stackexchange",
    title="Stack Exchange",
    doc="A question with its answers and all comments below them: ids, names, times, scores. Answers count as comments; a "
    "comment below an answer answers it; whom a comment addresses besides is only in its words.",
    marks=(
        Mark('.comment[id^="comment-"] .comment-copy, .answer[id^="answer-"]', 0.94, ("comment-copy",)),
        Mark('.answer[id^="answer-"][data-answerid], .question[data-questionid]', 0.94, ("answer",)),
    ),
    comment='.answer[id^="answer-"], .comment[id^="comment-"]',
    ids=(Pick("", "id", r"^((?:answer-|comment-)\d+)$"),),
    bare=False,
    fields={
        "author": (
            Pick("a.comment-user, .comment-user"),
            Pick(
                ".post-signature:last-of-type .user-details a, .post-signature .user-details [itemprop=name]", last=True
            ),
            Pick(".user-details a, .user-info .user-details", last=True),
        ),
        "created_exact": (
            Pick(".comment-date [title]", "title", r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ)"),
            Pick(".user-action-time .relativetime[title], .relativetime[title]", "title", last=True),
        ),
        "created": (
            Pick(".comment-date", None, DIGIT),
            Pick(".user-action-time", None, DIGIT, last=True),
        ),
        "score": (
            Pick(".comment-score", None, r"(\d+)"),
            Pick(".vote-count-post, .js-vote-count, .js-vote-count[data-value]", None, r"(-?\d+)"),
        ),
        "permalink": (Pick("a.comment-link, a.js-share-link", "href"),),
    },
    body=(".comment-copy", ".post-text, .js-post-body, .s-prose"),
    heads=".user-info, .post-signature, .post-menu, .vote, .votecell, .comment-actions, .comment-date, .comment-user, .comments",
    links=(Nested(), Addressed(Pick(".comment-copy", None, r"^\s*@([\w.\-]+)"), within_thread=True)),
    flags={"accepted": ".accepted-answer, .vote-accepted-on", "answer": '.answer[id^="answer-"]'},
    claimed=(),
    more=".js-show-link:not(.dno), .comments-link:not(.dno):not(.disabled-link)[title*=expand]",
)
GITHUB: Final = HtmlPlatform(
    name="github-html",
    title="GitHub (page)",
    doc="The comments of a GitHub issue, pull request or discussion: ids, names, times. The timeline is flat; the issue's own "
    "text is the article.",
    marks=(Mark('[id^="issuecomment-"], [id^="discussioncomment-"], [id^="discussion_r"]', 0.93, ("github",)),),
    comment=".react-issue-comment, .js-discussion-comment",
    framed='[id^="issuecomment-"], [id^="discussioncomment-"], [id^="discussion_r"]',
    ids=(
        Pick("", "id", r"^((?:issuecomment-|discussioncomment-|discussion_r)\d+)$"),
        Pick('[id^="issuecomment-"], [id^="discussioncomment-"]', "id", r"^((?:issuecomment-|discussioncomment-)\d+)$"),
    ),
    flat=True,
    fields={
        "author": (
            Pick('[data-testid="avatar-link"], a.author, .timeline-comment-header .author'),
            Pick('a[data-hovercard-type="user"]'),
        ),
        "created_exact": (Pick("relative-time[datetime], time-ago[datetime], time[datetime]", "datetime"),),
        "created": (Pick("relative-time, time-ago, time", None, DIGIT),),
        "score": (Pick(".js-discussion-vote-count, .js-upvote-button", None, r"(\d+)"),),
        "permalink": (
            Pick('a[href*="#issuecomment-"], a[href*="#discussioncomment-"], a[href*="#discussion_r"]', "href"),
        ),
    },
    body=(".js-comment-body, [data-testid=markdown-body]", ".markdown-body, .comment-body"),
    heads=".timeline-comment-header, [data-testid=comment-header], .comment-reactions, [data-testid=reactions-toolbar], "
    "[aria-label=Reactions], .edit-comment-hide form",
    noise=NOISE + ", .email-signature-reply, .zeroclipboard-container, tool-tip",
    links=(Nested(),),
    flags={"minimized": ".minimized-comment, [data-testid=minimized-comment]"},
    claimed=(Pick(".gh-header-meta, [data-testid=issue-metadata]", None, r"(\d+) comments?"),),
    more=".ajax-pagination-form, [data-testid=issue-timeline-load-more-load-top]",
)
QUORA: Final = HtmlPlatform(
    name="quora",
    title="Quora",
    doc="The answers to a question that a saved Quora page shows: names and handles, ages, permalinks. Each answers the "
    "question, so all are roots; comments below answers are loaded on demand.",
    marks=(Mark('[class*="dom_annotate_question_answer_item_"]', 0.94),),
    comment='[class*="dom_annotate_question_answer_item_"]',
    fields={
        "author": (Pick('.spacing_log_answer_header a[href*="/profile/"]:not(:has(img))'),),
        "author_id": (Pick('.spacing_log_answer_header a[href*="/profile/"]', "href", r"/profile/([^/?#]+)"),),
        "created": (Pick(".answer_timestamp", None, r"(\S.*)"),),
        "permalink": (Pick("a.answer_timestamp", "href"),),
    },
    required=".spacing_log_answer_content",
    body=(".spacing_log_answer_content",),
    heads=".spacing_log_answer_header",
)
ZHIHU: Final = HtmlPlatform(
    name="zhihu-html",
    title="Zhihu",
    doc="Answers to a question on Zhihu, all of them roots, in two generations of markup: ids, names, times, votes; comments below an answer load on "
    "a click.",
    marks=(
        Mark(".Question-main .AnswerItem[name], .QuestionPage .AnswerItem[name]", 0.95, ("AnswerItem",)),
        Mark("#zh-question-answer-wrap .zm-item-answer[data-atoken]", 0.95, ("zm-item-answer",)),
    ),
    comment=".AnswerItem[name], .zm-item-answer[data-atoken]",
    ids=(Pick("", "data-atoken", r"^(\d+)$"), Pick("", "name", r"^(\d+)$")),
    fields={
        "author": (
            Pick(".AuthorInfo meta[itemprop=name]", "content"),
            Pick(".UserLink-link, .author-link"),
            Pick(".zm-item-answer-author-wrap > a:not(.zm-item-link-avatar)"),
            Pick(".zm-item-answer-author-wrap", None, r"^\s*([^\s，]+)"),
        ),
        "created_exact": (
            Pick("", "data-created", r"^(\d+)$"),
            Pick("meta[itemprop=dateCreated]", "content"),
        ),
        "created": (Pick(".ContentItem-time, .answer-date-link", None, r"(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?)"),),
        "score": (
            Pick("meta[itemprop=upvoteCount]", "content", r"(\d+)"),
            Pick(".zm-item-vote-info", "data-votecount", r"(\d+)"),
        ),
        "permalink": (Pick(".ContentItem-time a, .answer-date-link", "href"),),
    },
    body=(".RichContent-inner .RichText, .RichContent-inner", ".zm-editable-content"),
    heads=".ContentItem-meta, .ContentItem-actions, .answer-head, .zm-votebar, .answer-actions",
    claimed=(Pick("meta[itemprop=answerCount]", "content", r"(\d+)"), Pick("#zh-question-answer-num", None, r"(\d+)")),
)
PLATFORMS: Final = (STACK_EXCHANGE, QUORA, ZHIHU, GITHUB)
