"""A table is stacked or dense exactly where it is wider than a phone or a page."""

import pytest

from thuiszitters.tables.html import html_fragment
from thuiszitters.tables.room import is_dense, is_stacked
from thuiszitters.tables.table import EMPTY, Cell, Column, Row, Table


def table_of(columns: int) -> Table:
    """A label and columns of odds ratios, under a row that heads them; one cell is empty."""
    heads = tuple(
        Column(f"or{place}", "Odds ratio (95% CI)", spanner=f"Model {place}")
        for place in range(columns)
    )
    estimate = Cell("1.98 (0.73 to 5.36)", (1.98,))
    return Table(
        "made",
        "en",
        "Made",
        (Column("label", "Factor", numeric=False), *heads),
        (
            Row((Cell("Age"), *[EMPTY] * columns), "group"),
            Row((Cell("older"), *[estimate] * (columns - 1), EMPTY)),
        ),
    )


@pytest.mark.parametrize(
    ("columns", "stacked", "dense"), [(2, False, False), (3, True, False), (5, True, True)]
)
def test_what_does_not_fit_side_by_side_breaks_or_stacks(columns, stacked, dense):
    table = table_of(columns)
    assert (is_stacked(table), is_dense(table)) == (stacked, dense)


def test_a_stacked_row_says_of_each_cell_what_its_columns_are_called():
    made = html_fragment(table_of(3))
    assert 'data-value="1.98" role="cell" data-label="Model 0: Odds ratio (95% CI)">' in made
    assert 'class="numbers numbers-made stacked" role="table"' in made
    assert made.count('role="rowheader"') == made.count('role="row"') == 2
    assert '"Model 2: Odds ratio (95% CI)"></td>' in made  # empty, so that a phone leaves it out
    assert "data-label" not in html_fragment(table_of(2))
