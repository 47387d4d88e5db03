"""Dose and response: the odds ratio along a number, with its interval as a band.

Only the released points are drawn, joined by lines: between them nothing was released.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.narrow import NARROW_WIDTH
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    new_page,
    source_line,
)
from thuiszitters.figures.palette import ACCENT, INK, LINE, PAPER, SOFT
from thuiszitters.figures.scale import LogScale, log_scale
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow
from thuiszitters.tables.cells import estimate_cell
from thuiszitters.tables.curves import curve_label, curves_of, value_label
from thuiszitters.tables.general_notes import note_clusters, note_imputed_short
from thuiszitters.tables.table import NoteList

#: What the name of such a figure begins with; the same word as in `thuiszitters.report.sections`.
NAME = "curve_"
_LEFT, _TOP, _HEIGHT = 0.75, 0.34, 2.6
#: Room to the right of the axis, and for the label of a value that does not hang over another.
_RIGHT, _LABEL = 0.3, 0.3


def curve_plots(
    numbers: Numbers, language: Language, widths: Sequence[float] = (WIDTH, NARROW_WIDTH)
) -> Iterator[Figure]:
    """Per number with a curve two drawings, for a page and for a phone, of its first model."""
    if "curves" not in numbers.more:
        return
    seen: set[str] = set()
    for points, test in curves_of(numbers):
        name = str(test["predictor"])
        shown = [row for row in points if row["status"] in ("ok", "reference")]
        if len(shown) > 2 and name not in seen:
            seen.add(name)
            yield from (_curve_plot(numbers, shown, test, language, width) for width in widths)


def _curve_plot(
    numbers: Numbers,
    points: Sequence[StoredRow],
    test: StoredRow,
    language: Language,
    width: float,
) -> Figure:
    drawn = [row for row in points if row["status"] == "ok"]
    scale = log_scale(
        (number(row["odds_ratio"]) for row in drawn),
        (number(row[key]) for row in drawn for key in ("ci_low", "ci_high")),
        0.0,
        _HEIGHT,
    )
    notes = NoteList()
    against = value_label(number(drawn[0]["against"]), language)
    level = number_format.level_percentage(numbers.study.estimation.level, language)
    notes.general(say("figure.curve.note", language, against=against, level=level))
    note_clusters(notes, numbers.study, language)
    note_imputed_short(notes, numbers, language)
    if numbers.study.synthetic:
        notes.general(say("note.synthetic", language))
    footer = footer_lines([note.text for note in notes], width)
    with house_style():
        canvas, axes = new_page(_TOP + _HEIGHT + 0.62 + LINE_HEIGHT * len(footer), width)
        across = _axes(axes, points, scale, (numbers, test, language), width)
        _band(axes, points, across, scale)
        draw_footer(axes, footer, _TOP + _HEIGHT + 0.6)
        words = _words(points, numbers, test, language)
        name = f"{NAME}{test['predictor']}" + ("" if width == WIDTH else "_narrow")
        source, wide = source_line(numbers, language), width == WIDTH
        return finished(canvas, name, language, words, {}, source, print_size=wide)


def _down(odds_ratio: float, scale: LogScale) -> float:
    """Inches from the top of the page."""
    return _TOP + _HEIGHT - scale.at(odds_ratio)


def _axes(
    axes: Axes,
    points: Sequence[StoredRow],
    scale: LogScale,
    told: tuple[Numbers, StoredRow, Language],
    width: float,
) -> list[float]:
    """Draw both axes; where each point lies, in inches from the left."""
    numbers, test, language = told
    wide = width - _LEFT - _RIGHT
    values = np.array([number(row["value"]) for row in points])
    across = _LEFT + 0.15 + (wide - 0.3) * (values - values[0]) / (values[-1] - values[0])
    bottom, right = _TOP + _HEIGHT, _LEFT + wide
    for tick in scale.ticks():
        y = _down(tick, scale)
        style = {"color": SOFT, "ls": (0, (2, 2))} if tick == 1 else {"color": LINE}
        axes.plot([_LEFT, right], [y, y], lw=0.8 if tick == 1 else 0.4, zorder=0.6, **style)
        digits = 0 if tick >= 1 and tick == int(tick) else len(repr(tick).split(".")[1])
        label = number_format.decimal(tick, digits, language)
        axes.text(_LEFT - 0.08, y + 0.04, label, ha="right", va="baseline")
    axes.plot([_LEFT, _LEFT, right], [_TOP, bottom, bottom], color=INK, lw=0.8)
    written = 0.0
    for x, value in zip(across, values, strict=True):
        axes.plot([x, x], [bottom, bottom + 0.04], color=INK, lw=0.8)
        if x - written >= _LABEL:
            label = value_label(value, language)
            axes.text(x, bottom + 0.18, label, ha="center", va="baseline")
            written = x
    name = numbers.study.predictors[test["predictor"]].label.in_language(language)
    axes.text(_LEFT + wide / 2, bottom + 0.36, name, ha="center", va="baseline", color=SOFT)
    vertical = say("figure.forest.axis", language)
    axes.text(MARGIN, 0.18, vertical, va="baseline", color=SOFT)
    return [float(x) for x in across]


def _band(
    axes: Axes, points: Sequence[StoredRow], across: Sequence[float], scale: LogScale
) -> None:
    middle = [_down(number(row["odds_ratio"]), scale) for row in points]
    low, high = (
        [_down(number(row[key]) if row["status"] == "ok" else 1.0, scale) for row in points]
        for key in ("ci_low", "ci_high")
    )
    axes.fill_between(across, low, high, color=ACCENT, alpha=0.16, lw=0)
    axes.plot(across, middle, color=ACCENT, lw=1.5)
    for x, y, row in zip(across, middle, points, strict=True):
        hollow = row["status"] == "reference"
        axes.plot([x], [y], "o", ms=4.6, mfc=PAPER if hollow else ACCENT, mec=ACCENT, mew=1.0)


def _words(
    points: Sequence[StoredRow], numbers: Numbers, test: StoredRow, language: Language
) -> tuple[str, str, str]:
    """Title, alternative text and description: the odds ratio at every value."""
    label = curve_label(test, numbers, language)
    said = "; ".join(
        say(
            "figure.curve.point",
            language,
            value=value_label(number(row["value"]), language),
            said=estimate_cell(row, language, numbers.study, NoteList()).text,
        )
        for row in points
    )
    p = number(test["p_value"])
    bend = f" {say('figure.curve.bend', language, p=number_format.p_phrase(p, language))}"
    finding = say("figure.curve.finding", language, list=said) + (bend if p == p else "")
    title = say("figure.curve.title", language, label=label)
    return title, finding, say("figure.curve.description", language, finding=finding)
