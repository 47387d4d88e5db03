"""Risks over imputations."""

import numpy as np
import pandas as pd
import pytest
from tests.unit.logit.imputed_tables import coded

from thuiszitters.effects.pooled_risks import imputed_risks, pool_risks
from thuiszitters.effects.risks import standardised_risks
from thuiszitters.effects.tables import risk_table
from thuiszitters.logit import fit_design
from thuiszitters.logit.design import build_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.models.coding import code_patterns
from thuiszitters.models.fitted import fit


@pytest.mark.thorough
def test_risks_are_those_of_the_same_imputations(gaps, plan):
    fitted = fit(plan, gaps, np.random.default_rng(3), m=3)
    risks = risk_table(fitted)
    by_hand = imputed_risks(fitted.imputed.fit(plan.models[0].predictors, fitted.estimation))
    assert risks["risk"].tolist() == pytest.approx([one.risk for one in by_hand])


def test_risks_of_some_predictors_are_those_of_the_whole_table(gaps, plan):
    fitted = fit(plan, gaps, np.random.default_rng(3), m=2)
    (model,), whole = plan.models, risk_table(fitted)
    asked = {model.predictors[1]}
    some = risk_table(fitted, {model.name: asked})
    expected = whole[whole["predictor"].isin(asked)].reset_index(drop=True)
    assert 0 < len(expected) < len(whole)
    pd.testing.assert_frame_equal(some, expected)
    assert risk_table(fitted, {}).empty


@pytest.mark.thorough
def test_risks_after_imputation_with_clusters(schools, specs):
    table = code_patterns(schools, specs, cluster="site", keep_incomplete=True)
    result = fit_completed(impute(table, np.random.default_rng(1), m=4), Estimation())
    for risk in imputed_risks(result, covariance="CR1"):
        assert risk.status == "ok"
        assert risk.difference.std_error > 0


@pytest.mark.thorough
def test_risks_are_pooled_on_their_own_scale(gaps, specs):
    completed = impute(coded(gaps, specs), np.random.default_rng(1), m=5)
    risks = [standardised_risks(fit_design(build_design(table))) for table in completed]
    pooled = pool_risks(risks, len(gaps) - 5.0)
    mean = np.mean([each[0].difference.estimate for each in risks])
    np.testing.assert_allclose(pooled[0].difference.estimate, mean)
    assert pooled[0].difference.std_error > np.mean([r[0].difference.std_error for r in risks])
