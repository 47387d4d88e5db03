"""The row with the names: what is missing, what stands twice, and what is no row of names."""

import pytest

from thuiszitters.intake.header import header_problems, looks_like_value


@pytest.mark.parametrize("cell", ["2020", "24-6-2004", "-3,5", "12:30", "45%", "1.000"])
def test_a_number_or_a_day_is_hardly_a_name(cell):
    assert looks_like_value(cell)


@pytest.mark.parametrize("cell", ["nr 1", "", "2e", "sex"])
def test_another_cell_may_be_a_name(cell):
    assert not looks_like_value(cell)


def test_a_missing_column_gets_the_nearest_name():
    (problem,) = header_problems(["nummer", "geslacht"], ["nummer", "geslagt"], "f.csv", 1)
    assert '"geslagt" is missing' in problem.found
    assert "geslacht" in problem.advice


def test_a_name_that_stands_twice_is_a_problem_also_in_other_letters():
    (same,) = header_problems(["a", "a", "b"], ["a"], "f.csv")
    (case,) = header_problems(["a", "A", "b"], ["a"], "f.csv")
    assert "2 times" in same.found
    assert "in case only" in case.found


def test_a_row_that_may_be_about_a_pupil_is_never_shown():
    record = ["0012", "Jansen", "24-6-2004"]
    (problem,) = header_problems(record, ["nummer", "geslacht", "geboren"], "f.csv", 1)
    assert "row 1 does not hold the names" in problem.found
    assert not any(cell in str(problem) for cell in record)


def test_a_long_header_is_not_written_out():
    header = [f"column {number}" for number in range(60)]
    (problem,) = header_problems(["nr", *header], ["nr", "sex"], "f.sav")
    assert problem.allowed.endswith("and 21 more")
