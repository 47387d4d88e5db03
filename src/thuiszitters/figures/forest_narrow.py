"""The forest plot for a phone: every estimate in words, with its interval below it."""

from collections.abc import Iterator

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.alt import forest_finding
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest_marks import COLOURS, arrows, beyond, line_width, symbol
from thuiszitters.figures.forest_rows import ForestRow, Mark, forest_rows
from thuiszitters.figures.lettering import raised, wrapped
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import BAND, INK, LINE, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import house_style
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers
from thuiszitters.results.rows import records
from thuiszitters.results.study import Model
from thuiszitters.tables.general_notes import fit_marks
from thuiszitters.tables.table import NoteList

#: A little less than the text of a page on a phone of 360 pixels, so that letters grow there.
_WIDTH = 3.1
_INDENT = 0.1
_PLOT = 0.2


def narrow_forest(numbers: Numbers, model: Model, language: Language) -> Figure:
    """The adjusted odds ratios of a model, as a narrow drawing."""
    notes = NoteList()
    fits = numbers.fits
    fit = records(fits[(fits["model"] == model.name) & (fits["model_kind"] == "adjusted")])[0]
    letters = raised(fit_marks(fit, numbers.study, language, notes))
    rows = forest_rows(numbers, model, language, notes)
    marks = [row.marks[-1] for row in rows if row.marks and row.marks[-1].state == "ok"]
    scale = log_scale(
        (mark.odds_ratio for mark in marks),
        (end for mark in marks for end in (mark.low, mark.high)),
        MARGIN + 0.12,
        _WIDTH - 2 * MARGIN - 0.24,
    )
    lead = say("figure.forest.narrow", language) + letters
    written = lead + "".join("".join(_lines(row)) for row in rows)
    footnotes = [
        f"{raised((note.mark,))} {note.text}" for note in notes if raised((note.mark,)) in written
    ]
    footer = footer_lines([lead, *footnotes, *_general(marks, scale, numbers, language)], _WIDTH)
    height = sum(_height(row) for row in rows)
    with house_style():
        canvas, axes = new_page(height + 0.66 + len(footer) * LINE_HEIGHT, _WIDTH)
        y, shaded = 0.1, False
        for row in rows:
            shaded = not shaded if row.heading else shaded
            if shaded:
                axes.axhspan(y, y + _height(row), fc=BAND, ec="none", lw=0, zorder=0.4)
            _draw(axes, row, y, scale)
            y += _height(row)
        _axis(axes, scale, y, language)
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
    return wrapped(words, _WIDTH - 2 * MARGIN - _INDENT, weight)


def _height(row: ForestRow) -> float:
    plot = _PLOT if row.marks and row.marks[-1].state == "ok" else 0.0
    return len(_lines(row)) * LINE_HEIGHT + plot + 0.07


def _draw(axes: Axes, row: ForestRow, y: float, scale: LogScale) -> None:
    """Words of a row, and below them the mark with its interval."""
    weight = "bold" if row.heading else "normal"
    for index, line in enumerate(_lines(row)):
        at = y + 0.15 + index * LINE_HEIGHT
        indent = MARGIN if row.heading else MARGIN + _INDENT
        axes.text(indent, at, line, va="baseline", weight=weight)
    if not row.marks or row.marks[-1].state != "ok":
        return
    mark = row.marks[-1]
    middle = y + len(_lines(row)) * LINE_HEIGHT + 0.05 + _PLOT / 2
    one = scale.at(1)
    axes.plot([one, one], [middle - 0.1, middle + 0.1], color=SOFT, lw=0.8)
    ends = [scale.at(mark.low), scale.at(mark.high)]
    axes.plot(ends, [middle, middle], color=COLOURS["adjusted"], lw=line_width("adjusted"))
    arrows(axes, (mark.low, mark.high), middle, scale, COLOURS["adjusted"])
    if scale.low <= mark.odds_ratio <= scale.high:
        symbol(axes, "adjusted", scale.at(mark.odds_ratio), middle)


def _axis(axes: Axes, scale: LogScale, bottom: float, language: Language) -> None:
    axes.plot([MARGIN, _WIDTH - MARGIN], [bottom, bottom], color=INK, lw=0.8)
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
