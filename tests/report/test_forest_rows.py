"""The rows of a forest plot."""

from thuiszitters.figures.forest_rows import forest_rows
from thuiszitters.tables.table import NoteList


def rows_of(numbers, language="en"):
    return forest_rows(numbers, numbers.study.main_model, language, NoteList())


def test_every_predictor_has_a_heading_before_its_levels(released):
    numbers = released["quine"]
    rows = rows_of(numbers)
    assert [row.predictor for row in rows if row.heading] == list(
        numbers.study.main_model.predictors
    )
    assert rows[0].heading
    assert not any(row.marks for row in rows if row.heading)


def test_a_reference_is_said_once_and_an_estimate_beside_its_crude_one(released):
    rows = [row for row in rows_of(released["quine"]) if not row.heading]
    kinds = {tuple((mark.kind, mark.state) for mark in row.marks) for row in rows}
    assert kinds == {(("adjusted", "reference"),), (("crude", "ok"), ("adjusted", "ok"))}


def test_suppressed_counts_and_estimates_have_no_number(released):
    rows = [row for row in rows_of(released["suppressed"]) if row.counts_suppressed]
    assert rows
    for row in rows:
        assert row.n == row.events == "suppressed"
        assert all(mark.odds_ratio != mark.odds_ratio for mark in row.marks)
