"""The forest plot: crude and adjusted odds ratios on one logarithmic axis."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters import numerals
from thuiszitters.figures.alt import forest_finding
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest_rows import ForestRow, Mark, forest_rows
from thuiszitters.figures.lettering import raised, wrapped
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
)
from thuiszitters.figures.palette import ACCENT, BAND, INK, LINE, PAPER, SECOND, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import say
from thuiszitters.numbers import Numbers
from thuiszitters.plan.text import Language
from thuiszitters.study import Model
from thuiszitters.tables.cells import records
from thuiszitters.tables.general_notes import fit_marks
from thuiszitters.tables.table import NoteList

# Where things stand, in inches from the left.
_INDENT = 0.12
_LABEL_WIDTH = 1.95
_N_RIGHT, _EVENTS_RIGHT = 2.5, 3.32
_AXIS_LEFT, _AXIS_WIDTH = 3.46, 1.76
_TEXT_LEFT = 5.34
_GAP = 0.07
_COLOURS = {"crude": SECOND, "adjusted": ACCENT}


def forest_plot(numbers: Numbers, model: Model, language: Language, name: str) -> Figure:
    """Draw the forest plot of one model."""
    notes = NoteList()
    fits = numbers.fits
    fit = records(fits[(fits["model"] == model.name) & (fits["model_kind"] == "adjusted")])[0]
    fit_letters = fit_marks(fit, numbers.study, language, notes)
    rows = forest_rows(numbers, model, language, notes)
    marks = [mark for row in rows for mark in row.marks if mark.state == "ok"]
    scale = log_scale(
        (mark.odds_ratio for mark in marks),
        (end for mark in marks for end in (mark.low, mark.high)),
        _AXIS_LEFT,
        _AXIS_WIDTH,
    )
    footer = _footer(numbers, rows, scale, notes, language)
    heights = [_height(row) for row in rows]
    top, bottom = 0.62, 0.46 + LINE_HEIGHT * len(footer)
    outcome = numbers.study.outcome_label.in_language(language)
    title = say("figure.forest.title", language, outcome=outcome)
    if len(numbers.study.models) > 1:
        label = model.label.in_language(language)
        title = say("figure.forest.title_model", language, outcome=outcome, model=label)
    finding = forest_finding(numbers, model.name, language)
    with house_style():
        canvas, axes = new_page(top + sum(heights) + bottom)
        letters = raised(fit_letters)
        _column_heads(axes, numbers, language, letters)
        y, hover = top, {}
        shaded = False
        for position, (row, height) in enumerate(zip(rows, heights, strict=True)):
            shaded = not shaded if row.heading else shaded
            _draw_row(axes, row, y, height, scale, shaded=shaded)
            if row.marks:
                hover[f"{name}-row-{position}"] = _spoken(row, rows[:position], language)
                _hover_area(axes, f"{name}-row-{position}", y, height)
            y += height
        _axis(axes, scale, top, y, language)
        draw_footer(axes, footer, y + 0.5)
        description = say("figure.forest.description", language, finding=finding)
        alt = say("figure.forest.alt", language, finding=finding)
        return finished(canvas, name, language, (title, alt, description), hover)


def _height(row: ForestRow) -> float:
    if row.heading:
        return len(_label_lines(row)) * LINE_HEIGHT + 0.09
    lines = max(len(_label_lines(row)), len(row.marks))
    return lines * LINE_HEIGHT + _GAP


def _label_lines(row: ForestRow) -> list[str]:
    if row.heading:
        return wrapped(row.label, _AXIS_LEFT - 0.3, "bold")
    return wrapped(row.label, _LABEL_WIDTH, "normal")


def _column_heads(axes: Axes, numbers: Numbers, language: Language, letters: str) -> None:
    level = numerals.level_percentage(numbers.study.estimation.level, language)
    y = 0.46
    heads = (
        (_N_RIGHT, "right", say("figure.forest.n", language)),
        (_EVENTS_RIGHT, "right", say("figure.forest.events", language)),
        (_TEXT_LEFT, "left", say("figure.forest.estimate", language, level=level)),
    )
    for x, side, text in heads:
        axes.text(x, y, text, ha=side, va="baseline", color=SOFT)
    x = MARGIN
    for kind in ("crude", "adjusted"):
        label = say(f"figure.forest.{kind}", language)
        if kind == "adjusted" and letters:
            label += letters
        axes.plot([x, x + 0.3], [0.14, 0.14], color=_COLOURS[kind], lw=_line_width(kind))
        _symbol(axes, kind, x + 0.15, 0.14)
        axes.text(x + 0.38, 0.14, label, va="center_baseline", color=INK)
        x += 1.35
    axes.plot([MARGIN, WIDTH - MARGIN], [0.54, 0.54], color=INK, lw=0.8)


def _line_width(kind: str) -> float:
    return 0.9 if kind == "crude" else 1.5


def _symbol(axes: Axes, kind: str, x: float, y: float) -> None:
    """An open diamond is crude, a filled square adjusted: told apart without colour."""
    colour = _COLOURS[kind]
    if kind == "crude":
        axes.plot([x], [y], "D", ms=4.6, mfc=PAPER, mec=colour, mew=1.1)
    else:
        axes.plot([x], [y], "s", ms=4.8, mfc=colour, mec=colour, mew=1.0)


def _draw_row(
    axes: Axes, row: ForestRow, y: float, height: float, scale: LogScale, *, shaded: bool
) -> None:
    if shaded:
        axes.add_patch(
            Rectangle((0, y), WIDTH, height + 0.01, fc=BAND, ec="none", lw=0, zorder=0.5)
        )
    first = y + (0.155 if row.heading else 0.03 + 0.115)
    indent = MARGIN if row.heading else MARGIN + _INDENT
    weight = "bold" if row.heading else "normal"
    for index, line in enumerate(_label_lines(row)):
        axes.text(indent, first + index * LINE_HEIGHT, line, weight=weight, va="baseline")
    if row.heading:
        return
    style: dict[str, Any] = {"va": "baseline", "ha": "right"}
    if row.counts_withheld:
        axes.text(_EVENTS_RIGHT, first, row.n, style="italic", color=SOFT, **style)
    else:
        axes.text(_N_RIGHT, first, row.n, **style)
        axes.text(_EVENTS_RIGHT, first, row.events, **style)
    for index, mark in enumerate(row.marks):
        _draw_mark(axes, mark, first + index * LINE_HEIGHT, scale)


def _draw_mark(axes: Axes, mark: Mark, baseline: float, scale: LogScale) -> None:
    y = baseline - 0.038
    plain = mark.state == "ok"
    axes.text(
        _TEXT_LEFT,
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
    colour, width = _COLOURS[mark.kind], _line_width(mark.kind)
    left, right = scale.at(mark.low), scale.at(mark.high)
    axes.plot([left, right], [y, y], color=colour, lw=width, solid_capstyle="butt")
    for end, inside, x, marker in (
        (mark.low, mark.low >= scale.low, left, "<"),
        (mark.high, mark.high <= scale.high, right, ">"),
    ):
        if end == end and not inside:
            axes.plot([x], [y], marker, ms=4.2, mfc=colour, mec=colour, mew=0)
    if scale.low <= mark.odds_ratio <= scale.high:
        _symbol(axes, mark.kind, scale.at(mark.odds_ratio), y)


def _hover_area(axes: Axes, identifier: str, y: float, height: float) -> None:
    area = Rectangle((0, y), WIDTH, height, fc="none", ec="none", lw=0)
    area.set_gid(identifier)
    axes.add_patch(area)


def _axis(axes: Axes, scale: LogScale, top: float, bottom: float, language: Language) -> None:
    one = scale.at(1)
    axes.plot([one, one], [top - 0.05, bottom], color=SOFT, lw=0.8, ls=(0, (2, 2)), zorder=0.9)
    axes.plot([MARGIN, WIDTH - MARGIN], [bottom, bottom], color=INK, lw=0.8)
    for tick in scale.ticks():
        x = scale.at(tick)
        axes.plot([x, x], [bottom, bottom + 0.04], color=INK, lw=0.8)
        if tick != 1:
            axes.plot([x, x], [top - 0.05, bottom], color=LINE, lw=0.4, zorder=0.8)
        axes.text(x, bottom + 0.16, _tick_label(tick, language), ha="center", va="baseline")
    centre = scale.left + scale.width / 2
    label = say("figure.forest.axis", language)
    axes.text(centre, bottom + 0.31, label, ha="center", va="baseline", color=SOFT)


def _tick_label(tick: float, language: Language) -> str:
    digits = 0 if tick >= 1 and tick == int(tick) else len(repr(tick).split(".")[1])
    return numerals.decimal(tick, digits, language)


def _footer(
    numbers: Numbers,
    rows: list[ForestRow],
    scale: LogScale,
    notes: NoteList,
    language: Language,
) -> list[str]:
    marks = [mark for row in rows for mark in row.marks if mark.state == "ok"]
    beyond = [mark for mark in marks if mark.low < scale.low or mark.high > scale.high]
    if beyond:
        notes.general(say("figure.forest.arrow", language))
    if any(mark.state == "withheld" for row in rows for mark in row.marks):
        notes.general(say("note.masked", language))
    if numbers.study.synthetic:
        notes.general(say("note.synthetic", language))
    marked = (f"{raised((note.mark,))} {note.text}" if note.mark else note.text for note in notes)
    return footer_lines(list(marked))


def _spoken(row: ForestRow, before: list[ForestRow], language: Language) -> str:
    heading = next(earlier.label for earlier in reversed(before) if earlier.heading)
    label = f"{heading}: {row.label}"
    texts = {mark.kind: mark.text for mark in row.marks}
    if len(texts) == 1:
        return f"{label}: {row.marks[0].text}"
    return say("figure.forest.row", language, label=label, **texts)
