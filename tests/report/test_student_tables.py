"""Small tables of the report for students."""

from dataclasses import replace

from thuiszitters.language.findings import worked_example
from thuiszitters.report.student_tables import both_scales, two_by_two


def test_with_and_without_the_outcome_add_up_to_all(released):
    numbers = released["line"]
    table = two_by_two(worked_example(numbers), numbers, "nl").table
    for row in table.rows:
        having, without, everyone = (cell.values[0] for cell in row.cells[1:])
        assert having + without == everyone


def test_without_released_shares_there_is_no_second_scale(released):
    numbers = released["line"]
    assert both_scales(numbers, "en").table.rows
    gone = numbers.estimates.assign(
        odds_ratio=float("nan"), ci_low=float("nan"), ci_high=float("nan"), status="suppressed"
    )
    assert both_scales(replace(numbers, estimates=gone, more={}), "en") is None
