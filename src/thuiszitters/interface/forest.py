"""The forest plot on axes of the user's own figure."""

from typing import TYPE_CHECKING

from thuiszitters.base.text import Language
from thuiszitters.figures.forest_marks import COLOURS
from thuiszitters.figures.forest_rows import ForestRow, forest_rows
from thuiszitters.language import say
from thuiszitters.language.number_format import decimal
from thuiszitters.odds.record import as_numbers
from thuiszitters.odds.result import OddsResult
from thuiszitters.tables.table import NoteList

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: How far crude and adjusted stand from the middle of their row.
_APART = {"crude": -0.14, "adjusted": 0.14}
_MARKERS = {"crude": "D", "adjusted": "s"}


def draw_forest(result: OddsResult, axes: "Axes | None" = None) -> "Axes":
    """Draw every level with its crude and adjusted odds ratio, on a logarithmic axis.

    An estimate or end that does not exist is not drawn; the table says why.
    """
    numbers, language = as_numbers(result), result.request.language
    rows = forest_rows(numbers, numbers.study.main_model, language, NoteList())
    if axes is None:
        from matplotlib import pyplot

        axes = pyplot.subplots(figsize=(7, 1.2 + 0.32 * len(rows)), layout="constrained")[1]
    for place, row in enumerate(rows):
        _draw(axes, row, place)
    _odds_axis(axes, language)
    axes.axvline(1.0, color="0.6", lw=0.8, ls=":", zorder=0)
    axes.set_yticks(
        range(len(rows)), [row.label if row.heading else f"   {row.label}" for row in rows]
    )
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel(say("figure.forest.axis", language))
    for kind in COLOURS:
        _mark(axes, kind, [], [], label=_name(kind, language))
    axes.legend(loc="best", frameon=False)
    return axes


def _name(kind: str, language: Language) -> str:
    return say(f"figure.forest.{kind}", language)


def _draw(axes: "Axes", row: ForestRow, place: int) -> None:
    for mark in row.marks:
        if mark.state != "ok":
            continue
        y = place + _APART[mark.kind]
        if mark.low > 0 and mark.high < float("inf"):
            axes.plot([mark.low, mark.high], [y, y], color=COLOURS[mark.kind], lw=1.2)
        _mark(axes, mark.kind, [mark.odds_ratio], [y])


def _mark(axes: "Axes", kind: str, x: list[float], y: list[float], label: str = "") -> None:
    """An open diamond is crude, a filled square adjusted: told apart without colour."""
    inside = COLOURS[kind] if kind == "adjusted" else "white"
    name = label or "_nolegend_"
    axes.plot(x, y, _MARKERS[kind], ms=5, mfc=inside, mec=COLOURS[kind], label=name)


def _odds_axis(axes: "Axes", language: Language) -> None:
    """A logarithmic axis whose ticks are odds ratios and no powers of ten."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _tick(x, language)))
    axes.xaxis.set_minor_formatter(NullFormatter())


def _tick(odds_ratio: float, language: Language) -> str:
    """An odds ratio with the digits it needs."""
    shown = f"{odds_ratio:g}"
    digits = len(shown.split(".")[1]) if "." in shown else 0
    return decimal(odds_ratio, digits, language)
