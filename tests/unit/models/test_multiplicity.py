"""Multiplicity, verdicts, the code screen and stacking."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit.estimation import Estimation
from thuiszitters.models import fit
from thuiszitters.models.expectations import hypothesis_table, two_deviations
from thuiszitters.models.multiplicity import benjamini_hochberg, holm, verdict
from thuiszitters.models.problem_count import count_problems, fit_stacking
from thuiszitters.models.screen import screen_codes
from thuiszitters.models.stage import model_tables
from thuiszitters.plan import text
from thuiszitters.plan.analysis import HypothesisSpec

CHANCE = np.random.default_rng(1)


@pytest.mark.parametrize(("ours", "theirs"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_adjusted_p_values_equal_statsmodels(ours, theirs):
    from statsmodels.stats.multitest import multipletests

    p_values = np.random.default_rng(3).random(40) ** 2
    np.testing.assert_allclose(ours(p_values), multipletests(p_values, method=theirs)[1])


def test_a_missing_p_value_is_not_a_test():
    known = np.array([0.01, 0.02, 0.5])
    with_gap = np.array([0.01, np.nan, 0.02, 0.5])
    np.testing.assert_allclose(holm(with_gap)[[0, 2, 3]], holm(known))


@pytest.mark.parametrize(
    ("interval", "expected", "said"),
    [
        ((1.1, 9.0), "up", "supported"),
        ((1.1, 9.0), "any", "supported"),
        ((0.1, 0.9), "up", "contradicted"),
        ((0.7, 1.4), "up", "no_larger_than"),
        ((0.5, 3.0), "down", "undecided"),
        ((0.0, np.inf), "up", "undecided"),
        ((np.nan, np.nan), "up", "not_measured"),
    ],
)
def test_a_verdict_follows_from_the_interval_alone(interval, expected, said):
    assert verdict(*interval, expected) == said


@pytest.mark.parametrize(
    ("p_adjusted", "alpha", "said"),
    [
        (None, 0.05, "supported"),
        (0.05, 0.05, "supported"),
        (np.nextafter(0.05, 1.0), 0.05, "undecided"),
        (0.099, 0.05, "undecided"),
        (0.099, 0.10, "supported"),
    ],
)
def test_a_direction_must_stand_after_correction(p_adjusted, alpha, said):
    assert verdict(1.1, 9.0, "up", p_adjusted=p_adjusted, alpha=alpha) == said


def test_a_small_and_certain_difference_that_correction_takes_back_is_still_small():
    assert verdict(1.01, 1.3, "up", p_adjusted=0.2) == "no_larger_than"
    assert verdict(1.01, 1.3, "up", p_adjusted=0.01) == "supported"


@pytest.mark.parametrize("per", [0.1, 1.0, 50.0])
def test_no_larger_than_does_not_depend_on_the_unit_of_a_number(per):
    low, high, two_sd = -0.02, 0.03, 12.0  # log odds per unit; two standard deviations
    for stretch, said in ((1.0, "no_larger_than"), (2.0, "undecided")):
        ends = [float(np.exp(end * per * stretch)) for end in (low, high)]
        assert verdict(*ends, "any", two_sd=two_sd / per) == said


def test_the_family_is_every_contrast_of_the_main_model(pupils, plan):
    model = plan.models[0]
    spec = HypothesisSpec("one", text("one"), "any", "unknown", model.name, "worried", "yes")
    plan = replace(plan, hypotheses=(spec,))
    estimates = model_tables(fit(plan, pupils, CHANCE).without_imputation())["estimates"]
    adjusted = estimates[
        (estimates["model"] == model.name) & (estimates["model_kind"] == "adjusted")
    ]
    family = adjusted[(adjusted["term"] != "(Intercept)") & (adjusted["status"] == "ok")]
    row = hypothesis_table(pupils, plan, estimates).iloc[0]
    corrected = dict(zip(family["term"], holm(family["p_value"].to_numpy()), strict=True))
    assert row["p_holm"] == pytest.approx(corrected["worried=yes"], rel=1e-12)
    assert len(corrected) > 1
    assert row["p_holm"] > row["p_value"]


def test_two_deviations_are_those_of_the_pupils_in_units_of_the_odds_ratio(pupils, plan):
    known = pupils["age_years"].repeat(pupils["n_pupils"])
    expected = 2.0 * known.std() / plan.predictor("age_years").per
    assert two_deviations(pupils, plan, "age_years") == pytest.approx(expected, rel=1e-12)
    assert two_deviations(pupils, plan, "worried") == 1.0


def code_table(rng, effect, share, n=400):
    has = rng.random(n) < share
    outcome = rng.random(n) < 1 / (1 + np.exp(1.5 - effect * has))
    words = pd.array(np.where(has, "yes", "no"), dtype="str")
    return pd.DataFrame({"has_code": words, "outcome": outcome.astype("int8")})


def test_the_screen_orders_codes_by_prevalence_times_strength():
    rng = np.random.default_rng(6)
    tables = {
        "A100": code_table(rng, 1.5, 0.3),
        "B200": code_table(rng, 0.0, 0.3),
        "C300": code_table(rng, 1.5, 0.005),
    }
    found = screen_codes(tables, [])
    assert found["code"].tolist() == ["A100", "B200"]
    assert (found["q_value"] >= found["p_value"]).all()
    assert (found["ci_low"] < found["odds_ratio"]).all()


def test_problems_are_counted_up_to_the_top_and_missing_stays_missing():
    table = pd.DataFrame(
        {"a": ["yes", "no", "yes", None], "b": ["yes", "no", "no", "yes"], "c": ["yes"] * 4}
    )
    counted = count_problems(table, ["a", "b", "c"], top=2)
    assert counted["n_problems"].tolist()[:3] == [2.0, 1.0, 2.0]
    assert counted["n_problems_step"].tolist()[:3] == ["2+", "1", "2+"]
    assert counted["n_problems_step"].isna().tolist() == [False, False, False, True]


def test_a_straight_trend_shows_no_departure_and_steps_nest_the_trend():
    # Log odds -2, -1, 0 at 0, 1, 2 problems, to within rounding of counts.
    rows = []
    for a, b in [("no", "no"), ("yes", "no"), ("no", "yes"), ("yes", "yes")]:
        share = 1 / (1 + np.exp(2 - (a == "yes") - (b == "yes")))
        with_outcome = round(100_000 * share)
        rows += [(a, b, 1, with_outcome), (a, b, 0, 100_000 - with_outcome)]
    table = pd.DataFrame(rows, columns=["a", "b", "outcome", "n_pupils"])
    stacked = fit_stacking(table, ["a", "b"], [], Estimation(), top=2)
    np.testing.assert_allclose(stacked.trend.term("n_problems").log_odds, 1.0, atol=1e-4)
    assert stacked.df == 1
    assert stacked.departure < 0.01
    assert stacked.steps.term("n_problems_step=2+").column.n_obs == 100_000
