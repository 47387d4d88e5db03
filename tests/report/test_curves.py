"""Curves of a number, in a table and a figure."""

from tests.report.beyond_models import with_stored

from thuiszitters.figures.curves import curve_plots
from thuiszitters.tables.curves import curves_table


def test_a_curve_is_drawn_at_the_values_of_its_table_and_not_when_suppressed(released):
    numbers = released["line"]
    figures = {figure.name: figure for figure in curve_plots(numbers, "nl")}
    assert list(figures) == ["curve_age_years", "curve_age_years_narrow"]
    head, *points = curves_table(numbers, "nl").rows
    assert head.kind == "group"
    first = points[0]
    assert f"bij {first.cells[0].text}: {first.cells[1].text}" in figures["curve_age_years"].alt
    table = numbers.more["curves"].assign(status="suppressed", reason="suppressed")
    table[["odds_ratio", "ci_low", "ci_high", "p_value"]] = float("nan")
    assert list(curve_plots(with_stored(numbers, "curves", table), "nl")) == []
