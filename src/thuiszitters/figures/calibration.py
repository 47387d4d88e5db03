"""Predicted against observed: does the main model say as much as it should."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    source_line,
)
from thuiszitters.figures.page import new_page as page
from thuiszitters.figures.palette import ACCENT, INK, LINE, SECOND, SOFT
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say, say_count
from thuiszitters.language.number_words import in_words
from thuiszitters.logit.shares import wilson_interval
from thuiszitters.results.read import Numbers, number
from thuiszitters.results.rows import StoredRow, records

#: More dots than this hide each other, and what is written at them.
MOST_DOTS = 20


@dataclass(frozen=True, slots=True)
class CalibrationLayout:
    """Inches of the page and of the square on it.

    Attributes
    ----------
    diagonal
        Where the words at the diagonal end or begin: inches from the left, from the top, and how.
    """

    name: str
    width: float
    left: float
    top: float
    side: float
    diagonal: tuple[float, float, str]


WIDE_CALIBRATION = CalibrationLayout(
    "calibration", WIDTH, 0.75, 0.3, 3.4, (0.75 + 3.4 + 0.06, 0.34, "left")
)
#: On a phone the words at the diagonal stand in the corner below it.
NARROW_CALIBRATION = CalibrationLayout(
    "calibration_narrow", NARROW_WIDTH, 0.46, 0.3, 2.4, (0.46 + 2.36, 0.3 + 2.3, "right")
)


def calibration_plot(
    numbers: Numbers, language: Language, layout: CalibrationLayout = WIDE_CALIBRATION
) -> Figure | None:
    """One dot per group of pupils, or per few groups; nothing when no groups were released."""
    if "calibration" not in numbers.more:
        return None
    main = numbers.study.main_model.name
    stored = records(numbers.more["calibration"])
    found = [row for row in stored if row["model"] == main and number(row["observed"]) >= 0]
    if not found:
        return None
    groups = joined_groups(found)
    top = min(1.0, (int(max(_highest(row) for row in groups) * 10) + 1) / 10)
    level = number_format.level_percentage(0.95, language)
    curve = [row for row in groups if number(row.get("curve")) >= 0]
    notes = [say("figure.calibration.note", language, level=level)]
    if len(groups) < len(found):
        n = in_words(len(found), language)
        notes.append(say("figure.calibration.joined", language, groups=n))
    notes += [say("figure.calibration.curve", language)] if len(curve) > 1 else []
    if numbers.study.synthetic:
        notes.append(say("note.synthetic", language))
    footer = footer_lines(notes, layout.width)
    with house_style():
        canvas, axes = page(
            layout.top + layout.side + 0.62 + len(footer) * LINE_HEIGHT, layout.width
        )
        _frame(axes, top, language, layout)
        if len(curve) > 1:
            along = [layout.left + layout.side * number(row["predicted"]) / top for row in curve]
            up = [layout.top + layout.side * (1 - number(row["curve"]) / top) for row in curve]
            axes.plot(along, up, color=SECOND, lw=1.3, zorder=1.8)
        for place, row in enumerate(groups):
            # Neighbours stand closer than their words: every other is written below its line.
            _group(axes, row, top, language, layout, below=bool(place % 2))
        draw_footer(axes, footer, layout.top + layout.side + 0.58)
        words = _words(groups, language)
        source, wide = source_line(numbers, language), layout is WIDE_CALIBRATION
        return finished(canvas, layout.name, language, words, {}, source, print_size=wide)


def joined_groups(groups: Sequence[StoredRow]) -> Sequence[StoredRow]:
    """The groups of a figure: neighbours together where there are more than `MOST_DOTS`.

    Of joined groups the interval is Wilson's of all their pupils, as it is of one group; prediction
    and curve are the means over these pupils.
    """
    if len(groups) <= MOST_DOTS:
        return groups
    found: list[StoredRow] = []
    for part in np.array_split(np.arange(len(groups)), MOST_DOTS):
        rows = [groups[place] for place in part]
        n = np.array([number(row["n_pupils"]) for row in rows])
        observed, predicted, curve = (
            float(n @ np.array([number(row.get(key)) for row in rows]) / n.sum())
            for key in ("observed", "predicted", "curve")
        )
        low, high = wilson_interval(np.array([observed * n.sum()]), np.array([n.sum()]))
        ends = {"low": float(low[0]), "high": float(high[0])}
        shares = {"observed": observed, "predicted": predicted, "curve": curve}
        found.append({"n_pupils": n.sum(), **shares, **ends})
    return found


def _group(
    axes: Axes,
    row: StoredRow,
    top: float,
    language: Language,
    layout: CalibrationLayout,
    *,
    below: bool,
) -> None:
    """A dot with its interval and its number of pupils."""
    x = layout.left + layout.side * number(row["predicted"]) / top
    low, high, y = (
        layout.top + layout.side * (1 - number(row[key]) / top)
        for key in ("low", "high", "observed")
    )
    axes.plot([x, x], [low, high], color=ACCENT, lw=1.1)
    axes.plot([x], [y], "o", ms=5.5, mfc=ACCENT, mec=ACCENT)
    n = number_format.count(number(row["n_pupils"]), language)
    said = say("figure.calibration.n", language, n=n)
    y = low + 0.13 if below else high - 0.05
    axes.text(x, y, said, ha="center", va="baseline", color=SOFT)


def _highest(row: StoredRow) -> float:
    ends = (number(row[key]) for key in ("high", "predicted", "curve") if key in row)
    return max(end for end in ends if end == end)


def _frame(axes: Axes, top: float, language: Language, layout: CalibrationLayout) -> None:
    """Both axes with their names, and the diagonal on which predictions are right."""
    bottom, right = layout.top + layout.side, layout.left + layout.side
    axes.plot([layout.left, right], [bottom, layout.top], color=SOFT, lw=0.9, ls=(0, (2, 2)))
    said = say("figure.calibration.diagonal", language)
    x, y, side = layout.diagonal
    axes.text(x, y, said, ha=side, va="baseline", color=SOFT)
    axes.plot([layout.left, layout.left, right], [layout.top, bottom, bottom], color=INK, lw=0.8)
    _ticks(axes, top, language, layout)
    horizontal = say("figure.calibration.horizontal", language)
    middle = layout.left + layout.side / 2
    axes.text(middle, bottom + 0.34, horizontal, ha="center", color=SOFT, va="baseline")
    vertical = say("figure.calibration.vertical", language)
    axes.text(MARGIN, 0.16, vertical, color=SOFT, va="baseline")


def _ticks(axes: Axes, top: float, language: Language, layout: CalibrationLayout) -> None:
    """Percentages along both axes, with a thin line across for each."""
    bottom, right = layout.top + layout.side, layout.left + layout.side
    step = 0.1 if top <= 0.6 else 0.2
    tick = 0.0
    while tick <= top + 1e-9:
        along = layout.side * tick / top
        label = f"{number_format.decimal(tick * 100, 0, language)}%"
        axes.text(layout.left + along, bottom + 0.17, label, ha="center", va="baseline")
        axes.text(layout.left - 0.08, bottom - along + 0.04, label, ha="right", va="baseline")
        if tick:
            up = [bottom - along] * 2
            axes.plot([layout.left, right], up, color=LINE, lw=0.4, zorder=0.6)
        tick += step


def _words(groups: Sequence[StoredRow], language: Language) -> tuple[str, str, str]:
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
