"""Reviews of things, as shops and those who collect reviews show them: Amazon, Goodreads, IMDb, Steam, Trustpilot, TripAdvisor.

A review answers nobody: each is a root. What the one reviewed says of it is none of the reviewer's words.
"""

from __future__ import annotations

from typing import Final

from .htmlkit.fields import Pick
from .htmlkit.patterns import DIGIT, STAMP
from .htmlkit.platform import NOISE, HtmlPlatform, Mark

#: A day behind where and when it was: "Reviewed in Norway on 3 May 2021", "Rezension aus Norwegen vom 3. Mai 2021".
_BEHIND: Final = r"(?s)(?:.*\s(?:on|vom|le|el|il|em|op|den|dnia)\s+)?(.*\d.*)$"

AMAZON: Final = HtmlPlatform(
    name="amazon-reviews",
    title="Amazon (reviews)",
    doc="Reviews on pages of a product or of its reviews, since about 2015: ids, names, days, titles, stars, how many found them "
    "helpful.",
    marks=(
        Mark('[data-hook="review"] [data-hook="review-body"]', 0.94, ("data-hook",)),
        Mark(".a-section.review .review-text", 0.92, ("review-byline",)),
    ),
    comment='[data-hook="review"], .a-section.review[id]',
    ids=(Pick("", "id", r"^(?:customer_review(?:_foreign)?-)?(R\w+)$"),),
    bare=False,
    fields={
        "author": (Pick(".a-profile-name"), Pick('[data-hook="review-author"], .review-byline .author')),
        "created": (Pick('[data-hook="review-date"], .review-date', None, _BEHIND),),
        "score": (Pick('[data-hook="helpful-vote-statement"], .review-votes', None, r"^\s*(\d[\d.,]*)"),),
        "title": (Pick('[data-hook="review-title"] > span:not(.a-icon-alt):last-child'), Pick('[data-hook="review-title"], .review-title')),
        "stars": (Pick('[data-hook$="review-star-rating"], .review-rating', None, r"^\s*(\d(?:[.,]\d)?)"),),
        "permalink": (Pick('a[data-hook="review-title"], a[href*="/customer-reviews/"]', "href"),),
    },
    extra=("title", "stars"),
    body=('[data-hook="review-body"]', ".review-text"),
    claimed=(Pick('[data-hook="cr-filter-info-review-rating-count"]', None, r"(\d[\d.,]*) (?:with reviews|global reviews)"),),
)  # fmt: skip
GOODREADS: Final = HtmlPlatform(
    name="goodreads",
    title="Goodreads (reviews)",
    doc="Reviews of a book, before and since 2022: names, days, likes; ids where the page has them.",
    marks=(
        Mark(".ReviewCard .ReviewText__content", 0.94, ("ReviewCard",)),
        Mark('.review[id^="review_"] .reviewText', 0.9, ("reviewText",)),
    ),
    comment='article.ReviewCard, .review[id^="review_"]',
    ids=(Pick("", "id", r"^review_(\d+)$"), Pick('a[href*="/review/show/"]', "href", r"/review/show/(\d+)")),
    bare=False,
    fields={
        "author": (Pick(".ReviewerProfile__name"), Pick("a.user, .reviewHeader .user")),
        "created": (
            Pick('.ReviewCard__row a[href*="/review/show/"]', None, DIGIT),
            Pick(".reviewDate", None, DIGIT),
        ),
        "score": (
            Pick(".SocialFooter__statsContainer .Button__labelItem", None, r"(\d[\d,]*) likes?"),
            Pick(".likesCount", None, r"(\d[\d,]*)"),
        ),
        "permalink": (Pick('a[href*="/review/show/"]', "href"),),
    },
    body=(".ReviewText__content", '.reviewText [style*="display:none"]', ".reviewText"),
    noise=NOISE + ", .ReviewText__content button, .reviewText > span > a",
)
IMDB: Final = HtmlPlatform(
    name="imdb-reviews",
    title="IMDb (user reviews)",
    doc="Reviews of a film as IMDb listed them until 2024: ids, names, days, titles, points.",
    marks=(Mark(".imdb-user-review .display-name-link", 0.94, ("imdb-user-review",)),),
    comment=".imdb-user-review",
    ids=(Pick("", "data-review-id", r"^(rw\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".display-name-link"),),
        "created": (Pick(".review-date", None, DIGIT),),
        "title": (Pick("a.title, .title"),),
        "stars": (Pick(".rating-other-user-rating", None, r"(\d+)"),),
        "score": (Pick(".actions", None, r"(\d[\d,]*) out of"),),
        "permalink": (Pick('a.title[href*="/review/"]', "href"),),
    },
    extra=("title", "stars"),
    body=(".content > .text", ".text.show-more__control", ".content"),
    noise=NOISE + ", .actions",
    claimed=(Pick(".lister .header span, .header > div > span", None, r"(\d[\d,]*) Reviews"),),
    more=".load-more-data[data-key]:not([data-key=''])",
)
STEAM: Final = HtmlPlatform(
    name="steam-reviews",
    title="Steam (community reviews)",
    doc="Reviews of a game in Steam's community: names, days, hours played, whether recommended, how many found them helpful.",
    marks=(Mark(".apphub_Card .apphub_CardTextContent", 0.94, ("apphub_Card",)),),
    comment=".apphub_Card:has(.apphub_CardTextContent)",
    ids=(Pick("", "data-publishedfileid", r"^(\d+)$"),),
    fields={
        "author": (Pick(".apphub_CardContentAuthorName"),),
        "created": (Pick(".date_posted", None, r"(?s)^\W*(?:\w+\s*:\s*)?(.*\d.*)$"),),
        "verdict": (Pick(".reviewInfo .title"),),
        "hours": (Pick(".reviewInfo .hours", None, r"(\d[\d.,]*)"),),
        "score": (Pick(".found_helpful", None, r"^\s*(\d[\d,]*)"),),
        "permalink": (Pick("", "data-modal-content-url"),),
    },
    extra=("verdict", "hours"),
    body=(".apphub_CardTextContent",),
    heads=".date_posted, .early_access_review, .received_compensation, .refunded",
)  # fmt: skip
TRUSTPILOT: Final = HtmlPlatform(
    name="trustpilot",
    title="Trustpilot",
    doc="Reviews of a company: ids, names, times, titles, stars; what the company answers is left out.",
    marks=(Mark("[data-service-review-card-paper] [data-consumer-name-typography]", 0.94, ("data-service-review",)),),
    comment="[data-service-review-card-paper]",
    ids=(Pick('a[href*="/reviews/"]', "href", r"/reviews/(\w+)"),),
    bare=False,
    fields={
        "author": (Pick("[data-consumer-name-typography]"),),
        "created_exact": (Pick("time[data-service-review-date-time-ago][datetime]", "datetime"),),
        "created": (Pick("time", None, STAMP),),
        "title": (Pick("[data-service-review-title-typography]"),),
        "stars": (Pick("[data-service-review-rating]", "data-service-review-rating", r"^(\d)$"),),
        "permalink": (Pick('a[href*="/reviews/"]', "href"),),
    },
    extra=("title", "stars"),
    body=("[data-service-review-text-typography]", "[data-service-review-title-typography]"),
)
TRIPADVISOR: Final = HtmlPlatform(
    name="tripadvisor",
    title="TripAdvisor (until about 2020)",
    doc="Reviews of a place as TripAdvisor listed them until about 2020: ids, names, days, titles, points; longer ones are cut.",
    marks=(Mark(".review-container[data-reviewid] .ratingDate", 0.94, ("review-container", "ratingDate")),),
    comment=".review-container[data-reviewid]",
    ids=(Pick("", "data-reviewid", r"^(\d+)$"),),
    bare=False,
    fields={
        "author": (Pick(".info_text > div:first-child"), Pick(".username, .member_info .name")),
        "created_exact": (Pick(".ratingDate[title]", "title"),),
        "created": (Pick(".ratingDate", None, DIGIT),),
        "title": (Pick(".noQuotes, .quote .title"),),
        "stars": (Pick(".ui_bubble_rating", "class", r"bubble_(\d)0"),),
        "permalink": (Pick('a[href*="/ShowUserReviews"]', "href"),),
    },
    extra=("title", "stars"),
    body=(".partial_entry", ".entry"),
    noise=NOISE + ", .mgrRspnInline, .taLnk",
)
PLATFORMS: Final = (AMAZON, GOODREADS, IMDB, STEAM, TRUSTPILOT, TRIPADVISOR)
