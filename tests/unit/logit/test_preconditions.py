"""Trouble in the data becomes a status with a reason; the other numbers stay right."""

import numpy as np
import pandas as pd
import pytest

from thuiszitters.logit import fit_design
from thuiszitters.logit.estimation import Estimation
from thuiszitters.logit.reasons import REASON_KEYS
from thuiszitters.models.coding import design_from_patterns
from thuiszitters.plan import PredictorSpec, text


def fitted(table, specs, **rules):
    return fit_design(design_from_patterns(table, specs), Estimation(**rules))


def test_a_constant_predictor_is_named_and_left_out(pupils, specs):
    pupils["always"] = "yes"
    always = PredictorSpec("always", text("Always"), "binary", ("no", "yes"))
    fit = fitted(pupils, [*specs, always])
    term = fit.term("always=yes")
    assert (term.status, term.reason) == ("constant", "constant|predictor=always")
    assert np.isnan(term.log_odds)
    np.testing.assert_allclose(fit.beta[:-1], fitted(pupils, specs).beta)


def test_a_level_without_pupils_is_named_and_left_out(pupils):
    school = PredictorSpec("school", text("School"), "factor", ("small", "middle", "large", "huge"))
    fit = fitted(pupils, [school])
    assert fit.term("school=huge").reason == "empty_level|predictor=school|level=huge"
    assert fit.global_tests[0].df == 2
    assert fit.term("school=large").status == "ok"


def test_a_reference_level_without_pupils_gives_no_odds_ratios_but_is_adjusted_for(pupils, specs):
    school = PredictorSpec("school", text("School"), "factor", ("none", "small", "middle", "large"))
    fit = fitted(pupils, [specs[0], school])
    for level in ("small", "middle", "large"):
        term = fit.term(f"school={level}")
        assert term.status == "not_estimated"
        assert term.reason == "empty_reference|predictor=school|level=none"
    other = fitted(pupils, specs[:2])
    np.testing.assert_allclose(
        fit.term("worried=yes").log_odds, other.term("worried=yes").log_odds, rtol=1e-10
    )
    np.testing.assert_allclose(
        fit.global_tests[1].statistic, other.global_tests[1].statistic, rtol=1e-9
    )


def test_an_aliased_predictor_is_left_out_and_says_what_it_copies(pupils, specs):
    pupils["months"] = pupils["age_years"] * 12
    months = PredictorSpec("months", text("Months"), "numeric")
    fit = fitted(pupils, [*specs, months])
    term = fit.term("months")
    assert term.status == "aliased"
    assert term.reason == "aliased|predictor=months|level=|others=age_years"
    assert fit.global_tests[-1].status == "aliased"
    np.testing.assert_allclose(fit.beta[:-1], fitted(pupils, specs).beta, rtol=1e-9)


@pytest.mark.thorough
def test_a_separated_predictor_turns_the_whole_model_to_firth(pupils, specs):
    pupils.loc[pupils["worried"] == "yes", "outcome"] = 1
    fit = fitted(pupils, specs)
    assert (fit.estimator, fit.status) == ("firth", "ok")
    assert fit.reason == "separation|predictor=worried|level=yes|direction=up"
    assert fit.term("worried=yes").reason == fit.reason
    assert fit.term("school=large").reason == ""
    assert {test.test for test in fit.global_tests} == {"penalised_lr"}


def test_after_firth_an_interval_is_never_wald(pupils, specs):
    assert fitted(pupils, specs, estimator="firth", interval="wald").interval == "profile"


def test_after_firth_the_mean_probability_is_the_observed_share(pupils, specs):
    fit = fitted(pupils, specs, estimator="firth")
    design = fit.design
    share = design.counts @ fit.probability / design.n_obs
    np.testing.assert_allclose(share, design.n_events / design.n_obs, rtol=1e-12)


@pytest.mark.thorough
def test_several_separated_predictors_are_all_named():
    # Two rare problems, each only seen in pupils with the outcome.
    rows = [("no", "no", 0, 20), ("no", "no", 1, 5), ("yes", "no", 1, 3), ("no", "yes", 1, 2)]
    table = pd.DataFrame(rows, columns=["a", "b", "outcome", "n_pupils"])
    specs = [PredictorSpec(name, text(name), "binary", ("no", "yes")) for name in "ab"]
    fit = fitted(table, specs)
    assert fit.reason == "separation_several|predictors=a, b"


def test_a_reference_level_without_events_names_the_factor_not_one_level(pupils):
    pupils.loc[pupils["school"] == "small", "outcome"] = 0
    school = PredictorSpec("school", text("School"), "factor", ("small", "middle", "large"))
    fit = fitted(pupils, [school])
    assert fit.reason == "separation_levels|predictor=school"
    assert {term.reason for term in fit.terms[1:]} == {
        "separation|predictor=school|level=middle|direction=up",
        "separation|predictor=school|level=large|direction=up",
    }


def test_a_number_above_which_all_have_the_outcome_is_named_as_a_number(pupils, specs):
    fit = fitted(pupils.assign(outcome=(pupils["age_years"] > 12).astype(int)).dropna(), specs[2:])
    assert fit.terms[1].reason == "separation_number|predictor=age_years|direction=up"
    assert fit.reason == "complete_separation"


def test_forced_maximum_likelihood_on_separated_data_gives_no_number_for_those_terms(pupils, specs):
    pupils.loc[pupils["worried"] == "yes", "outcome"] = 1
    fit = fitted(pupils, specs, estimator="ml")
    assert fit.term("worried=yes").status == "separated"
    assert np.isnan(fit.term("worried=yes").ci_high)
    rest = fitted(pupils[pupils["worried"] == "no"], specs[1:])
    for name in ("school=large", "age_years"):
        np.testing.assert_allclose(fit.term(name).log_odds, rest.term(name).log_odds, rtol=1e-9)
        np.testing.assert_allclose(fit.term(name).ci_low, rest.term(name).ci_low, rtol=1e-8)


def test_a_separation_that_takes_two_predictors_is_found():
    # Neither column separates alone: only their sum does.
    rows = [
        (0.0, 0.0, 0),
        (1.0, 0.0, 0),
        (0.0, 1.0, 0),
        (1.0, 0.0, 1),
        (0.0, 1.0, 1),
        (1.0, 1.0, 1),
    ]
    table = pd.DataFrame(rows, columns=["a", "b", "outcome"])
    specs = [PredictorSpec(name, text(name), "numeric") for name in "ab"]
    assert fitted(table, specs[:1]).estimator == "ml"
    assert fitted(table, specs).estimator == "firth"


@pytest.mark.parametrize("value", [0, 1])
def test_an_outcome_with_one_value_gives_statuses_not_numbers(pupils, specs, value):
    fit = fitted(pupils.assign(outcome=value), specs)
    assert (fit.status, fit.reason) == ("not_estimated", f"one_outcome|value={value}")
    assert np.isnan(fit.beta).all()
    assert {term.status for term in fit.terms} == {"not_estimated"}


def test_no_complete_pupils_gives_statuses_not_numbers(pupils, specs):
    fit = fitted(pupils.assign(age_years=np.nan), specs)
    assert (fit.status, fit.reason) == ("not_estimated", "no_complete_pupils")


@pytest.mark.thorough
def test_more_parameters_than_events_is_said(pupils):
    pupils["class"] = pd.array([f"c{i % 12}" for i in range(len(pupils))], dtype="str")
    levels = tuple(f"c{i}" for i in range(12))
    few = pupils.assign(outcome=(np.arange(len(pupils)) % 37 == 0).astype("int8"))
    fit = fitted(few, [PredictorSpec("class", text("Class"), "factor", levels)], estimator="firth")
    assert fit.summary.caution == "very_few_events"
    assert fit.summary.events_per_parameter < 1


def test_cautions_follow_the_events_per_parameter_of_the_plan(pupils, specs):
    per_parameter = fitted(pupils, specs).summary.events_per_parameter
    assert fitted(pupils, specs, caution_events=per_parameter).summary.caution == ""
    above = per_parameter * 1.01
    assert fitted(pupils, specs, caution_events=above).summary.caution == "few_events"
    strong = fitted(pupils, specs, strong_caution_events=above).summary
    assert strong.caution == "very_few_events"


def test_a_far_away_number_costs_no_digits(pupils, specs):
    near = fitted(pupils, specs)
    moved = fitted(pupils.assign(age_years=pupils["age_years"] + 1e6), specs)
    np.testing.assert_allclose(moved.beta[1:], near.beta[1:], rtol=1e-7)
    ours, theirs = moved.term("age_years"), near.term("age_years")
    np.testing.assert_allclose(
        [ours.ci_low, ours.ci_high], [theirs.ci_low, theirs.ci_high], rtol=1e-7
    )


def test_every_reason_has_words_in_both_languages():
    from pathlib import Path

    import yaml

    import thuiszitters.language as language_folder

    folder = Path(next(iter(language_folder.__path__)))
    words = yaml.safe_load((folder / "reasons.yaml").read_text(encoding="utf-8"))["reasons"]
    assert set(words) == set(REASON_KEYS)
    for key, names in REASON_KEYS.items():
        values = dict.fromkeys(names, "x")
        for language in ("nl", "en"):
            assert "{" not in words[key][language].format(**values)
