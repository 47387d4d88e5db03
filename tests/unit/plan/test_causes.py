"""What the causes of a plan mean for its models."""

import pytest

from thuiszitters.plan.causes import adjustments, cause_problems

PREDICTORS = ("age", "home", "profile", "agencies", "peers")
CAUSES = {
    "age": ["profile"],
    "home": ["profile", "agencies"],
    "profile": ["agencies"],
    "peers": ["profile"],
}


def told(causes, model, **further):
    return {one.predictor: one for one in adjustments(causes, PREDICTORS, model, **further)}


def test_mediators_and_confounders_of_a_model():
    found = told(CAUSES, ["age", "home", "profile", "agencies"])
    assert found["home"].mediators == ("profile", "agencies")
    assert found["profile"].left_out == ("peers",)
    assert not found["agencies"].mediators
    assert not found["agencies"].open  # peers reach agencies by way of the profile only


def test_a_model_with_every_cause_leaves_nothing_open():
    assert not any(one.open for one in told(CAUSES, PREDICTORS).values())


def test_what_may_follow_from_the_outcome_is_no_mediator():
    late = {"home": ["profile", "agencies"], "outcome": ["agencies"]}
    found = told(late, ["home", "profile", "agencies"])
    assert found["agencies"].consequences == ("agencies",)
    assert (found["home"].mediators, found["home"].consequences) == (("profile",), ("agencies",))


def test_an_unmeasured_cause_is_named_only_where_no_measured_set_closes_the_path():
    causes = {"hidden": ["home", "peers"], "peers": ["outcome"]}
    found = told(causes, ["home"], unmeasured=["hidden"])
    assert found["home"].left_out == ("peers",)
    causes = {"hidden": ["home", "outcome"]}
    found = told(causes, ["home"], unmeasured=["hidden"])
    assert found["home"].left_out == ("hidden",)


def test_a_part_of_a_predictor_of_the_model_is_not_left_out():
    causes = {"home": ["profile"], "peers": ["profile"]}
    codes = {"home": ["D100-D899"], "peers": ["D405"]}
    assert told(causes, ["peers", "profile"], codes=codes)["profile"].left_out == ()
    assert told(causes, ["peers", "profile"])["profile"].left_out == ("home",)


@pytest.mark.parametrize(
    ("causes", "unmeasured", "said"),
    [
        ({"hoem": ["age"]}, {}, '"hoem" is neither'),
        ({"home": ["age"], "age": ["home"]}, {}, "home, age would cause themselves"),
        ({"home": ["age"]}, {"age": {}}, '"age" is the name of a predictor'),
    ],
)
def test_what_does_not_fit_is_said(causes, unmeasured, said):
    content = {"predictors": dict.fromkeys(PREDICTORS), "causes": causes, "unmeasured": unmeasured}
    assert said in " ".join(str(one) for one in cause_problems(content, "plan.yaml"))
