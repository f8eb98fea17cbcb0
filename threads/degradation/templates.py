"""The layouts in which platforms leave their comments as text: data, one entry a layout.

A line is a tuple of fragments; a fragment is a kind of mark and its text. The text may name ``{number}``,
``{author}``, ``{handle}`` (the name without spaces),
``{parent}`` (the parent's author), ``{parent_date}``, ``{repliers}`` (``@A, @B``), ``{title}``,
``{count}``, ``{id}``, ``{score}``, ``{ago}``, and dates as ``{date:%d %B %Y}``. A fragment whose fields the
comment does not have is left out, as is a line without fragments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple


class Fragment(NamedTuple):
    """A piece of a line: ``mark`` says which loss can take it."""

    mark: str
    text: str


Line = tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One layout.

    Attributes
    ----------
    name, title : str
        What ``--template`` takes, and what it is for people.
    head, foot : tuple of Line
        Lines before and after a comment's body.
    section : str
        Line that announces the comments; empty for none.
    indent : int
        Columns of a root's head.
    body_indent : int
        Further columns of the body.
    step : int
        Columns that a reply moves to the right, in reading order; 0 for a flat layout in the discussion's order.
    gap, head_gap : int
        Blank lines between comments, and between a head and its body.
    inline_number : bool
        A body whose head is lost but for the number begins on the number's line.
    bare_lead_indent : int or None
        Column of a lead that is all that is left of a head.
    quotes_parent : bool
        A reply that quotes nothing repeats its parent's first words behind ``>``.
    """

    name: str
    title: str
    head: tuple[Line, ...] = ()
    foot: tuple[Line, ...] = ()
    section: str = ""
    indent: int = 0
    body_indent: int = 0
    step: int = 0
    gap: int = 1
    head_gap: int = 0
    inline_number: bool = False
    bare_lead_indent: int | None = None
    quotes_parent: bool = False


def _author(text: str) -> Fragment:
    return Fragment("authors", text)


def _date(text: str) -> Fragment:
    return Fragment("dates", text)


def _button(text: str) -> Line:
    return (Fragment("buttons", text),)


_CLOCK: Final = "{hour}:{date:%M}"
_DAY: Final = "{date:%B} {date.day}, {date:%Y}"
_AT: Final = f"{_DAY} at {_CLOCK} {{ampm}}"
_PARENT_WHEN: Final = "{parent_date.day} {parent_date:%B} {parent_date:%Y} {parent_hour}:{parent_date:%M}{PARENT_AMPM}"


def _wordpress(name: str, title: str, *head: Line, foot: tuple[Line, ...] = ()) -> Template:
    section = "{count} Responses to “{title}”"
    return Template(f"wordpress-{name}", f"WordPress, {title}", head, foot, section=section, step=4, head_gap=1)


_UNZ: Final = Template(
    "unz", "The Unz Review",
    head=((Fragment("numbers", "{number}. "), _author("{author} says:")), (Fragment("leads", "  @{parent}"),)),
    foot=((Fragment("back_references", "• Replies: {repliers}"),),),
    indent=2, body_indent=2, gap=0, head_gap=1, inline_number=True, bare_lead_indent=2,
)  # fmt: skip

_WORDPRESS: Final = (
    _wordpress("date", "name and date in a line", (_author("{author} "), _date(_AT))),
    _wordpress(
        "numbered", "number, name and date in a line",
        (Fragment("numbers", "{number} "), _author("{author} "), _date(f"{{date:%m.%d.%y}} at {_CLOCK} {{ampm}}")),
    ),
    _wordpress("lines", "name line, date line", (_author("{author}"),), (_date(f"Posted {_AT}"),)),
    _wordpress(
        "says", "“NAME says:” and a date line", (_author("{author} says:"),), (_date(_AT),), foot=(_button("Reply"),)
    ),
    _wordpress(
        "dash", "name — date",
        (_author("{author} "), _date(f"— {{date:%B}} {{date.day}}th, {{date:%Y}}, {_CLOCK} {{ampm}}")),
    ),
    _wordpress("said", "“On DATE NAME said:”", (_date(f"On {_AT} "), _author("{author} said:"))),
    _wordpress(
        "responded", "“NAME responded to PARENT on DATE”",
        (_author("{author}"), Fragment("leads", "responded to {parent}"), _date(f" on {_DAY}")),
    ),
)  # fmt: skip

_TRAILERS: Final = (
    Template(
        "typepad", "TypePad trailer", section="Comments",
        foot=((_author("Posted by: {author} "),
               _date(f"| {{date:%b}} {{date.day}}, {{date:%Y}} {_CLOCK}:{{date:%S}} {{AMPM}}")),),
    ),
    Template(
        "blogger", "Blogger: name before, date after", section="{count} comments:", head_gap=1,
        head=((_author("{author} said..."),),), foot=((_date(f"{_DAY} {_CLOCK} {{AMPM}}"),),),
    ),
    Template(
        "sbnation", "SB Nation trailer", section="Comments",
        foot=((_author("by {author} "), _date(f"on {{date:%b}} {{date.day}}, {{date:%Y}} {_CLOCK} {{AMPM}} PDT "),
               Fragment("buttons", "reply")),),
    ),
)  # fmt: skip

_HEADERS: Final = (
    Template(
        "movabletype", "Movable Type header", section="{count} Comments", head_gap=1,
        head=((_author("{author} "), _date(f"| {_DAY} {_CLOCK} {{AMPM}} |")),),
    ),
    Template(
        "slashdot", "Slashdot, indented", step=4, head_gap=1,
        head=((_author("by {author} ({id})"),
               _date(" on {date:%A} {date:%B} {date:%d}, @{date:%I}:{date:%M}{AMPM} (#{id})")),),
    ),
    Template(
        "guardian", "The Guardian: “Response to”", section="{count} comments", head_gap=1,
        head=((_author("{author}"),), (_date(f"{{date.day}} {{date:%B}} {{date:%Y}} {_CLOCK}{{AMPM}}"),),
              (Fragment("leads", f"Response to {{parent}}, {_PARENT_WHEN}"),)),
    ),
    Template(
        "zerohedge", "ZeroHedge (Drupal), indented", step=4, head_gap=1, section="Comments",
        head=((_date("{date:%a}, {date:%m}/{date:%d}/{date:%Y} - {date:%H}:{date:%M} "),
               Fragment("numbers", "| {id} "), _author("{author}")),),
    ),
    Template(
        "names-indented", "bare names, indented", body_indent=4, step=4, head_gap=1, head=((_author("{author}"),),)
    ),
    Template("names-flat", "bare names, flat", head=((_author("{author}"),),), head_gap=1),
)  # fmt: skip

_COPIES: Final = (
    Template(
        "reddit", "Reddit, select-all copy", head_gap=1,
        head=((_author("{handle}"),), _button("•"), (_date("{ago}"),)),
        foot=(_button("Upvote"), _button("{score}"), _button("Downvote"), _button("Reply"), _button("Share")),
    ),
    Template(
        "disqus", "Disqus, select-all copy", section="{count} Comments", head_gap=1,
        head=((_author("{author}"), Fragment("leads", " → {parent}"), _date(" • {ago}")),),
        foot=(_button("{score} • Reply • Share ›"),),
    ),
    Template(
        "hackernews", "Hacker News, copy", step=4, head_gap=1, foot=(_button("reply"),),
        head=((_author("{handle} "), _date("{ago} "), Fragment("buttons", "| parent | next [–]")),),
    ),
)  # fmt: skip

_MAIL: Final = Template(
    "mail", "mail, quoting", head_gap=1, gap=2, quotes_parent=True,
    head=((_author("From: {author}"),),
          (_date("Date: {date:%a}, {date:%d} {date:%b} {date:%Y} {date:%H}:{date:%M}:{date:%S} +0000"),),
          (Fragment("leads", "Subject: Re: {title}"),)),
)  # fmt: skip
_BARE: Final = Template("bare", "bare text, as an extractor leaves it")

TEMPLATES: Final[dict[str, Template]] = {
    one.name: one for one in (_UNZ, *_WORDPRESS, *_TRAILERS, *_HEADERS, *_COPIES, _MAIL, _BARE)
}
