"""Comment systems that news sites embed and whose list is saved with the page only when it stood rendered in it: Viafoura, OpenWeb."""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.links import Beside, Nested, Stated
from .htmlkit.patterns import CLAIM, DIGIT
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

VIAFOURA: Final = HtmlPlatform(
    name="viafoura-html",
    title="Viafoura (page)",
    doc="Viafoura's list in a page, its first and its third version: names, which the third states in a label only, nesting, ids "
    "and times where they are shown, likes.",
    marks=(
        Mark(".vf3-comment .vf3-comment-content, article.vf3-comment", 0.93, ("vf3-comment",)),
        Mark(".vf-comment-container[data-id]", 0.9, ("vf-comment",)),
        Mark(".vf-comment .vf-comment__content-editor, .vf-comment-thread .vf-comment__content-editor", 0.9),
    ),
    comment="article.vf3-comment, .vf-comment-container[data-id], .vf-comment:has(.vf-comment__content-editor)",
    ids=(Pick("", "data-id", r"^([\w-]+)$"), Pick("", "data-content-uuid", r"^([\w-]+)$"), Pick("", "id", r"([0-9a-f-]{36})$")),
    required=".vf3-comment-content, .vf-comment__content-editor, .vf-content-text, .vf-comment-html-content",
    fields={
        "author": (
            Pick("", "aria-label", r"^(?:Comment|Reply|Response) by (.+?)(?: to .+?)?\.?$"),
            Pick(".vf3-comment-author, .vf-comment-head__author, .vf-username, .vf-comment-header .vf-display-name"),
        ),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick(".vf3-comment-date, .vf-comment-head__time, .vf-date, .vf-time-ago, time", None, DIGIT),),
        "score": (Pick(".vf3-like-count, .vf-like-count, .vf-comment-actions__like-count", None, r"(\d+)"),),
    },
    body=(".vf3-comment-content", ".vf-comment__content-editor", ".vf-content-text, .vf-comment-html-content"),
    heads=".vf3-comment-header, .vf3-comment-actions, .vf-comment-head, .vf-comment-header, .vf-comment-actions",
    links=(Nested(), Beside()),
    claimed=(Pick(".vf3-comments-count, .vf-comment-count, .vf-counter__text, .vf-counter", None, r"(\d[\d,]*)"),),
    more=".vf-load-more-con, .vf3-load-more, .vf-show-replies",
)  # fmt: skip
OPENWEB: Final = HtmlPlatform(
    name="openweb-html",
    title="OpenWeb (page, formerly Spot.IM)",
    doc="OpenWeb's conversation in a page: nesting, names, ages, votes. It stands in a shadow tree, which few ways of saving keep.",
    marks=(
        Mark('[data-spot-im-class="message-text"]', 0.94, ("message-text",)),
        Mark(".spcv_root-message, .spcv_messages-list .spcv_message-stack", 0.93, ("spcv_",)),
    ),
    comment=".spcv_message-stack",
    framed=".spcv_root-message[id]",
    ids=(Pick("", "data-message-id", r"^([\w-]+)$"), Pick("[data-message-id]", "data-message-id", r"^([\w-]+)$")),
    required='[data-spot-im-class="message-text"], [class*="TextEntity__text-entity"]',
    fields={
        "author": (Pick('[data-spot-im-class="message-username"]'), Pick('[class*="Username-index__wrapper"]')),
        "created_exact": (Pick("time[datetime]", "datetime"),),
        "created": (Pick('[data-spot-im-class="message-timestamp"], time', None, DIGIT),),
        "score": (Pick('[aria-label="Vote Up"] [class*="votesCounter"], [class*="VoteButtons-index__votesCounter"]', None, r"(\d+)"),),
        "dislikes": (Pick('[aria-label="Vote Down"] [class*="votesCounter"]', None, r"(\d+)"),),
    },
    extra=("dislikes",),
    body=('[data-spot-im-class="message-text"]', '[class*="TextEntity__text-entity"]'),
    heads='[data-spot-im-class="message-username"], [data-spot-im-class="message-timestamp"], [class*="Username-index__wrapper"], '
    '[class*="MessageActions"]',
    noise=NOISE + ", .spcv_show-more-replies, button",
    links=(Stated((Pick("", "data-parent-id", r"^([\w-]+)$"),)), Nested()),
    claimed=(Pick('[data-spot-im-class="comments-count"]', None, CLAIM), Pick('[data-spot-im-class="comments-count"]', None, r"(\d[\d,.]*)")),
    more=".spcv_loadMoreCommentsContainer button, .spcv_show-more-replies button",
)  # fmt: skip
PLATFORMS: Final = (VIAFOURA, OPENWEB)
