"""A page in inches to draw on, and what makes a drawing a `Figure`."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from thuiszitters import __version__
from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure, accessible
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.palette import SOFT
from thuiszitters.figures.style import (
    TEXT_SIZE,
    WIDTH,
    close,
    svg_text,
)
from thuiszitters.language import say
from thuiszitters.results.read import Numbers

MARGIN = 0.06
LINE_HEIGHT = 0.152
_TITLE_SIZE = 9.5
_TITLE_HEIGHT = 0.175


def new_page(height: float, width: float = WIDTH) -> tuple[Canvas, Axes]:
    """One drawing area over the whole page, in inches, counted from the top."""
    canvas = plt.figure(figsize=(width, height))
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    return canvas, axes


def footer_lines(texts: list[str], width: float = WIDTH) -> list[str]:
    """Notes below a figure, broken to its width."""
    return [line for text in texts for line in wrapped(text, width - 4 * MARGIN)]


def draw_footer(axes: Axes, lines: list[str], y: float) -> None:
    """Write the notes from `y` down."""
    for index, line in enumerate(lines):
        axes.text(MARGIN, y + index * LINE_HEIGHT, line, color=SOFT, va="baseline")


def source_line(numbers: Numbers, language: Language) -> str:
    """Where the numbers of a figure come from, to stand inside the image."""
    source = numbers.study.source.in_language(language)
    return say("note.figure_source", language, source=source, version=__version__)


def finished(
    canvas: Canvas,
    name: str,
    language: Language,
    words: tuple[str, str, str],
    rows: Mapping[str, str],
    source: str = "",
    *,
    print_size: bool = True,
) -> Figure:
    """Turn a drawing into files; `words` are title, alt text and description.

    Parameters
    ----------
    source
        Line of source; with it the image also carries its title, so that it can go elsewhere.
    print_size
        Whether it is also made as a PDF to print; not for a drawing that only a phone shows.
    """
    title, alt, description = words
    if source:
        _frame(canvas, title, source)
    svg = svg_text(canvas)
    close(canvas)
    return Figure(
        name=name,
        language=language,
        title=title,
        alt=alt,
        description=description,
        svg=accessible(svg, name, title, description, language),
        rows=rows,
        print_size=print_size,
    )


def _frame(canvas: Canvas, title: str, source: str) -> None:
    """Add the title above a drawing and its source below, without moving what is drawn."""
    width, height = canvas.get_size_inches()
    heads = wrapped(title, (width - 2 * MARGIN) * TEXT_SIZE / _TITLE_SIZE, "bold")
    feet = wrapped(source, width - 4 * MARGIN)
    above = len(heads) * _TITLE_HEIGHT + 0.1
    whole = height + above + len(feet) * LINE_HEIGHT + 0.08
    canvas.set_size_inches(width, whole)
    for axes in canvas.axes:
        box = axes.get_position()
        lifted = (whole - above - height + box.y0 * height) / whole
        axes.set_position((box.x0, lifted, box.width, box.height * height / whole))
    for index, line in enumerate(heads):
        y = 1 - (0.16 + index * _TITLE_HEIGHT) / whole
        canvas.text(MARGIN / width, y, line, weight="bold", size=_TITLE_SIZE, va="baseline")
    for index, line in enumerate(reversed(feet)):
        y = (0.05 + index * LINE_HEIGHT) / whole
        canvas.text(MARGIN / width, y, line, color=SOFT, va="baseline")
