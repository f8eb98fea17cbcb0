"""One file per figure. Each draws a ``plotly.graph_objects.Figure`` from tables, and says what it shows.

A figure's module has ``ENTRY`` (or ``COMPARE``, about several discussions); a new file in this folder is found by
itself.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    import plotly.graph_objects as go

    from ..view import Analysis
    from .sheet import CompareEntry, Entry


def entries() -> list[Entry]:
    """Every figure's entry, in the order in which a report shows them."""
    held: list[Entry] = [module.ENTRY for module in _modules() if hasattr(module, "ENTRY")]
    return sorted(held, key=lambda entry: (entry.order, entry.name))


def comparisons() -> list[CompareEntry]:
    """Every figure about several discussions, in the order in which a report shows them."""
    held: list[CompareEntry] = [module.COMPARE for module in _modules() if hasattr(module, "COMPARE")]
    return sorted(held, key=lambda entry: (entry.order, entry.name))


def _modules() -> list[ModuleType]:
    return [import_module(f".{one.name}", __name__) for one in iter_modules(__path__)]


def draw(name: str, analysis: Analysis, *, lang: str = "en") -> go.Figure:
    """Draw one figure by its name, for use outside a report.

    Parameters
    ----------
    name : str
        As in :func:`entries`, such as ``thread-map``; the message of an unknown name lists them.
    analysis : Analysis
        Figures of themes and drift need an analysis that holds them.
    lang : str
        Language of titles and labels.

    Returns
    -------
    plotly.graph_objects.Figure

    Raises
    ------
    ValueError
        For a name that no figure has, and where the figure would say nothing about this discussion.
    TypeError
        For anything but an analysis.
    """
    from commentariat.threads.arguments import checked

    from ..say import catalogue
    from ..view import Analysis, View

    checked(analysis, Analysis, "analysis", "an Analysis, such as analyse returns")
    known = {entry.name: entry for entry in entries()}
    if name not in known:
        raise ValueError(f"no figure is called {name!r}; there are {', '.join(known)}")
    sheet = known[name].make(View(analysis), catalogue(lang))
    if sheet is None or sheet.figure is None:
        raise ValueError(sheet.reading if sheet else f"the figure {name!r} has nothing to show for this discussion")
    return sheet.figure
