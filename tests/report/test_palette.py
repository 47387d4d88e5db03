"""The colours of figures and pages."""

import re

from thuiszitters.figures.palette import ACCENT, SECOND, VARIABLES
from thuiszitters.tables.html import stylesheet


def test_the_colours_are_seaborns_colour_blind_palette():
    import seaborn

    palette = seaborn.color_palette("colorblind").as_hex()
    assert palette[0] == ACCENT
    assert palette[3] == SECOND


def test_pages_in_light_have_the_colours_of_figures():
    light = stylesheet().split("}")[0]
    assert dict(re.findall(r"(--\w+): (#\w{6});", light)) == {
        **{variable: colour for colour, variable in VARIABLES.items()},
        "--focus": ACCENT,
    }
