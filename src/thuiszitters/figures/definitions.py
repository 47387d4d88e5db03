"""The main comparisons under every named definition of the outcome, on one axis."""

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest import draw_axis
from thuiszitters.figures.forest_marks import COLOURS, beyond, draw_mark, line_width, symbol
from thuiszitters.figures.forest_rows import ForestRow, Mark
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.narrow_rows import narrow_rows_plot
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import INK, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.language.answer.by_definition import (
    ByDefinition,
    by_definition,
    definition_parts,
    definition_sentence,
)
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow

_AXIS_LEFT, _AXIS_WIDTH, _TEXT_LEFT = 2.8, 2.6, 5.52
_LABEL_WIDTH = _AXIS_LEFT - 0.34
_TOP = 0.62
#: How the definition of the plan and the others are drawn, and their words.
_KINDS = (("adjusted", "own"), ("crude", "other"))
#: A line of a row: its words, and the mark beside the first of them.
_Line = tuple[list[str], Mark]


def definitions_plot(numbers: Numbers, language: Language) -> Figure | None:
    """A block per part of the question, a row per definition; nothing when none is released."""
    found = by_definition(numbers)
    blocks = [
        (part.label.in_language(language), _lines(found, place, language))
        for place, part in enumerate(definition_parts(numbers))
    ]
    blocks = [(label, lines) for label, lines in blocks if lines]
    marks = [mark for _, lines in blocks for _, mark in lines]
    if len(found) < 2 or not marks:
        return None
    scale = log_scale(
        (mark.odds_ratio for mark in marks),
        (end for mark in marks for end in (mark.low, mark.high)),
        _AXIS_LEFT,
        _AXIS_WIDTH,
    )
    notes = [say("figure.definitions.note", language)]
    if beyond(((mark.low, mark.high) for mark in marks), scale):
        notes.append(say("figure.forest.arrow", language))
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes)
    height = sum(_height(label, lines) for label, lines in blocks)
    with house_style():
        canvas, axes = new_page(_TOP + height + 0.46 + len(footer) * LINE_HEIGHT)
        _heads(axes, numbers, language)
        y = _TOP
        for label, lines in blocks:
            _draw(axes, label, lines, y, scale)
            y += _height(label, lines)
        draw_axis(axes, scale, _TOP, y, language)
        draw_footer(axes, footer, y + 0.5)
        finding = definition_sentence(numbers, language)
        title = say("figure.definitions.title", language)
        words = (title, finding, say("figure.definitions.description", language, finding=finding))
        source = source_line(numbers, language)
        return finished(canvas, "definitions", language, words, {}, source)


def narrow_definitions(numbers: Numbers, wide: Figure | None, language: Language) -> Figure | None:
    """The same for a phone."""
    if wide is None:
        return None
    found = by_definition(numbers)
    rows = []
    for place, part in enumerate(definition_parts(numbers)):
        under = [
            ForestRow(one.definition.label.in_language(language), heading=False, marks=(mark,))
            for one, mark in _drawn(found, place, language)
        ]
        heading = ForestRow(part.label.in_language(language), heading=True)
        rows += [heading, *under] if under else []
    notes = [say("figure.definitions.note", language)]
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    legend = [(kind, say(f"figure.definitions.{key}", language)) for kind, key in _KINDS]
    source = source_line(numbers, language)
    return narrow_rows_plot(wide, rows, notes, source, language, legend)


def _lines(found: tuple[ByDefinition, ...], place: int, language: Language) -> list[_Line]:
    return [
        (wrapped(one.definition.label.in_language(language), _LABEL_WIDTH), mark)
        for one, mark in _drawn(found, place, language)
    ]


def _drawn(
    found: tuple[ByDefinition, ...], place: int, language: Language
) -> list[tuple[ByDefinition, Mark]]:
    """The definitions under which a part has an estimate to draw."""
    return [
        (one, _mark(row, language, own=one.definition.own))
        for one in found
        if (row := one.estimates[place]) is not None and number(row["odds_ratio"]) > 0
    ]


def _mark(row: StoredRow, language: Language, *, own: bool) -> Mark:
    ratio, low, high = (number(row[key]) for key in ("odds_ratio", "ci_low", "ci_high"))
    ends = number_format.interval(low, high, language)
    text = f"{number_format.odds_ratio(ratio, language)} ({ends})"
    return Mark("adjusted" if own else "crude", "ok", text, ratio, low, high)


def _height(label: str, lines: list[_Line]) -> float:
    head = len(wrapped(label, WIDTH - 2 * MARGIN, "bold"))
    return (head + sum(len(words) for words, _ in lines)) * LINE_HEIGHT + 0.16


def _heads(axes: Axes, numbers: Numbers, language: Language) -> None:
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    head = say("figure.forest.estimate", language, level=level)
    axes.text(_TEXT_LEFT, 0.46, head, va="baseline", color=SOFT)
    x = MARGIN
    for kind, key in _KINDS:
        axes.plot([x, x + 0.3], [0.14, 0.14], color=COLOURS[kind], lw=line_width(kind))
        symbol(axes, kind, x + 0.15, 0.14)
        label = say(f"figure.definitions.{key}", language)
        axes.text(x + 0.38, 0.14, label, va="center_baseline", color=INK)
        x += 2.4
    axes.plot([MARGIN, WIDTH - MARGIN], [0.54, 0.54], color=INK, lw=0.8)


def _draw(axes: Axes, label: str, lines: list[_Line], y: float, scale: LogScale) -> None:
    baseline = y + 0.155
    for line in wrapped(label, WIDTH - 2 * MARGIN, "bold"):
        axes.text(MARGIN, baseline, line, weight="bold", va="baseline", zorder=3)
        baseline += LINE_HEIGHT
    for words, mark in lines:
        draw_mark(axes, mark, baseline, scale, _TEXT_LEFT)
        for line in words:
            axes.text(MARGIN + 0.12, baseline, line, va="baseline")
            baseline += LINE_HEIGHT
