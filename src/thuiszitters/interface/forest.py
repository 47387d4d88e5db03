"""The forest plot on axes of the user's own figure."""

from typing import TYPE_CHECKING

from thuiszitters.figures.forest_marks import COLOURS
from thuiszitters.figures.forest_rows import ForestRow, forest_rows
from thuiszitters.language import say
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
    axes.set_xscale("log")
    axes.axvline(1.0, color="0.6", lw=0.8, ls=":", zorder=0)
    axes.set_yticks(
        range(len(rows)), [row.label if row.heading else f"   {row.label}" for row in rows]
    )
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlabel(say("figure.forest.axis", language))
    for kind in COLOURS:
        axes.plot([], [], marker=_MARKERS[kind], color=COLOURS[kind], label=_name(kind, language))
    axes.legend(loc="best", frameon=False)
    return axes


def _name(kind: str, language: str) -> str:
    return say(f"figure.forest.{kind}", "nl" if language == "nl" else "en")


def _draw(axes: "Axes", row: ForestRow, place: int) -> None:
    for mark in row.marks:
        if mark.state != "ok":
            continue
        y = place + _APART[mark.kind]
        filled = COLOURS[mark.kind] if mark.kind == "adjusted" else "white"
        if mark.low > 0 and mark.high < float("inf"):
            axes.plot([mark.low, mark.high], [y, y], color=COLOURS[mark.kind], lw=1.2)
        axes.plot(
            [mark.odds_ratio], [y], _MARKERS[mark.kind], ms=5, mfc=filled, mec=COLOURS[mark.kind]
        )
