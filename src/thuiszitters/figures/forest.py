"""The forest plot: crude and adjusted odds ratios on one logarithmic axis."""

import math
from dataclasses import dataclass

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.alt import forest_finding
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest_marks import (
    AXIS_LEFT,
    AXIS_WIDTH,
    COLOURS,
    EVENTS_RIGHT,
    TEXT_LEFT,
    beyond,
    draw_row,
    hover_area,
    line_width,
    row_height,
    symbol,
)
from thuiszitters.figures.forest_rows import ForestRow, adjusted_fit, forest_rows
from thuiszitters.figures.lettering import raised
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import INK, LINE, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers
from thuiszitters.results.study import Model
from thuiszitters.tables.general_notes import fit_marks, note_clusters, note_imputed_short
from thuiszitters.tables.table import NoteList

#: Rows of one part, so that it fits a page with its caption.
TALLEST = 7.4


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all parts of one forest plot share."""

    numbers: Numbers
    model: Model
    language: Language
    letters: str
    scale: LogScale
    footer: list[str]
    source: str = ""


def forest_plot(numbers: Numbers, model: Model, language: Language, name: str) -> Figure:
    """Draw the forest plot of one model as one figure, however tall, without a title in it."""
    return forest_plots(numbers, model, language, name, tallest=math.inf, titled=False)[0]


def forest_plots(
    numbers: Numbers,
    model: Model,
    language: Language,
    name: str,
    *,
    tallest: float = TALLEST,
    titled: bool = True,
) -> tuple[Figure, ...]:
    """Draw the forest plot of one model; a long one in parts that fit a page each.

    Parameters
    ----------
    tallest
        Inches the rows of one part may take together.
    titled
        Whether the image carries its title and source.
    """
    notes = NoteList()
    fit = adjusted_fit(numbers, model)
    letters = raised(fit_marks(fit, numbers.study, language, notes))
    rows = forest_rows(numbers, model, language, notes)
    marks = [mark for row in rows for mark in row.marks if mark.state == "ok"]
    scale = log_scale(
        (mark.odds_ratio for mark in marks),
        (end for mark in marks for end in (mark.low, mark.high)),
        AXIS_LEFT,
        AXIS_WIDTH,
    )
    footer = _footer(numbers, model, rows, scale, notes, language)
    source = source_line(numbers, language) if titled else ""
    setting = _Setting(numbers, model, language, letters, scale, footer, source)
    parts = parts_of_rows(rows, tallest)
    return tuple(
        _draw_part(setting, part, name if place == 1 else f"{name}_part{place}", place, len(parts))
        for place, part in enumerate(parts, 1)
    )


def parts_of_rows(rows: list[ForestRow], tallest: float = TALLEST) -> list[list[ForestRow]]:
    """Rows divided at headings, so that no part is taller than a page."""
    groups: list[list[ForestRow]] = []
    for row in rows:
        if row.heading or not groups:
            groups.append([])
        groups[-1].append(row)
    parts: list[list[ForestRow]] = [[]]
    room = tallest
    for group in groups:
        height = sum(row_height(row) for row in group)
        if height > room and parts[-1]:
            parts.append([])
            room = tallest
        parts[-1] += group
        room -= height
    return parts


def _title(setting: _Setting, place: int, parts: int) -> str:
    study, language = setting.numbers.study, setting.language
    outcome = study.outcome_label.in_language(language)
    title = say("figure.forest.title", language, outcome=outcome)
    if len(study.models) > 1:
        label = setting.model.label.in_language(language)
        title = say("figure.forest.title_model", language, outcome=outcome, model=label)
    if parts == 1:
        return title
    return say("figure.forest.part", language, title=title, part=place, parts=parts)


def _draw_part(
    setting: _Setting, rows: list[ForestRow], name: str, place: int, parts: int
) -> Figure:
    language, scale = setting.language, setting.scale
    heights = [row_height(row) for row in rows]
    top, bottom = 0.62, 0.46 + LINE_HEIGHT * len(setting.footer)
    predictors = frozenset(row.predictor for row in rows)
    finding = forest_finding(setting.numbers, setting.model.name, language, predictors)
    with house_style():
        canvas, axes = new_page(top + sum(heights) + bottom)
        _column_heads(axes, setting.numbers, language, setting.letters)
        y, hover = top, {}
        shaded = False
        for position, (row, height) in enumerate(zip(rows, heights, strict=True)):
            shaded = not shaded if row.heading else shaded
            draw_row(axes, row, y, height, scale, shaded=shaded)
            if row.marks:
                hover[f"{name}-row-{position}"] = _spoken(row, rows[:position], language)
                hover_area(axes, f"{name}-row-{position}", y, height)
            y += height
        draw_axis(axes, scale, top, y, language)
        draw_footer(axes, setting.footer, y + 0.5)
        description = say("figure.forest.description", language, finding=finding)
        alt = say("figure.forest.alt", language, finding=finding)
        words = (_title(setting, place, parts), alt, description)
        return finished(canvas, name, language, words, hover, setting.source)


def _column_heads(axes: Axes, numbers: Numbers, language: Language, letters: str) -> None:
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    y = 0.46
    heads = (
        (EVENTS_RIGHT, "right", say("figure.forest.counts", language)),
        (TEXT_LEFT, "left", say("figure.forest.estimate", language, level=level)),
    )
    for x, side, text in heads:
        axes.text(x, y, text, ha=side, va="baseline", color=SOFT)
    x = MARGIN
    for kind in ("crude", "adjusted"):
        label = say(f"figure.forest.{kind}", language)
        if kind == "adjusted" and letters:
            label += letters
        axes.plot([x, x + 0.3], [0.14, 0.14], color=COLOURS[kind], lw=line_width(kind))
        symbol(axes, kind, x + 0.15, 0.14)
        axes.text(x + 0.38, 0.14, label, va="center_baseline", color=INK)
        x += 1.35
    axes.plot([MARGIN, WIDTH - MARGIN], [0.54, 0.54], color=INK, lw=0.8)


def draw_axis(axes: Axes, scale: LogScale, top: float, bottom: float, language: Language) -> None:
    """Draw the axis of odds ratios below rows, and its lines behind them."""
    one = scale.at(1)
    axes.plot([one, one], [top - 0.05, bottom], color=SOFT, lw=0.8, ls=(0, (2, 2)), zorder=0.9)
    axes.plot([MARGIN, WIDTH - MARGIN], [bottom, bottom], color=INK, lw=0.8)
    for tick in scale.ticks():
        x = scale.at(tick)
        axes.plot([x, x], [bottom, bottom + 0.04], color=INK, lw=0.8)
        if tick != 1:
            axes.plot([x, x], [top - 0.05, bottom], color=LINE, lw=0.4, zorder=0.8)
        axes.text(x, bottom + 0.16, _tick_label(tick, language), ha="center", va="baseline")
    y = bottom + 0.31
    for key, x, side in (
        ("lower", scale.left, "left"),
        ("axis", scale.left + scale.width / 2, "center"),
        ("higher", scale.left + scale.width, "right"),
    ):
        label = say(f"figure.forest.{key}", language)
        axes.text(x, y, label, ha=side, va="baseline", color=SOFT)


def _tick_label(tick: float, language: Language) -> str:
    digits = 0 if tick >= 1 and tick == int(tick) else len(repr(tick).split(".")[1])
    return number_format.decimal(tick, digits, language)


def _footer(
    numbers: Numbers,
    model: Model,
    rows: list[ForestRow],
    scale: LogScale,
    notes: NoteList,
    language: Language,
) -> list[str]:
    marks = [mark for row in rows for mark in row.marks if mark.state == "ok"]
    if beyond(((mark.low, mark.high) for mark in marks), scale):
        notes.general(say("figure.forest.arrow", language))
    if any(mark.state == "suppressed" for row in rows for mark in row.marks):
        notes.general(say("note.suppressed", language))
    note_clusters(notes, numbers.study, language)
    if not model.complete_pupils:
        note_imputed_short(notes, numbers, language)
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
