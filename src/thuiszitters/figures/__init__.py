"""Released numbers as figures. Only `draw` and what it imports need a drawing library."""

from thuiszitters.figures.figure import Figure, inline_svg

__all__ = ["Figure", "inline_svg"]
