"""Variances that allow for clusters."""

import numpy as np
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.cluster_variance import clustered_variance
from thuiszitters.models.coding import design_from_patterns


@pytest.fixture
def schools(pupils):
    return pupils.assign(site=[f"s{i % 30}" for i in range(len(pupils))])


def test_bias_reduced_variances_are_exact_for_independent_pupils(schools, specs):
    # What CR2 is made for: had pupils been independent, its expectation is the model's covariance.
    design = design_from_patterns(schools, specs, cluster="site")
    p = fit_design(design).probability
    found = clustered_variance(design.x, p, design.clusters)
    expected = (found.own - np.swapaxes(found.shared, 1, 2) @ found.shared).sum(axis=0)
    np.testing.assert_allclose(expected, np.eye(len(expected)), atol=1e-10)
