"""A page in inches to draw on, and what makes a drawing a `Figure`."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from thuiszitters.base.text import Language
from thuiszitters.figures.figure import Figure, accessible
from thuiszitters.figures.lettering import wrapped
from thuiszitters.figures.palette import SOFT
from thuiszitters.figures.style import WIDTH, close, png_bytes, svg_text

MARGIN = 0.06
LINE_HEIGHT = 0.152


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


def finished(
    canvas: Canvas,
    name: str,
    language: Language,
    words: tuple[str, str, str],
    rows: Mapping[str, str],
) -> Figure:
    """Turn a drawing into files; `words` are title, alt text and description."""
    title, alt, description = words
    svg, png = svg_text(canvas), png_bytes(canvas)
    close(canvas)
    return Figure(
        name=name,
        language=language,
        title=title,
        alt=alt,
        description=description,
        svg=accessible(svg, name, title, description, language),
        png=png,
        rows=rows,
    )
