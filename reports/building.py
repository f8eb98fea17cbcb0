"""From analyses to the bytes of one report."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from commentariat.threads.arguments import checked

from .escape import plain
from .naming import in_language
from .options_report import ReportOptions
from .page import pack
from .page.facts import discussion_facts, report_facts
from .page.rows import rows_payload
from .page.sections import Part, part_of, together
from .page.static import STATIC_UP_TO, debate
from .say import catalogue
from .view import Analysis, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from .say import Say


def build(analyses: Analysis | Sequence[Analysis], options: ReportOptions | None = None) -> bytes:
    """Write one report: an HTML file that needs nothing else and reaches nothing else.

    Parameters
    ----------
    analyses : Analysis or sequence of Analysis
        One discussion each; several are shown one after the other and compared.
    options : ReportOptions, optional

    Returns
    -------
    bytes
        UTF-8; the same for the same analyses, options and versions.

    Raises
    ------
    ValueError
        When there is nothing to report, or for a language that has no messages.
    TypeError
        For anything but analyses.
    """
    several = _listed(analyses)
    if not several:
        raise ValueError("a report needs at least one discussion")
    chosen = options or ReportOptions()
    say = catalogue(chosen.lang)
    views = views_of([in_language(one, say) for one in several])
    alone = len(views) == 1
    parts = [part_of(view, say, chosen, alone=alone) for view in views]
    if not alone:
        parts = [together(views, say, chosen, "overview"), *parts, together(views, say, chosen, "compare")]
    return _page(views, parts, say, chosen).encode("utf-8")


def _listed(given: object) -> list[Analysis]:
    several = list(given) if isinstance(given, Iterable) else [given]
    return [checked(one, Analysis, "analyses", "what analyse returns") for one in several]


def views_of(analyses: Sequence[Analysis]) -> list[View]:
    """Number the rows and the people of several discussions through."""
    out: list[View] = []
    rows = people = 0
    for at, one in enumerate(analyses):
        view = View(one, rows, people, at + 1)
        out.append(view)
        rows += len(view)
        people += len(view.people)
    return out


def _page(views: Sequence[View], parts: Sequence[Part], say: Say, options: ReportOptions) -> str:
    from jinja2 import Environment
    from markupsafe import Markup

    boot, sheet = pack.boot_script(), pack.styles()
    ui = say.interface()
    article = views[0].analysis.discussion.article
    comments = sum(len(view) for view in views)
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(pack.asset("page.html")).render(
        lang=say.lang,
        policy=Markup(pack.policy([boot, pack.plotly_library()], [sheet, *pack.plotly_styles()])),  # noqa: S704 -- hashes only
        version=version("commentariat"),
        title=_title(views, say, options),
        kicker=plain(article.kicker, 120) if article.kicker and len(views) == 1 else None,
        facts=discussion_facts(views[0], say) if len(views) == 1 else report_facts(views, say),
        styles=Markup(sheet),  # noqa: S704 -- our own style sheets
        boot=Markup(boot),  # noqa: S704 -- our own scripts
        ui=ui,
        parts=parts,
        reading=True,
        article=_paragraphs(article.paragraphs) if options.text and len(views) == 1 else None,
        debate=Markup(debate(views, say)) if options.text and comments <= STATIC_UP_TO else None,  # noqa: S704 -- escaped there
        unprinted=say("read.unprinted", n=comments) if options.text and comments > STATIC_UP_TO else None,
        packs=_packs(views, parts, say, options),
    )


def _packs(views: Sequence[View], parts: Sequence[Part], say: Say, options: ReportOptions) -> list[tuple[str, str]]:
    texts = [text for view in views for text in view.comments["text"].to_list()] if options.text else []
    figures = ",".join(f'"{name}":{_written(figure, say)}' for part in parts for name, figure in part.figures)
    return [
        ("rows", pack.pack_json(rows_payload(views, say, text=options.text))),
        ("text", pack.pack_json(texts)),
        ("figures", pack.pack(("{" + figures + "}").encode("utf-8"))),
        ("tables", pack.pack_json({name: table for part in parts for name, table in part.tables})),
        ("plotly", pack.packed_plotly()),
    ]


def _written(figure: go.Figure, say: Say) -> str:
    """Return a figure as JSON; its axes write decimals as the language does."""
    return str(figure.update_layout(separators=say.separators).to_json(engine="json"))


def _title(views: Sequence[View], say: Say, options: ReportOptions) -> str:
    if options.title:
        return plain(options.title, 200)
    if len(views) > 1:
        return say("title.several", n=len(views))
    article = views[0].analysis.discussion.article
    return plain(article.title or say("title.untitled"), 200)


def _paragraphs(paragraphs: Sequence[str]) -> list[dict[str, Any]]:
    out, at = [], 0
    for one in paragraphs:
        out.append({"start": at, "text": one})
        at += len(one) + 2
    return out
