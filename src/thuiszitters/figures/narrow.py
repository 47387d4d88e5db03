"""Parts of a drawing for a phone: words over its whole width, an estimate in a strip below them."""

from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.forest_marks import COLOURS, arrows, line_width, symbol
from thuiszitters.figures.forest_rows import Mark
from thuiszitters.figures.page import LINE_HEIGHT, MARGIN
from thuiszitters.figures.palette import INK, LINE, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.language import number_format, say

#: A little less than the text of a page on a phone of 360 pixels, so that letters grow there.
NARROW_WIDTH = 3.1
INDENT = 0.1
#: Height of the strip with an estimate and its interval.
STRIP = 0.2


def narrow_scale(marks: Iterable[Mark]) -> LogScale:
    """An axis over the width of a phone that shows these estimates."""
    shown = [mark for mark in marks if mark.state == "ok"]
    return log_scale(
        (mark.odds_ratio for mark in shown),
        (end for mark in shown for end in (mark.low, mark.high)),
        MARGIN + 0.12,
        NARROW_WIDTH - 2 * MARGIN - 0.24,
    )


def draw_lines(
    axes: Axes,
    lines: Sequence[str],
    y: float,
    *,
    indent: float = MARGIN,
    weight: str = "normal",
    colour: str = INK,
) -> float:
    """Write lines from `y` down; the place below them."""
    for index, line in enumerate(lines):
        at = y + 0.15 + index * LINE_HEIGHT
        axes.text(indent, at, line, va="baseline", weight=weight, color=colour, zorder=3)
    return y + len(lines) * LINE_HEIGHT


def draw_strip(
    axes: Axes, mark: Mark, y: float, scale: LogScale, *, colour: str = "", open_mark: bool = False
) -> None:
    """An estimate with its interval in the strip from `y` down, and a short line at 1.

    Parameters
    ----------
    colour, open_mark
        In place of those of the kind of the mark; an open mark is a square that is not filled.
    """
    middle, one = y + 0.05 + STRIP / 2, scale.at(1)
    colour = colour or COLOURS[mark.kind]
    axes.plot([one, one], [middle - 0.1, middle + 0.1], color=SOFT, lw=0.8)
    ends = [scale.at(mark.low), scale.at(mark.high)]
    axes.plot(ends, [middle, middle], color=colour, lw=line_width(mark.kind))
    arrows(axes, (mark.low, mark.high), middle, scale, colour)
    if scale.low <= mark.odds_ratio <= scale.high:
        at = scale.at(mark.odds_ratio)
        if open_mark:
            axes.plot([at], [middle], "s", ms=4.8, mfc="#ffffff", mec=colour, mew=1.0)
        else:
            symbol(axes, mark.kind, at, middle)


def draw_narrow_axis(axes: Axes, scale: LogScale, bottom: float, language: Language) -> None:
    """The axis below the rows, with the words of its two sides."""
    axes.plot([MARGIN, NARROW_WIDTH - MARGIN], [bottom, bottom], color=INK, lw=0.8)
    for tick in scale.ticks():
        x = scale.at(tick)
        axes.plot([x, x], [bottom, bottom + 0.04], color=LINE, lw=0.8)
        digits = 0 if tick >= 1 and tick == int(tick) else len(repr(tick).split(".")[1])
        label = number_format.decimal(tick, digits, language)
        axes.text(x, bottom + 0.16, label, ha="center", va="baseline")
    sides = (("lower", scale.left, "left"), ("higher", scale.left + scale.width, "right"))
    for key, x, side in sides:
        label = say(f"figure.forest.{key}", language)
        axes.text(x, bottom + 0.32, label, ha=side, va="baseline", color=SOFT)
