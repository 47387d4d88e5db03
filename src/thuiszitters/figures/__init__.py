"""Released numbers as figures.

The drawing libraries are imported when something is drawn, not when this package is.
"""

from thuiszitters.figures.figure import Figure, inline_svg
from thuiszitters.figures.stage import draw_all_figures, read_figures

__all__ = ["Figure", "draw_all_figures", "inline_svg", "read_figures"]
