"""What is said of clusters, by the kind of the covariance."""

from dataclasses import replace

import numpy as np
import pytest

from thuiszitters.base.covariances import CLUSTERED, INDEPENDENT
from thuiszitters.logit import CodedTable, Predictor, build_design
from thuiszitters.logit.clustered import fit_model
from thuiszitters.logit.estimation import Estimation
from thuiszitters.odds.remarks import remarks

TABLE = CodedTable(
    predictors=(Predictor("exposed", "binary", ("no", "yes")),),
    codes=np.array([[0], [1]] * 3),
    distinct=(None,),
    events=np.array([1.0, 9.0, 5.0, 5.0, 4.0, 8.0]),
    counts=np.full(6, 20.0),
    cluster=np.array([0, 0, 1, 1, 2, 2]),
)


@pytest.mark.parametrize("kind", CLUSTERED)
def test_every_covariance_of_clusters_is_named_and_few_clusters_are_warned_of(kind):
    fit = fit_model(build_design(TABLE), Estimation(covariance=kind))
    allowed, few = (one.said("en") for one in remarks(fit, "school", imputed=False))
    assert allowed.startswith("school: 3 clusters")
    assert kind in allowed
    assert "only 3 clusters" in few


@pytest.mark.parametrize("kind", INDEPENDENT)
def test_a_covariance_of_independent_rows_is_named(kind):
    fit = fit_model(build_design(replace(TABLE, cluster=None)), Estimation(covariance=kind))
    (one,) = remarks(fit, None, imputed=False)
    assert kind in one.said("nl")
