"""Counts, repeated rows and collapsed rows are the same input."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns


def collapsed(pupils):
    keys = [column for column in pupils.columns if column != "n_pupils"]
    return pupils.groupby(keys, dropna=False, as_index=False)["n_pupils"].sum()


def numbers(fit):
    terms = [(t.log_odds, t.std_error, t.ci_low, t.ci_high, t.p_value) for t in fit.terms]
    summary = fit.summary
    whole = (summary.log_likelihood, summary.auc, summary.brier, summary.tjur, summary.bic)
    return np.array([*np.ravel(terms), *whole])


@pytest.mark.parametrize("estimator", ["ml", "firth"])
def test_rows_counts_and_repeats_agree_to_ten_digits(pupils, specs, estimator):
    rules = Estimation(estimator=estimator)
    doubled = pd.concat([pupils, pupils], ignore_index=True)
    twice = pupils.assign(n_pupils=2)
    as_rows = numbers(fit_design(design_from_patterns(pupils, specs), rules))
    as_counts = numbers(fit_design(design_from_patterns(collapsed(pupils), specs), rules))
    np.testing.assert_allclose(as_counts, as_rows, rtol=1e-10, atol=1e-10)
    repeated = numbers(fit_design(design_from_patterns(doubled, specs), rules))
    counted = numbers(fit_design(design_from_patterns(twice, specs), rules))
    np.testing.assert_allclose(counted, repeated, rtol=1e-10, atol=1e-10)


def test_a_split_count_changes_nothing(pupils, specs):
    whole = collapsed(pupils)
    whole["n_pupils"] *= 3
    parts = pd.concat([whole.assign(n_pupils=n * whole["n_pupils"] // 3) for n in (1, 2)])
    ours = numbers(fit_design(design_from_patterns(whole, specs)))
    theirs = numbers(fit_design(design_from_patterns(parts, specs)))
    np.testing.assert_array_equal(ours, theirs)


def test_the_order_of_rows_changes_nothing_at_all(pupils, specs):
    shuffled = pupils.sample(frac=1.0, random_state=1)
    ours = numbers(fit_design(design_from_patterns(pupils, specs)))
    theirs = numbers(fit_design(design_from_patterns(shuffled, specs)))
    np.testing.assert_array_equal(ours, theirs)


def test_only_pupils_complete_on_the_predictors_are_used(pupils, specs):
    design = design_from_patterns(pupils, specs)
    assert design.n_obs == 297
    assert design.table.n_left_out == 3


def test_a_table_without_counts_has_one_pupil_per_row(pupils, specs):
    without = design_from_patterns(pupils.drop(columns="n_pupils"), specs)
    assert without.n_obs == design_from_patterns(pupils, specs).n_obs
