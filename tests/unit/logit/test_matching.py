"""Predictive mean matching: who can be a donor, and what order and counts do to it."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.matching import draw_donors, group_donors, match_mean
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

SPECS = (
    PredictorSpec("x", text("x"), "numeric"),
    PredictorSpec("g", text("g"), "binary", ("no", "yes")),
)


@pytest.fixture
def gaps():
    """A continuous number, a quarter of it missing, beside one yes or no; 30 schools."""
    rng = np.random.default_rng(4)
    n = 600
    school = np.repeat(np.arange(30), n // 30)
    g = rng.random(n) < 0.5
    x = rng.normal(50.0, 10.0, n)
    eta = -1.0 + 0.05 * (x - 50.0) + 0.4 * g + rng.normal(0.0, 0.3, 30)[school]
    outcome = rng.random(n) < 1.0 / (1.0 + np.exp(-eta))
    table = pd.DataFrame({"outcome": outcome.astype("int8"), "x": x, "school": school})
    table["g"] = pd.array(np.where(g, "yes", "no"), dtype="str")
    table.loc[rng.random(n) < np.where(outcome, 0.35, 0.2), "x"] = np.nan
    return table


def complete_width(table, cluster=None):
    """Width of the interval of x among the complete, widened for nothing but their number."""
    from thuiszitters.logit import build_design, fit_clustered, fit_design

    coded = build_design(code_patterns(table, SPECS, cluster=cluster))
    wald = Estimation(interval="wald")
    fit = fit_clustered(coded, wald) if cluster else fit_design(coded, wald)
    return fit.terms[1].ci_high - fit.terms[1].ci_low


@pytest.mark.thorough
@pytest.mark.parametrize("cluster", [None, "school"])
def test_a_continuous_number_beside_a_binary_keeps_its_spread_and_its_interval(gaps, cluster):
    known = code_patterns(gaps, SPECS, cluster=cluster, keep_incomplete=True)
    completed = impute(known, np.random.default_rng(2), m=20)
    values = completed[0].distinct[0]
    spread = []
    for one in completed:
        share = np.bincount(one.codes[:, 0], weights=one.counts) / one.n_obs
        spread.append(np.sqrt(share @ (values - share @ values) ** 2))
    observed = gaps["x"].std()
    assert min(spread) > 0.93 * observed
    assert max(spread) < 1.07 * observed
    term = fit_completed(completed, Estimation())
    x = term.fit.terms[1]
    # The outcome is known for everyone, so imputing adds noise to x but no information: the
    # interval is about that of complete pupils.
    assert 0.8 < (x.ci_high - x.ci_low) / complete_width(gaps, cluster) < 1.3
    assert term.pooled[1].fmi < 0.5


def test_the_order_of_rows_changes_nothing(gaps):
    shuffled = gaps.sample(frac=1.0, random_state=1)
    tables = [
        impute(code_patterns(part, SPECS, keep_incomplete=True), np.random.default_rng(3), m=2)
        for part in (gaps, shuffled)
    ]
    for first, second in zip(*tables, strict=True):
        assert (first.codes == second.codes).all()
        assert (first.counts == second.counts).all()


def test_a_row_of_many_pupils_counts_as_that_many_rows():
    codes = np.array([0, 1, 2, 3])
    counts = np.array([1.0, 30.0, 2.0, 7.0])
    x = np.column_stack([np.ones(4), [0.0, 0.0, 1.0, 1.0]])
    wanted = np.array([[1.0, 0.0]] * 50 + [[1.0, 1.0]] * 50)
    values = np.array([3.0, 4.5, 6.0, 9.0])
    together = match_mean(values, codes, counts, x, wanted, np.random.default_rng(1))
    times = counts.astype(int)
    apart = match_mean(
        values,
        np.repeat(codes, times),
        np.ones(40),
        np.repeat(x, times, axis=0),
        wanted,
        np.random.default_rng(1),
    )
    assert (together == apart).all()


def test_rounding_does_not_part_pupils_with_the_same_explaining_values():
    noise = np.array([0.0, 1e-13, -1e-13, 2e-13])
    donors = group_donors(10.0 + noise, np.arange(4), np.ones(4), tolerance=1e-11)
    assert donors.pupils.tolist() == [4.0]
    again = group_donors(10.0 - noise, np.arange(4), np.ones(4), tolerance=1e-11)
    first = draw_donors(donors, np.full(20, 10.0), np.random.default_rng(1))
    assert (first == draw_donors(again, np.full(20, 10.0), np.random.default_rng(1))).all()


@pytest.mark.parametrize("shift", [2021.0, 1e7])
def test_numbers_far_from_zero_are_matched_like_numbers_near_it(shift):
    rng = np.random.default_rng(6)
    year = np.sort(rng.normal(0.0, 1.0, 200))
    values = np.sort(np.round(3.0 * year + rng.normal(0.0, 0.1, 200), 6))
    x = np.column_stack([np.ones(200), year])

    def draw(move):
        moved = x + np.array([0.0, move])
        codes, counts = np.arange(200), np.ones(200)
        return match_mean(
            values + move, codes, counts, moved, moved[:150], np.random.default_rng(2)
        )

    assert (draw(shift) == draw(0.0)).all()
    # Five donors of two hundred: between the ends, nobody draws from far along the line.
    assert np.abs(values[draw(0.0)] - values[:150])[5:].max() < 1.0
