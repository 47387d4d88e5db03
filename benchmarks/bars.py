"""What was measured as bars: one panel per task, one bar per program."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from measured import Measured

mpl.use("Agg")
import matplotlib.pyplot as plt

#: Ours, and other programs.
_COLOURS = ("#1b5e8c", "#b8b8b8")


def draw(tasks: Mapping[str, Sequence[Measured]], target: Path) -> None:
    """Write a figure of processor seconds; nothing when nothing was measured."""
    shown = {title: runs for title, runs in tasks.items() if runs}
    if not shown:
        return
    sizes = [len(runs) + 1.5 for runs in shown.values()]
    figure, panels = plt.subplots(
        len(shown),
        squeeze=False,
        figsize=(8, 0.32 * sum(sizes)),
        gridspec_kw={"height_ratios": sizes},
        layout="constrained",
    )
    for panel, (title, runs) in zip(panels[:, 0], shown.items(), strict=True):
        names = [run.name for run in runs]
        seconds = [run.middle("processor") for run in runs]
        ours = [name.startswith("ours") or name.endswith("rows") for name in names]
        panel.barh(names, seconds, color=[_COLOURS[0] if own else _COLOURS[1] for own in ours])
        panel.bar_label(panel.containers[0], fmt="%.1f", padding=3, fontsize=8)
        panel.set_title(title, loc="left", fontsize=9)
        panel.invert_yaxis()
        panel.spines[["top", "right"]].set_visible(False)
        panel.margins(x=0.1)
        panel.tick_params(labelsize=8)
    panels[-1, 0].set_xlabel("processor seconds (median)", fontsize=8)
    with mpl.rc_context({"svg.hashsalt": "bench"}):
        figure.savefig(target, metadata={"Date": None})
    plt.close(figure)
