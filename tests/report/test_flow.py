"""The flow of pupils, as a table and as a figure."""

from dataclasses import replace

import pandas as pd

from thuiszitters.figures.flow import NARROW_FLOW, WIDE_FLOW, flow_chart
from thuiszitters.tables.flow import flow_table


def test_every_step_is_a_row_and_the_first_leaves_nobody_out(released):
    numbers = released["line"]
    table = flow_table(numbers, "en")
    assert len(table.rows) == len(numbers.flow)
    assert table.rows[0].cells[1].text == ""
    left = [row.cells[2].values[0] for row in table.rows]
    gone = [row.cells[1].values[0] for row in table.rows[1:]]
    assert [a - b for a, b in zip(left, gone, strict=False)] == left[1:]


def test_a_suppressed_step_has_no_number(released):
    numbers = released["line"]
    flow = numbers.flow.copy()
    flow["n_excluded"] = pd.array([pd.NA] * len(flow), dtype="Int64")
    flow["status"], flow["status_reason"] = "suppressed", "suppressed"
    table = flow_table(replace(numbers, flow=flow), "nl")
    assert {row.cells[1].text for row in table.rows[1:]} == {"afgeschermd"}


def test_both_drawings_hold_the_counts_of_the_table(released):
    numbers = released["line"]
    table = flow_table(numbers, "nl")
    for layout in (WIDE_FLOW, NARROW_FLOW):
        figure = flow_chart(numbers, table, "nl", layout)
        assert all(row.cells[2].text in figure.svg for row in (table.rows[0], table.rows[-1]))
