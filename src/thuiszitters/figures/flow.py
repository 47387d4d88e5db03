"""From the pupils read to the pupils studied, as boxes."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
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
from thuiszitters.figures.palette import BAND, INK, PAPER, SOFT
from thuiszitters.figures.style import house_style
from thuiszitters.language import say
from thuiszitters.results.read import Numbers, number
from thuiszitters.tables.characteristics import ALL
from thuiszitters.tables.table import Table

_MAIN, _SIDE, _SIDE_LEFT = 2.7, 2.9, 3.7
_GAP = 0.34


def flow_chart(numbers: Numbers, table: Table, language: Language) -> Figure:
    """Draw the flow table: what was left at each step, and beside it who was left out."""
    steps = [tuple(cell.text for cell in row.cells) for row in table.rows]
    boxes = [_lines(steps[0][0], steps[0][2], _MAIN)]
    sides: list[list[str]] = []
    for label, excluded, remaining in steps[1:]:
        sides.append(_lines(label, excluded, _SIDE))
        boxes.append(_lines(say("figure.flow.remaining", language), remaining, _MAIN))
    ends = _ends(numbers, language)
    heights = [_height(lines) for lines in boxes]
    between = [max(_height(lines), 0.3) + _GAP for lines in sides]
    end_height = max(_height(lines) for lines in ends) + _GAP if ends else 0.0
    footer = footer_lines([say("note.synthetic", language)] if numbers.study.synthetic else [])
    below = 0.2 + len(footer) * LINE_HEIGHT if footer else 0.0
    drawn = sum(heights) + sum(between) + end_height + 2 * MARGIN
    total = drawn + below
    with house_style():
        canvas, axes = new_page(total)
        y = MARGIN
        for index, lines in enumerate(boxes):
            _box(axes, MARGIN, y, _MAIN, lines, BAND)
            y += heights[index]
            if index < len(sides):
                middle = y + between[index] / 2
                _arrow(axes, MARGIN + _MAIN / 2, y, y + between[index])
                axes.plot([MARGIN + _MAIN / 2, _SIDE_LEFT], [middle, middle], color=SOFT, lw=0.9)
                side = sides[index]
                _box(axes, _SIDE_LEFT, middle - _height(side) / 2, _SIDE, side, PAPER)
                y += between[index]
        for position, lines in enumerate(ends):
            left = MARGIN + position * 3.5
            _box(axes, left, y + _GAP, _MAIN, lines, PAPER)
            axes.plot([MARGIN + _MAIN / 2, left + _MAIN / 2], [y + 0.14] * 2, color=SOFT, lw=0.9)
            _arrow(axes, left + _MAIN / 2, y if position == 0 else y + 0.14, y + _GAP)
        draw_footer(axes, footer, drawn + 0.1)
        words = _words(steps, language)
        return finished(canvas, "flow", language, words, {}, source_line(numbers, language))


def _ends(numbers: Numbers, language: Language) -> list[list[str]]:
    """Pupils with and without the outcome, when both are released."""
    table = numbers.characteristics
    totals = table[table["predictor"] == ALL].iloc[0]
    pupils, events = number(totals["n_pupils"]), number(totals["n_events"])
    if pupils != pupils or events != events:
        return []
    from thuiszitters.language import number_format

    counts = (("with", events), ("without", pupils - events))
    return [
        _lines(say(f"figure.flow.{key}", language), number_format.count(count, language), _MAIN)
        for key, count in counts
    ]


def _lines(label: str, count: str, width: float) -> list[str]:
    return [*wrapped(label, width - 0.2), count]


def _height(lines: list[str]) -> float:
    return len(lines) * LINE_HEIGHT + 0.14


def _box(axes: Axes, x: float, y: float, width: float, lines: list[str], face: str) -> None:
    height = _height(lines)
    axes.add_patch(Rectangle((x, y), width, height, fc=face, ec=INK, lw=0.8))
    for index, line in enumerate(lines):
        last = index == len(lines) - 1
        axes.text(
            x + 0.1,
            y + 0.175 + index * LINE_HEIGHT,
            line,
            va="baseline",
            weight="bold" if last else "normal",
        )


def _arrow(axes: Axes, x: float, start: float, end: float) -> None:
    axes.plot([x, x], [start, end - 0.05], color=SOFT, lw=0.9)
    axes.plot([x], [end - 0.045], "v", ms=4, mfc=SOFT, mec=SOFT, mew=0)


def _words(steps: list[tuple[str, ...]], language: Language) -> tuple[str, str, str]:
    title = say("table.flow.title", language)
    alt = say("figure.flow.alt", language, first=steps[0][2], last=steps[-1][2])
    parts = "; ".join(f"{label}: {excluded}" for label, excluded, _ in steps[1:])
    left_out = say("figure.flow.left_out", language, list=parts) if parts else ""
    return title, alt, f"{alt} {left_out}".strip()
