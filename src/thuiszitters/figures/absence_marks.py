"""Stacked bars and a curve as seaborn draws them, which a test holds them to.

Loading seaborn takes longer than to draw both figures of absence.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from thuiszitters.figures.palette import ACCENT, PAPER
from thuiszitters.results.tables_absence import WEEKS


def draw_stack(
    axes: Axes,
    starts: Sequence[int],
    kinds: Mapping[str, Sequence[float]],
    fills: Mapping[str, str],
    width: int,
) -> None:
    """Bars of each kind on those of the kind before it, over all weeks: seaborn's `histplot`."""
    lefts = 0.5 + width * np.arange(WEEKS // width)
    below = np.zeros(len(lefts))
    for kind, counts in kinds.items():
        heights = np.zeros(len(lefts))
        heights[[(start - 1) // width for start in starts]] = counts
        top = below + heights
        drawn = axes.bar(
            lefts, top - below, float(width), below,
            align="edge", facecolor=fills[kind], edgecolor=PAPER, linewidth=0.5,
        )  # fmt: skip
        for bar in drawn:  # the axes begin at 0, and end above the highest bar
            bar.sticky_edges.y[:] = [0.0]
        below = top


def draw_curve(axes: Axes, points: Sequence[tuple[float, float]]) -> None:
    """Everyone at the start, and the shares that are read: seaborn's `lineplot`."""
    weeks, shares = zip((0.0, 1.0), *sorted(points), strict=True)
    axes.plot(
        weeks, shares, marker="o", color=ACCENT, markersize=4.6, markeredgecolor=ACCENT,
        markeredgewidth=0.75, linewidth=1.3,
    )  # fmt: skip
