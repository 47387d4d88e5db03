"""A second opinion over imputations."""

from dataclasses import replace

import pandas as pd
import pytest
from tests.unit.validation.imputed_model import fitted, printed

from thuiszitters.models.imputed import pooled_rows
from thuiszitters.validation.pooled_opinion import pooled_opinion


@pytest.mark.thorough
def test_the_differences_are_those_of_two_programs_that_stop_early(gaps, plan):
    completed = fitted(gaps, plan).imputed
    opinion = pooled_opinion(completed.tables, printed(gaps, plan), covariance="model")
    assert opinion.n_compared == 5
    # statsmodels stops when its deviance changes by less than 1e-12 of its size.
    assert opinion.coefficients < 1e-8
    assert opinion.std_errors < 1e-8


def test_where_firth_was_used_firthmodels_is_asked(gaps, plan):
    firth = replace(plan, estimation=replace(plan.estimation, estimator="firth"))
    over = fitted(gaps, firth, m=2)
    completed = over.imputed
    estimates = pd.DataFrame(pooled_rows(completed.fit(["worried"], over.estimation)))
    assert (estimates["estimator"] == "firth").all()
    tables = [table.only(["worried"]) for table in completed.tables]
    opinion = pooled_opinion(tables, estimates, covariance="model")
    assert opinion.sentence == "pooled_opinion_firthmodels"
    assert opinion.std_errors is None
