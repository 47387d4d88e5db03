"""The look of figures."""

import pytest


def test_the_look_is_seaborns_ticks_on_paper():
    import seaborn

    from thuiszitters.figures.style import SEABORN_LOOK

    theirs = {**seaborn.axes_style("ticks"), **seaborn.plotting_context("paper")}
    for name, value in SEABORN_LOOK.items():
        assert theirs[name] == pytest.approx(value) if isinstance(value, float) else value, name
