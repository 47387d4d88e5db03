"""Words of a plan are checked before anything runs, and absent by default."""

import pytest

from thuiszitters.plan.words import ReportWords, report_words, source_problems, words_problems

PLAN = {
    "models": {"main": {"blocks": {"a": {"predictors": ["home", "age", "profile"]}}}},
    "predictors": {
        "home": {"kind": "binary"},
        "age": {"kind": "numeric"},
        "profile": {"kind": "factor", "levels": {"none": {}, "some": {}}},
    },
}


def problems(**part):
    label = {"nl": "a", "en": "a"}
    content = {**PLAN, "report": {"parts": {"x": {"label": label, **part}}}}
    return [str(problem) for problem in words_problems(content, "plan.yaml")]


def test_nothing_is_said_by_default():
    assert report_words({}, {}) == ReportWords()


def test_a_part_names_a_comparison_of_the_plan():
    assert problems(model="main", predictor="home", level="yes") == []
    assert problems(model="main", predictor="age") == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"model": "mian", "predictor": "home"}, "not a model of this plan"),
        ({"model": "main", "predictor": "hone"}, "not a predictor of the model"),
        ({"model": "main", "predictor": "home", "level": "no"}, "not a level that is compared"),
        ({"model": "main", "predictor": "profile", "level": "none"}, "not a level"),
        ({"model": "main", "predictor": "age", "level": "yes"}, "no level: it is a number"),
    ],
)
def test_a_part_that_names_nothing_is_a_problem(part, said):
    (problem,) = problems(**part)
    assert said in problem


def test_a_key_that_is_in_no_bibliography_is_a_problem_with_a_cure():
    section = {"references": ["firth1992"], "study": {"source": "firth1993"}}
    (problem,) = source_problems(section, "cohort.yaml")
    assert "firth1992" in str(problem)
    assert "firth1993" in str(problem)


def test_a_reason_under_no_topic_is_a_problem():
    label = {"nl": "a", "en": "a"}
    reasons = [{"label": label, "items": [{"label": label, "topic": "helth"}]}]
    (problem,) = words_problems({**PLAN, "report": {"reasons": reasons}}, "plan.yaml")
    assert "health" in str(problem)
