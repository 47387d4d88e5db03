"""The expectations of the plan for a phone, each estimate in words with a strip below it."""

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest_rows import Mark
from thuiszitters.figures.hypotheses import shade
from thuiszitters.figures.hypotheses_rows import (
    Expectation,
    expectations,
    hypotheses_notes,
    hypotheses_words,
)
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
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import SOFT
from thuiszitters.figures.scale import LogScale
from thuiszitters.figures.style import house_style
from thuiszitters.results.read import Numbers
from thuiszitters.tables.table import NoteList

_ROOM = NARROW_WIDTH - 2 * MARGIN
_GAP = 0.14


def narrow_hypotheses(numbers: Numbers, language: Language) -> Figure | None:
    """Every expectation that was measured; nothing when no estimate of one is released."""
    notes = NoteList()
    groups = expectations(numbers, language, notes)
    if groups is None:
        return None
    marks = [mark for group in groups for mark in group.drawn]
    scale = narrow_scale(marks)
    told = hypotheses_notes(numbers, marks, scale, notes, language)
    footer = footer_lines(told, NARROW_WIDTH)
    height = sum(map(_height, groups))
    with house_style():
        canvas, axes = new_page(height + 0.6 + len(footer) * LINE_HEIGHT, NARROW_WIDTH)
        y = 0.04
        for group in groups:
            _draw(axes, group, y, scale)
            y += _height(group)
        draw_narrow_axis(axes, scale, y, language)
        draw_footer(axes, footer, y + 0.5)
        words = hypotheses_words(numbers, language)
        source = source_line(numbers, language)
        name = "hypotheses_narrow"
        return finished(canvas, name, language, words, {}, source, print_size=False)


def _row_lines(label: str, mark: Mark) -> list[str]:
    return wrapped(f"{label}: {mark.text}", _ROOM - INDENT)


def _row_height(label: str, mark: Mark) -> float:
    strip = STRIP + 0.08 if mark.state == "ok" else 0.0
    return len(_row_lines(label, mark)) * LINE_HEIGHT + strip


def _height(group: Expectation) -> float:
    lines = len(wrapped(group.head, _ROOM, "bold")) + len(wrapped(group.said, _ROOM))
    return lines * LINE_HEIGHT + sum(_row_height(*row) for row in group.rows) + _GAP


def _draw(axes: Axes, group: Expectation, y: float, scale: LogScale) -> None:
    """One expectation from `y` down; the expected side of 1 is shaded behind each strip."""
    y = draw_lines(axes, wrapped(group.head, _ROOM, "bold"), y, weight="bold")
    y = draw_lines(axes, wrapped(group.said, _ROOM), y, colour=SOFT)
    for label, mark in group.rows:
        below = draw_lines(axes, _row_lines(label, mark), y, indent=MARGIN + INDENT)
        if mark.state == "ok":
            shade(axes, group, below + 0.05, STRIP, scale)
            draw_strip(axes, mark, below, scale)
        y += _row_height(label, mark)
