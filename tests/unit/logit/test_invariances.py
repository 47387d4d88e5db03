"""What may not change the answer, for any small cohort hypothesis can think of."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text

WORRIED = PredictorSpec("worried", text("Worried"), "binary", ("no", "yes"))
SCHOOL = PredictorSpec("school", text("School"), "factor", ("a", "b", "c"))
AGE = PredictorSpec("age", text("Age"), "numeric")
SPECS = (WORRIED, SCHOOL, AGE)
# Both sides are maximised to 1e-11 of a standard error; intervals can be wide where data are thin.
SAME = {"rtol": 1e-6, "atol": 1e-6}
FEW = settings(max_examples=4, deadline=None, derandomize=True)


@st.composite
def cohorts(draw):
    """Counted patterns with both outcomes; separation, empty levels and ties included."""
    row = st.tuples(
        st.sampled_from(["no", "yes"]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from([8.0, 10.0, 13.0, 17.0]),
        st.integers(0, 1),
        st.integers(1, 6),
    )
    rows = draw(st.lists(row, min_size=6, max_size=25))
    table = pd.DataFrame(rows, columns=["worried", "school", "age", "outcome", "n_pupils"])
    table.loc[0, "outcome"], table.loc[1, "outcome"] = 0, 1
    return table


def fitted(table, specs=SPECS, **rules):
    return fit_design(design_from_patterns(table, specs), Estimation(**rules))


def numbers(fit):
    return np.array([(t.log_odds, t.ci_low, t.ci_high, t.p_value) for t in fit.terms])


def assert_same(ours, theirs):
    np.testing.assert_array_equal([t.status for t in ours.terms], [t.status for t in theirs.terms])
    np.testing.assert_allclose(numbers(ours), numbers(theirs), **SAME)
    np.testing.assert_allclose(ours.summary.log_likelihood, theirs.summary.log_likelihood, **SAME)


@pytest.mark.thorough
@FEW
@given(cohorts(), st.randoms(use_true_random=False))
def test_row_order(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    assert_same(fitted(table), fitted(table.iloc[order]))


@pytest.mark.thorough
@FEW
@given(cohorts())
def test_expanding_and_collapsing(table):
    expanded = table.loc[table.index.repeat(table["n_pupils"])].assign(n_pupils=1)
    assert_same(fitted(table), fitted(expanded))


@pytest.mark.thorough
@FEW
@given(cohorts())
def test_splitting_a_count(table):
    halves = [table.assign(n_pupils=table["n_pupils"] - 1), table.assign(n_pupils=1)]
    assert_same(fitted(table), fitted(pd.concat(halves)))


@FEW
@given(cohorts())
def test_doubling_every_pupil_keeps_estimates_and_shrinks_errors(table):
    once = fitted(table, estimator="ml")
    twice = fitted(table.assign(n_pupils=2 * table["n_pupils"]), estimator="ml")
    np.testing.assert_allclose(twice.beta, once.beta, **SAME)
    np.testing.assert_allclose(twice.covariance * 2, once.covariance, rtol=1e-5, atol=1e-7)


@pytest.mark.thorough
@FEW
@given(cohorts())
def test_swapping_the_reference_inverts_the_odds_ratio(table):
    swapped = replace(WORRIED, levels=("yes", "no"))
    ours = fitted(table).term("worried=yes")
    theirs = fitted(table, (swapped, SCHOOL, AGE)).term("worried=no")
    if ours.status == theirs.status == "ok":
        np.testing.assert_allclose(ours.log_odds, -theirs.log_odds, **SAME)
        np.testing.assert_allclose(ours.log_odds, -theirs.log_odds, **SAME)


@pytest.mark.thorough
@FEW
@given(cohorts())
def test_the_log_likelihood_does_not_know_the_reference(table):
    swapped = replace(SCHOOL, levels=("c", "a", "b"))
    ours, theirs = fitted(table), fitted(table, (WORRIED, swapped, AGE))
    np.testing.assert_allclose(ours.summary.log_likelihood, theirs.summary.log_likelihood, **SAME)
    assert ours.estimator == theirs.estimator


@pytest.mark.thorough
@FEW
@given(cohorts())
def test_relabelling_levels(table):
    words = {"a": "zeta", "b": "beta", "c": "alpha"}
    renamed = replace(SCHOOL, levels=tuple(words[level] for level in SCHOOL.levels))
    table = table.astype({"school": "object"})
    other = table.assign(school=table["school"].map(words))
    ours, theirs = fitted(table), fitted(other, (WORRIED, renamed, AGE))
    np.testing.assert_allclose(numbers(ours), numbers(theirs), **SAME)


@pytest.mark.thorough
@FEW
@given(cohorts(), st.sampled_from([-500.0, 0.25, 1000.0]))
def test_adding_a_constant_to_a_number(table, constant):
    ours, theirs = fitted(table), fitted(table.assign(age=table["age"] + constant))
    np.testing.assert_allclose(numbers(ours)[1:], numbers(theirs)[1:], rtol=1e-5, atol=1e-5)


@pytest.mark.thorough
@FEW
@given(cohorts(), st.sampled_from([0.1, 12.0, 365.25]))
def test_rescaling_a_number_rescales_its_log_odds_and_nothing_else(table, factor):
    scaled = replace(AGE, per=factor)
    ours, theirs = fitted(table), fitted(table, (WORRIED, SCHOOL, scaled))
    expected = numbers(ours)
    expected[-1, :3] *= factor
    np.testing.assert_allclose(numbers(theirs), expected, rtol=1e-5, atol=1e-5)


@pytest.mark.thorough
@FEW
@given(cohorts())
def test_swapping_the_outcome_turns_every_sign(table):
    ours, theirs = fitted(table), fitted(table.assign(outcome=1 - table["outcome"]))
    flipped = numbers(theirs)[:, [0, 2, 1, 3]] * [-1, -1, -1, 1]
    np.testing.assert_allclose(numbers(ours), flipped, **SAME)


@pytest.mark.thorough
@FEW
@given(cohorts())
def test_interval_and_p_value_agree_about_1(table):
    fit = fitted(table)
    for term in fit.terms:
        if term.status == "ok":
            outside = term.ci_low > 0 or term.ci_high < 0
            assert outside == (term.p_value < 0.05) or abs(term.p_value - 0.05) < 1e-6
