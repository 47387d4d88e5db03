"""Predictive mean matching among discrete explaining columns, against mice's distribution."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.imputation import impute
from thuiszitters.logit.matching import draw_donors, group_donors, nearest_groups
from thuiszitters.logit.pooled_fit import fit_completed
from thuiszitters.models.coding import code_patterns
from thuiszitters.plan import PredictorSpec, text

pytestmark = pytest.mark.thorough

HERE = Path(__file__).parent / "matching"
#: Standard errors of the difference between two simulated means: one false alarm in 16,000.
SIMULATION_ERRORS = 4.0
SEEDS = 30
M = 20
#: (spec names, levels) of the two data sets, in the order of R's terms.
CASES = {
    "two_groups": ("y", {"x": None, "g": ("0", "1")}),
    "passengers": (
        "survived",
        {"age": None, "female": ("0", "1"), "class": ("c1", "c2", "c3")},
    ),
}


def reference():
    return json.loads((HERE / "mice.json").read_text())


def read(name):
    outcome, predictors = CASES[name]
    table = pd.read_csv(HERE / f"{name}.csv")
    patterns = pd.DataFrame({"outcome": table[outcome].astype("int8")})
    specs = []
    for column, levels in predictors.items():
        numeric = levels is None
        patterns[column] = table[column].astype("float64" if numeric else "str")
        kind = "numeric" if numeric else "factor"
        specs.append(PredictorSpec(column, text(column), kind, levels or ()))
    return patterns, specs


def drawn_numbers(known, completed):
    """Mean and SD of the imputed values of the first predictor, which is the number."""
    values = completed.distinct[0]
    have = np.bincount(
        known.codes[known.codes[:, 0] >= 0, 0],
        weights=known.counts[known.codes[:, 0] >= 0],
        minlength=len(values),
    )
    after = np.bincount(completed.codes[:, 0], weights=completed.counts, minlength=len(values))
    new = after - have
    mean = new @ values / new.sum()
    return mean, np.sqrt(new @ (values - mean) ** 2 / (new.sum() - 1))


@pytest.fixture(scope="module", params=CASES)
def simulated(request):
    """Over seeds: pooled estimates, standard errors, FMI, and what was drawn."""
    patterns, specs = read(request.param)
    known = code_patterns(patterns, specs, keep_incomplete=True)
    rows = []
    for seed in range(SEEDS):
        completed = impute(known, np.random.default_rng([7, seed]), m=M, rounds=1)
        pooled = fit_completed(completed, Estimation()).pooled
        drawn = np.array([drawn_numbers(known, one) for one in completed])
        rows.append(
            {
                "beta": [one.estimate for one in pooled],
                "se": [one.std_error for one in pooled],
                "fmi": [one.fmi for one in pooled],
                "mean": drawn[:, 0].mean(),
                "sd": drawn[:, 1].mean(),
                "mean_low": drawn[:, 0].min(),
                "mean_high": drawn[:, 0].max(),
            }
        )
    return pd.DataFrame(rows), reference()[request.param]


def agrees(ours, theirs, seeds):
    """Whether means over seeds differ by no more than simulation explains."""
    noise = np.sqrt(ours.var(ddof=1) / len(ours) + theirs["sd"] ** 2 / seeds)
    assert abs(ours.mean() - theirs["mean"]) < SIMULATION_ERRORS * noise, theirs


@pytest.mark.parametrize("what", ["beta", "se", "fmi"])
def test_pooled_numbers_have_the_distribution_of_mice(simulated, what):
    ours, expected = simulated
    values = np.array(ours[what].tolist())
    for position, theirs in enumerate(expected[what]):
        agrees(values[:, position], theirs, expected["seeds"])


@pytest.mark.parametrize("what", ["mean", "sd", "mean_low", "mean_high"])
def test_drawn_numbers_have_the_distribution_of_mice(simulated, what):
    ours, expected = simulated
    agrees(ours[what].to_numpy(), expected["drawn"][what], expected["seeds"])


def test_the_chance_of_every_donor_is_that_of_the_matcher_of_mice():
    expected = reference()["matcher"]
    values = np.array(expected["expected"])
    donors = group_donors(values, np.arange(len(values)), np.ones(len(values)))
    near, shares = nearest_groups(donors, np.array(expected["wanted"], dtype=float))
    for row, theirs in enumerate(expected["shares"]):
        per_group = np.zeros(len(donors.expected))
        np.add.at(per_group, near[row], shares[row])
        each = np.repeat(per_group / donors.pupils, donors.pupils.astype(int))
        # Shares of 200,000 draws: the standard error is at most 0.0009.
        np.testing.assert_allclose(each, theirs, atol=0.0009 * SIMULATION_ERRORS)


def test_the_drawn_donors_follow_their_chances():
    values = np.array([1.0, 1.0, 1.0, 2.0, 2.0, 5.0, 5.0, 9.0])
    counts = np.array([1.0, 3.0, 1.0, 2.0, 4.0, 1.0, 1.0, 7.0])
    donors = group_donors(values, np.arange(8), counts)
    draws = 200_000
    drawn = draw_donors(donors, np.full(draws, 2.1), np.random.default_rng(3))
    seen = np.bincount(drawn, minlength=8) / draws
    # Six pupils share the nearest expected value, so all five donors come from among them.
    np.testing.assert_allclose(seen, [0, 0, 0, 2 / 6, 4 / 6, 0, 0, 0], atol=0.0045)


def test_two_groups_at_the_same_distance_share_by_their_pupils():
    donors = group_donors(np.array([0.0, 0.0, 2.0]), np.arange(3), np.array([4.0, 2.0, 3.0]))
    near, shares = nearest_groups(donors, np.array([1.0]))
    per_group = np.zeros(2)
    np.add.at(per_group, near[0], shares[0])
    np.testing.assert_allclose(per_group, [6 / 9, 3 / 9])


def test_fewer_than_five_donors_are_all_donors():
    donors = group_donors(np.array([0.0, 3.0]), np.arange(2), np.array([1.0, 2.0]))
    _, shares = nearest_groups(donors, np.array([10.0]))
    assert shares.sum() == pytest.approx(1.0)
    assert sorted(shares[0][shares[0] > 0]) == pytest.approx([1 / 3, 2 / 3])


def test_the_monte_carlo_error_is_the_spread_over_sets_of_imputations_of_mice():
    patterns, specs = read("two_groups")
    known = code_patterns(patterns, specs, keep_incomplete=True)
    expected = reference()["two_groups"]
    pooled = [
        fit_completed(
            impute(known, np.random.default_rng([7, seed]), m=M, rounds=1), Estimation()
        ).pooled
        for seed in range(10)
    ]
    for position, theirs in enumerate(expected["beta"]):
        ours = np.mean([one[position].monte_carlo_error ** 2 for one in pooled]) ** 0.5
        # A standard deviation over 100 seeds has a relative error of 7 %, ours over 10 times
        # 19 degrees of freedom 5 %.
        assert ours == pytest.approx(theirs["sd"], rel=SIMULATION_ERRORS * 0.087)
