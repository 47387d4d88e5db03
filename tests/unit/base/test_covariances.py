"""Covariances are named once, and every place that lists them lists all."""

from thuiszitters.base.covariances import CLUSTERED, COVARIANCES, INDEPENDENT, kind_of
from thuiszitters.base.shipped import shipped
from thuiszitters.base.yaml_file import read_yaml
from thuiszitters.language.catalogue import catalogue


def test_a_plan_allows_what_is_declared():
    schema = read_yaml(shipped("workflow/schemas/plan.schema.yaml"))
    allowed = schema["properties"]["estimation"]["properties"]["covariance"]["enum"]
    assert set(allowed) == set(COVARIANCES)


def test_every_one_is_either_for_clusters_or_without_and_used_where_it_is_asked_for():
    assert {*CLUSTERED, *INDEPENDENT, "auto"} == set(COVARIANCES)
    assert [kind_of(one, clustered=True) for one in CLUSTERED] == list(CLUSTERED)
    assert [kind_of(one, clustered=False) for one in INDEPENDENT] == list(INDEPENDENT)
    assert kind_of("HC1", clustered=True) == "CR2"


def test_methods_have_words_for_each():
    for kind in (*CLUSTERED, *INDEPENDENT):
        assert f"methods.clusters.{kind.lower()}" in catalogue()
