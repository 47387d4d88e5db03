"""One look for every figure, and files that come out the same each time."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure as Canvas

from thuiszitters.figures.palette import INK, PAPER

#: Points; nothing in a figure is smaller.
TEXT_SIZE = 8.0
#: Inches: the text width of an A4 page.
WIDTH = 6.9

#: seaborn's style "ticks" and context "paper", where they differ from matplotlib (a test compares
#: them). They stand here because loading seaborn takes most of a second of every figure.
SEABORN_LOOK: dict[Any, Any] = {
    "axes.axisbelow": True,
    "axes.labelsize": 9.6,
    "axes.linewidth": 1.0,
    "axes.titlesize": 9.6,
    "grid.color": ".8",
    "legend.fontsize": 8.8,
    "legend.title_fontsize": 9.6,
    "lines.linewidth": 1.2,
    "lines.markersize": 4.8,
    "lines.solid_capstyle": "round",
    "patch.edgecolor": "w",
    "patch.force_edgecolor": True,
    "patch.linewidth": 0.8,
    "xtick.labelsize": 8.8,
    "xtick.major.size": 4.8,
    "xtick.major.width": 1.0,
    "xtick.minor.size": 3.2,
    "xtick.minor.width": 0.8,
    "ytick.labelsize": 8.8,
    "ytick.major.size": 4.8,
    "ytick.major.width": 1.0,
    "ytick.minor.size": 3.2,
    "ytick.minor.width": 0.8,
}
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
    "text.parse_math": False,  # a dollar in a label is a dollar
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw inside this, without touching settings elsewhere."""
    with mpl.rc_context({**SEABORN_LOOK, **_SETTINGS}), warnings.catch_warnings():
        # A sign that the font lacks: the SVG keeps it as text, for the fonts of who reads it.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def svg_text(canvas: Canvas) -> str:
    """The drawing as SVG without a date."""
    stream = io.StringIO()
    canvas.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return stream.getvalue()


def close(canvas: Canvas) -> None:
    """Free the drawing."""
    plt.close(canvas)
