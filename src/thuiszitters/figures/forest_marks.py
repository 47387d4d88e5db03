"""The rows of a forest plot as drawn: labels, counts, marks and their intervals."""

from collections.abc import Iterable
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.figures.forest_rows import ForestRow, Mark
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.page import LINE_HEIGHT, MARGIN
from thuiszitters.figures.palette import ACCENT, BAND, INK, PAPER, SECOND, SOFT
from thuiszitters.figures.scale import LogScale
from thuiszitters.figures.style import WIDTH

# Where things stand, in inches from the left.
INDENT = 0.12
LABEL_WIDTH = 1.16
EVENTS_RIGHT = 1.88
AXIS_LEFT, AXIS_WIDTH = 1.98, 3.5
TEXT_LEFT = 5.54
_GAP = 0.07
COLOURS = {"crude": SECOND, "adjusted": ACCENT}


def row_height(row: ForestRow) -> float:
    """Height of a row in inches, by its longest part."""
    if row.heading:
        return len(_label_lines(row)) * LINE_HEIGHT + 0.09
    lines = max(len(_label_lines(row)), len(row.marks))
    return lines * LINE_HEIGHT + _GAP


def _label_lines(row: ForestRow) -> list[str]:
    if row.heading:
        return wrapped(row.label, AXIS_LEFT + AXIS_WIDTH, "bold")
    return wrapped(row.label, LABEL_WIDTH, "normal")


def line_width(kind: str) -> float:
    """Adjusted lines are the heavier ones."""
    return 0.9 if kind == "crude" else 1.5


def symbol(axes: Axes, kind: str, x: float, y: float) -> None:
    """An open diamond is crude, a filled square adjusted: told apart without colour."""
    colour = COLOURS[kind]
    if kind == "crude":
        axes.plot([x], [y], "D", ms=4.6, mfc=PAPER, mec=colour, mew=1.1)
    else:
        axes.plot([x], [y], "s", ms=4.8, mfc=colour, mec=colour, mew=1.0)


def draw_row(
    axes: Axes, row: ForestRow, y: float, height: float, scale: LogScale, *, shaded: bool
) -> None:
    """Draw one row from `y` down."""
    if shaded:
        # As an artist: a patch would be measured first, for limits that are given.
        axes.add_artist(
            Rectangle((0, y), WIDTH, height + 0.01, fc=BAND, ec="none", lw=0, zorder=0.5)
        )
    first = y + (0.155 if row.heading else 0.03 + 0.115)
    indent = MARGIN if row.heading else MARGIN + INDENT
    weight = "bold" if row.heading else "normal"
    for index, line in enumerate(_label_lines(row)):
        ground = cover(BAND if shaded else PAPER) if row.heading else None
        at = first + index * LINE_HEIGHT
        axes.text(indent, at, line, weight=weight, va="baseline", bbox=ground)
    if row.heading:
        return
    style: dict[str, Any] = {"va": "baseline", "ha": "right"}
    if row.counts_suppressed:
        axes.text(EVENTS_RIGHT, first, row.n, style="italic", color=SOFT, **style)
    elif row.n:
        axes.text(EVENTS_RIGHT, first, f"{row.events}/{row.n}", **style)
    for index, mark in enumerate(row.marks):
        draw_mark(axes, mark, first + index * LINE_HEIGHT, scale)


def cover(colour: str = PAPER) -> dict[str, Any]:
    """A ground for words that run over the axis, so that no line of it crosses them."""
    return {"fc": colour, "ec": "none", "lw": 0, "pad": 0.5}


def draw_mark(
    axes: Axes, mark: Mark, baseline: float, scale: LogScale, text_left: float = TEXT_LEFT
) -> None:
    """Draw an estimate with its interval, and write it beside the axis."""
    y = baseline - 0.038
    plain = mark.state == "ok"
    axes.text(
        text_left,
        baseline,
        mark.text,
        va="baseline",
        color=INK if plain else SOFT,
        style="normal" if plain or mark.state == "reference" else "italic",
    )
    if mark.state == "reference":
        axes.plot([scale.at(1)], [y], "o", ms=3.4, mfc=PAPER, mec=SOFT, mew=1.0)
    if not plain:
        return
    colour, width = COLOURS[mark.kind], line_width(mark.kind)
    left, right = scale.at(mark.low), scale.at(mark.high)
    axes.plot([left, right], [y, y], color=colour, lw=width, solid_capstyle="butt")
    arrows(axes, (mark.low, mark.high), y, scale, colour)
    if scale.low <= mark.odds_ratio <= scale.high:
        symbol(axes, mark.kind, scale.at(mark.odds_ratio), y)


def arrows(
    axes: Axes, interval: tuple[float, float], y: float, scale: LogScale, colour: str
) -> None:
    """An arrow at each end of an interval that lies beyond the axis."""
    for end, inside, marker in (
        (interval[0], interval[0] >= scale.low, "<"),
        (interval[1], interval[1] <= scale.high, ">"),
    ):
        if end == end and not inside:
            axes.plot([scale.at(end)], [y], marker, ms=4.2, mfc=colour, mec=colour, mew=0)


def beyond(intervals: Iterable[tuple[float, float]], scale: LogScale) -> bool:
    """Whether any of these intervals runs beyond the axis, so that arrows need a note."""
    return any(low < scale.low or high > scale.high for low, high in intervals)


def hover_area(axes: Axes, identifier: str, y: float, height: float) -> None:
    """A part that pages can attach words to."""
    area = Rectangle((0, y), WIDTH, height, fc="none", ec="none", lw=0)
    area.set_gid(identifier)
    axes.add_artist(area)
