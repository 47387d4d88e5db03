"""The forest plot for a phone: every estimate in words, with its interval below it."""

from collections.abc import Iterator

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.alt import forest_finding
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest_marks import beyond
from thuiszitters.figures.forest_rows import ForestRow, Mark, forest_rows
from thuiszitters.figures.lettering import raised, wrapped
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
from thuiszitters.figures.palette import BAND
from thuiszitters.figures.scale import LogScale
from thuiszitters.figures.style import house_style
from thuiszitters.language import say
from thuiszitters.results.read import Numbers
from thuiszitters.results.rows import records
from thuiszitters.results.study import Model
from thuiszitters.tables.general_notes import fit_marks
from thuiszitters.tables.table import NoteList


def narrow_forest(numbers: Numbers, model: Model, language: Language) -> Figure:
    """The adjusted odds ratios of a model, as a narrow drawing."""
    notes = NoteList()
    fits = numbers.fits
    fit = records(fits[(fits["model"] == model.name) & (fits["model_kind"] == "adjusted")])[0]
    letters = raised(fit_marks(fit, numbers.study, language, notes))
    rows = forest_rows(numbers, model, language, notes)
    marks = [row.marks[-1] for row in rows if row.marks and row.marks[-1].state == "ok"]
    scale = narrow_scale(marks)
    lead = say("figure.forest.narrow", language) + letters
    written = lead + "".join("".join(_lines(row)) for row in rows)
    footnotes = [
        f"{raised((note.mark,))} {note.text}" for note in notes if raised((note.mark,)) in written
    ]
    footer = footer_lines(
        [lead, *footnotes, *_general(marks, scale, numbers, language)], NARROW_WIDTH
    )
    height = sum(_height(row) for row in rows)
    with house_style():
        canvas, axes = new_page(height + 0.66 + len(footer) * LINE_HEIGHT, NARROW_WIDTH)
        y, shaded = 0.1, False
        for row in rows:
            shaded = not shaded if row.heading else shaded
            if shaded:
                axes.axhspan(y, y + _height(row), fc=BAND, ec="none", lw=0, zorder=0.4)
            _draw(axes, row, y, scale)
            y += _height(row)
        draw_narrow_axis(axes, scale, y, language)
        draw_footer(axes, footer, y + 0.54)
        outcome = numbers.study.outcome_label.in_language(language)
        title = say("figure.forest.title", language, outcome=outcome)
        finding = forest_finding(numbers, model.name, language)
        alt = say("figure.forest.alt", language, finding=finding)
        words = (title, alt, alt)
        source = source_line(numbers, language)
        return finished(canvas, "forest_narrow", language, words, {}, source, print_size=False)


def _general(
    marks: list[Mark], scale: LogScale, numbers: Numbers, language: Language
) -> Iterator[str]:
    """What a reader of this drawing alone needs; the rest is below the table of the page."""
    if beyond(((mark.low, mark.high) for mark in marks), scale):
        yield say("figure.forest.arrow", language)
    if numbers.study.synthetic:
        yield say("note.synthetic", language)


def _lines(row: ForestRow) -> list[str]:
    weight = "bold" if row.heading else "normal"
    words = row.label if row.heading else f"{row.label}: {row.marks[-1].text}"
    return wrapped(words, NARROW_WIDTH - 2 * MARGIN - INDENT, weight)


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
