"""The expectations of the plan on one axis, with what others published beside ours."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.forest import draw_axis
from thuiszitters.figures.forest_marks import (
    COLOURS,
    cover,
    draw_mark,
    line_width,
    symbol,
)
from thuiszitters.figures.hypotheses_rows import (
    Expectation,
    expectations,
    hypotheses_notes,
    hypotheses_words,
)
from thuiszitters.figures.lettering import wrapped
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
from thuiszitters.tables.table import NoteList

AXIS_LEFT, AXIS_WIDTH, TEXT_LEFT = 2.7, 2.6, 5.42
_LABEL_WIDTH = AXIS_LEFT - 0.34
_TOP = 0.62


def _head(group: Expectation) -> list[str]:
    return wrapped(group.head, WIDTH - 2 * MARGIN, "bold")


def _said(group: Expectation) -> list[str]:
    return wrapped(group.said, WIDTH - 2 * MARGIN)


def _height(group: Expectation) -> float:
    lines = len(_head(group)) + len(_said(group))
    lines += sum(len(wrapped(label, _LABEL_WIDTH)) for label, _ in group.rows)
    return lines * LINE_HEIGHT + 0.16


def hypotheses_plot(numbers: Numbers, language: Language) -> Figure | None:
    """Every expectation that was measured; nothing when no estimate of one is released."""
    notes = NoteList()
    groups = expectations(numbers, language, notes)
    if groups is None:
        return None
    marks = [mark for group in groups for mark in group.drawn]
    scale = log_scale(
        (mark.odds_ratio for mark in marks),
        (end for mark in marks for end in (mark.low, mark.high)),
        AXIS_LEFT,
        AXIS_WIDTH,
    )
    footer = footer_lines(hypotheses_notes(numbers, marks, scale, notes, language))
    height = sum(map(_height, groups))
    with house_style():
        canvas, axes = new_page(_TOP + height + 0.46 + len(footer) * LINE_HEIGHT)
        _heads(axes, numbers, language, {mark.kind for mark in marks})
        y = _TOP
        for group in groups:
            _draw(axes, group, y, scale)
            y += _height(group)
        draw_axis(axes, scale, _TOP, y, language)
        draw_footer(axes, footer, y + 0.5)
        words = hypotheses_words(numbers, language)
        return finished(canvas, "hypotheses", language, words, {}, source_line(numbers, language))


def _heads(axes: Axes, numbers: Numbers, language: Language, kinds: set[str]) -> None:
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    head = say("figure.forest.estimate", language, level=level)
    axes.text(TEXT_LEFT, 0.46, head, va="baseline", color=SOFT)
    x = MARGIN
    for kind, key in (("adjusted", "here"), ("crude", "literature")):
        if kind not in kinds:
            continue
        axes.plot([x, x + 0.3], [0.14, 0.14], color=COLOURS[kind], lw=line_width(kind))
        symbol(axes, kind, x + 0.15, 0.14)
        label = say(f"figure.hypotheses.{key}", language)
        axes.text(x + 0.38, 0.14, label, va="center_baseline", color=INK)
        x += 1.9
    axes.add_patch(Rectangle((x, 0.07), 0.3, 0.14, fc=LINE, ec=SOFT, lw=0.5))
    side = say("figure.hypotheses.side", language)
    axes.text(x + 0.38, 0.14, side, va="center_baseline", color=INK)
    axes.plot([MARGIN, WIDTH - MARGIN], [0.54, 0.54], color=INK, lw=0.8)


def _draw(axes: Axes, group: Expectation, y: float, scale: LogScale) -> None:
    """One expectation from `y` down; the expected side of 1 is shaded behind its estimates."""
    baseline = y + 0.155
    for line in _head(group):
        axes.text(MARGIN, baseline, line, weight="bold", va="baseline", zorder=3, bbox=cover())
        baseline += LINE_HEIGHT
    for line in _said(group):
        axes.text(MARGIN, baseline, line, color=SOFT, va="baseline", zorder=3, bbox=cover())
        baseline += LINE_HEIGHT
    labels = [wrapped(label, _LABEL_WIDTH) for label, _ in group.rows]
    shade(axes, group, baseline - 0.12, sum(map(len, labels)) * LINE_HEIGHT + 0.02, scale)
    for label, (_, mark) in zip(labels, group.rows, strict=True):
        draw_mark(axes, mark, baseline, scale, TEXT_LEFT)
        for line in label:
            axes.text(MARGIN + 0.12, baseline, line, va="baseline")
            baseline += LINE_HEIGHT


def shade(axes: Axes, group: Expectation, top: float, tall: float, scale: LogScale) -> None:
    """Shade the expected side of 1."""
    end = scale.left + scale.width
    sides = {
        "up": (scale.at(1), end), "down": (scale.left, scale.at(1)), "any": (scale.left, end),
    }  # fmt: skip
    left, right = sides[group.expected]
    axes.add_patch(Rectangle((left, top), right - left, tall, fc=LINE, ec="none", lw=0, zorder=0.4))
