"""Odds ratios within groups, in a table and a figure."""

from tests.report.beyond_models import with_stored

from thuiszitters.figures.subgroups import subgroups_plot
from thuiszitters.tables.subgroups import subgroups_table

#: A p-value is not broken over two lines.
NO_BREAK = "\N{NO-BREAK SPACE}"


def test_a_subgroup_plot_draws_every_group_under_its_test(released):
    numbers = released["line"]
    figure = subgroups_plot(numbers, "en")
    table = subgroups_table(numbers, "en")
    groups = [row for row in table.rows if row.kind == "data"]
    assert len(groups) == 2
    assert len(figure.rows) == len(groups)
    for row in groups:
        assert f"{row.cells[0].text} {row.cells[1].text}" in figure.alt
    assert f"= {table.rows[0].cells[3].text})".replace(" ", NO_BREAK) in figure.alt


def test_suppressed_odds_ratios_within_groups_make_no_plot_and_say_so_in_the_table(released):
    numbers = released["line"]
    table = numbers.more["subgroups"].copy()
    table["status"], table["reason"] = "suppressed", "suppressed"
    table[["odds_ratio", "ci_low", "ci_high", "p_value"]] = float("nan")
    hidden = with_stored(numbers, "subgroups", table)
    assert subgroups_plot(hidden, "en") is None
    states = {cell.state for row in subgroups_table(hidden, "en").rows for cell in row.cells[1:]}
    assert states == {"suppressed", ""}
