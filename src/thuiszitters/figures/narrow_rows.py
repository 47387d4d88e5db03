"""Rows of estimates for a phone: each in words, with its interval below it."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest_marks import COLOURS, beyond, line_width, symbol
from thuiszitters.figures.forest_rows import ForestRow, Mark
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.narrow import (
    INDENT,
    NARROW_WIDTH,
    STRIP,
    draw_lines,
    draw_narrow_axis,
    draw_strip,
    narrow_scale,
)
from thuiszitters.figures.page import LINE_HEIGHT, MARGIN, draw_footer, finished, footer_lines
from thuiszitters.figures.page import new_page as page
from thuiszitters.figures.palette import BAND
from thuiszitters.figures.scale import LogScale
from thuiszitters.figures.style import house_style
from thuiszitters.language import say

#: Room of one line of a legend.
_KEY = 0.17


def narrow_rows_plot(
    wide: Figure,
    rows: Sequence[ForestRow],
    notes: Sequence[str],
    source: str,
    language: Language,
    legend: Sequence[tuple[str, str]] = (),
) -> Figure:
    """Draw rows under their headings; of each the last estimate, as words and as a strip.

    Parameters
    ----------
    wide
        The same rows drawn for a page: its title, texts and name are taken over.
    notes
        What stands below the axis; that an arrow runs beyond it is added where one does.
    legend
        Kinds of marks and what they are called, where more than one kind is drawn.
    """
    marks = [row.marks[-1] for row in rows if row.marks and row.marks[-1].state == "ok"]
    scale = narrow_scale(marks)
    footer = footer_lines([*notes, *_beyond(marks, scale, language)], NARROW_WIDTH)
    top = 0.1 + _KEY * len(legend)
    height = sum(_height(row) for row in rows)
    with house_style():
        canvas, axes = page(top + height + 0.56 + len(footer) * LINE_HEIGHT, NARROW_WIDTH)
        _draw_legend(axes, legend)
        y, shaded = top, False
        for row in rows:
            shaded = not shaded if row.heading else shaded
            if shaded:
                axes.axhspan(y, y + _height(row), fc=BAND, ec="none", lw=0, zorder=0.4)
            _draw(axes, row, y, scale)
            y += _height(row)
        draw_narrow_axis(axes, scale, y, language)
        draw_footer(axes, footer, y + 0.54)
        words = (wide.title, wide.alt, wide.description)
        name = f"{wide.name}_narrow"
        return finished(canvas, name, language, words, {}, source, print_size=False)


def row_words(row: ForestRow) -> str:
    """What is written of a row."""
    return row.label if row.heading else f"{row.label}: {row.marks[-1].text}"


def _beyond(marks: Sequence[Mark], scale: LogScale, language: Language) -> list[str]:
    if not beyond(((mark.low, mark.high) for mark in marks), scale):
        return []
    return [say("figure.forest.arrow", language)]


def _draw_legend(axes: Axes, legend: Sequence[tuple[str, str]]) -> None:
    for place, (kind, label) in enumerate(legend):
        y = 0.1 + place * _KEY
        axes.plot([MARGIN, MARGIN + 0.3], [y, y], color=COLOURS[kind], lw=line_width(kind))
        symbol(axes, kind, MARGIN + 0.15, y)
        axes.text(MARGIN + 0.38, y, label, va="center_baseline")


def _lines(row: ForestRow) -> list[str]:
    weight = "bold" if row.heading else "normal"
    return wrapped(row_words(row), NARROW_WIDTH - 2 * MARGIN - INDENT, weight)


def _height(row: ForestRow) -> float:
    plot = STRIP if row.marks and row.marks[-1].state == "ok" else 0.0
    return len(_lines(row)) * LINE_HEIGHT + plot + 0.07


def _draw(axes: Axes, row: ForestRow, y: float, scale: LogScale) -> None:
    """Words of a row, and below them the mark with its interval."""
    weight = "bold" if row.heading else "normal"
    indent = MARGIN if row.heading else MARGIN + INDENT
    below = draw_lines(axes, _lines(row), y, indent=indent, weight=weight)
    if row.marks and row.marks[-1].state == "ok":
        draw_strip(axes, row.marks[-1], below, scale)
