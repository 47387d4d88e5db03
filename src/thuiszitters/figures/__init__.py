"""Released numbers as figures; drawing libraries are imported here and nowhere else."""

from thuiszitters.figures.draw import draw_figures
from thuiszitters.figures.figure import Figure, inline_svg

__all__ = ["Figure", "draw_figures", "inline_svg"]
