"""A predictor that is the outcome under another name is refused."""

from thuiszitters.plan.outcome_column import same_column_problems

PLAN = {"predictors": {"late": {"column": "late"}, "girl": {"column": "sex"}, "coded": {}}}


def problems(outcome, columns=None, **cohort):
    files = {"pupils": {"columns": columns or {}}}
    whole = {"outcome": outcome, "files": files, "not_measured": [], **cohort}
    return same_column_problems(whole, PLAN, "cohort.yaml")


def test_the_same_column_is_a_problem_that_names_both():
    (problem,) = problems({"count": {"column": "late", "at_least": 3}})
    assert '"late"' in problem.found
    assert problem.where == "cohort.yaml: outcome"


def test_a_second_name_and_a_derived_column_do_not_hide_it():
    twice = {"late": {"from": "days"}, "absent": "days"}
    assert len(problems({"recorded": {"column": "absent"}}, twice)) == 1
    derived = {"late": {"from": "absent", "bins": [5]}}
    assert len(problems({"recorded": {"column": "absent"}}, derived=derived)) == 1


def test_neither_does_a_difference_nor_a_column_derived_in_two_steps():
    derived = {"fall": {"from": "days", "minus": "absent"}, "late": {"from": "fall", "bins": [5]}}
    assert len(problems({"recorded": {"column": "absent"}}, derived=derived)) == 1
    assert len(problems({"recorded": {"column": "elsewhere"}}, derived=derived)) == 0


def test_another_column_and_a_predictor_that_is_not_measured_are_fine():
    assert problems({"recorded": {"column": "other"}}) == []
    assert problems({"definition": "ocw_3m"}) == []
    assert problems({"recorded": {"column": "late"}}, not_measured=["late"]) == []
