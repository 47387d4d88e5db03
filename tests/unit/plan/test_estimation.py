"""How the models of a plan are estimated."""

import pytest

from thuiszitters.plan.estimation import EstimationSpec


def test_whether_there_are_clusters_is_asked_after_it_was_decided():
    assert EstimationSpec(clusters="none").cluster_column is None
    assert EstimationSpec(clusters="site").cluster_column == "site"
    with pytest.raises(ValueError, match="with_sites decides it"):
        _ = EstimationSpec(clusters="auto").cluster_column
