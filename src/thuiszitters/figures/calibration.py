"""Predicted against observed: does the main model say as much as it should."""

from matplotlib.axes import Axes

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.page import (
    LINE_HEIGHT,
    MARGIN,
    draw_footer,
    finished,
    footer_lines,
    source_line,
)
from thuiszitters.figures.page import new_page as page
from thuiszitters.figures.palette import ACCENT, INK, LINE, SOFT
from thuiszitters.figures.style import house_style
from thuiszitters.language import number_format, say, say_count
from thuiszitters.language.number_words import in_words
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records

_LEFT, _TOP, _SIDE = 0.75, 0.3, 3.4


def calibration_plot(numbers: Numbers, language: Language) -> Figure | None:
    """One dot per group of pupils; nothing when no groups were released."""
    if "calibration" not in numbers.more:
        return None
    main = numbers.study.main_model.name
    stored = records(numbers.more["calibration"])
    groups = [row for row in stored if row["model"] == main and number(row["observed"]) >= 0]
    if not groups:
        return None
    top = min(1.0, (int(max(_highest(row) for row in groups) * 10) + 1) / 10)
    level = number_format.level_percentage(0.95, language)
    notes = [say("figure.calibration.note", language, level=level)]
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes)
    with house_style():
        canvas, axes = page(_TOP + _SIDE + 0.62 + len(footer) * LINE_HEIGHT)
        _frame(axes, top, language)
        for row in groups:
            x = _LEFT + _SIDE * number(row["predicted"]) / top
            low, high, y = (
                _TOP + _SIDE - _SIDE * number(row[key]) / top for key in ("low", "high", "observed")
            )
            axes.plot([x, x], [low, high], color=ACCENT, lw=1.1)
            axes.plot([x], [y], "o", ms=5.5, mfc=ACCENT, mec=ACCENT)
            n = number_format.count(number(row["n_pupils"]), language)
            said = say("figure.calibration.n", language, n=n)
            axes.text(x, high - 0.05, said, ha="center", va="baseline", color=SOFT)
        draw_footer(axes, footer, _TOP + _SIDE + 0.58)
        words = _words(groups, language)
        return finished(canvas, "calibration", language, words, {}, source_line(numbers, language))


def _highest(row: StoredRow) -> float:
    return max(number(row["high"]), number(row["predicted"]))


def _frame(axes: Axes, top: float, language: Language) -> None:
    bottom = _TOP + _SIDE
    axes.plot([_LEFT, _LEFT + _SIDE], [bottom, _TOP], color=SOFT, lw=0.9, ls=(0, (2, 2)))
    said = say("figure.calibration.diagonal", language)
    x = _LEFT + _SIDE + 0.06
    axes.text(x, _TOP + 0.04, said, va="baseline", color=SOFT)
    axes.plot([_LEFT, _LEFT, _LEFT + _SIDE], [_TOP, bottom, bottom], color=INK, lw=0.8)
    step = 0.1 if top <= 0.6 else 0.2
    tick = 0.0
    while tick <= top + 1e-9:
        along = _SIDE * tick / top
        label = f"{number_format.decimal(tick * 100, 0, language)}%"
        axes.text(_LEFT + along, bottom + 0.17, label, ha="center", va="baseline")
        axes.text(_LEFT - 0.08, bottom - along + 0.04, label, ha="right", va="baseline")
        if tick:
            axes.plot([_LEFT, _LEFT + _SIDE], [bottom - along] * 2, color=LINE, lw=0.4, zorder=0.6)
        tick += step
    horizontal = say("figure.calibration.horizontal", language)
    axes.text(_LEFT + _SIDE / 2, bottom + 0.34, horizontal, ha="center", color=SOFT, va="baseline")
    vertical = say("figure.calibration.vertical", language)
    axes.text(MARGIN, 0.16, vertical, color=SOFT, va="baseline")


def _words(groups: list[dict[str, object]], language: Language) -> tuple[str, str, str]:
    away = [
        row
        for row in groups
        if not number(row["low"]) <= number(row["predicted"]) <= number(row["high"])
    ]
    title = say("figure.calibration.title", language)
    n = in_words(len(groups), language)
    if away:
        alt = say_count("figure.calibration.alt", language, len(away), groups=n)
    else:
        alt = say("figure.calibration.alt.zero", language, groups=n)
    return title, alt, say("figure.calibration.description", language, finding=alt)
