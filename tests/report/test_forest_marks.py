"""The room and the marks of a forest plot."""

from thuiszitters.figures.forest_marks import AXIS_WIDTH
from thuiszitters.figures.style import WIDTH


def test_half_of_the_forest_plot_is_plot():
    assert AXIS_WIDTH / WIDTH >= 0.5
