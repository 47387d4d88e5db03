"""Bars and curve of the figures of absence are those that seaborn draws."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from thuiszitters.figures.absence_marks import draw_curve, draw_stack
from thuiszitters.figures.palette import ACCENT, PAPER, SECOND
from thuiszitters.figures.style import close, house_style, svg_text
from thuiszitters.results.tables_absence import PERIOD, WEEKS

FILLS = {"long": SECOND, "short": ACCENT, "all": ACCENT}


def drawn(draw):
    """The axes as SVG, where `draw` has left its limits to them, with their names taken off."""
    with house_style():
        canvas, axes = plt.subplots()
        draw(axes)
        axes.set_xlabel("")
        axes.set_ylabel("")
        text = svg_text(canvas)
        close(canvas)
    return text


@pytest.mark.parametrize("kinds", [("long", "short"), ("all",)], ids=str)
@pytest.mark.parametrize("width", [1, PERIOD])
def test_bars_stand_as_those_of_histplot(kinds, width):
    import seaborn as sns

    starts = [*range(1, WEEKS + 1, width)][1:]  # a first week without a row has no bar
    rng = np.random.default_rng(width)
    counts = {kind: rng.integers(0, 30, len(starts)).astype(float) for kind in kinds}
    rows = [
        (start + (width - 1) / 2, kind, n)
        for kind, each in counts.items()
        for start, n in zip(starts, each, strict=True)
    ]
    theirs = drawn(
        lambda axes: sns.histplot(
            data=pd.DataFrame(rows, columns=["at", "kind", "n"]), x="at", weights="n", hue="kind",
            hue_order=kinds[::-1], multiple="stack", bins=WEEKS // width,
            binrange=(0.5, WEEKS + 0.5), palette={kind: FILLS[kind] for kind in kinds}, alpha=1.0,
            edgecolor=PAPER, linewidth=0.5, legend=False, ax=axes,
        )
    )  # fmt: skip
    assert drawn(lambda axes: draw_stack(axes, starts, counts, FILLS, width)) == theirs


def test_the_curve_goes_as_that_of_lineplot():
    import seaborn as sns

    points = [(4.0, 0.9), (12.0, 0.4), (8.0, 0.75)]
    table = pd.DataFrame([(0.0, 1.0), *points], columns=["weeks", "share"])
    theirs = drawn(
        lambda axes: sns.lineplot(
            data=table, x="weeks", y="share", marker="o", color=ACCENT, markersize=4.6,
            markeredgecolor=ACCENT, linewidth=1.3, errorbar=None, ax=axes,
        )
    )  # fmt: skip
    assert drawn(lambda axes: draw_curve(axes, points)) == theirs
