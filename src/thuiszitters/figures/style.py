"""One look for every figure, and files that come out the same each time."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.figure import Figure as Canvas

from thuiszitters.figures.palette import INK, PAPER

#: Points; nothing in a figure is smaller.
TEXT_SIZE = 8.0
#: Inches: the text width of an A4 page.
WIDTH = 6.9
_DPI = 220

_SETTINGS: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": TEXT_SIZE,
    "svg.fonttype": "none",
    "svg.hashsalt": "thuiszitters",
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "path.simplify": False,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw inside this, without touching settings elsewhere."""
    with (
        sns.axes_style("ticks"),
        sns.plotting_context("paper"),
        mpl.rc_context(_SETTINGS),
    ):
        yield


def svg_text(canvas: Canvas) -> str:
    """The drawing as SVG without a date."""
    stream = io.StringIO()
    canvas.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def png_bytes(canvas: Canvas) -> bytes:
    """The drawing as PNG at print size, without naming the software."""
    stream = io.BytesIO()
    canvas.savefig(stream, format="png", dpi=_DPI, metadata={"Software": None})
    return stream.getvalue()


def close(canvas: Canvas) -> None:
    """Free the drawing."""
    plt.close(canvas)
