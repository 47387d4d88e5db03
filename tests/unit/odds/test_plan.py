"""A request as a plan of one model."""

import pytest

from thuiszitters.base.text import Text
from thuiszitters.odds.plan import MODEL, group_problems, groups_of, number_problems, plan_of
from thuiszitters.odds.request import request_from
from thuiszitters.plan import PredictorSpec

SPECS = (
    PredictorSpec("girl", Text("girl", "girl"), "binary", ("no", "yes")),
    PredictorSpec("age", Text("age", "age"), "numeric"),
)


@pytest.mark.parametrize(("cluster", "clusters"), [(None, "none"), ("school", "site")])
def test_clusters_and_imputation_are_there_only_where_they_were_asked_for(cluster, clusters):
    plan = plan_of(request_from("a.csv", "y", "girl, age", cluster=cluster), SPECS)
    assert plan.estimation.clusters == clusters
    assert plan.estimation.missing_values == "complete_cases"
    (model,) = plan.models
    assert (model.name, model.predictors) == (MODEL, ("girl", "age"))


def test_a_value_of_a_group_is_a_level_and_one_that_no_row_has_is_named():
    (group,) = groups_of([[("girl", "yes")]], SPECS)
    assert group.levels == (("girl", "yes"),)
    number, unknown = group_problems([[("age", "12"), ("girl", "perhaps")]], SPECS, "--group")
    assert '"age" is a number and makes no group' in str(number)
    assert '"girl=perhaps" is a group that no row has' in str(unknown)


def test_an_interaction_within_a_number_says_how_to_ask_for_it():
    request = request_from("a.csv", "y", "girl, age", interaction="girl:age")
    (problem,) = number_problems(request, SPECS)
    assert "Write age:girl, or name age under --factor" in str(problem)
