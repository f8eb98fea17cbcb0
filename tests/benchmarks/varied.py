"""Pages of some two dozen comments out of the invented fixtures: other words, names and days in every copy."""

# ruff: noqa: SIM905 -- lists of words read best as words

from __future__ import annotations

import random
import re
from functools import partial
from typing import TYPE_CHECKING

from commentariat import threads

from .enlarge import enlarged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from commentariat.threads import Discussion

GIVEN = (
    "Marlo Tessa Quill Brannon Ilse Odette Farid Noor Kester Juno Piers Wanda Soren Lyra Tobin Greta Amos Vera".split()
)
LAST = "Penhallow Rusk Vandermeer Okoro Lindqvist Castellan Bray Montrose Sayed Thackery Umberto Fenn Grubb".split()
WORDS = (
    "bridge harbour tariff committee winter season engine lantern orchard mayor budget kettle reason station valley "
    "copper timber ferry railway market school garden shelter blanket paper printer novel choir village doctor nurse "
    "water council vote permit river pollution noise traffic bicycle lane tunnel clinic teacher pension wage strike "
    "union factory bakery library museum painting festival concert ticket stadium referee goal coach weather storm"
).split()
SMALL = "the a of and to in that it is was for on with as they but not have this from at which".split()
MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|März)"
)
#: Texts between tags that are longer than this, and say enough words, are what somebody says.
LONG = 25
ENOUGH = 6
COMMENTS = 24


def pages(folder: Path) -> Iterator[tuple[Path, str, Discussion]]:
    """Make a larger page of every fixture that has a comment list: its path, its HTML, and what the readers find."""
    for path in sorted(folder.glob("*.html")):
        try:
            names = {name for name in threads.read(path).comments["author"] if name}
        except threads.ReadError:
            continue
        page = enlarged(path.read_bytes(), COMMENTS, partial(_varied, sorted(names, key=len, reverse=True)))
        if page is None:
            continue
        truth = threads.read(page)
        if truth.comments.height >= COMMENTS / 2 and truth.comments["parent_id"].count():
            yield path, page.decode(), truth


def _varied(names: Sequence[str], html: str, copy: int) -> str:
    rng = random.Random(copy * 7919 + len(html))
    for name in names:
        html = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _name(rng, name), html)
    html = re.sub(rf"(?<=>)[^<>]{{{LONG},}}(?=<)", lambda found: _said(rng, found[0]), html)
    return _later(html, copy)


def _name(rng: random.Random, like: str) -> str:
    last = f" {rng.choice(LAST)}" if " " in like else ""
    return rng.choice(GIVEN) + (last or (str(rng.randint(1, 99)) if any(sign.isdigit() for sign in like) else ""))


def _said(rng: random.Random, like: str) -> str:
    """Other words in the place of a text; what is short or states a year stays."""
    if len(like.split()) < ENOUGH or "{" in like or re.search(r"\d{4}", like):
        return like
    return " ".join(_sentence(rng) for _ in range(rng.randint(1, 6)))


def _sentence(rng: random.Random) -> str:
    words = (rng.choice(SMALL) if rng.random() < 0.45 else rng.choice(WORDS) for _ in range(rng.randint(5, 16)))
    return " ".join(words).capitalize() + rng.choice("....?!")


def _later(html: str, copy: int) -> str:
    """Every copy is a day later than the one before."""
    day = str(min(28, 1 + copy))
    html = re.sub(rf"\b({MONTH}) \d{{1,2}}\b", rf"\1 {day}", html)
    html = re.sub(rf"\b\d{{1,2}}(\.? {MONTH})", rf"{day}\1", html)
    html = re.sub(r"\b(\d{4})([-./])(\d{1,2})[-./]\d{1,2}\b", rf"\1\2\3\g<2>{day.zfill(2)}", html)
    html = re.sub(r"\b(\d{1,2}):(\d\d)\b", lambda m: f"{m[1]}:{(int(m[2]) + 7 * copy) % 60:02}", html)
    return re.sub(r"\b\d+ (year|day|hour|month|minute|week)s? ago", rf"{40 - copy} \1s ago", html)
