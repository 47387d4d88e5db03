"""Which predictors are missing together, as a map."""

from dataclasses import replace

import pandas as pd

from thuiszitters.figures.missing_map import missing_map
from thuiszitters.figures.palette import ACCENT, BAND


def test_the_map_fills_a_square_for_each_missing_predictor_of_a_pattern(missing):
    page, phone = missing_map(missing, "en")
    assert (page.name, phone.name) == ("missing_map", "missing_map_narrow")
    assert page.print_size
    assert not phone.print_size
    assert page.alt.startswith("The most common patterns: nothing missing: 96 pupils;")
    # Four squares are filled, four are not.
    for figure in (page, phone):
        assert figure.svg.count(f"fill: {ACCENT}") == 4
        assert figure.svg.count(f"fill: {BAND}") == 4


def test_the_map_speaks_of_other_patterns_only_where_it_leaves_some_out(missing):
    said = "Other patterns are in the table."
    assert not any(said in figure.svg for figure in missing_map(missing, "en"))
    patterns = missing.more["missing_patterns"]
    twice = replace(missing, more={**missing.more, "missing_patterns": pd.concat([patterns] * 2)})
    assert [said in figure.svg for figure in missing_map(twice, "en")] == [False, True]
