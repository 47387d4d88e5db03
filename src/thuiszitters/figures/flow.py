"""From the pupils read to the pupils studied, as boxes."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure
from thuiszitters.figures.lettering import wrapped
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
from thuiszitters.figures.palette import BAND, INK, PAPER, SOFT
from thuiszitters.figures.style import WIDTH, house_style
from thuiszitters.language import number_format, say
from thuiszitters.results.read import Numbers, number
from thuiszitters.tables.characteristics import ALL
from thuiszitters.tables.table import Table

_GAP = 0.34


@dataclass(frozen=True, slots=True)
class FlowLayout:
    """Inches of the page, of its boxes and of the line that runs down between them.

    Attributes
    ----------
    main, side, end
        Widths of the boxes of who is left, of who is left out, and of the two at the end.
    side_left, stem
        Where the boxes of who is left out begin, and where the line is.
    """

    name: str
    width: float
    main: float
    side: float
    side_left: float
    stem: float
    end: float
    end_step: float


WIDE_FLOW = FlowLayout("flow", WIDTH, 2.7, 2.9, 3.7, MARGIN + 1.35, 2.7, 3.5)
#: On a phone, who is left out stands between the boxes of who is left.
NARROW_FLOW = FlowLayout(
    "flow_narrow", NARROW_WIDTH, NARROW_WIDTH - 2 * MARGIN, 2.5, 0.54, MARGIN + 0.2, 1.42, 1.56
)


def flow_chart(
    numbers: Numbers, table: Table, language: Language, layout: FlowLayout = WIDE_FLOW
) -> Figure:
    """Draw the flow table: what was left at each step, and beside it who was left out."""
    steps = [tuple(cell.text for cell in row.cells) for row in table.rows]
    boxes = [_lines(steps[0][0], steps[0][2], layout.main)]
    sides: list[list[str]] = []
    for label, excluded, remaining in steps[1:]:
        sides.append(_lines(label, excluded, layout.side))
        boxes.append(_lines(say("figure.flow.remaining", language), remaining, layout.main))
    ends = _ends(numbers, language, layout.end)
    heights = [_height(lines) for lines in boxes]
    between = [max(_height(lines), 0.3) + _GAP for lines in sides]
    end_height = max(_height(lines) for lines in ends) + _GAP if ends else 0.0
    synthetic = [say("note.synthetic", language)] if numbers.study.synthetic else []
    footer = footer_lines(synthetic, layout.width)
    below = 0.2 + len(footer) * LINE_HEIGHT if footer else 0.0
    drawn = sum(heights) + sum(between) + end_height + 2 * MARGIN
    total = drawn + below
    with house_style():
        canvas, axes = new_page(total, layout.width)
        y = MARGIN
        for index, lines in enumerate(boxes):
            _box(axes, MARGIN, y, layout.main, lines, BAND)
            y += heights[index]
            if index < len(sides):
                middle = y + between[index] / 2
                _arrow(axes, layout.stem, y, y + between[index])
                axes.plot([layout.stem, layout.side_left], [middle, middle], color=SOFT, lw=0.9)
                side = sides[index]
                top = middle - _height(side) / 2
                _box(axes, layout.side_left, top, layout.side, side, PAPER)
                y += between[index]
        _draw_ends(axes, y, ends, layout)
        draw_footer(axes, footer, drawn + 0.1)
        words = _words(steps, language)
        source = source_line(numbers, language)
        wide = layout is WIDE_FLOW
        return finished(canvas, layout.name, language, words, {}, source, print_size=wide)


def _draw_ends(axes: Axes, y: float, ends: Sequence[list[str]], layout: FlowLayout) -> None:
    """Those of the last step by outcome, below where the last step ends."""
    for position, lines in enumerate(ends):
        left = MARGIN + position * layout.end_step
        centre = left + layout.end / 2
        _box(axes, left, y + _GAP, layout.end, lines, PAPER)
        axes.plot([layout.stem, centre], [y + 0.14] * 2, color=SOFT, lw=0.9)
        _arrow(axes, centre, y + 0.14, y + _GAP)
    if ends:
        axes.plot([layout.stem] * 2, [y, y + 0.14], color=SOFT, lw=0.9)


def _ends(numbers: Numbers, language: Language, width: float) -> list[list[str]]:
    """Pupils with and without the outcome, when both are released."""
    table = numbers.characteristics
    totals = table[table["predictor"] == ALL].iloc[0]
    pupils, events = number(totals["n_pupils"]), number(totals["n_events"])
    if pupils != pupils or events != events:
        return []
    counts = (("with", events), ("without", pupils - events))
    return [
        _lines(say(f"figure.flow.{key}", language), number_format.count(count, language), width)
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
